"""Where in a picture each cell, bar and dot lies, so that a reader can open it."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.patches import Rectangle

DOT = 0.012  # of the width: how far round a dot still is the dot


def places(ax: Axes) -> list[dict[str, Any]]:
    """Every cell of a grid, bar along a row and dot at a row of one axes, in the order drawn.

    Out: `box` (left, top, width, height as shares of the whole picture, from its top left corner), `row` (the name at
    the vertical axis), and for a cell `column` (the name at the horizontal axis), for a bar or a dot its `value`. What
    stands at no named row has no place. The figure must have been laid out (drawn or saved) before."""
    names = {round(float(at)): label.get_text() for at, label in _ticks(ax, "y") if float(at).is_integer()}
    halves = {float(at): label.get_text() for at, label in _ticks(ax, "y")}
    columns = {float(at): label.get_text() for at, label in _ticks(ax, "x")}
    out: list[dict[str, Any]] = []
    for mesh in (c for c in ax.collections if isinstance(c, QuadMesh)):
        rows, across = np.asarray(mesh.get_coordinates()).shape[0] - 1, np.asarray(mesh.get_coordinates()).shape[1] - 1
        for row, column in np.ndindex(rows, across):
            if halves.get(row + 0.5) and columns.get(column + 0.5):
                box = _box(ax, (column, row), (column + 1, row + 1))
                out.append({"box": box, "row": halves[row + 0.5], "column": columns[column + 0.5]})
    for bars in ax.containers:
        for bar in (b for b in bars if isinstance(b, Rectangle)):
            row_of_bar = round(bar.get_y() + bar.get_height() / 2)
            if names.get(row_of_bar) and bar.get_width() > 0:
                low = (bar.get_x(), bar.get_y())
                high = (bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height())
                out.append(
                    {"box": _box(ax, low, high), "row": names[row_of_bar], "value": round(float(bar.get_width()), 9)}
                )
    for dots in (c for c in ax.collections if isinstance(c, PathCollection)):
        for x, y in np.asarray(dots.get_offsets(), float):
            if np.isfinite(x) and names.get(round(y)) and abs(y - round(y)) < 0.45:
                left, top, *_ = _box(ax, (x, y), (x, y))
                box = [left - DOT / 2, top - DOT / 2, DOT, DOT]
                out.append({"box": box, "row": names[round(y)], "value": round(float(x), 9)})
    return [{**place, "box": [round(v, 4) for v in place["box"]]} for place in out]


def _ticks(ax: Axes, which: str) -> list[tuple[float, Any]]:
    axis = ax.yaxis if which == "y" else ax.xaxis
    return list(zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False))


def _box(ax: Axes, low: tuple[float, float], high: tuple[float, float]) -> list[float]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    width, height = figure.bbox.width, figure.bbox.height
    (x0, y0), (x1, y1) = ax.transData.transform([low, high])
    left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return [left / width, 1 - top / height, (right - left) / width, (top - bottom) / height]
