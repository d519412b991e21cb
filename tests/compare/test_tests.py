"""Gaps: their arithmetic, their answers, and the laws they obey."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.compare.intervals import scores
from analysis.compare.tests import gaps
from analysis.errors import InputError
from analysis.schema import GAPS

CALL = {"draws": 200, "seed": 7}


def pick(table, outlet, other, item="item-0"):
    rows = table.loc[table["outlet"].isin([outlet]) & table["other"].isin([other]) & table["item"].isin([item])]
    assert len(rows) == 1
    return rows.iloc[0]


def test_gaps_by_hand_in_one_event(measures):
    got = gaps(measures({"echo": [1, 2, 3], "herald": [4, 4, 7], "post": [0, 0, 0, 8]}), **CALL)
    # means: echo 2, herald 5, post 2
    assert pick(got, "echo", "herald").gap == pytest.approx(-3)
    assert pick(got, "echo", "rest").gap == pytest.approx(2 - (5 + 2) / 2)
    assert pick(got, "herald", "rest").gap == pytest.approx(5 - (2 + 2) / 2)
    assert pick(got, "echo", "rest")[["n", "n_other"]].tolist() == [3, 7]
    assert len(got) == 1 + 3 + 3


def test_gaps_are_taken_inside_events_and_then_averaged(measures):
    values = {"echo": [1, 2, 10], "herald": [4, 6], "post": [7]}
    events = {"echo": ["e", "f", "g"], "herald": ["e", "f"], "post": ["f"]}
    got = gaps(measures(values, events=events), **CALL)
    # echo - herald: ((1 - 4) + (2 - 6)) / 2 = -3.5, g is told by echo alone
    assert pick(got, "echo", "herald").gap == pytest.approx(-3.5)
    # echo - rest: e 1 - 4 = -3; f 2 - (6 + 7) / 2 = -4.5; mean -3.75
    assert pick(got, "echo", "rest").gap == pytest.approx(-3.75)
    assert pick(got, "echo", "rest").n_events == 2
    assert pick(got, "echo", "post")[["gap", "n_events"]].tolist() == [-5, 1]


def test_outlets_without_a_common_event_have_no_paired_gap(measures):
    got = gaps(measures({"echo": [1, 2], "herald": [3, 4]}, events={"echo": ["e", "f"], "herald": ["g", "h"]}), **CALL)
    row = pick(got, "echo", "herald")
    assert np.isnan(row.gap)
    assert pd.isna(row.differs)
    assert row.why == "echo shares no event with herald: no paired gap"


@pytest.mark.parametrize(("n", "least"), [(3, 0.1), (4, 0.029), (5, 0.008)])
def test_min_q_and_answers_of_few_articles(measures, n, least):
    got = gaps(measures({"echo": np.arange(n) / 10, "herald": 5 + np.arange(n) / 10}), **CALL)
    assert got["min_q"].to_numpy() == pytest.approx(least, abs=0.0005)
    if n == 3:
        assert got["differs"].isna().all()
        assert pick(got, "echo", "herald").why == "3 against 3 articles reach q = .1 at best"
    else:
        assert got["differs"].all()
        assert got["why"].isna().all()


def test_with_two_outlets_all_rows_are_one_test(noise):
    got = gaps(noise({"echo": 30, "herald": 25}, items=3), **CALL)
    for _, rows in got.groupby("item", observed=True):
        assert rows["p"].nunique() == 1
        assert rows["q"].nunique() == 1


def test_five_accounts_of_one_event_are_described_only(measures):
    outlets = {o: [v] for o, v in zip("abcde", [0.1, 0.2, 0.3, 0.4, 0.5], strict=True)}
    got = gaps(measures(outlets, events={o: ["pact"] for o in outlets}), **CALL)
    assert got["differs"].isna().all()
    assert got[["p", "q", "low", "high"]].isna().all(axis=None)
    assert pick(got, "a", "rest").gap == pytest.approx(0.1 - 0.35)
    assert pick(got, "a", "rest").why == "1 against 4 articles: no test below 3 in each outlet"


def test_one_outlet_that_differs_is_found_and_named(measures):
    rng = np.random.default_rng(1)
    values = {o: rng.normal(0, 1, (20, 6)) for o in ("echo", "herald", "post")}
    values["post"][:, 2] += 3
    got = gaps(measures(values), **CALL)
    assert got.loc[got["outlet"].isin(["all"]) & got["differs"], "item"].tolist() == ["item-2"]
    named = got.loc[got["differs"] & ~got["outlet"].isin(["all"]) & got["item"].isin(["item-2"])]
    assert {(r.outlet, r.other) for r in named.itertuples()} >= {("post", "rest"), ("echo", "post"), ("herald", "post")}
    assert not pick(got, "echo", "herald", "item-2").differs
    assert pick(got, "echo", "rest", "item-0").why == "not looked into: the outlets together do not differ here"
    post = pick(got, "post", "rest", "item-2")
    assert post.low < 3 < post.high
    assert 0 < post.smallest_gap < 3


def test_an_outlet_with_one_article_is_described_beside_those_that_are_tested(measures):
    rng = np.random.default_rng(2)
    got = gaps(measures({"echo": rng.normal(size=8), "herald": rng.normal(size=8), "stray": [40.0]}), **CALL)
    assert pd.isna(pick(got, "stray", "rest").differs)
    assert not pick(got, "all", "all").differs
    # one article does not weigh as much as eight: it stands in nobody's rest
    assert pick(got, "echo", "rest").gap == pytest.approx(pick(got, "echo", "herald").gap)
    assert pick(got, "echo", "stray").why == "8 against 1 article: no test below 3 in each outlet"


def test_each_item_has_its_own_units(measures):
    rng = np.random.default_rng(3)
    values = rng.normal(size=(12, 2))
    values[:4, 1] = np.nan
    got = gaps(measures({"echo": values[:6], "herald": values[6:]}), **CALL)
    assert pick(got, "echo", "rest", "item-0").n == 6
    assert pick(got, "echo", "rest", "item-1").n == 2
    assert pd.isna(pick(got, "all", "all", "item-1").p)
    # the item that cannot be tested is not counted among the tests
    alone = gaps(measures({"echo": values[:6, :1], "herald": values[6:, :1]}), **CALL)
    assert pick(got, "all", "all").q == pick(alone, "all", "all").q


@pytest.mark.parametrize("value", [0.0, 0.25, np.nan])
def test_constant_and_missing_measures_never_differ(measures, value):
    got = gaps(measures({o: [value] * 8 for o in ("echo", "herald", "post")}), **CALL)
    assert not got["differs"].fillna(False).any()
    assert got[["low", "high"]].isna().all(axis=None)
    assert (got["differs"].isna() == got["why"].notna()).all() or not np.isnan(value)


def test_one_outlet_has_no_gaps(measures):
    assert gaps(measures({"echo": [1, 2, 3]}), **CALL).empty


@pytest.mark.parametrize("level", [0, 1])
def test_level_outside_is_refused(measures, level):
    with pytest.raises(InputError, match=f"`level` must lie between 0 and 1, both excluded; it is {level}"):
        gaps(measures({"echo": [1], "herald": [2]}), draws=200, seed=1, level=level)


def test_differs_is_q_up_to_the_level_wherever_the_design_reaches_it(noise):
    table = noise({"echo": 4, "herald": 3, "post": 9}, items=8, seed=5)
    got = gaps(table, **CALL, level=0.2)
    known = got["differs"].notna()
    assert (got.loc[known, "differs"] == (got.loc[known, "q"] <= 0.2)).all()
    assert (known == (got["min_q"] <= 0.2)).all()
    assert got.loc[~known, "why"].notna().all()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1000), with_events=st.booleans())
def test_laws(measures, seed, with_events):
    rng = np.random.default_rng(seed)
    sizes = dict(zip(("echo", "herald", "post"), rng.integers(1, 9, 3).tolist(), strict=True))
    values = {o: rng.gamma(1, 1, (n, 2)) for o, n in sizes.items()}
    events = {o: [f"e{rng.integers(4)}" for _ in range(n)] for o, n in sizes.items()} if with_events else None
    table = measures(values, events=events)
    before = table.copy(deep=True)
    got, got_scores = gaps(table, **CALL), scores(table, **CALL)
    pd.testing.assert_frame_equal(table, before)  # input unchanged
    assert set(GAPS.columns) <= set(got.columns)
    assert len(got_scores) == 3 * 2
    assert len(got) == 2 * (1 + 3 + 3)

    shuffled = table.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(gaps(shuffled, **CALL), got)
    pd.testing.assert_frame_equal(scores(shuffled, **CALL), got_scores)

    other_name = {"herald": "zebra"}
    renamed = table.assign(outlet=table["outlet"].cat.rename_categories(other_name))
    want = got.assign(outlet=got["outlet"].replace(other_name), other=got["other"].replace(other_name))
    have = gaps(renamed, **CALL)
    pd.testing.assert_frame_equal(have.drop(columns="why"), want.drop(columns="why"))
    named = got_scores.assign(outlet=got_scores["outlet"].cat.rename_categories(other_name))
    pd.testing.assert_frame_equal(scores(renamed, **CALL), named)

    twice = pd.concat([table, table.assign(article_id=table["article_id"] + "-again")], ignore_index=True)
    doubled = scores(twice, **CALL)
    assert doubled["value"].to_numpy() == pytest.approx(got_scores["value"].to_numpy())
    assert (doubled["n_articles"] == 2 * got_scores["n_articles"]).all()
    assert (doubled["n_words"] == 2 * got_scores["n_words"]).all()


def test_another_metric_in_the_table_changes_nothing(measures, noise):
    table = noise({"echo": 12, "herald": 12, "post": 12}, items=2)
    more = pd.concat([table, measures({"echo": [1.0], "herald": [2.0]}, metric="tone")], ignore_index=True)
    more["outlet"] = pd.Categorical(more["outlet"], categories=["echo", "herald", "post"], ordered=True)
    have = gaps(more, **CALL)
    have = have.loc[have["metric"].isin(["emphasis"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(have, gaps(table, **CALL), check_categorical=False)


def test_two_hundred_outlets(noise):
    table = noise({f"outlet-{k:03d}": 3 for k in range(200)})
    got = gaps(table, **CALL)
    assert len(got) == 1 + 200 + 200 * 199 // 2
    assert pick(got, "outlet-000", "outlet-001").why == "more than 20 outlets: pairs are not tested"
    assert pick(got, "outlet-000", "rest").p > 0


def test_fifty_thousand_articles(noise):
    table = noise({"echo": 25_000, "herald": 25_000})
    assert len(scores(table, draws=100, seed=1)) == 2
    got = gaps(table, draws=100, seed=1)
    assert got["differs"].notna().all()
    assert got["p"].between(0, 1).all()


def test_two_hundred_outlets_of_many_sizes(noise):
    got = gaps(noise({f"outlet-{k:03d}": 1 + k % 6 for k in range(200)}), draws=100, seed=1)
    few = got[(got["other"] == "rest") & (got["n"] < 3)]
    assert few["p"].isna().all()
    assert few["why"].str.contains("no test below 3").all()
    assert not got["differs"].fillna(False).any()


def test_an_event_with_one_outlet_is_no_unit_of_a_gap(measures):
    values = {"echo": [1.0, 2.0, 30.0], "herald": [2.0, 4.0]}
    table = measures(values, events={"echo": ["e", "f", "alone"], "herald": ["e", "f"]})
    row = pick(gaps(table, **CALL), "echo", "rest")
    assert row.gap == pytest.approx(-1.5)  # (1 - 2 + 2 - 4) / 2; what echo tells alone has no other side
    assert row.n_events == 2
    assert pd.isna(row.differs)
    assert row.why == "2 shared events: no test below 3"


def test_events_that_one_outlet_tells_alone_count_for_its_score_only(measures):
    rng = np.random.default_rng(4)
    names = [f"e{k}" for k in range(9)]
    values = {"echo": rng.normal(size=9), "herald": rng.normal(size=8)}
    table = measures(values, events={"echo": names, "herald": names[:8]})
    assert pick(gaps(table, **CALL), "echo", "herald").n_events == 8
    assert scores(table, **CALL).set_index("outlet").loc["echo", "n_events"] == 9


def test_the_gaps_interval_is_a_loop_of_resampled_events(measures):
    rng = np.random.default_rng(6)
    echo, herald = rng.normal(1, 1, 10), rng.normal(0, 1, 10)
    names = [f"e{k}" for k in range(10)]
    table = measures({"echo": echo, "herald": herald}, events={"echo": names, "herald": names})
    row = pick(gaps(table, draws=5000, seed=1), "echo", "herald")
    again = [rng.choice(echo - herald, 10).mean() for _ in range(5000)]
    tail = stats.norm.cdf(-np.sqrt(10 / 9) * stats.t.ppf(0.975, 9))
    width = np.quantile(again, 1 - tail) - np.quantile(again, tail)
    assert row.high - row.low == pytest.approx(width, rel=0.06)
    assert row.gap == pytest.approx((echo - herald).mean())


def test_the_gaps_interval_is_welchs_for_many_articles(measures):
    rng = np.random.default_rng(7)
    echo, herald = rng.normal(0, 1, 60), rng.normal(0, 3, 40)
    row = pick(gaps(measures({"echo": echo, "herald": herald}), draws=5000, seed=1), "echo", "herald")
    welch = stats.ttest_ind(echo, herald, equal_var=False).confidence_interval(0.95)
    assert (row.low, row.high) == pytest.approx((welch.low, welch.high), abs=0.06 * (welch.high - welch.low))
