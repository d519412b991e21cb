from analysis import tone_evidence
from analysis.compare.contributions import contributions, scored, word_shift
from analysis.features import segments as segment_features
from analysis.features import sources
from analysis.features.actors import actor_mentions
from analysis.features.tone import tone_words, tones
from analysis.features.toward_actors import toward_actors
from analysis.features.word_effects import word_effects
from analysis.metrics.tone import sentence_tone
from analysis.study import Actor
from tests.conftest import made_articles

ACTORS = (Actor(id="ortega", name="Ana Ortega", aliases=("Ortega",)),)
NAMES = {"echo": "Echo", "mercury": "Mercury"}
TEXTS = {
    "echo": "Harbour news\nOn Monday Ortega was praised by everybody. The council blamed Ortega for the *flood*.",
    "mercury": "Harbour news\nOrtega met the council on Monday. It was a good day.",
}


def made():
    articles = made_articles(TEXTS)
    runs = segment_features.segments(articles, sources.attributions(articles, actors=ACTORS))
    return articles, runs, segment_features.units(runs, articles)


def test_the_ends_are_the_lowest_and_highest_mentions():
    _, runs, units = made()
    marks = toward_actors(actor_mentions(runs, units, actors=ACTORS))
    got = tone_evidence.toward_ends(marks, units, actors={"ortega": "Ana Ortega"}, most=1)
    assert got["tone"].tolist() == [marks["weight"].min(), marks["weight"].max()]
    for row in got.itertuples():
        assert row.sentence[row.at : row.at + row.size] == "Ortega"
    told = tone_evidence.told_sentences(got, outlets=NAMES).split("\n")
    assert "toward Ana Ortega (Echo): The council blamed **Ortega** for the \\*flood\\*." in told[0]


def test_more_than_there_are_come_once_each():
    _, runs, units = made()
    marks = toward_actors(actor_mentions(runs, units, actors=ACTORS))
    got = tone_evidence.toward_ends(marks, units, actors={"ortega": "Ana Ortega"}, most=10)
    assert len(got) == len(marks) == 3


def test_nothing_has_a_sentence_of_its_own():
    _, runs, units = made()
    marks = toward_actors(actor_mentions(runs, units, actors=()))
    got = tone_evidence.toward_ends(marks, units, actors={}, most=3)
    assert tone_evidence.told_sentences(got, outlets=NAMES) == "No sentence mentions an actor."


def test_a_word_comes_with_a_sentence_that_holds_it():
    articles, _, units = made()
    own = scored(units[units["voice"] == "narrator"])
    effects = word_effects(own, guards=frozenset())
    measures = sentence_tone(tones(units, guards=frozenset(), definition="d"), articles)
    mean = measures[(measures["item"] == "mean") & (measures["voice"] == "narrator")]
    drawn = contributions(effects, own, mean)
    marks = tone_words(units, guards=frozenset())
    got = tone_evidence.word_sentences(drawn, word_shift(effects), marks, units)
    assert len(got) == len(drawn)
    for row in got.itertuples():
        assert row.word in row.sentence.lower()
    assert f"- Echo, **{got['word'].iloc[0]}**" in tone_evidence.worded_sentences(got, outlets=NAMES)
