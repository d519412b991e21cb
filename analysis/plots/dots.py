"""One dot per outlet, with a whisker where an interval is known."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.schema import SCORES, require

ROOM_FOR_A_NAME = 0.1  # of the width, between two marks
BELOW = 0.45  # inches that tick labels and the name of an axis need


def outlet_dots(
    scores: pd.DataFrame,
    *,
    by: str,
    labels: dict[str, str],
    outlets: dict[str, str],
    colours: dict[str, str],
    markers: dict[str, str],
    ax: Axes,
) -> Axes:
    """A row per outlet and a mark per value of `by` (a voice or an item), named at the marks that stand widest apart.

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
        ax.scatter(
            values,
            rows,
            s=64,
            marker=markers[kind],
            color=colours[kind],
            zorder=3,
            label=labels.get(kind, kind),
            **face,
        )
    ax.set_yticks(range(len(present)), [outlets.get(o, o) for o in present])
    ax.set_ylim(len(present) - 0.5, -0.5)
    ax.grid(axis="y")
    ax.axvline(0, color="#999999", lw=0.8, zorder=0)
    _name_the_marks(scores, by=by, kinds=kinds, labels=labels, colours=colours, ax=ax)
    ax.spines[["left"]].set_visible(False)
    return ax


def _name_the_marks(
    scores: pd.DataFrame, *, by: str, kinds: list[str], labels: dict[str, str], colours: dict[str, str], ax: Axes
) -> None:
    """Names at the marks of one row, above and below in turn: the row with all marks whose nearest two are farthest.

    Where even there names would run into each other, a legend below names the marks."""
    table = scores.astype({by: "str", "outlet": "str"}).pivot(index="outlet", columns=by, values="value")[kinds]
    rows = table.reindex(scores["outlet"].cat.categories)
    nearest = rows.apply(lambda r: r.dropna().sort_values().diff().min() + 1000 * r.notna().sum(), axis=1)
    if nearest.dropna().empty:
        return
    outlet = nearest.idxmax()
    left, right = ax.get_xlim()
    if rows.loc[outlet].dropna().sort_values().diff().min() < ROOM_FOR_A_NAME * (right - left):
        figure = ax.get_figure(root=True)
        below = BELOW / max(figure.get_figheight() - 2 * BELOW, BELOW) if figure else 0.11
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -below), ncols=len(kinds), handletextpad=0.3)
        return
    at = list(rows.index).index(outlet)
    for turn, (kind, value) in enumerate(rows.loc[outlet].dropna().sort_values().items()):
        above = turn % 2 == 0
        ax.annotate(
            labels.get(str(kind), str(kind)),
            (value, at),
            xytext=(0, 8 if above else -8),
            textcoords="offset points",
            ha="center",
            va="bottom" if above else "top",
            fontsize=8,
            color=colours[str(kind)],
        )
