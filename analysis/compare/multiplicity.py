"""Many tests at once: Benjamini-Hochberg over items, then contrasts inside the items it selected."""

import numpy as np


def adjusted(p: np.ndarray) -> np.ndarray:
    """Benjamini-Hochberg adjusted p-values along the first axis; a missing p is no test and stays missing.

    q <= level exactly where the step-up procedure rejects at that level (Benjamini and Hochberg 1995)."""
    p = np.asarray(p, dtype=float)
    order = np.argsort(p, axis=0, kind="stable")  # missing ones come last
    ranked = np.take_along_axis(p, order, axis=0)
    tests = np.sum(~np.isnan(p), axis=0)
    rank = np.arange(1, len(p) + 1).reshape(-1, *([1] * (p.ndim - 1)))
    steps = np.where(np.isnan(ranked), np.inf, ranked * tests / rank)
    steps = np.minimum(np.minimum.accumulate(steps[::-1], axis=0)[::-1], 1)
    out = np.empty_like(p)
    np.put_along_axis(out, order, steps, axis=0)
    return np.where(np.isnan(p), np.nan, out)


def inside_selected(item_p: np.ndarray, contrast_p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """q of each item, and of each contrast inside it, by the selective procedure of Benjamini and Bogomolov (2014).

    In: p per item; p per contrast x item. Items are selected by Benjamini-Hochberg; inside a selected item contrasts
    are tested by Benjamini-Hochberg at level x selected / tested. A contrast's q is the smallest level at which that
    happens, so q <= level says the same as the procedure at every level, and is never below its item's q."""
    item_q = adjusted(item_p)
    within = adjusted(contrast_p)
    tested = np.sum(~np.isnan(item_q))
    out = np.full_like(within, np.nan)
    levels = np.unique(item_q[~np.isnan(item_q)])
    selected = np.searchsorted(np.sort(item_q[~np.isnan(item_q)]), levels, side="right")
    for item in np.flatnonzero(~np.isnan(item_q)):
        open_at = levels >= item_q[item]  # the levels from which on this item is among the selected
        needed = within[:, item, None] * tested / selected[open_at]
        out[:, item] = np.min(np.maximum(needed, levels[open_at]), axis=1)
    return item_q, np.minimum(out, 1)
