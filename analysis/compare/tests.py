"""Do the outlets differ, which ones, and could this design tell? MEASURES in, GAPS out."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.compare import permutation
from analysis.compare.design import FEWEST_TO_RESAMPLE, FEWEST_TO_TEST, REST, Family, cells, families, pairs, patterns
from analysis.compare.intervals import (
    Replicates,
    adjusted_level,
    check_call,
    mean_replicates,
    means,
    one_sample,
    outlet_replicates,
    percentiles,
)
from analysis.compare.multiplicity import inside_selected
from analysis.compare.power import smallest_gap
from analysis.errors import InputError
from analysis.schema import ALL, GAPS, conform, empty, named

PAIRS_UP_TO = 20  # outlets; with more, each is tested against the rest only


@dataclass
class Contrasts:
    """The contrasts of one family as arrays, contrasts x items: every outlet against the rest, then every pair."""

    sides: list[tuple[int, int | None]]  # places in `outlets`; None is the rest
    gap: np.ndarray
    low: np.ndarray
    high: np.ndarray
    se: np.ndarray
    df: np.ndarray
    p: np.ndarray
    min_p: np.ndarray
    n: np.ndarray
    n_other: np.ndarray
    n_events: np.ndarray
    all_p: np.ndarray  # items
    all_min: np.ndarray
    all_n: np.ndarray
    all_events: np.ndarray


def gaps(measures: pd.DataFrame, *, draws: int, seed: int, level: float = 0.05, power: float = 0.8) -> pd.DataFrame:
    """How far outlets lie apart on each item, with interval and test; and whether the design can tell at all.

    In: MEASURES. Out: GAPS, for every metric, definition, voice and item one row for all outlets at once (`outlet` and
    `other` are "all"; its gap is missing), one for each outlet against the rest, and one for each pair in the study's
    order. `gap` is `outlet` minus `other`, taken inside each event between the outlets present in it and averaged
    over those events; with one event, or none known, between the means over articles. The rest is the mean of the
    other outlets' values; of those, where articles are the units, that have three articles or more, if any has.
    `n` and `n_other` count the units on each side: articles, or an outlet's means in one event.

    `p`: permutation of outlet labels within event (`analysis.compare.permutation`), for a pair over its two outlets
    alone. `q`: Benjamini-Hochberg over items for the test over all outlets; contrasts count inside selected items only
    (`analysis.compare.multiplicity`), and their q says so. `min_q`: what the same procedure makes of the smallest p
    values that the design can reach. `differs`: q <= level; missing, and `why` says why, where min_q lies above the
    level or there are too few units. "No" means not shown, not alike: see `smallest_gap`, the gap that would be found
    with the given power if it were the only one (missing where alone none could be).

    Where there are no events, what was covered and how it was told are one in every gap. Intervals hold their level
    one by one, not over a family. Beyond 20 outlets pairs have a gap only. Raises InputError as `scores` does."""
    check_call(draws=draws, seed=seed, level=level)
    if not 0 < power < 1:
        raise InputError(f"`power` must lie between 0 and 1, both excluded; it is {power}. The usual power is 0.8.")
    tables = [
        _table(
            family, contrasts(family, draws=draws, labellings=labellings(family), seed=seed, level=level), level, power
        )
        for family in families(measures)
        if len(family.outlets) > 1
    ]
    if not tables:
        return empty(GAPS).assign(smallest_gap=pd.Series(dtype=float))
    table = pd.concat(tables, ignore_index=True)
    for column in ("item", "voice"):
        order = measures[column].dtype
        names = order.categories if isinstance(order, pd.CategoricalDtype) else sorted(table[column].unique())
        table[column] = named(table[column], [str(n) for n in names])
    return conform(table, GAPS)


def contrasts(family: Family, *, draws: int, labellings: int, seed: int, level: float) -> Contrasts:
    """Gaps, intervals and p-values of one family, before they are corrected for their number.

    `draws` bootstrap replicates; `labellings` permutations wherever there are too many to take them all."""
    sides: list[tuple[int, int | None]] = [(k, None) for k in range(len(family.outlets))]
    sides += pairs(family)
    shape, items = (len(sides), len(family.items)), len(family.items)
    blank = {name: np.full(shape, np.nan) for name in ("gap", "low", "high", "se", "df", "p", "min_p")}
    counts = {name: np.zeros(shape, dtype=np.int64) for name in ("n", "n_other", "n_events")}
    out = Contrasts(
        sides=sides,
        **blank,
        **counts,
        all_p=np.full(items, np.nan),
        all_min=np.full(items, np.nan),
        all_n=np.zeros(items, dtype=np.int64),
        all_events=np.zeros(items, dtype=np.int64),
    )
    if family.several_events:
        _over_events(family, out, draws, labellings, seed, level)
    else:
        _over_articles(family, out, draws, labellings, seed, level)
    return out


def labellings(family: Family) -> int:
    """Permutations to draw: 20 for each test of the family, 9,999 at least.

    Per item one test over all outlets and one for each contrast; with two outlets they are one and the same."""
    k = len(set(family.outlet.tolist()))
    n_contrasts = k + (k * (k - 1) // 2 if k <= PAIRS_UP_TO else 0)
    return permutation.draws_for(len(family.items) * (1 if k == 2 else 1 + n_contrasts))


def _over_articles(family: Family, out: Contrasts, draws: int, labelled: int, seed: int, level: float) -> None:
    """One event: outlets' means over articles; articles are resampled within outlet and permuted over outlets."""
    k = len(family.outlets)
    replicates = outlet_replicates(family, draws=draws, seed=seed)
    has = ~np.isnan(family.values)
    n = np.array([has[family.outlet == o].sum(axis=0) for o in range(k)])
    mean = np.array([means(family.values[family.outlet == o]) for o in range(k)])
    spread = np.array([_variance(family.values[family.outlet == o]) for o in range(k)])
    compared = n >= FEWEST_TO_TEST
    events = int(family.n_events.max(initial=0))
    out.all_n[:], out.all_events[:] = np.where(compared, n, 0).sum(axis=0), events

    for row, (one, other) in enumerate(out.sides):
        side = _others(one, n, compared) if other is None else (np.arange(k) == other)[:, None] & (n > 0)
        size = side.sum(axis=0)
        weight = np.where(side, 1 / np.maximum(size, 1), 0.0)
        out.gap[row] = np.where(size > 0, mean[one] - np.nansum(weight * mean, axis=0), np.nan)
        out.n[row], out.n_other[row] = n[one], np.where(side, n, 0).sum(axis=0)
        out.n_events[row] = np.where(np.isnan(out.gap[row]), 0, events)
        if other is not None and k > PAIRS_UP_TO:
            continue
        weight[one] = 1
        _interval(out, row, one, n, spread, weight, replicates, level)

    for units, items in patterns(has):
        size = np.bincount(family.outlet[units], minlength=k)
        able = np.flatnonzero(size >= FEWEST_TO_TEST)
        if len(able) < 2:
            continue
        kept = units[np.isin(family.outlet[units], able)]
        label = np.searchsorted(able, family.outlet[kept])
        values = family.values[np.ix_(kept, items)]
        got = permutation.article_outlets(values, label, draws=labelled, seed=seed)
        out.p[np.ix_(able, items)], out.min_p[np.ix_(able, items)] = got.rest_p, got.rest_min[:, None]
        out.all_p[items], out.all_min[items] = got.all_p, got.all_min
        if k > PAIRS_UP_TO:
            continue
        for row, (one, other) in enumerate(out.sides):
            if other is None or not {one, other} <= set(able.tolist()):
                continue
            if len(able) == 2:  # the pair is all there is
                out.p[row, items], out.min_p[row, items] = got.rest_p[0], got.rest_min[0]
                continue
            mine, theirs = (values[label == np.searchsorted(able, o)] for o in (one, other))
            p, least = permutation.article_pair(mine, theirs, draws=labelled, seed=[seed, 1, one, other])
            out.p[row, items], out.min_p[row, items] = p, least


def _over_events(family: Family, out: Contrasts, draws: int, labelled: int, seed: int, level: float) -> None:
    """Several events: gaps inside each event; events are resampled, labels permuted within each."""
    k = len(family.outlets)
    grid = cells(family)  # outlets x events x items
    there = ~np.isnan(grid)
    filled = np.where(there, grid, 0)
    in_event, total = there.sum(axis=0), filled.sum(axis=0)
    shared = in_event > 1
    out.all_events[:], out.all_n[:] = shared.sum(axis=0), np.where(shared, in_event, 0).sum(axis=0)
    residual = np.full_like(grid, np.nan)
    for row, (one, other) in enumerate(out.sides):
        if other is None:
            both = there[one] & shared
            rest = np.divide(total - filled[one], in_event - 1, out=np.zeros_like(total), where=shared)
            gap = np.where(both, filled[one] - rest, np.nan)
            residual[one] = gap
            out.n_other[row] = np.where(both, in_event - 1, 0).sum(axis=0)
        else:
            both = there[one] & there[other]
            gap = np.where(both, filled[one] - filled[other], np.nan)
            out.n_other[row] = both.sum(axis=0)
        out.gap[row], out.n[row] = means(gap), both.sum(axis=0)
        out.n_events[row] = out.n[row]
        if other is not None and k > PAIRS_UP_TO:
            continue
        if out.n[row].max(initial=0) >= FEWEST_TO_RESAMPLE:
            again = mean_replicates(gap, draws=draws, seed=[seed, 3])
            out.low[row], out.high[row], _, _ = one_sample(gap, again, level=level)
        out.df[row] = np.maximum(out.n[row] - 1, 1)
        out.se[row] = np.sqrt(_variance(gap) / np.maximum(out.n[row], 1))
        if other is not None:
            for events, items in patterns(both):
                if len(events) >= FEWEST_TO_TEST:
                    p, least = permutation.event_pair(
                        gap[np.ix_(events, items)], draws=labelled, seed=[seed, 1, one, other]
                    )
                    out.p[row, items], out.min_p[row, items] = p, least

    flat = residual[family.outlet, family.event]
    for units, items in patterns(~np.isnan(flat)):
        size = np.bincount(family.outlet[units], minlength=k)
        able = size >= FEWEST_TO_TEST
        if able.sum() < 2:
            continue
        _, event = np.unique(family.event[units], return_inverse=True)
        got = permutation.event_outlets(
            flat[np.ix_(units, items)], family.outlet[units], event.ravel(), tested=able, draws=labelled, seed=seed
        )
        who = np.flatnonzero(able)
        out.p[np.ix_(who, items)], out.min_p[np.ix_(who, items)] = got.rest_p[who], got.rest_min[who, None]
        out.all_p[items], out.all_min[items] = got.all_p, got.all_min
        if (size > 0).sum() == 2:  # the pair is all there is
            row = out.sides.index((int(who[0]), int(who[1])))
            out.p[row, items], out.min_p[row, items] = got.rest_p[who[0]], got.rest_min[who[0]]


def _others(one: int, n: np.ndarray, compared: np.ndarray) -> np.ndarray:
    """Outlets x items: who stands in the rest. One or two articles do not weigh as much as an outlet's hundred."""
    able = compared.copy()
    able[one] = False
    present = n > 0
    present[one] = False
    return np.where(able.any(axis=0), able, present)


def _interval(
    out: Contrasts,
    row: int,
    one: int,
    n: np.ndarray,
    spread: np.ndarray,
    weight: np.ndarray,
    replicates: Replicates,
    level: float,
) -> None:
    """Percentiles of the resampled gap at levels adjusted by Welch's degrees of freedom; five units a side.

    A side of several outlets has five units when its degrees of freedom under equal spreads reach four."""
    k = len(n)
    use = weight > 0
    used = np.maximum(n, 1)
    part = np.where(use, weight**2 * np.nan_to_num(spread) / used, 0.0)  # variance of each outlet's share of the gap
    part[n < 2] = 0
    narrow = (part * (used - 1) / used).sum(axis=0)
    variance = part.sum(axis=0)
    known = variance > 0
    bottom = (part**2 / np.maximum(n - 1, 1)).sum(axis=0)
    df = np.divide(variance**2, bottom, out=np.ones_like(variance), where=known)
    out.df[row], out.se[row] = df, np.where(known, np.sqrt(variance), np.nan)

    other = use.copy()
    other[one] = False
    equal = np.where(other, weight**2 / used, 0)
    bottom = np.where(other, equal**2 / np.maximum(n - 1, 0.25), 0).sum(axis=0)
    units = 1 + np.divide(equal.sum(axis=0) ** 2, bottom, out=np.zeros(len(df)), where=bottom > 0)
    known &= (n[one] >= FEWEST_TO_RESAMPLE) & (units >= FEWEST_TO_RESAMPLE - 1e-9)
    if not known.any():
        return
    sign = np.where(np.arange(k) == one, 1.0, -1.0)
    again = sum(sign[o] * weight[o] * np.nan_to_num(replicates[o]) for o in range(k) if use[o].any())
    tail = adjusted_level(df, level=level, narrowness=np.divide(variance, narrow, out=np.ones_like(df), where=known))
    low, high = percentiles(np.asarray(again), tail)
    out.low[row], out.high[row] = np.where(known, low, np.nan), np.where(known, high, np.nan)


def _variance(values: np.ndarray) -> np.ndarray:
    """Variance over the first axis of what is there; missing below two."""
    n = np.sum(~np.isnan(values), axis=0)
    deviation = np.where(np.isnan(values), 0, values - means(values))
    v = np.divide((deviation**2).sum(axis=0), n - 1, out=np.full(values.shape[1:], np.nan), where=n > 1)
    scale = np.max(np.where(np.isnan(values), 0, np.abs(values)), axis=0, initial=0)
    return np.where(v <= (1e-12 * scale) ** 2, 0, v)


def _table(family: Family, c: Contrasts, level: float, power: float) -> pd.DataFrame:
    all_q, q = inside_selected(c.all_p, c.p)
    all_min, min_q = inside_selected(c.all_min, c.min_p)
    n_items = len(family.items)
    tests = int(np.sum(~np.isnan(c.all_p))) * max(1, int(np.max(np.sum(~np.isnan(c.p), axis=0), initial=0)))
    if len(set(family.outlet.tolist())) == 2:
        tests = int(np.sum(~np.isnan(c.all_p)))
    found = smallest_gap(c.se, c.df, level=level, tests=tests, min_p=c.min_p, power=power)

    def stack(first: np.ndarray, rest: np.ndarray) -> np.ndarray:
        return np.vstack([first[None], rest]).T.ravel()  # item by item

    nothing = np.full(n_items, np.nan)
    names = [(ALL, ALL)] + [(family.outlets[a], REST if b is None else family.outlets[b]) for a, b in c.sides]
    table = pd.DataFrame(
        {
            "metric": family.metric,
            "definition": family.definition,
            "item": np.repeat(family.items, len(names)),
            "voice": family.voice,
            "outlet": [a for a, _ in names] * n_items,
            "other": [b for _, b in names] * n_items,
            "gap": stack(nothing, c.gap),
            "low": stack(nothing, c.low),
            "high": stack(nothing, c.high),
            "p": stack(c.all_p, c.p),
            "q": stack(all_q, q),
            "min_q": stack(all_min, min_q),
            "n": stack(c.all_n, c.n),
            "n_other": stack(np.zeros(n_items, dtype=np.int64), c.n_other),
            "n_events": stack(c.all_events, c.n_events),
            "smallest_gap": stack(nothing, found),
        }
    )
    table["n"], table["n_other"] = table["n"].astype("int64"), table["n_other"].astype("int64")
    able = table["q"].notna() & (table["min_q"] <= level)
    table["differs"] = (table["q"] <= level).astype("boolean").where(able)
    selected = np.repeat(all_q <= level, len(names))
    table["why"] = [
        _why(family, row, bool(open_)) for row, open_ in zip(table.itertuples(index=False), selected, strict=True)
    ]
    return table


def _why(family: Family, r: Any, selected: bool) -> str | None:
    """Why there is no answer; for a "no", whether the contrast was looked into at all."""
    noun, rest = family.noun, r.other == REST
    if not pd.isna(r.differs):
        return None if selected or r.outlet == ALL else "not looked into: the outlets together do not differ here"
    if r.outlet == ALL:
        if pd.isna(r.p):
            return f"fewer than two outlets with {FEWEST_TO_TEST} {noun}s" + (
                " shared" if family.several_events else ""
            )
        return f"the design reaches q = {_short(r.min_q)} at best"
    if pd.isna(r.gap) and family.several_events:
        return f"{r.outlet} shares no event with {'another outlet' if rest else r.other}: no paired gap"
    if pd.isna(r.gap):
        silent = r.outlet if r.n == 0 else "any other outlet" if rest else r.other
        return f"no article of {silent} has a value"
    if not rest and len(family.outlets) > PAIRS_UP_TO:
        return f"more than {PAIRS_UP_TO} outlets: pairs are not tested"
    size = _count(r.n, "shared event") if family.several_events else f"{r.n} against {_count(r.n_other, 'article')}"
    if pd.isna(r.p):
        return f"{size}: no test below {FEWEST_TO_TEST}" + ("" if family.several_events else " in each outlet")
    return f"{size} reach q = {_short(r.min_q)} at best"


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" + ("" if n == 1 else "s")


def _short(q: float) -> str:
    return f"{q:.2g}".lstrip("0") if q < 1 else "1"
