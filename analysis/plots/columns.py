"""A figure again at the width of one column of a journal, with nothing cut off."""

import pickle
from textwrap import fill
from typing import Any, cast

from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.plots.style import SINGLE

SMALLER = 0.78
SMALLEST = 5.0  # points
PER_LINE = 18  # letters of a row's name
LONG = 54  # letters of a name that gets wider lines
WIDE_ROWS = 30  # letters in all columns' names beside which they must stand upright
ACROSS = 3  # panels side by side where they share the names of their rows
LINE = 1.3 / 72  # inches that a line of text needs for each point of its size
NAME = 28  # letters of a row's name beside panels; longer ones are broken
LEGEND = 150  # points that a legend may be wide
LETTER, KEY = 0.56, 20  # width of a letter, of a legend's mark: in parts of the size, in points


def narrow(figure: Figure) -> Figure:
    """A copy of a figure, 89 mm wide: smaller letters, names broken into lines and rows as high as these need, panels
    below each other, or three side by side where they share the names of their rows; legends in as many rows as fit.

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
            panels = [child for child in ax.child_axes if isinstance(child, Axes)]
            height = _side_by_side(panels, ax) if _share_rows(panels) else _below(panels, ax)
        height += _broken_names(ax)
        _legend_that_fits(ax)
    copy.suptitle(
        fill(figure.get_suptitle().replace("\n", " "), int(SINGLE * 14)),
        x=0.01,
        ha="left",
        fontsize=8.5,
        fontweight="bold",
    )
    copy.set_size_inches(SINGLE, height)
    return copy


def _broken_names(ax: Axes) -> float:
    """Break names of rows and columns into lines; the inches that the rows lack to hold them."""
    labels = [label.get_text() for label in ax.get_yticklabels()]
    longest = max(map(len, labels), default=0)
    lacking = 0.0
    if longest > PER_LINE:
        broken = [fill(label, PER_LINE if longest <= LONG else int(PER_LINE * 1.6)) for label in labels]
        ax.set_yticks(ax.get_yticks(), broken)
        lines = max(map(_lines, broken))
        bottom, top = sorted(ax.get_ylim())
        each = _inches(ax) * ax.get_position().height / max(top - bottom, 1)
        needed = lines * float(ax.get_yticklabels()[0].get_fontsize()) * LINE + 0.03
        lacking = max(0.0, needed - each) * (top - bottom)
    across = [label.get_text() for label in ax.get_xticklabels()]
    upright = ax.xaxis.get_ticks_position() == "top"
    if upright and sum(map(len, across)) > WIDE_ROWS:
        for label in ax.get_xticklabels():
            label.set(rotation=90, ha="center")
    elif any("\n" in label for label in across):
        shorter = [label.replace(" words", "") for label in across]
        ax.set_xticks(ax.get_xticks(), shorter)
    return lacking


def _legend_that_fits(ax: Axes) -> None:
    """A legend below its axes in as many columns as one column of a journal holds."""
    old = ax.get_legend()
    if old is None:
        return
    texts = [text.get_text() for text in old.get_texts()]
    size = float(old.get_texts()[0].get_fontsize())
    columns = next((n for n in range(len(texts), 1, -1) if _legend_width(texts, n, size) <= LEGEND), 1)
    ax.legend(
        [handle for handle in old.legend_handles if handle is not None],
        texts,
        loc="upper center",
        bbox_to_anchor=(0.4, -0.01),
        ncols=columns,
        fontsize=size,
        handletextpad=0.3,
        columnspacing=1.0,
        frameon=False,
    )


def _legend_width(texts: list[str], columns: int, size: float) -> float:
    rows = -(-len(texts) // columns)
    widest = [max(map(len, texts[k : k + rows])) for k in range(0, len(texts), rows)]
    return sum(KEY + letters * LETTER * size for letters in widest)


def _share_rows(panels: list[Axes]) -> bool:
    """Whether the first panel alone names the rows of those beside it."""
    return len(panels) > 1 and _names_rows(panels[0]) and not all(map(_names_rows, panels))


def _names_rows(panel: Axes) -> bool:
    return bool(panel.yaxis.get_tick_params().get("labelleft", True)) and len(panel.get_yticks()) > 0


def _side_by_side(panels: list[Axes], ax: Axes) -> float:
    """Lay panels in rows of three, the first of each row with the names; how many inches high the figure becomes.

    Panels that stand at one place from left to right, one below the other, stay together."""
    blocks: list[list[Axes]] = []
    for panel in panels:
        if blocks and abs(_box(panel, ax).x0 - _box(blocks[-1][0], ax).x0) < 0.001:
            blocks[-1].append(panel)
        else:
            blocks.append([panel])
    across = min(ACROSS, len(blocks))
    rows = -(-len(blocks) // across)
    low, high = min(_box(p, ax).y0 for p in blocks[0]), max(_box(p, ax).y1 for p in blocks[0])
    body = max(_inches(ax) * (high - low) * SMALLER, *(_broken_rows(panel) for panel in blocks[0]))
    head = max(_title_height(block[0]) for block in blocks)
    foot = 0.22 if len(blocks[0][-1].get_xticks()) else 0.06
    whole = rows * (head + body + foot)
    spans = {panel: (_box(panel, ax).y0, _box(panel, ax).y1) for panel in panels}
    highest = {panel: max(spans[p][1] for p in block) for block in blocks for panel in block}
    for number, block in enumerate(blocks):
        row, column = divmod(number, across)
        top = whole - row * (head + body + foot) - head
        for panel, first in zip(block, blocks[0], strict=True):
            y0, y1 = (top - (highest[panel] - at) / (high - low) * body for at in spans[panel])
            box = Bbox.from_extents(column / across, y0 / whole, (column + 0.9) / across, y1 / whole)
            panel.set_axes_locator(_At(box, ax))
            limits = panel.get_ylim()
            if not len(panel.get_yticks()):
                names = first.get_yticklabels()
                size = float(names[0].get_fontsize())
                panel.set_yticks(first.get_yticks(), [name.get_text() for name in names], fontsize=size)
            panel.tick_params(labelleft=column == 0)
            panel.set_ylim(limits)
    return whole + 0.45 + (0.3 if ax.get_legend() else 0)


def _broken_rows(panel: Axes) -> float:
    """Break long names of a panel's rows into lines; how many inches high it must be to hold them."""
    labels = [label.get_text() for label in panel.get_yticklabels()]
    if max(map(len, labels), default=0) <= NAME:
        return 0.0
    broken = [fill(label, NAME - 8) for label in labels]
    panel.set_yticks(panel.get_yticks(), broken)
    return len(broken) * max(map(_lines, broken)) * float(panel.get_yticklabels()[0].get_fontsize()) * LINE


def _title_height(panel: Axes) -> float:
    title = panel.get_title(loc="left") or panel.get_title()
    sizes = [float(text.get_fontsize()) for text in panel.findobj(Text) if title and text.get_text() == title]
    return _lines(title) * max(sizes, default=0.0) * LINE + 0.1


def _lines(text: str) -> int:
    return text.count("\n") + 1 if text else 0


def _below(panels: list[Axes], ax: Axes) -> float:
    """Lay panels below each other; how many inches high the figure becomes."""
    rows = len({round(_box(panel, ax).y0, 3) for panel in panels}) or 1
    each = 1 / len(panels)
    for number, panel in enumerate(panels):
        panel.set_axes_locator(_At(Bbox.from_bounds(0, 1 - (number + 1) * each, 0.97, each * 0.86), ax))
    return 0.5 + (_inches(ax) - 0.5) * len(panels) / rows * SMALLER


def _inches(ax: Axes) -> float:
    """How high the figure of an axes is."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure.get_figheight()


def _box(panel: Axes, ax: Axes) -> Bbox:
    """Where a panel lies in its axes, from 0 to 1."""
    figure, locator = ax.get_figure(root=False), cast("Any", panel.get_axes_locator())
    assert figure is not None
    return Bbox(locator(panel, None)).transformed(figure.transSubfigure).transformed(ax.transAxes.inverted())


class _At:
    """Where a panel lies in its axes; matplotlib asks this while it lays out."""

    def __init__(self, box: Bbox, parent: Axes) -> None:
        self.box, self.parent = box, parent

    def __call__(self, _ax: Any, _renderer: Any) -> Bbox:
        figure = self.parent.get_figure(root=False)
        assert figure is not None
        return self.box.transformed(self.parent.transAxes - figure.transSubfigure)
