"""One column of a journal: every panel can be read without the wide picture beside it."""

from itertools import pairwise

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Text

from analysis.plots import cells, columns, panels, specifications, style
from analysis.schema import SCORES, conform, named

mpl.use("Agg")
OUTLETS = {k: f"Outlet {k}" for k in "abcdefg"}
LABELS = {"wall": "The wall along the harbour and its cost", "tide": "Tides", "boats": "Boats that lie in the harbour"}
KINDS = {"head": "the outlet's own words", "lede": "speech that is reported", "body": "without the strongest term"}


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


@pytest.fixture
def panelled():
    rows = [
        dict.fromkeys(SCORES.columns)
        | {"metric": "topic", "definition": d, "outlet": o, "item": i, "voice": "all", "value": 0.2}
        | {"n_articles": 1, "n_events": 1, "n_words": 9}
        for d in KINDS
        for o in OUTLETS
        for i in LABELS
    ]
    table = pd.DataFrame(rows)
    table = conform(table.assign(outlet=named(table["outlet"], OUTLETS), item=named(table["item"], LABELS)), SCORES)
    ax = style.canvas(height=panels.figure_height(len(OUTLETS), len(LABELS)))
    panels.outlet_panels(table, by="definition", names=KINDS, labels=LABELS, outlets=OUTLETS, ax=ax)
    style.title(ax, "Sentences that carry a topic")
    return ax.get_figure()


@pytest.fixture
def specified():
    items = ["wall", "tide", "boats", "wall", "tide"]
    key = [("topic", "all", i, o, 0.2, 0.1, 0.3, 3, 3) for i, o in zip(items, OUTLETS, strict=False)]
    names = ["metric", "voice", "item", "outlet", "gap", "low", "high", "n_same", "n_definitions"]
    kinds = ["share of sentences", "share of words", "prominence-weighted share"]
    grid = [
        {"item": i, "outlet": o, "voice": "all", "definition": d, "gap": 0.1 * (k + 1)}
        for i, o in zip(items, OUTLETS, strict=False)
        for k, d in enumerate(kinds)
    ]
    whole = pd.DataFrame(grid).assign(**{c: "one" for c in specifications.CHOICES if c not in ("voice", "definition")})
    ax = style.canvas(height=specifications.curve_height(whole))
    agreed = pd.DataFrame(key, columns=names)
    specifications.gap_curves(agreed, whole, labels=LABELS, outlets=OUTLETS, unit=100, ax=ax)
    style.title(ax, "Key gaps under every definition")
    return ax.get_figure()


def narrowed(figure):
    style.rendered(figure, "png")
    copy = columns.narrow(figure)
    copy.set_dpi(style.DOTS)
    copy.draw_without_rendering()
    return copy


def within_the_page(figure):
    whole = figure.axes[0]
    seen = [*whole.child_axes, *filter(None, [whole.get_legend()])] or [whole]
    for text in (t for part in seen for t in part.findobj(Text) if t.get_text() and t.get_visible()):
        box = text.get_window_extent()
        assert box.x0 >= -1, text.get_text()
        assert box.x1 <= figure.bbox.width + 1, text.get_text()


def apart(axes):
    """No name of a row stands on the next one."""
    boxes = sorted((label.get_window_extent() for label in axes.get_yticklabels()), key=lambda box: box.y0)
    assert all(below.y1 <= above.y0 + 1 for below, above in pairwise(boxes))


@pytest.mark.parametrize("kind", ["panelled", "specified"])
def test_every_row_of_panels_names_its_rows(kind, request):
    copy = narrowed(request.getfixturevalue(kind))
    within_the_page(copy)
    children = copy.axes[0].child_axes
    left = min(panel.get_window_extent().x0 for panel in children)
    first = [panel for panel in children if panel.get_window_extent().x0 < left + 2]
    # Seven outlets in three rows of three; five gaps in two rows of three, each a curve above its choices.
    assert len(first) == {"panelled": 3, "specified": 4}[kind]
    for panel in first:
        assert [label for label in panel.get_yticklabels() if label.get_text() and label.get_visible()]
        apart(panel)
    bottom = min(panel.get_window_extent().y0 for panel in children)
    legend = copy.axes[0].get_legend()
    assert legend is None or legend.get_window_extent().y1 <= bottom


def test_rows_are_as_high_as_their_names():
    names = [
        "The wall along the harbour and what it costs whoever lives behind it",
        "Nobody knows whether the tide will reach the houses of the old harbour",
    ] * 4
    table = pd.DataFrame(0.5, index=range(8), columns=range(3))
    ax = style.canvas(height=cells.figure_height(len(names)))
    cells.cells(table.to_numpy(), table.to_numpy(object), rows=names, columns=["A", "B", "C"], ax=ax)
    style.title(ax, "Two in one sentence")
    copy = narrowed(ax.get_figure())
    within_the_page(copy)
    apart(copy.axes[0])
