"""Word lists, read once from `data/words`."""

import csv
from collections.abc import Mapping
from functools import cache

from analysis.paths import WORDS


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Rows of `data/words/<name>.csv`, each a mapping from column to text."""
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
