"""Which items go together, outlet by outlet."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.cells import cells
from analysis.schema import TOGETHER, require

MOST = 14  # pairs drawn
TOP = 4.0  # the lift from which a cell is as dark as can be


def pair_map(together: pd.DataFrame, *, labels: dict[str, str], outlets: dict[str, str], ax: Axes) -> Axes:
    """A row per pair of items, a column per outlet: how many times as often as by chance the two share a sentence.

    In: TOGETHER. The pairs of `shown`. Under the lift, in brackets, how many sentences hold both; a dot where none
    does, hatched where one of the two does not occur. Framed and bold: the interval lies above 1; grey: it holds 1."""
    require(together, TOGETHER, by="together.pair_map", made_by="compare.cooccurrence.together")
    names = list(outlets)
    drawn = shown(together)
    pairs = list(dict.fromkeys(zip(drawn["item"].astype(str), drawn["other"].astype(str), strict=True)))
    by_cell = {(str(r.item), str(r.other), str(r.outlet)): r for r in drawn.itertuples()}
    shades = np.full((len(pairs), len(names)), np.nan)
    texts = np.full(shades.shape, "", dtype=object)
    bold, faint = np.zeros(shades.shape, bool), np.zeros(shades.shape, bool)
    for (row, pair), (column, outlet) in ((a, b) for a in enumerate(pairs) for b in enumerate(names)):
        cell = by_cell[(*pair, outlet)]
        if not np.isfinite(cell.lift):
            continue
        shades[row, column] = min(cell.lift, TOP) / TOP
        texts[row, column] = f"{cell.lift:.1f} ({cell.both})" if cell.both else "·"
        bold[row, column] = cell.low > 1
        faint[row, column] = cell.low <= 1 <= cell.high
    rows = [f"{labels.get(a, a)} + {labels.get(b, b)}" for a, b in pairs]
    cells(shades, texts, rows=rows, columns=[outlets[o] for o in names], ax=ax, faint=faint, bold=bold)
    for text in ax.texts:
        text.set_fontsize(7 if len(names) > 6 else 7.8)
    ax.tick_params(axis="y", labelsize=7.2)
    return ax


def shown(together: pd.DataFrame, *, most: int = MOST) -> pd.DataFrame:
    """The rows drawn: the `most` pairs that share most sentences over all outlets, in that order."""
    totals = together.groupby(["item", "other"], observed=True)["both"].sum()
    top = totals[totals > 0].sort_values(ascending=False, kind="stable").head(most)
    rank = pd.Series(range(len(top)), index=top.index, name="rank")
    joined = together.join(rank, on=["item", "other"])
    kept = joined[joined["rank"].notna()].sort_values(["rank", "outlet"], kind="stable")
    return kept.drop(columns="rank").reset_index(drop=True)
