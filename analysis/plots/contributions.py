"""Which words lift or lower an outlet's tone against the others."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.compare.contributions import CONTRIBUTIONS
from analysis.plots.multiples import heading
from analysis.schema import require

UP, DOWN = "#B7791F", "#264E70"


def strongest(contributions: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Of each outlet the `most` words that move its gap most, the strongest first; none where there is no gap."""
    require(contributions, CONTRIBUTIONS, by="contributions.strongest", made_by="compare.contributions")
    moved = contributions[contributions["contribution"].notna() & (contributions["contribution"] != 0)]
    return moved.groupby("outlet", sort=False).head(most).reset_index(drop=True)


def word_bars(drawn: pd.DataFrame, *, outlets: dict[str, str], axes: Sequence[Axes]) -> Sequence[Axes]:
    """A panel per outlet: a bar per word, as long as what it adds to the outlet's gap to the others.

    In: `strongest`. A word that the outlet itself never writes has its name in italics: the others' use moves it."""
    require(drawn, CONTRIBUTIONS, by="contributions.word_bars", made_by="plots.contributions.strongest")
    widest = drawn["contribution"].abs().max() if len(drawn) else 1.0
    for ax, outlet in zip(axes, outlets, strict=False):
        mine = drawn[drawn["outlet"] == outlet].sort_values("contribution", ascending=False, kind="stable")
        for row, (word, value, hits) in enumerate(zip(mine["word"], mine["contribution"], mine["hits"], strict=True)):
            ax.barh(row, value, color=UP if value > 0 else DOWN, height=0.62, label=word)
            ax.annotate(
                word,
                (0, row),
                xytext=(-3 if value > 0 else 3, 0),
                textcoords="offset points",
                ha="right" if value > 0 else "left",
                va="center",
                fontsize=7.5,
                fontstyle="normal" if hits else "italic",
            )
        ax.axvline(0, color="#555555", lw=0.8)
        ax.set_xlim(-1.6 * widest, 1.6 * widest)
        ax.set_ylim(max(len(mine), 1) - 0.4, -0.6)
        ax.set_yticks([])
        ax.tick_params(axis="x", labelsize=7)
        ax.spines["left"].set_visible(False)
        gap = mine["gap"].iloc[0] if len(mine) else float("nan")
        heading(ax, outlets[outlet] + (f" ({gap:+.2f})" if pd.notna(gap) else ""))
    return axes
