"""What may be published of a study where its texts may not: counts, marks, scores and links, without a sentence.

A bundle is a folder with `study.yaml`, `codebooks/`, `run.json`, `articles.csv` (links, days and hashes), the tables of
each notebook without texts and what it made of texts (`analysis.published`), the figures with their rows, and
`bundle.json`, which lists every file with its SHA-256. `run` on a bundle (`analysis.unbundle`) runs the notebooks on
them."""

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis import files, published, steps
from analysis.errors import InputError
from analysis.paths import shown
from analysis.plots import style
from analysis.published import FROM_TEXTS, MARK, is_bundle
from analysis.steps import Place
from analysis.workspace import MADE_BY
from analysis.workspace import place as place_of

RUN_OF = 5  # words of an article in a row that no table of a bundle may hold
OURS = {"why", "note", "definition", "metric", "url"}  # columns whose words are no article's; a link is a link
LINKS = ["article_id", "outlet", "event", "published", "url", "n_words", "language", "wire"]
SENTENCES = "its rows are sentences of the articles"
_WORD = re.compile(r"\w+")

Cuts = Mapping[str, str]  # a cell that holds five words of an article in a row -> the same, cut short


def bundle(study: str, *, out: str = "", to: str = "") -> tuple[Path, list[str]]:
    """Write what may be published of a study's last run. Out: the folder, and sentences on what it holds and lacks.

    `out` is where the run lies, if elsewhere; `to` the folder to make. A name or term that would give away five words
    of an article in a row is cut after four, in every table alike. Raises `InputError` where the study was not run, a
    notebook is not current, or the folder holds something else; then nothing is left behind."""
    place = place_of(study, out=out)
    run = f"python -m analysis run {study}" + (f" --out {out}" if out else "")
    if is_bundle(place.study.folder):
        raise InputError(f"{study} is a bundle already. Pass on the folder as it is.")
    done = [n.stem for n in steps.all_notebooks() if steps.record(place, n.stem)]
    if not done or not place.part("01-articles", "articles").is_file():
        raise InputError(f"{shown(place.out)} holds no run of {study!r}. Run it first: {run}")
    if len(done) > 1 and not {*MADE_BY.values()} <= {*done}:
        raise InputError(f"{study}: 02-voices was not run, on which the others rest. Run it: {run}")
    for step in done:
        reason = steps.stale(place, step)
        if reason:
            raise InputError(f"{step} is not current ({reason}). Run it again first: {run}")
    folder = Path(to).expanduser().absolute() if to else place.out / "bundle"
    if folder.exists() and any(folder.iterdir()) and not is_bundle(folder):
        raise InputError(f"{shown(folder)} holds something else. Name another folder with --to.")
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        articles = pd.read_parquet(place.part("01-articles", "articles"))
        runs = _runs([*articles["body"].dropna(), *articles["headline"].dropna()])
        missing, cut = _write(place, done, making, articles, runs)
        _definitions(place, making)
        _listed(place, making, done, missing)
        shutil.rmtree(folder, ignore_errors=True)
        making.replace(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    n_marks = sum(len(pd.read_parquet(p)) for p in folder.glob("parts/*/marks.parquet"))
    told = [f"{len(articles):,} articles by link and hash, {n_marks:,} marks, no text."]
    if cut:
        told.append(f"Names and terms of {RUN_OF} words or more that the articles have, cut after four: {len(cut)}.")
    told += [f"Not in it: the figure {name}: {reason}." for name, reason in missing.items()]
    return folder, told + lacking()


def lacking() -> list[str]:
    """What a bundle cannot show, in sentences."""
    return [
        "A bundle holds no texts: sentences behind a number, keywords in context, quotations, claims cannot be shown.",
        "Not counted again from it: voices, marks, tone by sentence and word counts, which rest on the texts. Whoever "
        "has the articles can check them by the hashes in articles.csv, and run the study.",
    ]


def _write(
    place: Place, done: Iterable[str], folder: Path, articles: pd.DataFrame, runs: set[int]
) -> tuple[dict[str, str], Cuts]:
    """Write tables and figures. Out: the figures that it cannot hold, with reasons; what was cut."""
    flags = [c for c in articles.columns if c.startswith("flag_")]
    links = articles[[c for c in (*LINKS, *flags) if c in articles.columns]]
    tables = {folder / "articles.csv": links.assign(sha256=articles["body"].map(files.digest_text))}
    plain: dict[Path, Any] = {}
    missing: dict[str, str] = {}
    pictures: dict[Path, Path] = {}
    for step in done:
        kept, from_texts = place.parts / step, place.from_texts(step)
        for part in sorted([*kept.glob("*.parquet"), *from_texts.glob("*.parquet")]):
            tables[folder / "parts" / step / part.relative_to(kept)] = published.bare(pd.read_parquet(part))
        for part in sorted(from_texts.glob("*.json")):
            plain[folder / "parts" / step / FROM_TEXTS / part.name] = json.loads(part.read_text(encoding="utf-8"))
        listing = place.figures_file(step)
        for name in sorted(json.loads(listing.read_text())) if listing.is_file() else ():
            twin = pd.read_csv(place.figures / f"{name}.csv", keep_default_na=False, dtype=str)
            if published.TEXTS & {c for c in twin.columns if c != "value"}:
                missing[name] = SENTENCES
            else:
                pictures[folder / "figures" / name] = place.figures / name
                tables[folder / "figures" / f"{name}.csv"] = twin
    cuts = _cuts(tables.values(), runs)
    for path, table in tables.items():
        short = _cut(table, cuts)
        if path.suffix == ".parquet":
            files.write_parquet(path, short)
        elif path.with_suffix("") not in pictures or not short.equals(table):
            files.write(path, short.to_csv(index=False, lineterminator="\n"))
    for path, value in plain.items():
        files.write(path, json.dumps(_short(value, runs), indent=1))
    for path, picture in pictures.items():
        if not path.with_name(f"{path.name}.csv").is_file():
            for suffix in (".csv", ".png", ".svg"):
                target = path.with_name(f"{path.name}{suffix}")
                files.write(target, picture.with_name(f"{picture.name}{suffix}").read_bytes())
    return missing, cuts


def _runs(texts: Iterable[str]) -> set[int]:
    """Hashes of every run of five words."""
    return {hash(run) for text in texts for run in _fives(text)}


def _fives(text: str) -> Iterable[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return zip(*(words[i:] for i in range(RUN_OF)), strict=False)


def _gives_away(text: str, runs: set[int]) -> bool:
    return any(hash(run) in runs for run in _fives(text))


def _cuts(tables: Iterable[pd.DataFrame], runs: set[int]) -> Cuts:
    """Every cell with five words of an article in a row, cut after four; those then alike are numbered in order."""
    values = {str(value) for table in tables for c in _columns(table) for value in pd.unique(table[c].dropna())}
    alike: dict[str, list[str]] = {}
    for value in sorted(value for value in values if _gives_away(value, runs)):
        alike.setdefault(_after_four(value), []).append(value)
    return {
        value: short if len(of) == 1 else f"{short} ({number:0{len(str(len(of)))}})"
        for short, of in alike.items()
        for number, value in enumerate(of, 1)
    }


def _columns(table: pd.DataFrame) -> list[str]:
    """The columns of a table that may hold words of an article."""
    return [
        c
        for c in table.columns
        if c not in OURS
        and (
            pd.api.types.is_string_dtype(table[c])
            or pd.api.types.is_object_dtype(table[c])
            or isinstance(table[c].dtype, pd.CategoricalDtype)
        )
    ]


def _cut(table: pd.DataFrame, cuts: Cuts) -> pd.DataFrame:
    changed = {}
    for column in _columns(table):
        held = table[column]
        if isinstance(held.dtype, pd.CategoricalDtype):
            names = {c: cuts[c] for c in held.cat.categories if c in cuts}
            changed[column] = held.cat.rename_categories(names) if names else held
        elif held.isin(cuts).any():
            changed[column] = held.where(~held.isin(cuts), held.map(cuts))
    return table.assign(**changed)


def _short(value: Any, runs: set[int]) -> Any:
    """Plain values, whatever text in them gives an article away cut after four words."""
    if isinstance(value, dict):
        return {name: _short(one, runs) for name, one in value.items()}
    if isinstance(value, list):
        return [_short(one, runs) for one in value]
    return _after_four(value) if isinstance(value, str) and _gives_away(value, runs) else value


def _after_four(text: str) -> str:
    return f"{text[: list(_WORD.finditer(text))[RUN_OF - 2].end()]} …"


def _definitions(place: Place, folder: Path) -> None:
    """study.yaml with the files that it names beside it; `articles` names the list of links."""
    settled = place.study.settled
    named = {}
    for kind, path in place.study.codebook_files.items():
        files.write(folder / "codebooks" / path.name, path.read_bytes())
        named[kind] = f"codebooks/{path.name}"
    content = settled.model_dump(mode="json", exclude={"columns", "stop"}) | {
        "articles": "articles.csv",
        "codebooks": named,
    }
    learned, own = settled.learned.frames, place.study.folder / style.OWN
    if learned:
        files.write(folder / "codebooks" / Path(learned).name, (place.study.folder / learned).read_bytes())
        content["learned"] = {"frames": f"codebooks/{Path(learned).name}"}
    if own.is_file():
        files.write(folder / style.OWN, own.read_bytes())
    header = (
        "# A bundle: what may be published of a study without its texts. `python -m analysis run FOLDER` reads it.\n"
    )
    files.write(folder / "study.yaml", header + yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    files.write(folder / "run.json", (place.out / "run.json").read_bytes())


def _listed(place: Place, folder: Path, done: Iterable[str], missing: Mapping[str, str]) -> None:
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    content = {
        "study": place.study.name,
        "title": place.study.title,
        "notebooks": {step: _parameters(place, step) for step in done},
        "missing": dict(missing),
        "cannot": lacking(),
        "files": {p.relative_to(folder).as_posix(): files.digest(p) for p in paths},
    }
    files.write(folder / MARK, json.dumps(content, indent=1, ensure_ascii=False))


def _parameters(place: Place, step: str) -> dict[str, Any]:
    """What a notebook was run with, but for where it lies."""
    record = steps.record(place, step)
    given = record.parameters if record else {}
    return {name: value for name, value in given.items() if name not in {"study", "out", "articles"}}
