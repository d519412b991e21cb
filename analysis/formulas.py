"""Cells that a spreadsheet would run as a formula, made harmless on the way out and plain again on the way in.

A text that begins with =, +, -, @, a tab or a carriage return gets an apostrophe before it, which spreadsheets read as
"this is text". So does one that begins with apostrophes before such a sign, so that taking one away again gives back
what was there. Numbers stay as they are."""

import re

import pandas as pd

_RUNS = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"'*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def escaped(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before every text, name and column name that a spreadsheet would run."""
    out = table.copy()
    for place, kind in enumerate(table.dtypes):
        if isinstance(kind, pd.CategoricalDtype):
            names = [harmless(name) for name in kind.categories]
            if names != list(kind.categories):
                out.isetitem(place, table.iloc[:, place].cat.rename_categories(names))
        elif pd.api.types.is_string_dtype(kind) or pd.api.types.is_object_dtype(kind):
            out.isetitem(place, table.iloc[:, place].map(harmless))
    return out.set_axis([harmless(name) for name in table.columns], axis=1)


def harmless(value: object) -> object:
    """A text that a spreadsheet shows as it stands; anything else is left alone."""
    return f"'{value}" if isinstance(value, str) and _RUNS.match(value) and not _NUMBER.fullmatch(value) else value


def plain(text: str) -> str:
    """What a text was before `harmless`."""
    return text[1:] if _ESCAPED.match(text) and not _NUMBER.fullmatch(text) else text
