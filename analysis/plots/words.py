"""The words that set each outlet apart."""

import pandas as pd
from matplotlib.axes import Axes

from analysis.schema import require

COLUMNS = 3
_INK, _FAINT, _BAR = "#111111", "#666666", "#C9D3DD"
_Z_AT = 0.83  # right edge of the column of z, as a share of the panel


def distinctive_words(
    table: pd.DataFrame, *, outlets: dict[str, str], ax: Axes, each: int = 8, columns: int = COLUMNS
) -> Axes:
    """One small panel an outlet: its most distinctive words, a bar as long as z, and z with the number of articles.

    In: `distinctive.log_odds`, of up to nine outlets; `outlets` gives their order and printed names. Words of z above
    0 alone, the first `each` by z. A word that differs is printed bold on a full bar, one that cannot be told from
    chance plain on an outlined one. Bars of all panels have one scale."""
    needed = ["outlet", "term", "n_articles", "z", "differs"]
    require(table, needed, by="words.distinctive_words", made_by="compare.distinctive.log_odds")
    top = shown(table, each=each)
    names = [o for o in outlets if o in set(table["outlet"].astype("str"))]
    columns = min(columns, max(len(names), 1))
    rows = -(-len(names) // columns)
    widest = float(top["z"].max()) if len(top) else 1.0
    ax.set_axis_off()
    for place, outlet in enumerate(names):
        row, column = divmod(place, columns)
        height = 1 / rows
        panel = ax.inset_axes((column / columns, 1 - (row + 1) * height, 0.94 / columns, height * 0.86))
        _panel(panel, top[top["outlet"].astype("str") == outlet], name=outlets[outlet], each=each, widest=widest)
    return ax


def shown(table: pd.DataFrame, *, each: int = 8) -> pd.DataFrame:
    """The rows that the figure draws. In: `distinctive.log_odds`. Out: the same, cut to the words drawn."""
    above = table[table["z"] > 0].sort_values(["z", "term"], ascending=[False, True], kind="stable")
    top = above.groupby("outlet", observed=True, sort=False).head(each)
    order = top["outlet"].cat.codes.sort_values(kind="stable").index
    return top.loc[order].reset_index(drop=True)


def figure_height(n_outlets: int, *, each: int = 8, columns: int = COLUMNS) -> float:
    """Inches that the panels of so many outlets need."""
    return 0.5 + -(-n_outlets // columns) * (0.19 * each + 0.55)


def _panel(ax: Axes, top: pd.DataFrame, *, name: str, each: int, widest: float) -> None:
    ax.set_title(name, fontsize=9.5, pad=3)
    for row, (term, z, articles, differs) in enumerate(
        zip(top["term"], top["z"], top["n_articles"], top["differs"], strict=True)
    ):
        sure = bool(differs) if not pd.isna(differs) else False
        ax.barh(row, z, height=0.82, color=_BAR if sure else "none", edgecolor=_BAR, lw=0.8)
        ax.annotate(
            term,
            (0, row),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=_INK,
            fontweight="bold" if sure else "normal",
        )
        for at, text in ((_Z_AT, f"{z:.1f}"), (1, f"{articles:,}")):
            ax.text(
                at, row, text, transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=7.5, color=_FAINT
            )
    if len(top):
        for at, text in ((_Z_AT, "z"), (1, "articles")):
            ax.text(
                at, -0.8, text, transform=ax.get_yaxis_transform(), ha="right", va="bottom", fontsize=6.5, color=_FAINT
            )
    else:
        ax.text(0, 0, "no word above the others", fontsize=8.5, color=_FAINT, va="center")
    ax.set_xlim(0, widest * 1.4)
    ax.set_ylim(each - 0.4, -0.6)
    ax.set_xticks([])
    ax.set_yticks(range(len(top)), top["term"])
    ax.tick_params(labelleft=False, length=0)
    ax.spines[:].set_visible(False)
