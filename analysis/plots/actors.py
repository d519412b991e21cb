"""Tone toward each actor, outlet by outlet."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.multiples import heading
from analysis.schema import ALL, SCORES, require


def actor_dots(
    scores: pd.DataFrame,
    *,
    voice: str,
    actors: dict[str, str],
    outlets: dict[str, str],
    colours: dict[str, str],
    axes: Sequence[Axes],
) -> Sequence[Axes]:
    """A panel per actor, a row per outlet: the mean tone in one voice as a dot, with its interval where it is known,
    the mean over all voices as a stroke, and the number of articles at the right.

    In: SCORES of the metric `toward`; an outlet that does not mention the actor in that voice has an empty row."""
    require(scores, SCORES, by="actors.actor_dots", made_by="compare.intervals.scores")
    present = list(scores["outlet"].cat.categories)
    for ax, actor in zip(axes, actors, strict=False):
        mine = scores[scores["item"] == actor].astype({"voice": "str", "outlet": "str"})
        shown = mine[mine["voice"] == voice].set_index("outlet").reindex(present)
        whole = mine[mine["voice"] == ALL].set_index("outlet").reindex(present)
        heading(ax, actors[actor])
        for row, outlet in enumerate(present):
            value, low, high = shown.loc[outlet, ["value", "low", "high"]]
            if voice != ALL and pd.notna(whole.loc[outlet, "value"]):
                ax.plot(whole.loc[outlet, "value"], row, marker="|", ms=9, color="#777777", zorder=2)
            if pd.isna(value):
                continue
            if pd.notna(low):
                ax.plot([low, high], [row, row], color=colours[outlet], lw=1.5)
            ax.scatter(value, row, s=36, color=colours[outlet], edgecolor="white", lw=0.6, zorder=3)
            n = int(shown.loc[outlet, "n_articles"])
            ax.text(1.0, row, f"{n:,}", transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=7)
        ax.axvline(0, color="#999999", lw=0.8, zorder=0)
        ax.set_xlim(-1.02, 1.25)
        ax.set_xticks([-1, 0, 1], ["-1", "0", "1"])
        ax.set_yticks(range(len(present)), [outlets.get(o, o) for o in present])
        ax.set_ylim(len(present) - 0.5, -0.5)
        ax.grid(axis="y")
        ax.spines["left"].set_visible(False)
    return axes
