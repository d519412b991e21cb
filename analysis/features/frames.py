"""Frame vocabulary: where the terms that go with a frame stand."""

import pandas as pd

from analysis.codebook import Codebook
from analysis.features import terms


def frames(units: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """In: UNITS; their SEGMENTS; a codebook of frames. Out: MARKS with metric `frame`, a row per hit.

    Words that go with a frame are counted; whether the sentence frames anything is for a reader to say."""
    return terms.marks(units, segments, codebook, metric="frame")
