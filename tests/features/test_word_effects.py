import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.errors import InputError
from analysis.features.vader import vader, vader_hits, vader_without
from analysis.features.word_effects import word_effects

ANALYSER = SentimentIntensityAnalyzer()
WORDS = ["good", "GREAT", "bad", "no", "not", "very", "but", "kind", "of", "least", "kiss", "death", "wall", "😀", "!!"]


def without(text, word):
    """The slow way: the package with the word out of its lexicon."""
    held = ANALYSER.lexicon.pop(word, None)
    try:
        return list(ANALYSER.polarity_scores(text).values())
    finally:
        if held is not None:
            ANALYSER.lexicon[word] = held


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join))
def test_without_a_word_equals_the_package_without_it(text):
    held = sorted(set(vader_hits([text])["word"])) or ["good"]
    got = vader_without([text] * len(held), held).to_numpy().tolist()
    assert got == [without(text, word) for word in held]


def test_a_word_that_is_not_there_changes_nothing():
    texts = ["The wall is good.", "A bad, bad plan!"]
    assert vader_without(texts, ["terrible", "qzx"]).equals(vader(texts))


def test_every_text_loses_its_own_word():
    # "good" and "bad" alone hold the tone of one text each.
    got = vader_without(["The wall is good.", "The wall is good."], ["good", "bad"])["compound"]
    assert got[0] == 0
    assert got[1] > 0


def test_a_word_for_every_text_is_asked_for():
    with pytest.raises(InputError) as caught:
        vader_without(["One.", "Two."], ["good"])
    assert str(caught.value) == (
        "vader.vader_without needs a word for every text but was given 2 texts and 1 words. Pass a text once for each "
        "word to leave out."
    )


def test_effects_of_a_study(units):
    own = units[units["voice"] == "narrator"]
    effects = word_effects(own, guards=frozenset())
    # Narrator of echo: "approved", "fear" and "praised"; of mercury "costly".
    assert effects["word"].tolist() == ["approved", "fear", "praised", "costly"]
    assert effects["hits"].tolist() == [1, 1, 1, 1]
    assert effects["without"].tolist() == [0, 0, 0, 0]
    assert effects["compound"].gt(0).tolist() == [True, False, True, False]


def test_a_guarded_word_has_no_effect(units):
    own = units[units["voice"] == "narrator"]
    assert "fear" not in set(word_effects(own, guards={"fear"})["word"])
