"""Tone toward the actors of a study: each mention with its probabilities, as MARKS."""

import pandas as pd

from analysis.features.actors import COLUMNS
from analysis.features.toward import toward
from analysis.schema import MARKS, conform, named, require

METRIC = "toward"


def toward_actors(mentions: pd.DataFrame) -> pd.DataFrame:
    """How favourable each sentence is to the actor it mentions.

    In: `features.actors.actor_mentions`. Out: MARKS of the metric `toward`, one row per mention: `item` is the actor,
    `weight` the tone toward it, p(positive) - p(negative), from -1 to 1; beside it `negative`, `neutral`, `positive`
    (probabilities), all four missing where the model cannot read the sentence, never 0; and `stub`, whether it stands
    in a run that only says who spoke. It cannot tell bad news about an actor from blame: see `features.toward`."""
    require(mentions, [*COLUMNS, "text", "at", "until"], by="toward_actors", made_by="features.actors.actor_mentions")
    chances = toward(mentions["text"].tolist(), mentions["at"].tolist(), mentions["until"].tolist())
    out = mentions.reset_index(drop=True).assign(
        metric=METRIC, weight=chances["positive"] - chances["negative"], **{c: chances[c] for c in chances}
    )
    return conform(out[[*MARKS.columns, *chances, "stub"]], MARKS)


def most_mentioned(mentions: pd.DataFrame, *, most: int) -> list[str]:
    """The actors that most articles mention by name or pronoun in their bodies, first the most mentioned."""
    body = mentions[mentions["part"] == "body"]
    n = body.drop_duplicates(["article_id", "item"])["item"].astype("str").value_counts()
    order = {item: k for k, item in enumerate(mentions["item"].cat.categories)}
    return sorted(n.index, key=lambda item: (-n[item], order[item]))[:most]


def mentions_of(mentions: pd.DataFrame, actors: list[str]) -> pd.DataFrame:
    """The mentions of some actors, `item` as a category of these in the order given."""
    kept = mentions[mentions["item"].isin(actors)]
    return kept.assign(item=named(kept["item"].astype("str"), actors)).reset_index(drop=True)
