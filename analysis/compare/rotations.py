"""Sums of measures over very many labellings at once.

Units stand on a circle in random order. One labelling turned round the circle gives as many labellings as there are
units, and their sums are one circular correlation: n labellings for the price of a Fourier transform. The observed
labelling and its turns are one block; every other block turns a labelling drawn at random. The turns are a group of
permutations and the blocks its random cosets, so that under exchangeability the observed labelling is a random member
of the whole set and p, its rank in the set, is exact (Hemerik and Goeman 2018, theorem 2; Koning and Hemerik 2024)."""

from collections.abc import Iterator

import numpy as np
from scipy import fft

AT_ONCE = 400_000  # sums handled in one transform


def drawn(n_units: int, draws: int) -> int:
    """Labellings in the set, the observed one included: whole turns, one more than `draws` at least."""
    return -(-(draws + 1) // n_units) * n_units


def sums(
    columns: np.ndarray, label: np.ndarray, *, n_labels: int, draws: int, seed: int | list[int]
) -> Iterator[np.ndarray]:
    """Sums of each column over the units of each label, in `drawn(len(label), draws)` labellings.

    In: units x columns; each unit's label, 0 to `n_labels` - 1. Out: arrays labels x columns x labellings; the first
    labelling of the first array is the observed one. All labellings keep the number of units of each label."""
    n = len(label)
    rng = np.random.default_rng(seed)
    order = rng.permutation(n)
    circle, seen = columns[order].T, label[order]
    size = n if n == fft.next_fast_len(n, real=True) else fft.next_fast_len(2 * n - 1, real=True)
    if size > n:  # an awkward length: as a straight correlation with what follows the circle's end again
        circle = np.hstack([circle, circle[:, : n - 1]])
    measured, total = fft.rfft(circle, size), columns.sum(axis=0)[:, None]
    step = max(1, AT_ONCE // (size * len(total) * max(n_labels - 1, 1)))
    n_blocks = drawn(n, draws) // n
    for start in range(0, n_blocks, step):
        labels = np.tile(seen, (min(step, n_blocks - start), 1))
        fresh = labels[1:] if start == 0 else labels
        rng.permuted(fresh, axis=1, out=fresh)
        yield _turned(labels, measured, total, n_labels, size)


def _turned(labels: np.ndarray, measured: np.ndarray, total: np.ndarray, n_labels: int, size: int) -> np.ndarray:
    """All turns of each row of labels: labels x columns x (rows x turns). The last label has what the others left."""
    n_rows, n = labels.shape
    out = np.empty((n_labels, len(total), n_rows, n))
    out[-1] = total[..., None]
    for k in range(n_labels - 1):
        mine = np.conj(fft.rfft((labels == k).astype(float), size))
        out[k] = fft.irfft(measured[:, None] * mine, size, overwrite_x=True)[..., :n]
        out[-1] -= out[k]
    return out.reshape(n_labels, len(total), n_rows * n)
