"""The one door: a file, folder or glob of any known kind -> documents, one an article, and what was rejected."""

import glob
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.paths import shown
from analysis.read import tables, text
from analysis.read.encoding import Unreadable, decode

TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown"}
LARGEST_ARTICLE = 10_000_000
ABOUT_THE_FOLDER = {"readme", "license", "licence", "source", "contents", "index", "changelog"}
COLUMNS = ("document", "article_id", "outlet", "event", "published", "headline", "url", "raw", "start", "markup")


@dataclass(frozen=True)
class Found:
    """`documents`: one article a row (`raw` is the text, read from `start` on); `rejected`: document and reason.

    `files` are all files that were looked at, in order; `mappings` says which column of a table became which."""

    documents: pd.DataFrame
    rejected: pd.DataFrame
    files: tuple[Path, ...]
    mappings: Mapping[str, Mapping[str, str]]


def documents(
    source: str | Path | Iterable[str | Path], *, beside: Path | None = None, columns: Mapping[str, str] | None = None
) -> Found:
    """Everything that `source` (files, folders or globs, relative to `beside`) holds.

    Out: one row a document, in the order of file names. A file that is no article is rejected with its reason;
    a table that cannot be read as one raises `InputError`, since it may hold the whole corpus."""
    paths = files(source, beside=beside)
    root = _common_folder(paths)
    kept: list[dict[str, object]] = []
    rejected: list[dict[str, str]] = []
    mappings: dict[str, Mapping[str, str]] = {}
    for path in paths:
        name = path.relative_to(root).as_posix()
        try:
            if path.stat().st_size == 0:
                raise Unreadable("empty file")
            if path.suffix.lower() in tables.SUFFIXES:
                rows, mappings[name] = _table(path, name, columns or {})
                kept.extend(rows)
            else:
                kept.append(_file(path, name))
        except Unreadable as reason:
            rejected.append({"document": name, "reason": str(reason)})
        except InputError as error:
            raise InputError(f"{shown(path)}: {error}") from None
    frame = pd.DataFrame(kept, columns=list(COLUMNS))
    return Found(frame, pd.DataFrame(rejected, columns=["document", "reason"]), tuple(paths), mappings)


def files(source: str | Path | Iterable[str | Path], *, beside: Path | None = None) -> list[Path]:
    """The files behind a path, folder or glob, sorted by name; hidden ones are passed over.

    Raises `InputError` for a path that does not exist or matches nothing."""
    sources = [source] if isinstance(source, str | Path) else list(source)
    base = beside or Path.cwd()
    found: set[Path] = set()
    for one in sources:
        place = base / Path(one).expanduser()
        if place.is_dir():
            matches = [p for p in place.rglob("*") if p.is_file()]
        elif place.is_file():
            matches = [place]
        else:
            matches = [Path(p) for p in glob.glob(str(place), recursive=True) if Path(p).is_file()]  # noqa: PTH207
            if not matches:
                raise InputError(f"articles: there is no file, folder or match for {shown(place)}.")
        top = place if place.is_dir() else place.parent
        shown_files = [p for p in matches if not any(part.startswith(".") for part in _below(p, top))]
        if not shown_files:
            raise InputError(f"articles: the folder {shown(place)} is empty. Put articles (.txt, .md, .csv ...) in it.")
        found.update(p.absolute() for p in shown_files)
    return sorted(found, key=lambda p: p.as_posix())


def _below(path: Path, top: Path) -> tuple[str, ...]:
    return path.relative_to(top).parts if path.is_relative_to(top) else (path.name,)


def _common_folder(paths: list[Path]) -> Path:
    folder = paths[0].parent
    while not all(p.is_relative_to(folder) for p in paths):
        folder = folder.parent
    return folder


def _file(path: Path, name: str) -> dict[str, object]:
    suffix = path.suffix.lower()
    if path.stem.lower() in ABOUT_THE_FOLDER:
        raise Unreadable("about the folder, not an article, by its name")
    if suffix not in TEXT_SUFFIXES:
        raise Unreadable(f"files of the kind {suffix or '(none)'} are not read")
    size = path.stat().st_size
    if size > LARGEST_ARTICLE:
        raise Unreadable(f"too large for one article: {size / 1e6:.0f} MB")
    raw, _ = decode(path.read_bytes())
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    fields, start = text.front_matter(raw)
    return {
        "document": name,
        "article_id": fields.get("article_id", Path(name).with_suffix("").as_posix()),
        "outlet": fields.get("outlet", path.stem),
        "event": fields.get("event"),
        "published": fields.get("published"),
        "headline": fields.get("headline"),
        "url": fields.get("url"),
        "raw": raw,
        "start": start,
        "markup": "markdown" if suffix in {".md", ".markdown"} else "text",
    }


def _table(path: Path, name: str, columns: Mapping[str, str]) -> tuple[list[dict[str, object]], Mapping[str, str]]:
    frame, mapping = tables.rows(path, columns=columns)
    stem = Path(name).with_suffix("").as_posix()
    rows: list[dict[str, object]] = []
    for number, row in enumerate(frame.to_dict("records"), 1):
        values = {column: None if value != value else value for column, value in row.items()}
        raw = str(values.get("body") or "").replace("\r\n", "\n").replace("\r", "\n")
        rows.append(
            {
                "document": f"{name} row {number}",
                "article_id": values.get("article_id") or f"{stem}-{number}",
                "outlet": values.get("outlet") or stem,
                "event": values.get("event"),
                "published": values.get("published"),
                "headline": values.get("headline"),
                "url": values.get("url"),
                "raw": raw,
                "start": 0,
                "markup": "text",
            }
        )
    return rows, mapping
