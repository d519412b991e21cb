"""Word lists of the features, read once from `data/words`."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "data" / "words"


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Rows of `data/words/<name>.csv`, each a mapping from column to text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
