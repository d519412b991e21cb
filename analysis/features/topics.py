"""Seeded topics: where a codebook's terms stand."""

import pandas as pd

from analysis.codebook import Codebook
from analysis.features import terms


def topics(units: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """In: UNITS; their SEGMENTS; a codebook of topics. Out: MARKS with metric `topic`, a row per hit.

    A term says that a topic is touched, not what is said of it."""
    return terms.marks(units, segments, codebook, metric="topic")
