"""Each outlet's value with a bootstrap interval: MEASURES in, SCORES out."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import special

from analysis.compare.design import FEWEST_TO_RESAMPLE, Family, families, patterns
from analysis.errors import InputError
from analysis.schema import SCORES, conform, empty, named

FEWEST_DRAWS = 100
BLOCK = 4_000_000  # counts held at once
Replicates = Mapping[int, np.ndarray]  # outlet -> draws x items


def scores(measures: pd.DataFrame, *, draws: int, seed: int, level: float = 0.05) -> pd.DataFrame:
    """What each outlet scores on each item, and how sure that is.

    In: MEASURES. Out: SCORES, one row per metric, definition, outlet, item and voice; an outlet without an article
    has a row with a missing value. `value` is the mean of the outlet's event means, or of its articles where there is
    one event or none known. `low` and `high` are bootstrap percentiles over units (`analysis.compare.design`) at
    t-adjusted levels; missing, and `note` says why, below five units or where all units hold the same value. They say
    how far the value would move with other articles (or events) of the same outlet, not whether two outlets differ:
    that is `compare.tests.gaps`. Raises InputError for a level outside 0 to 1 and fewer than 100 draws."""
    check_call(draws=draws, seed=seed, level=level)
    tables = [_family_scores(family, draws, seed, level) for family in families(measures)]
    if not tables:
        return empty(SCORES)
    table = pd.concat(tables, ignore_index=True)
    for column in ("outlet", "item", "voice"):
        order = measures[column].dtype
        names = order.categories if isinstance(order, pd.CategoricalDtype) else sorted(table[column].unique())
        table[column] = named(table[column], [str(n) for n in names])
    return conform(table, SCORES)


def check_call(*, draws: int, seed: int, level: float) -> None:
    """Raise InputError unless the parameters of a comparison make sense."""
    if not 0 < level < 1:
        raise InputError(f"`level` must lie between 0 and 1, both excluded; it is {level}. The usual level is 0.05.")
    if draws < FEWEST_DRAWS:
        raise InputError(f"`draws` must be at least {FEWEST_DRAWS}; it is {draws}. The usual number is 2000.")
    if seed < 0:
        raise InputError(f"`seed` must be a whole number from 0 on; it is {seed}.")


def adjusted_level(df: np.ndarray | int, *, level: float, narrowness: np.ndarray | float) -> np.ndarray:
    """The share of replicates to leave out at either end: Phi(-sqrt(narrowness) t[1 - level / 2, df]).

    `narrowness` is the unbiased variance over the bootstrap's; for one sample of n it is n / (n - 1) and df = n - 1,
    and this is Hesterberg (2015), section 5.3. Plain percentiles are too narrow for few units twice over: the
    resampled variance divides by n, and the normal shape knows the spread."""
    return special.ndtr(np.sqrt(narrowness) * special.stdtrit(df, level / 2))


def percentiles(replicates: np.ndarray, tail: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The replicates (draws x items) at the share `tail` (per item) from either end, by linear interpolation."""
    ordered = np.sort(replicates, axis=0)
    last = len(ordered) - 1
    at = np.broadcast_to(np.asarray(tail) * last, ordered.shape[1:])
    below = np.floor(at).astype(int)
    part = at - below
    column = np.arange(ordered.shape[1])

    def between(i: np.ndarray, j: np.ndarray) -> np.ndarray:
        return ordered[i, column] * (1 - part) + ordered[j, column] * part

    above = np.minimum(below + 1, last)
    return between(below, above), between(last - below, last - above)


def mean_replicates(values: np.ndarray, *, draws: int, seed: int | list[int]) -> np.ndarray:
    """Bootstrap means (draws x items) of units x items: how often each unit is drawn, times its measures.

    A unit's missing value leaves the item with fewer units; items with the same units share the resample."""
    out = np.full((draws, values.shape[1]), np.nan)
    for units, items in patterns(~np.isnan(values)):
        n = len(units)
        if not n:
            continue
        rng = np.random.default_rng(seed)
        chosen = values[np.ix_(units, items)]
        step = max(1, BLOCK // n)
        for start in range(0, draws, step):
            size = min(step, draws - start)
            drawn = rng.integers(0, n, (size, n)) + n * np.arange(size)[:, None]
            counts = np.bincount(drawn.ravel(), minlength=size * n).reshape(size, n)
            out[start : start + size, items] = counts.astype(float) @ chosen / n
    return out


def outlet_replicates(family: Family, *, draws: int, seed: int) -> Replicates:
    """Bootstrap means of each outlet with a unit; every outlet is resampled on its own."""
    return {
        outlet: mean_replicates(family.values[family.outlet == outlet], draws=draws, seed=[seed, 2, int(outlet)])
        for outlet in np.unique(family.outlet)
    }


def one_sample(
    values: np.ndarray, replicates: np.ndarray, *, level: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Low, high, number of units and whether they vary, per item, for the mean of one sample of units x items."""
    n = np.sum(~np.isnan(values), axis=0)
    varies = _varies(values)
    df = np.maximum(n - 1, 1)
    low, high = percentiles(replicates, adjusted_level(df, level=level, narrowness=n / df))
    known = (n >= FEWEST_TO_RESAMPLE) & varies
    return np.where(known, low, np.nan), np.where(known, high, np.nan), n, varies


def means(values: np.ndarray) -> np.ndarray:
    """Means over the first axis of what is there; missing where nothing is."""
    count = np.sum(~np.isnan(values), axis=0)
    return np.divide(np.nansum(values, axis=0), count, out=np.full(values.shape[1:], np.nan), where=count > 0)


def _varies(values: np.ndarray) -> np.ndarray:
    if not len(values):
        return np.zeros(values.shape[1:], dtype=bool)
    low = np.min(np.where(np.isnan(values), np.inf, values), axis=0)
    return np.max(np.where(np.isnan(values), -np.inf, values), axis=0) > low


def _family_scores(family: Family, draws: int, seed: int, level: float) -> pd.DataFrame:
    replicates = outlet_replicates(family, draws=draws, seed=seed)
    rows = []
    for place, outlet in enumerate(family.outlets):
        values = family.values[family.outlet == place]
        nothing = np.full((draws, len(family.items)), np.nan)
        low, high, n, varies = one_sample(values, replicates.get(place, nothing), level=level)
        notes = [
            _note(family, int(k), int(a), bool(v)) for k, a, v in zip(n, family.n_articles[place], varies, strict=True)
        ]
        rows.append(
            pd.DataFrame(
                {
                    "metric": family.metric,
                    "definition": family.definition,
                    "outlet": outlet,
                    "item": family.items,
                    "voice": family.voice,
                    "value": means(values),
                    "low": low,
                    "high": high,
                    "n_articles": family.n_articles[place],
                    "n_events": family.n_events[place],
                    "n_words": family.n_words[place],
                    "note": notes,
                }
            )
        )
    table = pd.concat(rows, ignore_index=True)
    order = {item: k for k, item in enumerate(family.items)}
    return table.sort_values("item", key=lambda c: c.map(order), kind="stable")


def _note(family: Family, n: int, n_articles: int, varies: bool) -> str | None:
    if n == 0:
        return "no article with a value"
    if n_articles == 1:
        return "one article: no interval"
    if n < FEWEST_TO_RESAMPLE:
        return f"{n} {family.noun}{'s' if n > 1 else ''}: no interval below {FEWEST_TO_RESAMPLE}"
    if not varies:
        return f"all {n} {family.noun}s alike: no interval"
    return None
