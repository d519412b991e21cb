"""Whose words an article is made of."""

import pandas as pd

from analysis.metrics import grid
from analysis.schema import ALL, SEGMENTS, VOICES, named, require


def word_share(segments: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Share of the words of an article's body in each voice; the three add up to 1.

    In: SEGMENTS; their ARTICLES. Out: MEASURES with metric `voice`, one item per voice, under voice `all`; `base` is
    the number of sentences. Words of cue and source ("he said") are the narrator's. Higher is more room for a voice;
    it cannot tell whether the voice is believed."""
    require(segments, SEGMENTS, by="sourcing.word_share", made_by="features.segments")
    body = segments[segments["part"] == "body"]
    words = body.groupby(["article_id", "voice"], observed=False)["n_words"].sum().unstack("voice")
    totals = pd.DataFrame(
        {"base": body.groupby("article_id")["sentence"].nunique(), "n_words": words.sum(axis=1)}
    )
    items = pd.DataFrame({"item": named(VOICES, VOICES)})
    full = articles[grid.ARTICLE].join(totals, on="article_id").fillna({"base": 0, "n_words": 0})
    full = full.astype({"base": "int64", "n_words": "int64"}).merge(items, how="cross")
    counted = words.stack().rename("counted").reset_index().astype({"voice": "str"})
    value = full.astype({"item": "str"}).merge(
        counted, left_on=["article_id", "item"], right_on=["article_id", "voice"], how="left"
    )["counted"]
    full = full.assign(voice=ALL, value=(value / full["n_words"].where(full["n_words"] > 0)).to_numpy())
    full["voice"] = named(full["voice"], [ALL])
    return grid.measures(full, metric="voice", definition="share of words")
