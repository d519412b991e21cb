"""One gap under many definitions: a specification curve (Simonsohn, Simmons and Nelson 2020)."""

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.compare.definitions import CHOICES, COMPARED

CURVE = 0.5  # of the height, for the curves; the rest shows the choices behind each point
PRINTED = {
    "narrator": "own words",
    "all": "all words",
    "share of sentences": "by sentences",
    "share of words": "by words",
    "prominence-weighted share": "by prominence",
    "share of sentences, strongest term left out": "without strongest term",
    "VADER, institutional terms masked": "VADER, terms masked",
    "ratio of sums": "articles by length",
    "copies of other outlets count": "with copies",
}
CHARACTERS = 86  # of a heading, over the width of the figure


def curve_height(grid: pd.DataFrame) -> float:
    """Inches that `gap_curves` needs for a grid."""
    return 2.3 + 0.16 * len(_choices(_compared(grid)))


def gap_curves(
    agreement: pd.DataFrame,
    grid: pd.DataFrame,
    *,
    labels: dict[str, str],
    outlets: dict[str, str],
    unit: float,
    ax: Axes,
) -> Axes:
    """A column per key gap: above, the gap under each definition from lowest to highest; below, what was chosen.

    In: `definitions.agreement` and `definitions.grid` of one metric; `unit` multiplies the gap for
    print. A filled point has the sign of the study's own definition, a ring has not; the horizontal line is no gap,
    the dashed one the study's own. A choice that is the same everywhere has no row."""
    rows, grid = agreement.reset_index(drop=True), _compared(grid)
    choices = _choices(grid)
    low, high = _limits(rows, unit)
    ax.set_axis_off()
    width = 1 / max(1, len(rows))
    for at, row in rows.iterrows():
        mine = grid[(grid["item"] == row["item"]) & (grid["outlet"] == row["outlet"])]
        mine = mine.sort_values(["gap", *CHOICES], kind="stable").reset_index(drop=True)
        left = int(at) * width + 0.006
        curve = ax.inset_axes((left, 1 - CURVE, width - 0.012, CURVE - 0.06))
        curve.set_label(f"{outlets.get(row['outlet'], row['outlet'])}: {labels.get(row['item'], row['item'])}")
        _curve(mine["gap"].to_numpy() * unit, row["gap"] * unit, ax=curve)
        curve.set_ylim(low, high)
        item = fill(labels.get(row["item"], row["item"]), int(CHARACTERS * width))
        kept = f"sign kept: {row['n_same']} of {row['n_definitions']}"
        head = f"{outlets.get(row['outlet'], row['outlet'])}\n{item}\n{kept}"
        curve.set_title(head, fontsize=7.5, fontweight="normal", loc="left", linespacing=1.25)
        chosen = ax.inset_axes((left, 0, width - 0.012, 1 - CURVE - 0.03))
        _chosen(mine, choices, ax=chosen)
        if at:
            curve.tick_params(labelleft=False)
            chosen.tick_params(labelleft=False)
    return ax


def _compared(grid: pd.DataFrame) -> pd.DataFrame:
    return grid[grid["voice"].isin(COMPARED) & grid["gap"].notna()]


def _limits(rows: pd.DataFrame, unit: float) -> tuple[float, float]:
    low, high = min(rows["low"].min() * unit, 0), max(rows["high"].max() * unit, 0)
    room = 0.08 * max(high - low, 1e-9)
    return low - room, high + room


def _choices(grid: pd.DataFrame) -> list[tuple[str, str]]:
    present = [(c, str(v)) for c in CHOICES for v in pd.unique(grid[c].astype("str"))]
    return [(c, v) for c, v in present if grid[c].nunique() > 1]


def _curve(gaps: np.ndarray, own: float, *, ax: Axes) -> None:
    at = np.arange(len(gaps))
    same = np.sign(gaps) == np.sign(own)
    size = float(np.clip(320 / max(1, len(gaps)), 6, 26))
    ax.axhline(0, color="#555555", lw=0.9)
    ax.axhline(own, color="#555555", lw=0.9, ls=(0, (4, 3)))
    ax.scatter(at[same], gaps[same], s=size, color="#264E70", zorder=3)
    ax.scatter(at[~same], gaps[~same], s=size, facecolor="white", edgecolor="#B7411F", lw=1.0, zorder=3)
    ax.set_xlim(-0.8, len(gaps) - 0.2)
    ax.set_xticks([])
    ax.grid(axis="y")
    ax.tick_params(labelsize=7.5)


def _chosen(mine: pd.DataFrame, choices: list[tuple[str, str]], *, ax: Axes) -> None:
    for row, (column, value) in enumerate(choices):
        at = np.flatnonzero(mine[column].astype("str") == value)
        ax.plot(at, np.full(len(at), row), "|", color="#222222", ms=4.5, mew=1.0)
        if row and choices[row - 1][0] != column:
            ax.axhline(row - 0.5, color="#cccccc", lw=0.7)
    ax.set_yticks(range(len(choices)), [PRINTED.get(v, v) for _, v in choices])
    ax.set_ylim(len(choices) - 0.4, -0.6)
    ax.set_xlim(-0.8, len(mine) - 0.2)
    ax.set_xticks([])
    ax.tick_params(labelsize=7.5, length=0)
    ax.spines[:].set_visible(False)
