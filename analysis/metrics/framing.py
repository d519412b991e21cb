"""Which terms stand behind the score of an item, and what is left without the strongest of them."""

import pandas as pd

from analysis.metrics.emphasis import KEY
from analysis.schema import ALL, MARKS, TERMS, UNITS, conform, require

STRONGEST = "share of sentences without the strongest term of the outlet"


def terms(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, voice: str) -> pd.DataFrame:
    """The terms behind each item in each outlet.

    In: MARKS; the UNITS they were found in; their ARTICLES. Out: TERMS of one voice: hits, the sentences of bodies they
    stand in, and how many of those no other term of the item gives; most sentences first. A term that an outlet does
    not use has no row."""
    require(marks, MARKS, by="framing.terms", made_by="features.topics or features.frames")
    require(units, UNITS, by="framing.terms", made_by="features.segments.units")
    hits = _counted(marks, units, articles, voice=voice)
    by = ["metric", "item", "outlet", "term"]
    place = ["article_id", "sentence"]
    n_terms = hits.groupby(["item", *place], observed=True)["term"].transform("nunique")
    alone = hits[n_terms == 1].drop_duplicates([*by, *place]).groupby(by, observed=True).size().rename("alone")
    table = hits.groupby(by, observed=True).size().rename("hits").to_frame()
    table["sentences"] = hits.drop_duplicates([*by, *place]).groupby(by, observed=True).size()
    table = table.join(alone).fillna({"alone": 0}).astype({"alone": "int64"}).reset_index().assign(voice=voice)
    order = ["item", "outlet", "sentences", "alone", "term"]
    return conform(table.sort_values(order, ascending=[True, True, False, False, True], kind="stable"), TERMS)


def without_strongest(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, voice: str) -> pd.DataFrame:
    """MARKS without the term that gives each outlet most of its sentences with an item.

    In: as for `terms`. Out: MARKS. The strongest term is the outlet's own, that of `voice`; of equals the one that
    gives most sentences alone, then the first by alphabet. An outlet whose score falls far rests on one word."""
    first = strongest(terms(marks, units, articles, voice=voice))
    outlet = marks["article_id"].map(articles.set_index("article_id")["outlet"].astype(str))
    gone = set(zip(first["item"].astype(str), first["outlet"].astype(str), first["term"], strict=True))
    found = zip(marks["item"].astype(str), outlet, marks["term"], strict=True)
    return marks[[key not in gone for key in found]].reset_index(drop=True)


def strongest(terms: pd.DataFrame) -> pd.DataFrame:
    """The first of the TERMS of each item in each outlet."""
    return terms.drop_duplicates(["item", "outlet"]).reset_index(drop=True)


def _counted(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, voice: str) -> pd.DataFrame:
    """The marks that a score of the voice counts: in bodies, not in stubs, in the articles given."""
    heard = (marks if voice == ALL else marks[marks["voice"] == voice]).astype({"part": "str", "voice": "str"})
    heard = heard[(heard["part"] == "body") & heard["article_id"].isin(articles["article_id"])].assign(voice=voice)
    scored = units.loc[(units["voice"] == voice) & ~units["stub"], [*KEY, "outlet"]]
    return heard.merge(scored.astype({"part": "str", "voice": "str"}), on=KEY)
