"""Scores and their intervals."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.compare.intervals import adjusted_level, mean_replicates, percentiles, scores
from analysis.errors import InputError
from analysis.schema import SCORES

CALL = {"draws": 400, "seed": 7}


def test_value_is_the_mean_of_event_means(measures):
    table = measures({"echo": [1, 2, 6], "herald": [3]}, events={"echo": ["e", "e", "f"], "herald": ["e"]})
    got = scores(table, **CALL).set_index("outlet")
    # echo: ((1 + 2) / 2 + 6) / 2 = 3.75
    assert got.loc["echo", "value"] == pytest.approx(3.75)
    assert got.loc["echo", ["n_articles", "n_events", "n_words"]].tolist() == [3, 2, 300]
    assert got.loc["herald", "note"] == "one article: no interval"
    assert list(got.reset_index().columns[:3]) == ["outlet", "metric", "definition"]
    assert set(SCORES.columns) <= set(got.reset_index().columns)


def test_hesterbergs_level_by_hand():
    # n = 5: t[.975, 4] = 2.776; sqrt(5 / 4) = 1.118; Phi(-3.104) = .00096
    assert adjusted_level(4, level=0.05, narrowness=5 / 4) == pytest.approx(0.00096, abs=1e-5)
    assert adjusted_level(10**7, level=0.05, narrowness=1.0) == pytest.approx(0.025, abs=1e-6)


def test_percentiles_equal_numpys():
    x = np.random.default_rng(0).normal(size=(101, 3))
    low, high = percentiles(x, np.array([0.025, 0.1, 0.003]))
    for k, tail in enumerate([0.025, 0.1, 0.003]):
        assert low[k] == pytest.approx(np.quantile(x[:, k], tail))
        assert high[k] == pytest.approx(np.quantile(x[:, k], 1 - tail))


def test_one_product_equals_a_loop_of_resamples():
    values = np.random.default_rng(1).gamma(1, 1, (8, 2))
    got = mean_replicates(values, draws=300, seed=3)
    rng = np.random.default_rng(3)
    for row in range(300):
        picked = rng.integers(0, 8, 8)
        assert got[row] == pytest.approx(values[picked].mean(axis=0))


def test_the_interval_is_scipys_at_the_adjusted_level(measures):
    x = np.random.default_rng(2).gamma(2, 1, 12)
    got = scores(measures({"echo": x, "herald": x}), draws=20_000, seed=1).iloc[0]
    tail = float(adjusted_level(11, level=0.05, narrowness=12 / 11))
    scipys = stats.bootstrap(
        (x,), np.mean, n_resamples=20_000, confidence_level=1 - 2 * tail, method="percentile", rng=5
    ).confidence_interval
    # a percentile this far out varies by about 1.5 % of the width between two sets of 20,000 draws
    assert got["low"] == pytest.approx(scipys.low, abs=0.03 * (scipys.high - scipys.low))
    assert got["high"] == pytest.approx(scipys.high, abs=0.03 * (scipys.high - scipys.low))


def test_no_interval_below_five_units_and_without_spread(measures):
    table = measures({"echo": [1, 2, 3, 4], "herald": [1, 2, 3, 4, 5], "post": [0] * 9})
    got = scores(table, **CALL).set_index("outlet")
    assert np.isnan(got.loc["echo", "low"])
    assert got.loc["echo", "note"] == "4 articles: no interval below 5"
    assert got.loc["herald", "low"] < 3 < got.loc["herald", "high"]
    assert pd.isna(got.loc["herald", "note"])
    assert got.loc["post", "note"] == "all 9 articles alike: no interval"
    assert got.loc["post", "value"] == 0


def test_events_are_resampled_where_there_are_several(measures):
    # every outlet's articles of one event are alike: articles would look far surer than the six events are
    echo = np.repeat([0.1, 0.5, 0.2, 0.8, 0.3, 0.6], 20)
    events = [f"e{k}" for k in np.repeat(range(6), 20)]
    got = scores(measures({"echo": echo, "herald": echo}, events={"echo": events, "herald": events}), **CALL).iloc[0]
    by_hand = stats.t.ppf(0.975, 5) * np.std([0.1, 0.5, 0.2, 0.8, 0.3, 0.6], ddof=1) / np.sqrt(6)
    assert (got["high"] - got["low"]) / 2 == pytest.approx(by_hand, rel=0.25)


def test_every_outlet_and_item_has_a_row(measures):
    table = measures({"echo": [[1, np.nan]], "herald": [[2, np.nan]]})
    table["outlet"] = table["outlet"].cat.add_categories(["silent"])
    got = scores(table, **CALL)
    assert len(got) == 6
    silent = got.loc[got["outlet"].isin(["silent"])]
    assert silent["value"].isna().all()
    assert silent["note"].eq("no article with a value").all()
    assert got.loc[got["item"].isin(["item-1"]), "value"].isna().all()


@pytest.mark.parametrize("level", [0, 1, -0.1, 1.5])
def test_level_outside_is_refused(measures, level):
    with pytest.raises(InputError, match="`level` must lie between 0 and 1, both excluded"):
        scores(measures({"echo": [1], "herald": [2]}), draws=200, seed=1, level=level)


def test_too_few_draws_are_refused(measures):
    with pytest.raises(InputError, match=r"`draws` must be at least 100; it is 9. The usual number is 2000."):
        scores(measures({"echo": [1], "herald": [2]}), draws=9, seed=1)


def test_no_measures_give_no_scores(measures):
    assert scores(measures({"echo": [1]}).iloc[:0], **CALL).empty
