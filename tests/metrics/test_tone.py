import pandas as pd
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.features.tone import PLAIN, guards, tone_words, tones
from analysis.metrics.tone import sentence_tone


@pytest.fixture(scope="module")
def plain(units):
    return tones(units, guards=frozenset(), definition=PLAIN)


def test_each_unit_equals_the_package(plain):
    analyser = SentimentIntensityAnalyzer()
    for row in plain.itertuples():
        assert row.compound == analyser.polarity_scores(row.text)["compound"], row.text


def test_mean_over_the_sentences_of_a_voice(plain, articles):
    got = sentence_tone(plain, articles).set_index(["article_id", "voice", "item"])["value"]
    body = plain[(plain["article_id"] == "echo") & (plain["voice"] == "narrator") & ~plain["stub"]]
    assert got["echo", "narrator", "mean"] == pytest.approx(body["compound"].mean())
    assert len(body) == 3


def test_a_stub_enters_no_mean(plain, articles):
    # "Mayor Ada Brandt said." holds cue and source alone: scored, but out of the narrator's base.
    stub = plain[plain["stub"]]
    assert stub["text"].tolist() == ["Mayor Ada Brandt said."]
    shifted = plain.assign(compound=plain["compound"].where(~plain["stub"], -1.0))
    pd.testing.assert_frame_equal(sentence_tone(shifted, articles), sentence_tone(plain, articles))


def test_guards_hold_institutional_terms():
    assert {"united states", "defence", "agreement"} <= guards()


def test_words_behind_the_tone_are_slices_of_the_text(units, articles):
    words = tone_words(units, guards=frozenset())
    bodies = articles.set_index("article_id")["body"]
    for row in words.itertuples():
        assert bodies[row.article_id][row.start : row.end].lower() == row.term
    assert ("protect", "positive") in set(zip(words["term"], words["item"].astype(str), strict=True)) or len(words)
