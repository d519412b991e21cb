"""Several studies in one call: what became of each, and one page over their reports."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from rich.table import Table
from rich.text import Text

from analysis import files
from analysis.errors import InputError
from analysis.paths import shown
from analysis.run import Failure, Outcome

DONE, FAILED, REFUSED = 0, 1, 2


@dataclass(frozen=True)
class Row:
    """What became of one study; `status` as the command's exit status."""

    study: str
    status: int
    done: int = 0
    skipped: int = 0
    seconds: float = 0.0
    report: str = ""
    problem: str = ""


def attempt(study: str, run: Callable[[], Outcome], *, tell: Callable[[Outcome], None]) -> Row:
    """Run one study and say what became of it; nothing that goes wrong in it is raised.

    `run` runs it, `tell` prints what it did."""
    began = time.monotonic()
    try:
        outcome = run()
        tell(outcome)
    except InputError as error:
        return Row(study, REFUSED, seconds=time.monotonic() - began, problem=str(error))
    except Exception as error:  # a defect in one study must not cost the others
        return Row(study, FAILED, seconds=time.monotonic() - began, problem=f"{type(error).__name__}: {error}")
    report = outcome.place.out / "report.html"
    return Row(
        study,
        FAILED if outcome.failure else DONE,
        len(outcome.done),
        len(outcome.skipped),
        time.monotonic() - began,
        shown(report) if report.is_file() and not outcome.failure else "",
        _problem(outcome.failure) if outcome.failure else "",
    )


def _problem(failure: Failure) -> str:
    return f"{failure.notebook}, cell {failure.cell}: {failure.error}"


def status(rows: Sequence[Row]) -> int:
    """The exit status of several studies: 0 all done, 1 a notebook failed, 2 an input was wrong, which counts more."""
    return max((row.status for row in rows), default=DONE)


def summary(rows: Sequence[Row]) -> Table:
    """The rows as a table for a terminal; nothing in them is markup."""
    table = Table(title="Studies", title_justify="left", expand=False)
    for head in ("study", "state", "done", "skipped", "seconds", "report or reason"):
        table.add_column(head, justify="right" if head in ("done", "skipped", "seconds") else "left", overflow="fold")
    for row in rows:
        cells = (
            row.study,
            ("done", "failed", "wrong input")[row.status],
            str(row.done),
            str(row.skipped),
            f"{row.seconds:.0f}",
            row.report or row.problem,
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def index(runs: Path) -> Path | None:
    """Write index.html over the reports in a folder of runs; nothing where there is none."""
    from analysis.report.page import rendered

    entries = [_entry(manifest) for manifest in sorted(runs.glob("*/run.json"))]
    found = [entry for entry in entries if entry]
    if not found:
        return None
    return files.write(runs / "index.html", rendered("report_index.html.j2", entries=found))


def _entry(manifest: Path) -> dict[str, Any] | None:
    report, articles = manifest.with_name("report.html"), manifest.parent / "tables" / "articles.parquet"
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
        outlets = pd.read_parquet(articles, columns=["outlet"])["outlet"]
    except (OSError, ValueError):
        return None
    if not report.is_file():
        return None
    return {
        "title": content.get("title") or content.get("study") or manifest.parent.name,
        "folder": manifest.parent.name,
        "n_outlets": int(outlets.nunique()),
        "n_articles": len(outlets),
        "ended": str(content.get("ended", ""))[:10],
        "size": f"{report.stat().st_size / 1e6:.1f}",
    }
