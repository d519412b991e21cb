import pandas as pd
import pytest

from analysis import findings
from analysis.schema import SCORES, conform

NAMES = {"a": "Echo", "b": "Mercury", "c": "Herald"}
LABELS = {"trade": "Trade", "war": "War"}


def scores(values, *, voice="all", metric="topic"):
    rows = [
        dict.fromkeys(SCORES.columns)
        | {"metric": metric, "definition": "d", "outlet": o, "item": i, "voice": voice, "value": v}
        | {"low": None, "high": None, "n_articles": 1, "n_events": 1, "n_words": 10, "note": None}
        for (i, o), v in values.items()
    ]
    return conform(pd.DataFrame(rows), SCORES)


def test_room_names_most_second_and_none():
    got = findings.room(
        scores({("trade", "a"): 0.4, ("trade", "b"): 0.1, ("trade", "c"): 0.0}), labels=LABELS, outlets=NAMES
    )
    assert got == ["Trade: most room in Echo (40 % of sentences), then Mercury (10 %); none in Herald."]


def test_room_of_an_item_that_nobody_touches():
    got = findings.room(scores({("war", "a"): 0.0, ("war", "b"): 0.0}), labels=LABELS, outlets=NAMES)
    assert got == ["War: not touched by any outlet."]


def test_profile_is_against_the_mean_of_the_others():
    table = scores(
        {
            ("trade", "a"): 0.4,
            ("trade", "b"): 0.1,
            ("trade", "c"): 0.3,
            ("war", "a"): 0.0,
            ("war", "b"): 0.2,
            ("war", "c"): 0.0,
        }
    )
    # a: trade .4 against (.1 + .3) / 2 = .2.
    assert findings.profile(table, labels=LABELS, outlets=NAMES)[0] == (
        "Echo is furthest above the others in “Trade”: 40 % of its sentences, 20 % in the others' mean."
    )


def test_another_leader_by_voice_is_said():
    both = pd.concat(
        [
            scores({("trade", "a"): 0.4, ("trade", "b"): 0.1}, voice="narrator").astype({"voice": "str"}),
            scores({("trade", "a"): 0.2, ("trade", "b"): 0.3}).astype({"voice": "str"}),
        ]
    )
    assert findings.turned_by_voice(both, labels=LABELS, outlets=NAMES) == [
        "Trade: highest in its own words is Echo (40 %), once quoted and reported speech count Mercury (30 %)."
    ]


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0 %"), (0.0004, "under 0.1 %"), (0.004, "0.4 %"), (0.126, "13 %"), (1.0, "100 %")]
)
def test_a_share_above_nothing_is_never_written_as_nothing(share, said):
    assert findings.percent(share) == said


@pytest.mark.parametrize(("q", "said"), [(0.0004, "< .001"), (0.0312, "= .031"), (0.2, "= .2")])
def test_q_values(q, said):
    assert findings.q_value(q) == said


def test_the_tone_order_under_two_definitions():
    first = scores({("mean", "a"): 0.1, ("mean", "b"): 0.2}, voice="narrator", metric="tone")
    second = scores({("mean", "a"): 0.3, ("mean", "b"): 0.2}, voice="narrator", metric="tone").assign(definition="e")
    assert findings.tone_order(pd.concat([first, second]), voice="narrator").startswith(
        "The order of the outlets depends"
    )
    assert findings.tone_order(pd.concat([first, first.assign(definition="e")]), voice="narrator").startswith(
        "The order of the outlets is the same"
    )


def test_a_part_is_not_called_most():
    shares = scores({("narrator", "a"): 0.61, ("narrator", "b"): 0.87}, metric="voice")
    assert findings.voices(shares, outlets=NAMES) == (
        "Echo gives others the largest part of its text (39 % quoted or reported), Mercury the smallest (13 %)."
    )


def test_what_cannot_be_said_hangs_on_what_is_known_of_events():
    def several(n_events):
        return scores({("trade", "a"): 0.4}).assign(n_articles=9, n_events=n_events)

    mixed = "what was covered and how it was told are one"
    assert mixed in findings.cannot(several(0))
    assert mixed not in findings.cannot(several(1))
    assert "resample articles" in findings.cannot(several(1))
    assert "an outlet's mean in one event" in findings.cannot(several(40))
    assert "resample articles" not in findings.cannot(several(40))


@pytest.mark.parametrize(("n_events", "noun"), [(0, "article"), (1, "article"), (2, "event")])
def test_what_n_counts(n_events, noun):
    assert findings.unit(pd.DataFrame({"n_events": [0, n_events]})) == noun
