"""Items that clauses of several articles share: a rare word or two near each other, in surroundings that are alike."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.compare.alignment import Clauses

TELLING = 0.6  # nats that a word must tell to count
ALONE = 1.2  # and to be an anchor alone
NEAR = 4  # telling words between which two are an anchor together
SPAN = 7  # words that lie between them at most
AROUND = 5  # words on each side of an anchor that are its surroundings
REPEATED = 2.5  # sentences of an article that hold an anchor, in the mean, at most
WIDE = 6.0  # and before its surroundings are looked at
AGAIN = 0.15  # for an item that the articles come back to
LEVELS = (0.0, 0.12, 0.2, 0.3)  # likeness of surroundings that every clause must reach
SURE = 1.15  # score from which an anchor is an item
SAME = 0.4  # share of places in common from which two anchors are one

Ints = NDArray[np.int64]


class Item(NamedTuple):
    """Clauses that share an item, by number; how like the others' each one's surroundings are; words at which those
    begin and end; the anchor's score and its stems."""

    members: list[int]
    similarity: list[float]
    spans: list[tuple[int, int]]
    score: float
    words: str


class _Found(NamedTuple):
    score: float
    key: tuple[int, ...]
    members: list[int]
    similarity: list[float]
    places: dict[int, frozenset[int]]


def items(
    clauses: Clauses, articles: Sequence[frozenset[int]], sentence: Ints, *, sure: float = SURE, same: float = SAME
) -> list[Item]:
    """Items that clauses of two articles or more share, the surest first."""
    candidates = []
    for key, at in _anchors(clauses).items():
        candidates += _candidates(clauses, articles, sentence, key, at, sure=sure)
    candidates.sort(key=lambda f: (-f.score, f.members, f.key))
    taken: dict[tuple[int, int], set[int]] = defaultdict(set)
    kept: list[_Found] = []
    extents: set[tuple[int, ...]] = set()
    for found in candidates:
        if tuple(found.members) in extents:
            continue
        both: dict[int, set[int]] = defaultdict(set)
        for clause, places in found.places.items():
            for place in places:
                for other in taken[clause, place]:
                    both[other].add(clause)
        if any(len(c) >= same * max(len(found.places), len(kept[k].places)) for k, c in both.items()):
            continue
        extents.add(tuple(found.members))
        for clause, places in found.places.items():
            for place in places:
                taken[clause, place].add(len(kept))
        kept.append(found)
    return [
        Item(
            f.members,
            f.similarity,
            [(min(f.places[m]), max(f.places[m])) for m in f.members],
            f.score,
            " ".join(sorted(clauses.stems[s] for s in f.key)),
        )
        for f in kept
    ]


def _anchors(clauses: Clauses) -> dict[tuple[int, ...], dict[int, tuple[int, int]]]:
    """For each word or pair of words near each other, the clauses that hold it and the places of its ends."""
    found: dict[tuple[int, ...], dict[int, tuple[int, int]]] = defaultdict(dict)
    for clause, places in enumerate(clauses.places):
        held = sorted((place, s) for s, place in places.items() if clauses.weight[s] >= TELLING)
        for k, (place, s) in enumerate(held):
            if clauses.weight[s] >= ALONE:
                found[(s,)].setdefault(clause, (place, place))
            for after, other in held[k + 1 : k + 1 + NEAR]:
                if after - place > SPAN:
                    break
                found[min(s, other), max(s, other)].setdefault(clause, (place, after))
    return {key: at for key, at in found.items() if len(at) > 1}


def _candidates(
    clauses: Clauses,
    articles: Sequence[frozenset[int]],
    sentence: Ints,
    key: tuple[int, ...],
    at: dict[int, tuple[int, int]],
    *,
    sure: float,
) -> list[_Found]:
    members = sorted(at)
    first = [min(articles[m]) for m in members]
    wide = len(set().union(*(articles[m] for m in members)))
    if wide < 2 or len({int(sentence[m]) for m in members}) > WIDE * wide:
        return []
    windows = [_surroundings(clauses, m, at[m]) for m in members]
    alike = _alike(clauses, windows)
    out: list[_Found] = []
    kept = list(range(len(members)))
    for level in LEVELS:
        kept = _trimmed(alike, first, kept, least=level)
        if not kept:
            break
        outs = sorted({first[k] for k in kept})
        if len({int(sentence[members[k]]) for k in kept}) > REPEATED * len(outs):
            continue
        best = _means(alike, first, kept)
        per = {a: max(b for k, b in zip(kept, best) if first[k] == a) for a in outs}
        held = {a: set().union(*(windows[k].keys() for k in kept if first[k] == a)) for a in outs}
        full = set.intersection(*held.values())
        score = sum(clauses.weight[s] for s in sorted(full)) / 10 + max(clauses.weight[s] for s in key) / 10
        score += min(per.values()) + AGAIN * min(len(kept) / len(outs) - 1, 1)
        if score < sure:
            continue
        places = {members[k]: frozenset(p for s, p in windows[k].items() if s in full) for k in kept}
        out.append(_Found(round(score, 9), key, [members[k] for k in kept], best, places))
    return out


def _surroundings(clauses: Clauses, clause: int, ends: tuple[int, int]) -> dict[int, int]:
    a, z = ends[0] - AROUND, ends[1] + AROUND
    return {s: p for s, p in clauses.places[clause].items() if a <= p <= z and clauses.weight[s] >= TELLING}


def _alike(clauses: Clauses, windows: list[dict[int, int]]) -> NDArray[np.float64]:
    stems = {s: i for i, s in enumerate(sorted(set().union(*windows)))}
    table = np.zeros((len(windows), len(stems)))
    for row, window in enumerate(windows):
        for s in window:
            table[row, stems[s]] = clauses.weight[s]
    length = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(length > 0, length, 1)
    return np.round(table @ table.T, 12)


def _means(alike: NDArray[np.float64], first: list[int], kept: list[int]) -> list[float]:
    """For each clause the mean likeness to the best clause of every other article."""
    out = []
    for k in kept:
        best: dict[int, float] = {}
        for j in kept:
            if first[j] != first[k]:
                best[first[j]] = max(best.get(first[j], 0.0), float(alike[k, j]))
        out.append(sum(best.values()) / len(best) if best else 0.0)
    return out


def _trimmed(alike: NDArray[np.float64], first: list[int], kept: list[int], *, least: float) -> list[int]:
    kept = list(kept)
    while len({first[k] for k in kept}) > 1:
        means = _means(alike, first, kept)
        worst = min(range(len(kept)), key=lambda i: (means[i], kept[i]))
        if means[worst] >= least:
            return kept
        kept.pop(worst)
    return []
