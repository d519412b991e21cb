"""Frames as a learned classifier finds them, beside the vocabulary."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.metrics import grid
from analysis.schema import ALL, UNITS, require

if TYPE_CHECKING:
    from analysis.features.learned import Classifier

PRESENT = "classifier, share of articles"
SHARE = "classifier, share of sentences"


def presence(units: pd.DataFrame, articles: pd.DataFrame, classifier: "Classifier") -> pd.DataFrame:
    """Where a classifier finds each frame.

    In: UNITS; their ARTICLES; a classifier. Out: MEASURES of metric `classified frame`. Taught on articles, it reads
    each body as a whole: 1 where the frame is found, 0 where not, in the voice `all` alone (the others are missing,
    since nobody coded an outlet's own words apart). Taught on sentences, the share of an article's sentences by
    voice. Its errors are those it was measured with, and more on subjects or outlets that it was not taught."""
    from analysis.features.learned import scores

    require(units, UNITS, by="classified.presence", made_by="features.segments.units")
    whole = classifier.unit == "article"
    full = grid.with_items(grid.bases(units, articles=articles), pd.Index(classifier.items))
    if whole:
        read = articles.loc[articles["body"].fillna("").str.strip() != "", ["article_id", "body"]]
        found = scores(read["body"].tolist(), classifier)
        keys = {"article_id": read["article_id"].to_numpy(), "voice": ALL}
    else:
        body = units[(units["part"] == "body") & ~units["stub"]]
        found = scores(body["text"].tolist(), classifier)
        keys = {"article_id": body["article_id"].to_numpy(), "voice": body["voice"].astype("str").to_numpy()}
    seen = (found > 0).astype(float).where(found.notna()).assign(**keys)
    value = (
        seen.groupby(["article_id", "voice"]).mean().rename_axis(columns="item").stack().rename("value").reset_index()
    )
    plain = full.astype({"voice": "str", "item": "str"})[["article_id", "voice", "item"]]
    full["value"] = plain.merge(value, on=["article_id", "voice", "item"], how="left")["value"].to_numpy(np.float64)
    return grid.measures(full, metric="classified frame", definition=PRESENT if whole else SHARE)
