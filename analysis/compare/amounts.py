"""Figures that differ between articles of one event where they seem to measure the same thing."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.compare import alignment
from analysis.compare.events import Edges, complete_link
from analysis.features.figures import MONTHS, ONES, TENS, Figure, figures
from analysis.features.tokens import tokens

AROUND = 60  # characters on each side of a figure that tell what it measures
SHARED = 4.5  # information that the surroundings must share
TELLING = 2.0  # and what one word of them must tell at least
WIDEST = 400  # figures beside which such a word may stand for it to bring two together
ALIKE = 0.2  # cosine of the wording of the surroundings
SURE = 0.35  # from here on a figure is rather right than wrong
ROUNDING = 0.05
FARTHEST = 50.0  # times that one figure may be the other
UNLIKE = frozenset(("about", "bound", "part"))
_HARM = (re.compile(r"\b(?:kill|dead\b|death|die[ds]?\b)", re.I), re.compile(r"\b(?:injur|wound|hurt)", re.I))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OF = re.compile(
    r"(?:\d\S*|\b(?:"
    + "|".join([*ONES, *TENS])
    + r"))\s+(?:out\s+)?of\s+(?:the\s+|its\s+|(?:[\w-]+\s+)?[\w-]+[’']s\s+)?$",
    re.I,
)
_MONTH = re.compile(r"\b(?:" + "|".join(MONTHS) + r")\b", re.IGNORECASE)


def amounts(sentences: pd.DataFrame) -> Iterator[list[dict[str, Any]]]:
    """Facts told with different figures in one event: a list of versions each.

    In: one row a sentence of the event (`article_id, outlet, part, sentence, text, start`). Two figures are versions
    where they have one unit, their surroundings share information and are alike in wording, no value of the one
    stands anywhere in the other's article with that unit, they can measure one thing, and each is the other's best
    match. *Possibly compatible*: one is rounded, a bound, a part, an amount "to" or "by", or tied to a month that the
    other does not name."""
    table = sentences.sort_values(["article_id", "part", "sentence"], kind="stable").reset_index(drop=True)
    found = [(row, figure) for row, text in enumerate(table["text"]) for figure in figures(text)]
    if not found:
        return
    articles = pd.factorize(table["article_id"])[0]
    vectors = alignment.vectors(
        table["text"].tolist(),
        inside=(table["part"] != "headline").tolist(),
        sentence=range(len(table)),
        worded=False,
    )
    stems = {s: i for i, s in enumerate(vectors.stems)}
    windows = [_window(table["text"][row], figure) for row, figure in found]
    around = [_stems(window, figure, stems) for window, (_, figure) in zip(windows, found, strict=True)]
    wording = alignment.wording(windows)
    values: dict[tuple[int, str], set[float]] = defaultdict(set)
    by_unit: dict[str, list[int]] = defaultdict(list)
    for k, (row, figure) in enumerate(found):
        values[articles[row], figure.unit].add(figure.value)
        by_unit[figure.unit].append(k)
    links = []
    for members in by_unit.values():
        best: dict[tuple[int, int], tuple[float, int]] = {}
        pairs = [
            (one, two)
            for one, two in _candidates(members, around, vectors)
            if _differ(found, articles, values, one, two) and _one_thing(table["text"], windows, found, one, two)
        ]
        for (one, two), strength in zip(pairs, _strengths(pairs, around, vectors, wording), strict=True):
            if strength <= 0:
                continue
            for here, there in ((one, two), (two, one)):
                key = (here, articles[found[there][0]])
                if (strength, -there) > best.get(key, (0.0, 0)):
                    best[key] = (strength, -there)
        for (here, _), (strength, minus) in best.items():
            there = -minus
            if here < there and best.get((there, articles[found[here][0]]), (0, 1))[1] == -here:
                links.append((here, there, strength))
    yield from _facts(table, found, links)


def _window(text: str, figure: Figure) -> str:
    """The whole words around a figure, without it."""
    left = text[max(0, figure.start - AROUND) : figure.start]
    right = text[figure.end : figure.end + AROUND]
    if figure.start > AROUND:
        left = left.partition(" ")[2]
    if figure.end + AROUND < len(text):
        right = right.rpartition(" ")[0]
    return f"{left} {right}"


def _stems(window: str, figure: Figure, stems: dict[str, int]) -> set[int]:
    held = {alignment.stem(word) for word in tokens([window]).vocabulary} - {alignment.stem(figure.unit)}
    return {stems[s] for s in held if s in stems and not s[:1].isdigit()}


def _candidates(members: list[int], around: list[set[int]], vectors: alignment.Clauses) -> list[tuple[int, int]]:
    """Pairs of figures beside which one word stands that tells something and is no name."""
    beside: dict[int, list[int]] = defaultdict(list)
    for k in members:
        for s in around[k]:
            if vectors.weight[s] > TELLING and not vectors.names[s]:
                beside[s].append(k)
    few = (held for held in beside.values() if len(held) <= WIDEST)
    return sorted({(one, two) for held in few for i, one in enumerate(held) for two in held[i + 1 :]})


def _differ(
    found: list[tuple[int, Figure]],
    articles: np.ndarray[Any, np.dtype[np.int64]],
    values: dict[tuple[int, str], set[float]],
    one: int,
    two: int,
) -> bool:
    """Whether two figures stand in different articles, neither of which holds the other's value with that unit."""
    (row, here), (other, there) = found[one], found[two]
    a, b = articles[row], articles[other]
    return bool(a != b and here.value not in values[b, there.unit] and there.value not in values[a, here.unit])


def _one_thing(texts: pd.Series, windows: list[str], found: list[tuple[int, Figure]], one: int, two: int) -> bool:
    """Whether two figures can measure one thing: neither is nought; the larger is at most fifty times the other, or
    the same digits with a scale lost; their sentences do not name different years; not the dead here and the injured
    there; both or neither are the whole of which a part is told ("33 of the 150 seats")."""
    (row, here), (other, there) = found[one], found[two]
    low, high = sorted((here.value, there.value))
    if low <= 0 or (high / low > FARTHEST and not math.isclose(math.log10(high / low) % 3, 0, abs_tol=1e-9)):
        return False
    years, others = (set(_YEAR.findall(texts[k])) for k in (row, other))
    if years and others and not years & others:
        return False
    harm = [{k for k, word in enumerate(_HARM) if word.search(windows[i])} for i in (one, two)]
    if harm[0] and harm[1] and not harm[0] & harm[1]:
        return False
    return bool(_OF.search(texts[row][: here.start])) == bool(_OF.search(texts[other][: there.start]))


def _strengths(
    pairs: list[tuple[int, int]], around: list[set[int]], vectors: alignment.Clauses, wording: sparse.csr_matrix
) -> list[float]:
    """How surely the figures of each pair measure one thing; 0 where they do not."""
    if not pairs:
        return []
    ones, others = (list(side) for side in zip(*pairs, strict=True))
    alike = np.asarray(wording[ones].multiply(wording[others]).sum(axis=1)).ravel()
    told = [sum(vectors.weight[s] for s in sorted(around[one] & around[two])) for one, two in pairs]
    return [a + t / 100 if a >= ALIKE and t >= SHARED else 0.0 for a, t in zip(alike.tolist(), told, strict=True)]


def _facts(
    table: pd.DataFrame, found: list[tuple[int, Figure]], links: list[tuple[int, int, float]]
) -> Iterator[list[dict[str, Any]]]:
    if not links:
        return
    edges: Edges = {k: {} for k in range(len(found))}
    for here, there, strength in links:
        edges[here][there] = edges[there][here] = round(strength, 12)
    cluster = np.array(complete_link(edges, n=len(found)))
    one, two, strengths = (np.array(c) for c in zip(*links, strict=True))
    for first in sorted({int(c) for c in cluster[one]} | {int(c) for c in cluster[two]}):
        members = np.flatnonzero(cluster == first).tolist()
        inside = (cluster[one] == first) & (cluster[two] == first)
        if not inside.any():
            continue
        held = [found[k][1] for k in members]
        texts = [table["text"][found[k][0]] for k in members]
        relation = "possibly compatible" if _compatible(held, texts) else "incompatible"
        sure = float(strengths[inside].max())
        seen: set[tuple[str, float]] = set()
        versions = []
        for k in members:
            row, figure = found[k]
            place = table.iloc[row]
            if (place["article_id"], figure.value) in seen:
                continue
            seen.add((place["article_id"], figure.value))
            versions.append(
                {
                    "kind": "figure",
                    "relation": relation,
                    "what": figure.unit,
                    "value": figure.told,
                    **{c: place[c] for c in ("article_id", "outlet", "part", "sentence", "text")},
                    "start": int(place["start"]) + figure.start,
                    "end": int(place["start"]) + figure.end,
                    "text_start": int(place["start"]),
                    "confidence": round(min(0.9, 0.3 + sure), 3),
                }
            )
        yield versions


def _compatible(held: list[Figure], texts: list[str]) -> bool:
    manners = {f.manner for f in held}
    if len(manners) > 1 or manners & UNLIKE:
        return True
    months = [frozenset(m.lower() for m in _MONTH.findall(t)) for t in texts]
    if len(set(months)) > 1:
        return True
    low, high = min(f.value for f in held), max(f.value for f in held)
    return high > 0 and (high - low) / high <= ROUNDING
