"""A figure again at the width of one column of a journal, with nothing cut off."""

import pickle
from textwrap import fill
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.plots.style import SINGLE

SMALLER = 0.78
SMALLEST = 5.0  # points
PER_LINE = 18  # letters of a row's name
WIDE_ROWS = 30  # letters in all columns' names beside which they must stand upright


def narrow(figure: Figure) -> Figure:
    """A copy of a figure of one axes, 89 mm wide: smaller letters, names broken into lines, panels below each other.

    The figure itself stays as it is. Whoever asked for the copy closes it."""
    copy: Figure = pickle.loads(pickle.dumps(figure))
    copy.set_layout_engine("constrained")
    height = figure.get_figheight()
    for text in copy.findobj(Text):
        text.set_fontsize(max(SMALLEST, float(text.get_fontsize()) * SMALLER))
    for ax in copy.axes:
        for dots in (c for c in ax.collections if isinstance(c, PathCollection)):
            dots.set_sizes(dots.get_sizes() * SMALLER**2)
        if ax.child_axes:
            height = 0.5 + (height - 0.5) * _stacked(ax) * SMALLER
        _broken_names(ax)
    copy.suptitle(
        fill(figure.get_suptitle().replace("\n", " "), int(SINGLE * 14)),
        x=0.01,
        ha="left",
        fontsize=8.5,
        fontweight="bold",
    )
    copy.set_size_inches(SINGLE, height)
    return copy


def _broken_names(ax: Axes) -> None:
    labels = [label.get_text() for label in ax.get_yticklabels()]
    if any(labels) and max(map(len, labels)) > PER_LINE:
        ax.set_yticks(ax.get_yticks(), [fill(label, PER_LINE) for label in labels])
    across = [label.get_text() for label in ax.get_xticklabels()]
    top = ax.xaxis.get_ticks_position() == "top"
    if top and sum(map(len, across)) > WIDE_ROWS:
        for label in ax.get_xticklabels():
            label.set(rotation=90, ha="center")
    elif any("\n" in label for label in across):
        shorter = [label.replace(" words", "") for label in across]
        ax.set_xticks(ax.get_xticks(), shorter)


def _stacked(ax: Axes) -> float:
    """Lay the panels of an axes below each other; how many times as high it must become."""
    panels = [child for child in ax.child_axes if isinstance(child, Axes)]
    rows = len({round(panel.get_position().y0, 3) for panel in panels}) or 1
    each = 1 / len(panels)
    for number, panel in enumerate(panels):
        box = Bbox.from_bounds(0, 1 - (number + 1) * each, 0.97, each * 0.86)
        panel.set_axes_locator(_At(box, ax))
    return len(panels) / rows


class _At:
    """Where a panel lies in its axes; matplotlib asks this while it lays out."""

    def __init__(self, box: Bbox, parent: Axes) -> None:
        self.box, self.parent = box, parent

    def __call__(self, _ax: Any, _renderer: Any) -> Bbox:
        figure = self.parent.get_figure(root=False)
        assert figure is not None
        return self.box.transformed(self.parent.transAxes - figure.transSubfigure)
