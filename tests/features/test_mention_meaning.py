import numpy as np
import pytest

from analysis.features.mention_features import code
from analysis.features.mention_meaning import Meaning
from analysis.features.mentions import mentions
from analysis.features.word_vectors import POLARITIES, word_vectors


def meaning(text, mention):
    start = text.index(mention)
    m = mentions([text], np.array([start]), np.array([start + len(mention)]))
    codes = np.array([code(w) for w in m.vocabulary], np.uint64)
    return m, Meaning(m, codes[m.word], codes[m.own_word])


def vector(word):
    table = word_vectors()
    return table.vector[table.places(np.array([code(word)], np.uint64))[0]]


def test_names_function_words_and_the_mention_do_not_count():
    m, meant = meaning("The council praised Ortega and Haugen", "Ortega")
    assert [m.vocabulary[w] for w in m.word[meant.known]] == ["council", "praised"]
    assert (meant.group[meant.known] > 0).all()
    assert (meant.group[~meant.known & (m.rel == 0)] == 0).all()


def test_windows_by_hand():
    # "praised" is one word before the mention, "council" two: weights 1 and 1 / sqrt(2), nothing behind.
    _, meant = meaning("The council praised Ortega", "Ortega")
    size = len(vector("council"))
    got = meant.vectors().reshape(-1, size)
    near = vector("praised") + vector("council") / np.sqrt(2)
    assert got[1] == pytest.approx(near / np.linalg.norm(near))  # all words, by nearness
    assert got[3] == pytest.approx(near / np.linalg.norm(near))  # before
    assert got[2] == pytest.approx(np.zeros(size))  # behind


def test_polarities_turn_with_a_negation_and_stay_apart_by_sign():
    _, plain = meaning("Ortega is corrupt", "Ortega")
    _, turned = meaning("Ortega is not corrupt", "Ortega")
    half = len(plain.polarities()[0]) // 2
    positive, negative = plain.polarities()[0, :2]
    valence = word_vectors().polarity[:, POLARITIES.index("valence")]
    of_word = valence[word_vectors().places(np.array([code("corrupt")], np.uint64))[0]]
    assert (positive, negative) == (0, pytest.approx(of_word))
    assert of_word < 0
    assert turned.polarities()[0, 0] == pytest.approx(-of_word)
    assert plain.polarities()[0, half:] == pytest.approx(np.tanh(plain.polarities()[0, :half]))


def test_no_word_that_is_known_gives_zeros():
    _, meant = meaning("Zzqa zzqb Ortega", "Ortega")
    assert not meant.vectors().any()
    assert not meant.polarities().any()


def test_the_mentions_own_words_count_by_themselves_and_its_capitals_never():
    m, meant = meaning("On Monday the young Shooter Ortega spoke", "the young Shooter Ortega")
    assert [m.vocabulary[w] for w in m.own_word] == ["young"]
    own = meant.vectors()[0, -len(vector("young")) :]
    assert own == pytest.approx(vector("young") / np.linalg.norm(vector("young")))
    _, named = meaning("On Monday Ortega spoke", "Ortega")
    assert not named.vectors()[0, -len(own) :].any()
