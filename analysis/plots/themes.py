"""Topics found by NMF, as their words and their share of each outlet."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.cells import cells
from analysis.schema import THEMES, require


def theme_map(themes: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """A row per theme, named by its words and its stability; a column per outlet; the share of the outlet in percent.

    In: THEMES. A theme that is not stable says so and is grey."""
    require(themes, THEMES, by="themes.theme_map", made_by="compare.themes.themes")
    if themes.empty:
        return ax
    names = [o for o in outlets if o in set(themes["outlet"].astype(str))]
    table = themes.astype({"outlet": "str"}).pivot(index="theme", columns="outlet", values="share")[names]
    heads = themes.drop_duplicates("theme").set_index("theme").loc[table.index]
    rows = [
        f"{words} ({stability:.2f}{'' if stable else ', unstable'})"
        for words, stability, stable in zip(heads["words"], heads["stability"], heads["stable"], strict=True)
    ]
    values = table.to_numpy(dtype=float)
    texts = np.array([[f"{100 * v:.0f}" for v in row] for row in values], dtype=object)
    faint = np.repeat(~heads["stable"].to_numpy(dtype=bool)[:, None], len(names), axis=1)
    shades = np.where(faint, 0.0, values / max(float(values.max()), 1e-9))
    cells(shades, texts, rows=rows, columns=[outlets[o] for o in names], ax=ax, faint=faint)
    ax.tick_params(axis="y", labelsize=7.2)
    for label, unstable in zip(ax.get_yticklabels(), faint[:, 0], strict=True):
        label.set_color("#888888" if unstable else "#222222")
    return ax
