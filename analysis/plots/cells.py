"""A grid of shaded cells with a text in each."""

from collections.abc import Sequence

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from numpy.typing import NDArray

from analysis.plots.heat import SHADES

ROW = 0.27  # inches a row needs
HEAD = 1.05  # inches for title and names of columns
_DARK = 0.58  # shade from which a text is white


def cells(
    shades: NDArray[np.float64],
    texts: NDArray[np.object_],
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    ax: Axes,
    faint: NDArray[np.bool_] | None = None,
    bold: NDArray[np.bool_] | None = None,
) -> Axes:
    """Cells as dark as `shades` (0 to 1; a missing one is hatched), each with its text.

    `faint` cells have grey text, `bold` ones bold text and a frame. Row names at the left, column names on top,
    slanted where they are many or long."""
    soft = np.zeros(shades.shape, bool) if faint is None else faint
    firm = np.zeros(shades.shape, bool) if bold is None else bold
    known = np.isfinite(shades)
    filled = np.where(known, shades, 0.0)
    ax.pcolormesh(np.ma.masked_invalid(shades), cmap=SHADES, vmin=0, vmax=1, edgecolor="white", linewidth=2)
    for row, column in np.ndindex(shades.shape):
        if not known[row, column]:
            if texts[row, column] is not None:
                ax.fill_between([column, column + 1], row, row + 1, fc="#F4F4F4", ec="#BBBBBB", hatch="///", lw=0)
            continue
        text = texts[row, column]
        colour = "white" if filled[row, column] > _DARK else "#666666" if soft[row, column] else "#222222"
        ax.text(
            column + 0.5,
            row + 0.5,
            str(text),
            ha="center",
            va="center",
            fontsize=8,
            color=colour,
            fontweight="bold" if firm[row, column] else "normal",
        )
        if firm[row, column]:
            ax.add_patch(plt.Rectangle((column + 0.05, row + 0.07), 0.9, 0.86, fill=False, ec="#222222", lw=1.0))
    ax.set_xticks(np.arange(len(columns)) + 0.5, list(columns))
    ax.set_yticks(np.arange(len(rows)) + 0.5, list(rows))
    ax.xaxis.tick_top()
    ax.tick_params(length=0, labelsize=8.2)
    if len(columns) > 6 or any(len(c) > 14 for c in columns):
        plt.setp(ax.get_xticklabels(), rotation=35, ha="left")
    ax.set_ylim(max(len(rows), 1), 0)
    ax.spines[:].set_visible(False)
    return ax


def figure_height(n_rows: int) -> float:
    """Inches that so many rows need."""
    return HEAD + ROW * n_rows
