"""Headline, lede and the rest; where in an article an item comes."""

import pandas as pd
import pytest

from analysis.features import segments, sources
from analysis.features.lede import lede
from analysis.features.topics import topics
from analysis.metrics import emphasis, framing, placement
from tests.conftest import made_articles

TEXT = """The wall was approved. Its cost is high.

Builders praised the wall.

Nobody spoke. The cost will rise. The cost is paid by all."""


@pytest.fixture(scope="module")
def made(book):
    articles = made_articles({"echo": TEXT, "flat": "The wall stands. The wall costs much. Nobody minds it."})
    articles.loc[articles["article_id"] == "echo", "headline"] = "Wall approved"
    runs = segments.segments(articles, sources.attributions(articles))
    units = segments.units(runs, articles)
    return topics(units, runs, book), units, articles


def values(table, article):
    rows = table[(table["article_id"] == article) & (table["voice"] == "all")]
    return rows.astype({"item": "str"}).set_index(["definition", "item"])["value"]


def test_headline_lede_and_the_rest_by_hand(made):
    got = values(emphasis.place_shares(*made, metric="topic"), "echo")
    # Headline: 1 of 1 sentence has "wall". Lede: 2 sentences, 1 with "wall", 1 with "cost". Below: 4, 1 wall, 2 cost.
    assert got[emphasis.IN_HEADLINE, "wall"] == 1
    assert got[emphasis.IN_HEADLINE, "cost"] == 0
    assert got[emphasis.IN_LEDE, "wall"] == pytest.approx(1 / 2)
    assert got[emphasis.BELOW, "wall"] == pytest.approx(1 / 4)
    assert got[emphasis.BELOW, "cost"] == pytest.approx(2 / 4)


def test_without_a_headline_its_share_is_missing(made):
    got = values(emphasis.place_shares(*made, metric="topic"), "flat")
    assert pd.isna(got[emphasis.IN_HEADLINE, "wall"])


def test_in_one_paragraph_the_first_sentence_is_the_lede(made):
    _, units, _ = made
    flat = units[(units["article_id"] == "flat") & (units["voice"] == "all")]
    assert lede(flat).tolist() == [True, False, False]
    # Below the lede: 2 sentences, "wall" and "costs" in the first of them.
    assert values(emphasis.place_shares(*made, metric="topic"), "flat")[emphasis.BELOW, "cost"] == pytest.approx(1 / 2)


def test_prominence_falls_from_headline_to_end(made):
    # echo: headline 3, lede 2 + 2, then 4 sentences between 1 and 0.5. "wall": 3 + 2 + the third sentence.
    _, units, _ = made
    body = units[(units["article_id"] == "echo") & (units["voice"] == "all") & (units["part"] == "body")]
    rest = (1 - 0.5 * body["position"].iloc[2:]).tolist()
    got = values(emphasis.prominence_share(*made, metric="topic"), "echo")
    assert got[emphasis.BY_PROMINENCE, "wall"] == pytest.approx((3 + 2 + rest[0]) / (3 + 4 + sum(rest)))


def test_places_keep_order_and_headline(made):
    found = placement.places(*made, voice="all")
    echo = found[(found["article_id"] == "echo") & (found["item"] == "wall")]
    assert echo["part"].astype(str).tolist() == ["headline", "body", "body"]
    assert echo["position"].is_monotonic_increasing


def test_slices_hold_every_sentence_and_silence(made, book):
    _, units, articles = made
    got = placement.by_slice(placement.places(*made, voice="all"), units, articles, voice="all", slices=2)
    assert len(got) == 2 * len(book.items) * 2
    n = got[(got["outlet"] == "echo") & (got["item"] == "protest")]
    assert n["n"].sum() == 6
    assert (n["share"] == 0).all()
    cost = got[(got["outlet"] == "echo") & (got["item"] == "cost")]
    assert cost["n_with"].sum() == 3  # "cost" stands in 3 sentences of echo


def test_terms_by_hand(made):
    got = framing.terms(*made, voice="all").astype({"item": "str", "outlet": "str"})
    cost = got[(got["outlet"] == "echo") & (got["item"] == "cost")].iloc[0]
    assert (cost["term"], cost["hits"], cost["sentences"], cost["alone"]) == ("cost*", 3, 3, 3)


def test_without_the_strongest_term_nothing_of_it_is_left(made):
    marks = made[0]
    left = framing.without_strongest(*made, voice="all")
    assert set(left["item"].astype(str)) == set()  # one term an item occurs in each outlet
    assert len(marks) == 9  # and the input is as it was: 3 wall and 3 cost in echo, 2 and 1 in flat


def test_the_strongest_is_each_outlets_own(made):
    marks, units, articles = made
    other = marks.copy()
    here = (other["article_id"] == "echo") & (other["item"] == "cost")
    other.loc[other[here].index[0], "term"] = "costs"
    left = framing.without_strongest(other, units, articles, voice="all")
    assert left[left["item"] == "cost"]["term"].tolist() == ["costs"]
