"""Distance and breadth of agendas."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from analysis.compare import agendas
from analysis.errors import InputError

CALL = {"voice": "all", "draws": 200, "seed": 3}
shares = st.lists(st.floats(0.01, 1), min_size=4, max_size=4).map(lambda v: np.array(v) / sum(v))


@settings(max_examples=50, deadline=None)
@given(shares, shares)
def test_the_distance_is_scipys(p, q):
    assert agendas.jensen_shannon(p, q) == pytest.approx(jensenshannon(p, q, base=2), abs=1e-7)
    assert agendas.jensen_shannon(p, q) == pytest.approx(float(agendas.jensen_shannon(q, p)))


def test_breadth_by_hand():
    # Four items alike count as 4, one alone as 1, a half and two quarters as exp(1.5 ln 2) = 2.83.
    got = agendas.breadth(np.array([[0.25] * 4, [1, 0, 0, 0], [0.5, 0.25, 0.25, 0]]))
    assert got == pytest.approx([4, 1, 2**1.5])


def test_nothing_in_common_is_1_and_the_same_is_0(measures):
    table = measures({"a": [[0.2, 0]] * 6, "b": [[0, 0.4]] * 6, "c": [[0.1, 0]] * 6})
    got = agendas.distances(table, **CALL).set_index(["outlet", "other"])["distance"]
    assert got.tolist() == pytest.approx([1, 0, 1])


def test_one_article_an_outlet_says_so(measures):
    got = agendas.distances(measures({"a": [[0.2, 0.1]], "b": [[0, 0.4]]}), **CALL).iloc[0]
    assert np.isnan(got["chance"])
    assert np.isnan(got["low"])
    assert got["why"] == agendas.ONE_ARTICLE


def test_noise_lies_apart_by_chance_alone(noise):
    got = agendas.distances(noise({"a": 12, "b": 12}, items=6, seed=4), **CALL).iloc[0]
    assert got["distance"] > 0
    assert got["distance"] == pytest.approx(got["chance"], abs=0.08)
    assert got["low"] == 0


def test_a_real_gap_is_beyond_chance(measures):
    rng = np.random.default_rng(0)
    left, right = rng.dirichlet([8, 2, 1], 15), rng.dirichlet([1, 2, 8], 15)
    got = agendas.distances(measures({"a": left.tolist(), "b": right.tolist()}), **CALL).iloc[0]
    assert got["excess"] > 0.3
    assert 0 < got["low"] < got["distance"] < got["high"]


def test_few_articles_look_narrow(measures):
    rng = np.random.default_rng(1)
    table = measures({o: rng.dirichlet([0.2] * 6, n).tolist() for o, n in (("a", 5), ("b", 60))})
    got = agendas.breadths(table, **CALL).set_index("outlet")
    assert got.loc["a", "chance"] < got.loc["b", "chance"]


def test_shuffled_rows_change_nothing(noise):
    table = noise({"a": 6, "b": 7}, items=3)
    again = agendas.distances(table.sample(frac=1, random_state=1), **CALL)
    assert again.equals(agendas.distances(table, **CALL))


def test_several_events_pair_what_both_covered(measures):
    table = measures(
        {"a": [[1, 0], [0, 1]], "b": [[1, 0], [1, 1]]}, events={"a": ["flood", "vote"], "b": ["flood", "strike"]}
    )
    got = agendas.distances(table, **CALL).iloc[0]
    assert (got["n"], got["n_other"]) == (1, 1)
    assert got["distance"] == 0  # on the flood, all that both told of


def test_two_definitions_are_refused(noise):
    table = noise({"a": 3, "b": 3})
    with pytest.raises(InputError, match="one metric and definition in the voice 'all'; it was given 2"):
        agendas.distances(pd.concat([table, table.assign(definition="words")]), **CALL)
