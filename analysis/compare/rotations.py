"""Sums of measures over very many labellings at once.

Units stand on a circle in random order. One labelling turned round the circle gives as many labellings as there are
units, and their sums are one circular correlation: n labellings for the price of a Fourier transform. The observed
labelling and its turns are one block; every other block turns a labelling drawn at random. The turns are a group of
permutations and the blocks its random cosets, so that under exchangeability the observed labelling is a random member
of the whole set and p, its rank in the set, is exact (Hemerik and Goeman 2018, theorem 2; Koning and Hemerik 2024)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import fft

AT_ONCE = 400_000  # sums handled in one transform
NEARLY_ALL = 0.98  # share of units that may stand for all of them on the circle


@dataclass(frozen=True)
class Circle:
    """Places of units. Those beyond `n_turning` keep their label while the others turn: a group all the same."""

    order: np.ndarray
    n_turning: int
    size: int  # of the transform


def circle(n_units: int, rng: np.random.Generator, *, whole: bool) -> Circle:
    """A random order of units. Unless `whole`, one or two in a hundred stay aside where that makes an easier length;
    the labellings of a block have these in common, which matters little far out in the tails and much elsewhere."""
    n_turning, size = _length(n_units, whole=whole)
    return Circle(rng.permutation(n_units), n_turning, size)


def drawn(n_units: int, draws: int, *, whole: bool = True) -> int:
    """Labellings in the set, the observed one included: whole turns, one more than `draws` at least."""
    n = _length(n_units, whole=whole)[0]
    return -(-(draws + 1) // n) * n


def transformed(columns: np.ndarray, on: Circle) -> tuple[np.ndarray, np.ndarray]:
    """In: columns x units. Out: their transforms along the circle, and the units that do not turn."""
    n, placed = on.n_turning, columns[:, on.order]
    ring = placed[:, :n]
    if on.size > n:  # an awkward length: as a straight correlation with what follows the circle's end again
        ring = np.hstack([ring, ring[:, : n - 1]])
    return fft.rfft(ring, on.size), placed[:, n:]


def turned(labels: np.ndarray, measured: np.ndarray, resting: np.ndarray, on: Circle) -> np.ndarray:
    """Sums over the units that bear a label, in all turns of each row of labels: columns x rows x turns.

    In: rows x units, 0 or 1, in the circle's order, of the same precision as the columns; what `transformed` gave."""
    n = on.n_turning
    mine = np.conj(fft.rfft(labels[:, :n], on.size))
    out = fft.irfft(measured[:, None] * mine, on.size, overwrite_x=True)[..., :n]
    return out + (resting @ labels[:, n:].T)[..., None] if resting.shape[1] else out


def rows(seen: np.ndarray, n_rows: int, rng: np.random.Generator, *, first: bool) -> np.ndarray:
    """Labels in random order, a row each; the first row as it is, if it is the `first` of all."""
    labels = np.tile(seen, (n_rows, 1))
    fresh = labels[1:] if first else labels
    rng.permuted(fresh, axis=1, out=fresh)
    return labels


def sums(
    columns: np.ndarray, label: np.ndarray, *, n_labels: int, draws: int, seed: int | list[int]
) -> Iterator[np.ndarray]:
    """Sums of each column over the units of each label, in `drawn(len(label), draws)` labellings.

    In: units x columns; each unit's label, 0 to `n_labels` - 1. Out: arrays labels x columns x labellings; the first
    labelling of the first array is the observed one. All labellings keep the number of units of each label."""
    n, rng = len(label), np.random.default_rng(seed)
    on = circle(n, rng, whole=True)
    measured, resting = transformed(columns.T, on)
    total = columns.sum(axis=0)[:, None, None]
    step = max(1, AT_ONCE // (on.size * len(total) * max(n_labels - 1, 1)))
    n_blocks = drawn(n, draws) // n
    for start in range(0, n_blocks, step):
        labels = rows(label[on.order], min(step, n_blocks - start), rng, first=start == 0)
        out = np.empty((n_labels, len(total), *labels.shape))
        out[-1] = total  # the last label has what the others leave
        for k in range(n_labels - 1):
            out[k] = turned((labels == k).astype(float), measured, resting, on)
            out[-1] -= out[k]
        yield out.reshape(n_labels, len(total), -1)


def _length(n_units: int, *, whole: bool) -> tuple[int, int]:
    """How many units turn, and the length of the transform."""
    if n_units == fft.next_fast_len(n_units, real=True):
        return n_units, n_units
    fewer = fft.prev_fast_len(n_units, real=True)
    if not whole and fewer >= NEARLY_ALL * n_units:
        return fewer, fewer
    return n_units, fft.next_fast_len(2 * n_units - 1, real=True)
