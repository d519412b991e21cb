"""How pleasant or unpleasant the words of an article are, by sentence."""

import pandas as pd

from analysis.metrics import grid
from analysis.schema import EVERY_VOICE, TONES, named, require

CLEAR = 0.5
ITEMS = ("mean", "clearly positive", "clearly negative")


def sentence_tone(tones: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Mean compound of an article's sentences, and the shares at .5 or more and at -.5 or less, by voice.

    In: TONES of one definition; their ARTICLES. Stubs ("he said") are left out. Out: MEASURES with metric `tone`; the
    mean runs from -1 to 1, higher is more pleasant wording; shares from 0 to 1. A lexicon reads words, not stance:
    "threat" counts as unpleasant whoever is threatened."""
    require(tones, TONES, by="tone.sentence_tone", made_by="features.tone.tones")
    body = tones[(tones["part"] == "body") & ~tones["stub"] & tones["compound"].notna()]
    by = body.groupby(["article_id", "voice"], observed=True)
    values = pd.DataFrame(
        {
            ITEMS[0]: by["compound"].mean(),
            ITEMS[1]: by["compound"].agg(lambda c: (c >= CLEAR).mean()),
            ITEMS[2]: by["compound"].agg(lambda c: (c <= -CLEAR).mean()),
        }
    )
    values = values.rename_axis(columns="item").stack().rename("value").reset_index()
    full = grid.with_items(grid.bases(tones, articles=articles), pd.Index(ITEMS))
    key = ["article_id", "voice", "item"]
    strings = {"voice": "str", "item": "str"}
    joined = full.astype(strings).merge(values.astype(strings), on=key, how="left")
    full["value"] = joined["value"].to_numpy()
    full["voice"] = named(full["voice"], EVERY_VOICE)
    definition = tones["definition"].iloc[0] if len(tones) else ""
    return grid.measures(full, metric="tone", definition=definition)
