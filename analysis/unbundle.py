"""A bundle read again: its scores and gaps counted from its measures, its figures drawn from those."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import codebook, files, findings
from analysis import study as studies
from analysis.bundle import MARK
from analysis.errors import InputError
from analysis.paths import shown


def redraw(study: str, *, out: str = "") -> tuple[Path, list[str]]:
    """Count a bundle's scores and gaps again from its measures, and draw the figures that rest on them.

    Out: the folder of the figures, and a sentence on each notebook and figure. Raises `InputError` where a file is not
    the one that was published, or what is counted differs from it."""
    folder = Path(study).expanduser().absolute()
    listing = _checked(folder)
    opened = studies.load(str(folder))
    target = Path(out).expanduser().absolute() / "figures" if out else folder / "redrawn"
    told = [f"{listing['title']}: {len(listing['files'])} files are those that were published."]
    settled = opened.settled
    draws: dict[str, Any] = {"draws": settled.draws, "seed": settled.seed, "level": settled.level}
    for part in sorted((folder / "parts").iterdir()):
        again = _counted(part, draws)
        if again:
            told.append(f"{part.name}: {' and '.join(again)} counted again from the measures: no difference.")
        words = json.loads((part / "figures.json").read_text()) if (part / "figures.json").is_file() else {}
        for name, about in sorted(words.items()):
            if _drawn(opened, folder, name, about, again, target):
                told.append(f"{name}: drawn again.")
            else:
                told.append(f"{name}: not drawn from scores or gaps alone; shown as published.")
                for suffix in (".csv", ".png", ".svg"):
                    files.write(target / f"{name}{suffix}", (folder / "figures" / f"{name}{suffix}").read_bytes())
    return target, told + list(listing["cannot"])


def _checked(folder: Path) -> Mapping[str, Any]:
    """bundle.json, every file found as it lists it."""
    try:
        listing = json.loads((folder / MARK).read_text(encoding="utf-8"))
        expected = dict(listing["files"])
    except (ValueError, KeyError, TypeError, OSError):
        raise InputError(f"{shown(folder / MARK)} is damaged. Get the bundle again.") from None
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


def _counted(part: Path, draws: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Scores and gaps of one notebook, counted again. Raises `InputError` where they differ from those published."""
    from analysis.compare import intervals, tests

    if not (part / "measures.parquet").is_file():
        return {}
    measures = pd.read_parquet(part / "measures.parquet")
    made = {"scores": intervals.scores, "gaps": tests.gaps}
    again = {name: make(measures, **draws) for name, make in made.items() if (part / f"{name}.parquet").is_file()}
    for name, table in again.items():
        published = pd.read_parquet(part / f"{name}.parquet")
        try:
            pd.testing.assert_frame_equal(table, published, check_exact=False, rtol=1e-9, atol=1e-9, check_dtype=False)
        except AssertionError as error:
            raise InputError(
                f"{part.name}: {name} counted again from the measures differ from those published: "
                f"{' '.join(str(error).split())[:200]}."
            ) from None
    return again


def _drawn(
    study: studies.Study,
    folder: Path,
    name: str,
    about: Mapping[str, str],
    again: Mapping[str, pd.DataFrame],
    target: Path,
) -> bool:
    """Draw a figure from what was counted again, its rows chosen as its twin has them; False where it cannot be."""
    from matplotlib import pyplot as plt

    from analysis.plots import redrawn, style
    from analysis.schema import TABLES

    slug = name.split("-", 1)[1]
    kind = redrawn.TABLE_OF.get(slug, "")
    if kind not in again:
        return False
    twin = pd.read_csv(folder / "figures" / f"{name}.csv")
    key = [c for c in TABLES[kind].key if c in twin.columns]
    if key != list(TABLES[kind].key):
        return False
    wanted = pd.MultiIndex.from_frame(twin[key].astype("str"))
    table = again[kind]
    rows = table[pd.MultiIndex.from_frame(table[key].astype("str")).isin(wanted)]
    if len(rows) != len(twin):
        return False
    style.apply()

    books = {metric: codebook.load(path).labels for metric, path in study.codebook_files.items()}
    outlets = {str(o): study.outlet_names.get(str(o), str(o)) for o in again["scores"]["outlet"].cat.categories}
    labels = books["topics"] | books["frames"]
    ax = redrawn.figure(slug, rows, labels=labels, voices=findings.VOICE_NAMES, outlets=outlets)
    style.title(ax, about["title"])
    figure = ax.get_figure(root=True)
    assert figure is not None
    for suffix in ("png", "svg"):
        files.write(target / f"{name}.{suffix}", style.rendered(figure, suffix))
    files.write_csv(target / f"{name}.csv", rows)
    plt.close(figure)
    return True
