"""Every sentence a dot; the stroke is the outlet's score, not the mean of the dots."""

import pandas as pd
import pytest
from matplotlib import pyplot as plt

from analysis.plots import strips, style
from analysis.schema import SCORES, TONES, conform, named

NAMES = {"a": "Echo", "b": "Mercury"}


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


@pytest.fixture
def tones():
    # Echo: three sentences of one article at .6 and one of another at 0; Mercury one at -.2.
    rows = [("a", "a-1", k, 0.6) for k in range(3)] + [("a", "a-2", 0, 0.0), ("b", "b-1", 0, -0.2)]
    table = pd.DataFrame(
        [
            dict.fromkeys(TONES.columns)
            | {"outlet": o, "article_id": a, "sentence": s, "compound": c, "part": "body", "voice": "narrator"}
            | {"definition": "d", "stub": False, "position": 0.5, "n_words": 9}
            for o, a, s, c in rows
        ]
    )
    return table.assign(outlet=named(table["outlet"], list(NAMES)))


@pytest.fixture
def means():
    # Articles alike: Echo (.6 + 0) / 2 = .3, where its sentences have the mean .45.
    rows = [
        dict.fromkeys(SCORES.columns)
        | {"metric": "tone", "definition": "d", "outlet": o, "item": "mean", "voice": "narrator", "value": v}
        | {"n_articles": n, "n_events": 0, "n_words": 9}
        for o, v, n in (("a", 0.3, 2), ("b", -0.2, 1))
    ]
    return conform(pd.DataFrame(rows), SCORES)


def test_the_stroke_is_the_score_that_the_sentence_names(tones, means):
    colours = {"a": "#0072B2", "b": "#E69F00"}
    ax = strips.sentence_tone(tones, means=means, outlets=NAMES, colours=colours, ax=style.canvas(height=2))
    strokes = [line.get_xdata()[0] for line in ax.lines if line.get_color() == "black"]
    assert strokes == [0.3, -0.2]
    assert [text.get_text() for text in ax.texts] == ["+0.30", "-0.20"]


def test_a_choice_of_sentences_is_told(tones):
    assert strips.drawn_of(tones) == "All are drawn."
    assert strips.drawn_of(tones, most=2) == "Of 5 sentences 3 are drawn, an even choice by tone."
