"""Codebook terms in scored units -> MARKS."""

import pandas as pd

from analysis.codebook import Codebook
from analysis.features.matching import matches
from analysis.schema import ALL, MARKS, PARTS, SEGMENTS, UNITS, VOICES, conform, named, require


def marks(units: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook, *, metric: str) -> pd.DataFrame:
    """In: UNITS, of which the whole sentences are searched; their SEGMENTS, which give each hit its voice.

    Out: MARKS, a row per hit of an item, each with weight 1. A hit belongs to the voice in which it begins."""
    require(units, UNITS, by="terms.marks", made_by="features.segments.units")
    require(segments, SEGMENTS, by="terms.marks", made_by="features.segments.segments")
    whole = units[units["voice"] == ALL].reset_index(drop=True)
    found = matches(whole["text"].tolist(), codebook.items)
    place = whole.loc[found["text"], ["article_id", "part", "sentence", "start"]].reset_index(drop=True)
    hits = place.assign(
        metric=metric,
        item=named(found["item"], [item.id for item in codebook.items]),
        term=found["term"],
        begin=place["start"] + found["start"],
        end=place["start"] + found["end"],
        weight=1.0,
    )
    hits = hits.drop(columns="start").rename(columns={"begin": "start"}).reset_index(names="order")
    runs = segments[["article_id", "part", "sentence", "voice", "start"]].sort_values("start", kind="stable")
    voiced = pd.merge_asof(
        hits.astype({"part": "str"}).sort_values("start", kind="stable"),
        runs.astype({"part": "str", "voice": "str"}),
        on="start",
        by=["article_id", "part", "sentence"],
    ).sort_values("order", kind="stable")
    return conform(
        voiced.drop(columns="order").assign(part=named(voiced["part"], PARTS), voice=named(voiced["voice"], VOICES)),
        MARKS,
    )


def silent(marks: pd.DataFrame, codebook: Codebook) -> list[tuple[str, str]]:
    """Items and terms of a codebook that matched nowhere."""
    seen = set(zip(marks["item"].astype(str), marks["term"], strict=True))
    return [(item.id, term) for item in codebook.items for term in item.terms if (item.id, term) not in seen]
