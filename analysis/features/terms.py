"""Codebook terms in scored units -> MARKS."""

import pandas as pd

from analysis.codebook import Codebook
from analysis.features.matching import matches
from analysis.schema import ALL, MARKS, PARTS, SEGMENTS, UNITS, VOICES, conform, named, require


def marks(units: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook, *, metric: str) -> pd.DataFrame:
    """In: UNITS, of which the whole sentences are searched; their SEGMENTS, which give each hit its voice.

    Out: MARKS, a row per hit of an item, each with weight 1. A hit belongs to the voice in which it begins; that of a
    child is one of its parents too, under the child's term."""
    require(units, UNITS, by="terms.marks", made_by="features.segments.units")
    require(segments, SEGMENTS, by="terms.marks", made_by="features.segments.segments")
    whole = units[units["voice"] == ALL].reset_index(drop=True)
    found = _with_parents(matches(whole["text"].tolist(), codebook.items), codebook)
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


def _with_parents(found: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Hits, each also as one of every item above its own; of overlapping hits of one item the longest stays."""
    above = pd.DataFrame(
        [(item, parent) for item, parents in codebook.parents.items() for parent in parents], columns=["item", "parent"]
    )
    if above.empty or found.empty:
        return found
    risen = found.merge(above, on="item").drop(columns="item").rename(columns={"parent": "item"})
    mixed = found["item"].isin(above["parent"])
    order = {item.id: i for i, item in enumerate(codebook.items)}
    parents = (
        pd.concat([found[mixed], risen[found.columns]])
        .assign(size=lambda d: d["start"] - d["end"])
        .sort_values(["item", "text", "size", "start", "term"], kind="stable")
    )
    taken: dict[tuple[str, int], list[tuple[int, int]]] = {}
    keep = []
    for row in parents.itertuples():
        spans = taken.setdefault((row.item, row.text), [])
        free = all(row.end <= start or row.start >= end for start, end in spans)
        keep.append(free)
        if free:
            spans.append((row.start, row.end))
    whole = pd.concat([found[~mixed], parents.drop(columns="size")[keep]])
    return whole.sort_values(
        ["text", "start", "item"], key=lambda c: c.map(order) if c.name == "item" else c, kind="stable"
    ).reset_index(drop=True)


def silent(marks: pd.DataFrame, codebook: Codebook) -> list[tuple[str, str]]:
    """Items and terms of a codebook that matched nowhere."""
    seen = set(zip(marks["item"].astype(str), marks["term"], strict=True))
    return [(item.id, term) for item in codebook.items for term in item.terms if (item.id, term) not in seen]
