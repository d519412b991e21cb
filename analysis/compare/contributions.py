"""Which words make the gap between outlets: exactly, for the tone of sentences; and as a shift of mean valence."""

import numpy as np
import pandas as pd

from analysis.compare.design import FEWEST_TO_TEST, REST
from analysis.features.word_effects import COLUMNS as EFFECTS
from analysis.schema import MEASURES, UNITS, require

CONTRIBUTIONS = ["outlet", "other", "word", "contribution", "gap", "without", "hits", "hits_other", "n_articles"]
SHIFT = ["outlet", "other", "word", "valence", "share", "share_other", "shift", "part"]


def contributions(effects: pd.DataFrame, units: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """How much of an outlet's gap to the rest in mean tone each word makes.

    In: `features.word_effects`; the UNITS it was made of, of one voice; MEASURES of mean tone in that voice, which
    tell the articles' values. Out: one row per outlet and word: `gap` (as `compare.tests.gaps` takes it), `without`
    (the same gap with the word out of the lexicon and all rules run again), `contribution` = gap - without, `hits`
    here and in the other outlets, `n_articles` of the outlet that hold it; strongest first within an outlet.

    A contribution above 0 lifts the outlet over the others. Each is exact, but they do not add up to the gap: the
    compound bends, and a word may lift one sentence and sink another. It cannot tell what the word was said of."""
    require(effects, EFFECTS, by="contributions.contributions", made_by="features.word_effects")
    require(units, UNITS, by="contributions.contributions", made_by="features.segments.units")
    require(measures, MEASURES, by="contributions.contributions", made_by="metrics.tone.sentence_tone")
    known = measures[measures["value"].notna()].astype({"outlet": "str"})
    names = [str(o) for o in measures["outlet"].cat.categories if o in set(known["outlet"])]
    articles = known["article_id"].tolist()
    values = known["value"].to_numpy()
    weights = np.array([gap_weights(known, outlet=o) for o in names]).reshape(len(names), len(articles))
    gaps = weights @ values

    size = scored(units).groupby("article_id").size()
    inside = effects[effects["article_id"].isin(size.index)]
    place = {a: i for i, a in enumerate(articles)}
    words, word = np.unique(inside["word"].to_numpy(dtype=str), return_inverse=True)
    row = inside["article_id"].map(place).to_numpy(dtype=np.int64)
    change = (inside["compound"] - inside["without"]).to_numpy() / size.loc[inside["article_id"]].to_numpy()
    outlet = inside["outlet"].astype("str").map({o: i for i, o in enumerate(names)}).to_numpy(dtype=np.int64)
    hits = np.bincount(outlet * len(words) + word, inside["hits"], len(names) * len(words)).astype(np.int64)
    hits = hits.reshape(len(names), len(words))
    held = inside.assign(word=word, outlet=outlet).drop_duplicates(["article_id", "word"])
    n_articles = np.bincount(held["outlet"] * len(words) + held["word"], minlength=hits.size).reshape(hits.shape)
    tables = []
    for i, name in enumerate(names):
        given = np.bincount(word, weights[i, row] * change, len(words))
        table = pd.DataFrame(
            {
                "outlet": name,
                "other": REST,
                "word": words,
                "contribution": given,
                "gap": gaps[i],
                "without": gaps[i] - given,
                "hits": hits[i],
                "hits_other": hits.sum(axis=0) - hits[i],
                "n_articles": n_articles[i],
            }
        )
        order = table.assign(size=table["contribution"].abs().round(12))
        tables.append(order.sort_values(["size", "word"], ascending=[False, True], kind="stable")[CONTRIBUTIONS])
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=CONTRIBUTIONS)


def outlet_of(effects: pd.DataFrame) -> pd.Series:
    """The outlet of each row as a string."""
    return effects["outlet"].astype("str").rename("outlet")


def scored(units: pd.DataFrame) -> pd.DataFrame:
    """The units of the body that enter a mean of tone: no stubs, and none without a word."""
    return units[(units["part"] == "body") & ~units["stub"] & units["text"].str.strip().ne("")]


def gap_weights(measures: pd.DataFrame, *, outlet: str) -> np.ndarray:
    """What each article's value is multiplied by in the gap of an outlet to the rest, as `compare.tests.gaps` takes it.

    In: MEASURES of one item, voice and definition, none missing. Out: a weight per row; they sum to 0, or are all
    missing where there is nothing to compare with. With several events: inside each event between the outlets
    present, averaged over events; an article without an event is an event of its own. Else: over articles, the others
    being those with three articles or more, if any has."""
    home = measures["outlet"].astype("str").to_numpy()
    events = measures["event"].astype("str")
    if events.nunique() > 1:
        event = events.where(events.notna(), "\0" + measures["article_id"].astype("str")).to_numpy()
        return _over_events(home, event, outlet)
    n = pd.Series(home).value_counts()
    others = n[(n.index != outlet) & (n >= FEWEST_TO_TEST)]
    others = others if len(others) else n[n.index != outlet]
    if outlet not in n or others.empty:
        return np.full(len(home), np.nan)
    return np.where(home == outlet, 1 / n[outlet], [-1 / (len(others) * n[h]) if h in others else 0.0 for h in home])


def _over_events(home: np.ndarray, event: np.ndarray, outlet: str) -> np.ndarray:
    table = pd.DataFrame({"outlet": home, "event": event, "own": home == outlet})
    n = table.groupby(["event", "outlet"])["own"].transform("size")
    n_outlets = table.groupby("event")["outlet"].transform("nunique")
    both = table.groupby("event")["own"].transform("any") & (n_outlets > 1)
    n_events = table.loc[both, "event"].nunique()
    if not n_events:
        return np.full(len(home), np.nan)
    side = np.where(table["own"], 1.0, -1 / (n_outlets - 1).clip(lower=1))
    return np.where(both, side / n / n_events, 0.0)


def word_shift(effects: pd.DataFrame) -> pd.DataFrame:
    """The word shift of mean valence, each outlet against the pooled others (Gallagher et al. 2021, equation 6).

    In: `features.word_effects` of one voice. Out: one row per outlet and word: its lexicon `valence` s, its `share`
    of the outlet's lexicon words p and of the others' q, `shift` = (p - q)(s - s_ref), where s_ref is the others'
    mean valence, and `part` = shift over the sum of all |shift|. The shifts of an outlet sum to its mean valence
    minus the others'. Strongest first within an outlet.

    One lexicon serves both sides, so that (s1 + s2) / 2 of the paper is s. This explains mean valence, word by word:
    no rule, no sentence and no article is in it. For the compound see `contributions`."""
    require(effects, EFFECTS, by="contributions.word_shift", made_by="features.word_effects")
    body = effects[effects["part"] == "body"]
    counts = body.assign(outlet=outlet_of(body)).pivot_table(
        index="word", columns="outlet", values="hits", aggfunc="sum", fill_value=0
    )
    valence = body.groupby("word")["valence"].first().reindex(counts.index).to_numpy()
    tables = []
    for outlet in [o for o in body["outlet"].cat.categories if o in counts.columns and counts.shape[1] > 1]:
        mine, theirs = counts[outlet].to_numpy(), counts.drop(columns=outlet).sum(axis=1).to_numpy()
        p, q = mine / mine.sum(), theirs / theirs.sum()
        shift = (p - q) * (valence - q @ valence)
        total = np.abs(shift).sum()
        table = pd.DataFrame({"outlet": outlet, "other": REST, "word": counts.index, "valence": valence})
        table = table.assign(share=p, share_other=q, shift=shift, part=shift / total if total > 0 else np.nan)
        order = table.assign(size=np.abs(shift).round(12))
        tables.append(order.sort_values(["size", "word"], ascending=[False, True], kind="stable")[SHIFT])
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=SHIFT)
