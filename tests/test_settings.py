import pytest
from pydantic import Field

from analysis.errors import InputError
from analysis.settings import Settings, load, parse


class Boat(Settings):
    name: str
    seats: int = Field(default=2, ge=1)


class Harbour(Settings):
    town: str = ""
    boats: tuple[Boat, ...] = ()
    open: bool = True
    depths: dict[str, float] = Field(default_factory=dict)


def message(text):
    with pytest.raises(InputError) as error:
        parse(text, Harbour, where="harbour.yaml")
    return str(error.value)


def test_a_file_is_read(tmp_path):
    path = tmp_path / "harbour.yaml"
    path.write_bytes("\ufefftown: Ærø\nboats:\n  - {name: Echo, seats: 4}\n".encode())
    assert load(path, Harbour) == Harbour(town="Ærø", boats=(Boat(name="Echo", seats=4),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("twon: A", "harbour.yaml, line 1: unknown key 'twon'. Did you mean 'town'?"),
        ("town: A\nquay: B", "harbour.yaml, line 2: unknown key 'quay'. Known: town, boats, open, depths."),
        (
            "boats:\n  - name: Echo\n    seat: 4\n",
            "harbour.yaml, line 3: unknown key 'seat'. Did you mean 'seats'?",
        ),
        ("boats:\n  - seats: 4\n", "harbour.yaml, line 2: the key 'boats.0.name' is missing."),
        (
            "boats:\n  - {name: E, seats: many}",
            "harbour.yaml, line 2: boats.0.seats: should be a whole number (given: 'many').",
        ),
        (
            "boats:\n  - {name: E, seats: 0}",
            "harbour.yaml, line 2: boats.0.seats: should be greater than or equal to 1 (given: 0).",
        ),
        (
            "boats:\n- Echo\n",
            "harbour.yaml, line 2: boats.0: should be keys and values, such as {id: ...} (given: 'Echo').",
        ),
        ("town: 5", "harbour.yaml, line 1: town: should be text; put it in quotation marks (given: 5)."),
        ("town: A\ndepths: {quay: deep}", "harbour.yaml, line 2: depths.quay: should be a number (given: 'deep')."),
        (
            "town: A\nboats: []\ntown: B",
            "harbour.yaml, line 3: the key 'town' stands here a second time. Keep one of the two.",
        ),
        (
            "boats:\n- {name: A, name: B}",
            "harbour.yaml, line 2: the key 'name' stands here a second time. Keep one of the two.",
        ),
        (
            "town: A\n\tboats: []",
            "harbour.yaml, line 2: not valid YAML: found character '\\t' that cannot start any token. "
            "Indent with spaces, and put a text that begins with a mark in quotation marks.",
        ),
        (
            "town: Harbour: the old one",
            "harbour.yaml, line 1: not valid YAML: mapping values are not allowed here. "
            "Put a text that holds a colon in quotation marks.",
        ),
        ("town: 'A\nboats: []\n", "harbour.yaml, line 3: not valid YAML: found unexpected end of stream."),
        (
            "town: !boat A",
            "harbour.yaml, line 1: not valid YAML: could not determine a constructor for the tag '!boat'.",
        ),
        ("", "harbour.yaml: expected keys and values, such as `title: ...`, and found none."),
        ("- a", "harbour.yaml: expected keys and values, such as `title: ...`, and found none."),
        ("town: \x01", "harbour.yaml: not valid YAML: "),
    ],
)
def test_an_error_names_file_line_and_mend(text, said):
    assert message(text).startswith(said)


def test_every_error_has_its_line():
    assert message("boats: [{name: E, seats: many}]\ntown: 5\nquay: A").splitlines() == [
        "harbour.yaml, line 2: town: should be text; put it in quotation marks (given: 5).",
        "harbour.yaml, line 1: boats.0.seats: should be a whole number (given: 'many').",
        "harbour.yaml, line 3: unknown key 'quay'. Known: town, boats, open, depths.",
    ]


def test_a_file_that_is_not_there_not_utf8_or_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, said in (
        ("none.yaml", "There is no file none.yaml."),
        ("latin.yaml", "latin.yaml is not UTF-8 (byte 6). Save it as UTF-8."),
        ("folder.yaml", "folder.yaml cannot be read: Is a directory."),
    ):
        (tmp_path / "latin.yaml").write_bytes(b"town: \xc6r\xf8")
        (tmp_path / "folder.yaml").mkdir(exist_ok=True)
        with pytest.raises(InputError) as error:
            load(tmp_path / name, Harbour)
        assert str(error.value) == said
