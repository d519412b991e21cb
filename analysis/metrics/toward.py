"""How favourable the sentences of an article are to each actor they mention."""

import pandas as pd

from analysis.features.toward_actors import METRIC
from analysis.metrics import grid
from analysis.schema import ALL, EVERY_VOICE, MARKS, UNITS, named, require

DEFINITION = "mean of p(positive) - p(negative) over mentions"


def actor_tone(marks: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Mean tone toward each actor over its mentions in the body of an article, by the voice that mentions it.

    In: MARKS of the metric `toward`; the UNITS of the same articles; ARTICLES. Out: MEASURES, a row per article, voice
    and actor (the categories of `item`). The value runs from -1 to 1, higher is more favourable; `base` counts the
    mentions that could be read, and an article without one has a missing value, not 0. Mentions in a run that only
    says who spoke count in `all` alone. It cannot tell bad news from blame, nor who is right."""
    require(marks, MARKS, by="toward.actor_tone", made_by="features.toward_actors")
    require(units, UNITS, by="toward.actor_tone", made_by="features.segments.units")
    body = marks[(marks["part"] == "body") & marks["weight"].notna()].astype({"voice": "str", "item": "str"})
    by_voice = pd.concat([body[~body["stub"]], body.assign(voice=ALL)])
    sums = by_voice.groupby(["article_id", "voice", "item"])["weight"].agg(value="mean", mentions="size").reset_index()
    full = grid.with_items(grid.bases(units, articles=articles), pd.Index(marks["item"].cat.categories))
    joined = full.astype({"voice": "str", "item": "str"}).merge(sums, on=["article_id", "voice", "item"], how="left")
    full["value"] = joined["value"].to_numpy()
    full["base"] = joined["mentions"].fillna(0).astype("int64").to_numpy()
    full["voice"] = named(full["voice"], EVERY_VOICE)
    return grid.measures(full, metric=METRIC, definition=DEFINITION)
