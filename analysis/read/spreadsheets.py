"""Excel workbooks: the first sheet that holds a table with a header."""

import datetime
import io
import warnings
from typing import Any

import pandas as pd

from analysis.errors import InputError
from analysis.read import packages

MOST_ROWS = 1_048_576


def rows(data: bytes, *, most_columns: int) -> pd.DataFrame:
    """The first sheet with at least a header, values as they were last computed, dates as ISO text.

    Raises `InputError` for a workbook that cannot be read, `UnreadableError` for one that is no honest zip file."""
    archive = packages.opened(data)
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            packages.xml(archive, name)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            tables = [table for sheet in book.worksheets if not (table := _table(sheet, most_columns)).empty]
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        raise InputError(
            f"this is no Excel workbook that can be read: {type(error).__name__}: {str(error)[:120]}. "
            "Open it and save it again, or save the sheet as CSV."
        ) from None
    return tables[0] if tables else pd.DataFrame()


def _table(sheet: Any, most_columns: int) -> pd.DataFrame:
    sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
    lines: list[list[Any]] = []
    for line in sheet.iter_rows(values_only=True):
        if len(line) > most_columns:
            line = line[: _used(line)]
        if len(line) > most_columns:
            raise InputError(
                f"{len(line):,} columns are no table of articles ({most_columns:,} at most). "
                "Save only the columns that matter."
            )
        if any(cell is not None and str(cell).strip() for cell in line):
            lines.append([_cell(cell) for cell in line])
    if len(lines) < 2:
        return pd.DataFrame()
    header = lines[0][: _used(lines[0])]
    width = len(header)
    for number, line in enumerate(lines[1:], 2):
        if _used(line) > width:
            raise InputError(
                f"row {number} of the sheet {sheet.title!r} has cells to the right of the header. Name their columns, "
                "or clear them."
            )
    filled = [[*line[:width], *[None] * (width - len(line))] for line in lines[1:]]
    return pd.DataFrame(filled, columns=[str(name if name is not None else "") for name in header], dtype=object)


def _used(line: Any) -> int:
    return max((i for i, cell in enumerate(line, 1) if cell is not None and str(cell).strip()), default=0)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value
