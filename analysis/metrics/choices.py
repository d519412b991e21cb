"""How often an outlet takes each kind of verb of speech and of judging word."""

import pandas as pd

from analysis.features.choices import JUDGEMENT, KINDS, VERB
from analysis.metrics import grid
from analysis.schema import CHOICES, MEASURES, UNITS, conform, named, require

JUDGEMENTS = ("praise", "blame", "weight")
PER = 1000  # words
VERBS, RATE = "share of verbs of speech", "per 1,000 words"


def verb_shares(choices: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The share of an article's verbs of speech that are of each kind; the kinds add up to 1.

    In: CHOICES; UNITS; ARTICLES. Out: MEASURES with metric `verbs of speech`, voice narrator; `base` is the number of
    verbs, and the value is missing where there is none. A high share of `plain` is the custom of news agencies."""
    require(choices, CHOICES, by="choices.verb_shares", made_by="features.choices.speech_verbs")
    mine = choices[choices["sort"] == VERB]
    full = _grid(units, articles, list(KINDS[VERB]))
    n = mine.groupby("article_id").size()
    full["base"] = full["article_id"].map(n).fillna(0).astype("int64")
    full["value"] = _hits(mine, full) / full["base"].where(full["base"] > 0)
    return grid.measures(full, metric="verbs of speech", definition=VERBS)


def judging_rate(choices: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How many words of judgement of each kind stand in 1,000 words of an article's own.

    In, Out as for `verb_shares`, metric `words of judgement`; missing where an article has no words of its own."""
    require(choices, CHOICES, by="choices.judging_rate", made_by="features.choices.judging_words")
    mine = choices[(choices["sort"] == JUDGEMENT) & (choices["part"].astype(str) == "body")]
    full = _grid(units, articles, list(JUDGEMENTS))
    full["value"] = PER * _hits(mine, full) / full["n_words"].where(full["n_words"] > 0)
    return grid.measures(full, metric="words of judgement", definition=RATE)


def _grid(units: pd.DataFrame, articles: pd.DataFrame, items: list[str]) -> pd.DataFrame:
    require(units, UNITS, by="choices", made_by="features.segments.units")
    bases = grid.bases(units, articles=articles)
    own = bases[bases["voice"] == "narrator"].reset_index(drop=True)
    own["voice"] = named(own["voice"].astype(str), ["narrator"])
    return grid.with_items(own, pd.Index(items))


def _hits(choices: pd.DataFrame, full: pd.DataFrame) -> pd.Series:
    counts = choices.groupby(["article_id", "kind"]).size()
    key = pd.MultiIndex.from_arrays([full["article_id"], full["item"].astype(str)])
    return pd.Series(counts.reindex(key).fillna(0).to_numpy(), index=full.index)


def both(choices: pd.DataFrame, units: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """`verb_shares` and `judging_rate` below each other."""
    tables = [verb_shares(choices, units, articles), judging_rate(choices, units, articles)]
    items = [*KINDS[VERB], *(k for k in JUDGEMENTS if k not in KINDS[VERB])]
    joined = pd.concat([t.astype({"item": "str"}) for t in tables], ignore_index=True)
    joined["outlet"] = pd.Categorical(joined["outlet"], articles["outlet"].cat.categories, ordered=True)
    return conform(joined.assign(item=named(joined["item"], items)), MEASURES)
