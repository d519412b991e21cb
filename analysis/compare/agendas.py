"""How alike the agendas of two outlets are, and how broad each is: MEASURES in, AGENDAS and BREADTHS out.

An agenda is an outlet's values over all items of one metric, put to a sum of 1."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare.design import FEWEST_TO_RESAMPLE, Family, families, pairs
from analysis.compare.intervals import adjusted_level, check_call
from analysis.errors import InputError
from analysis.schema import AGENDAS, BREADTHS, Table, conform, named

PERMUTATIONS = 999
ONE_ARTICLE = "one article of an outlet: chance cannot be told from difference"
NOTHING = "an outlet touches no item"
FEW = f"fewer than {FEWEST_TO_RESAMPLE} {{noun}}s a side: no interval"
Floats = NDArray[np.float64]


def distances(measures: pd.DataFrame, *, voice: str, draws: int, seed: int, level: float = 0.05) -> pd.DataFrame:
    """How far apart the agendas of each two outlets lie.

    In: MEASURES of one metric and definition, of which `voice` is compared. Out: AGENDAS, one row per pair in the
    study's order. `distance` is the Jensen-Shannon distance to base 2 (Endres and Schindelin 2003): 0 the same room for
    the same items, 1 no item in common. Small samples lie apart by chance alone: `chance` is the mean distance after
    the articles of the two were shared out anew 999 times (within each event where there are several), `excess` what is
    left. `low`, `high`: bootstrap over articles (events, where there are several: those that both covered) of the
    squared distance, reflected since resampling widens it (Davison and Hinkley 1997, section 5.2), at t-adjusted
    levels. With one article an outlet `chance` and `excess` are missing. The distance tells neither which items make
    it nor whether they were praised."""
    check_call(draws=draws, seed=seed, level=level)
    family = _only(measures, voice)
    rows = []
    for one, other in pairs(family):
        mine, theirs = _of_pair(family, one, other)
        drawn = _replicates(mine, draws, [seed, 5, one, other]), _replicates(theirs, draws, [seed, 5, other, one])
        if family.several_events:  # the same events on both sides
            drawn = drawn[0], _replicates(theirs, draws, [seed, 5, one, other])
        distance = float(jensen_shannon(agenda(_mean(mine)), agenda(_mean(theirs))))
        n = min(len(mine), len(theirs))
        again = jensen_shannon(agenda(drawn[0]), agenda(drawn[1])) ** 2
        squared = _reflected(distance**2, again, n=n, level=level, top=1.0)
        shuffled = _shared_anew(family, mine, theirs, [seed, 6, one, other])
        chance = float(np.nanmean(jensen_shannon(agenda(shuffled[0]), agenda(shuffled[1])))) if shuffled else np.nan
        rows.append(
            {
                "outlet": family.outlets[one],
                "other": family.outlets[other],
                "distance": distance,
                "low": np.sqrt(squared[0]),
                "high": np.sqrt(squared[1]),
                "chance": chance,
                "excess": distance - chance,
                "n": len(mine),
                "n_other": len(theirs),
                "why": _why(family, n, distance, chance),
            }
        )
    return _finished(rows, family, AGENDAS)


def breadths(measures: pd.DataFrame, *, voice: str, draws: int, seed: int, level: float = 0.05) -> pd.DataFrame:
    """How many items an outlet's agenda amounts to.

    In: MEASURES of one metric and definition. Out: BREADTHS, one row per outlet. `breadth` is exp(-sum p ln p): 1 where
    all room goes to one item, the number of items where each has the same. An outlet with few articles looks narrow:
    `chance` is the mean breadth of as many articles drawn from all outlets (within each event where there are several),
    999 times; below 0 `excess` is narrower than that. Intervals as for `distances`."""
    check_call(draws=draws, seed=seed, level=level)
    family = _only(measures, voice)
    rows = []
    for one in range(len(family.outlets)):
        mine = _known(family.values[family.outlet == one])
        value = float(breadth(agenda(_mean(mine))))
        drawn = breadth(agenda(_replicates(mine, draws, [seed, 7, one])))
        low, high = _reflected(value, drawn, n=len(mine), level=level, top=float(len(family.items)))
        chance = _drawn_from_all(family, one, [seed, 8, one])
        rows.append(
            {
                "outlet": family.outlets[one],
                "breadth": value,
                "low": np.maximum(low, 1.0),
                "high": high,
                "chance": chance,
                "excess": value - chance,
                "n": len(mine),
                "why": _why(family, len(mine), value, chance),
            }
        )
    return _finished(rows, family, BREADTHS)


def agenda(values: Floats) -> Floats:
    """Values over the last axis, put to a sum of 1; missing where nothing is touched."""
    total = values.sum(axis=-1, keepdims=True)
    return np.divide(values, total, out=np.full_like(values, np.nan), where=total > 0)


def jensen_shannon(p: Floats, q: Floats) -> Floats:
    """sqrt(H((p + q) / 2) - (H(p) + H(q)) / 2), entropies to base 2, over the last axis."""
    gap = _bits((p + q) / 2) - (_bits(p) + _bits(q)) / 2
    return np.sqrt(np.maximum(gap, 0))


def breadth(p: Floats) -> Floats:
    """The effective number of items, exp of the entropy, over the last axis."""
    return np.exp(_bits(p) * np.log(2))


def _bits(p: Floats) -> Floats:
    logs = np.log2(p, out=np.zeros_like(p), where=p > 0)
    return -(p * logs).sum(axis=-1)


def _only(measures: pd.DataFrame, voice: str) -> Family:
    found = [f for f in families(measures) if f.voice == voice]
    if len(found) != 1:
        raise InputError(
            f"agendas compares one metric and definition in the voice {voice!r}; it was given {len(found)} of them. "
            "Pass the MEASURES of one metric and definition."
        )
    return found[0]


def _known(values: Floats) -> Floats:
    return values[~np.isnan(values).any(axis=1)]


def _mean(values: Floats) -> Floats:
    return values.mean(axis=0) if len(values) else np.full(values.shape[1], np.nan)


def _of_pair(family: Family, one: int, other: int) -> tuple[Floats, Floats]:
    """The units of two outlets; where there are several events, those of the events that both covered, in one order."""
    has = ~np.isnan(family.values).any(axis=1)
    mine, theirs = (np.flatnonzero((family.outlet == o) & has) for o in (one, other))
    if family.several_events:
        both = np.intersect1d(family.event[mine], family.event[theirs])
        mine, theirs = (u[np.isin(family.event[u], both)] for u in (mine, theirs))
    return family.values[mine], family.values[theirs]


def _replicates(values: Floats, draws: int, seed: list[int]) -> Floats:
    if not len(values):
        return np.full((draws, values.shape[1]), np.nan)
    counts = np.random.default_rng(seed).multinomial(len(values), np.full(len(values), 1 / len(values)), size=draws)
    return counts.astype(float) @ values / len(values)


def _reflected(value: float, replicates: Floats, *, n: int, level: float, top: float) -> tuple[float, float]:
    """The bootstrap's percentiles at t-adjusted levels, reflected about the value and kept between 0 and `top`."""
    known = replicates[~np.isnan(replicates)]
    if n < FEWEST_TO_RESAMPLE or not len(known) or np.isnan(value):
        return np.nan, np.nan
    tail = float(adjusted_level(n - 1, level=level, narrowness=n / (n - 1)))
    low, high = np.quantile(known, [tail, 1 - tail])
    return max(2 * value - float(high), 0.0), min(max(2 * value - float(low), value), top)


def _shared_anew(family: Family, mine: Floats, theirs: Floats, seed: list[int]) -> tuple[Floats, Floats] | None:
    """Means of both sides after the units were shared out anew; nothing where there is only one way to do it."""
    n, m = len(mine), len(theirs)
    rng = np.random.default_rng(seed)
    if family.several_events:
        if n < 2:
            return None
        swap = rng.integers(0, 2, (PERMUTATIONS, n)).astype(float)
        first = swap @ mine + (1 - swap) @ theirs
        return first / n, (mine.sum(axis=0) + theirs.sum(axis=0) - first) / n
    if min(n, m) < 1 or n + m < 3:
        return None
    both = np.concatenate([mine, theirs])
    chosen = rng.permuted(np.tile(np.arange(n + m) < n, (PERMUTATIONS, 1)), axis=1).astype(float)
    first = chosen @ both
    return first / n, (both.sum(axis=0) - first) / m


def _drawn_from_all(family: Family, one: int, seed: list[int]) -> float:
    """The mean breadth of an agenda of as many units as the outlet has, drawn from those of all outlets."""
    has = ~np.isnan(family.values).any(axis=1)
    values, outlet, event = family.values[has], family.outlet[has], family.event[has]
    n = int((outlet == one).sum())
    if n == 0 or len(values) == n or len(values) <= len(np.unique(outlet)):
        return np.nan
    rng = np.random.default_rng(seed)
    total = np.zeros((PERMUTATIONS, values.shape[1]))
    for here in np.unique(event[outlet == one]):
        pool = np.flatnonzero(event == here)
        take = int(((event == here) & (outlet == one)).sum())
        chosen = rng.permuted(np.tile(np.arange(len(pool)) < take, (PERMUTATIONS, 1)), axis=1).astype(float)
        total += chosen @ values[pool]
    return float(np.nanmean(breadth(agenda(total / n))))


def _why(family: Family, n: int, value: float, chance: float) -> str | None:
    if np.isnan(value):
        return NOTHING
    if np.isnan(chance):
        return ONE_ARTICLE
    return FEW.format(noun=family.noun) if n < FEWEST_TO_RESAMPLE else None


def _finished(rows: list[dict[str, object]], family: Family, table: Table) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(table.columns))
    for column in ("outlet", "other"):
        if column in frame:
            frame[column] = named(frame[column], family.outlets)
    return conform(frame, table)
