"""The tables that cross a border between stages: their columns, types and grain.

Types: `text` is a string or missing; `name` is a category, in the study's order where there is one; `integer`;
`number` is a float, missing where it cannot be measured; `flag` is true or false; `answer` is true, false or
missing; `day` is a date without a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.errors import TableError

VOICES = ("narrator", "quoted", "reported")
ALL = "all"
EVERY_VOICE = (*VOICES, ALL)
PARTS = ("headline", "crosshead", "body")

DTYPES = {
    "text": "str",
    "integer": "int64",
    "number": "float64",
    "flag": "bool",
    "day": "datetime64[us]",
    "answer": "boolean",
}


@dataclass(frozen=True)
class Table:
    """A table's name, what one row is, and its columns with their types, in order."""

    name: str
    grain: str
    columns: Mapping[str, str]
    key: Sequence[str] = field(default=())


ARTICLES = Table(
    "articles",
    "one article",
    {
        "article_id": "text",
        "outlet": "name",
        "event": "text",
        "published": "day",
        "dateline": "text",
        "headline": "text",
        "body": "text",
        "url": "text",
        "n_words": "integer",
        "crossheads": "text",  # JSON: [[start, end], ...] in `body`
        "raw": "text",
        "removed": "text",  # JSON: [{"kind", "start", "end", "text"}, ...], offsets into `raw`
    },
    key=("article_id",),
)
SOURCES = Table(
    "sources",
    "one run of attributed content in the body of one article",
    {
        "attribution_id": "text",
        "article_id": "text",
        "outlet": "name",
        "sentence": "integer",
        "kind": "text",  # quoted, reported or mixed: the whole attribution
        "voice": "name",  # quoted or reported: this run
        "speaker": "text",
        "speaker_id": "text",
        "text": "text",
        "start": "integer",
        "end": "integer",
        "cue": "text",
        "cue_start": "integer",  # -1 where there is no cue
        "cue_end": "integer",
        "source_start": "integer",  # -1 where no source is named
        "source_end": "integer",
        "manner": "text",  # speech or attitude
        "form": "text",  # said (words or a clause) or object (what the verb is about)
    },
)
SEGMENTS = Table(
    "segments",
    "a run of text in one voice within one sentence",
    {
        "article_id": "text",
        "outlet": "name",
        "event": "text",
        "part": "name",
        "sentence": "integer",  # counted within article and part
        "paragraph": "integer",
        "position": "number",  # 0 top, 1 end of the body; 0 for a headline
        "voice": "name",
        "speaker": "text",
        "text": "text",
        "start": "integer",
        "end": "integer",
        "n_words": "integer",
        "stub": "flag",  # holds a cue and its source alone
    },
)
UNITS = Table(
    "units",
    "what is scored: the joined runs of one voice in one sentence; for `all`, the whole sentence",
    {
        "article_id": "text",
        "outlet": "name",
        "event": "text",
        "part": "name",
        "sentence": "integer",
        "paragraph": "integer",
        "position": "number",
        "voice": "name",
        "text": "text",
        "start": "integer",
        "end": "integer",
        "n_words": "integer",
        "stub": "flag",
    },
    key=("article_id", "part", "sentence", "voice"),
)
MARKS = Table(
    "marks",
    "one hit of one item",
    {
        "article_id": "text",
        "part": "name",
        "sentence": "integer",
        "voice": "name",
        "metric": "text",
        "item": "name",
        "term": "text",
        "start": "integer",
        "end": "integer",
        "weight": "number",
    },
)
TONES = Table(
    "tones",
    "the lexicon tone of one scored unit",
    {
        **UNITS.columns,
        "definition": "text",
        "neg": "number",
        "neu": "number",
        "pos": "number",
        "compound": "number",
    },
)
MEASURES = Table(
    "measures",
    "one item in one article and voice, silence included",
    {
        "article_id": "text",
        "outlet": "name",
        "event": "text",
        "metric": "text",
        "definition": "text",
        "item": "name",
        "voice": "name",
        "value": "number",  # missing where `base` is 0
        "base": "integer",  # scored units behind the value
        "n_words": "integer",
    },
    key=("article_id", "metric", "definition", "item", "voice"),
)
SCORES = Table(
    "scores",
    "one item for one outlet and voice",
    {
        "metric": "text",
        "definition": "text",
        "outlet": "name",
        "item": "name",
        "voice": "name",
        "value": "number",
        "low": "number",
        "high": "number",
        "n_articles": "integer",
        "n_events": "integer",
        "n_words": "integer",
        "note": "text",
    },
    key=("metric", "definition", "outlet", "item", "voice"),
)
GAPS = Table(
    "gaps",
    "one contrast; `other` is another outlet, `rest`, or `all` for the test over all outlets",
    {
        "metric": "text",
        "definition": "text",
        "item": "name",
        "voice": "name",
        "outlet": "text",
        "other": "text",
        "gap": "number",
        "low": "number",
        "high": "number",
        "p": "number",
        "q": "number",
        "min_q": "number",
        "n": "integer",
        "n_other": "integer",
        "n_events": "integer",
        "differs": "answer",  # missing where the design cannot tell
        "why": "text",
    },
    key=("metric", "definition", "item", "voice", "outlet", "other"),
)
ROBUSTNESS = Table(
    "robustness",
    "one key gap, an outlet against the rest, with how many definitions keep its sign",
    {
        "metric": "text",
        "item": "text",
        "voice": "text",
        "outlet": "text",
        "gap": "number",
        "n_definitions": "integer",
        "n_same": "integer",
        "low": "number",
        "high": "number",
    },
    key=("metric", "item", "voice", "outlet"),
)
WORDS = Table(
    "words",
    "one word of one outlet against the other outlets",
    {
        "outlet": "name",
        "term": "text",
        "n": "integer",
        "n_articles": "integer",
        "rate": "number",  # per 1,000 words
        "rate_rest": "number",
        "delta": "number",
        "z": "number",
        "q": "number",
        "min_q": "number",
        "differs": "answer",
        "why": "text",
    },
    key=("outlet", "term"),
)
ROOM = Table(
    "room",
    "one item for one outlet and voice, under a definition that is not the primary one, or in one place of the article",
    SCORES.columns,
    key=SCORES.key,
)
AGENDAS = Table(
    "agendas",
    "two outlets, and how far apart the room they give to all items lies",
    {
        "outlet": "name",
        "other": "name",
        "distance": "number",  # Jensen-Shannon, 0 to 1
        "low": "number",
        "high": "number",
        "chance": "number",  # the mean after articles were shared out anew
        "excess": "number",
        "n": "integer",
        "n_other": "integer",
        "why": "text",
    },
    key=("outlet", "other"),
)
BREADTHS = Table(
    "breadths",
    "one outlet, and how many items its agenda amounts to",
    {
        "outlet": "name",
        "breadth": "number",
        "low": "number",
        "high": "number",
        "chance": "number",
        "excess": "number",
        "n": "integer",
        "why": "text",
    },
    key=("outlet",),
)
THEMES = Table(
    "themes",
    "one topic found by NMF in one outlet, labelled by its words alone",
    {
        "theme": "integer",  # 1 the largest
        "words": "text",
        "stability": "number",  # mean cosine over other seeds, 0 to 1
        "stable": "flag",
        "outlet": "name",
        "share": "number",  # of the outlet's weight, 0 to 1
        "n_articles": "integer",
    },
    key=("theme", "outlet"),
)
THEME_SENTENCES = Table(
    "theme_sentences",
    "one of the sentences that speak most in the words of a theme",
    {
        "theme": "integer",
        "words": "text",
        "rank": "integer",
        "article_id": "text",
        "outlet": "name",
        "part": "name",
        "sentence": "integer",
        "start": "integer",
        "end": "integer",
        "cosine": "number",
        "text": "text",
    },
    key=("theme", "rank"),
)
TERMS = Table(
    "terms",
    "one term of one item in one outlet and voice",
    {
        "metric": "text",
        "item": "name",
        "outlet": "name",
        "voice": "name",
        "term": "text",
        "hits": "integer",
        "sentences": "integer",
        "alone": "integer",  # sentences that no other term of the item gives
    },
    key=("metric", "item", "outlet", "voice", "term"),
)
STRONGEST = Table(
    "strongest",
    "one item in one outlet and voice, with and without its strongest term",
    {
        "metric": "text",
        "item": "name",
        "outlet": "name",
        "voice": "name",
        "value": "number",
        "strongest": "text",
        "without": "number",
        "terms": "text",
        "n_terms": "integer",
    },
    key=("metric", "item", "outlet", "voice"),
)
TOGETHER = Table(
    "together",
    "two items in the sentences of one outlet",
    {
        "outlet": "name",
        "item": "name",
        "other": "name",
        "both": "integer",  # sentences with both
        "n_item": "integer",
        "n_other": "integer",
        "n": "integer",  # sentences
        "n_articles": "integer",
        "expected": "number",  # sentences with both if they met by chance
        "lift": "number",
        "low": "number",
        "high": "number",
        "phi": "number",
        "why": "text",
    },
    key=("outlet", "item", "other"),
)
NAMING = Table(
    "naming",
    "one name, title or epithet of an actor, or of what the articles are about, at one place",
    {
        "article_id": "text",
        "outlet": "name",
        "part": "name",
        "sentence": "integer",
        "voice": "name",
        "actor": "text",
        "kind": "text",  # name, title, title alone or epithet
        "form": "text",  # as it is counted
        "written": "text",  # as it stands there
        "start": "integer",
        "end": "integer",
        "first": "flag",  # the first actor of the headline or of the lede
        "first_person": "flag",  # the first of them that is no country
    },
)
SPELLINGS = Table(
    "spellings",
    "one word written in one of two spellings, at one place",
    {
        "article_id": "text",
        "outlet": "name",
        "part": "name",
        "sentence": "integer",
        "voice": "name",
        "word": "text",  # in American spelling
        "manner": "text",  # British or American
        "written": "text",
        "start": "integer",
        "end": "integer",
    },
)
CHOICES = Table(
    "choices",
    "one verb of speech or word of judgement of the outlet's own, at one place",
    {
        "article_id": "text",
        "outlet": "name",
        "part": "name",
        "sentence": "integer",
        "sort": "text",  # verb or judgement
        "kind": "text",
        "word": "text",
        "start": "integer",
        "end": "integer",
    },
)
CLAIMS = Table(
    "claims",
    "one thing that several sentences tell, or one outlet alone",
    {
        "claim_id": "text",  # from its sentences: the same whatever else the event holds
        "event": "text",
        "label": "text",  # its most central sentence or clause, cut short
        "reach": "name",  # all, most, some, one: how many of the event's outlets tell it
        "n_outlets": "integer",
        "of_outlets": "integer",  # outlets with an article on the event
        "outlets": "text",  # "; " between them, in the study's order
        "not_found_in": "text",
        "perhaps_in": "text",  # those of `not_found_in` that say something near it: perhaps it, in other words
        "n_articles": "integer",
        "n_own": "integer",  # outlets left when an article that only repeats another is not counted
        "confidence": "number",  # 0 to 1: the lowest similarity that holds it together; of an item half its score
        # alike; item: a rare word shared; name: one person's name; same: the same words; one: told by one; hand
        "basis": "text",
        "definition": "text",  # characters or wordllama
        "rank": "integer",  # 1 is the first line of the event's matrix
    },
    key=("claim_id",),
)
CLAIM_SENTENCES = Table(
    "claim_sentences",
    "one sentence or clause that tells a claim",
    {
        "claim_id": "text",
        "event": "text",
        "article_id": "text",
        "outlet": "name",
        "part": "name",
        "sentence": "integer",
        "how": "name",  # headline, lede, body or quotation
        "voice": "name",  # that of most of its words
        "text": "text",
        "start": "integer",  # of the clause, in the part's text
        "end": "integer",
        "similarity": "number",  # mean similarity to the claim's sentences in other articles
    },
)
COVERAGE = Table(
    "coverage",
    "one claim in one outlet, silence included",
    {
        "claim_id": "text",
        "event": "text",
        "outlet": "name",
        "how": "name",  # headline, lede, body, quotation, `perhaps` (in other words) or `not found`
        "n_telling": "integer",
        "n_articles": "integer",  # of the outlet on the event
        "share": "number",  # missing where the outlet has no article on the event
        "order": "integer",  # 1 is what the outlet tells first; 0 where not found
        "text": "text",  # where `how` is `perhaps`: the outlet's clause that comes nearest, and where it stands
        "article_id": "text",
        "part": "text",
        "sentence": "integer",
        "start": "integer",
        "end": "integer",
    },
    key=("claim_id", "outlet"),
)
DISCREPANCIES = Table(
    "discrepancies",
    "one version of a fact told differently, in one article",
    {
        "fact_id": "text",
        "event": "text",
        "kind": "text",  # figure, naming, spelling; off unless asked for: doer, attribution, date
        "relation": "text",  # incompatible, possibly compatible, naming
        "what": "text",  # what differs: "percent", "office of Pete Hegseth", "the meeting"
        "value": "text",  # this version, normalised: "50 percent"
        "article_id": "text",
        "outlet": "name",
        "part": "name",
        "sentence": "integer",
        "start": "integer",  # of the difference itself, in the part's text
        "end": "integer",
        "text": "text",  # the whole sentence
        "text_start": "integer",  # where that begins in the part's text
        "confidence": "number",  # 0 to 1
        "claim_id": "text",  # the claim it was found in, or ""
    },
)
REJECTED = Table(
    "rejected",
    "one document that was found and not kept",
    {"document": "text", "reason": "text"},
)
FILES = Table(
    "files",
    "one file that was read",
    {
        "file": "text",
        "layout": "text",
        "encoding": "text",
        "stated": "number",  # documents that the export says it holds
        "n_found": "integer",  # n_kept + n_rejected
        "n_kept": "integer",
        "n_rejected": "integer",
        "missing": "text",  # this and the three below are JSON: a number by name
        "repairs": "text",
        "damage": "text",
        "outlets": "text",
    },
)

TABLES = {
    t.name: t
    for t in (
        *(ARTICLES, REJECTED, FILES, SOURCES, SEGMENTS, UNITS, MARKS, TONES, MEASURES, SCORES, GAPS, ROBUSTNESS, WORDS),
        *(ROOM, AGENDAS, BREADTHS, THEMES, THEME_SENTENCES, TERMS, STRONGEST, TOGETHER, NAMING, SPELLINGS, CHOICES),
        *(CLAIMS, CLAIM_SENTENCES, COVERAGE, DISCREPANCIES),
    )
}


def require(table: pd.DataFrame, columns: Sequence[str] | Table, *, by: str, made_by: str) -> None:
    """Raise `TableError`, naming who needs what and where it is made, unless `table` has every column."""
    wanted = list(columns.columns) if isinstance(columns, Table) else list(columns)
    missing = [c for c in wanted if c not in table.columns]
    if missing:
        raise TableError(f"{by} needs {missing} but was given {list(table.columns)}. Pass the table made by {made_by}.")


def conform(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The frame with the table's columns first, in order and of its types; further columns follow as they are.

    A `name` column that is not yet categorical becomes one, its categories in order of first appearance."""
    require(frame, table, by=f"the table {table.name}", made_by="its own stage")
    rest = [c for c in frame.columns if c not in table.columns]
    out = frame[[*table.columns, *rest]].copy()
    for column, kind in table.columns.items():
        if kind != "name":
            out[column] = out[column].astype(DTYPES[kind])
        elif not isinstance(out[column].dtype, pd.CategoricalDtype):
            out[column] = named(out[column], list(pd.unique(out[column].dropna())))
    return out.reset_index(drop=True)


def named(values: Any, order: Sequence[str]) -> pd.Categorical:
    """Values as an ordered category in the order given."""
    return pd.Categorical(values, categories=list(order), ordered=True)


def empty(table: Table) -> pd.DataFrame:
    """The table without a row, its types kept."""
    return conform(pd.DataFrame({column: [] for column in table.columns}), table)


def join(name: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Several tables of one name below each other; categories are those of all, in order of appearance."""
    table = TABLES[name]
    orders = {
        column: list(dict.fromkeys(c for part in parts for c in part[column].cat.categories))
        for column, kind in table.columns.items()
        if kind == "name"
    }
    plain = pd.concat([part.astype(dict.fromkeys(orders, "str")) for part in parts], ignore_index=True)
    return conform(plain.assign(**{c: named(plain[c], order) for c, order in orders.items()}), table)
