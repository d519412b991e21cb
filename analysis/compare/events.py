"""Events of a mixed corpus: articles of a few days whose texts are alike."""

import hashlib
import heapq
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis import words
from analysis.features.tokens import tokens
from analysis.schema import require

DAYS = 3
THRESHOLD = 0.20  # read on newsarticles: of pairs of outlets at .17 to .20 about half tell one event, above it most do
BLOCK = 8_000_000  # cells of a product held at once

Edges = dict[int, dict[int, float]]


def events(articles: pd.DataFrame, *, days: int = DAYS, threshold: float = THRESHOLD) -> pd.DataFrame:
    """Which articles tell one event.

    In: ARTICLES. Out: one row an article, in their order: `article_id`, `event`; an article that is like no other is
    an event of its own. Complete link (Defays 1977): in an event every two articles are at most `days` days apart and
    have a cosine of at least `threshold` (`events.vectors`). An article without a date, or whose date cannot be, joins
    by its text alone; the others of its event still lie within `days` of each other.

    An event is named after its first day and its articles' ids, so that its name depends neither on the order of the
    rows nor on other events. It cannot tell two stories of one running affair apart when they are told in the same
    words, nor join two tellings that share few words."""
    by = "events.events"
    require(articles, ["article_id", "headline", "body", "published"], by=by, made_by="corpus.load")
    table = articles[["article_id", "headline", "body", "published"]].sort_values("article_id").reset_index(drop=True)
    group = complete_link(_alike(vectors(table), _day_numbers(table), days=days, threshold=threshold), n=len(table))
    names = {g: _name(part) for g, part in table.groupby(group, sort=False)}
    event = pd.Series([names[g] for g in group], index=table["article_id"], dtype="str")
    ids = articles["article_id"].reset_index(drop=True)
    return pd.DataFrame({"article_id": ids, "event": ids.map(event).astype("str")})


def listing(articles: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Events to look through.

    In: ARTICLES; `events.events`. Out: one row an event, those of most outlets first: `event`, `n_outlets`,
    `n_articles`, `first` and `last` day, `outlets`, `headlines` with their outlets, each joined by "; "."""
    needed = ["article_id", "outlet", "published", "headline"]
    require(articles, needed, by="events.listing", made_by="corpus.load")
    joined = articles[needed].merge(events, on="article_id").sort_values(["published", "article_id"])
    joined["outlet"] = joined["outlet"].astype("str")
    joined["told"] = joined["outlet"] + ": " + joined["headline"].fillna("(no headline)")
    by_event = joined.groupby("event", sort=True)
    table = pd.DataFrame(
        {
            "n_outlets": by_event["outlet"].nunique(),
            "n_articles": by_event.size(),
            "first": by_event["published"].min(),
            "last": by_event["published"].max(),
            "outlets": by_event["outlet"].agg(lambda o: "; ".join(sorted(set(o)))).astype("str"),
            "headlines": by_event["told"].agg("; ".join).astype("str"),
        }
    )
    order = ["n_outlets", "n_articles", "event"]
    return table.reset_index().sort_values(order, ascending=[False, False, True]).reset_index(drop=True)


def vectors(articles: pd.DataFrame) -> sparse.csr_matrix:
    """TF-IDF of the words and word pairs of headline and body, one row an article, of length 1 (0 without words).

    Words of `data/words/stop.csv` are left out; a pair is two words that then stand side by side. What stands in one
    article alone is left out too; what stands n times counts 1 + ln n, times ln((1 + N) / (1 + df)) + 1 over all N
    articles given. Pairs ("health care", a full name) part the stories of one week, which share their words."""
    texts = (articles["headline"].fillna("") + "\n" + articles["body"].fillna("")).tolist()
    found = tokens(texts)
    telling = ~np.isin(np.array(found.vocabulary, dtype=object), list(stop_words()))[found.ids]
    ids = found.ids[telling].astype(np.int64)
    text = np.repeat(np.arange(len(texts)), np.diff(found.indptr))[telling]
    inside = np.flatnonzero(text[1:] == text[:-1])
    pair, distinct = pd.factorize((ids[inside] << 31) | ids[inside + 1])
    features = np.concatenate([ids, pair + len(found.vocabulary)])
    shape = (len(texts), len(found.vocabulary) + len(distinct))
    ones = np.ones(len(features))
    counted = sparse.csr_matrix((ones, (np.concatenate([text, text[inside]]), features)), shape=shape)
    n_in = np.bincount(counted.indices, minlength=shape[1])
    weighed = counted[:, np.flatnonzero(n_in > 1)]
    idf = np.log((1 + len(texts)) / (1 + n_in[n_in > 1])) + 1
    weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    scale = np.divide(1, length, out=np.zeros(len(texts)), where=length > 0)
    return (sparse.diags_array(scale) @ weighed).tocsr()


@cache
def stop_words() -> frozenset[str]:
    """Words that tell no event from another: `data/words/stop.csv`."""
    return frozenset(row["word"] for row in words.rows("stop"))


def complete_link(edges: Edges, *, n: int) -> list[int]:
    """The cluster of each of n points, named by its lowest member, under complete link.

    In: for each point its neighbours and their similarity, in both directions; what is no neighbour is never joined.
    The most similar two clusters are merged as long as all their points are neighbours; their similarity is that of
    their least similar points. Of equal similarities the lowest-numbered clusters go first."""
    near = {a: dict(others) for a, others in edges.items()}
    members = {a: [a] for a in near}
    waiting = [(-s, a, b) for a, others in near.items() for b, s in others.items() if a < b]
    heapq.heapify(waiting)
    while waiting:
        minus, a, b = heapq.heappop(waiting)
        if a not in near or near[a].get(b) != -minus:
            continue
        gone = near.pop(b)
        for other in gone:
            del near[other][b]
        merged = {o: min(s, gone[o]) for o, s in near[a].items() if o in gone}
        for other in near[a].keys() - merged.keys() - {b}:
            del near[other][a]
        for other, s in merged.items():
            near[other][a] = s
            heapq.heappush(waiting, (-s, min(a, other), max(a, other)))
        near[a] = merged
        members[a] += members.pop(b)
    cluster = list(range(n))
    for first, some in members.items():
        for point in some:
            cluster[point] = first
    return cluster


def _alike(vectors: sparse.csr_matrix, day: NDArray[np.float64], *, days: int, threshold: float) -> Edges:
    """Articles that may stand in one event, with their cosine, rounded so that its last digits decide nothing."""
    order = np.argsort(day, kind="stable")  # those without a date come last
    dated = int((~np.isnan(day)).sum())
    edges: Edges = {i: {} for i in range(len(day))}
    for rows, columns in _windows(day[order], dated, days):
        similar = (vectors[order[rows]] @ vectors[order[columns]].T).tocoo()
        some = similar.data >= threshold
        one, other = order[rows][similar.row[some]], order[columns][similar.col[some]]
        apart = np.abs(day[one] - day[other])
        close = (one != other) & ~(apart > days)
        for a, b, s in zip(one[close].tolist(), other[close].tolist(), similar.data[some][close].tolist(), strict=True):
            edges[a][b] = edges[b][a] = round(s, 12)
    return edges


def _windows(day: NDArray[np.float64], dated: int, days: int) -> Iterator[tuple[slice, slice]]:
    """Blocks of articles in order of their day, each with the later ones it must be compared with."""
    n = len(day)
    a = 0
    while a < dated:
        reach = int(np.searchsorted(day[:dated], day[a] + days, "right"))
        z = min(dated, a + max(1, BLOCK // (reach - a)))
        z = min(z, int(np.searchsorted(day[:dated], day[a], "right")))
        yield slice(a, z), slice(a, reach)
        a = z
    step = max(1, BLOCK // max(n, 1))
    for a in range(dated, n, step):
        yield slice(a, min(n, a + step)), slice(0, n)


def _day_numbers(articles: pd.DataFrame) -> NDArray[np.float64]:
    """Days since 1970; missing without a date."""
    day = articles["published"].to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(day), np.nan, day.astype(np.int64))


def _name(members: pd.DataFrame) -> str:
    first = members["published"].min()
    return f"{'undated' if pd.isna(first) else f'{first:%Y-%m-%d}'}-{_digest(members['article_id'].tolist())}"


def _digest(ids: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:8]
