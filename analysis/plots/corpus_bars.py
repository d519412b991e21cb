"""How large the corpus is."""

import pandas as pd
from matplotlib.axes import Axes


def words_by_outlet(sizes: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """One bar per outlet: the words of its articles, labelled with them and with the number of articles.

    In: `corpus.sizes`, one row per outlet with n_articles and n_words."""
    rows = range(len(sizes))
    ax.barh(rows, sizes["n_words"], height=0.6, color="#264E70")
    for row, (articles, words) in enumerate(zip(sizes["n_articles"], sizes["n_words"], strict=True)):
        text = f"{words:,} words, {articles:,} article{'s' * (articles != 1)}"
        ax.annotate(text, (words, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8.5)
    ax.set_yticks(rows, [outlets.get(o, o) for o in sizes["outlet"]])
    ax.set_ylim(len(sizes) - 0.5, -0.5)
    ax.set_xlim(0, max(sizes["n_words"].max() * 1.32, 1))
    ax.set_xticks([])
    ax.spines[["bottom", "left"]].set_visible(False)
    return ax
