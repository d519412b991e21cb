"""How far each outlet lies from the others, and where the difference can be told from chance."""

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from analysis.schema import GAPS, require


def gap_map(gaps: pd.DataFrame, *, labels: dict[str, str], outlets: dict[str, str], unit: float, ax: Axes) -> Axes:
    """Outlet x item: the gap to the mean of the other outlets; a framed, bold cell is one that differs.

    In: GAPS of one metric, definition and voice; `unit` multiplies the gap for print (100 for points of percent). Items
    stand in the order of their widest gap. Orange above the others, purple below; the sign is printed."""
    require(gaps, GAPS, by="gaps.gap_map", made_by="compare.tests.gaps")
    rest = gaps[gaps["other"] == "rest"]
    names = [o for o in outlets if o in set(rest["outlet"])]
    table = rest.astype({"item": "str"}).pivot(index="item", columns="outlet", values="gap")[names].astype(float) * unit
    sure = rest.astype({"item": "str"}).pivot(index="item", columns="outlet", values="differs")[names]
    order = table.abs().max(axis=1).sort_values(ascending=False, kind="stable").index
    values, certain = table.loc[order].to_numpy(), sure.loc[order].fillna(False).to_numpy(dtype=bool)
    top = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 1.0
    ax.pcolormesh(
        np.nan_to_num(values), cmap="PuOr_r", vmin=-1.25 * top, vmax=1.25 * top, edgecolor="white", linewidth=2
    )
    digits = 1 if top >= 1 else 2
    for row, column in np.ndindex(values.shape):
        if not np.isfinite(values[row, column]):
            continue
        bold = certain[row, column]
        ax.text(
            column + 0.5,
            row + 0.5,
            f"{values[row, column]:+.{digits}f}",
            ha="center",
            va="center",
            fontsize=8.5,
            fontweight="bold" if bold else "normal",
            color="#111111" if bold else "#777777",
        )
        if bold:
            ax.add_patch(plt.Rectangle((column + 0.06, row + 0.06), 0.88, 0.88, fill=False, ec="#222222", lw=1.1))
    ax.set_xticks(np.arange(len(names)) + 0.5, [outlets[o] for o in names])
    ax.set_yticks(np.arange(len(order)) + 0.5, [labels.get(i, i) for i in order])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    if len(names) > 6:
        plt.setp(ax.get_xticklabels(), rotation=35, ha="left")
    ax.set_ylim(len(order), 0)
    ax.spines[:].set_visible(False)
    return ax
