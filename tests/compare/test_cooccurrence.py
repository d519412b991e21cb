"""Items that share sentences, and scores without their strongest term."""

import numpy as np
import pandas as pd
import pytest

from analysis.compare import cooccurrence
from analysis.features import segments, sources
from analysis.features.topics import topics
from tests.conftest import made_articles


@pytest.fixture(scope="module")
def made(book):
    texts = {
        "echo": "The wall has a cost. The wall stands. The cost rose. Nobody came.",
        "mercury": "The wall stands. The cost rose. Nobody came. Nobody spoke.",
    }
    articles = made_articles(texts)
    runs = segments.segments(articles, sources.attributions(articles))
    units = segments.units(runs, articles)
    return topics(units, runs, book), units, articles


def cell(table, outlet, item, other):
    return table.set_index(["outlet", "item", "other"]).loc[(outlet, item, other)]


def test_lift_and_phi_by_hand(made):
    got = cooccurrence.together(*made, voice="all", draws=200, seed=1)
    # echo: 4 sentences, 2 with wall, 2 with cost, 1 with both; 2 * 2 / 4 = 1 expected: lift 1, phi 0.
    one = cell(got, "echo", "wall", "cost")
    assert (one["both"], one["expected"], one["lift"], one["phi"]) == (1, 1, 1, 0)
    # mercury: 4, 1 and 1, none with both: lift 0, phi (0 - 1) / sqrt(1 * 3 * 1 * 3) = -1/3.
    other = cell(got, "mercury", "wall", "cost")
    assert (other["both"], other["lift"]) == (0, 0)
    assert other["phi"] == pytest.approx(-1 / 3)


def test_what_does_not_occur_is_missing_and_says_so(made):
    got = cell(cooccurrence.together(*made, voice="all", draws=200, seed=1), "echo", "wall", "protest")
    assert np.isnan(got["lift"])
    assert got["why"] == cooccurrence.NEVER


def test_every_outlet_and_pair_has_a_row(made):
    got = cooccurrence.together(*made, voice="all", draws=200, seed=1)
    assert len(got) == 2 * 3


def test_below_five_articles_there_is_no_interval(made):
    got = cooccurrence.together(*made, voice="all", draws=200, seed=1)
    assert got[["low", "high"]].isna().all(axis=None)


def test_phi_is_numpys_correlation(book):
    rng = np.random.default_rng(5)
    bits = ("The wall.", "The cost.", "The wall has a cost.", "Nobody came.")
    articles = made_articles({"echo": " ".join(rng.choice(bits, 40))})
    runs = segments.segments(articles, sources.attributions(articles))
    units = segments.units(runs, articles)
    whole = units[(units["voice"] == "all") & (units["part"] == "body")]["text"]
    has = [whole.str.contains(w).astype(float) for w in ("wall", "cost")]
    got = cooccurrence.together(topics(units, runs, book), units, articles, voice="all", draws=200, seed=1)
    assert cell(got, "echo", "wall", "cost")["phi"] == pytest.approx(np.corrcoef(*has)[0, 1])


def test_shuffled_rows_change_nothing(made):
    marks, units, articles = made
    again = cooccurrence.together(
        marks.sample(frac=1, random_state=1),
        units.sample(frac=1, random_state=2),
        articles,
        voice="all",
        draws=200,
        seed=1,
    )
    pd.testing.assert_frame_equal(again, cooccurrence.together(*made, voice="all", draws=200, seed=1))
