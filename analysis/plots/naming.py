"""What each outlet calls the actors, and which verbs and judging words it takes."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.plots.cells import cells
from analysis.schema import require

SORTS = {"verbs of speech": "%", "words of judgement": "per 1,000 words"}


def form_map(called: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """A row per form of an actor's name or title, a column per outlet: the share of the mentions in percent.

    In: `compare.called.called`. A dot where the outlet never uses the form, hatched where it does not name the
    actor."""
    require(called, ["actor_name", "form", "outlet", "share", "hits"], by="naming.form_map", made_by="compare.called")
    names = list(outlets)
    rows = list(dict.fromkeys(zip(called["actor_name"], called["kind"], called["form"], strict=True)))
    table = called.assign(row=list(zip(called["actor_name"], called["kind"], called["form"], strict=True)))
    wide = (
        table.astype({"outlet": "str"})
        .pivot(index="row", columns="outlet", values="share")
        .reindex(rows, columns=names)
    )
    values = wide.to_numpy(dtype=float)
    texts = np.array(
        [["" if np.isnan(v) else f"{100 * v:.0f}" if v else "·" for v in line] for line in values], dtype=object
    )
    heads = [
        f"{actor}:  {form}" if k == 0 or rows[k - 1][0] != actor else form for k, (actor, _, form) in enumerate(rows)
    ]
    cells(np.minimum(values, 1), texts, rows=heads, columns=[outlets[o] for o in names], ax=ax)
    for label, (_, kind, _) in zip(ax.get_yticklabels(), rows, strict=True):
        label.set(fontstyle="normal" if kind == "name" else "italic", fontsize=7.5)
    for k in range(1, len(rows)):
        if rows[k][0] != rows[k - 1][0]:
            ax.axhline(k, color="#555555", lw=0.9)
    return ax


def choice_map(scores: pd.DataFrame, *, outlets: dict[str, str], ax: Axes) -> Axes:
    """A row per kind of verb of speech and of judging word, a column per outlet; each block has its own shades.

    In: SCORES of the metrics `verbs of speech` (percent of them) and `words of judgement` (per 1,000 own words)."""
    require(scores, ["metric", "item", "outlet", "value"], by="naming.choice_map", made_by="compare.intervals.scores")
    names, rows, shades, texts = list(outlets), [], [], []
    for metric, unit in SORTS.items():
        part = scores[scores["metric"] == metric].astype({"outlet": "str", "item": "str"})
        table = part.pivot(index="item", columns="outlet", values="value").astype(float)
        order = [i for i in scores["item"].cat.categories if i in table.index]
        values = table.reindex(index=order, columns=names).to_numpy()
        scale = 100 if unit == "%" else 1
        top = np.nanmax(values) if np.isfinite(values).any() else 1.0
        rows += [f"{metric}: {item}, {unit}" for item in order]
        shades.append(np.sqrt(values / max(top, 1e-9)))
        digits = 0 if scale == 100 else 1
        texts += [["" if np.isnan(v) else f"{scale * v:.{digits}f}" if v else "·" for v in line] for line in values]
    cells(
        np.concatenate(shades),
        np.array(texts, dtype=object),
        rows=rows,
        columns=[outlets[o] for o in names],
        ax=ax,
    )
    ax.axhline(len(shades[0]), color="#555555", lw=0.9)
    return ax
