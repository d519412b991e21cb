"""One dot per outlet, with a whisker where an interval is known."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.schema import SCORES, require


def outlet_dots(
    scores: pd.DataFrame, *, by: str, labels: dict[str, str], outlets: dict[str, str], colours: dict[str, str],
    markers: dict[str, str], ax: Axes,
) -> Axes:
    """A row per outlet and a mark per value of `by` (a voice or an item), labelled at the marks of the first row.

    In: SCORES. A whisker stands where `low` and `high` are known; what is missing has no mark."""
    require(scores, SCORES, by="dots.outlet_dots", made_by="compare.intervals.scores")
    present = list(scores["outlet"].cat.categories)
    kinds = [k for k in scores[by].cat.categories if scores.loc[scores[by] == k, "value"].notna().any()]
    for kind in kinds:
        part = scores[scores[by] == kind].set_index("outlet").reindex(present)
        known = part["value"].notna().to_numpy()
        rows = [r for r, k in enumerate(known) if k]
        values = part["value"].to_numpy()[known]
        ax.hlines(rows, part["low"].to_numpy()[known], part["high"].to_numpy()[known], color=colours[kind], lw=1.4)
        face = {"lw": 2.2} if markers[kind] == "|" else {"lw": 0.8, "edgecolor": "white"}
        ax.scatter(values, rows, s=64, marker=markers[kind], color=colours[kind], zorder=3, label=labels.get(kind, kind), **face)
    ax.set_yticks(range(len(present)), [outlets.get(o, o) for o in present])
    ax.set_ylim(len(present) - 0.5, -0.5)
    ax.grid(axis="y")
    ax.axvline(0, color="#999999", lw=0.8, zorder=0)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=len(kinds), handletextpad=0.3, columnspacing=1.6)
    ax.spines[["left"]].set_visible(False)
    return ax
