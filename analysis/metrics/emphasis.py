"""How much room an article gives to an item."""

import pandas as pd

from analysis.features.lede import lede
from analysis.metrics import grid
from analysis.schema import ALL, MARKS, MEASURES, UNITS, conform, require

HEADLINE, FIRST_PARAGRAPH, TOP, END = 3.0, 2.0, 1.0, 0.5
BY_SENTENCES = "share of sentences"
BY_WORDS = "share of words"
BY_PROMINENCE = "prominence-weighted share"
IN_HEADLINE, IN_LEDE, BELOW = "share of headlines", "share of the lede", "share of sentences below the lede"
KEY = ["article_id", "part", "sentence", "voice"]


def sentence_share(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, metric: str) -> pd.DataFrame:
    """Share of an article's sentences that carry each item, by voice; shares may overlap.

    In: MARKS of one metric; the UNITS they were found in; their ARTICLES. Out: MEASURES, silence kept as 0, missing
    where an article has no sentence in that voice. A sentence counts once however often it is hit. Headline and
    cross-heads do not count. Higher is more room; it cannot tell whether in praise or in blame."""
    weights = (units["part"] == "body").astype(float)
    return _share(marks, units, articles, weights, metric=metric, definition=BY_SENTENCES)


def word_share(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, metric: str) -> pd.DataFrame:
    """Share of an article's words that stand in sentences which carry each item, by voice.

    In, Out and limits as for `sentence_share`; a long sentence counts for more than a short one."""
    weights = units["n_words"].where(units["part"] == "body", 0).astype(float)
    return _share(marks, units, articles, weights, metric=metric, definition=BY_WORDS)


def prominence_share(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, metric: str) -> pd.DataFrame:
    """Share of an article's prominence that each item has, by voice: what stands higher weighs more.

    In, Out as for `sentence_share`, headings included: a headline weighs 3, a sentence of the lede 2, and then from 1
    at the top to 0.5 at the end in a straight line, cross-heads by their place."""
    weights = TOP - (TOP - END) * units["position"]
    weights = weights.mask(lede(units), FIRST_PARAGRAPH)
    weights = weights.mask(units["part"] == "headline", HEADLINE)
    return _share(marks, units, articles, weights, metric=metric, definition=BY_PROMINENCE)


def place_shares(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame, *, metric: str) -> pd.DataFrame:
    """Headline, lede and the rest apart: the share of the sentences of each that carry each item.

    In, Out as for `sentence_share`, with three definitions. The lede is the first paragraph; cross-heads count as
    sentences below it. An article without a headline, or with nothing below its lede, is missing there. A headline is
    one sentence, or few: in one article its share is mostly 0 or 1, over many it is how often headlines carry the item.
    Higher is more room in that place."""
    top = lede(units)
    places = {IN_HEADLINE: units["part"] == "headline", IN_LEDE: top, BELOW: (units["part"] != "headline") & ~top}
    tables = [
        _share(marks, units, articles, here.astype(float), metric=metric, definition=name)
        for name, here in places.items()
    ]
    return conform(pd.concat(tables, ignore_index=True), MEASURES)


def _share(
    marks: pd.DataFrame,
    units: pd.DataFrame,
    articles: pd.DataFrame,
    weights: pd.Series,
    *,
    metric: str,
    definition: str,
) -> pd.DataFrame:
    """Weight of the units that carry an item over the weight of all units, by article and voice."""
    require(marks, MARKS, by=f"emphasis.{definition}", made_by="features.topics or features.frames")
    require(units, UNITS, by=f"emphasis.{definition}", made_by="features.segments.units")
    plain = {"part": "str", "voice": "str", "item": "str"}
    scored = units[KEY].assign(weight=weights.where(~units["stub"], 0.0)).astype({"part": "str", "voice": "str"})
    whole = scored.groupby(["article_id", "voice"])["weight"].sum().rename("whole").reset_index()
    found = marks[[*KEY, "item"]].astype(plain)
    hits = (
        pd.concat([found, found.assign(voice=ALL)])
        .drop_duplicates()
        .merge(scored, on=KEY)
        .groupby(["article_id", "voice", "item"])["weight"]
        .sum()
        .rename("hit")
        .reset_index()
    )
    full = grid.with_items(grid.bases(units, articles=articles), marks["item"].cat.categories)
    joined = (
        full.astype({"voice": "str", "item": "str"})
        .merge(hits, on=["article_id", "voice", "item"], how="left")
        .merge(whole, on=["article_id", "voice"], how="left")
    )
    full["value"] = (joined["hit"].fillna(0) / joined["whole"].where(joined["whole"] > 0)).to_numpy()
    return grid.measures(full, metric=metric, definition=definition)
