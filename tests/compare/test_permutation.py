"""Permutation tests against slow ones that spell everything out, and against scipy."""

from itertools import combinations, permutations, product

import numpy as np
import pytest
from scipy import stats

from analysis.compare import permutation as fast

LOOSE = 1e-9


def z_of(t, df):
    return np.sign(t) * np.sqrt(df * np.log(1 + t**2 / df)) * (8 * df + 1) / (8 * df + 3)


def tails_of(t):
    """Share of all assignments as far out as each, by size and, doubled, by tail; t is assignments x outlets."""
    size = [[(abs(t[:, o]) >= abs(x) - LOOSE).mean() for o, x in enumerate(row)] for row in t]
    up = np.array([[(t[:, o] >= x - LOOSE).mean() for o, x in enumerate(row)] for row in t])
    low = np.array([[(t[:, o] <= x + LOOSE).mean() for o, x in enumerate(row)] for row in t])
    return [np.array(size), np.minimum(1, 2 * np.minimum(up, low))]


def combined(t):
    """p of each outlet and of all, from statistics (assignments x statistics x outlets); the first is observed."""
    tails = [tail for s in range(t.shape[1]) for tail in tails_of(t[:, s])]
    smallest = [tail.min(axis=1) for tail in tails]
    return np.max([tail[0] for tail in tails], axis=0), max((m <= m[0] + 1e-12).mean() for m in smallest)


def rest_statistics(groups, total):
    """The two statistics of every outlet against the mean of the others, written out."""
    k, out = len(groups), []
    for a in range(k):
        weight = [1 if g == a else -1 / (k - 1) for g in range(k)]
        gap = sum(w * x.mean() for w, x in zip(weight, groups, strict=True))
        parts = [w**2 * x.var(ddof=1) / len(x) for w, x in zip(weight, groups, strict=True)]
        df = sum(parts) ** 2 / sum(v**2 / (len(x) - 1) for v, x in zip(parts, groups, strict=True))
        guard = 0.0
        for w, x in zip(weight, groups, strict=True):
            share = min(1, 20 / len(x))
            guard += w**2 * (share * total + (1 - share) * x.var(ddof=1)) / len(x)
        out.append((z_of(gap / np.sqrt(sum(parts)), df), gap / np.sqrt(guard)))
    return np.array(out).T  # statistic x outlet


def slow_outlets(pool, sizes):
    """Every order of the pool cut into outlets; p of each outlet and of all at once."""
    everything, seen = [], set()
    for order in permutations(range(len(pool))):
        cut = np.split(np.array(order), np.cumsum(sizes)[:-1])
        key = tuple(tuple(sorted(c)) for c in cut)
        if key not in seen:
            seen.add(key)
            everything.append(rest_statistics([pool[list(c)] for c in key], pool.var(ddof=1)))
    return combined(np.array(everything))


def test_outlets_equal_all_labellings_written_out():
    pool = np.random.default_rng(3).gamma(2, 1, 7)
    got = fast.article_outlets(pool[:, None], np.array([0, 0, 1, 1, 2, 2, 2]), draws=10, seed=0)
    rest_p, all_p = slow_outlets(pool, [2, 2, 3])
    assert got.rest_p[:, 0] == pytest.approx(rest_p)
    assert got.all_p[0] == pytest.approx(all_p)


def test_a_sample_of_labellings_comes_near_all_of_them(monkeypatch):
    values = np.random.default_rng(5).normal(size=(9, 3))
    outlet = np.repeat([0, 1, 2], 3)
    exact = fast.article_outlets(values, outlet, draws=10, seed=0)
    monkeypatch.setattr(fast, "MOST_TO_ENUMERATE", 1)
    drawn = fast.article_outlets(values, outlet, draws=20_000, seed=1)
    # standard error of a share of 20,000 draws: at most sqrt(.25 / 20,000) = .0035
    assert drawn.rest_p == pytest.approx(exact.rest_p, abs=0.015)
    assert drawn.all_p == pytest.approx(exact.all_p, abs=0.015)


def pair_statistics(x, y, total):
    gap, parts = x.mean() - y.mean(), (x.var(ddof=1) / len(x), y.var(ddof=1) / len(y))
    t = stats.ttest_ind(x, y, equal_var=False)
    assert t.statistic == pytest.approx(gap / np.sqrt(sum(parts)))
    return z_of(t.statistic, t.df), gap / np.sqrt(total / len(x) + total / len(y))


def test_a_pair_equals_all_choices_written_out_with_scipys_welch():
    pool = np.random.default_rng(4).gamma(1, 1, 9)
    t = []
    for mine in combinations(range(9), 4):
        rest = [i for i in range(9) if i not in mine]
        t.append(pair_statistics(pool[list(mine)], pool[rest], pool.var(ddof=1)))
    want = combined(np.array(t)[:, :, None])[0]
    got, least = fast.article_pair(pool[:4, None], pool[4:, None], draws=10, seed=0)
    assert got == pytest.approx(want)
    assert least == pytest.approx(2 / 126)  # 9 choose 4, and a tail counts double


def test_a_pair_is_the_largest_of_scipys_four():
    rng = np.random.default_rng(8)
    x, y = rng.normal(0, 1, 5), rng.gamma(1, 1, 5)

    def raw(a, b):
        return a.mean() - b.mean()

    def welch(a, b):
        return pair_statistics(a, b, 1.0)[0]

    def scipys(statistic):
        return stats.permutation_test((x, y), statistic, vectorized=False).pvalue

    want = max(*(scipys(f) for f in (raw, welch)), *(scipys(lambda a, b, f=f: abs(f(a, b))) / 2 for f in (raw, welch)))
    got, _ = fast.article_pair(x[:, None], y[:, None], draws=10, seed=0)
    assert got[0] == pytest.approx(want)


@pytest.mark.parametrize(("n", "p"), [(3, 0.1), (4, 2 / 70), (5, 2 / 252)])
def test_what_few_articles_reach(n, p):
    # two outlets wholly apart: 3 against 3 reach 2 / 20, 4 against 4 2 / 70, 5 against 5 2 / 252
    low, high = np.linspace(0, 1, n), np.linspace(5, 6, n)
    got, least = fast.article_pair(low[:, None], high[:, None], draws=10, seed=0)
    assert got[0] == pytest.approx(p)
    assert least == pytest.approx(p)
    both = fast.article_outlets(np.r_[low, high][:, None], np.repeat([0, 1], n), draws=10, seed=0)
    assert both.all_p[0] == pytest.approx(p)
    assert both.rest_p[:, 0] == pytest.approx(p)
    assert both.all_min == pytest.approx(p)


@pytest.mark.parametrize("sizes", [(2, 2, 2), (2, 3, 3), (3, 3, 3), (2, 2, 4)])
def test_the_smallest_p_is_reached_and_never_undercut(sizes):
    rng = np.random.default_rng(1)
    outlet = np.repeat(np.arange(3), sizes)
    apart = 50 * (np.arange(3)[:, None] == rng.integers(3, size=200))  # one outlet stands far out
    items = rng.normal(size=(len(outlet), 200)) + apart[outlet]
    got = fast.article_outlets(items, outlet, draws=10, seed=0)
    assert (got.all_p >= got.all_min - 1e-12).all()
    assert (got.rest_p >= got.rest_min[:, None] - 1e-12).all()
    assert got.all_p.min() <= 2 * got.all_min + 1e-12  # outlets of several sizes may miss it by a labelling or two
    if len(set(sizes)) == 1:
        assert got.all_p.min() == pytest.approx(got.all_min)


def test_turned_signs_equal_all_of_them_written_out():
    gaps = np.random.default_rng(2).normal(0.5, 1, 6)
    t = [abs(stats.ttest_1samp(gaps * np.array(s), 0).statistic) for s in product([1, -1], repeat=6)]
    got, least = fast.event_pair(gaps[:, None], draws=10, seed=0)
    assert got[0] == pytest.approx((np.array(t) >= t[0] - LOOSE).mean())
    assert least == pytest.approx(2 / 64)


def test_labels_within_events_equal_all_of_them_written_out():
    x = np.random.default_rng(6).normal(size=(3, 4))  # outlets x events
    x[2, 3] = np.nan  # the third outlet lacks one event

    def residuals(grid):
        others = (np.nansum(grid, axis=0) - grid) / ((~np.isnan(grid)).sum(axis=0) - 1)
        return grid - others

    def statistics(r, total):
        n = (~np.isnan(r)).sum(axis=1)
        mean, var = np.nanmean(r, axis=1), np.nanvar(r, axis=1, ddof=1)
        return np.array([mean / np.sqrt(var / n), mean / np.sqrt(total / n)])

    total = np.nanmean(residuals(x) ** 2)
    t = []
    for turns in product(*([list(permutations(range(3)))] * 3), list(permutations(range(2)))):
        grid = x.copy()
        for e, turn in enumerate(turns):
            grid[: len(turn), e] = x[list(turn), e]
        t.append(statistics(residuals(grid), total))
    want_rest, want_all = combined(np.array(t))

    r = residuals(x)
    outlet, event = np.nonzero(~np.isnan(r))
    got = fast.event_outlets(r[outlet, event][:, None], outlet, event, tested=np.ones(3, bool), draws=10, seed=0)
    assert got.rest_p[:, 0] == pytest.approx(want_rest)
    assert got.all_p[0] == pytest.approx(want_all)


def test_constant_and_silent_measures_give_no_difference():
    flat = np.full((10, 2), 0.3)
    flat[:, 1] = 0
    got = fast.article_outlets(flat, np.repeat([0, 1], 5), draws=10, seed=0)
    assert got.all_p.tolist() == [1, 1]
    assert fast.article_pair(flat[:5], flat[5:], draws=10, seed=0)[0].tolist() == [1, 1]
    assert fast.event_pair(np.zeros((5, 1)), draws=10, seed=0)[0].tolist() == [1]


def test_outlets_without_any_spread_are_wholly_apart():
    values = np.repeat([0.0, 1.0], 5)[:, None]
    assert fast.article_pair(values[:5], values[5:], draws=10, seed=0)[0][0] == pytest.approx(2 / 252)


def test_a_family_has_twenty_draws_for_each_test():
    assert fast.draws_for(10) == 9_999
    assert fast.draws_for(920) == 18_400
