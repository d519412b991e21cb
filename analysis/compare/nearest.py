"""What an outlet says that comes nearest to a claim in which it does not stand: perhaps the claim in other words."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.compare import alignment
from analysis.compare.claims import NAME
from analysis.compare.quotations import wording
from analysis.features.tellings import COLUMNS as TELLING
from analysis.schema import CLAIM_SENTENCES, CLAIMS, require

NEAR = 0.12  # mean likeness to a claim's clauses from which a clause may tell it in other words
AT_ONCE = 200  # clauses of a claim
CLAUSE = ["article_id", "part", "start", "end"]
COLUMNS = ("claim_id", "outlet", "article_id", "part", "sentence", "text", "start", "end", "likeness")


def nearest(
    claims: pd.DataFrame, sentences: pd.DataFrame, tellings: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """For each claim of two outlets or more, and each outlet of its event that is not in it but may tell it: the clause
    of that outlet which comes nearest.

    In: CLAIMS; CLAIM_SENTENCES; `features.tellings.tellings`; ARTICLES with the same events. Out: a row per claim and
    such outlet, `COLUMNS`. `likeness` is the information that a clause shares with one of the claim's over that of
    both (Jaccard 1901, weighted), in the mean over the claim's. An outlet may tell the claim where its best clause
    comes to `NEAR`, or where it stands in a claim of like clauses that shares a clause with this one. On four events
    of which readers had listed the facts, 24 to 37 % of such outlets told the claim's fact, and 2 to 15 % of the others
    (`tests.bench.claims`). It cannot tell which."""
    require(claims, CLAIMS, by="nearest.nearest", made_by="claims.claims")
    require(sentences, CLAIM_SENTENCES, by="nearest.nearest", made_by="claims.claims")
    require(tellings, TELLING, by="nearest.nearest", made_by="features.tellings.tellings")
    shared = claims[(claims["reach"] != "one") & (claims["reach"] != "all")]
    placed = tellings.drop(columns="event").merge(articles[["article_id", "event"]], on="article_id")
    placed = placed.astype({"part": "str", "outlet": "str"})
    lines = sentences.astype({"part": "str", "outlet": "str"})
    rows: list[tuple[object, ...]] = []
    for event, part in shared.groupby("event", sort=True):
        rows += _of_event(part, lines[lines["event"] == event], placed[placed["event"] == event], claims)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"likeness": "float64"})


def perhaps(claims: pd.DataFrame, near: pd.DataFrame) -> pd.DataFrame:
    """CLAIMS with `perhaps_in`, those of `not_found_in` that may tell it in other words. In: CLAIMS; `nearest`."""
    by = {claim: set(part) for claim, part in near.groupby("claim_id")["outlet"]}
    listed = [
        "; ".join(o for o in missing.split("; ") if o in by.get(claim, ()))
        for claim, missing in zip(claims["claim_id"], claims["not_found_in"], strict=True)
    ]
    return claims.assign(perhaps_in=listed)


def _of_event(
    shared: pd.DataFrame, lines: pd.DataFrame, told: pd.DataFrame, claims: pd.DataFrame
) -> Iterator[tuple[object, ...]]:
    table = told.assign(key=[wording(t) for t in told["text"]])
    table = table.sort_values(["key", *CLAUSE], kind="stable").reset_index(drop=True)
    code = pd.factorize(table["key"])[0]
    first = np.flatnonzero(~table["key"].duplicated())
    number = dict(zip(_places(table), code.tolist(), strict=True))
    held: dict[str, list[int]] = {}
    tellers: dict[str, set[str]] = defaultdict(set)
    for claim, outlet, place in zip(lines["claim_id"], lines["outlet"], _places(lines), strict=True):
        tellers[claim].add(outlet)
        if place in number:
            held.setdefault(claim, []).append(number[place])
    alike = set(claims.loc[~claims["basis"].isin(["item", NAME, "one"]), "claim_id"])
    beside: dict[int, set[str]] = defaultdict(set)
    for claim, members in held.items():
        for m in members if claim in alike else ():
            beside[m].add(claim)
    clauses = _clauses(table.iloc[first])
    of_outlet = {str(o): np.unique(code[rows]) for o, rows in table.groupby("outlet").indices.items()}
    row_of: dict[tuple[int, str], int] = {}
    for row, (c, outlet) in enumerate(zip(code.tolist(), table["outlet"], strict=True)):
        row_of.setdefault((c, outlet), row)
    for claim, missing in zip(shared["claim_id"], shared["not_found_in"], strict=True):
        members = sorted(set(held.get(claim, ())))
        if not members:
            continue
        value = _likeness(clauses, members)
        others = {k for m in members for k in beside[m]} - {claim}
        for outlet in missing.split("; "):
            own = of_outlet.get(outlet, np.zeros(0, np.int64))
            told_beside = sorted({m for k in others if outlet in tellers[k] for m in held[k]} & set(own.tolist()))
            among = np.array(told_beside, np.int64) if told_beside else own
            if not len(among):
                continue
            best = int(among[value[among].argmax()])
            if told_beside or value[best] >= NEAR:
                row = table.iloc[row_of[best, outlet]]
                where = (row["article_id"], row["part"], row["sentence"], row["text"], row["start"], row["end"])
                yield (claim, outlet, *where, float(value[best]))


class _Clauses(NamedTuple):
    """What each distinct clause of an event tells: in all, and by stem as weights and as ones, turned."""

    total: NDArray[np.float64]
    about: sparse.csr_matrix
    held: sparse.csr_matrix


def _clauses(distinct: pd.DataFrame) -> _Clauses:
    sentence = pd.factorize(pd.MultiIndex.from_frame(distinct[["article_id", "part", "sentence"]]))[0]
    inside = (distinct["part"] != "headline").tolist()
    found = alignment.vectors(distinct["text"].tolist(), inside=inside, sentence=sentence, worded=False)
    few = np.asarray(found.held.sum(axis=0)).ravel() <= alignment.WIDEST
    total = np.asarray(found.about.sum(axis=1)).ravel()
    return _Clauses(total, found.about[:, few].tocsr(), found.held[:, few].T.tocsr())


def _likeness(clauses: _Clauses, members: list[int]) -> NDArray[np.float64]:
    """The mean likeness of every clause to some of them."""
    summed = np.zeros(len(clauses.total))
    for k in range(0, len(members), AT_ONCE):
        some = members[k : k + AT_ONCE]
        shared = (clauses.about[some] @ clauses.held).toarray()
        both = clauses.total[some][:, None] + clauses.total[None, :] - shared
        summed += (shared / np.maximum(both, 1e-9)).sum(axis=0)
    return np.round(summed / len(members), 12)


def _places(table: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    return zip(*(table[c].tolist() for c in CLAUSE), strict=True)
