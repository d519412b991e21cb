"""Every sentence as a mark, so that a mean is never seen without what it is a mean of."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.schema import SCORES, TONES, require

MOST = 400  # sentences of an outlet that are drawn


def sentence_tone(
    tones: pd.DataFrame,
    *,
    means: pd.DataFrame,
    outlets: dict[str, str],
    colours: dict[str, str],
    ax: Axes,
    most: int = MOST,
) -> Axes:
    """A row per outlet: each sentence at its tone, those of one tone stacked, and the mean as a long stroke.

    In: TONES of one voice; `means`, SCORES of the same voice, a row per outlet: the stroke is its value, which counts
    articles (or events) alike and so is not the mean of the dots. Where an outlet has more than `most` sentences an
    even choice of them is drawn (`drawn_of`)."""
    require(tones, TONES, by="strips.sentence_tone", made_by="features.tone.tones")
    require(means, SCORES, by="strips.sentence_tone", made_by="compare.intervals.scores")
    strokes = means.astype({"outlet": "str"}).set_index("outlet")["value"]
    present = list(tones["outlet"].cat.categories)
    for row, outlet in enumerate(present):
        values = tones.loc[(tones["outlet"] == outlet) & tones["compound"].notna(), "compound"]
        if values.empty:
            continue
        drawn = chosen(tones, most=most).loc[lambda t, o=outlet: t["outlet"] == o, "compound"]
        ax.scatter(drawn, row + _stacked(drawn.to_numpy()), s=20, color=colours[outlet], alpha=0.75, lw=0)
        mean = strokes[outlet]
        ax.plot([mean, mean], [row - 0.3, row + 0.3], color="black", lw=2)
        ax.annotate(
            f"{mean:+.2f}",
            (mean, row - 0.3),
            xytext=(0, 1),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=8,
        )
    ax.set_yticks(range(len(present)), [outlets.get(o, o) for o in present])
    ax.set_ylim(len(present) - 0.4, -0.75)
    ax.set_xlim(-1.02, 1.02)
    ax.axvline(0, color="#999999", lw=0.8, zorder=0)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["-1\nunpleasant words", "-0.5", "0", "0.5", "1\npleasant words"])
    ax.spines["left"].set_visible(False)
    return ax


def _stacked(values: np.ndarray, *, width: float = 0.035, step: float = 0.085) -> np.ndarray:
    """Offsets that lay marks of nearly one value beside each other, up and down in turn."""
    offsets = np.zeros(len(values))
    bins = np.round(values / width).astype(int)
    for one in np.unique(bins):
        here = np.flatnonzero(bins == one)
        pattern = np.array([(k + 1) // 2 * (1 if k % 2 else -1) for k in range(len(here))], float)
        scale = min(step, 0.56 / max(len(here), 1))
        offsets[here] = pattern * scale
    return offsets


def chosen(tones: pd.DataFrame, *, most: int = MOST) -> pd.DataFrame:
    """Of each outlet at most `most` sentences, an even choice of them in order of tone."""
    known = tones[tones["compound"].notna()].sort_values(["compound", "article_id", "sentence"], kind="stable")
    parts = [
        part.iloc[np.linspace(0, len(part) - 1, min(len(part), most)).round().astype(int)]
        for _, part in known.groupby("outlet", observed=True)
    ]
    return pd.concat(parts) if parts else known


def drawn_of(tones: pd.DataFrame, *, most: int = MOST) -> str:
    """How many of the sentences are drawn, where not all are."""
    n = int(tones["compound"].notna().sum())
    drawn = len(chosen(tones, most=most))
    return f"Of {n:,} sentences {drawn:,} are drawn, an even choice by tone." if drawn < n else "All are drawn."


def rows(tones: pd.DataFrame) -> pd.DataFrame:
    """The rows that `sentence_tone` draws, without their text: outlet, article, sentence, position, compound."""
    return chosen(tones)[
        ["outlet", "article_id", "sentence", "position", "voice", "definition", "compound"]
    ].reset_index(drop=True)
