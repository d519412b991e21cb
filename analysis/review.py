"""A codebook tried on a study: what its items and terms find, and the sentences to judge it by."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pandas as pd

from analysis import evidence
from analysis.codebook import Codebook
from analysis.features import terms
from analysis.metrics import emphasis
from analysis.schema import ALL, ARTICLES, SEGMENTS, UNITS, require

KEY = ["article_id", "part", "sentence"]


@dataclass(frozen=True)
class Review:
    """What a codebook does on a study, as tables; see the functions of the same names."""

    items: pd.DataFrame
    terms: pd.DataFrame
    sentences: pd.DataFrame
    silent: pd.DataFrame
    shared: pd.DataFrame
    without_strongest: pd.DataFrame


def review(
    units: pd.DataFrame,
    segments: pd.DataFrame,
    articles: pd.DataFrame,
    codebook: Codebook,
    *,
    voice: str = ALL,
    sentences: int,
    seed: int,
    only: Sequence[str] = (),
) -> Review:
    """Everything that a reader needs to judge a codebook, on the bodies of a study's articles.

    In: UNITS, their SEGMENTS and ARTICLES; a codebook; the voice that counts. Out: `Review`; `only` keeps the sentences
    of those items alone. It counts words: whether a sentence is about the item is for a reader to say."""
    require(articles, ARTICLES, by="review.review", made_by="clean.articles")
    require(segments, SEGMENTS, by="review.review", made_by="features.segments.segments")
    marks = terms.marks(units, segments, codebook, metric="codebook")
    heard = _heard(marks, voice=voice)
    return Review(
        items=found_by_item(heard, codebook, units, voice=voice),
        terms=found_by_term(heard, codebook),
        sentences=drawn(heard, units, codebook, n=sentences, seed=seed, only=only),
        silent=pd.DataFrame(terms.silent(marks, codebook), columns=["item", "term"]),
        shared=shared(heard),
        without_strongest=without_strongest(heard, units, articles, voice=voice),
    )


def found_by_item(marks: pd.DataFrame, codebook: Codebook, units: pd.DataFrame, *, voice: str) -> pd.DataFrame:
    """In: MARKS; the codebook; the UNITS they were found in. Out: one row per item, the silent ones included: item,
    label, hits, sentences and articles with a hit, share of the sentences that were searched."""
    n = int(((units["voice"] == voice) & (units["part"] == "body") & ~units["stub"]).sum())
    by = marks.groupby("item", observed=False)
    counts = pd.DataFrame(
        {
            "hits": by.size(),
            "sentences": marks.drop_duplicates(["item", *KEY]).groupby("item", observed=False).size(),
            "articles": by["article_id"].nunique(),
        }
    ).reindex([item.id for item in codebook.items], fill_value=0)
    labels = pd.Series(codebook.labels)
    return (
        counts.assign(label=labels, share=counts["sentences"] / n if n else np.nan)
        .rename_axis("item")
        .reset_index()[["item", "label", "hits", "sentences", "articles", "share"]]
        .astype({"item": "str"})
    )


def found_by_term(marks: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """In: MARKS; the codebook. Out: one row per item and term that occurs, those of its children included: item, term,
    hits, articles, share of the item's hits; the strongest first."""
    order = {item.id: i for i, item in enumerate(codebook.items)}
    plain = marks.astype({"item": "str"})
    counts = plain.groupby(["item", "term"]).agg(hits=("article_id", "size"), articles=("article_id", "nunique"))
    counts = counts.reset_index()
    counts["share"] = counts["hits"] / counts.groupby("item")["hits"].transform("sum")
    counts["order"] = counts["item"].map(order)
    return (
        counts.sort_values(["order", "hits", "term"], ascending=[True, False, True], kind="stable")
        .drop(columns="order")
        .reset_index(drop=True)
    )


def drawn(
    marks: pd.DataFrame, units: pd.DataFrame, codebook: Codebook, *, n: int, seed: int, only: Sequence[str] = ()
) -> pd.DataFrame:
    """At most `n` sentences of each item drawn by seed, from as many articles as there are.

    In: MARKS; the UNITS they were found in. Out: item, outlet, article_id, part, sentence, terms, marks (start and end
    in `text`), text; in the order drawn. An item's draw depends on the seed, its id and its own hits, on nothing else
    in the codebook."""
    require(units, UNITS, by="review.drawn", made_by="features.segments.units")
    whole = units[units["voice"] == ALL].astype({"part": "str"})[[*KEY, "outlet", "text", "start"]]
    rows = []
    for item in codebook.items:
        if only and item.id not in only:
            continue
        hits = marks[marks["item"] == item.id].astype({"part": "str", "item": "str"})
        places = hits[KEY].drop_duplicates().sort_values(KEY)
        rng = np.random.default_rng([seed, crc32(item.id.encode())])
        places = places.iloc[rng.permutation(len(places))]
        places = places.assign(turn=places.groupby("article_id").cumcount()).sort_values("turn", kind="stable").head(n)
        found = places.reset_index(drop=True).reset_index(names="order").merge(hits, on=KEY)
        for _, group in found.merge(whole.rename(columns={"start": "from"}), on=KEY).groupby("order"):
            first = group.iloc[0]
            spans = sorted((int(a - first["from"]), int(b - first["from"])) for a, b in _spans(group))
            listed = ", ".join(dict.fromkeys(group["term"]))
            rows.append([item.id, str(first["outlet"]), *(first[k] for k in KEY), listed, spans, first["text"]])
    return pd.DataFrame(rows, columns=["item", "outlet", *KEY, "terms", "marks", "text"])


def shared(marks: pd.DataFrame) -> pd.DataFrame:
    """In: MARKS. Out: the places that several items claim: item, other, term, other_term, hits; most first. A parent
    shares all with its children by design; those pairs are there too."""
    plain = marks[[*KEY, "item", "term", "start", "end"]].astype({"item": "str", "part": "str"})
    both = plain.merge(plain, on=[*KEY, "start", "end"], suffixes=("", "_other"))
    both = both[both["item"] < both["item_other"]]
    counts = both.groupby(["item", "item_other", "term", "term_other"]).size().rename("hits").reset_index()
    return (
        counts.rename(columns={"item_other": "other", "term_other": "other_term"})
        .sort_values(["hits", "item", "other", "term"], ascending=[False, True, True, True], kind="stable")
        .reset_index(drop=True)
    )


def without_strongest(
    marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, voice: str = ALL
) -> pd.DataFrame:
    """In: MARKS; UNITS; ARTICLES. Out: item, strongest (its term that hits most), outlet, share, without: the share of
    sentences that carry the item, and the share when that term is left out. The mean of an outlet's event means."""
    counts = marks.astype({"item": "str"}).groupby(["item", "term"]).size().rename("hits").reset_index()
    strongest = (
        counts.sort_values(["hits", "term"], ascending=[False, True], kind="stable")
        .drop_duplicates("item")
        .set_index("item")["term"]
    )
    whole, weaker = (
        _outlet_means(emphasis.sentence_share(m, units, articles, metric="codebook"), voice=voice)
        for m in (marks, evidence.without_strongest(marks))
    )
    table = whole.rename("share").to_frame().assign(without=weaker).reset_index()
    table.insert(1, "strongest", table["item"].astype("str").map(strongest).fillna(""))
    return table.astype({"item": "str", "outlet": "str"})


def _outlet_means(measures: pd.DataFrame, *, voice: str) -> pd.Series:
    own = measures[measures["voice"] == voice]
    events = own.groupby(["item", "outlet", own["event"].fillna("")], observed=False)["value"].mean()
    return events.groupby(["item", "outlet"], observed=False).mean()


def _heard(marks: pd.DataFrame, *, voice: str) -> pd.DataFrame:
    body = marks[marks["part"] == "body"]
    return (body if voice == ALL else body[body["voice"] == voice]).reset_index(drop=True)


def _spans(hits: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(hits["start"], hits["end"], strict=True))
