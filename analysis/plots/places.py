"""Where in a picture each cell, bar and dot lies, so that a reader can open it."""

from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.patches import Rectangle

UNNAMED = ("", "inset_axes", "<colorbar>")
DOT = 0.012  # of the width: how far round a dot still is the dot


def places(ax: Axes) -> list[dict[str, Any]]:
    """Every cell of a grid, bar along a row and dot of the figure that an axes belongs to, panel by panel.

    Out: `box` (left, top, width, height as shares of the whole picture, from its top left corner), `row` (the name at
    the vertical axis, or the label that a line or a bar was drawn with), and for a cell `column` (the name at the
    horizontal axis), for a bar or a dot its `value`; `panel` is the heading of its panel, where the figure has several.
    In a panel that has a label of its own every dot is of that row. Where names stand over the columns and nothing is
    shaded, each crossing of a row and a column is a cell. What stands at no name has no place. The figure must have
    been laid out (drawn or saved) before."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    every = (p for one in figure.axes for p in (one, *one.child_axes))
    panels = [p for p in every if isinstance(p, Axes) and p.axison]
    shared = next((rows for p in panels if (rows := _names(p, "y"))), {})
    out: list[dict[str, Any]] = []
    for panel in panels:
        heading = panel.get_title() or panel.get_title("left")
        named: dict[str, Any] = {"panel": heading} if len(panels) > 1 and heading else {}
        own = str(panel.get_label())
        whole = own not in UNNAMED
        here = _dots(panel, own) if whole else _of_panel(panel, _names(panel, "y") or (shared if named else {}))
        out += [{**place, **named, "box": [round(v, 4) for v in place["box"]]} for place in here]
    return out


def _dots(ax: Axes, row: str) -> list[dict[str, Any]]:
    points = (np.asarray(c.get_offsets(), float) for c in ax.collections if isinstance(c, PathCollection))
    return [{"box": _round(ax, x, y), "row": row, "value": round(float(y), 9)} for part in points for x, y in part]


def _of_panel(ax: Axes, rows: dict[float, str]) -> list[dict[str, Any]]:
    names = {round(at): name for at, name in rows.items() if at.is_integer()}
    columns = _names(ax, "x")
    out: list[dict[str, Any]] = []
    meshes = [c for c in ax.collections if isinstance(c, QuadMesh)]
    for mesh in meshes:
        down, across = np.asarray(mesh.get_coordinates()).shape[0] - 1, np.asarray(mesh.get_coordinates()).shape[1] - 1
        for row, column in np.ndindex(down, across):
            if rows.get(row + 0.5) and columns.get(column + 0.5):
                box = _box(ax, (column, row), (column + 1, row + 1))
                out.append({"box": box, "row": rows[row + 0.5], "column": columns[column + 0.5]})
    if rows and columns and not meshes and ax.xaxis.get_ticks_position() == "top":
        high, wide = _step(rows), _step(columns)
        for (y, row), (x, column) in product(sorted(rows.items()), sorted(columns.items())):
            box = _box(ax, (x - wide / 2, y - high / 2), (x + wide / 2, y + high / 2))
            out.append({"box": box, "row": row, "column": column})
        return out
    for bars in ax.containers:
        for bar in (b for b in bars if isinstance(b, Rectangle)):
            label = str(bars.get_label())
            name = names.get(round(bar.get_y() + bar.get_height() / 2), "" if label.startswith("_") else label)
            if name and bar.get_width():
                low = (bar.get_x(), bar.get_y())
                high_end = (bar.get_x() + bar.get_width(), bar.get_y() + bar.get_height())
                value = round(float(bar.get_width()), 9)
                out.append({"box": _box(ax, low, high_end), "row": name, "value": value})
    for dots in (c for c in ax.collections if isinstance(c, PathCollection)):
        for x, y in np.asarray(dots.get_offsets(), float):
            if np.isfinite(x) and names.get(round(y)) and abs(y - round(y)) < 0.45:
                out.append({"box": _round(ax, x, y), "row": names[round(y)], "value": round(float(x), 9)})
    for line in (one for one in ax.lines if one.get_marker() != "None"):
        label = str(line.get_label())
        for x, y in np.asarray(line.get_xydata(), float):
            if not label.startswith("_") and np.isfinite(y):
                out.append({"box": _round(ax, x, y), "row": label, "value": round(float(y), 9)})
    return out


def _names(ax: Axes, which: str) -> dict[float, str]:
    """The names at an axis by where they stand; numbers are no names."""
    axis = ax.yaxis if which == "y" else ax.xaxis
    at = axis.get_ticklocs()
    ticks = zip(at.tolist(), axis.get_major_formatter().format_ticks(at.tolist()), strict=True)
    return {float(place): name for place, name in ticks if any(c.isalpha() for c in name)}


def _step(names: dict[float, str]) -> float:
    at = np.diff(sorted(names))
    return float(at.min()) if len(at) else 1.0


def _round(ax: Axes, x: float, y: float) -> list[float]:
    left, top, *_ = _box(ax, (x, y), (x, y))
    return [left - DOT / 2, top - DOT / 2, DOT, DOT]


def _box(ax: Axes, low: tuple[float, float], high: tuple[float, float]) -> list[float]:
    figure = ax.get_figure(root=True)
    assert figure is not None
    width, height = figure.bbox.width, figure.bbox.height
    (x0, y0), (x1, y1) = ax.transData.transform([low, high])
    left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return [left / width, 1 - top / height, (right - left) / width, (top - bottom) / height]
