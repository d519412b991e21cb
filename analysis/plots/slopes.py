"""From headline to body: which items an outlet lifts into its headlines, and which it keeps below them."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.schema import SCORES, require

COLUMNS = 2
PANEL = 1.75  # inches
NAMED = 3  # items named at each end of a panel
LONGEST = 23  # letters of a name
_DOWN, _UP, _REST = "#264E70", "#B7791F", "#CCCCCC"


def slopes(
    scores: pd.DataFrame, *, ends: tuple[str, str], labels: dict[str, str], outlets: dict[str, str], ax: Axes
) -> Axes:
    """A panel per outlet; a line per item from its share of the headlines to its share of the body, in percent.

    In: SCORES whose `definition` holds both `ends`. The items that lose most on the way are dark with round marks and
    named at the headline, those that gain most are ochre, dashed, with square marks and named at the body, at most
    three of each; the rest is thin and grey. Outlets without a headline have no panel. Each panel has its own scale."""
    require(scores, SCORES, by="slopes.slopes", made_by="compare.intervals.scores")
    tables = by_outlet(scores, ends=ends, outlets=outlets)
    rows = max(-(-len(tables) // COLUMNS), 1)
    ax.set_axis_off()
    for k, (outlet, table) in enumerate(tables.items()):
        left, bottom = (k % COLUMNS) / COLUMNS, 1 - (k // COLUMNS + 1) / rows
        panel = ax.inset_axes((left + 0.38 / COLUMNS, bottom + 0.1 / rows, 0.24 / COLUMNS, 0.76 / rows))
        panel.set_title(outlets[outlet], fontsize=8.5, pad=4, loc="center")
        _panel(panel, table, labels=labels)
    return ax


def by_outlet(scores: pd.DataFrame, *, ends: tuple[str, str], outlets: dict[str, str]) -> dict[str, pd.DataFrame]:
    """For each outlet that has headlines a row per item and a column per end, in percent."""
    out = {}
    for outlet in (o for o in outlets if o in set(scores["outlet"].astype(str))):
        part = scores[(scores["outlet"] == outlet) & scores["definition"].isin(ends)].astype({"item": "str"})
        table = 100 * part.pivot(index="item", columns="definition", values="value").astype(float)
        table = table.reindex(columns=list(ends), index=[str(i) for i in scores["item"].cat.categories]).dropna()
        if len(table):
            out[outlet] = table
    return out


def figure_height(n_panels: int) -> float:
    """Inches that so many panels need."""
    return 0.45 + PANEL * max(-(-n_panels // COLUMNS), 1)


def moved(table: pd.DataFrame, *, most: int = NAMED) -> tuple[list[str], list[str]]:
    """The items that lose and those that gain most from the first column to the last, at most `most` of each.

    In: a row per item, a column per end. Equals stand in the order of the rows."""
    change = table.iloc[:, -1] - table.iloc[:, 0]
    down = change[change < 0].sort_values(kind="stable").index[:most]
    up = change[change > 0].sort_values(ascending=False, kind="stable").index[:most]
    return [str(i) for i in down], [str(i) for i in up]


def _panel(panel: Axes, table: pd.DataFrame, *, labels: dict[str, str]) -> None:
    down, up = moved(table)
    top = max(float(table.to_numpy().max()), 1.0)
    rest = table.drop(index=[*down, *up]).to_numpy()
    panel.plot([0, 1], rest.T, color=_REST, lw=0.8, zorder=1)
    for items, colour, marker, dash in ((down, _DOWN, "o", "-"), (up, _UP, "s", (0, (4, 2)))):
        for item in items:
            name, ends = labels.get(item, item), table.loc[item].to_numpy()
            panel.plot([0, 1], ends, color=colour, marker=marker, ms=3.8, lw=1.4, ls=dash, zorder=3, label=name)
    for items, end, colour in ((down, 0, _DOWN), (up, 1, _UP)):
        values = table.loc[items].iloc[:, end]
        for item, y in apart(values, gap=0.13 * top).items():
            name = labels.get(str(item), str(item))
            name = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
            text = f"{name} {values[item]:.0f}" if end == 0 else f"{values[item]:.0f} {name}"
            panel.annotate(
                text,
                (end, y),
                xytext=(-7 if end == 0 else 7, 0),
                textcoords="offset points",
                ha="right" if end == 0 else "left",
                va="center",
                fontsize=6.7,
                color=colour,
                annotation_clip=False,
            )
    panel.set_xlim(-0.04, 1.04)
    panel.set_ylim(-0.04 * top, 1.1 * top)
    panel.set_xticks([0, 1], ["headline", "body"], fontsize=7)
    panel.set_yticks([])
    panel.grid(visible=False)
    panel.spines[["top", "right", "left", "bottom"]].set_visible(False)
    panel.axvline(0, color="#DDDDDD", lw=0.8, zorder=0)
    panel.axvline(1, color="#DDDDDD", lw=0.8, zorder=0)


def apart(values: pd.Series, *, gap: float) -> pd.Series:
    """Heights for the names of marks: as near to the marks as `gap` between any two allows, in their order."""
    ordered = values.sort_values(kind="stable")
    rising = np.asarray(ordered, dtype=float) - gap * np.arange(len(ordered))
    # Isotonic regression of what is left once the gaps are taken out: pool neighbours that fall out of order.
    blocks: list[tuple[float, int]] = []
    for value in rising:
        mean, n = float(value), 1
        while blocks and blocks[-1][0] > mean:
            before, m = blocks.pop()
            mean, n = (before * m + mean * n) / (m + n), m + n
        blocks.append((mean, n))
    level = np.repeat([mean for mean, _ in blocks], [n for _, n in blocks])
    return pd.Series(level + gap * np.arange(len(ordered)), index=ordered.index, dtype=float)
