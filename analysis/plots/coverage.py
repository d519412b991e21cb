"""Claim x outlet: who tells what, and where in the article."""

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.compare.labels import shortened

INK, PALE, UNSURE = "#1F3A5F", "#B8B8B8", "#7A7A7A"
SHORTEST = 62  # characters of a label
# marker, size, filled, printed name: told apart by shape and filling, so that grey will do
MARKS = {
    "headline": ("s", 9.5, True, "headline"),
    "lede": ("o", 8.5, True, "first paragraph"),
    "body": ("o", 8.0, False, "further down"),
    "quotation": ("D", 6.5, False, "only in quotation"),
    "perhaps": ("$?$", 6.0, True, "perhaps, in other words"),
    "not found": ("_", 5.0, False, "not found"),
}
COLOURS = {"perhaps": UNSURE, "not found": PALE}
EDGES = {"perhaps": 0.4, "not found": 1.0}
SHARE_COLOURS = {"shared": INK, "most": "#B7791F"}
SHARE_MARKERS = {"shared": "o", "most": "D"}
REACHES = {"all": "told by all", "most": "by most", "some": "by some", "one": "by one alone"}


def height(matrix: pd.DataFrame) -> float:
    """The height in inches that the matrix needs."""
    return 1.5 + 0.235 * len(matrix) + 0.2 * matrix["reach"].nunique()


def coverage_map(matrix: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """A row per claim in the order given, a column per outlet; the mark is the most prominent place that tells it.

    In: `compare.coverage.matrix`. Groups by reach stand apart."""
    columns = [c for c in matrix.columns if c not in ("claim_id", "label", "reach")]
    y, ticks, before = 0.0, [], None
    for row in matrix.to_dict("records"):
        if row["reach"] != before:
            y += 0.9 if before is None else 1.15
            ax.text(-0.6, y - 0.62, REACHES[row["reach"]], fontsize=8, fontweight="bold", ha="left", color="#333333")
            before = row["reach"]
        ticks.append(y)
        ax.axhline(y, color="#EFEFEF", linewidth=0.8, zorder=0)
        for x, outlet in enumerate(columns):
            marker, size, filled, _ = MARKS[row[outlet]]
            colour = COLOURS.get(row[outlet], INK)
            ax.plot(
                x,
                y,
                marker=marker,
                markersize=size,
                markerfacecolor=colour if filled else "white",
                markeredgecolor=colour,
                markeredgewidth=EDGES.get(row[outlet], 1.3),
                linestyle="none",
            )
        y += 1
    ax.set_yticks(ticks, [shortened(str(t), SHORTEST) for t in matrix["label"]], fontsize=7.5)
    ax.set_xticks(range(len(columns)), [outlets.get(c, c) for c in columns])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    if len(columns) > 5 or any(len(outlets.get(c, c)) > 12 for c in columns):
        plt.setp(ax.get_xticklabels(), rotation=35, ha="left")
    ax.set_xlim(-0.6, len(columns) - 0.4)
    ax.set_ylim(max(y, 1) - 0.3, -0.3)
    ax.spines[:].set_visible(False)
    ax.grid(visible=False)
    ax.legend(handles=_legend(), loc="upper center", bbox_to_anchor=(0.2, -0.005), ncols=3, fontsize=7.5, frameon=False)
    return ax


def _legend() -> list[Line2D]:
    return [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=marker,
            markersize=size * 0.85,
            markerfacecolor=COLOURS.get(key, INK) if filled else "white",
            markeredgecolor=COLOURS.get(key, INK),
            markeredgewidth=EDGES.get(key, 1.3),
            label=name,
        )
        for key, (marker, size, filled, name) in MARKS.items()
    ]
