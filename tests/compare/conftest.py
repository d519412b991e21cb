"""Measures made up for the tests of the comparison."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
import pytest

from analysis.schema import MEASURES, conform, named


def _measures(
    values: Mapping[str, Sequence[object]],
    *,
    events: Mapping[str, Sequence[str | None]] | None = None,
    metric: str = "emphasis",
) -> pd.DataFrame:
    rows = []
    for outlet, articles in values.items():
        for k, article in enumerate(articles):
            for i, value in enumerate(np.atleast_1d(np.asarray(article, dtype=float))):
                rows.append(
                    {
                        "article_id": f"{outlet}-{k:05d}",
                        "outlet": outlet,
                        "event": None if events is None else events[outlet][k],
                        "metric": metric,
                        "definition": "sentences",
                        "item": f"item-{i}",
                        "voice": "all",
                        "value": value,
                        "base": 0 if np.isnan(value) else 10,
                        "n_words": 100,
                    }
                )
    table = pd.DataFrame(rows)
    items = sorted(table["item"].unique())
    table["outlet"] = named(table["outlet"], list(values))
    table["item"] = named(table["item"], items)
    table["voice"] = named(table["voice"], ["all"])
    return conform(table, MEASURES)


@pytest.fixture
def measures() -> Callable[..., pd.DataFrame]:
    """A table of MEASURES from each outlet's articles, an article being one value or a list of one value per item."""
    return _measures


@pytest.fixture
def noise(measures) -> Callable[..., pd.DataFrame]:
    """Measures in which nothing differs: {outlet: number of articles}, items, seed."""

    def make(sizes: Mapping[str, int], *, items: int = 1, seed: int = 0) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        return measures({outlet: rng.beta(2, 8, (n, items)) for outlet, n in sizes.items()})

    return make
