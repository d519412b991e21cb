"""Files that appear whole or not at all, and their fingerprints."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pandas as pd

from analysis import formulas

T = TypeVar("T")


def write(path: Path, content: bytes | str) -> Path:
    """Write beside the place and move there, so that a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")
    try:
        passing.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        os.replace(passing, path)  # noqa: PTH105
    finally:
        passing.unlink(missing_ok=True)
    return path


def write_parquet(path: Path, table: pd.DataFrame) -> Path:
    """A table as Parquet, its categories and types kept, those of a column without any category too."""
    none = {c: table[c].cat.set_categories(pd.Index([], dtype="str")) for c in table if _without_categories(table[c])}
    return write(path, table.assign(**none).to_parquet(index=False))


def _without_categories(column: pd.Series) -> bool:
    return isinstance(column.dtype, pd.CategoricalDtype) and not len(column.dtype.categories)


def write_csv(path: Path, table: pd.DataFrame) -> Path:
    """A table as CSV (see `as_csv`)."""
    return write(path, as_csv(table))


def as_csv(table: pd.DataFrame) -> str:
    """A table as CSV: UTF-8, line feeds, floats with 12 significant digits, nothing for what is missing.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; `formulas.plain` takes it away, and
    Parquet holds the text as it is."""
    return formulas.escaped(table).to_csv(index=False, float_format="%.12g", lineterminator="\n")


def read_json(path: Path, default: T) -> T:
    """What a JSON file of a run holds; `default` where there is none, or it was left half-written."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return default
    return content if isinstance(content, type(default)) else default


def digest(path: Path) -> str:
    """SHA-256 of a file, or an empty string where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def digest_of_code(path: Path) -> str:
    """`digest`, remembered while the file's time and size stay: code is asked for hundreds of times in a run."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    return _digest_then(path, found.st_mtime_ns, found.st_size)


@cache
def _digest_then(path: Path, changed: int, size: int) -> str:
    return digest(path)


def digest_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_all(paths: Iterable[Path], *, below: Path, of: Callable[[Path], str] = digest) -> str:
    """One fingerprint of several files, their names included."""
    lines = [f"{p.relative_to(below).as_posix() if p.is_relative_to(below) else p.name} {of(p)}" for p in paths]
    return digest_text("\n".join(lines))
