"""How far the agendas of outlets lie apart, and how broad each is."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.cells import cells
from analysis.schema import AGENDAS, BREADTHS, require


def distances(agendas: pd.DataFrame, breadths: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """Below the stairs the distance of each two outlets, darker where they lie further apart; at the right the breadth.

    In: AGENDAS; BREADTHS. A cell holds 100 times the Jensen-Shannon distance, and in brackets what is left of it once
    chance is taken off, where that is known. At the right a dot is an outlet's effective number of topics with its
    interval, a hollow one what as many articles drawn from all outlets would have."""
    require(agendas, AGENDAS, by="agendas.distances", made_by="compare.agendas.distances")
    require(breadths, BREADTHS, by="agendas.distances", made_by="compare.agendas.breadths")
    names = list(outlets)
    if len(names) < 2:
        return ax
    at = {o: k for k, o in enumerate(names)}
    shades = np.full((len(names), len(names)), np.nan)
    texts = np.full(shades.shape, None, dtype=object)
    for pair in agendas.astype({"outlet": "str", "other": "str"}).itertuples():
        row, column = at[pair.other], at[pair.outlet]
        shades[row, column] = pair.distance
        excess = "" if np.isnan(pair.excess) else f"\n({100 * pair.excess:+.0f})"
        texts[row, column] = "" if np.isnan(pair.distance) else f"{100 * pair.distance:.0f}{excess}"
    top = np.nanmax(shades) if np.isfinite(shades).any() else 1.0
    ax.set_axis_off()
    grid = ax.inset_axes((0.13, 0.1, 0.55, 0.86))
    labels = [outlets[o] for o in names]
    cells(shades[1:, :-1] / max(top, 1e-9), texts[1:, :-1], rows=labels[1:], columns=labels[:-1], ax=grid)
    grid.xaxis.tick_bottom()
    for name in grid.get_xticklabels():
        name.set(rotation=35 if len(names) > 6 else 0, ha="right" if len(names) > 6 else "center", fontsize=7.5)
    for text in grid.texts:
        text.set_fontsize(7)
    _breadth(ax.inset_axes((0.82, 0.1, 0.17, 0.86)), breadths, names=names, labels=labels)
    return ax


def figure_height(n_outlets: int) -> float:
    """Inches that so many outlets need."""
    return 1.3 + 0.4 * n_outlets


def _breadth(panel: Axes, breadths: pd.DataFrame, *, names: list[str], labels: list[str]) -> None:
    table = breadths.astype({"outlet": "str"}).set_index("outlet").reindex(names)
    rows = np.arange(len(names))
    panel.hlines(rows, table["low"], table["high"], color="#264E70", lw=1.4)
    panel.scatter(table["chance"], rows, s=24, facecolor="white", edgecolor="#777777", lw=1.1)
    panel.scatter(table["breadth"], rows, s=26, color="#264E70", zorder=3)
    panel.set_yticks(rows, labels, fontsize=7.5)
    panel.set_ylim(len(names) - 0.5, -0.5)
    panel.set_xlim(1, 1.12 * max(float(table[["breadth", "high", "chance"]].max().max()), 1.5))
    panel.tick_params(axis="x", labelsize=7)
    panel.set_xlabel("effective number of topics", fontsize=7.5)
    panel.grid(axis="y", color="#EEEEEE", lw=0.6)
    panel.spines[["left"]].set_visible(False)
