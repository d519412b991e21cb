"""Presence of learned frames by article and by sentence."""

import numpy as np
import pytest

from analysis.codebook import Codebook, Item
from analysis.features.learned import Classifier, View
from analysis.metrics import classified
from analysis.schema import EVERY_VOICE

BOOK = Codebook(title="One", source="a test", items=(Item(id="wall", label="Wall", terms=("wall",)),))


def classifier(unit):
    """Present where more than no word is "wall": 1 for the word, less .5."""
    view = View(("wall",), np.ones(1), np.array([[1.0], [0.0]]), np.array([-0.5]))
    none = View((), np.zeros(0), np.zeros((1, 1)), np.zeros(1))
    return Classifier("one", unit, ("wall",), (BOOK,), np.zeros(1), np.ones(1), (view, none), ())


def test_articles_are_read_whole_and_in_no_single_voice(articles, units):
    got = classified.presence(units, articles, classifier("article")).set_index(["article_id", "voice"])["value"]
    assert len(got) == len(articles) * len(EVERY_VOICE)
    assert got["echo", "all"] == 1
    assert np.isnan(got["echo", "narrator"])


def test_sentences_are_shares_by_voice(articles, units):
    got = classified.presence(units, articles, classifier("sentence")).set_index(["article_id", "voice"])["value"]
    # mercury: "marched against the harbour wall", "The wall is costly", "Nobody spoke": 2 of 3.
    assert got["mercury", "all"] == pytest.approx(2 / 3)
    assert got["echo", "quoted"] == 1
