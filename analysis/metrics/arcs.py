"""How tone moves from the top of an article to its end."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.metrics import grid
from analysis.schema import EVERY_VOICE, TONES, named, require

METRIC = "tone arc"


def tone_arc(tones: pd.DataFrame, articles: pd.DataFrame, *, stretches: int = 5) -> pd.DataFrame:
    """Mean compound of an article's sentences in each stretch of it, by voice.

    In: TONES of one definition; their ARTICLES; how many stretches of equal length, by position from the top (0) to
    the end (1). Out: MEASURES with metric `tone arc`, items "1" (top) to "5" (end); `base` counts the sentences of the
    stretch, and one without a sentence has a missing value. Short articles fill few stretches, so outlets whose
    articles are short say little about the middle. It cannot tell why the tone turns."""
    require(tones, TONES, by="arcs.tone_arc", made_by="features.tone.tones")
    items = [str(k + 1) for k in range(stretches)]
    body = tones[(tones["part"] == "body") & ~tones["stub"] & tones["compound"].notna()]
    by = (
        body.assign(item=np.array(items)[stretch(body["position"], stretches=stretches)])
        .astype({"voice": "str"})
        .groupby(["article_id", "voice", "item"])
    )
    means = by.agg(value=("compound", "mean"), sentences=("compound", "size")).reset_index()
    full = grid.with_items(grid.bases(tones, articles=articles), pd.Index(items))
    joined = full.astype({"voice": "str", "item": "str"}).merge(means, on=["article_id", "voice", "item"], how="left")
    full["value"] = joined["value"].to_numpy()
    full["base"] = joined["sentences"].fillna(0).astype("int64").to_numpy()
    full["voice"] = named(full["voice"], EVERY_VOICE)
    definition = tones["definition"].iloc[0] if len(tones) else ""
    return grid.measures(full, metric=METRIC, definition=definition)


def stretch(positions: pd.Series, *, stretches: int = 5) -> NDArray[np.int64]:
    """The stretch, 0 at the top, in which each position from 0 to 1 lies."""
    return np.minimum((positions.to_numpy(dtype=float) * stretches).astype(np.int64), stretches - 1)
