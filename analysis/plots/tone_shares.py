"""Clearly negative and clearly positive sentences, either way from the middle."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.contributions import DOWN, UP
from analysis.schema import SCORES, require

NEGATIVE, POSITIVE = "clearly negative", "clearly positive"


def diverging(scores: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """A row per outlet: the share of clearly negative sentences to the left, of clearly positive ones to the right.

    In: SCORES of the metric `tone`, one voice and definition. Intervals where they are known; shares are printed."""
    require(scores, SCORES, by="tone_shares.diverging", made_by="compare.intervals.scores")
    present = list(scores["outlet"].cat.categories)
    for item, sign, colour in ((NEGATIVE, -1, DOWN), (POSITIVE, 1, UP)):
        part = scores[scores["item"] == item].astype({"outlet": "str"}).set_index("outlet").reindex(present)
        ax.barh(range(len(present)), sign * part["value"], color=colour, height=0.55, label=item)
        ax.hlines(range(len(present)), sign * part["low"], sign * part["high"], color="#111111", lw=1.1)
        for row, (value, far) in enumerate(zip(part["value"], part["high"].fillna(part["value"]), strict=True)):
            if pd.notna(value):
                ax.annotate(
                    f"{100 * value:.0f} %",
                    (sign * far, row),
                    xytext=(4 * sign, 0),
                    textcoords="offset points",
                    ha="left" if sign > 0 else "right",
                    va="center",
                    fontsize=8,
                )
    widest = max(0.05, float(scores[["value", "high"]].max(axis=None)))
    ax.set_xlim(-1.2 * widest, 1.2 * widest)
    ax.axvline(0, color="#555555", lw=0.8)
    ax.set_yticks(range(len(present)), [outlets.get(o, o) for o in present])
    ax.set_ylim(len(present) - 0.5, -0.5)
    ax.xaxis.set_major_formatter(_percent)
    ax.set_xlabel(f"{NEGATIVE}   |   {POSITIVE}, % of sentences")
    ax.spines["left"].set_visible(False)
    return ax


def _percent(value: float, _: float) -> str:
    return f"{abs(100 * value):.0f}"
