"""The sentences behind tone: those that are farthest out toward an actor, and those that hold a word that counts."""

import re

import pandas as pd

from analysis.findings import Names
from analysis.schema import ALL, MARKS, UNITS, require

PLACE = ["article_id", "part", "sentence"]

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|$~]")


def toward_ends(marks: pd.DataFrame, units: pd.DataFrame, *, actors: Names, most: int) -> pd.DataFrame:
    """The sentences of the body that are most unfavourable and most favourable to an actor.

    In: MARKS of the metric `toward`; the UNITS of the same articles. Out: one row per mention, `most` from either end,
    unfavourable first: outlet, actor, tone, sentence, `at` and `size` of the mention in it, article_id; one row per
    sentence and actor."""
    require(marks, MARKS, by="tone_evidence.toward_ends", made_by="features.toward_actors")
    require(units, UNITS, by="tone_evidence.toward_ends", made_by="features.segments.units")
    known = marks[marks["weight"].notna() & (marks["part"] == "body")].astype({"part": "str", "item": "str"})
    known = known.sort_values(["weight", *PLACE, "start"], kind="stable")
    low = known.drop_duplicates([*PLACE, "item"]).head(most)
    high = known.drop_duplicates([*PLACE, "item"], keep="last").tail(most)
    rows = pd.concat([low, high.drop(index=low.index, errors="ignore")])
    told = rows.merge(_whole(units), on=PLACE, how="left", suffixes=("", "_sentence"))
    return pd.DataFrame(
        {
            "outlet": told["outlet"].astype("str"),
            "actor": told["item"].map(actors),
            "tone": told["weight"],
            "sentence": told["text"],
            "at": told["start"] - told["start_sentence"],
            "size": told["end"] - told["start"],
            "article_id": told["article_id"],
        }
    )


def word_sentences(drawn: pd.DataFrame, shift: pd.DataFrame, marks: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The words of a figure of contributions with both measures and a sentence that holds each.

    In: rows of `compare.contributions.contributions`; `word_shift`; MARKS of the metric `tone`; UNITS. Out: outlet,
    word, contribution (to the gap in mean tone), shift (share in the word shift of mean valence, another measure),
    hits, hits_other, sentence: the first of the outlet that holds the word, else of another; empty where only a
    guarded or unscored one does."""
    require(marks, MARKS, by="tone_evidence.word_sentences", made_by="features.tone.tone_words")
    body = marks[(marks["part"] == "body") & marks["term"].isin(set(drawn["word"]))].astype({"part": "str"})
    held = body.merge(_whole(units)[[*PLACE, "outlet", "text"]], on=PLACE, how="left").astype({"outlet": "str"})
    held = held.sort_values(PLACE, kind="stable")
    own = held.drop_duplicates(["outlet", "term"]).set_index(["outlet", "term"])["text"]
    anywhere = held.drop_duplicates("term").set_index("term")["text"]
    parts = shift.set_index(["outlet", "word"])["part"]
    keys = list(zip(drawn["outlet"], drawn["word"], strict=True))
    return drawn[["outlet", "word", "contribution", "hits", "hits_other"]].assign(
        shift=[parts.get(k) for k in keys], sentence=[own.get(k, anywhere.get(k[1], "")) for k in keys]
    )


def _whole(units: pd.DataFrame) -> pd.DataFrame:
    whole = units[units["voice"] == ALL].astype({"part": "str"})
    return whole[[*PLACE, "outlet", "text", "start"]]


def told_sentences(rows: pd.DataFrame, *, outlets: Names) -> str:
    """The rows of `toward_ends` as a Markdown list, the mention in bold; text that would be markup stays text."""
    lines = []
    for r in rows.itertuples():
        before, rest = r.sentence[: r.at], r.sentence[r.at :]
        mention, after = rest[: r.size], rest[r.size :]
        said = f"{_plain(before)}**{_plain(mention)}**{_plain(after)}"
        lines.append(f"- {r.tone:+.2f} toward {r.actor} ({outlets[r.outlet]}): {said}")
    return "\n".join(lines) or "No sentence mentions an actor."


def worded_sentences(rows: pd.DataFrame, *, outlets: Names) -> str:
    """The rows of `word_sentences` as a Markdown list."""
    lines = [
        f"- {outlets[r.outlet]}, **{r.word}**: contribution {r.contribution:+.3f}, shift "
        f"{'unknown' if pd.isna(r.shift) else format(r.shift, '+.3f')}, {r.hits} here and {r.hits_other} elsewhere. "
        f"{_plain(r.sentence)}"
        for r in rows.itertuples()
    ]
    return "\n".join(lines) or "No word moves a gap."


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", re.sub(r"\s+", " ", text))
