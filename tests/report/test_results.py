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
