"""Scores with and without the strongest term of each item and outlet."""

import pandas as pd

from analysis.metrics import framing
from analysis.schema import SCORES, STRONGEST, TERMS, conform, require

NAMED = 5  # terms written out


def strongest(scores: pd.DataFrame, without: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """What each score rests on.

    In: SCORES of one metric, definition and voice; SCORES of the same without each outlet's strongest term; TERMS of
    the voice. Out: STRONGEST, a row per item and outlet: the score, the strongest term, the score without it, and the
    first five terms with the sentences they stand in. Where an item is not touched there is no strongest term."""
    for table, name in ((scores, "intervals.scores"), (without, "intervals.scores")):
        require(table, SCORES, by="strongest.strongest", made_by=f"compare.{name}")
    require(terms, TERMS, by="strongest.strongest", made_by="metrics.framing.terms")
    key = ["item", "outlet"]
    plain = dict.fromkeys(key, "str")
    named = terms.assign(written=terms["term"] + " " + terms["sentences"].astype(str)).astype(plain)
    written = named.groupby(key)["written"].agg(lambda t: ", ".join(t.head(NAMED)))
    first = framing.strongest(named).set_index(key)["term"].rename("strongest")
    table = scores[["metric", *key, "voice", "value"]].assign(
        **{k: scores[k].astype(str) for k in key}, voice=scores["voice"].astype(str)
    )
    left = without.astype(plain).set_index(key)["value"].rename("without")
    table = table.join(left, on=key).join(first, on=key).join(written.rename("terms"), on=key)
    table = table.join(named.groupby(key).size().rename("n_terms"), on=key).fillna({"n_terms": 0, "terms": ""})
    for column in key:
        table[column] = pd.Categorical(table[column], scores[column].cat.categories, ordered=True)
    return conform(table.astype({"n_terms": "int64"}).sort_values(key, kind="stable"), STRONGEST)
