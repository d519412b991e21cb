"""Where in the articles each topic comes: a small strip per outlet."""

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from analysis.schema import require

ROW = 0.27  # inches a strip needs
STRIP = 0.88  # of a column's width
FLOOR, HIGH = 0.3, 0.72  # of a row's height: where a strip stands, and how high it may be
TICKS_UP_TO = 3  # articles of an outlet drawn sentence by sentence
_LINE, _TICK, _HEAD = "#BBBBBB", "#264E70", "#D55E00"


def strips(
    places: pd.DataFrame,
    slices: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    labels: dict[str, str],
    outlets: dict[str, str],
    ax: Axes,
) -> Axes:
    """A row per item, a column per outlet, and in each cell a strip from the top of the articles to their end.

    In: `placement.places`; `placement.by_slice`; ARTICLES. With few articles an outlet every sentence that carries the
    item is a tick at its place, and a triangle at the left says that the headline carries it. With more, the strip has
    a bar per slice, as high as the share of the sentences there that carry the item; bars of one item have one scale,
    and the number at its label is the share that the highest of them stands for."""
    require(places, ["outlet", "item", "part", "position"], by="positions.strips", made_by="metrics.placement.places")
    require(slices, ["outlet", "item", "slice", "share"], by="positions.strips", made_by="metrics.placement.by_slice")
    few = single(articles)
    order = _order(slices)
    names = [o for o in outlets if o in set(slices["outlet"].astype(str))]
    tops = slices.astype({"item": "str"}).groupby("item")["share"].max()
    at = {(item, outlet): (row, column) for row, item in enumerate(order) for column, outlet in enumerate(names)}
    rows, columns = np.array(list(at.values())).T
    ax.hlines(rows + FLOOR, columns, columns + STRIP, color=_LINE, lw=0.7, zorder=1)
    if few:
        _ticks(ax, places.astype({"item": "str", "outlet": "str"}), at)
    else:
        _bars(ax, slices.astype({"item": "str", "outlet": "str"}), at, tops)
    ax.set_xlim(-0.06, len(names) - 0.02)
    ax.set_ylim(len(order) - 0.5, -0.75)
    ax.set_xticks(np.arange(len(names)) + 0.44, [outlets[o] for o in names])
    ax.set_yticks(np.arange(len(order)) + 0.02, [_label(i, labels, None if few else tops[i]) for i in order])
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    if len(names) > 6 or any(len(outlets[o]) > 14 for o in names):
        plt.setp(ax.get_xticklabels(), rotation=35, ha="left")
    ax.spines[:].set_visible(False)
    return ax


def single(articles: pd.DataFrame) -> bool:
    """Whether every outlet has so few articles that sentences are drawn one by one."""
    return bool(articles["outlet"].value_counts().max() <= TICKS_UP_TO) if len(articles) else True


def reading(articles: pd.DataFrame) -> str:
    """How to read the strips, which differ where outlets have few articles."""
    if single(articles):
        return (
            "Each strip runs from the top of an article (left) to its end. A stroke is a sentence that "
            "carries the topic; "
            "a triangle at the left: the headline carries it."
        )
    return (
        "Each strip runs from the top of an outlet's articles (left) to their end, in tenths. A bar is "
        "the share of the "
        "sentences there that carry the topic; bars of a row have one scale, and the number at its name is the share "
        "that the highest stands for."
    )


def figure_height(n_items: int) -> float:
    """Inches that the strips of so many items need."""
    return 0.95 + ROW * n_items


def _order(slices: pd.DataFrame) -> list[str]:
    with_item = slices.groupby("item", observed=False)["n_with"].sum()
    return [str(i) for i in with_item.sort_values(ascending=False, kind="stable").index]


def _label(item: str, labels: dict[str, str], top: float | None) -> str:
    name = labels.get(item, item)
    return name if top is None or not np.isfinite(top) else f"{name} ({100 * top:.0f} %)"


def _ticks(ax: Axes, places: pd.DataFrame, at: dict[tuple[str, str], tuple[int, int]]) -> None:
    cell = np.array([at[key] for key in zip(places["item"], places["outlet"], strict=True)]).reshape(-1, 2)
    heading = (places["part"] == "headline").to_numpy()
    body = ~heading
    x = cell[body, 1] + 0.03 + (STRIP - 0.06) * places["position"].to_numpy(dtype=float)[body]
    ax.vlines(x, cell[body, 0] + FLOOR - HIGH, cell[body, 0] + FLOOR, color=_TICK, lw=1.9)
    marks = np.unique(cell[heading], axis=0)
    ax.scatter(marks[:, 1] - 0.02, marks[:, 0], marker=">", s=26, color=_HEAD, zorder=3, clip_on=False)


def _bars(ax: Axes, slices: pd.DataFrame, at: dict[tuple[str, str], tuple[int, int]], tops: pd.Series) -> None:
    known = slices[slices["share"].fillna(0) > 0]
    cell = np.array([at[key] for key in zip(known["item"], known["outlet"], strict=True)]).reshape(-1, 2)
    width = STRIP / (slices["slice"].max() + 1)
    left = cell[:, 1] + width * (known["slice"].to_numpy() + 0.07)
    right, floor = left + width * 0.86, cell[:, 0] + FLOOR
    head = floor - HIGH * (known["share"] / known["item"].map(tops)).to_numpy(dtype=float)
    corners = np.stack([[left, right, right, left], [floor, floor, head, head]], axis=-1).swapaxes(0, 1)
    ax.add_collection(PolyCollection(list(corners), facecolor=_TICK, lw=0))
