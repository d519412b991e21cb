"""Outlet x item as a grid of shaded cells with their numbers."""

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from analysis.schema import SCORES, require

SHADES = LinearSegmentedColormap.from_list("shades", colormaps["Blues"](np.linspace(0.02, 0.88, 256)))


def share_map(scores: pd.DataFrame, *, labels: dict[str, str], outlets: dict[str, str], ax: Axes) -> Axes:
    """Shares as percentages: a row per item, the item with most room on top, a column per outlet.

    In: SCORES of one metric, definition and voice, values from 0 to 1; printed names of items and of outlets. A dot
    stands for an item that an outlet does not touch, an empty hatched cell for what cannot be measured."""
    require(scores, SCORES, by="heat.share_map", made_by="compare.intervals.scores")
    table = scores.pivot(index="item", columns="outlet", values="value").astype(float)
    order = table.mean(axis=1).sort_values(ascending=False, kind="stable").index
    values = table.loc[order].to_numpy()
    top = max(float(np.nanmax(values)) if np.isfinite(values).any() else 0.0, 0.05)
    ax.pcolormesh(
        np.where(np.isfinite(values), values, 0), cmap=SHADES, vmin=0, vmax=top, edgecolor="white", linewidth=2
    )
    for row, column in np.ndindex(values.shape):
        value = values[row, column]
        if not np.isfinite(value):
            ax.fill_between(
                [column, column + 1], row, row + 1, facecolor="#F4F4F4", edgecolor="#BBBBBB", hatch="///", lw=0
            )
            continue
        dark = value > 0.55 * top
        text = f"{100 * value:.0f}" if value else "·"
        ax.text(
            column + 0.5, row + 0.5, text, ha="center", va="center", color="white" if dark else "#222222", fontsize=9
        )
    ax.set_xticks(np.arange(table.shape[1]) + 0.5, [outlets.get(o, o) for o in table.columns])
    ax.set_yticks(np.arange(table.shape[0]) + 0.5, [labels.get(i, i) for i in order])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    if table.shape[1] > 6 or any(len(outlets.get(o, o)) > 14 for o in table.columns):
        plt.setp(ax.get_xticklabels(), rotation=35, ha="left")
    ax.set_ylim(table.shape[0], 0)
    ax.spines[:].set_visible(False)
    return ax


def count_map(table: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """Counts as shaded cells: the table's rows as they come, a column per outlet; a dot stands for none.

    In: rows with a printable index, one column per outlet."""
    values = table.to_numpy(dtype=float)
    top = max(float(values.max(initial=0)), 1.0)
    ax.pcolormesh(np.sqrt(values / top), cmap=SHADES, vmin=0, vmax=1, edgecolor="white", linewidth=2)
    for row, column in np.ndindex(values.shape):
        value = values[row, column]
        colour = "white" if np.sqrt(value / top) > 0.55 else "#222222"
        text = f"{value:,.0f}" if value else "·"
        ax.text(column + 0.5, row + 0.5, text, ha="center", va="center", color=colour, fontsize=9)
    ax.set_xticks(np.arange(table.shape[1]) + 0.5, [outlets.get(str(o), str(o)) for o in table.columns])
    ax.set_yticks(np.arange(table.shape[0]) + 0.5, [str(i)[:38] for i in table.index])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    if table.shape[1] > 6 or any(len(outlets.get(str(o), str(o))) > 14 for o in table.columns):
        plt.setp(ax.get_xticklabels(), rotation=35, ha="left")
    ax.set_ylim(max(table.shape[0], 1), 0)
    ax.spines[:].set_visible(False)
    return ax
