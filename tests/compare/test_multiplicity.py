"""Correction for many tests, against statsmodels and against the procedure written out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from analysis.compare.multiplicity import adjusted, inside_selected

chances = st.floats(0.0001, 1, allow_nan=False)


@given(st.lists(chances, min_size=1, max_size=12))
def test_adjusted_equals_statsmodels(p):
    assert adjusted(np.array(p)) == pytest.approx(multipletests(p, method="fdr_bh")[1])


def test_adjusted_leaves_out_what_was_not_tested():
    # two tests: .01 x 2 / 1 = .02 and .04 x 2 / 2 = .04
    assert adjusted(np.array([0.04, np.nan, 0.01])) == pytest.approx([0.04, np.nan, 0.02], nan_ok=True)


def rejected(item_p, contrast_p, level):
    """Benjamini and Bogomolov step by step: select items, then test inside at level x selected / tested."""
    selected = multipletests(item_p, alpha=level, method="fdr_bh")[0]
    out = np.zeros(contrast_p.shape, dtype=bool)
    for i in np.flatnonzero(selected):
        out[:, i] = multipletests(contrast_p[:, i], alpha=level * selected.sum() / len(item_p), method="fdr_bh")[0]
    return selected, out


@given(st.integers(0, 10_000), st.sampled_from([0.01, 0.05, 0.2]))
def test_q_up_to_the_level_is_what_the_procedure_rejects(seed, level):
    rng = np.random.default_rng(seed)
    item_p, contrast_p = rng.beta(0.3, 2, 5), rng.beta(0.3, 2, (4, 5))
    item_q, q = inside_selected(item_p, contrast_p)
    items, contrasts = rejected(item_p, contrast_p, level)
    assert ((item_q <= level) == items).all()
    assert ((q <= level) == contrasts).all()


def test_a_contrast_is_never_surer_than_its_item():
    item_q, q = inside_selected(np.array([0.2, 0.001]), np.array([[0.0001, 0.0001]]))
    # item 0: q .2; item 1: .002. Contrast in item 1 alone selected: .0001 x 2 / 1 = .0002, but never below .002
    assert item_q == pytest.approx([0.2, 0.002])
    assert q == pytest.approx(np.array([[0.2, 0.002]]))
