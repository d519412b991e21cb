"""Our own YAML: nesting, and errors with their lines."""

from itertools import pairwise

import pytest

from analysis.codebook import Codebook, load
from analysis.errors import InputError

HEAD = "title: T\nsource: S\nitems:\n"


def read(folder, text):
    path = folder / "own.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def message(folder, monkeypatch, text):
    monkeypatch.chdir(folder)
    with pytest.raises(InputError) as error:
        read(folder, text)
    return str(error.value)


def test_children_stand_inside_their_item_or_name_it(tmp_path):
    inside = "  - id: harbour\n    label: Harbour\n    items:\n      - {id: ship, label: Ships, terms: [ship*]}\n"
    named = "  - {id: crane, label: Cranes, terms: [crane*], parent: ship}\n"
    book = read(tmp_path, HEAD + inside + named)
    assert [(i.id, i.parent, i.terms) for i in book.items] == [
        ("harbour", "", ()),
        ("ship", "harbour", ("ship*",)),
        ("crane", "ship", ("crane*",)),
    ]
    assert book.parents == {"harbour": (), "ship": ("harbour",), "crane": ("ship", "harbour")}


def test_everything_an_item_may_say_is_kept(tmp_path):
    item = (
        "  - {id: ship, label: Ships, definition: D, source: S, note: N, terms: [ship*], exclude: [shipshape],\n"
        "     examples: [A ship.], counter_examples: [All is shipshape.]}\n"
    )
    found = read(tmp_path, HEAD + item).items[0]
    assert (found.definition, found.source, found.note) == ("D", "S", "N")
    assert (found.examples, found.counter_examples) == (("A ship.",), ("All is shipshape.",))


def test_an_item_may_stand_in_a_script_too():
    with pytest.raises(ValueError, match="the item 'a' is empty"):
        Codebook.model_validate({"title": "T", "source": "S", "items": [{"id": "a", "label": "A"}]})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            HEAD + "  - {id: a, label: A, terms: [x], parent: b}\n  - {id: b, label: B, terms: [y], parent: a}\n",
            "own.yaml, line 4: the items a > b > a stand one inside the other in a circle.\n"
            "own.yaml, line 5: the items b > a > b stand one inside the other in a circle.",
        ),
        (
            HEAD + "  - {id: a, label: A, terms: [x], parent: a}\n",
            "own.yaml, line 4: the items a > a stand one inside the other in a circle.",
        ),
        (
            HEAD + "  - {id: ship, label: A, terms: [x]}\n  - {id: b, label: B, terms: [y], parent: shop}\n",
            "own.yaml, line 5: the parent 'shop' of 'b' is no item. Did you mean 'ship'?",
        ),
        (
            HEAD + "  - {id: a, label: A, terms: []}\n",
            "own.yaml, line 4: the item 'a' is empty; give it terms or leave it out.",
        ),
        (
            HEAD + '  - id: a\n    label: A\n    terms:\n      - x\n      - "* *"\n',
            "own.yaml, line 8: the term '* *' of 'a' has no letter or digit and would match everything.",
        ),
        (
            HEAD + '  - id: a\n    label: A\n    terms: [x]\n    exclude:\n      - "**"\n',
            "own.yaml, line 8: the term '**' of 'a' has no letter or digit and would match everything.",
        ),
        (
            HEAD + "  - {id: a, label: A, terms: ['-']}\n",
            "own.yaml, line 4: the term '-' of 'a' has no letter or digit and would match nothing.",
        ),
        (
            HEAD + "  - {id: a, label: A, terms: [x]}\n  - id: b\n    label: B\n    items:\n"
            "      - {id: a, label: A, terms: [z]}\n",
            "own.yaml, line 8: two items have the id 'a'.",
        ),
        (
            HEAD + "  - id: a\n    label: A\n    items:\n      - {id: b, label: B, terms: [z], parent: c}\n",
            "own.yaml, line 7: 'b' stands inside 'a' and names another parent, 'c'. Keep one of the two.",
        ),
        (HEAD + "  - {id: a, label: A, term: [x]}\n", "own.yaml, line 4: unknown key 'term'. Did you mean 'terms'?"),
        (
            "tilte: T\nsource: S\nitems:\n  - {id: a, label: A, terms: [x]}\n",
            "own.yaml, line 1: the key 'title' is missing.\n"
            "own.yaml, line 1: unknown key 'tilte'. Did you mean 'title'?",
        ),
        (
            "title: T\nsource: S\nitems: []\n",
            "own.yaml, line 3: items: there is none. Write at least one item.",
        ),
        (b"title: T\nsource: caf\xe9\n", "own.yaml, line 2: is not UTF-8 (byte 20). Save it as UTF-8."),
        ("a\n", "own.yaml is no codebook: neither YAML with title, source and items, nor"),
        (" \n", "own.yaml is empty. A codebook needs at least one item with a term."),
        ("[" * 100_000, "own.yaml, line 1: more than 200 brackets stand one inside the other."),
        ("a: &a [x, *a]\n", "own.yaml, line 1: its aliases (*name) make more than 2,000,000 entries of it, or one"),
    ],
)
def test_an_error_names_file_and_line(tmp_path, monkeypatch, text, said):
    assert message(tmp_path, monkeypatch, text).startswith(said)


def test_aliases_that_multiply_are_refused(tmp_path, monkeypatch):
    names = "abcdefghijk"
    lines = ["a: &a [" + ", ".join(["x"] * 9) + "]"]
    lines += [f"{b}: &{b} [" + ", ".join([f"*{a}"] * 9) + "]" for a, b in pairwise(names)]
    assert "make more than 2,000,000 entries" in message(tmp_path, monkeypatch, "\n".join(lines))


def test_ten_errors_are_told_and_the_rest_counted(tmp_path, monkeypatch):
    items = "".join(f"  - {{id: i{k}, label: A, terms: []}}\n" for k in range(12))
    told = message(tmp_path, monkeypatch, HEAD + items).splitlines()
    assert len(told) == 11
    assert told[-1] == "... and 2 more."


def test_fifty_thousand_terms(tmp_path):
    terms = ", ".join(f"word{k}" for k in range(50_000))
    book = read(tmp_path, HEAD + f"  - {{id: a, label: A, terms: [{terms}]}}\n")
    assert len(book.items[0].terms) == 50_000
