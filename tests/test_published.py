"""What was made of texts is kept without them, and read again as it was."""

import json
from dataclasses import dataclass

import pandas as pd
import pytest

from analysis import published
from analysis.errors import InputError
from analysis.paths import NOTEBOOKS
from analysis.schema import named


@dataclass(frozen=True)
class Found:
    table: pd.DataFrame
    why: str
    pages: tuple[str, ...]


def found() -> Found: ...
def table() -> pd.DataFrame: ...
def pairs() -> list[list[str]]: ...


TABLE = pd.DataFrame(
    {"article_id": ["e", "m"], "text": ["The wall stands.", " "], "n": [3, 0], "voice": named(["all", "all"], ["all"])}
)


def test_words_of_articles_are_emptied_and_nothing_else():
    bare = published.bare(TABLE.assign(value=[0.5, 1.0], label=pd.Categorical(["a thing", None])))
    assert bare["text"].isna().tolist() == [True, False]
    assert bare["text"][1] == " "
    assert bare["label"].isna().all()
    pd.testing.assert_frame_equal(bare[["article_id", "n", "voice"]], TABLE[["article_id", "n", "voice"]])
    assert bare["value"].tolist() == [0.5, 1.0]  # a number is no word
    assert TABLE["text"][0] == "The wall stands."


def test_what_was_saved_is_read_again(tmp_path):
    beside = tmp_path / published.FROM_TEXTS
    published.save(beside, "t", TABLE)
    published.save(beside, "f", Found(TABLE, "too few", ("1", "2")))
    published.save(beside, "p", [["trade", "tariff*"]])
    pd.testing.assert_frame_equal(published.load(tmp_path, "t", made_by=table), published.bare(TABLE))
    again = published.load(tmp_path, "f", made_by=found)
    assert (again.why, again.pages) == ("too few", ("1", "2"))
    pd.testing.assert_frame_equal(again.table, published.bare(TABLE))
    assert published.load(tmp_path, "p", made_by=pairs) == [["trade", "tariff*"]]


@pytest.mark.parametrize("made_by", [found, table, pairs])
def test_what_is_not_there_is_named(tmp_path, made_by):
    with pytest.raises(InputError, match=r"does not hold 'turns', which rests on texts\. Get the bundle again\.$"):
        published.load(tmp_path, "turns", made_by=made_by)


def test_cells_that_show_texts_alone_are_left_out_under_their_heading(tmp_path):
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# Whose words?\n", "More."]},
        {"cell_type": "code", "id": "b", "metadata": {}, "source": ["n = 1"], "outputs": [], "execution_count": None},
        {"cell_type": "markdown", "id": "c", "metadata": {}, "source": ["## Which sentences?"]},
        {"cell_type": "code", "id": "d", "metadata": {"tags": ["texts"]}, "source": ["n"], "outputs": []},
    ]
    notebook = tmp_path / "02-words.ipynb"
    notebook.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    short, left_out = published.without_texts(notebook)
    assert left_out == ["Which sentences?"]
    assert json.loads(short)["cells"][:3] == cells[:3]
    last = json.loads(short)["cells"][3]
    assert (last["cell_type"], last["source"]) == ("markdown", [published.NOT_HERE])


def test_nothing_rests_on_a_cell_that_shows_texts_alone():
    """A name that such a cell makes is used in no cell that a bundle runs."""
    import ast

    for notebook in sorted(NOTEBOOKS.glob("0[1-9]-*.ipynb")):
        made, used = set(), {}
        for cell in json.loads(notebook.read_text())["cells"]:
            if cell["cell_type"] != "code":
                continue
            names = [n for n in ast.walk(ast.parse("".join(cell["source"]))) if isinstance(n, ast.Name)]
            mine = {n.id for n in names if isinstance(n.ctx, ast.Store)}
            if published.TAG in cell["metadata"].get("tags", []):
                made |= mine
            else:
                made -= mine
                used |= {n.id: cell["id"] for n in names if n.id in made}
        assert used == {}, notebook.stem
