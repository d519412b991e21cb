"""The measures of a study under every definition that notebook 08 compares."""

import pandas as pd

from analysis import evidence
from analysis.codebook import Codebook
from analysis.features import tone
from analysis.features.frames import frames as frame_marks
from analysis.features.topics import topics as topic_marks
from analysis.metrics import emphasis
from analysis.metrics.tone import sentence_tone
from analysis.schema import join
from analysis.study import Primary

WITHOUT = "share of sentences, strongest term left out"


def measures(
    units: pd.DataFrame, segments: pd.DataFrame, articles: pd.DataFrame, *, topics: Codebook, frames: Codebook
) -> pd.DataFrame:
    """MEASURES of topics, frames and mean tone under all definitions, in every voice.

    In: UNITS, their SEGMENTS and ARTICLES, the study's codebooks. Definitions: by sentences, words and prominence, and
    without the term that hits most; tone with and without masked terms."""
    parts = []
    for metric, find, book in (("topic", topic_marks, topics), ("frame", frame_marks, frames)):
        marks = find(units, segments, book)
        for share in (emphasis.sentence_share, emphasis.word_share, emphasis.prominence_share):
            parts.append(share(marks, units, articles, metric=metric))
        weaker = emphasis.sentence_share(evidence.without_strongest(marks), units, articles, metric=metric)
        parts.append(weaker.assign(definition=WITHOUT))
    for guards, definition in ((tone.guards(), tone.GUARDED), (frozenset(), tone.PLAIN)):
        scored = sentence_tone(tone.tones(units, guards=guards, definition=definition), articles)
        parts.append(scored[scored["item"] == "mean"])
    return join("measures", parts)


def primary(measures: pd.DataFrame, chosen: Primary) -> pd.DataFrame:
    """The rows of the study's own definitions, in the voice that each metric is shown in."""
    voices = {"topic": chosen.topics, "frame": chosen.frames, "tone": chosen.tone}
    own = measures["definition"].isin([emphasis.BY_SENTENCES, tone.GUARDED])
    return measures[own & (measures["voice"].astype("str") == measures["metric"].map(voices))]
