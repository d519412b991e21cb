"""Silence as rows: every article x item x voice, with the base it is measured on."""

import pandas as pd

from analysis.schema import EVERY_VOICE, MEASURES, UNITS, conform, named, require

ARTICLE = ["article_id", "outlet", "event"]


def bases(units: pd.DataFrame, *, articles: pd.DataFrame) -> pd.DataFrame:
    """In: UNITS; ARTICLES. Out: one row per article and voice, the voices that an article lacks included, with `base`,
    the scored units of its body (stubs left out), and `n_words`, the words in them."""
    require(units, UNITS, by="grid.bases", made_by="features.segments.units")
    body = units[(units["part"] == "body") & ~units["stub"]]
    counts = body.groupby(["article_id", "voice"], observed=True).agg(base=("n_words", "size"), n_words=("n_words", "sum"))
    voices = pd.DataFrame({"voice": named(EVERY_VOICE, EVERY_VOICE)})
    full = articles[ARTICLE].merge(voices, how="cross").join(counts, on=["article_id", "voice"])
    return full.fillna({"base": 0, "n_words": 0}).astype({"base": "int64", "n_words": "int64"})


def with_items(bases: pd.DataFrame, items: pd.Index) -> pd.DataFrame:
    """Each row once for every item, `item` as a category in the codebook's order."""
    return bases.merge(pd.DataFrame({"item": named(list(items), list(items))}), how="cross")


def measures(full: pd.DataFrame, *, metric: str, definition: str) -> pd.DataFrame:
    """The grid with its `value` as MEASURES; a value on no base is missing, whatever was counted."""
    value = full["value"].where(full["base"] > 0)
    return conform(full.assign(metric=metric, definition=definition, value=value), MEASURES)
