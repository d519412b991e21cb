"""Claims that stand inside wider ones."""

from collections import defaultdict

import pandas as pd

CLAUSE = ["article_id", "part", "start", "end"]


def within_wider(sentences: pd.DataFrame) -> frozenset[str]:
    """Identifiers of claims of two outlets or more of which every clause stands in one claim that all their outlets
    and others tell. In: CLAIM_SENTENCES (its columns `claim_id, outlet, article_id, part, start, end`)."""
    clause = pd.MultiIndex.from_frame(sentences[CLAUSE].astype({"part": "str"}))
    held: dict[str, set[int]] = defaultdict(set)
    outlets: dict[str, set[str]] = defaultdict(set)
    holding: dict[int, set[str]] = defaultdict(set)
    for claim, outlet, place in zip(
        sentences["claim_id"].tolist(),
        sentences["outlet"].astype("str").tolist(),
        pd.factorize(clause)[0].tolist(),
        strict=True,
    ):
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
    where = pd.MultiIndex.from_frame(sentences[["article_id", "part", "sentence"]].astype({"part": "str"}))
    size: dict[str, int] = defaultdict(int)
    holding: dict[int, set[str]] = defaultdict(set)
    for claim, outlet, place in zip(
        sentences["claim_id"].tolist(),
        sentences["outlet"].astype("str").tolist(),
        pd.factorize(where)[0].tolist(),
        strict=True,
    ):
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
