import pandas as pd
import pytest

from analysis.features import segments as segment_features
from analysis.features import sources
from analysis.features.actors import actor_mentions
from analysis.features.toward import toward
from analysis.features.toward_actors import mentions_of, most_mentioned, toward_actors
from analysis.metrics.toward import actor_tone
from analysis.study import Actor
from tests.conftest import made_articles

ACTORS = (
    Actor(id="ortega", name="Ana Ortega", aliases=("Ortega",)),
    Actor(id="haugen", name="Nils Haugen", aliases=("Haugen",)),
    Actor(id="ghost", name="Ida Ghost", aliases=()),
)
TEXTS = {
    "echo": "The wall stands.\nOn Monday Ortega was praised by everybody.\n"
    "The council blamed Ortega for the flood. Haugen met the council.",
    "mercury": "“Ortega saved the town,” Haugen said.\nThe wall stands.",
    "herald": "Nobody came. The wall stands.",
}


def made(texts=TEXTS):
    articles = made_articles(texts)
    runs = segment_features.segments(articles, sources.attributions(articles, actors=ACTORS))
    units = segment_features.units(runs, articles)
    return articles, units, actor_mentions(runs, units, actors=ACTORS)


def values(texts=TEXTS):
    articles, units, mentions = made(texts)
    return actor_tone(toward_actors(mentions), units, articles).set_index(["article_id", "voice", "item"])


def test_each_mention_has_the_tone_of_its_sentence():
    _, _, mentions = made()
    marks = toward_actors(mentions)
    row = mentions.iloc[0]
    one = toward([row["text"]], [row["at"]], [row["until"]]).iloc[0]
    assert marks["weight"].iloc[0] == pytest.approx(one["positive"] - one["negative"], abs=1e-12)
    told = dict(zip(mentions["text"], marks["weight"], strict=True))
    assert told["On Monday Ortega was praised by everybody."] > told["The council blamed Ortega for the flood."]


def test_an_article_is_the_mean_over_its_mentions():
    _, _, mentions = made()
    marks = toward_actors(mentions)
    weights = marks.loc[marks["item"].eq("ortega") & marks["article_id"].eq("echo"), "weight"].tolist()
    assert marks["part"].eq("body").all()
    got = values()
    # echo: Ortega in two sentences of the body.
    assert got.loc[("echo", "all", "ortega"), "value"] == pytest.approx((weights[0] + weights[1]) / 2)
    assert got.loc[("echo", "all", "ortega"), "base"] == 2


def test_who_is_not_mentioned_is_missing_and_not_zero():
    got = values()
    silent = got.loc[[("herald", v, a) for v in ("narrator", "all") for a in ("ortega", "haugen", "ghost")]]
    assert silent["value"].isna().all()
    assert silent["base"].eq(0).all()
    assert got.xs("ghost", level="item")["value"].isna().all()


def test_a_mention_that_only_says_who_spoke_counts_in_all_alone():
    got = values()
    assert pd.isna(got.loc[("mercury", "narrator", "haugen"), "value"])
    assert got.loc[("mercury", "all", "haugen"), "base"] == 1
    assert got.loc[("mercury", "quoted", "ortega"), "base"] == 1
    assert pd.isna(got.loc[("mercury", "narrator", "ortega"), "value"])


def test_a_sentence_that_cannot_be_read_is_missing_and_not_zero():
    texts = {"echo": "Ortega 😀 😡.\nLa alcaldesa Ortega rechazó ayer las críticas de sus adversarios."}
    articles, units, mentions = made(texts)
    marks = toward_actors(mentions)
    assert len(marks) == 2
    assert marks["weight"].isna().all()
    got = actor_tone(marks, units, articles)
    assert got["value"].isna().all()
    assert got["base"].eq(0).all()


def test_the_most_mentioned_are_those_of_most_articles():
    _, _, mentions = made()
    # Ortega and Haugen in two articles each, Ortega first in the study's order; nobody else anywhere.
    assert most_mentioned(mentions, most=5) == ["ortega", "haugen"]
    kept = mentions_of(mentions, ["haugen"])
    assert kept["item"].astype("str").unique().tolist() == ["haugen"]
    assert list(kept["item"].cat.categories) == ["haugen"]


def test_no_mention_at_all():
    articles, units, mentions = made({"echo": "Nobody came."})
    marks = toward_actors(mentions)
    assert len(marks) == 0
    assert actor_tone(marks, units, articles)["value"].isna().all()
