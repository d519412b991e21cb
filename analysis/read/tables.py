"""CSV, TSV, JSON, JSONL, Parquet and Excel tables with one article a row."""

import csv
import io
import json
import warnings
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import formulas
from analysis.errors import InputError, nearest
from analysis.read import spreadsheets
from analysis.read.encoding import UnreadableError, decode

NAMES = {"separated": "CSV", "tabbed": "TSV", "json": "JSON", "jsonl": "JSONL", "parquet": "PARQUET", "xlsx": "Excel"}
MOST_COLUMNS = 2_000
MOST_ROWS = 20_000_000
LARGEST_CELL = 100_000_000
COMMON_NAMES = {
    "body": (
        *("body", "text", "content", "article_text", "full_text", "full text", "fulltext", "maintext"),
        *("article", "story", "article_body", "articlebody", "body_text"),
    ),
    "headline": ("headline", "title", "heading", "headline_main"),
    "outlet": (
        *("outlet", "source", "publisher", "publication", "newspaper", "media_name", "source_name"),
        *("publication_title", "publication title", "site_name", "source_domain", "domain"),
    ),
    "published": (
        *("published", "date", "publish_date", "publication_date", "publication date", "published_at"),
        *("date_publish", "date_published", "published_date", "pub_date", "pubdate", "datetime"),
    ),
    "url": ("url", "link", "permalink", "article_source_link", "web_url", "article_url"),
    "event": ("event", "event_id", "story_id"),
    "article_id": ("article_id", "id", "guid", "stories_id"),
    "section": ("section", "section_name", "news_desk", "desk", "rubric"),
    "author": ("author", "authors", "byline"),
}


def mapped(table: pd.DataFrame, columns: Mapping[str, str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table's rows with the columns of ARTICLES that it has, `body` among them, and the mapping used.

    `columns` maps a column of ARTICLES to one of the table; what it leaves out is guessed from common names.
    Raises `InputError` where there is no text column, or a mapped column is not in the table; its message does not
    name the file."""
    mapping = _mapping(list(table.columns), columns)
    return picked(table, mapping), mapping


def picked(table: pd.DataFrame, mapping: Mapping[str, str]) -> pd.DataFrame:
    """The mapped columns under our names, every cell as text or missing."""
    return pd.DataFrame({ours: table[theirs].map(_text).astype("str") for ours, theirs in mapping.items()})


def frame(data: bytes, *, kind: str) -> tuple[pd.DataFrame, str]:
    """A table as it stands, its column names as text, and its encoding; `kind` is one of `NAMES`.

    Raises `InputError` for a table that cannot be read, `UnreadableError` where it has no row or is not text."""
    try:
        table, encoding = _frame(data, kind)
    except InputError:
        raise
    except (ValueError, TypeError, RecursionError, OverflowError, OSError, csv.Error, pd.errors.ParserWarning) as error:
        reason = (str(error).splitlines() or [""])[0].strip().rstrip(".") or type(error).__name__
        raise InputError(
            f"this is no {NAMES[kind]} table that can be read: {reason}. Mend it, or take it out of the folder."
        ) from None
    if table.empty:
        raise UnreadableError("a table without a row")
    _few_columns(table.shape[1])
    return table.set_axis([str(name) for name in table.columns], axis=1), encoding


def _frame(data: bytes, kind: str) -> tuple[pd.DataFrame, str]:
    if kind == "parquet":
        return _parquet(data), ""
    if kind == "xlsx":
        return spreadsheets.rows(data, most_columns=MOST_COLUMNS), ""
    text, encoding = decode(data)
    if kind in {"separated", "tabbed"}:
        return _separated(text.replace("\x00", ""), "\t" if kind == "tabbed" else ""), encoding
    if kind == "json":
        return pd.DataFrame(_records(json.loads(text))), encoding
    return pd.DataFrame(_json_lines(text)), encoding


def _parquet(data: bytes) -> pd.DataFrame:
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(data))
        _few_columns(len(file.schema_arrow.names))
        if file.metadata.num_rows > MOST_ROWS:
            raise InputError(f"{file.metadata.num_rows:,} rows are more than can be read ({MOST_ROWS:,}). Divide it.")
        table = file.read()
        table.validate(full=True)
        return table.to_pandas(ignore_metadata=True)
    except InputError:
        raise
    except Exception as error:  # a damaged file makes pyarrow stumble over whatever it describes
        raise ValueError(f"{type(error).__name__}: {error}") from None


def _few_columns(n: int) -> None:
    if n > MOST_COLUMNS:
        raise InputError(
            f"{n:,} columns are no table of articles ({MOST_COLUMNS:,} at most). Save only the columns that matter."
        )


def _separated(text: str, separator: str) -> pd.DataFrame:
    """All values as text. The header's names are kept as they stand, twice or not."""
    separator = separator or _separator(text)
    _few_columns(text.split("\n", 1)[0].count(separator) + 1)
    csv.field_size_limit(LARGEST_CELL)
    header = next(csv.reader(io.StringIO(text), delimiter=separator), [])
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)  # else it cuts off what the header has no name for
        table = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, index_col=False)
    plain = table.map(formulas.plain)
    return plain.set_axis([formulas.plain(name) for name in header], axis=1) if len(header) == table.shape[1] else plain


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
        except (ValueError, RecursionError) as error:
            known = isinstance(error, json.JSONDecodeError)
            what = f"{error.msg} (column {error.colno})" if known else "too deep or too long a number"  # type: ignore[union-attr]
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
        meant = next((ours for ours, common in COMMON_NAMES.items() if unknown[0].lower() in common), "")
        hint = f" Our name for it is {meant!r}." if meant else nearest(unknown[0], COMMON_NAMES)
        raise InputError(f"columns: {unknown[0]!r} is no column of an article.{hint}")
    mapping = guessed(names, columns)
    if "body" not in mapping:
        shown = ", ".join(names[:30]) + (" ..." if len(names) > 30 else "")
        raise InputError(
            f"there is no text column among {shown}. "
            "Say which one holds the text: columns: {body: NAME} in study.yaml, or `new` with --columns body=NAME."
        )
    return mapping


def guessed(names: list[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Our columns and theirs: those given, else the first common name that the table has."""
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
