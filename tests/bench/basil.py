"""Which of two outlets is kinder to an actor: BASIL (Fan et al. 2019), measured as a study would be.

Readers said what each article makes them feel toward its main entities. These are the actors; `basil_names.csv` holds
what else they are called, written from their names and common knowledge before anything was measured with it. Mentions
are found by `features.actors`: names, surnames, pronouns that can mean one person only."""

from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.clean.articles import articles as cleaned
from analysis.features import segments, sources
from analysis.features.actors import actor_mentions
from analysis.features.people import organisation
from analysis.features.toward_actors import toward_actors
from analysis.features.vader import vader
from analysis.study import Actor

FEELINGS = {"neg": -1, "neu": 0, "pos": 1}
COLUMNS = ("tone", "vader")
NAMES = Path(__file__).with_name("basil_names.csv")
TODAY = date(2024, 6, 1)
DRAWS = 2000
SEED = 20240331


def actors_of(entities: list[str]) -> list[Actor]:
    """The main entities of an article as a study's actors."""
    listed = pd.read_csv(NAMES).groupby("entity")["name"].agg(list)
    last = [e.split()[-1] for e in entities]
    out = []
    for entity in entities:
        words = entity.split()
        person = len(words) > 1 and words[-1][0].isupper() and not organisation(w.lower() for w in words)
        own = [words[-1]] if person and last.count(words[-1]) == 1 else []
        names = listed.get(entity, own)
        out.append(Actor(id=entity, name=entity, aliases=tuple(n for n in names if n != entity)))
    return out


def mentioned(article: dict[str, Any], sentences: list[str], actors: list[Actor]) -> pd.DataFrame:
    """The mentions of an article's actors in its headline and body."""
    document = {
        "document": article["id"],
        "article_id": article["id"],
        "outlet": article["outlet"],
        "event": article["event"],
        "published": str(article["date"])[:10],
        "headline": article["title"],
        "url": None,
        "raw": "\n".join(s for s in sentences if s != article["title"]),
        "start": 0,
        "markup": "text",
    }
    told = cleaned(pd.DataFrame([document]), today=TODAY)[0]
    runs = segments.segments(told, sources.attributions(told, actors=actors))
    return actor_mentions(runs, segments.units(runs, told), actors=actors)


def readings(folder: Path) -> pd.DataFrame:
    """One row per main entity of an article: what readers felt, how often it is mentioned, the mean tone toward it
    over its mentions in headline and body, and the mean VADER compound of the sentences that mention it."""
    articles = pd.read_json(folder / "articles.jsonl", lines=True)
    told = pd.read_json(folder / "sentences.jsonl", lines=True).sort_values(["article", "index"], kind="stable")
    sentences = told.groupby("article")["text"].agg(list)
    felt, found = [], []
    for article in articles.to_dict("records"):
        entities = [e for e in article["author_feeling"] if e in article["main_entities"]]
        felt += [
            {"article_id": article["id"], "event": article["event"], "item": e, "felt": FEELINGS[f]}
            for e, f in article["author_feeling"].items()
            if e in entities
        ]
        marks = mentioned(article, sentences[article["id"]], actors_of(entities))
        found.append(marks.astype({"item": "str", "part": "str", "voice": "str", "outlet": "str"}))
    mentions = pd.concat(found, ignore_index=True)
    mentions["item"] = mentions["item"].astype("category")
    key = ["article_id", "item"]
    tone = toward_actors(mentions).astype({"item": "str"}).groupby(key)["weight"].agg(tone="mean", n="size")
    whole = mentions.astype({"item": "str"}).drop_duplicates([*key, "part", "sentence"])
    compound = whole.assign(vader=vader(whole["text"].tolist())["compound"].to_numpy()).groupby(key)["vader"].mean()
    out = pd.DataFrame(felt).merge(tone.join(compound).reset_index(), on=key, how="left", validate="one_to_one")
    return out.assign(n=out["n"].fillna(0).astype("int64"))


def pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per entity and two outlets of one event between which readers felt a difference: the difference of each
    measure, above 0 where it has the readers' sign."""
    out = []
    for (event, _), part in rows.groupby(["event", "item"]):
        for a, b in combinations(part.to_dict("records"), 2):
            if a["felt"] != b["felt"]:
                sign = np.sign(a["felt"] - b["felt"])
                out.append({"event": event, **{k: sign * (a[k] - b[k]) for k in COLUMNS}})
    return pd.DataFrame(out)


def ordered(told: pd.DataFrame, column: str) -> dict[str, float]:
    """Percentage of pairs ordered as readers did, ties and missing ones wrong; its interval; that of decided pairs."""
    right = told[column] > 0
    missing, tied = told[column].isna(), told[column] == 0
    decided = ~missing & ~tied
    events = [r.to_numpy() for _, r in right.groupby(told["event"])]
    draws = np.random.default_rng(SEED).integers(0, len(events), (DRAWS, len(events)))
    hits, sizes = np.array([e.sum() for e in events]), np.array([len(e) for e in events])
    low, high = np.percentile(100 * hits[draws].sum(axis=1) / sizes[draws].sum(axis=1), [2.5, 97.5])
    print(
        f"BASIL, {column}: {right.sum()} of {len(told)} pairs right ({100 * right.mean():.1f} %, 95 % interval over "
        f"{len(events)} events {low:.0f} to {high:.0f}); {missing.sum()} missing, {tied.sum()} tied, {decided.sum()} "
        f"decided, {100 * right[decided].mean():.1f} % right"
    )
    return {
        "pairs": len(told),
        "missing": int(missing.sum()),
        "right": round(100 * float(right.mean()), 1),
        "low": round(float(low), 1),
        "high": round(float(high), 1),
        "decided": round(100 * float(right[decided].mean()), 1),
    }
