import pandas as pd
import pytest

from analysis.compare import definitions
from analysis.schema import MEASURES, conform

GAP_COLUMNS = ["metric", "definition", "item", "voice", "outlet", "other", "gap", "low", "high", "p", "q", "min_q"]


def measures(values, *, n_words=None, definition="share of sentences"):
    """MEASURES of one item: {outlet: [value of each article]}."""
    rows = [
        {
            "article_id": f"{outlet}-{i}",
            "outlet": outlet,
            "event": None,
            "metric": "topic",
            "definition": definition,
            "item": "trade",
            "voice": "all",
            "value": value,
            "base": 10,
            "n_words": (n_words or {}).get(f"{outlet}-{i}", 100),
        }
        for outlet, several in values.items()
        for i, value in enumerate(several)
    ]
    return conform(pd.DataFrame(rows), MEASURES)


def gap(table, outlet, aggregation):
    row = table[(table["outlet"] == outlet) & (table["aggregation"] == aggregation)]
    return row["gap"].item()


def test_gap_to_the_mean_of_the_others_by_hand():
    table = definitions.grid(measures({"a": [0.5, 0.3], "b": [0.1, 0.1], "c": [0.2, 0.4]}))
    # a: (.5 + .3) / 2 = .4; b: .1; c: .3. a against (b + c) / 2 = .2: +.2; b against (.4 + .3) / 2: -.25.
    assert gap(table, "a", definitions.ALIKE) == pytest.approx(0.2)
    assert gap(table, "b", definitions.ALIKE) == pytest.approx(-0.25)


def test_ratio_of_sums_weighs_articles_by_their_words():
    table = definitions.grid(measures({"a": [0.5, 0.1], "b": [0.2, 0.2]}, n_words={"a-0": 300, "a-1": 100}))
    # a: (.5 * 300 + .1 * 100) / 400 = .4 against .2.
    assert gap(table, "a", definitions.SUMS) == pytest.approx(0.2)
    assert gap(table, "a", definitions.ALIKE) == pytest.approx(0.1)


def test_without_copies_is_a_definition_of_its_own_where_there_are_copies():
    table = definitions.grid(measures({"a": [0.5, 0.1], "b": [0.2, 0.2]}), copied={"a-1"})
    alike = table[(table["outlet"] == "a") & (table["aggregation"] == definitions.ALIKE)].set_index("copies")["gap"]
    # all: (.5 + .1) / 2 - .2 = .1; without a-1: .5 - .2 = .3.
    assert alike[definitions.COPIES_COUNT] == pytest.approx(0.1)
    assert alike[definitions.WITHOUT_COPIES] == pytest.approx(0.3)


def test_without_a_copy_nothing_is_counted_twice():
    table = definitions.grid(measures({"a": [0.5], "b": [0.2]}), copied={"c-9"})
    assert set(table["copies"]) == {definitions.COPIES_COUNT}


def test_an_outlet_of_copies_alone_has_no_gap_without_them():
    table = definitions.grid(measures({"a": [0.5], "b": [0.2]}), copied={"a-0"})
    left = table[table["copies"] == definitions.WITHOUT_COPIES]
    assert left["gap"].isna().all()


def test_one_article_each_has_one_aggregation():
    table = definitions.grid(measures({"a": [0.5], "b": [0.2]}))
    assert set(table["aggregation"]) == {definitions.ALIKE}


def test_agreement_counts_the_signs():
    grid = definitions.grid(
        pd.concat(
            [
                measures({"a": [0.5], "b": [0.2]}),
                measures({"a": [0.1], "b": [0.2]}, definition="share of words"),
                measures({"a": [0.2], "b": [0.2]}, definition="prominence-weighted share"),
            ]
        )
    )
    key = pd.DataFrame([{"metric": "topic", "item": "trade", "voice": "all", "outlet": "a", "gap": 0.3}])
    (row,) = definitions.agreement(grid, key).to_dict("records")
    # +.3, -.1 and 0: one of three keeps the sign.
    assert (row["n_same"], row["n_definitions"]) == (1, 3)
    assert (row["low"], row["high"]) == pytest.approx((-0.1, 0.3))


def test_key_gaps_give_each_outlet_its_turn():
    rows = [("x", "a", 0.9), ("y", "a", 0.8), ("x", "b", -0.3), ("y", "b", 0.1), ("z", "a", 0.0)]
    gaps = pd.DataFrame(
        [
            dict.fromkeys(GAP_COLUMNS, None)
            | {"metric": "topic", "definition": "d", "item": i, "voice": "all", "outlet": o, "other": "rest", "gap": g}
            | {"n": 1, "n_other": 1, "n_events": 1, "differs": pd.NA, "why": "few"}
            for i, o, g in rows
        ]
    ).astype({"differs": "boolean"})
    got = definitions.key_gaps(gaps, most=2)
    assert list(zip(got["item"], got["outlet"], strict=True)) == [("x", "a"), ("x", "b")]


def test_a_gap_that_differs_comes_before_a_wider_one_that_does_not():
    gaps = pd.DataFrame(
        [
            dict.fromkeys(GAP_COLUMNS, None)
            | {
                "metric": "topic",
                "definition": "d",
                "item": i,
                "voice": "all",
                "outlet": "a",
                "other": "rest",
                "gap": g,
            }
            | {"n": 9, "n_other": 9, "n_events": 1, "differs": d, "why": None}
            for i, g, d in (("wide", 0.9, False), ("sure", 0.2, True))
        ]
    ).astype({"differs": "boolean"})
    assert definitions.key_gaps(gaps, most=1)["item"].tolist() == ["sure"]
