"""Claims that stand inside wider ones."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

CLAUSE = ["article_id", "part", "start", "end"]
SENTENCE = ["article_id", "part", "sentence"]


def within_wider(sentences: pd.DataFrame) -> frozenset[str]:
    """Identifiers of claims of two outlets or more of which every clause stands in one claim that all their outlets
    and others tell. In: CLAIM_SENTENCES (its columns `claim_id, outlet, article_id, part, start, end`)."""
    held: dict[str, set[int]] = defaultdict(set)
    outlets: dict[str, set[str]] = defaultdict(set)
    holding: dict[int, set[str]] = defaultdict(set)
    for claim, outlet, place in _placed(sentences, CLAUSE):
        held[claim].add(place)
        outlets[claim].add(outlet)
        holding[place].add(claim)
    return frozenset(
        claim
        for claim, places in held.items()
        if len(outlets[claim]) > 1
        and any(outlets[claim] < outlets[other] for other in set.intersection(*(holding[p] for p in places)))
    )


def within_sentences(sentences: pd.DataFrame) -> dict[str, set[str]]:
    """For each claim the wider ones that hold a clause of a sentence of it in every outlet that tells it. Of two that
    hold each other's the one of more outlets is wider, then of more clauses, then the first by name.

    In: CLAIM_SENTENCES."""
    places: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    size: dict[str, int] = defaultdict(int)
    holding: dict[int, set[str]] = defaultdict(set)
    for claim, outlet, place in _placed(sentences, SENTENCE):
        places[claim][outlet].add(place)
        holding[place].add(claim)
        size[claim] += 1
    wide = {claim: (-len(by), -size[claim], claim) for claim, by in places.items()}
    return {
        claim: {
            other
            for other in set.intersection(*({c for p in held for c in holding[p]} for held in by.values()))
            if wide[other] < wide[claim]
        }
        for claim, by in places.items()
    }


def _placed(sentences: pd.DataFrame, columns: list[str]) -> Iterator[tuple[str, str, int]]:
    """The claim, the outlet and the numbered place of each row."""
    place = pd.factorize(pd.MultiIndex.from_frame(sentences[columns].astype({"part": "str"})))[0]
    return zip(sentences["claim_id"].tolist(), sentences["outlet"].astype("str").tolist(), place.tolist(), strict=True)
