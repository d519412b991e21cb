"""Run a study again elsewhere and compare every table and figure twin with the last run."""

import tempfile
from pathlib import Path

import pandas as pd
from rich.console import Console

from analysis import files
from analysis.errors import InputError
from analysis.paths import shown
from analysis.run import Failure, run
from analysis.workspace import place

TOLERANCE = 1e-9


def verify(study: str, *, out: str, console: Console) -> tuple[list[str], Failure | None]:
    """Differences between the last run of a study and a new one, a sentence each; none where all is equal to 1e-9.

    Raises `InputError` where the study has not been run."""
    last = place(study, out=out)
    tables = sorted((last.out / "tables").glob("*.parquet"))
    if not tables:
        raise InputError(f"{shown(last.out)} holds no run of {study!r}. Run it first: python -m analysis run {study}")
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        again = run(study, fresh=True, out=folder, console=console)
        if again.failure:
            return [], again.failure
        new = again.place
        found = compare(tables, sorted((new.out / "tables").glob("*.parquet")))
        twins = sorted(last.figures.glob("*.csv"))
        return found + compare(twins, sorted(new.figures.glob("*.csv"))), None


def compare(before: list[Path], after: list[Path]) -> list[str]:
    """A sentence for each file that is in one list alone or differs between them; files are matched by name."""
    old, new = {p.name: p for p in before}, {p.name: p for p in after}
    sentences = [f"{name} is in one of the two runs only." for name in sorted(old.keys() ^ new.keys())]
    for name in sorted(old.keys() & new.keys()):
        if files.digest(old[name]) == files.digest(new[name]):
            continue
        difference = between(_read(old[name]), _read(new[name]))
        if difference:
            sentences.append(f"{name}: {difference}")
    return sentences


def _read(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)


def between(old: pd.DataFrame, new: pd.DataFrame) -> str:
    """Where two tables first differ by more than 1e-9, in words; nothing where they do not."""
    try:
        pd.testing.assert_frame_equal(old, new, check_exact=False, rtol=TOLERANCE, atol=TOLERANCE)
    except AssertionError as error:
        return " ".join(str(error).split())[:300]
    return ""
