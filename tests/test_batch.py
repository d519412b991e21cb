import io
import json
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
from rich.console import Console

from analysis import __main__ as command
from analysis import batch
from analysis import run as runner
from analysis.errors import InputError
from analysis.run import Failure, Outcome


def outcome(folder, failure=None):
    return Outcome(SimpleNamespace(out=folder), ("01-articles",), ("02-voices",), failure)


def nothing(_outcome):
    return None


def raising(error):
    def call():
        raise error

    return call


def test_a_study_that_fails_stops_no_other(tmp_path):
    failure = Failure("04-framing", 3, "KeyError: 'x'", tmp_path)
    rows = [
        batch.attempt("one", raising(InputError("There is no study 'one'.")), tell=nothing),
        batch.attempt("two", lambda: outcome(tmp_path, failure), tell=nothing),
        batch.attempt("three", raising(ZeroDivisionError("a defect")), tell=nothing),
        batch.attempt("four", lambda: outcome(tmp_path), tell=nothing),
    ]
    assert [r.status for r in rows] == [2, 1, 1, 0]
    assert rows[1].problem == "04-framing, cell 3: KeyError: 'x'"
    assert rows[2].problem == "ZeroDivisionError: a defect"
    assert batch.status(rows) == 2
    assert batch.status(rows[1:]) == 1
    assert batch.status(rows[3:]) == 0


def test_the_summary_shows_names_as_they_are():
    console = Console(file=io.StringIO(), width=120)
    console.print(batch.summary([batch.Row("[red]odd", 2, problem="[bold]no such study")]))
    said = console.file.getvalue()
    assert "[red]odd" in said
    assert "[bold]no such study" in said
    assert "wrong input" in said


def test_one_page_over_the_reports(tmp_path):
    for name, title in (("a", "First"), ("b b", "<script>")):
        run = tmp_path / name
        (run / "tables").mkdir(parents=True)
        (run / "report.html").write_text("x")
        (run / "run.json").write_text(json.dumps({"title": title, "ended": "2026-01-02T03:04:05"}))
        pd.DataFrame({"outlet": ["x", "x", "y"]}).to_parquet(run / "tables" / "articles.parquet")
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "run.json").write_text("{}")
    page = batch.index(tmp_path)
    assert page == tmp_path / "index.html"
    text = page.read_text()
    assert 'href="a/report.html">First</a>' in text
    assert 'href="b%20b/report.html">&lt;script&gt;</a>' in text
    assert "half" not in text
    assert "<td>2</td><td>3</td><td>2026-01-02</td>" in text


def test_no_report_no_page(tmp_path):
    assert batch.index(tmp_path) is None


def test_the_command_goes_on_and_says_so(tmp_path, monkeypatch, capsys):
    def run(study, **_options):
        if study == "lost":
            raise InputError("There is no study 'lost'.")
        return outcome(tmp_path)

    monkeypatch.setattr(runner, "run", run)
    monkeypatch.setattr(batch, "index", lambda runs: Path(runs) / "index.html")
    monkeypatch.setattr(command, "_print_outcome", nothing)
    monkeypatch.setattr("sys.argv", ["parallax", "run", "lost", "kept"])
    assert command.main() == 2
    said = capsys.readouterr().out
    assert "There is no study 'lost'." in said
    assert "kept" in said.split("Studies")[1]
    assert "index.html" in said
