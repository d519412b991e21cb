"""What the accounts that ship stress, as a careful reader sees it."""

import pytest

from analysis import codebook, corpus, study
from analysis import findings_framing as said
from analysis.compare import called, intervals
from analysis.features import choices, segments, sources
from analysis.features import naming as names
from analysis.features.frames import frames
from analysis.features.topics import topics
from analysis.metrics import emphasis

CALL = {"draws": 100, "seed": 1}
OUTLETS = {o: f"Outlet {o}" for o in "ABCDE"}


@pytest.fixture(scope="module")
def tables():
    opened = study.load("framework")
    articles = corpus.load(opened).articles
    runs = segments.segments(articles, sources.attributions(articles, actors=opened.settled.actors))
    units = segments.units(runs, articles)
    return opened, articles, runs, units


def shares(tables, kind):
    opened, articles, runs, units = tables
    find = {"topics": topics, "frames": frames}[kind]
    marks = find(units, runs, codebook.load(opened.codebook_files[kind]))
    measures = emphasis.sentence_share(marks, units, articles, metric=kind)
    scores = intervals.scores(measures[measures["voice"] == "all"], **CALL)
    return scores.astype({"item": "str", "outlet": "str"}).pivot(index="item", columns="outlet", values="value")


@pytest.fixture(scope="module")
def topic(tables):
    return shares(tables, "topics")


@pytest.fixture(scope="module")
def frame(tables):
    return shares(tables, "frames")


def test_a_gives_most_room_to_china_and_to_other_allies(topic, frame):
    assert topic.loc["china"].idxmax() == "A"
    assert topic.loc["allies"].idxmax() == "A"
    assert frame.loc["rival"].idxmax() == "A"
    assert topic.loc["china", "A"] > 2 * topic.loc["china"].drop("A").max()


def test_d_gives_most_room_to_defence_industry_and_technology(topic, frame):
    assert topic.loc["industry"].idxmax() == "D"
    assert frame.loc["industry"].idxmax() == "D"
    assert topic["D"].idxmax() == "industry"


def test_b_and_e_alone_tell_of_trade_friction(topic, frame):
    assert set(topic.columns[topic.loc["trade"] > 0]) == {"B", "E"}
    assert set(frame.columns[frame.loc["friction"] > 0]) == {"B", "E"}
    assert (topic.loc["trade", ["B", "E"]] > 0.3).all()


def test_the_cross_heads_of_b_speak_of_trade(tables):
    opened, _, runs, units = tables
    marks = topics(units, runs, codebook.load(opened.codebook_files["topics"]))
    heads = marks[(marks["part"] == "crosshead") & (marks["item"] == "trade")]
    assert set(heads["article_id"]) == {"B"}


def test_c_celebrates_most_and_is_silent_on_friction_and_china(topic, frame):
    assert topic.loc["milestone"].idxmax() == "C"
    assert frame.loc["partnership"].idxmax() == "C"
    assert (topic.loc[["trade", "china"], "C"] == 0).all()
    assert (frame.loc[["friction", "rival"], "C"] == 0).all()


def test_e_alone_speaks_of_strategic_autonomy(frame):
    assert set(frame.columns[frame.loc["autonomy"] > 0]) == {"E"}


def test_who_is_secretary_of_what_and_how_it_is_spelled(tables):
    opened, _, runs, units = tables
    actors = opened.settled.actors
    found = names.naming(units, runs, actors=actors)
    forms = called.called(found, names=names.printed(actors), voice="all").astype({"outlet": "str"})
    war = forms[(forms["actor"] == "hegseth") & (forms["form"] == "US Secretary of War") & (forms["hits"] > 0)]
    assert set(war["outlet"]) == {"C", "D", "E"}
    first = called.named_first(found, flag="first_person")
    lede = first[first["part"] == "lede"].set_index("outlet")["actor"]
    assert lede["C"] == "singh"
    assert lede["E"] == "hegseth"
    spelled = said.spelling(choices.spelled(runs), outlets=OUTLETS)
    assert any(line.startswith("Outlet D keeps American spelling") for line in spelled)
    assert any(line.startswith("Outlet A keeps British spelling") for line in spelled)
    epithets = called.epithets(found)
    assert {"landmark", "groundbreaking"} <= set(epithets["form"])
