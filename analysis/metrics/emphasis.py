"""How much room an article gives to an item."""

import pandas as pd

from analysis.metrics import grid
from analysis.schema import ALL, MARKS, require


def sentence_share(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, metric: str) -> pd.DataFrame:
    """Share of an article's sentences that carry each item, by voice; shares may overlap.

    In: MARKS of one metric; the UNITS they were found in; their ARTICLES. Out: MEASURES, silence kept as 0, missing
    where an article has no sentence in that voice. A sentence counts once however often it is hit. Headline and
    cross-heads do not count. Higher is more room; it cannot tell whether in praise or in blame."""
    require(marks, MARKS, by="emphasis.sentence_share", made_by="features.topics or features.frames")
    key = ["article_id", "sentence", "voice", "item"]
    body = marks[marks["part"] == "body"].astype({"voice": "str"})
    scored = units.loc[~units["stub"] & (units["part"] == "body"), ["article_id", "sentence", "voice"]]
    hits = (
        pd.concat([body[key], body[key].assign(voice=ALL)])
        .drop_duplicates()
        .merge(scored.astype({"voice": "str"}), on=["article_id", "sentence", "voice"])
        .groupby(["article_id", "voice", "item"], observed=True)
        .size()
        .rename("hits")
        .reset_index()
    )
    full = grid.with_items(grid.bases(units, articles=articles), marks["item"].cat.categories)
    joined = full.astype({"voice": "str", "item": "str"}).merge(
        hits.astype({"item": "str"}), on=["article_id", "voice", "item"], how="left"
    )
    full["value"] = (joined["hits"].fillna(0) / joined["base"].where(joined["base"] > 0)).to_numpy()
    return grid.measures(full, metric=metric, definition="share of sentences")
