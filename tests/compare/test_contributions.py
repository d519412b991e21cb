import numpy as np
import pandas as pd
import pytest

from analysis.compare import tests
from analysis.compare.contributions import contributions, gap_weights, scored, word_shift
from analysis.features.tone import tones
from analysis.features.word_effects import word_effects
from analysis.metrics.tone import sentence_tone
from analysis.schema import MEASURES, UNITS, conform, named

TEXTS = {
    "a1": ("a", ["The plan is good.", "The wall is ugly and bad.", "It stands."]),
    "a2": ("a", ["A great day.", "Nobody was killed."]),
    "b1": ("b", ["A bad day.", "The plan is good but the wall is awful."]),
    "b2": ("b", ["It stands.", "Builders won."]),
    "c1": ("c", ["The war was not good."]),
}


def made(texts=TEXTS, events=None):
    """UNITS and ARTICLES of one narrator; the sentence is the unit."""
    rows = [
        {
            "article_id": a,
            "outlet": outlet,
            "event": (events or {}).get(a),
            "part": "body",
            "sentence": i,
            "paragraph": 0,
            "position": 0.0,
            "voice": "narrator",
            "text": text,
            "start": 0,
            "end": len(text),
            "n_words": len(text.split()),
            "stub": False,
        }
        for a, (outlet, sentences) in texts.items()
        for i, text in enumerate(sentences)
    ]
    units = conform(pd.DataFrame(rows).astype({"event": "str"}), UNITS)
    return units, units[["article_id", "outlet", "event"]].drop_duplicates().reset_index(drop=True)


def mean_tone(units, articles, *, guards=frozenset()):
    measures = sentence_tone(tones(units, guards=guards, definition="d"), articles)
    return measures[(measures["item"] == "mean") & (measures["voice"] == "narrator")]


def gaps(measures):
    table = tests.gaps(measures, draws=100, seed=1)
    return table[table["other"] == "rest"].set_index("outlet")["gap"]


@pytest.mark.parametrize("events", [None, {"a1": "x", "a2": "y", "b1": "x", "b2": "x", "c1": "y"}])
def test_the_gap_again_without_each_word(events):
    # The slow way: the word out of the lexicon for the whole study, every measure and gap made again.
    units, articles = made(events=events)
    measures = mean_tone(units, articles)
    got = contributions(word_effects(units, guards=frozenset()), units, measures)
    before = gaps(measures)
    for word, part in got.groupby("word"):
        after = gaps(mean_tone(units, articles, guards={word}))
        for row in part.itertuples():
            assert row.gap == pytest.approx(before[row.outlet], abs=1e-12)
            assert row.without == pytest.approx(after[row.outlet], abs=1e-12), word
            assert row.contribution == pytest.approx(before[row.outlet] - after[row.outlet], abs=1e-12)


def test_hits_here_and_elsewhere():
    units, articles = made()
    got = contributions(word_effects(units, guards=frozenset()), units, mean_tone(units, articles))
    bad = got[got["word"] == "bad"].set_index("outlet")
    assert bad["hits"].to_dict() == {"a": 1, "b": 1, "c": 0}
    assert bad["hits_other"].to_dict() == {"a": 1, "b": 1, "c": 2}
    assert bad["n_articles"].to_dict() == {"a": 1, "b": 1, "c": 0}


def test_strongest_first_and_rows_in_any_order():
    units, articles = made()
    measures = mean_tone(units, articles)
    effects = word_effects(units, guards=frozenset())
    got = contributions(effects, units, measures)
    for _, part in got.groupby("outlet"):
        assert part["contribution"].abs().round(12).is_monotonic_decreasing
    again = contributions(effects.sample(frac=1, random_state=1), units, measures.sample(frac=1, random_state=2))
    np.testing.assert_allclose(
        again.set_index(["outlet", "word"]).loc[list(zip(got["outlet"], got["word"], strict=True)), "contribution"],
        got["contribution"],
        atol=1e-12,
    )


def measures_of(outlets, events):
    rows = pd.DataFrame({"article_id": [f"x{i}" for i in range(len(outlets))], "outlet": outlets, "event": events})
    rows = rows.assign(metric="tone", definition="d", item="mean", voice="narrator", base=1, n_words=1)
    rows["value"] = np.arange(1.0, len(rows) + 1) ** 2
    rows["outlet"] = named(rows["outlet"], sorted(set(outlets)))
    return conform(rows.astype({"event": "str"}), MEASURES)


@pytest.mark.parametrize(
    ("outlets", "events"),
    [
        (list("aaabbbc"), [None] * 7),
        (list("aabbcc"), ["x"] * 6),
        (list("aabbcc"), ["x", "y", "x", "x", "y", "z"]),
        (list("aabbcc"), ["x", None, "x", "y", None, "y"]),
    ],
)
def test_weights_give_the_gap_of_the_engine(outlets, events):
    measures = measures_of(outlets, events)
    wanted = gaps(measures)
    for outlet in wanted.index:
        got = gap_weights(measures, outlet=outlet) @ measures["value"].to_numpy()
        assert got == pytest.approx(wanted[outlet], nan_ok=True)


def test_one_outlet_has_nothing_to_be_compared_with():
    units, articles = made({"a1": TEXTS["a1"]})
    got = contributions(word_effects(units, guards=frozenset()), units, mean_tone(units, articles))
    assert got["contribution"].isna().all()


def test_a_stub_is_no_unit():
    units, _ = made()
    assert len(scored(units.assign(stub=units["text"].eq("It stands.")))) == len(units) - 2


def test_word_shift_by_hand():
    units, _ = made({"a1": ("a", ["Good.", "Good.", "Bad."]), "b1": ("b", ["Good.", "Bad.", "Bad.", "Bad."])})
    got = word_shift(word_effects(units, guards=frozenset()))
    # good 1.9, bad -2.5. a: p = 2/3, 1/3; b: q = 1/4, 3/4, s_ref = .475 - 1.875 = -1.4.
    # good: (2/3 - 1/4)(1.9 + 1.4) = 1.375; bad: (1/3 - 3/4)(-2.5 + 1.4) = .458333; parts 3/4 and 1/4.
    a = got[got["outlet"] == "a"].set_index("word")
    assert a["shift"].to_dict() == pytest.approx({"good": 1.375, "bad": 0.4583333})
    assert a["part"].to_dict() == pytest.approx({"good": 0.75, "bad": 0.25})
    # The shifts sum to the difference of mean valences: (3.8 - 2.5) / 3 + 1.4.
    assert a["shift"].sum() == pytest.approx(1.3 / 3 + 1.4)
