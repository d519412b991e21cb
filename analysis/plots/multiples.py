"""Several small axes of one figure, alike, for pictures that repeat one thing."""

from math import ceil

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from analysis.plots.style import WIDTH


def panels(n: int, *, columns: int, height: float, shared: bool = True, width: float = WIDTH) -> list[Axes]:
    """n axes in rows of `columns`, each row `height` inches high; with `shared`, one scale for all of them."""
    columns = max(1, min(columns, n))
    rows = max(1, ceil(n / columns))
    figure = plt.figure(figsize=(width, rows * height + 0.5), layout="constrained")
    grid = figure.subplots(rows, columns, sharex=shared, sharey=shared, squeeze=False)
    flat: list[Axes] = list(grid.ravel())
    for unused in flat[max(n, 1) :]:
        unused.remove()
    return flat[: max(n, 1)]


def heading(ax: Axes, text: str) -> Axes:
    """What one panel is of, above its left edge."""
    ax.set_title(text, loc="left", fontsize=9, fontweight="bold", pad=3)
    return ax
