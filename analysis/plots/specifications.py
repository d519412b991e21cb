"""One gap under many definitions."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.style import VOICE_COLOURS


def gap_range(
    agreement: pd.DataFrame,
    grid: pd.DataFrame,
    *,
    labels: dict[str, str],
    outlets: dict[str, str],
    unit: float,
    ax: Axes,
) -> Axes:
    """A row per key gap: a ring for each definition, a filled mark for the primary one, and how many keep the sign.

    In: `definitions.agreement` and `definitions.grid` of one metric; `unit` multiplies the gap for print. Dark rings
    are the outlet's own words, grey ones all words."""
    rows = agreement.reset_index(drop=True)
    for at, row in rows.iterrows():
        mine = grid[(grid["item"] == row["item"]) & (grid["outlet"] == row["outlet"]) & grid["gap"].notna()]
        for voice, offset in (("narrator", -0.13), ("all", 0.13)):
            part = mine.loc[mine["voice"] == voice, "gap"] * unit
            ax.scatter(part, [at + offset] * len(part), s=34, facecolor="none", edgecolor=VOICE_COLOURS[voice], lw=1.2)
        ax.scatter([row["gap"] * unit], [at], s=70, marker="D", color="#111111", zorder=3)
        ax.annotate(
            f"{row['n_same']} of {row['n_definitions']}",
            (1.01, at),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=8.5,
        )
    ax.axvline(0, color="#999999", lw=0.9, zorder=0)
    names = [f"{outlets.get(r['outlet'], r['outlet'])}: {labels.get(r['item'], r['item'])}" for _, r in rows.iterrows()]
    ax.set_yticks(range(len(rows)), names)
    ax.set_ylim(len(rows) - 0.5, -0.6)
    ax.annotate("keep\nthe sign", (1.01, 1.0), xycoords="axes fraction", va="bottom", fontsize=8)
    ax.grid(axis="y")
    ax.spines["left"].set_visible(False)
    return ax
