"""Items that clauses of several articles share: a rare word or two near each other, in surroundings that are alike."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.compare.alignment import Clauses
from analysis.compare.growth import Group

TELLING = 0.6  # nats that a word must tell to count
HOLDING = 1.2  # to be one of two words of an anchor
ALONE = 1.2  # and to be an anchor alone
NEAR = 4  # telling words between which two are an anchor together
SPAN = 7  # words that lie between them at most
AROUND = 5  # words on each side of an anchor that are its surroundings
REPEATED = 2.5  # sentences of an article that hold an anchor, in the mean, at most
WIDE = 6.0  # and before its surroundings are looked at
AGAIN = 0.15  # for an item that the articles come back to
SHARE = 0.02  # of an event's articles that hold an item, at least; two of them in any case
MOST = 100  # clauses that hold an anchor, at most
SMALL = 80  # sentences of an event from which words are met again by chance
CHANCE = 0.2  # what that takes from a score, for each e-fold of them, shared among the words in common
LEVELS = (0.0, 0.12, 0.2, 0.3)  # likeness of surroundings that every clause must reach
SURE = 1.15  # score from which an anchor is an item
SAME = 0.4  # share of clauses with places in common from which an anchor tells no more than a surer one
OTHER = 0.6  # where an article holds it that does not hold the surer one
WIDER = 0.8  # where, besides, all articles of the surer one hold it
TWIN = 0.7  # share of clauses in common from which an item tells no more than a group

Ints = NDArray[np.int64]


class Item(NamedTuple):
    """Clauses that share an item, by number; how like the others' each one's surroundings are; words at which those
    begin and end; the anchor's score and its stems; whether the clauses have one person's name in common alone."""

    members: list[int]
    similarity: list[float]
    spans: list[tuple[int, int]]
    score: float
    words: str
    person: bool = False


class _Found(NamedTuple):
    score: float
    key: tuple[int, ...]
    members: list[int]
    similarity: list[float]
    places: dict[int, frozenset[int]]
    person: bool


def items(
    clauses: Clauses,
    articles: Sequence[frozenset[int]],
    sentence: Ints,
    *,
    persons: Mapping[int, frozenset[str]] | None = None,
    sure: float = SURE,
) -> list[Item]:
    """Items that clauses of two articles or more share, the surest first. A clause may hold several.

    In: vectors of distinct clauses; the articles that hold each; the sentence of each; stems of names and titles of
    people (`naming.stems`). A word that tells something, or
    two near each other, is an anchor. Of the clauses that hold it those stay whose surroundings are like the others'.
    The score is the information of the words that all articles have in the surroundings, and once more that of the
    anchor's rarest word (both over ten), the least likeness of an article to the others (0 to 1), and a bonus where
    articles come back to it; less what chance gives in a long event. Of two anchors that stand at the same places the
    better one stays; both do where they differ enough in who holds them, as a phrase of two articles and a word of it
    that a third one has too. It cannot tell one deed from another that is told in the same rare words."""
    candidates = []
    chance = CHANCE * max(0.0, math.log(len(np.unique(sentence)) / SMALL)) if len(sentence) else 0.0
    n_articles = len(frozenset().union(*articles))
    for key, at in _anchors(clauses, articles, fewest=max(2, math.ceil(SHARE * n_articles))).items():
        candidates += _candidates(clauses, articles, sentence, key, at, persons=persons or {}, sure=sure, chance=chance)
    candidates.sort(key=lambda f: (-f.score, f.members, f.key))
    taken: dict[tuple[int, int], set[int]] = defaultdict(set)
    kept: list[_Found] = []
    held: list[frozenset[int]] = []
    extents: set[tuple[int, ...]] = set()
    for found in candidates:
        if tuple(found.members) in extents:
            continue
        both: dict[int, set[int]] = defaultdict(set)
        for clause, places in found.places.items():
            for place in places:
                for other in taken[clause, place]:
                    both[other].add(clause)
        mine = frozenset().union(*(articles[m] for m in found.members))
        most = {k: max(len(found.places), len(kept[k].places)) for k in both}
        if any(len(c) >= _enough(mine, held[k]) * most[k] for k, c in both.items()):
            continue
        extents.add(tuple(found.members))
        for clause, places in found.places.items():
            for place in places:
                taken[clause, place].add(len(kept))
        kept.append(found)
        held.append(mine)
    return [
        Item(
            f.members,
            f.similarity,
            [(min(f.places[m]), max(f.places[m])) for m in f.members],
            f.score,
            " ".join(sorted(clauses.stems[s] for s in f.key)),
            f.person,
        )
        for f in kept
    ]


def _enough(mine: frozenset[int], surer: frozenset[int]) -> float:
    """The share of clauses in common from which an anchor tells no more than a surer one, from the articles of both."""
    return SAME if mine <= surer else WIDER if mine > surer else OTHER


def apart(found: Sequence[Item], groups: Sequence[Group]) -> list[Item]:
    """Items whose clauses are not mostly those of a group."""
    holding: dict[int, list[int]] = {}
    for k, group in enumerate(groups):
        for member in group.members:
            holding.setdefault(member, []).append(k)
    kept = []
    for one in found:
        shared = Counter(k for m in one.members for k in holding.get(m, ()))
        n = len(one.members)
        if all(both < TWIN * (n + len(groups[k].members) - both) for k, both in shared.items()):
            kept.append(one)
    return kept


def _anchors(
    clauses: Clauses, articles: Sequence[frozenset[int]], *, fewest: int
) -> dict[tuple[int, ...], dict[int, tuple[int, int]]]:
    """For each word or pair of words near each other, the clauses that hold it and the places of its ends."""
    found: dict[tuple[int, ...], dict[int, tuple[int, int]]] = defaultdict(dict)
    for clause, places in enumerate(clauses.places):
        held = sorted((place, s) for s, place in places.items() if clauses.weight[s] >= HOLDING)
        for k, (place, s) in enumerate(held):
            if clauses.weight[s] >= ALONE:
                found[(s,)].setdefault(clause, (place, place))
            for after, other in held[k + 1 : k + 1 + NEAR]:
                if after - place > SPAN:
                    break
                found[min(s, other), max(s, other)].setdefault(clause, (place, after))
    few = {key: at for key, at in found.items() if 1 < len(at) <= MOST}
    return {key: at for key, at in few.items() if len(frozenset().union(*(articles[m] for m in at))) >= fewest}


def _candidates(
    clauses: Clauses,
    articles: Sequence[frozenset[int]],
    sentence: Ints,
    key: tuple[int, ...],
    at: dict[int, tuple[int, int]],
    *,
    persons: Mapping[int, frozenset[str]],
    sure: float,
    chance: float,
) -> list[_Found]:
    members = sorted(at, key=lambda m: (min(articles[m]), m))
    first = np.array([min(articles[m]) for m in members])
    wide = len(set().union(*(articles[m] for m in members)))
    if wide < 2 or len({int(sentence[m]) for m in members}) > WIDE * wide:
        return []
    windows = [_surroundings(clauses, m, at[m]) for m in members]
    alike = _alike(clauses, windows)
    out: list[_Found] = []
    kept = np.arange(len(members))
    for level in LEVELS:
        kept, means = _trimmed(alike, first, kept, least=level)
        if not len(kept):
            break
        outs = np.unique(first[kept])
        if len({int(sentence[members[k]]) for k in kept}) > REPEATED * len(outs):
            continue
        best = {int(a): float(means[first[kept] == a].max()) for a in outs}
        held: dict[int, set[int]] = {a: set() for a in best}
        for k in kept.tolist():
            held[int(first[k])] |= windows[k].keys()
        full = set.intersection(*held.values())
        score = sum(clauses.weight[s] for s in sorted(full)) / 10 + max(clauses.weight[s] for s in key) / 10
        score += min(best.values()) + AGAIN * min(len(kept) / len(outs) - 1, 1) - chance / len(full)
        if score >= sure:
            places = {members[k]: frozenset(p for s, p in windows[k].items() if s in full) for k in kept.tolist()}
            held_by = [members[k] for k in kept.tolist()]
            person = _one_person(_in_all(clauses, held_by, first[kept]), persons)
            out.append(_Found(round(float(score), 9), key, held_by, means.tolist(), places, person))
    return out


def _in_all(clauses: Clauses, members: list[int], first: Ints) -> set[int]:
    """The telling stems that every article has somewhere in its clauses."""
    held: dict[int, set[int]] = defaultdict(set)
    for m, article in zip(members, first.tolist(), strict=True):
        held[article] |= {s for s in clauses.places[m] if clauses.weight[s] >= TELLING}
    return set.intersection(*held.values())


def _one_person(stems: set[int], persons: Mapping[int, frozenset[str]]) -> bool:
    """Whether some stems name one person and nothing else."""
    return all(s in persons for s in stems) and bool(frozenset.intersection(*(persons[s] for s in stems)))


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


def _means(alike: NDArray[np.float64], first: Ints, kept: Ints) -> NDArray[np.float64]:
    """For each clause the mean likeness to the best clause of every other article."""
    some = alike[np.ix_(kept, kept)]
    starts = np.flatnonzero(np.r_[True, np.diff(first[kept]) != 0])
    best = np.maximum.reduceat(some, starts, axis=1)
    own = np.searchsorted(first[kept][starts], first[kept])
    best[np.arange(len(kept)), own] = 0.0
    return np.round(best.sum(axis=1) / max(1, len(starts) - 1), 9)


def _trimmed(alike: NDArray[np.float64], first: Ints, kept: Ints, *, least: float) -> tuple[Ints, NDArray[np.float64]]:
    """The clauses that are as like the others as `least`, the worst half of what falls short gone at a time."""
    while len(kept) and first[kept[0]] != first[kept[-1]]:
        means = _means(alike, first, kept)
        if means.min() >= least:
            return kept, means
        kept = kept[means > (means.min() + least) / 2]
    return np.zeros(0, np.int64), np.zeros(0)
