"""Shares of a whole as bars."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.schema import SCORES, VOICES, require

VOICE_FILL = {"narrator": ("#264E70", ""), "reported": ("#86B6D9", "////"), "quoted": ("#F2C14E", "....")}
ORDER = ("narrator", "reported", "quoted")


def voice_shares(scores: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """One bar per outlet, cut into the shares of narrator, reported and quoted words, each labelled in percent.

    In: SCORES of the metric `voice`. A share below 4 percent is drawn without its number."""
    require(scores, SCORES, by="bars.voice_shares", made_by="compare.intervals.scores")
    table = scores.pivot(index="outlet", columns="item", values="value").astype(float).fillna(0.0)
    rows = range(len(table))
    left = pd.Series(0.0, index=table.index)
    for voice in ORDER:
        width = table[voice] if voice in table else left * 0
        fill, hatch = VOICE_FILL[voice]
        ax.barh(rows, width, left=left, height=0.62, color=fill, hatch=hatch, edgecolor="white", linewidth=0.8)
        for row, (start, share) in enumerate(zip(left, width, strict=True)):
            if share >= 0.04:
                box = {"facecolor": fill, "edgecolor": "none", "pad": 1.2}
                colour = "white" if voice == "narrator" else "#222222"
                ax.text(start + share / 2, row, f"{100 * share:.0f} %", ha="center", va="center", color=colour, bbox=box)
        left = left + width
    _name_the_voices(table, ax)
    ax.set_yticks(rows, [outlets.get(o, o) for o in table.index])
    ax.set_ylim(len(table) - 0.4, -1.05)
    ax.set_xlim(0, 1)
    ax.set_xticks([])
    ax.spines[:].set_visible(False)
    return ax


def _name_the_voices(table: pd.DataFrame, ax: Axes) -> None:
    """The names of the voices above the first bar, each over the middle of its own piece and never on another."""
    first, start, taken = table.iloc[0], 0.0, -1.0
    words = {"narrator": "outlet's own words", "reported": "reported speech", "quoted": "quoted"}
    for voice in (v for v in ORDER if v in VOICES and v in table and table[v].max() > 0):
        middle = max(start + first[voice] / 2, taken)
        start += first[voice]
        fill = VOICE_FILL[voice][0]
        ax.text(min(middle, 0.94), -0.62, words[voice], ha="center", va="center", color="#222222", fontsize=8.5)
        ax.plot([min(middle, 0.94)] * 2, [-0.45, -0.34], color=fill, lw=1.5, clip_on=False)
        taken = middle + 0.2
