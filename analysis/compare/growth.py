"""Clauses that tell one thing, found from their most similar pairs outward. A clause may stand in several groups."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.compare.alignment import Clauses, neighbours

SEED = 0.7  # similarity of the two clauses that a claim begins with
JOIN = 0.55  # mean similarity to the claim's first clauses from which another clause joins
COMMON = 0.7  # share of what those have in common that it must hold
LEAST = 0.4  # similarity of two clauses that may stand in one claim
CORE = 6  # clauses that decide what the others must share
TWIN = 0.6  # share of clauses in common from which two claims are one
SAID = 0.7  # where two share a clause, share of what the clauses of each have in common from which they are one
ACROSS = 0.35  # and the mean similarity of the clauses of the one to those of the other

Ints = NDArray[np.int64]


class Group(NamedTuple):
    """Clauses that tell one thing, by number, and each one's mean similarity to the first ones."""

    members: list[int]
    similarity: list[float]
    lowest: float


def groups(
    clauses: Clauses,
    articles: Sequence[frozenset[int]],
    *,
    seed: float = SEED,
    join: float = JOIN,
    common: float = COMMON,
    least: float = LEAST,
) -> list[Group]:
    """Groups of distinct clauses that two articles or more tell, the widest first.

    In: vectors of distinct clauses, in an order that does not depend on that of the files; the articles that hold each.
    The most similar pair of different articles begins a group; what joins must be like its first clauses (`join`, in
    the mean) and hold `common` of the information that most of them share. A pair that stands in a group already
    begins no other. Of two groups that share most of their clauses the wider one stays."""
    number = np.array([min(a) if len(a) == 1 else -1 - i for i, a in enumerate(articles)], np.int64)
    one, other, value = neighbours(clauses, number, least=least)
    near: list[dict[int, float]] = [{} for _ in articles]
    for i, j, v in zip(one.tolist(), other.tolist(), value.tolist(), strict=True):
        near[i][j] = near[j][i] = v
    strong = value >= seed
    begun = [
        (-v, i, j) for i, j, v in zip(one[strong].tolist(), other[strong].tolist(), value[strong].tolist(), strict=True)
    ]
    begun += [(-99.0, i, i) for i, a in enumerate(articles) if len(a) > 1]
    standing: list[set[int]] = [set() for _ in articles]
    found: list[Group] = []
    for _, i, j in sorted(begun):
        if standing[i] & standing[j]:
            continue
        group = _grown(clauses, near, articles, i, j, join=join, common=common)
        for member in group.members:
            standing[member].add(len(found))
        found.append(group)
    return _joined(_without_twins(found, articles), clauses, near)


def _grown(
    clauses: Clauses,
    near: list[dict[int, float]],
    articles: Sequence[frozenset[int]],
    i: int,
    j: int,
    *,
    join: float,
    common: float,
) -> Group:
    members = [i] if i == j else [i, j]
    held = set().union(*(articles[m] for m in members))
    candidates = sorted(set(near[i]) | set(near[j]) - {i, j})
    candidates = [c for c in candidates if c not in members]
    while candidates and len(members) < CORE:
        score = _scores(clauses, near, candidates, members, common=common)
        fresh = np.array([not articles[c] <= held for c in candidates])
        score = np.where(fresh, score, -1.0)
        best = int(score.argmax())
        if score[best] < join:
            break
        members.append(candidates.pop(best))
        held |= articles[members[-1]]
    core = list(members)
    if candidates:
        score = _scores(clauses, near, candidates, core, common=common)
        members += [c for c, s in zip(candidates, score.tolist(), strict=True) if s >= join]
    alike = [_mean([near[m].get(c, 0.0) for c in core if c != m]) for m in members]
    pairs = [near[a].get(b, 0.0) for k, a in enumerate(core) for b in core[k + 1 :]]
    return Group(members, alike, min(pairs, default=1.0))


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else 1.0


def _scores(
    clauses: Clauses, near: list[dict[int, float]], candidates: list[int], core: list[int], *, common: float
) -> NDArray[np.float64]:
    """Mean similarity of each candidate to the core, -1 where it lacks what most of the core shares."""
    needed = _common(clauses, core)
    total = sum(needed.values())
    out = np.full(len(candidates), -1.0)
    for k, c in enumerate(candidates):
        if sum(w for s, w in needed.items() if s in clauses.places[c]) >= common * total:
            out[k] = sum(near[c].get(m, 0.0) for m in core) / len(core)
    return out


def _common(clauses: Clauses, members: Sequence[int]) -> dict[int, float]:
    """The stems that most of some clauses hold, with their weight times the share that holds them."""
    times = Counter(stem for m in members for stem in clauses.places[m])
    return {s: clauses.weight[s] * n / len(members) for s, n in times.items() if 2 * n > len(members)}


def _joined(groups: Sequence[Group], clauses: Clauses, near: list[dict[int, float]]) -> list[Group]:
    """Groups that share a clause, and most of what their clauses have in common, as one."""
    kept: list[Group] = []
    holding: dict[int, list[int]] = {}
    for group in groups:
        beside = sorted({k for m in group.members for k in holding.get(m, ())})
        into = next((k for k in beside if _one(kept[k], group, clauses, near)), len(kept))
        if into < len(kept):
            alike = dict(zip(group.members, group.similarity, strict=True))
            fresh = [m for m in group.members if m not in kept[into].members]
            wide = kept[into]
            similarity = wide.similarity + [alike[m] for m in fresh]
            kept[into] = Group(wide.members + fresh, similarity, min(wide.lowest, group.lowest))
        else:
            kept.append(group)
        for m in group.members:
            if into not in holding.setdefault(m, []):
                holding[m].append(into)
    return kept


def _one(wide: Group, other: Group, clauses: Clauses, near: list[dict[int, float]]) -> bool:
    """Whether two groups that share a clause tell one thing, names aside."""
    here, there = (
        {s: w for s, w in _common(clauses, g.members).items() if not clauses.names[s]} for g in (wide, other)
    )
    both = sum(w for s, w in here.items() if s in there)
    if both < SAID * min(sum(here.values()), sum(there.values())):
        return False
    mine = [m for m in wide.members if m not in other.members]
    its = [m for m in other.members if m not in wide.members]
    return _mean([near[a].get(b, 0.0) for a in mine for b in its]) >= ACROSS


def _without_twins(found: list[Group], articles: Sequence[frozenset[int]]) -> list[Group]:
    """Of groups that share most of their clauses, the one of most articles, then the most similar one."""
    width = [len(frozenset().union(*(articles[m] for m in g.members))) for g in found]
    order = sorted(range(len(found)), key=lambda k: (-width[k], -_mean(found[k].similarity), sorted(found[k].members)))
    kept: list[Group] = []
    holding: dict[int, list[int]] = {}
    for k in order:
        members = set(found[k].members)
        shared: dict[int, int] = {}
        for m in members:
            for other in holding.get(m, ()):
                shared[other] = shared.get(other, 0) + 1
        if any(n >= TWIN * len(members) for n in shared.values()):
            continue
        for m in members:
            holding.setdefault(m, []).append(len(kept))
        kept.append(found[k])
    return kept
