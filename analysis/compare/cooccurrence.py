"""Which items go together in the sentences of one outlet and not of another."""

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare.design import FEWEST_TO_RESAMPLE
from analysis.compare.intervals import adjusted_level, check_call, percentiles
from analysis.errors import InputError
from analysis.schema import ALL, MARKS, TOGETHER, UNITS, conform, named, require

KEY = ["article_id", "part", "sentence"]
FEWEST_EXPECTED = 1.0  # sentences with both by chance, below which no interval is given
NEVER = "one of the two does not occur"
FEW_ARTICLES = f"fewer than {FEWEST_TO_RESAMPLE} articles: no interval"
RARE = "fewer than one sentence with both expected by chance: no interval"
Floats = NDArray[np.float64]


def together(
    marks: pd.DataFrame,
    units: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    voice: str,
    draws: int,
    seed: int,
    level: float = 0.05,
) -> pd.DataFrame:
    """How often two items stand in one sentence, against how often they would by chance.

    In: MARKS of one metric; the UNITS they were found in; their ARTICLES. Out: TOGETHER, a row per outlet and pair of
    items in the codebook's order. `lift` is the number of sentences with both over n_item * n_other / n, 1 where they
    meet as chance would have it; `phi` their correlation. Sentences of an outlet's bodies are taken together, so that a
    long article weighs more; `low` and `high` resample whole articles and hold one by one, not over all pairs. They are
    missing below five articles or where less than one sentence is expected. A lift above 1 may come of articles that
    are about both as well as of sentences that tie them; it does not say which item frames the other."""
    check_call(draws=draws, seed=seed, level=level)
    require(marks, MARKS, by="cooccurrence.together", made_by="features.topics or features.frames")
    require(units, UNITS, by="cooccurrence.together", made_by="features.segments.units")
    items = [str(i) for i in marks["item"].cat.categories]
    if len(items) < 2:
        raise InputError("cooccurrence.together needs two items or more. Pass marks of a codebook with several items.")
    pairs = list(combinations(range(len(items)), 2))
    carried, article, home = _sentences(marks, units, articles, items, voice=voice)
    one, other = np.array(pairs).T
    rows = []
    outlets = [str(o) for o in units["outlet"].cat.categories]
    for place, outlet in enumerate(outlets):
        mine = home == outlet
        ids, within = np.unique(article[mine], return_inverse=True)
        sums = _by_article(carried[mine], within, len(ids), one, other)
        totals = sums.sum(axis=0)
        lift, phi, expected = _measured(totals, one, other, n_items=len(items))
        low, high = _interval(sums, one, other, n_items=len(items), draws=draws, seed=[seed, 9, place], level=level)
        able = (len(ids) >= FEWEST_TO_RESAMPLE) & (expected >= FEWEST_EXPECTED)
        never = np.minimum(totals[1 + one], totals[1 + other]) == 0
        few = FEW_ARTICLES if len(ids) < FEWEST_TO_RESAMPLE else RARE
        for k in range(len(pairs)):
            rows.append(
                {
                    "outlet": outlet,
                    "item": items[one[k]],
                    "other": items[other[k]],
                    "both": int(totals[1 + len(items) + k]),
                    "n_item": int(totals[1 + one[k]]),
                    "n_other": int(totals[1 + other[k]]),
                    "n": int(totals[0]),
                    "n_articles": len(ids),
                    "expected": expected[k],
                    "lift": lift[k],
                    "low": low[k] if able[k] else np.nan,
                    "high": high[k] if able[k] else np.nan,
                    "phi": phi[k],
                    "why": NEVER if never[k] else None if able[k] else few,
                }
            )
    table = pd.DataFrame(rows, columns=list(TOGETHER.columns))
    orders = {"outlet": outlets, "item": items, "other": items}
    return conform(table.assign(**{c: named(table[c], order) for c, order in orders.items()}), TOGETHER)


def _sentences(
    marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, items: list[str], *, voice: str
) -> tuple[Floats, NDArray[np.str_], NDArray[np.str_]]:
    """Sentences x items, 1 where one carries the other; the article and the outlet of each sentence."""
    told = units[(units["voice"] == voice) & (units["part"] == "body") & ~units["stub"]]
    told = told[told["article_id"].isin(articles["article_id"])].sort_values(KEY, kind="stable")
    place = pd.MultiIndex.from_frame(told[["article_id", "sentence"]])
    heard = marks if voice == ALL else marks[marks["voice"] == voice]
    heard = heard[heard["part"] == "body"]
    row = place.get_indexer(pd.MultiIndex.from_frame(heard[["article_id", "sentence"]]))
    column = pd.Index(items).get_indexer(heard["item"].astype(str))
    carried = np.zeros((len(told), len(items)))
    carried[row[row >= 0], column[row >= 0]] = 1
    return carried, told["article_id"].to_numpy(dtype=str), told["outlet"].to_numpy(dtype=str)


def _by_article(carried: Floats, article: NDArray[np.int64], n: int, one: Floats, other: Floats) -> Floats:
    """Articles x (sentences, sentences with each item, sentences with each pair)."""
    columns = np.column_stack([np.ones(len(carried)), carried, carried[:, one] * carried[:, other]])
    out = np.zeros((n, columns.shape[1]))
    np.add.at(out, article, columns)
    return out


def _measured(
    sums: Floats, one: NDArray[np.int64], other: NDArray[np.int64], *, n_items: int
) -> tuple[Floats, Floats, Floats]:
    """Lift, phi and the number expected by chance, from sums over the last axis."""
    n, first, second = sums[..., :1], sums[..., 1 + one], sums[..., 1 + other]
    both = sums[..., 1 + n_items :]
    expected = np.divide(first * second, n, out=np.zeros_like(both), where=n > 0)
    lift = np.divide(both, expected, out=np.full_like(both, np.nan), where=expected > 0)
    spread = np.sqrt(first * (n - first) * second * (n - second))
    phi = np.divide(n * both - first * second, spread, out=np.full_like(both, np.nan), where=spread > 0)
    return lift, phi, expected


def _interval(
    sums: Floats,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    *,
    n_items: int,
    draws: int,
    seed: list[int],
    level: float,
) -> tuple[Floats, Floats]:
    n = len(sums)
    if n < FEWEST_TO_RESAMPLE:
        nothing = np.full(len(one), np.nan)
        return nothing, nothing
    counts = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=draws).astype(float)
    lift, _, _ = _measured(counts @ sums, one, other, n_items=n_items)
    tail = adjusted_level(n - 1, level=level, narrowness=n / (n - 1))
    return percentiles(np.nan_to_num(lift), tail)
