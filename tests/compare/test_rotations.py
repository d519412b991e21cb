"""Labellings turned round the circle: their sums against a loop, and the p that they give."""

import numpy as np
import pytest
from scipy import fft

from analysis.compare import permutation, rotations


def every(columns, label, *, n_labels, draws, seed=1):
    return np.concatenate(list(rotations.sums(columns, label, n_labels=n_labels, draws=draws, seed=seed)), axis=-1)


@pytest.mark.parametrize("n", [17, 18, 23])  # 18 is a length that transforms like; 17 and 23 are not
def test_sums_equal_a_loop_over_turned_labels(n):
    rng = np.random.default_rng(n)
    columns, label = rng.normal(size=(n, 3)), np.sort(rng.integers(0, 3, n))
    got = every(columns, label, n_labels=3, draws=4 * n)
    assert got.shape == (3, 3, 5 * n)

    again = np.random.default_rng(1)
    order = again.permutation(n)
    rows = np.tile(label[order], (5, 1))
    rows[1:] = again.permuted(rows[1:], axis=1)
    want = [
        [[columns[order][np.roll(row, turn) == k, c].sum() for row in rows for turn in range(n)] for c in range(3)]
        for k in range(3)
    ]
    np.testing.assert_allclose(got, want, atol=1e-12)


def test_lengths_of_both_kinds_are_among_the_cases():
    assert [n == fft.next_fast_len(n, real=True) for n in (17, 18, 23)] == [False, True, False]


def test_the_first_labelling_is_the_observed_one_and_sizes_stay(monkeypatch):
    monkeypatch.setattr(rotations, "AT_ONCE", 1)  # one turned labelling at a time
    rng = np.random.default_rng(2)
    label = np.repeat([0, 1, 2], [5, 6, 8])
    columns = np.column_stack([rng.gamma(1, 1, 19), np.ones(19)])
    got = every(columns, label, n_labels=3, draws=50)
    assert got[:, 0, 0] == pytest.approx([columns[label == k, 0].sum() for k in range(3)])
    np.testing.assert_allclose(got[:, 1], np.repeat([[5], [6], [8]], got.shape[2], axis=1))
    assert got.shape[2] == rotations.drawn(19, 50) == 57


def test_each_labelling_is_drawn_as_often_as_any_other():
    # 6 units, 3 a side, 20 choices; 400 seeds, 6 labellings beside the block of the observed one: 120 of each choice
    label, power = np.repeat([0, 1], 3), 2.0 ** np.arange(6)[:, None]
    drawn = [every(power, label, n_labels=2, draws=11, seed=seed)[0, 0, 6:] for seed in range(400)]
    seen, counts = np.unique(np.rint(drawn), return_counts=True)
    assert len(seen) == 20
    # a pattern that comes round after two turns comes thrice at once: the variance is 3 x 120 at most
    assert counts == pytest.approx(120, abs=4 * np.sqrt(3 * 120))


def test_p_is_uniform_where_nothing_differs(monkeypatch):
    monkeypatch.setattr(permutation, "MOST_TO_ENUMERATE", 1)
    rng = np.random.default_rng(3)
    p = []
    for seed in range(30):  # 100 items a seed, each of them noise
        values = rng.gamma(0.5, 1, (14, 100))
        p.append(permutation.article_pair(values[:6], values[6:], draws=199, seed=seed)[0])
        p.append(permutation.article_outlets(values, np.repeat([0, 1, 2], [4, 4, 6]), draws=199, seed=seed).all_p)
    for which in (np.concatenate(p[::2]), np.concatenate(p[1::2])):
        for level in (0.02, 0.05, 0.2):
            # items of one seed share their labellings: three standard errors of 3,000 draws and a little
            assert (which <= level).mean() <= level + 3 * np.sqrt(level * (1 - level) / 3000) + 0.003
