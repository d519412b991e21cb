"""Where runs of consecutive ids occur: the search behind guard phrases and codebook phrases."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def positions(
    ids: NDArray[np.int32], phrases: Sequence[Sequence[NDArray[np.integer]]], *, n_ids: int
) -> list[NDArray[np.int64]]:
    """For each phrase, in order, the positions in `ids` at which it starts.

    In: a phrase is one array of admitted ids per element; ids run from 0 to `n_ids` - 1. Every phrase is looked for
    at the places of its rarest element alone. A phrase with an element that admits nothing, or with no element,
    occurs nowhere. Borders of texts are not known here."""
    count = np.bincount(ids, minlength=n_ids)
    rarest = [min(range(len(p)), key=lambda k: count[p[k]].sum()) if p else 0 for p in phrases]
    wanted = np.zeros(n_ids, bool)
    for phrase, k in zip(phrases, rarest, strict=True):
        if phrase:
            wanted[phrase[k]] = True
    where = np.flatnonzero(wanted[ids])
    where = where[np.argsort(ids[where], kind="stable")]
    bounds = np.concatenate([[0], np.cumsum(np.where(wanted, count, 0))])
    admitted = np.zeros(n_ids, bool)
    found = []
    for phrase, k in zip(phrases, rarest, strict=True):
        runs = [where[bounds[i] : bounds[i + 1]] for i in np.unique(phrase[k]).tolist()] if phrase else []
        start = np.sort(np.concatenate([np.zeros(0, np.int64), *runs])) - k
        start = start[(start >= 0) & (start + len(phrase) <= len(ids))]
        for j, element in enumerate(phrase):
            if j != k and len(start):
                admitted[element] = True
                start = start[admitted[ids[start + j]]]
                admitted[element] = False
        found.append(start)
    return found
