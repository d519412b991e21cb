"""The figures that a bundle can draw again: those whose rows are scores or gaps alone, by their slug."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from analysis.plots import bars, dots, gaps, heat, style

TABLE_OF = {
    "voice-shares": "scores",
    "topic-share": "scores",
    "frame-vocabulary": "scores",
    "tone-by-voice": "scores",
    "topic-share-gaps": "gaps",
    "frame-vocabulary-gaps": "gaps",
}


def figure(
    slug: str, rows: pd.DataFrame, *, labels: Mapping[str, str], voices: Mapping[str, str], outlets: Mapping[str, str]
) -> Axes:
    """The figure of a slug from the rows that it shows, as SCORES or GAPS have them."""
    n_items, n_outlets, names = rows["item"].nunique(), len(outlets), dict(outlets)
    tall = style.canvas(height=1.1 + 0.34 * n_items)
    if slug == "voice-shares":
        return bars.voice_shares(rows, outlets=names, ax=style.canvas(height=1.3 + 0.42 * n_outlets))
    if slug == "tone-by-voice":
        ax = dots.outlet_dots(
            rows,
            by="voice",
            labels=dict(voices),
            outlets=names,
            colours=style.VOICE_COLOURS,
            markers=style.VOICE_MARKERS,
            ax=style.canvas(height=1.5 + 0.4 * n_outlets),
        )
        ax.set_xlabel("mean tone of sentences, -1 to 1")
        return ax
    if TABLE_OF[slug] == "gaps":
        return gaps.gap_map(rows, labels=dict(labels), outlets=names, unit=100, ax=tall)
    return heat.share_map(rows, labels=dict(labels), outlets=names, ax=tall)
