"""Panels, slopes, strips and cells: which marks, which names."""

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from analysis.plots import cells, panels, positions, slopes, style
from analysis.schema import SCORES, conform, named

mpl.use("Agg")
NAMES = {"a": "Echo", "b": "Mercury"}
LABELS = {"wall": "The wall", "cost": "Its cost", "tide": "Tides"}


def scores(values):
    rows = [
        dict.fromkeys(SCORES.columns)
        | {"metric": "topic", "definition": d, "outlet": o, "item": i, "voice": "all", "value": v}
        | {"low": None, "high": None, "n_articles": 1, "n_events": 1, "n_words": 9, "note": None}
        for (d, o, i), v in values.items()
    ]
    table = pd.DataFrame(rows)
    return conform(table.assign(outlet=named(table["outlet"], NAMES), item=named(table["item"], LABELS)), SCORES)


@pytest.fixture
def both():
    head = {("head", "a", i): v for i, v in (("wall", 0.6), ("cost", 0.1), ("tide", 0.2))}
    body = {("body", o, i): v for o in NAMES for i, v in (("wall", 0.3), ("cost", 0.4), ("tide", 0.2))}
    return scores(head | body | {("head", "b", i): None for i in LABELS})


def test_slopes_leave_out_an_outlet_without_headlines(both):
    tables = slopes.by_outlet(both, ends=("head", "body"), outlets=NAMES)
    assert list(tables) == ["a"]
    assert slopes.moved(tables["a"]) == (["wall"], ["cost"])
    ax = slopes.slopes(both, ends=("head", "body"), labels=LABELS, outlets=NAMES, ax=style.canvas(height=2))
    texts = [t.get_text() for t in ax.child_axes[0].texts]
    assert texts == ["The wall 60", "40 Its cost"]


def test_names_are_pushed_apart_and_no_further():
    got = slopes.apart(pd.Series({"x": 1.0, "y": 1.0, "z": 5.0}), gap=1)
    # x and y share their shift: half a gap down, half a gap up; z is far enough.
    assert got.to_dict() == pytest.approx({"x": 0.5, "y": 1.5, "z": 5.0})


def test_a_panel_an_outlet_and_a_mark_a_definition(both):
    ax = panels.outlet_panels(
        both,
        by="definition",
        names={"head": "headline", "body": "body"},
        labels=LABELS,
        outlets=NAMES,
        ax=style.canvas(height=3),
    )
    left, right = ax.child_axes
    assert [left.get_title("left") or left.get_title(), right.get_title("left") or right.get_title()] == [
        "Echo",
        "Mercury",
    ]
    assert [t.get_text() for t in left.get_yticklabels()] == ["The wall", "Its cost", "Tides"]
    assert len(left.collections) == 4  # lines of rows, strokes, two kinds of marks
    drawn = left.collections[2].get_offsets()[:, 0]
    assert list(drawn) == pytest.approx(list(np.sqrt([60, 10, 20])))
    assert left.get_xlim() == right.get_xlim()


def test_strips_tick_each_sentence_of_a_single_article():
    articles = pd.DataFrame({"outlet": named(["a", "b"], NAMES)})
    places = pd.DataFrame({"outlet": ["a", "a"], "item": "wall", "part": ["headline", "body"], "position": [0.0, 0.5]})
    slices = pd.DataFrame(
        {"outlet": ["a", "b"], "item": named(["wall"] * 2, ["wall"]), "slice": 0, "n_with": [1, 0], "share": [1.0, 0.0]}
    )
    ax = positions.strips(places, slices, articles, labels=LABELS, outlets=NAMES, ax=style.canvas(height=2))
    floors, ticks, heads = ax.collections
    assert len(floors.get_segments()) == 2
    assert [s[0][0] for s in ticks.get_segments()] == pytest.approx([0.03 + (positions.STRIP - 0.06) * 0.5])
    assert len(heads.get_offsets()) == 1


def test_a_missing_cell_is_hatched_and_a_sure_one_framed():
    ax = cells.cells(
        np.array([[0.2, np.nan]]),
        np.array([["5", ""]], dtype=object),
        rows=["The wall"],
        columns=["Echo", "Mercury"],
        ax=style.canvas(height=1.5),
        bold=np.array([[True, False]]),
    )
    assert [t.get_text() for t in ax.texts] == ["5"]
    assert len(ax.patches) == 1
    assert any(c.get_hatch() for c in ax.collections)
