import pandas as pd
import pytest

from analysis import tone_findings
from analysis.schema import GAPS, MARKS, SCORES, conform, named

NAMES = {"a": "Echo", "b": "Mercury", "c": "Herald"}
ACTORS = {"ortega": "Ana Ortega", "haugen": "Nils Haugen"}
MEASURED = {"dev_rw": 71.04, "dev_mt": 66.0, "experts": 86.0, "pairs": 101, "right": 55.0, "low": 45.0, "high": 65.0}
MEASURED |= {"vader": 48.0}


def scores(values, *, voice="narrator", definition="d", metric="tone", low=None, n_articles=1):
    rows = [
        dict.fromkeys(SCORES.columns)
        | {"metric": metric, "definition": definition, "outlet": o, "item": i, "voice": voice, "value": v}
        | {"low": low, "high": low, "n_articles": n_articles, "n_events": 1, "n_words": 10, "note": None}
        for (i, o), v in values.items()
    ]
    return conform(pd.DataFrame(rows), SCORES)


def both(*tables):
    return pd.concat([t.astype({"voice": "str", "outlet": "str", "item": "str"}) for t in tables], ignore_index=True)


def contributed(rows):
    columns = ["outlet", "word", "contribution", "gap"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(other="rest", without=0.0, hits=1, hits_other=0, n_articles=1)


def test_clear_shares():
    table = scores({("clearly negative", "a"): 0.2, ("clearly negative", "b"): 0.05, ("clearly positive", "a"): 0.3})
    assert tone_findings.clear_shares(table, voice="narrator", outlets=NAMES) == (
        "Clearly negative sentences: most in Echo (20 %), fewest in Mercury (5.0 %)."
    )
    assert tone_findings.clear_shares(table, voice="quoted", outlets=NAMES) == "The shares cannot be compared here."


def test_an_arc_that_rises_and_one_that_falls():
    table = scores({("1", "a"): 0.1, ("2", "a"): 0.3, ("1", "b"): 0.2, ("2", "b"): -0.1})
    assert tone_findings.arc(table, outlets=NAMES) == (
        "From the top of the articles to their end tone rises most in Echo (from +0.10 to +0.30) and falls most in "
        "Mercury (from +0.20 to -0.10)."
    )


def test_arcs_that_do_not_move_and_arcs_without_ends():
    flat = scores({("1", "a"): 0.1, ("2", "a"): 0.1})
    assert tone_findings.arc(flat, outlets=NAMES) == "Tone stays as it is."
    torn = scores({("1", "a"): 0.1, ("2", "b"): 0.1})
    assert tone_findings.arc(torn, outlets=NAMES) == "No outlet has sentences both at the top and at the end."


def test_words_behind_name_those_that_make_the_gap():
    table = contributed([("a", "war", -0.1, -0.2), ("a", "good", 0.05, -0.2), ("b", "peace", 0.2, 0.2)])
    assert tone_findings.words_behind(table, outlets=NAMES) == [
        "Echo stands -0.20 from the others' mean. Most of it: “war” (-0.100).",
        "Mercury stands +0.20 from the others' mean. Most of it: “peace” (+0.200).",
    ]


def test_orders_say_who_is_often_low():
    table = both(
        scores({("mean", "a"): 0.1, ("mean", "b"): 0.2, ("mean", "c"): 0.3}, definition="one"),
        scores({("mean", "a"): 0.2, ("mean", "b"): 0.4, ("mean", "c"): 0.1}, definition="two", voice="all"),
    )
    assert tone_findings.orders(table, outlets=NAMES, lowest=1) == [
        "one, outlet's own words: Echo +0.10, Mercury +0.20, Herald +0.30.",
        "two, all words: Herald +0.10, Echo +0.20, Mercury +0.40.",
        "Among the lowest 1 of 2 definitions: Echo in 1 and Herald in 1.",
    ]


def test_turned_by_voice():
    own = scores({("mean", "a"): -0.2, ("mean", "b"): 0.1})
    whole = scores({("mean", "a"): 0.3, ("mean", "b"): 0.1}, voice="all")
    assert tone_findings.turned_by_voice(both(own, whole), outlets=NAMES) == (
        "Echo is lowest in its own words, Mercury once quoted and reported speech count. "
        "Mercury is highest in its own words, Echo once quoted and reported speech count."
    )
    assert tone_findings.turned_by_voice(own, outlets=NAMES) == "Voices cannot be compared here."


def no_gaps():
    row = dict.fromkeys(GAPS.columns) | {"metric": "toward", "definition": "d", "item": "ortega", "voice": "narrator"}
    row |= {"outlet": "a", "other": "rest", "n": 1, "n_other": 1, "n_events": 0, "why": "too few"}
    return conform(pd.DataFrame([row]), GAPS)


def test_toward_compares_those_with_intervals_where_there_are_two():
    table = both(
        scores({("ortega", "a"): -0.5, ("ortega", "b"): 0.5}, low=0.0, n_articles=6),
        scores({("ortega", "c"): 0.9, ("haugen", "c"): 0.1}),
    )
    assert tone_findings.toward(table, no_gaps(), voice="narrator", actors=ACTORS, outlets=NAMES) == [
        "Ana Ortega: least favourable in Echo (-0.50; 6 articles), most in Mercury (+0.50; 6 articles).",
        "Nils Haugen: mentioned by 1 outlet, nothing to compare.",
        "No gap to the other outlets can be told from chance: too few.",
    ]


@pytest.mark.parametrize(("low", "word"), [(45.0, "no better than chance"), (51.0, "more than chance")])
def test_limits_print_what_was_measured(low, word):
    mark = dict.fromkeys(MARKS.columns) | {"article_id": "x", "part": "body", "sentence": 0, "start": 0, "end": 1}
    marks = pd.DataFrame([mark | {"item": "ortega", "weight": 0.5}, mark | {"item": "haugen", "weight": None}])
    marks["item"] = named(marks["item"], list(ACTORS))
    said = tone_findings.limits(
        scores({("ortega", "a"): 0.1}), marks, voice="narrator", measured=MEASURED | {"low": low}
    )
    assert said.startswith("Here: 2 mentions of 2 actors, 1 of them in sentences that could not be read")
    assert "macro-F1 71.0" in said
    assert "55.0 % of 101 pairs" in said
    assert word in said
