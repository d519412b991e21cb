"""A bundle read again: the study's notebooks run on what was published in place of its texts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console

from analysis import files, published, run, steps, verify
from analysis.errors import InputError
from analysis.paths import shown
from analysis.published import MARK
from analysis.run import Outcome

AGAIN = "redrawn"  # the folder in the bundle where a run on it lies


@dataclass(frozen=True)
class Redrawn:
    """A run on a bundle: its outcome, sentences on each figure and table, and how many of them differ."""

    outcome: Outcome
    told: list[str]
    n_differing: int


def redraw(study: str, *, fresh: bool = False, out: str = "", console: Console) -> Redrawn:
    """Run a bundle's notebooks: count its measures, scores and gaps again, draw its figures again, compare all of it.

    Cells that show nothing but texts are left out, and named. `out` is where tables and figures go; without it
    `redrawn` in the bundle. Raises `InputError`, before anything runs, where a file is not the one that was
    published."""
    folder = Path(study).expanduser().absolute()
    listing = _checked(folder)
    target = Path(out).expanduser().absolute() if out else folder / AGAIN
    outcome = run.run(str(folder), fresh=fresh, out=str(target), console=console)
    told = [f"{len(listing['files'])} files are those that were published."]
    if outcome.failure:
        return Redrawn(outcome, told, 0)
    same, other = _compared(folder, outcome, listing)
    return Redrawn(outcome, told + same + other + _left_out(listing), len(other))


def _checked(folder: Path) -> dict[str, Any]:
    """bundle.json, every file found as it lists it."""
    listing = published.listing(folder)
    expected = listing["files"]
    for name, digest in expected.items():
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise InputError(f"{shown(folder / MARK)} names {name!r}, which is not in the bundle. Do not trust it.")
        if files.digest(path) != digest:
            raise InputError(f"{shown(path)} is not the file that was published. Get the bundle again.")
    added = [
        p for p in sorted(folder.glob("parts/**/*")) if p.is_file() and p.relative_to(folder).as_posix() not in expected
    ]
    if added or not (folder / "parts").is_dir():
        what = f"{shown(added[0])} was put into it" if added else "its tables are missing"
        raise InputError(f"{shown(folder)} is not the bundle that was published: {what}. Get the bundle again.")
    return listing


def _compared(folder: Path, outcome: Outcome, listing: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Sentences on what is as it was published, and on what is not."""
    same, other = [], []
    place = outcome.place
    for step in listing["notebooks"]:
        found = {
            p.stem: _difference(p, place.part(step, p.stem)) for p in sorted(folder.glob(f"parts/{step}/*.parquet"))
        }
        other += [
            f"{step}: the table {name} differs from what was published: {what}" for name, what in found.items() if what
        ]
        equal = [name for name, what in found.items() if not what]
        if equal:
            same.append(f"{step}: {', '.join(equal)}: as published.")
    for twin in sorted((folder / "figures").glob("*.csv")):
        what = _difference(twin, place.figures / twin.name)
        if what:
            other.append(f"{twin.stem}: differs from what was published: {what}")
        else:
            same.append(f"{twin.stem}: drawn again, its rows as published.")
    return same, other


def _difference(old: Path, new: Path) -> str:
    if not new.is_file():
        return "it was not made again"
    read = pd.read_parquet if old.suffix == ".parquet" else pd.read_csv
    return verify.between(read(old), read(new))


def _left_out(listing: dict[str, Any]) -> list[str]:
    """What a bundle cannot show: figures with the reason, and the questions of the cells that were left out."""
    told = [f"{name}: not drawn: {reason}." for name, reason in listing["missing"].items()]
    for notebook in steps.all_notebooks():
        headings = published.without_texts(notebook)[1] if notebook.stem in listing["notebooks"] else []
        if headings:
            told.append(f"{notebook.stem}: left out, since they show texts, cells under: {' '.join(headings)}")
    return [*told, *listing.get("cannot", [])]
