"""The figure of distinctive words: which words, which marks."""

import matplotlib as mpl
import pandas as pd
import pytest

from analysis.errors import TableError
from analysis.plots import style, words

mpl.use("Agg")


@pytest.fixture
def table() -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "outlet": ["echo"] * 3 + ["mercury"] * 3 + ["argus"],
            "term": ["wall", "sea", "tram", "tram", "depot", "wall", "sea"],
            "n_articles": [9, 4, 1, 7, 3, 2, 1],
            "z": [5.2, 2.1, -3.0, 4.0, 3.0, -5.0, -1.0],
            "differs": pd.array([True, False, False, True, None, True, None], dtype="boolean"),
        }
    )
    frame["outlet"] = pd.Categorical(frame["outlet"], ["argus", "echo", "mercury"])
    return frame


def panels(table: pd.DataFrame, **more) -> dict:
    ax = style.canvas(height=words.figure_height(3))
    names = {"argus": "The Argus", "echo": "Echo", "mercury": "Mercury"}
    assert words.distinctive_words(table, outlets=names, ax=ax, **more) is ax
    return {panel.get_title(loc="left") or panel.get_title(): panel for panel in ax.child_axes}


def test_words_above_the_others_alone_most_distinctive_first(table):
    shown = words.shown(table, each=1)
    assert list(zip(shown["outlet"].astype(str), shown["term"], strict=True)) == [("echo", "wall"), ("mercury", "tram")]
    texts = [t.get_text() for t in panels(table)["Echo"].texts]
    assert [t for t in texts if t.isalpha() and t not in ("z", "articles")] == ["wall", "sea"]
    assert {"5.2", "9", "2.1", "4"} <= set(texts)


def test_what_differs_is_bold_on_a_full_bar(table):
    panel = panels(table)["Mercury"]
    weight = {t.get_text(): t.get_fontweight() for t in panel.texts}
    assert (weight["tram"], weight["depot"]) == ("bold", "normal")
    full, outlined = panel.patches
    assert full.get_facecolor()[3] == 1
    assert outlined.get_facecolor()[3] == 0


def test_bars_of_all_panels_have_one_scale(table):
    drawn = panels(table)
    assert len({panel.get_xlim() for panel in drawn.values()}) == 1
    assert drawn["Echo"].patches[0].get_width() == 5.2


def test_an_outlet_without_a_word_says_so(table):
    assert [t.get_text() for t in panels(table)["The Argus"].texts] == ["no word above the others"]


def test_a_missing_column_is_named(table):
    with pytest.raises(TableError, match=r"words.distinctive_words needs \['z'\]"):
        panels(table.drop(columns="z"))
