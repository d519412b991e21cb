from pathlib import Path

import nbformat
import pytest

from analysis.errors import InputError
from analysis.parameters import Parameter, chosen, declared
from analysis.paths import NOTEBOOKS

KNOWN = {
    "03-emphasis": {
        "study": Parameter("study", "str", "framework", ""),
        "articles": Parameter("articles", "str", "", "other articles"),
        "out": Parameter("out", "str", "", ""),
        "voice": Parameter("voice", "str", "", "the voice to show"),
        "terms": Parameter("terms", "int", 6, "how many terms"),
    },
    "05-tone": {
        "guard": Parameter("guard", "bool", True, "mask names of institutions"),
        "level": Parameter("level", "float", 0.05, "of every test"),
    },
}


def message(*words: str):
    with pytest.raises(InputError) as error:
        chosen(words, KNOWN)
    return str(error.value)


def notebook(folder: Path, source: str) -> Path:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
    path = folder / "01-test.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    return path


def test_words_become_typed_values():
    assert chosen(["terms= 8", "guard=no", "level=.1", "voice=all", "articles=in=x"], KNOWN) == {
        "terms": 8,
        "guard": False,
        "level": 0.1,
        "voice": "all",
        "articles": "in=x",
    }
    assert chosen([], KNOWN) == {}
    assert chosen(["terms=1", "terms=2"], KNOWN) == {"terms": 2}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "term=8",
            "--set term=8: no notebook has a parameter 'term'. Did you mean 'terms'? "
            "Known: articles, voice, terms, guard, level.",
        ),
        (
            "colour=8",
            "--set colour=8: no notebook has a parameter 'colour'. Known: articles, voice, terms, guard, level.",
        ),
        (
            "study=x",
            "--set study=x: no notebook has a parameter 'study'. Known: articles, voice, terms, guard, level.",
        ),
        ("voice=quotd", "--set voice=quotd: there is no voice 'quotd'. Did you mean 'quoted'?"),
        ("terms", "--set terms: write it as name=value."),
        ("terms=many", "--set terms=many: terms is a whole number, not 'many' (how many terms)."),
        ("terms=1.5", "--set terms=1.5: terms is a whole number, not '1.5' (how many terms)."),
        ("guard=maybe", "--set guard=maybe: guard is true or false, not 'maybe' (mask names of institutions)."),
        ("level=", "--set level=: level is a number, not '' (of every test)."),
        ("level=nan", "--set level=nan: level is a number, not 'nan' (of every test)."),
        ("level=inf", "--set level=inf: level is a number, not 'inf' (of every test)."),
    ],
)
def test_an_unknown_or_ill_typed_parameter_is_named(word, said):
    assert message(word) == said


def test_lines_of_the_tagged_cell_are_read(tmp_path):
    source = (
        'study: str = "framework"  # a study\n\n# a remark\nshade: str = "#0072B2"\n'
        "terms: int = 6\nlevel: float = 0.05  # of every test"
    )
    found = declared(notebook(tmp_path, source))
    assert found == {
        "study": Parameter("study", "str", "framework", "a study"),
        "shade": Parameter("shade", "str", "#0072B2", ""),
        "terms": Parameter("terms", "int", 6, ""),
        "level": Parameter("level", "float", 0.05, "of every test"),
    }


@pytest.mark.parametrize(
    "line", ["terms = 6", "terms: int | None = 6", "terms: list = []", "terms: int = 6 +", "import os"]
)
def test_a_line_that_papermill_could_not_fill_is_an_error(tmp_path, line):
    with pytest.raises(InputError) as error:
        declared(notebook(tmp_path, line))
    assert str(error.value) == (f"01-test.ipynb: the parameter line {line!r} is not `name: type = default  # help`.")


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("0*.ipynb")), ids=lambda p: p.stem)
def test_the_notebooks_declare_what_the_runner_gives(path):
    assert {"study", "articles", "out"} <= set(declared(path))
