"""Permutation of outlet labels: p-values of studentised gaps, exact where outlets are exchangeable.

Two statistics are asked at once, each in two ways, and p is the largest of the four p-values:
- *studentised*: the gap over its standard error from each outlet's own spread (Janssen 1997; Chung and Romano 2013),
  brought to the normal scale by Welch's degrees of freedom (Wallace 1959), so that an outlet with few and uneven
  articles does not pass for many even ones. Right for many units whatever the spreads; for few it is fooled by a
  spread that is small by accident, as where a handful of short articles all hold nothing on an item.
- *guarded*: the gap over a standard error in which each outlet's variance is drawn toward that of all units by the
  weight min(1, 20 / n). With 20 units or fewer that is the raw gap; for many it becomes the studentised one.
- by *size*, how often it is as far from 0; by *tail*, twice how often it is as far out on its own side, which holds
  where measures are skewed and the two tails of few units are not alike.
Any one alone calls equal means different far too often where short, sparse articles meet long ones; together they
hold (analysis.compare.calibration). Each is exact under exchangeability, so their largest is cautious there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, islice, permutations, product
from math import comb, exp, lgamma

import numpy as np
from scipy import sparse

from analysis.compare import rotations

MOST_TO_ENUMERATE = 20_000
FEWEST_DRAWS = 9_999
DRAWS_PER_TEST = 20
GUARD_UNITS = 20
BLOCK = 2_000_000  # units handled in one product
STORE = 24_000_000  # statistics kept at once

Sums = Callable[[np.ndarray], Iterator[np.ndarray]]  # units x columns -> outlets x columns x assignments, in parts
Statistic = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]  # sums, sums of squares, measures


@dataclass(frozen=True)
class Tested:
    """p-values and the smallest the design can reach: of each outlet against the rest, and of all outlets at once."""

    rest_p: np.ndarray  # outlets x items
    rest_min: np.ndarray  # outlets
    all_p: np.ndarray  # items
    all_min: float


def draws_for(tests: int) -> int:
    """Draws of a sampled test in a family of so many tests: a lone real gap can then still pass the correction."""
    return max(FEWEST_DRAWS, DRAWS_PER_TEST * tests)


def article_outlets(values: np.ndarray, outlet: np.ndarray, *, draws: int, seed: int) -> Tested:
    """Outlets of one event: labels permuted over all articles.

    In: articles x items without a missing value, sorted by outlet; each outlet's number, 0 to k - 1, each with two
    articles or more. The gap is an outlet's mean minus the mean of the other outlets' means."""
    sizes = np.bincount(outlet)
    n = sizes[:, None, None]
    exact = _labellings(sizes) <= MOST_TO_ENUMERATE
    scaled = _scaled(values, values.mean(axis=0))

    def statistic(sums: np.ndarray, squares: np.ndarray, some: np.ndarray) -> np.ndarray:
        mean, total = sums / n, some.var(axis=0, ddof=1)[:, None]
        own = _variance(sums, squares, n)
        t, df = _rest_t(mean, own / n, n)
        guarded = _rest_variance(_guarded(own, total, n) / n)
        return np.stack([_normal_scale(t, df), _over(_rest_gap(mean), np.sqrt(guarded))])

    reach = _reach_articles(sizes)
    if exact:
        listed = _listed(_all_labellings(sizes), outlet, len(sizes))
        return _outlets(scaled, listed, statistic, reach=reach, count=None)
    turned = partial(rotations.sums, label=outlet, n_labels=len(sizes), draws=draws, seed=[seed, 0])
    return _outlets(scaled, turned, statistic, reach=reach, count=rotations.drawn(len(outlet), draws))


def event_outlets(
    residual: np.ndarray, outlet: np.ndarray, event: np.ndarray, *, tested: np.ndarray, draws: int, seed: int
) -> Tested:
    """Outlets over several events: labels permuted within each event.

    In: units x items, each an outlet's gap to the mean of the others in its event; outlet and event of each unit,
    sorted by outlet; which outlets have enough events to be tested. The gap is the mean over an outlet's events,
    its standard error comes from their spread."""
    n = np.maximum(np.bincount(outlet, minlength=len(tested)), 1)[:, None, None]
    n_labellings = exp(min(sum(lgamma(m + 1) for m in np.bincount(event)), 700))
    scaled = _scaled(residual, np.zeros(residual.shape[1]))

    def statistic(sums: np.ndarray, squares: np.ndarray, some: np.ndarray) -> np.ndarray:
        total = (some**2).mean(axis=0)[:, None]
        mean = np.where(tested[:, None, None], sums / n, 0)
        own = _variance(sums, squares, n)
        return np.stack([_over(mean, np.sqrt(v / n)) for v in (own, _guarded(own, total, n))])

    reach = _reach_events(outlet, event, tested)
    if n_labellings <= MOST_TO_ENUMERATE + 0.5:
        listed = _listed(_all_within(event), outlet, len(tested))
        return _outlets(scaled, listed, statistic, reach=reach, count=None)
    within = partial(_within, outlet=outlet, event=event, n_outlets=len(tested), draws=draws, seed=seed)
    return _outlets(scaled, within, statistic, reach=reach, count=draws + 1)


def article_pair(one: np.ndarray, other: np.ndarray, *, draws: int, seed: int | list[int]) -> tuple[np.ndarray, float]:
    """Two outlets of one event: p per item, and the smallest that the design can reach.

    In: the articles x items of each, without a missing value. Labels are permuted over these two outlets alone, so
    that a third cannot make two alike look different. The studentised gap is Welch's t."""
    n, m = len(one), len(other)
    pool = np.concatenate([one, other])
    scaled = _scaled(pool, pool.mean(axis=0))
    both = np.hstack([scaled, scaled**2])
    total = scaled.var(axis=0, ddof=1)[:, None]
    everything, k = both.sum(axis=0)[:, None], scaled.shape[1]
    shared = [min(1, GUARD_UNITS / size) for size in (n, m)]

    def statistics(mine: np.ndarray) -> np.ndarray:
        theirs = everything - mine
        gap = mine[:k] / n - theirs[:k] / m
        error = [_variance(s[:k], s[k:], np.array(size)) / size for s, size in ((mine, n), (theirs, m))]
        variance = error[0] + error[1]
        df = _welch_df(variance, error[0] ** 2 / (n - 1) + error[1] ** 2 / (m - 1))
        guarded = sum(w * total / size + (1 - w) * e for w, size, e in zip(shared, (n, m), error, strict=True))
        return np.stack([_normal_scale(_over(gap, np.sqrt(variance)), df), _over(gap, np.sqrt(guarded))])

    observed = statistics(both[:n].sum(axis=0)[:, None])
    if comb(n + m, n) <= MOST_TO_ENUMERATE:
        blocks = ((block @ both).T for block in _all_subsets(n + m, n))
        return _tail(observed, map(statistics, blocks), 0), 2 / comb(n + m, n)
    label = (np.arange(n + m) >= n).astype(np.int64)
    turned = rotations.sums(both, label, n_labels=2, draws=draws, seed=seed)
    least = max(2 / comb(n + m, n), 2 / rotations.drawn(n + m, draws))
    return _tail(observed, (statistics(sums[0]) for sums in turned), 0), least


def event_pair(gaps: np.ndarray, *, draws: int, seed: int | list[int]) -> tuple[np.ndarray, float]:
    """Two outlets over several events: p per item, and the smallest that the design can reach.

    In: events x items, the gap in each event. To swap two labels in an event is to turn the gap's sign. The sum of
    squares stays, so |t| and |mean| order the assignments alike, and no guard is needed."""
    n = len(gaps)
    scaled = _scaled(gaps, np.zeros(gaps.shape[1]))
    exact = 2**n <= MOST_TO_ENUMERATE
    observed = scaled.sum(axis=0)[None, :, None]

    def statistics(signs: np.ndarray) -> np.ndarray:
        return (scaled.T @ signs.T)[None]

    blocks = _all_signs(n) if exact else _random_signs(n, draws, seed)
    least = 2 / 2.0**n if exact else max(2 / 2.0**n, 2 / (draws + 1))
    return _tail(observed, map(statistics, blocks), 0 if exact else 1), least


def _outlets(
    scaled: np.ndarray, summed: Sums, statistic: Statistic, *, reach: tuple[np.ndarray, float], count: int | None
) -> Tested:
    """Every outlet against the rest, and all at once: the smallest of the outlets' p-values, referred to the
    distribution that permutation gives it (Westfall and Young 1993). Unlike a sum of squares over variances it needs
    no inverse of an outlet's variance, which is 0 where an outlet is silent, and an outlet with few articles cannot
    drown the others; with two outlets it is the test of the pair. `count` labellings; without it, all there are."""
    n_outlets, n_items = len(reach[0]), scaled.shape[1]
    rest_p, all_p = np.empty((n_outlets, n_items)), np.empty(n_items)
    step = max(1, STORE // (2 * n_outlets * (count or MOST_TO_ENUMERATE)))
    for start in range(0, n_items, step):
        some = scaled[:, start : start + step]
        k = some.shape[1]
        width = max(1, BLOCK // (2 * n_outlets * k))
        parts = [
            statistic(s[:, :k, a : a + width], s[:, k:, a : a + width], some)
            for s in summed(np.hstack([some, some**2]))
            for a in range(0, s.shape[-1], width)
        ]
        for item in range(k):
            t = np.concatenate([part[:, :, item] for part in parts], axis=-1)  # statistics x outlets x labellings
            rest_p[:, start + item], all_p[start + item] = _ranks(t)
    floor = 2 / count if count else 0.0
    return Tested(rest_p, np.maximum(reach[0], floor), all_p, max(reach[1], floor))


def _ranks(t: np.ndarray) -> tuple[np.ndarray, float]:
    """p of each outlet and of all at once from statistics x outlets x labellings; the first labelling is observed."""
    n_outlets, count = t.shape[1:]
    smallest = np.full((2 * len(t), count), count, dtype=np.int64)
    first = np.empty((2 * len(t), n_outlets))
    for s, lines in enumerate(t):
        for outlet, line in enumerate(lines):
            for row, beyond in zip((2 * s, 2 * s + 1), _tails(line), strict=True):
                first[row, outlet] = beyond[0]
                np.minimum(smallest[row], beyond, out=smallest[row])
    return first.max(axis=0) / count, (smallest <= smallest[:, :1]).sum(axis=1).max() / count


def _listed(orders: np.ndarray, outlet: np.ndarray, n_outlets: int) -> Sums:
    return lambda columns: (_sums(some, outlet, n_outlets, columns) for some in _cut(orders))


def _within(
    columns: np.ndarray, *, outlet: np.ndarray, event: np.ndarray, n_outlets: int, draws: int, seed: int
) -> Iterator[np.ndarray]:
    return (_sums(some, outlet, n_outlets, columns) for some in _random_orders(event, draws, seed))


def _sums(orders: np.ndarray, outlet: np.ndarray, n_outlets: int, columns: np.ndarray) -> np.ndarray:
    """Sums by outlet, column and assignment, as one product of a 0/1 matrix with the columns."""
    b, n = orders.shape
    ends = np.cumsum(np.bincount(outlet, minlength=n_outlets))
    starts = np.concatenate([[0], (np.arange(b)[:, None] * n + ends).ravel()])
    chosen = sparse.csr_matrix((np.ones(b * n), orders.ravel(), starts), shape=(b * n_outlets, n))
    return np.ascontiguousarray((chosen @ columns).reshape(b, n_outlets, -1).transpose(1, 2, 0))


def _scaled(values: np.ndarray, center: np.ndarray) -> np.ndarray:
    """Values of order 1, so that rounding can be told from spread; a constant item becomes 0."""
    moved = values - center
    size = np.sqrt((moved**2).mean(axis=0))
    flat = size <= 1e-12 * np.maximum(np.abs(values).max(axis=0, initial=0), 1e-300)
    return np.where(flat, 0, moved / np.where(flat, 1, size))


def _variance(sums: np.ndarray, squares: np.ndarray, n: np.ndarray) -> np.ndarray:
    v = (squares - sums**2 / n) / np.maximum(n - 1, 1)
    return np.where(v < 1e-11, 0, v)


def _guarded(own: np.ndarray, total: np.ndarray, n: np.ndarray) -> np.ndarray:
    weight = np.minimum(1, GUARD_UNITS / n)
    return weight * total + (1 - weight) * own


def _rest_gap(mean: np.ndarray) -> np.ndarray:
    """Each outlet's mean minus the mean of the others' means."""
    return mean - (mean.sum(axis=0) - mean) / (len(mean) - 1)


def _rest_variance(error: np.ndarray, power: int = 2) -> np.ndarray:
    """Variance of that gap from the squared standard error of each mean; or the like with another power."""
    return error + (error.sum(axis=0) - error) / (len(error) - 1) ** power


def _rest_t(mean: np.ndarray, error: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """t of each outlet against the mean of the others' means, and its degrees of freedom."""
    variance = _rest_variance(error)
    return _over(_rest_gap(mean), np.sqrt(variance)), _welch_df(variance, _rest_variance(error**2 / (n - 1), 4))


def _welch_df(variance: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    return np.divide(variance**2, bottom, out=np.ones_like(variance), where=bottom > 0)


def _normal_scale(t: np.ndarray, df: np.ndarray) -> np.ndarray:
    """The normal deviate about as far out as t with these degrees of freedom: Wallace (1959), equation 5.1."""
    return np.sign(t) * np.sqrt(df * np.log1p(t**2 / df)) * (8 * df + 1) / (8 * df + 3)


def _over(gap: np.ndarray, error: np.ndarray) -> np.ndarray:
    """gap / error; 0 without a gap, out of all reach for a gap without spread."""
    gap = np.where(np.abs(gap) < 1e-10, 0, gap)
    return np.divide(gap, error, out=np.sign(gap) * 1e100, where=error > 0)


def _hair(t: np.ndarray) -> np.ndarray:
    """Statistics this close differ by rounding alone and count as equal."""
    return np.abs(t) * 1e-9 + 1e-12


def _tail(observed: np.ndarray, blocks: Iterator[np.ndarray], more: int) -> np.ndarray:
    """p per item: share of assignments at least as far out by size and, doubled, by tail; the largest of them.

    In: statistics x items x assignments; `more` is 1 where the observed assignment is not among the blocks."""
    hair = _hair(observed)
    least, above, below = np.abs(observed) - hair, observed - hair, observed + hair
    size, up, low = (np.zeros(observed.shape[:2]) for _ in range(3))
    count = 0
    for t in blocks:
        size += (np.abs(t) >= least).sum(axis=-1)
        up += (t >= above).sum(axis=-1)
        low += (t <= below).sum(axis=-1)
        count += t.shape[-1]
    beyond = np.maximum(size + more, 2 * (np.minimum(up, low) + more)) / (count + more)
    return np.minimum(beyond.max(axis=0), 1)


def _tails(line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For every assignment, how many are as far out as it (itself included), by size and, doubled, by tail."""
    order = np.argsort(line)
    ordered = line[order]
    up, low = _counts(ordered)
    far = np.abs(ordered)
    by_size = np.argsort(far, kind="stable")  # two sorted runs, which it merges
    size, tail = np.empty((2, len(line)), dtype=np.int64)
    size[order[by_size]] = _counts(far[by_size])[0]
    tail[order] = np.minimum(2 * np.minimum(up, low), len(line))
    return size, tail


def _counts(ordered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many are at least and at most as high as each of some rising statistics."""
    first = np.concatenate([[0], 1 + np.flatnonzero(np.diff(ordered) > _hair(ordered[1:]))])
    alike = np.diff(first, append=len(ordered))
    return np.repeat(len(ordered) - first, alike), np.repeat(first + alike, alike)


def _labellings(sizes: np.ndarray) -> float:
    return exp(min(_log_labellings(sizes), 700))


def _log_labellings(sizes: np.ndarray) -> float:
    return lgamma(sizes.sum() + 1) - sum(lgamma(n + 1) for n in sizes)


def _reach_articles(sizes: np.ndarray) -> tuple[np.ndarray, float]:
    """The smallest p of each outlet and of all at once: twice the share of labellings that tie with the best one.

    Outlets of one size can be swapped among the others; where the guard is the raw gap, it does not even see how
    articles are shared among others of one size. For all at once, the best and the worst place of every outlet of
    that size count, save that one labelling can hold one outlet's best and another's worst."""

    def share(taken: list[int]) -> float:
        rest = np.delete(sizes, taken)
        alike = [np.full(c, n) for n, c in zip(*np.unique(rest, return_counts=True), strict=True)]
        raw = sizes.max() <= GUARD_UNITS
        ways = sum(_log_labellings(same) if raw else lgamma(len(same) + 1) for same in alike)
        return exp(max(ways - _log_labellings(sizes), -700))

    if len(sizes) == 2:
        f = 2 * exp(max(-_log_labellings(sizes), -700))
        return np.array([f, f]), f
    out = np.array([2 * share([k]) for k in range(len(sizes))])
    joint = []
    for size in np.unique(sizes):
        same = np.flatnonzero(sizes == size)
        both = share(same[:2].tolist()) if len(same) > 1 else 0.0
        joint.append(len(same) * out[same[0]] - len(same) * (len(same) - 1) * both)
    return np.minimum(out, 1), min(*joint, 1.0)


def _reach_events(outlet: np.ndarray, event: np.ndarray, tested: np.ndarray) -> tuple[np.ndarray, float]:
    size = np.bincount(event)
    present = np.zeros((len(tested), len(size)), dtype=bool)
    present[outlet, event] = True
    out, joint = np.ones(len(tested)), [1.0]
    for k in np.flatnonzero(tested):
        mine = size[present[k]]
        out[k] = 2 * exp(max(-np.log(mine).sum(), -700))
        alike = 1 if (mine == 2).all() else int((present == present[k]).all(axis=1).sum())
        both = exp(max(-np.log(mine * (mine - 1)).sum(), -700)) if alike > 1 else 0.0
        joint.append(alike * out[k] - alike * (alike - 1) * both)
    return out, min(joint)


def _cut(orders: np.ndarray) -> Iterator[np.ndarray]:
    step = max(1, BLOCK // max(orders.shape[1], 1))
    return (orders[i : i + step] for i in range(0, len(orders), step))


def _all_labellings(sizes: np.ndarray) -> np.ndarray:
    """Every way to share the units out, one order per row; the observed one first."""

    def share(left: tuple[int, ...], rest: list[int]) -> Iterator[tuple[int, ...]]:
        if not rest:
            yield ()
            return
        for mine in combinations(left, rest[0]):
            taken = set(mine)
            for others in share(tuple(u for u in left if u not in taken), rest[1:]):
                yield mine + others

    return np.array(list(share(tuple(range(int(sizes.sum()))), [int(s) for s in sizes])), dtype=np.int32)


def _all_within(event: np.ndarray) -> np.ndarray:
    """Every way to permute the units within their events, one order per row; the observed one first."""
    places = [np.flatnonzero(event == e) for e in np.unique(event)]
    rows = []
    for choice in product(*(permutations(p.tolist()) for p in places)):
        order = np.empty(len(event), dtype=np.int32)
        for place, units in zip(places, choice, strict=True):
            order[place] = units
        rows.append(order)
    return np.array(rows)


def _random_orders(strata: np.ndarray, draws: int, seed: int) -> Iterator[np.ndarray]:
    """The observed order, then random ones: units permuted within their stratum."""
    n = len(strata)
    rng = np.random.default_rng([seed, 0])
    observed = np.arange(n, dtype=np.int32)
    by_size: dict[int, list[np.ndarray]] = {}
    for stratum in np.unique(strata):
        places = np.flatnonzero(strata == stratum).astype(np.int32)
        by_size.setdefault(len(places), []).append(places)
    yield observed[None]
    for b in _steps(draws, n):
        orders = np.tile(observed, (b, 1))
        for size, groups in sorted(by_size.items()):
            places = np.array(groups)
            if size == n:
                orders = rng.permuted(orders, axis=1)
            elif size > 1:
                turn = np.argsort(rng.random((b, *places.shape)), axis=-1)
                orders[:, places] = np.take_along_axis(np.broadcast_to(places, turn.shape), turn, axis=-1)
        yield orders


def _all_subsets(n: int, k: int) -> Iterator[np.ndarray]:
    chosen = combinations(range(n), k)
    while rows := list(islice(chosen, max(1, BLOCK // n))):
        block = np.zeros((len(rows), n))
        np.put_along_axis(block, np.array(rows), 1, axis=1)
        yield block


def _all_signs(n: int) -> Iterator[np.ndarray]:
    turned = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    return _cut(1.0 - 2.0 * turned)


def _random_signs(n: int, draws: int, seed: int | list[int]) -> Iterator[np.ndarray]:
    rng = np.random.default_rng(seed)
    for b in _steps(draws, n):
        yield rng.integers(0, 2, (b, n)) * 2.0 - 1.0


def _steps(draws: int, n: int) -> Iterator[int]:
    step = max(1, BLOCK // max(n, 1))
    return (min(step, draws - i) for i in range(0, draws, step))
