"""How far an outlet's words lie from those of the others, and how often as far by chance: permutation of articles.

Not z: it grows where an outlet's articles are short, whatever they say. Each count is set against what an article of
that length would hold at its event's rate, and these residuals are summed over an outlet: once over their standard
error from each side's own spread, once as they are, since for rare words that error is small by accident. p is the
larger of the two shares of labellings in which the outlet is as far from the others as observed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.compare import rotations

if TYPE_CHECKING:
    from analysis.compare.distinctive import Counted

STAGES = ((1_999, 0.01), (19_999, 0.001))  # labellings, and the p up to which a word is looked at again with more
MOST_TURNED, MOST_WITHIN_EVENTS = 99_999, 39_999  # labellings, all articles in one event and in several
TILE = 256  # words of one product
WORDS_TURNED = 32  # words whose labellings are turned at once
SUMS_AT_ONCE = 1_000_000
AT_ONCE = 32  # labellings of one product
HAIR = 1e-4  # single precision: statistics this close count as equal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Singles = NDArray[np.float32]


def p_values(words: "Counted", family: Ints, outlets: Ints, *, most: int, seed: int) -> tuple[Floats, int]:
    """p of each word of the family (rows) in each of the outlets (columns), and how many labellings there were at most.

    A word is looked at with few labellings first; only where its p is at or below the stage's bound is p taken from
    the next stage, with more. Each stage's p is valid, and p lies at or below a level only if that of one stage, the
    same for the level whatever the data, does: so is the p that comes out. `most` labellings in the last stage."""
    several = len(np.unique(words.event)) > 1
    most = min(most, MOST_WITHIN_EVENTS if several else MOST_TURNED)
    stages = [*((n, bound) for n, bound in STAGES if 2 * n < most), (most, 0.0)]
    p = np.ones((len(family), len(outlets)))
    again = np.ones(p.shape, dtype=bool)
    for stage, (labellings, bound) in enumerate(stages):
        asked = np.flatnonzero(again.any(axis=1))
        if not len(asked):
            break
        at = [seed, 7, stage]
        if several:
            found, _ = within_events(words, family[asked], outlets, labellings=labellings, seed=at)
        else:
            found, _ = turned(words, family[asked], outlets, again[asked], labellings=labellings, seed=at)
        p[asked] = np.where(again[asked], found, p[asked])
        again &= p <= bound
    return p, rotations.drawn(len(words.outlet), most, whole=False) if not several else most + 1


def turned(
    words: "Counted", family: Ints, outlets: Ints, asked: NDArray[np.bool_], *, labellings: int, seed: list[int]
) -> tuple[Floats, int]:
    """p of each word and outlet that is asked for, all articles in one event: labellings turned round a circle."""
    length = np.asarray(words.counts.sum(axis=1), np.float64).ravel()
    n, drawn = len(length), rotations.drawn(len(length), labellings, whole=False)
    on = rotations.circle(n, np.random.default_rng(seed), whole=False)
    n_rows = drawn // on.n_turning
    across = words.counts[:, family].T.tocsr()
    rate = np.asarray(across.sum(axis=1)).ravel() / max(length.sum(), 1)
    of_length = rotations.transformed(length[None], on)
    far = np.ones((2, len(family), len(outlets)), np.int64)
    groups = [np.arange(len(family))] if asked.all() else [np.flatnonzero(asked[:, k]) for k in range(len(outlets))]
    for group, mine in enumerate(groups):
        columns = range(len(outlets)) if asked.all() else [group]
        for a in range(0, len(mine), WORDS_TURNED):
            some = mine[a : a + WORDS_TURNED]
            off = across[some].toarray() - rate[some, None] * length
            square = off * off
            both = np.concatenate([off, square]).astype(np.float32)
            measured, resting = rotations.transformed(both, on)
            spread = square.sum(axis=1)[:, None]
            single = np.sqrt((square * square).sum(axis=1))[:, None] / np.maximum(spread, 1e-300)
            for k in columns:
                rng, seen = np.random.default_rng([*seed, k]), (words.outlet == outlets[k])[on.order]
                step = max(1, SUMS_AT_ONCE // (len(both) * on.size))
                bars: list[Singles] = []
                far[:, some, k] = 0
                for start in range(0, n_rows, step):
                    labels = rotations.rows(seen, min(step, n_rows - start), rng, first=start == 0)
                    sums = rotations.turned(labels.astype(np.float32), measured, resting, on).reshape(len(both), -1)
                    share = rotations.turned(labels.astype(float), *of_length, on).reshape(1, -1) / max(length.sum(), 1)
                    for i, t in enumerate(_distances(sums, share.astype(np.float32), spread.astype(np.float32))):
                        if start == 0:
                            # the error of a transform in single precision, as far as it moves the smaller spread
                            loose = HAIR + (4e-6 * single / np.maximum(share[:, :1], 1e-3) ** 2 if i == 0 else 0)
                            bars.append(np.float32(1 - np.minimum(loose, 0.5)) * t[:, :1] - np.float32(1e-6))
                        far[i, some, k] += np.count_nonzero(t >= bars[i], axis=1)
    return far.max(axis=0) / drawn, drawn


def within_events(
    words: "Counted", family: Ints, outlets: Ints, *, labellings: int, seed: list[int]
) -> tuple[Floats, int]:
    """p of each word and outlet: the outlets of articles change places inside their events.

    Each block of labellings is a product of residuals with a 0/1 matrix, tile by tile."""
    k = len(outlets)
    length = np.asarray(words.counts.sum(axis=1), np.float64).ravel()
    first = residuals(words.counts[:, family].astype(np.float64), length, words.event)
    second = first.multiply(first).tocsr()
    spread = np.asarray(second.sum(axis=0)).ravel().astype(np.float32)[:, None]
    rows_first, rows_second = (m.T.tocsr().astype(np.float32) for m in (first, second))
    far, bars = np.zeros((2, len(family), k), np.int64), np.zeros((2, len(family), 1, k), np.float32)
    for block, labels in enumerate(shuffled(words.outlet, words.event, labellings, seed)):
        flat = (labels.T[:, :, None] == outlets).astype(np.float32)  # articles x labellings x outlets
        flat = flat.reshape(len(length), -1)
        share = (length.astype(np.float32)[None] @ flat) / np.float32(max(length.sum(), 1))
        for a in range(0, len(family), TILE):
            some = slice(a, a + TILE)
            sums = np.concatenate([rows_first[some] @ flat, rows_second[some] @ flat])
            for i, t in enumerate(_distances(sums, share, spread[some])):
                t = t.reshape(len(t), -1, k)
                if block == 0:
                    bars[i, some] = np.float32(1 - HAIR) * t - np.float32(1e-6)
                far[i, some] += np.count_nonzero(t >= bars[i, some], axis=1)
    return far.max(axis=0) / (labellings + 1), labellings + 1


def residuals(counts: sparse.csr_matrix, length: Floats, event: Ints) -> sparse.csr_matrix:
    """Counts less what each article's length and the rate of its event let expect: articles x words."""
    _, code = np.unique(event, return_inverse=True)
    held = sparse.csr_matrix((np.ones(len(code)), (np.arange(len(code)), code)), shape=(len(code), int(code.max()) + 1))
    total = held.T @ length
    rates = sparse.diags_array(np.divide(1, total, out=np.zeros(len(total)), where=total > 0)) @ (held.T @ counts)
    return (counts - sparse.diags_array(length) @ (held @ rates)).tocsr()


def shuffled(outlet: Ints, event: Ints, n: int, seed: list[int]) -> Iterator[Ints]:
    """The outlets of the articles as they are, then permuted within events; some rows at a time."""
    rng = np.random.default_rng(seed)
    _, code = np.unique(event, return_inverse=True)
    by_event = np.argsort(code, kind="stable")
    yield outlet[None]
    for a in range(0, n, AT_ONCE):
        key = code + rng.random((min(AT_ONCE, n - a), len(outlet)))
        out = np.empty(key.shape, np.int64)
        out[:, by_event] = outlet[np.argsort(key, axis=1)]
        yield out


def _distances(sums: Singles, share: Singles, spread: Singles) -> tuple[Singles, Singles]:
    """The two statistics, squared, from sums of residuals above sums of their squares: words x labellings.

    `share` is the outlet's share of all words. Its variance has each article's square weighed by the share of the
    other side: (1 - share)^2 inside, share^2 outside."""
    n = len(sums) // 2
    off, own = sums[:n], sums[n:]
    own *= 1 - 2 * share
    own += spread * (share * share)
    np.maximum(own, 0, out=own)
    own += np.float32(1e-6)
    off *= off
    return off / own, off
