import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare import speakers


def turns(rows):
    """Outlet, who, kind, words."""
    frame = pd.DataFrame(rows, columns=["outlet", "who", "source_kind", "n_words"])
    return frame.assign(
        outlet=pd.Categorical(frame["outlet"], categories=["a", "b"], ordered=True), article_id="x", lemma="say"
    )


def test_effective_number_by_hand():
    # Shares 1/2, 1/4, 1/4: entropy (1/2) ln 2 + (1/2) ln 4 = 1.5 ln 2, and exp of it is 2 ** 1.5.
    assert speakers.effective(np.array([2, 1, 1])) == pytest.approx(2**1.5)
    assert math.isnan(speakers.effective(np.array([])))


def test_rarefied_by_hand():
    # Four attributions, sources 3 and 1, samples of 2: the first is missed in C(1,2)/C(4,2) = 0, the second in
    # C(3,2)/C(4,2) = 3/6: 1 + 1/2.
    assert speakers.rarefied(np.array([3, 1]), 2) == pytest.approx(1.5)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_a_sample_of_all_has_all_sources(counts):
    c = np.array(counts)
    assert speakers.rarefied(c, int(c.sum())) == pytest.approx(len(c))
    assert speakers.rarefied(c, 1) == pytest.approx(1)
    assert 1 <= speakers.effective(c) <= len(c) + 1e-9


def test_numbers_compare_samples_of_one_size():
    rows = [("a", "Mora", "named person", 5)] * 4 + [("a", "Vale", "named person", 5)] * 4
    rows += [("b", "Mora", "named person", 5), ("b", "officials", "unnamed", 3)]
    got = speakers.numbers(turns(rows), draws=50, seed=1).set_index("outlet")
    assert got.loc["a", "n_sources"] == 2
    assert got.loc["a", "effective"] == pytest.approx(2)
    # Two of eight, four each: both sources with chance 1 - 2 * C(4,2)/C(8,2) = 1 - 12/28; 1 + 16/28 sources expected.
    assert got.loc["a", "sources_rarefied"] == pytest.approx(1 + 16 / 28)
    assert got.loc["b", "share_unnamed"] == pytest.approx(0.5)


def test_an_outlet_without_a_source_is_missing_not_zero():
    got = speakers.numbers(turns([("a", "Mora", "named person", 5)]), draws=10, seed=1).set_index("outlet")
    assert got.loc["b", "n_attributions"] == 0
    assert math.isnan(got.loc["b", "effective"])


def test_words_by_outlet_keep_silence():
    table = speakers.words_by_outlet(
        turns([("a", "Mora", "named person", 5), ("b", "Vale", "named person", 7), ("b", "officials", "unnamed", 9)]),
        most=5,
    )
    assert table.loc["Mora"].to_dict() == {"a": 5, "b": 0}
    assert table.index.tolist() == ["Vale", "Mora"]


def test_heard_once():
    rows = [("a", "Mora", "named person", 5), ("b", "Mora", "named person", 5), ("b", "Vale", "named person", 2)]
    assert speakers.heard_once(turns(rows))["who"].tolist() == ["Vale"]


def test_unclosed_quotations_are_counted_and_silence_is_a_row():
    sources = pd.DataFrame(
        {
            "outlet": pd.Categorical(["a", "a", "a"], categories=["a", "b"], ordered=True),
            "voice": ["quoted", "quoted", "reported"],
            "unclosed": [True, False, False],
        }
    )
    assert speakers.unclosed(sources).to_numpy().tolist() == [["a", 2, 1], ["b", 0, 0]]
