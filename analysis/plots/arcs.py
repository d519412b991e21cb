"""Tone from the top of articles to their end, outlet by outlet."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.multiples import heading
from analysis.schema import SCORES, require


def tone_arcs(
    scores: pd.DataFrame, *, outlets: dict[str, str], colours: dict[str, str], axes: Sequence[Axes]
) -> Sequence[Axes]:
    """A panel per outlet: mean tone in each stretch, joined where neighbours are known, with intervals where they are.

    In: SCORES of the metric `tone arc`, one voice. The other outlets stand behind in grey; below, in how many
    articles a stretch has a sentence."""
    require(scores, SCORES, by="arcs.tone_arcs", made_by="compare.intervals.scores")
    stretches = list(scores["item"].cat.categories)
    table = scores.astype({"outlet": "str"}).set_index(["outlet", "item"])
    places = range(1, len(stretches) + 1)
    for ax, outlet in zip(axes, outlets, strict=False):
        for other in outlets:
            if other != outlet:
                ax.plot(places, table.loc[other, "value"].reindex(stretches), color="#DDDDDD", lw=0.8, zorder=1)
        mine = table.loc[outlet].reindex(stretches)
        ax.vlines(places, mine["low"], mine["high"], color=colours[outlet], lw=1.4)
        ax.plot(places, mine["value"], color=colours[outlet], lw=1.5, zorder=3)
        for place, (stretch, value) in zip(places, mine["value"].items(), strict=True):
            ax.plot(place, value, color=colours[outlet], marker="o", ms=4.5, zorder=3, label=str(stretch))
        for place, n in zip(places, mine["n_articles"], strict=True):
            ax.text(place, 0.0, f"{n:.0f}", transform=ax.get_xaxis_transform(), ha="center", va="bottom", fontsize=6.5)
        ax.axhline(0, color="#999999", lw=0.8, zorder=0)
        ax.set_xlim(0.6, len(stretches) + 0.4)
        ax.margins(y=0.25)
        ax.set_xticks([1, len(stretches)], ["top", "end"])
        heading(ax, outlets[outlet])
    return axes
