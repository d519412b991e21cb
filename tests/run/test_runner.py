"""The runner on small notebooks of its own."""

import io
import json

import nbformat
import pandas as pd
import pytest
from rich.console import Console

from analysis import run as runner
from analysis import steps
from analysis.alone import alone
from analysis.errors import InputError

STUDY = "articles: texts\ntitle: Two\ncodebooks: {topics: framework-topics, frames: framework-frames}\n"
PARAMETERS = 'study: str = "framework"  # a study\nout: str = ""  # a folder\nwords: int = 3  # how many'
WRITE = """from pathlib import Path
import pandas as pd
part = Path(out) / "tables" / "parts" / "{step}"
part.mkdir(parents=True, exist_ok=True)
pd.DataFrame({{"document": ["{step}"], "reason": [str(words)]}}).to_parquet(part / "rejected.parquet")"""


def notebook(folder, step, *code):
    content = nbformat.v4.new_notebook()
    content.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    content.cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})]
    content.cells += [nbformat.v4.new_code_cell(c) for c in code]
    nbformat.write(content, folder / f"{step}.ipynb")


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A study and two notebooks; the runner knows no others."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    notebook(notebooks, "01-first", WRITE.format(step="01-first"))
    notebook(notebooks, "02-second", WRITE.format(step="02-second"))
    texts = tmp_path / "two" / "texts"
    texts.mkdir(parents=True)
    (texts / "a.txt").write_text("The harbour wall was approved on Monday by the council.")
    (texts / "b.txt").write_text("Residents marched against the wall on Tuesday, many of them young.")
    (tmp_path / "two" / "study.yaml").write_text(STUDY)
    monkeypatch.setattr(steps, "NOTEBOOKS", notebooks)
    monkeypatch.setattr(runner, "NOTEBOOKS", notebooks)
    return tmp_path


def go(house, **options):
    console = Console(file=io.StringIO(), width=200)
    outcome = runner.run(str(house / "two"), out=str(house / "out"), console=console, **options)
    return outcome, console.file.getvalue()


@pytest.mark.xdist_group("runner")
def test_in_order_then_skipped_then_fresh(house):
    outcome, _ = go(house)
    assert outcome.done == ("01-first", "02-second")
    joined = pd.read_parquet(house / "out" / "tables" / "rejected.parquet")
    assert joined["document"].tolist() == ["01-first", "02-second"]
    assert (house / "out" / "notebooks" / "02-second.ipynb").is_file()

    outcome, said = go(house)
    assert outcome.skipped == ("01-first", "02-second")
    assert "01-first skipped: nothing it rests on has changed" in said

    outcome, _ = go(house, fresh=True, only="02")
    assert outcome.done == ("02-second",)
    assert outcome.skipped == ()

    manifest = json.loads((house / "out" / "run.json").read_text())
    assert manifest["done"] == ["02-second"]
    assert set(manifest["notebooks"]) == {"01-first", "02-second"}
    assert manifest["notebooks"]["01-first"]["outputs"].keys() == {"tables/parts/01-first/rejected.parquet"}


@pytest.mark.xdist_group("runner")
def test_what_changed_is_done_again(house):
    go(house)
    outcome, said = go(house, given=["words=4"])
    assert outcome.done == ("01-first", "02-second")
    assert "other parameters" in said
    reasons = pd.read_parquet(house / "out" / "tables" / "rejected.parquet")["reason"]
    assert reasons.tolist() == ["4", "4"]

    notebook(house / "notebooks", "02-second", WRITE.format(step="02-second"), "x = 1")
    outcome, said = go(house, given=["words=4"])
    assert (outcome.skipped, outcome.done) == (("01-first",), ("02-second",))
    assert "the notebook changed" in said

    (house / "out" / "tables" / "parts" / "01-first" / "rejected.parquet").unlink()
    outcome, said = go(house, given=["words=4"])
    assert outcome.done == ("01-first",)
    assert "its output changed" in said


@pytest.mark.xdist_group("runner")
def test_after_a_failure_the_next_run_goes_on(house):
    notebook(house / "notebooks", "02-second", "1 / 0")
    outcome, _ = go(house)
    assert outcome.done == ("01-first",)
    failure = outcome.failure
    assert (failure.notebook, failure.error) == ("02-second", "ZeroDivisionError: division by zero")
    assert failure.cell == 2
    assert failure.copy.is_file()
    assert not (house / "out" / "notebooks" / "02-second.ipynb").exists()
    assert pd.read_parquet(house / "out" / "tables" / "rejected.parquet")["document"].tolist() == ["01-first"]

    notebook(house / "notebooks", "02-second", WRITE.format(step="02-second"))
    outcome, _ = go(house)
    assert (outcome.skipped, outcome.done, outcome.failure) == (("01-first",), ("02-second",), None)
    assert not failure.copy.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"given": ["word=4"]},
            "--set word=4: no notebook has a parameter 'word'. Did you mean 'words'? Known: words.",
        ),
        ({"given": ["words=four"]}, "--set words=four: words is a whole number, not 'four' (how many)."),
        ({"given": ["words"]}, "--set words: write it as name=value."),
        ({"only": "03-third"}, "--only 03-third: there is no such notebook. Known: 01-first, 02-second."),
    ],
)
def test_a_wrong_call_stops_before_anything_runs(house, options, sentence):
    with pytest.raises(InputError) as error:
        go(house, **options)
    assert str(error.value) == sentence
    assert not (house / "out").exists()


def test_another_study_of_that_name_is_not_overwritten(house):
    (house / "out").mkdir()
    (house / "out" / "run.json").write_text(json.dumps({"study_file": "../elsewhere/study.yaml"}))
    with pytest.raises(InputError, match=r"holds the run of another study, \.\./elsewhere/study\.yaml\. Put this one"):
        go(house)


@pytest.mark.xdist_group("runner")
def test_records_left_half_written_are_made_again(house):
    go(house)
    part = house / "out" / "tables" / "parts" / "01-first"
    for name in ("step.json", "inputs.json", "figures.json", "warnings.json"):
        (part / name).write_text('{"study": ')
    (house / "out" / "run.json").write_text('{"study": ')
    outcome, _ = go(house)
    assert outcome.done == ("01-first",)
    assert json.loads((house / "out" / "run.json").read_text())["done"] == ["01-first"]


def test_a_second_run_in_one_folder_is_refused_and_the_first_goes_on(house):
    pytest.importorskip("fcntl")
    with alone(house / "out"), pytest.raises(InputError, match=r"Another run is writing to .*out\. Wait until"):
        go(house)
    with alone(house / "out"):
        pass


def test_a_folder_that_cannot_be_written_is_named(house):
    (house / "out").write_text("a file")
    with pytest.raises(InputError, match=r"out cannot be written: .*Put the run elsewhere with --out DIR\."):
        go(house)
