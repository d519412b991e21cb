"""The one door: a file, folder or glob of any known kind -> documents, one an article, and what was rejected."""

import glob
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from analysis.errors import InputError
from analysis.paths import shown
from analysis.read import tables, text
from analysis.read.encoding import UnreadableError, decode

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

    Out: one row a document, in the order of file names. An article's id is its file's place below the source, without
    the suffix; its outlet, where it names none, the file's name, or in a table the host of its address. A file that
    is no article is rejected with its reason; a table whose rows cannot be read raises `InputError`, since it may
    hold the whole corpus."""
    paths, root = _files(source, beside=beside)
    kept: list[dict[str, object]] = []
    rejected: list[dict[str, str]] = []
    mappings: dict[str, Mapping[str, str]] = {}
    for path in paths:
        name = _printable(path.relative_to(root).as_posix())
        try:
            if path.stat().st_size == 0:
                raise UnreadableError("empty file")
            if path.suffix.lower() in tables.SUFFIXES:
                rows, mappings[name] = _table(path, name, columns or {})
                kept.extend(rows)
            else:
                kept.append(_file(path, name))
        except UnreadableError as reason:
            rejected.append({"document": name, "reason": str(reason)})
        except InputError as error:
            raise InputError(f"{_printable(shown(path))}: {error}") from None
        except OSError as error:
            rejected.append({"document": name, "reason": f"cannot be read: {error.strerror or error}"})
    frame = pd.DataFrame(kept, columns=list(COLUMNS))
    return Found(frame, pd.DataFrame(rejected, columns=["document", "reason"]), tuple(paths), mappings)


def files(source: str | Path | Iterable[str | Path], *, beside: Path | None = None) -> list[Path]:
    """The files behind a path, folder or glob, sorted by name; hidden ones are passed over, and a file that is
    reached in several ways is one.

    Raises `InputError` for a path that does not exist or matches nothing."""
    return _files(source, beside=beside)[0]


def _files(source: str | Path | Iterable[str | Path], *, beside: Path | None) -> tuple[list[Path], Path]:
    """The files, and the folder that all sources lie in."""
    sources = [source] if isinstance(source, str | Path) else list(source)
    if not any(str(one).strip() for one in sources):
        raise InputError("articles: no file or folder is named.")
    base = (beside or Path.cwd()).absolute()
    found: dict[Path, Path] = {}
    tops = []
    for one in sources:
        place = base / Path(one).expanduser()
        if place.is_dir():
            top, matches = place, [p for p in place.rglob("*") if p.is_file()]
        elif place.is_file():
            top, matches = place.parent, [place]
        else:
            top, matches = _matches(Path(one).expanduser(), base)
            if not matches:
                raise InputError(f"articles: there is no file, folder or match for {_printable(shown(place))}.")
        visible = [p for p in matches if not any(part.startswith(".") for part in p.relative_to(top).parts)]
        if not visible and not place.is_file():
            raise InputError(
                f"articles: the folder {_printable(shown(top))} is empty. Put articles (.txt, .md, .csv ...) in it."
            )
        tops.append(_plain(top))
        for path in sorted(map(_plain, visible or matches), key=lambda p: (len(p.parts), p.as_posix())):
            found.setdefault(path.resolve(), path)
    paths = sorted(found.values(), key=lambda p: p.as_posix())
    return paths, Path(os.path.commonpath([*tops, *(p.parent for p in paths)]))


def _matches(pattern: Path, base: Path) -> tuple[Path, list[Path]]:
    """The folder above the first * of a glob, and the files that it matches."""
    parts = pattern.parts
    magic = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    top = base.joinpath(*parts[:magic])
    rest = str(Path(*parts[magic:])) if magic < len(parts) else ""
    if not rest or not top.is_dir():
        return top, []
    matches = (top / one for one in glob.iglob(rest, root_dir=top, recursive=True))  # noqa: PTH207
    return top, [p for p in matches if p.is_file()]


def _plain(path: Path) -> Path:
    """The path without `..`, its symbolic links as they are."""
    return Path(os.path.normpath(path))


def _printable(name: str) -> str:
    """A name as it can be printed and saved: no line end, no byte that is no character."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() or c == "\ufffd" else repr(c)[1:-1] for c in text)


def _file(path: Path, name: str) -> dict[str, object]:
    suffix = path.suffix.lower()
    if path.stem.lower() in ABOUT_THE_FOLDER:
        raise UnreadableError("about the folder, not an article, by its name")
    if suffix not in TEXT_SUFFIXES:
        raise UnreadableError(f"files of the kind {_printable(suffix) or '(none)'} are not read")
    size = path.stat().st_size
    if size > LARGEST_ARTICLE:
        raise UnreadableError(f"too large for one article: {size / 1e6:.0f} MB")
    raw, _ = decode(path.read_bytes())
    raw = _line_feeds(raw)
    fields, start = text.front_matter(raw)
    stem = name.removesuffix(_printable(path.suffix))
    return {
        "document": name,
        "article_id": fields.get("article_id", stem),
        "outlet": fields.get("outlet", stem.rsplit("/", 1)[-1]),
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
    stem = name.removesuffix(_printable(path.suffix))
    if "outlet" not in mapping and "url" in mapping:
        frame = frame.assign(outlet=frame["url"].map(host))
        mapping = {**mapping, "outlet": mapping["url"]}
    rows: list[dict[str, object]] = []
    for number, row in enumerate(frame.to_dict("records"), 1):
        values = {c: None if v != v or not str(v).strip() else str(v) for c, v in row.items()}
        body = values.pop("body", None) or ""
        values = {column: value.strip() if value else None for column, value in values.items()}
        rows.append(
            {
                "document": f"{name} row {number}",
                "article_id": values.get("article_id") or f"{stem}-{number}",
                "outlet": values.get("outlet") or stem.rsplit("/", 1)[-1],
                "event": values.get("event"),
                "published": values.get("published"),
                "headline": values.get("headline"),
                "url": values.get("url"),
                "raw": _line_feeds(body),
                "start": 0,
                "markup": "text",
            }
        )
    return rows, mapping


def host(url: object) -> str:
    """The host of an address without its www, or an empty string: https://www.example.org/a -> example.org."""
    try:
        return (urlsplit(str(url).strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
