"""MinHash: pairs of sets that may have much in common, found without comparing every pair.

Two sets have the same least hash with the probability of their Jaccard similarity (Broder 1997). Sets that agree in
one of many hashes share a bucket and become candidates; a bucket of many sets is parted by further hashes, as in an
LSH forest (Bawa, Condie and Ganesan 2005), so that an element which half of all sets hold does not make every pair a
candidate."""

import numpy as np
from numpy.typing import NDArray

HASHES = 96
MOST_IN_BUCKET = 48
DEEPEST = 4
_SEED = 19970611  # fixed: candidates are verified, so no result rests on the draw but which pairs are missed

Ints = NDArray[np.int64]


def candidates(first: Ints, element: Ints, alone: Ints, *, hashes: int = HASHES) -> tuple[Ints, Ints]:
    """Pairs of sets that may overlap, each once and in order.

    In: the elements of set i that other sets may hold are `element[first[i]:first[i + 1]]`; it has `alone[i]` further
    ones that no other set holds. Two sets with Jaccard similarity J are missed with a probability of about
    (1 - J) ** hashes while their buckets are small. A set without shared elements is in no pair."""
    filled = np.flatnonzero(np.diff(first) > 0)
    if len(filled) < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    least = signatures(first, element, alone, hashes=hashes)[:, filled]
    n = len(first) - 1
    keys = np.zeros(0, np.int64)
    for k in range(hashes):
        keys = np.union1d(keys, _pairs_in_buckets(least, k, filled, n))
    return keys // n, keys % n


def signatures(first: Ints, element: Ints, alone: Ints, *, hashes: int = HASHES) -> NDArray[np.float64]:
    """The least hash of each set under each of some hash functions: hashes x sets, from 0 to 1; 1 for an empty set.

    What a set holds alone can only keep a bucket from forming: of n such elements the least hash is drawn at once, as
    1 - (1 - u) ** (1 / n), the least of n uniform numbers."""
    rng = np.random.default_rng(_SEED)
    filled = np.flatnonzero(np.diff(first) > 0)
    out = np.ones((hashes, len(first) - 1))
    n_elements = int(element.max(initial=-1)) + 1
    for k in range(hashes):
        value, own = rng.random(n_elements), rng.random(len(alone))
        out[k, filled] = np.minimum.reduceat(value[element], first[filled])
        least_alone = -np.expm1(np.log1p(-own) / np.maximum(alone, 1))
        out[k] = np.minimum(out[k], np.where(alone > 0, least_alone, 1))
    return out


def _pairs_in_buckets(least: NDArray[np.float64], k: int, sets: Ints, n: int) -> Ints:
    """The pairs that share a bucket of hash k, as one number each; large buckets are parted by the next hashes."""
    bucket = np.unique(least[k], return_inverse=True)[1]
    for depth in range(1, DEEPEST + 1):
        order = np.argsort(bucket, kind="stable")
        size = np.bincount(bucket)[bucket]
        if depth == DEEPEST or size.max() <= MOST_IN_BUCKET:
            break
        further = np.unique(least[(k + depth) % len(least)], return_inverse=True)[1]
        parted = bucket * len(sets) + np.where(size > MOST_IN_BUCKET, further, 0)
        bucket = np.unique(parted, return_inverse=True)[1]
    place = sets[order]
    sizes = np.bincount(bucket)
    sizes = sizes[sizes > 0]
    begin = np.cumsum(sizes) - sizes
    later = np.repeat(begin + sizes, sizes) - np.arange(len(place)) - 1
    one = np.repeat(np.arange(len(place)), later)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(later) - later, later)
    a, b = place[one], place[other]
    return np.minimum(a, b) * n + np.maximum(a, b)
