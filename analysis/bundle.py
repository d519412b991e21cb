"""What may be published of a study where its texts may not: counts, marks, scores and links, without a sentence.

A bundle is a folder with `study.yaml`, `codebooks/`, `run.json`, `articles.csv` (links, days and hashes), the tables of
each notebook without texts, the figures with their rows, and `bundle.json`, which lists every file with its SHA-256.
`run` on a bundle (`analysis.unbundle`) counts its SCORES and GAPS again from its MEASURES and draws their figures."""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import yaml

from analysis import files, steps
from analysis.errors import InputError
from analysis.paths import shown
from analysis.steps import Place
from analysis.workspace import place as place_of

MARK = "bundle.json"
RUN_OF = 5  # words of an article in a row that no table of a bundle may hold
TEXTS = {"text", "headline", "body", "raw", "removed", "dateline", "crossheads", "document", "author", "speaker"}
OURS = {"why", "note", "definition", "metric", "what"}
LEFT_OUT = {"articles", "segments", "units", "tones", "rejected"}  # texts, or to be had from the marks
PUBLISHED = ["article_id", "outlet", "event", "published", "url", "n_words", "language", "wire", "section"]
_WORD = re.compile(r"\w+")


def is_bundle(study: str) -> bool:
    """Whether a name is a folder that `bundle` wrote."""
    return (Path(study).expanduser() / MARK).is_file()


def bundle(study: str, *, out: str = "", to: str = "") -> tuple[Path, list[str]]:
    """Write what may be published of a study's last run. Out: the folder, and sentences on what it holds and lacks.

    `out` is where the run lies, if elsewhere; `to` the folder to make. Raises `InputError` where the study was not run,
    a notebook is not current, the folder holds something else, or a table would give away five words of an article in
    a row; then nothing is left behind."""
    place = place_of(study, out=out)
    done = [n.stem for n in steps.all_notebooks() if steps.record(place, n.stem)]
    if not done or not place.part("01-articles", "articles").is_file():
        raise InputError(f"{shown(place.out)} holds no run of {study!r}. Run it first: python -m analysis run {study}")
    for step in done:
        reason = steps.stale(place, step)
        if reason:
            raise InputError(f"{step} is not current ({reason}). Run it again first: python -m analysis run {study}")
    folder = Path(to).expanduser().absolute() if to else place.out / "bundle"
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise InputError(f"{shown(folder)} holds something else. Name another folder with --to.")
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        articles = pd.read_parquet(place.part("01-articles", "articles"))
        _tables(place, done, making, articles)
        _definitions(place, making)
        _listed(place, making, done)
        shutil.rmtree(folder, ignore_errors=True)
        making.replace(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    n_marks = sum(len(pd.read_parquet(p)) for p in folder.glob("parts/*/marks.parquet"))
    return folder, [f"{len(articles):,} articles by link and hash, {n_marks:,} marks, no text.", *lacking()]


def lacking() -> list[str]:
    """What a bundle cannot show, in sentences."""
    return [
        "Not in it: the texts. Sentences behind a number, keywords in context, quotations and claims cannot be shown.",
        "Not counted again from it: voices, marks and word counts, which rest on the texts. Whoever has the articles "
        "can check them by the hashes in articles.csv, and run the study.",
    ]


def _tables(place: Place, done: Iterable[str], folder: Path, articles: pd.DataFrame) -> None:
    flags = [c for c in articles.columns if c.startswith("flag_")]
    kept = [c for c in (*PUBLISHED, *flags) if c in articles.columns]
    hashes = articles["body"].map(files.digest_text)
    runs = _runs(articles["body"])
    links = articles[kept].assign(sha256=hashes)
    _safe(links.drop(columns="section", errors="ignore"), runs, name="articles")
    files.write_csv(folder / "articles.csv", links.drop(columns="section", errors="ignore"))
    for step in done:
        for part in sorted((place.parts / step).glob("*.parquet")):
            if part.stem in LEFT_OUT:
                continue
            table = pd.read_parquet(part)
            bare = table.drop(columns=[c for c in table.columns if c in TEXTS])
            _safe(bare, runs, name=f"{step}/{part.stem}")
            files.write_parquet(folder / "parts" / step / part.name, bare)
        listing = place.figures_file(step)
        words = json.loads(listing.read_text()) if listing.is_file() else {}
        if words:
            files.write(folder / "parts" / step / "figures.json", json.dumps(words, indent=1, ensure_ascii=False))
        for name in sorted(words):
            rows = place.figures / f"{name}.csv"
            _safe(pd.read_csv(rows), runs, name=rows.name)
            for suffix in (".csv", ".png", ".svg"):
                files.write(folder / "figures" / f"{name}{suffix}", rows.with_suffix(suffix).read_bytes())


def _runs(texts: Iterable[str]) -> set[int]:
    """Hashes of every run of five words."""
    return {hash(run) for text in texts for run in _fives(text)}


def _fives(text: str) -> Iterable[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return zip(*(words[i:] for i in range(RUN_OF)), strict=False)


def _safe(table: pd.DataFrame, runs: set[int], *, name: str) -> None:
    """Raise `InputError` where a cell holds five words of an article in a row."""
    for column in table.columns:
        if column in OURS or not (
            pd.api.types.is_string_dtype(table[column])
            or pd.api.types.is_object_dtype(table[column])
            or isinstance(table[column].dtype, pd.CategoricalDtype)
        ):
            continue
        for value in pd.unique(table[column].dropna()):
            if any(hash(run) in runs for run in _fives(str(value))):
                raise InputError(
                    f"the table {name}, column {column!r}, holds {RUN_OF} words of an article in a row. No bundle was "
                    "made, since it holds no text. Shorten that term or name in the codebook or study.yaml."
                )


def _definitions(place: Place, folder: Path) -> None:
    """study.yaml with its codebooks beside it; `articles` names the list of links."""
    settled = place.study.settled
    named = {}
    for kind, path in place.study.codebook_files.items():
        files.write(folder / "codebooks" / path.name, path.read_bytes())
        named[kind] = f"codebooks/{path.name}"
    content = settled.model_dump(mode="json", exclude={"columns", "stop"}) | {
        "articles": "articles.csv",
        "codebooks": named,
    }
    header = (
        "# A bundle: what may be published of a study without its texts. `python -m analysis run FOLDER` reads it.\n"
    )
    files.write(folder / "study.yaml", header + yaml.safe_dump(content, allow_unicode=True, sort_keys=False))
    files.write(folder / "run.json", (place.out / "run.json").read_bytes())


def _listed(place: Place, folder: Path, done: Iterable[str]) -> None:
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    content = {
        "study": place.study.name,
        "title": place.study.title,
        "notebooks": list(done),
        "cannot": lacking(),
        "files": {p.relative_to(folder).as_posix(): files.digest(p) for p in paths},
    }
    files.write(folder / MARK, json.dumps(content, indent=1, ensure_ascii=False))
