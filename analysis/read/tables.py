"""CSV, TSV, JSON, JSONL and Parquet tables with one article a row."""

import csv
import io
import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import InputError, nearest
from analysis.read.encoding import UnreadableError, decode

SUFFIXES = {".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet"}
COMMON_NAMES = {
    "body": ("body", "text", "content", "article_text", "full_text", "fulltext", "maintext", "article", "story"),
    "headline": ("headline", "title", "heading"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "media_name", "source_name", "domain"),
    "published": ("published", "date", "publish_date", "publication_date", "published_at", "date_publish", "datetime"),
    "url": ("url", "link", "permalink", "article_source_link"),
    "event": ("event", "event_id", "story_id"),
    "article_id": ("article_id", "id", "guid", "stories_id"),
}


def rows(path: Path, *, columns: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The file's rows with the columns of ARTICLES that it has, `body` among them, and the mapping used.

    `columns` maps a column of ARTICLES to one of the file; what it leaves out is guessed from common names.
    Raises `InputError` where there is no text column, or a mapped column is not in the file; its message does not
    name the file. Raises `UnreadableError` where there is no row, or the file is not text."""
    frame = _frame(path)
    if frame.empty:
        raise UnreadableError("a table without a row")
    mapping = _mapping([str(name) for name in frame.columns], columns)
    frame = frame.set_axis([str(name) for name in frame.columns], axis=1)
    out = pd.DataFrame({ours: frame[theirs].map(_text).astype("str") for ours, theirs in mapping.items()})
    return out, mapping


def _frame(path: Path) -> pd.DataFrame:
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            return pd.read_parquet(path)
        text, _ = decode(path.read_bytes())
        if suffix in {".csv", ".tsv"}:
            return _separated(text.replace("\x00", ""), "\t" if suffix == ".tsv" else "")
        if suffix == ".json":
            return pd.DataFrame(_records(json.loads(text)))
        return pd.DataFrame(_json_lines(text))
    except InputError:
        raise
    except (ValueError, TypeError, RecursionError, csv.Error, pd.errors.ParserWarning) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0].strip().rstrip(".")
        raise InputError(
            f"this is no {suffix[1:].upper()} table that can be read: {reason}. Mend it, or take it out of the folder."
        ) from None


def _separated(text: str, separator: str) -> pd.DataFrame:
    """All values as text. The header's names are kept as they stand, twice or not."""
    separator = separator or _separator(text)
    header = next(csv.reader(io.StringIO(text), delimiter=separator), [])
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)  # else it cuts off what the header has no name for
        frame = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, index_col=False)
    return frame.set_axis(header, axis=1) if len(header) == frame.shape[1] else frame


def _separator(text: str) -> str:
    head = text.lstrip().split("\n", 1)[0]
    return max((",", ";", "\t", "|"), key=head.count)


def _records(content: Any) -> list[Any]:
    """A JSON list of articles; also one article, or an object that holds one list."""
    if isinstance(content, dict):
        lists = [v for v in content.values() if isinstance(v, list) and v and all(isinstance(e, dict) for e in v)]
        return lists[0] if len(lists) == 1 else [content]
    if not isinstance(content, list) or not all(isinstance(e, dict) for e in content):
        raise InputError("expected a JSON list of objects, one an article.")
    return content


def _json_lines(text: str) -> list[dict[str, Any]]:
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            what = f"{error.msg} (column {error.colno})" if isinstance(error, json.JSONDecodeError) else "too deep"
            raise InputError(f"line {number}: not valid JSON: {what}. Mend or delete that line.") from None
        if not isinstance(record, dict):
            raise InputError(
                f"line {number}: expected one JSON object a line, found {type(record).__name__}. "
                "Mend or delete that line."
            )
        records.append(record)
    return records


def _mapping(names: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    unknown = [c for c in columns if c not in COMMON_NAMES]
    if unknown:
        raise InputError(f"columns: {unknown[0]!r} is no column of an article.{nearest(unknown[0], COMMON_NAMES)}")
    lower = {n.strip().lower(): n for n in reversed(names)}
    mapping = {}
    for ours, guesses in COMMON_NAMES.items():
        given = columns.get(ours)
        if given is not None and given not in names:
            raise InputError(
                f"there is no column {given!r}, which `columns` in study.yaml names for {ours}.{nearest(given, names)}"
            )
        theirs = given or next((lower[g] for g in guesses if g in lower), None)
        if theirs is not None and names.count(theirs) > 1:
            raise InputError(f"{names.count(theirs)} columns are called {theirs!r}. Rename all but one of them.")
        if theirs is not None:
            mapping[ours] = theirs
    if "body" not in mapping:
        raise InputError(
            f"there is no text column among {', '.join(names)}. "
            "Say in study.yaml which one holds the text: columns: {body: NAME}"
        )
    return mapping


def _text(value: Any) -> str | None:
    """A cell as text: a list of texts as paragraphs, a whole number without its .0."""
    if isinstance(value, list) or hasattr(value, "tolist"):
        parts = value if isinstance(value, list) else value.tolist()
        if isinstance(parts, list):
            return "\n".join(str(part) for part in parts)
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
