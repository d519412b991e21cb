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
        "Echo stands out with “Trade”: 40 % of its sentences, 20 % in the others' mean."
    )


def test_another_leader_by_voice_is_said():
    both = pd.concat(
        [
            scores({("trade", "a"): 0.4, ("trade", "b"): 0.1}, voice="narrator").astype({"voice": "str"}),
            scores({("trade", "a"): 0.2, ("trade", "b"): 0.3}).astype({"voice": "str"}),
        ]
    )
    assert findings.turned_by_voice(both, labels=LABELS, outlets=NAMES) == [
        "Trade: Echo leads in its own words, Mercury once quoted and reported speech count."
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
