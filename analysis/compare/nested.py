"""Claims that stand wholly inside wider ones."""

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
