"""How time grows from a tenth of a corpus to all of it: python -m tests.bench.growth CORPUS (a .csv with `body`).

The exponent e of time = articles^e, from medians of both sizes taken in turn in one run. Voices are read on fewer
articles than the rest, since they take longest; gaps are compared on made-up measures, up to ten times the corpus."""

import sys
from collections.abc import Callable
from math import log10
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.codebook import load
from analysis.compare import distinctive
from analysis.compare.intervals import scores
from analysis.compare.tests import gaps
from analysis.features.matching import matches_of_tokens
from analysis.features.segments import segments, units
from analysis.features.sources import attributions
from analysis.features.tokens import tokens
from analysis.features.vader import vader
from analysis.paths import CODEBOOKS
from analysis.schema import MEASURES, conform, named
from tests.bench.timing import Line, medians, report, sentences

LIMIT = 1.15
READ = 400  # articles whose voices are read
OUTLETS = 9


def articles(path: Path) -> pd.DataFrame:
    """The columns that voices and words need, in an order that mixes outlets and dates."""
    table = pd.read_csv(path, encoding_errors="replace").dropna(subset=["body"])
    table = table.sample(frac=1, random_state=1).reset_index(drop=True)
    empty = dict.fromkeys(("headline", "dateline", "url", "raw", "removed", "published"), "")
    return pd.DataFrame(
        {
            **empty,
            "article_id": [f"a{i:06d}" for i in table.index],
            "outlet": named(table["outlet"], sorted(table["outlet"].unique())),
            "event": pd.Series(None, index=table.index, dtype="str"),
            "body": table["body"].astype("str"),
            "crossheads": "[]",
            "n_words": table["body"].str.split().str.len().astype("int64"),
        }
    )


def made(n: int) -> pd.DataFrame:
    """MEASURES of n articles of nine outlets, five items."""
    rng = np.random.default_rng(1)
    article = np.repeat(np.arange(n), 5)
    table = pd.DataFrame(
        {
            "article_id": [f"a{i:06d}" for i in article],
            "outlet": named([f"outlet-{i % OUTLETS}" for i in article], [f"outlet-{k}" for k in range(OUTLETS)]),
            "event": None,
            "metric": "made",
            "definition": "made",
            "item": named([f"item-{i}" for i in np.tile(np.arange(5), n)], [f"item-{i}" for i in range(5)]),
            "voice": named(["all"] * len(article), ["all"]),
            "value": rng.beta(0.3, 2, len(article)),
            "base": 20,
            "n_words": 400,
        }
    )
    return conform(table, MEASURES)


def voices(table: pd.DataFrame) -> pd.DataFrame:
    return units(segments(table, attributions(table)), table)


def ways(table: pd.DataFrame, read: pd.DataFrame, n_measured: int) -> dict[str, Callable[[], object]]:
    texts = table["body"].tolist()
    cut, words = sentences(texts), tokens(texts)
    book = [item for one in sorted(CODEBOOKS.glob("*.yaml")) for item in load(one).items]
    counted = distinctive.counted(table.rename(columns={"body": "text"}), table)
    measures = made(n_measured)
    return {
        "ids": lambda: tokens(texts),
        "voices": lambda: voices(read),
        "codebook": lambda: matches_of_tokens(words, book),
        "VADER": lambda: vader(cut),
        "log-odds": lambda: distinctive.z_scores(counted.by_outlet, prior=distinctive.PRIOR),
        "log-odds, 100 resamples": lambda: distinctive.bootstrap(counted, draws=100, seed=1),
        "scores": lambda: scores(measures, draws=2000, seed=1),
        "gaps": lambda: gaps(measures, draws=2000, seed=1),
    }


def lines(path: Path) -> list[Line]:
    table = articles(path)
    few, many = (
        ways(table[: len(table) // 10], table[: READ // 10], len(table)),
        ways(table, table[:READ], 10 * len(table)),
    )
    took = medians(
        {f"{size} {name}": way for size, some in (("1", few), ("10", many)) for name, way in some.items()}, repeats=3
    )
    return [
        (
            f"growth of {name}: exponent from one to ten times the articles",
            log10(took[f"10 {name}"] / took[f"1 {name}"]),
            "at most",
            LIMIT,
        )
        for name in few
    ]


if __name__ == "__main__":
    report(lines(Path(sys.argv[1])))
