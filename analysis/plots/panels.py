"""Small multiples: a panel an outlet, a row an item, a mark for each voice or definition."""

from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.schema import SCORES, require

COLUMNS = 5
ROW = 0.17  # inches a row needs
HEAD, FOOT = 0.75, 0.5
TICKS = (0, 5, 20, 50, 100)
LOOKS = (("o", "#264E70", True), ("s", "#2F8FC4", False), ("x", "#B7791F", True), ("D", "#777777", False))
VOICES = {"narrator": "outlet's own words", "reported": "reported speech", "quoted": "quoted"}
NAME_WIDTH = 16  # letters of an outlet's name on one line


def outlet_panels(
    scores: pd.DataFrame,
    *,
    by: str,
    names: dict[str, str],
    labels: dict[str, str],
    outlets: dict[str, str],
    ax: Axes,
) -> Axes:
    """A panel per outlet and a row per item, the item with most room on top; a mark per value of `by`, in percent.

    In: SCORES whose values are shares; `by` is a column (voice, definition), `names` the printed names of up to four
    values of it, in the order of the legend. A thin stroke joins the marks of a row; a value that cannot be measured
    has no mark. All panels have one scale, of square roots, so that small shares can be told apart."""
    require(scores, SCORES, by="panels.outlet_panels", made_by="compare.intervals.scores")
    order = items_by_room(scores)
    present = [o for o in outlets if o in set(scores["outlet"].astype(str))]
    top = 100 * float(scores["value"].fillna(0).clip(lower=0.05).max())
    for place, (outlet, panel) in enumerate(zip(present, _grid(ax, order, labels, n=len(present)), strict=True)):
        part = scores[scores["outlet"] == outlet].astype({by: "str", "item": "str"})
        table = 100 * part.pivot(index="item", columns=by, values="value").astype(float).reindex(order)
        _rows(panel, table[[k for k in names if k in table]], names=names)
        panel.set_title(fill(outlets[outlet], NAME_WIDTH), fontsize=8.2, pad=3)
        panel.set_xlim(-0.3, np.sqrt(top) * 1.06)
        if place % COLUMNS == 0:
            panel.set_yticks(range(len(order)), [labels.get(i, i) for i in order])
        else:
            panel.set_yticks([])
        panel.tick_params(axis="y", length=0, labelsize=7.5)
        ticks = [t for t in TICKS if t <= top * 1.02]
        panel.set_xticks(np.sqrt(ticks), [str(t) for t in ticks])
        panel.tick_params(axis="x", labelsize=6.5)
        panel.set_ylim(len(order) - 0.5, -0.5)
        panel.grid(visible=False)
        panel.spines[["left", "top", "right"]].set_visible(False)
        if place == 0:
            handles, texts = panel.get_legend_handles_labels()
            ax.legend(
                handles,
                texts,
                loc="upper center",
                bbox_to_anchor=(0.5, 0.01),
                ncols=len(names),
                handletextpad=0.2,
                fontsize=8,
            )
    return ax


def items_by_room(scores: pd.DataFrame) -> list[str]:
    """Items by the mean of all that is drawn, most first; of equals in the codebook's order."""
    means = scores.astype({"item": "str"}).groupby("item", sort=False)["value"].mean()
    order = [str(i) for i in scores["item"].cat.categories if str(i) in means.index]
    return list(means.reindex(order).sort_values(ascending=False, kind="stable").index)


def figure_height(n_outlets: int, n_items: int) -> float:
    """Inches that the panels of so many outlets and items need."""
    return HEAD + -(-n_outlets // COLUMNS) * (ROW * n_items + FOOT)


def _rows(panel: Axes, table: pd.DataFrame, *, names: dict[str, str]) -> None:
    """One panel: a row per row of the table, in percent, a mark per column."""
    values = np.sqrt(table.to_numpy(dtype=float))
    rows = np.arange(len(table))
    known = np.isfinite(values).any(axis=1)
    panel.hlines(rows, 0, 10, color="#EEEEEE", lw=0.5, zorder=0)
    if known.any():
        low, high = np.nanmin(values[known], axis=1), np.nanmax(values[known], axis=1)
        panel.hlines(rows[known], low, high, color="#AAAAAA", lw=1.1, zorder=1)
    for k, kind in enumerate(names):
        if kind not in table:
            continue
        marker, colour, full = LOOKS[k]
        shape: dict[str, Any] = (
            {"facecolors": colour if full else "none", "edgecolors": colour} if marker != "x" else {"color": colour}
        )
        panel.scatter(
            np.sqrt(table[kind]), rows, s=17, marker=marker, linewidths=1.1, zorder=2, label=names[kind], **shape
        )


def _grid(ax: Axes, order: list[str], labels: dict[str, str], *, n: int) -> list[Axes]:
    """`n` panels inside `ax`, at most `COLUMNS` in a row, with room at the left for the labels of the items."""
    ax.set_axis_off()
    figure = ax.get_figure(root=True)
    assert figure is not None
    longest = max((len(labels.get(i, i)) for i in order), default=0)
    left = min(0.062 * longest + 0.08, 2.4) / figure.get_figwidth()
    columns, rows = min(COLUMNS, max(n, 1)), -(-n // COLUMNS)
    width, height = (1 - left) / columns, 1 / max(rows, 1)
    high = max(figure.get_figheight() - HEAD + 0.1, 1.0)
    foot, head = 0.2 / high, 0.3 / high
    return [
        ax.inset_axes(
            (
                left + (k % columns) * width,
                1 - (k // columns + 1) * height + foot,
                width * 0.9,
                height - foot - head,
            )
        )
        for k in range(n)
    ]
