"""Word lists, read once from `data/words`."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analysis.errors import InputError
from analysis.paths import WORDS, shown


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Rows of `data/words/<name>.csv`, each a mapping from column to text."""
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def listed(file: Path) -> frozenset[str]:
    """The words of a study's own list, one a line; blank lines and what follows "#" are skipped.

    Raises `InputError` where there is no such file."""
    if not file.is_file():
        raise InputError(f"There is no word list {shown(file)}. It is a text file with one word a line.")
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if (word := line.partition("#")[0].strip()))
