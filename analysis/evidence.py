"""The sentences behind a number, with the words that counted."""

import numpy as np
import pandas as pd

from analysis.schema import ALL, MARKS, UNITS, require

KEY = ["article_id", "part", "sentence"]


def sentences(marks: pd.DataFrame, units: pd.DataFrame, *, voice: str, most: int, seed: int) -> pd.DataFrame:
    """For each item and outlet the sentences that were counted, at most `most`, drawn by seed; `of` is how many.

    In: MARKS of one metric; the UNITS they were found in. Out: outlet, item, article_id, part, sentence, terms, marks
    (start and end in `text`), text, of; in order of item, outlet and place."""
    require(marks, MARKS, by="evidence.sentences", made_by="features.topics, frames or tone")
    require(units, UNITS, by="evidence.sentences", made_by="features.segments.units")
    heard = (marks if voice == ALL else marks[marks["voice"] == voice]).astype({"part": "str", "item": "str"})
    heard = heard[heard["part"] == "body"]
    if voice != ALL:
        stubs = units.loc[units["stub"] & (units["voice"] == voice), KEY].drop_duplicates().assign(stub=True)
        merged = heard.merge(stubs.astype({"part": "str"}), on=KEY, how="left")
        heard = heard[merged["stub"].isna().to_numpy()]
    whole = units.loc[units["voice"] == ALL, [*KEY, "outlet", "text", "start"]].astype({"part": "str", "outlet": "str"})
    items = {name: i for i, name in enumerate(marks["item"].cat.categories)}
    outlets = {name: i for i, name in enumerate(units["outlet"].cat.categories)}
    cells = heard[["item", *KEY]].drop_duplicates().merge(whole, on=KEY, validate="many_to_one")
    cells = cells.sort_values(["item", *KEY], key=lambda c: c.map(items) if c.name == "item" else c, kind="stable")
    cells = cells.assign(draw=np.random.default_rng(seed).random(len(cells)))
    by = cells.groupby(["item", "outlet"], sort=False)["draw"]
    cells["of"] = by.transform("size").astype("int64")
    kept = cells[by.rank(method="first") <= most].drop(columns="draw")
    kept = kept.sort_values(
        ["item", "outlet", "article_id", "sentence"],
        key=lambda c: c.map(items) if c.name == "item" else c.map(outlets) if c.name == "outlet" else c,
        kind="stable",
    )
    hits = heard.merge(kept[["item", *KEY]], on=["item", *KEY]).groupby(["item", *KEY], sort=False)
    spans = {place: sorted(zip(part["start"].tolist(), part["end"].tolist(), strict=True)) for place, part in hits}
    terms = {place: ", ".join(dict.fromkeys(part["term"])) for place, part in hits}
    places = list(kept[["item", *KEY]].itertuples(index=False, name=None))
    kept["terms"] = [terms[p] for p in places]
    kept["marks"] = [
        [(int(a - at), int(b - at)) for a, b in spans[p]] for p, at in zip(places, kept["start"], strict=True)
    ]
    return kept[["outlet", "item", *KEY, "terms", "marks", "text", "of"]].reset_index(drop=True)


def top_words(marks: pd.DataFrame, articles: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """For each outlet the words that pull its tone up and down most: hits and summed valence.

    In: MARKS of the metric `tone`; ARTICLES. Out: outlet, item (positive, negative), term, hits, weight, at most
    `most` words of each; a word's sum is what the lexicon and its rules gave it, before the compound."""
    require(marks, MARKS, by="evidence.top_words", made_by="features.tone.tone_words")
    outlets = articles[["article_id", "outlet"]]
    body = marks[marks["part"] == "body"].merge(outlets, on="article_id")
    sums = (
        body.groupby(["outlet", "item", "term"], observed=True)["weight"]
        .agg(hits="size", weight="sum")
        .reset_index()
        .assign(size=lambda d: d["weight"].abs())
        .sort_values(["outlet", "item", "size", "term"], ascending=[True, True, False, True], kind="stable")
    )
    return sums.groupby(["outlet", "item"], observed=True).head(most).drop(columns="size").reset_index(drop=True)


def without_strongest(marks: pd.DataFrame) -> pd.DataFrame:
    """MARKS without the term of each item that hits most often; of equals the first by alphabet goes."""
    require(marks, MARKS, by="evidence.without_strongest", made_by="features.topics or features.frames")
    counts = marks.groupby(["item", "term"], observed=True).size().rename("hits").reset_index()
    counts = counts.sort_values(["item", "hits", "term"], ascending=[True, False, True], kind="stable")
    strongest = counts.drop_duplicates("item")
    pairs = set(zip(strongest["item"].astype(str), strongest["term"], strict=True))
    gone = [pair in pairs for pair in zip(marks["item"].astype(str), marks["term"], strict=True)]
    return marks[[not g for g in gone]].reset_index(drop=True)
