"""Key results: nothing differs without its n and q, and each says where it holds."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.report import parts, results

GAP = {
    "metric": "topic",
    "definition": "share of sentences",
    "item": "wall",
    "voice": "all",
    "outlet": "echo",
    "gap": 0.125,
    "low": 0.1,
    "high": 0.15,
    "q": 0.012,
    "n": 40,
    "n_other": 90,
    "n_events": 0,
    "differs": True,
}
ROBUST = pd.DataFrame(
    [
        {
            "metric": "topic",
            "item": "wall",
            "outlet": "echo",
            "gap": 0.125,
            "n_definitions": 8,
            "n_same": 7,
            "low": -0.02,
            "high": 0.2,
        }
    ]
)


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(parts, "labels", lambda _desk, _step: {"wall": "The wall"})
    return SimpleNamespace(outlet_names=lambda: {"echo": "The Echo"})


def told(desk, robust=ROBUST, **changed):
    gap = SimpleNamespace(**(GAP | changed))
    scores = pd.DataFrame(
        [{"outlet": "echo", "item": "wall", "voice": "all", "definition": "share of sentences", "value": 0.3}]
    )
    return results._widest(desk, results.TOPICS, gap, scores, robust)


def test_what_differs_has_its_interval_q_and_n(desk):
    result = told(desk)
    assert result.sentence == (
        "30 % of its sentences touch “The wall”; it differs from the mean of the others by +12.5 points "
        "(+10.0 points to +15.0 points; q = .012; n 40 against 90)."
    )
    assert result.rests_on == "above the others under 7 of 8 definitions (-2.0 to +20.0 points)."


@pytest.mark.parametrize("differs", [False, pd.NA])
def test_what_cannot_be_told_from_chance_does_not_differ(desk, differs):
    result = told(desk, differs=differs, q=0.4)
    assert "differs" not in result.sentence
    assert result.sentence == "30 % of its sentences touch “The wall”, 12 points above the mean of the others."
    assert re.search(r"n = 40 articles against 90, interval .*, q = \.4, not told from chance", result.rests_on)


def test_too_few_says_so(desk):
    nothing = float("nan")
    result = told(desk, differs=pd.NA, low=nothing, high=nothing, q=nothing, n=1, n_other=4)
    assert result.rests_on.startswith("n = 1 article against 4, too few for an interval or a test; above the others")


def test_below_is_below(desk):
    assert "points below the mean" in told(desk, gap=-0.2, differs=False).sentence


def test_a_gap_not_computed_again_says_so(desk):
    assert told(desk, robust=pd.DataFrame()).rests_on == "not computed under other definitions."
    assert "not among the gaps" in told(desk, robust=ROBUST.assign(item="cost")).rests_on


def test_n_of_a_gap_between_events_counts_events(desk):
    result = told(desk, differs=False, q=0.4, n_events=40)
    assert "n = 40 events against 90" in result.rests_on


def test_events_that_claims_found_do_not_hide_that_none_is_known(desk, monkeypatch):
    topics = pd.DataFrame({"n_articles": [40], "n_events": [0]})
    coverage = pd.DataFrame({"n_articles": [30], "n_events": [12]})
    tables = {"03-emphasis": topics, "07-claims": coverage}
    monkeypatch.setattr(parts, "every", lambda _desk, _table: tables)
    assert "No events are known here" in results.not_said(desk)[0]
    assert results.n_is(desk).startswith("n is the number of articles")


def test_n_is_explained_where_events_are_compared(desk, monkeypatch):
    monkeypatch.setattr(parts, "every", lambda _desk, _table: {"03-emphasis": pd.DataFrame({"n_events": [0, 12]})})
    assert results.n_is(desk).startswith("Of a gap, n is the number of events")
