"""CSV, TSV, JSON, JSONL and Parquet tables with one article a row."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import InputError, nearest
from analysis.read.encoding import decode

SUFFIXES = {".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet"}
COMMON_NAMES = {
    "body": ("body", "text", "content", "article_text", "full_text", "fulltext", "maintext", "article", "story"),
    "headline": ("headline", "title", "heading"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "media_name", "source_name", "domain"),
    "published": ("published", "date", "publish_date", "publication_date", "published_at", "date_publish", "datetime"),
    "url": ("url", "link", "permalink"),
    "event": ("event", "event_id", "story_id"),
    "article_id": ("article_id", "id", "guid", "stories_id"),
}


def rows(path: Path, *, columns: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The file's rows with the columns of ARTICLES that it has, `body` among them, and the mapping used.

    `columns` maps a column of ARTICLES to one of the file; what it leaves out is guessed from common names.
    Raises `InputError` where there is no text column, or a mapped column is not in the file."""
    frame = _frame(path)
    mapping = _mapping(list(frame.columns), columns, where=path.name)
    out = pd.DataFrame({ours: frame[theirs].map(_text).astype("str") for ours, theirs in mapping.items()})
    return out, mapping


def _frame(path: Path) -> pd.DataFrame:
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            return pd.read_parquet(path)
        text, _ = decode(path.read_bytes())
        if suffix in {".csv", ".tsv"}:
            separator = "\t" if suffix == ".tsv" else _separator(text)
            return pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False)
        if suffix == ".json":
            content = json.loads(text)
            return pd.DataFrame(content if isinstance(content, list) else [content])
        return pd.DataFrame(_json_lines(text))
    except InputError:
        raise
    except (ValueError, OSError) as error:
        raise InputError(f"not a readable {suffix[1:].upper()} table: {str(error).splitlines()[0]}") from None


def _separator(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max((",", ";", "\t"), key=head.count)


def _json_lines(text: str) -> list[dict[str, Any]]:
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"line {number}: not valid JSON: {error.msg} (column {error.colno})") from None
        if not isinstance(record, dict):
            raise InputError(f"line {number}: expected one JSON object a line, found {type(record).__name__}")
        records.append(record)
    return records


def _mapping(names: list[str], columns: Mapping[str, str], *, where: str) -> dict[str, str]:
    unknown = [c for c in columns if c not in COMMON_NAMES]
    if unknown:
        raise InputError(f"columns: {unknown[0]!r} is no column of an article.{nearest(unknown[0], COMMON_NAMES)}")
    lower = {str(n).strip().lower(): n for n in reversed(names)}
    mapping = {}
    for ours, guesses in COMMON_NAMES.items():
        given = columns.get(ours)
        if given is not None and given not in names:
            raise InputError(f"{where} has no column {given!r}, which `columns` names.{nearest(given, map(str, names))}")
        theirs = given or next((lower[g] for g in guesses if g in lower), None)
        if theirs is not None:
            mapping[ours] = theirs
    if "body" not in mapping:
        raise InputError(
            f"{where} has no text column: it has {[str(n) for n in names]}. "
            "Say which one holds the text, in study.yaml: columns: {body: NAME}"
        )
    return mapping


def _text(value: Any) -> str | None:
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return None
    return str(value)
