"""What was made of texts, kept without them, so that a notebook can read it where the texts are not.

A bundle (`analysis.bundle`) is a study folder that holds such tables in place of articles."""

import inspect
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import files
from analysis.errors import InputError
from analysis.paths import shown

MARK = "bundle.json"
TAG = "texts"  # of a notebook's cell that shows texts and nothing else
NOT_HERE = "*Not shown: the texts are not in this bundle.*"
FROM_TEXTS = "from-texts"  # folder beside a notebook's tables
TEXTS = frozenset(  # columns that hold words as an article has them
    {"text", "headline", "body", "raw", "removed", "dateline", "crossheads", "document", "author", "speaker"}
    | {"label", "written", "value", "section", "file"}
)


def is_bundle(study: str | Path) -> bool:
    """Whether a name is a folder that `bundle` wrote."""
    return (Path(study).expanduser() / MARK).is_file()


def listing(folder: Path) -> dict[str, Any]:
    """What bundle.json says. Raises `InputError` where it cannot be read."""
    try:
        content = json.loads((folder / MARK).read_text(encoding="utf-8"))
        if not all(isinstance(content[name], dict) for name in ("files", "notebooks", "missing")):
            raise ValueError
    except (ValueError, KeyError, TypeError, OSError):
        raise InputError(f"{shown(folder / MARK)} is damaged. Get the bundle again.") from None
    return content


def without_texts(notebook: Path) -> tuple[str, list[str]]:
    """A notebook without the cells that show nothing but texts (those tagged `texts`), and the headings above them."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    heading, left_out = "", []
    for at, cell in enumerate(content["cells"]):
        first = "".join(cell["source"]).split("\n")[0]
        if cell["cell_type"] == "markdown" and first.startswith("#"):
            heading = first.lstrip("# ")
        elif TAG in cell["metadata"].get("tags", []):
            left_out.append(heading)
            content["cells"][at] = {"cell_type": "markdown", "id": cell["id"], "metadata": {}, "source": [NOT_HERE]}
    return json.dumps(content, indent=1), list(dict.fromkeys(left_out))


def bare(table: pd.DataFrame) -> pd.DataFrame:
    """A table with its columns of words of articles emptied: missing where there was a word, else as it was."""
    held = [c for c in table.columns if c in TEXTS and _is_text(table[c])]
    return table.assign(**{c: table[c].astype("str").where(~table[c].astype("str").str.contains(r"\S")) for c in held})


def save(folder: Path, name: str, made: Any) -> list[Path]:
    """Write a table, plain values, or a dataclass of both, without words of articles, as Parquet and JSON."""
    kept = {f.name: getattr(made, f.name) for f in fields(made)} if is_dataclass(made) else {"": made}
    tables = {field: value for field, value in kept.items() if isinstance(value, pd.DataFrame)}
    plain = {field: value for field, value in kept.items() if field not in tables}
    paths = [files.write_parquet(_table(folder, name, field), bare(value)) for field, value in tables.items()]
    return [*paths, files.write(folder / f"{name}.json", json.dumps(plain, indent=1))] if plain else paths


def load(folder: Path, name: str, *, made_by: Callable[..., Any]) -> Any:
    """What `save` wrote of what `made_by` gave; else the notebook's own table of that name. Raises `InputError`."""
    beside, own = folder / FROM_TEXTS, folder / f"{name}.parquet"
    kind = inspect.signature(made_by).return_annotation
    try:
        if is_dataclass(kind):
            plain = _plain(beside, name)
            tables = {f.name: _table(beside, name, f.name) for f in fields(kind) if f.name not in plain}
            return kind(**plain, **{field: pd.read_parquet(path) for field, path in tables.items()})  # type: ignore[operator]
        table = _table(beside, name, "")
        if table.is_file() or own.is_file():
            return pd.read_parquet(table if table.is_file() else own)
        return _plain(beside, name)[""]
    except (OSError, ValueError, KeyError):
        raise InputError(
            f"{shown(folder)} does not hold {name!r}, which rests on texts. Get the bundle again."
        ) from None


def _table(folder: Path, name: str, field: str) -> Path:
    return folder / (f"{name}.{field}.parquet" if field else f"{name}.parquet")


def _plain(folder: Path, name: str) -> dict[str, Any]:
    path = folder / f"{name}.json"
    content = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {field: tuple(value) if field and isinstance(value, list) else value for field, value in content.items()}


def _is_text(column: pd.Series) -> bool:
    return not pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_datetime64_any_dtype(column)
