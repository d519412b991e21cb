"""Where in an article an item comes."""

import numpy as np
import pandas as pd

from analysis.schema import ALL, MARKS, UNITS, named, require

KEY = ["article_id", "part", "sentence"]
SLICES = 10


def places(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, voice: str) -> pd.DataFrame:
    """Each sentence that carries an item, and how far down its article it stands.

    In: MARKS; the UNITS they were found in; their ARTICLES. Out: outlet, item, article_id, part, sentence, position
    (0 the top of the body, 1 its end; a headline stands at 0), one row per item and sentence, in that order. A sentence
    counts for a voice where a hit stands in it. It cannot tell how much the sentence makes of the item."""
    require(marks, MARKS, by="placement.places", made_by="features.topics or features.frames")
    require(units, UNITS, by="placement.places", made_by="features.segments.units")
    heard = marks if voice == ALL else marks[marks["voice"] == voice]
    hits = heard[["item", *KEY]].astype({"part": "str"}).drop_duplicates()
    told = units.loc[(units["voice"] == voice) & ~units["stub"], [*KEY, "outlet", "position"]].astype({"part": "str"})
    told = told[told["article_id"].isin(articles["article_id"])]
    joined = hits.merge(told, on=KEY)
    order = ["outlet", "item", "article_id", "position", "sentence"]
    joined = joined.sort_values(order, kind="stable").reset_index(drop=True)
    return joined[["outlet", "item", *KEY, "position"]]


def by_slice(
    places: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, voice: str, slices: int = SLICES
) -> pd.DataFrame:
    """The share of the sentences in each slice of the articles, from top to end, that carry each item.

    In: `places`; UNITS; ARTICLES. Out: outlet, item, slice (0 the top), n (sentences of the slice), n_with, share; a
    row for every outlet, item and slice, `share` missing where a slice holds no sentence. The body alone counts.
    Sentences of all articles of an outlet are taken together: a picture, not a measure to be tested."""
    body = units[(units["voice"] == voice) & (units["part"] == "body") & ~units["stub"]]
    body = body[body["article_id"].isin(articles["article_id"])]
    outlets, items = units["outlet"].cat.categories, places["item"].cat.categories
    full = pd.MultiIndex.from_product([outlets, items, range(slices)], names=["outlet", "item", "slice"])

    def cut(position: pd.Series) -> np.ndarray:
        return np.minimum((position.to_numpy(dtype=float) * slices).astype(int), slices - 1)

    n = body.assign(slice=cut(body["position"])).groupby(["outlet", "slice"], observed=True).size().rename("n")
    inside = places[places["part"] == "body"]
    carried = inside.assign(slice=cut(inside["position"])).groupby(["outlet", "item", "slice"], observed=True).size()
    table = carried.reindex(full, fill_value=0).rename("n_with").reset_index().merge(n.reset_index(), how="left")
    table = table.fillna({"n": 0}).astype({"n": "int64"})
    share = table["n_with"] / table["n"].where(table["n"] > 0)
    table = table.assign(share=share, outlet=named(table["outlet"], outlets), item=named(table["item"], items))
    return table[["outlet", "item", "slice", "n", "n_with", "share"]]
