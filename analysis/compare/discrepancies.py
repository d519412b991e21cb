"""What is told differently: one fact in several versions."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from rapidfuzz.fuzz import token_set_ratio

from analysis.compare.amounts import amounts
from analysis.compare.days import days
from analysis.compare.doers import doers
from analysis.compare.naming import named_people, naming
from analysis.compare.quotations import quoted
from analysis.compare.surnames import surnames
from analysis.errors import InputError, nearest
from analysis.schema import ALL, CLAIM_SENTENCES, DISCREPANCIES, SOURCES, UNITS, conform, named, require
from analysis.study import Actor

# Unless asked otherwise. Read on weeks of news, of the other kinds most were not right.
KINDS = ("figure", "naming", "spelling")
EVERY_KIND = (*KINDS, "doer", "attribution", "date")
SHINGLE = 6  # words in a row that two quotations share
SAME_QUOTE = 90.0
RELATIONS = ("incompatible", "possibly compatible", "naming")


def discrepancies(
    units: pd.DataFrame,
    sources: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    actors: Sequence[Actor] = (),
    kinds: Sequence[str] = KINDS,
) -> pd.DataFrame:
    """Facts that articles of one event tell in different versions.

    In: UNITS; SOURCES; ARTICLES with their events; CLAIM_SENTENCES. Out: DISCREPANCIES, a row per version, the surest
    fact first. `relation`: *incompatible* where both cannot hold of one thing; *possibly compatible* (part and whole,
    another date, rounding); *naming*. The same value in other words is no discrepancy. `start` to `end` is what
    differs.

    It cannot tell who is right, nor always that two sentences speak of one thing: read both. Raises `InputError` for a
    kind that there is not."""
    by = "discrepancies.discrepancies"
    require(units, UNITS, by=by, made_by="features.segments.units")
    require(sources, SOURCES, by=by, made_by="features.sources.attributions")
    require(sentences, CLAIM_SENTENCES, by=by, made_by="claims.claims")
    for kind in kinds:
        if kind not in EVERY_KIND:
            raise InputError(f"kinds: there is no kind {kind!r}.{nearest(kind, EVERY_KIND)}")
    outlets = list(articles["outlet"].astype("category").cat.categories)
    whole = units[(units["voice"] == ALL) & (units["part"] != "crosshead")].astype({"outlet": "str", "part": "str"})
    whole = whole.drop(columns="event").merge(articles[["article_id", "event"]], on="article_id")
    bodies = dict(zip(articles["article_id"], articles["body"], strict=True))
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    facts: list[list[dict[str, Any]]] = []
    for event, part in whole.groupby("event", sort=True):
        if part["outlet"].nunique() < 2:
            continue
        found: list[list[dict[str, Any]]] = []
        if "figure" in kinds:
            found += [f for f in amounts(part) if _two(f)]
        persons = named_people({a: bodies[a] for a in part["article_id"].unique()})
        if "naming" in kinds:
            found += naming(part, persons, actors)
        if "spelling" in kinds:
            found += surnames(part, persons)
        if "attribution" in kinds:
            found += attributed(sources[sources["article_id"].isin(set(part["article_id"]))], part)
        if "doer" in kinds:
            found += doers(sentences[sentences["event"] == event], part)
        if "date" in kinds:
            found += days(sentences[sentences["event"] == event], part, published)
        facts += [[{**version, "event": event} for version in fact] for fact in found]
    rows = [{**version, "fact_id": _identifier(fact)} for fact in facts for version in fact]
    table = pd.DataFrame(rows, columns=[c for c in DISCREPANCIES.columns if c != "claim_id"])
    table["claim_id"] = _claim(table, sentences)
    table["outlet"] = named(table["outlet"], outlets)
    table = table.sort_values(
        ["confidence", "fact_id", "outlet", "article_id", "start"], ascending=[False, True, True, True, True]
    )
    return conform(table, DISCREPANCIES)


def attributed(sources: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[list[dict[str, Any]]]:
    """Quotations of the same words that articles give to different named speakers: a list of versions each.

    In: SOURCES; one row a sentence. Six words in a row are shared, and nearly all others."""
    quotes = quoted(sources)
    if "source_kind" in quotes:
        quotes = quotes[~quotes["source_kind"].isin(["unnamed", "unresolved"])]
    quotes = quotes[quotes["speaker"].fillna("").str.contains(r"^[A-Z]\S+ [A-Z]")].reset_index(drop=True)
    seen: dict[str, list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    for i, said in enumerate(quotes["wording"]):
        words = said.split()
        for k in range(len(words) - SHINGLE + 1):
            others = seen.setdefault(" ".join(words[k : k + SHINGLE]), [])
            pairs |= {(j, i) for j in others[:20] if j != i}
            others.append(i)
    place = sentences.set_index(["article_id", "part", "sentence"])
    for i, j in sorted(pairs):
        one, two = quotes.iloc[i], quotes.iloc[j]
        last = {str(q["speaker"]).split()[-1].lower() for q in (one, two)}
        if one["outlet"] == two["outlet"] or len(last) < 2 or one["speaker_id"] == two["speaker_id"]:
            continue
        if token_set_ratio(one["wording"], two["wording"]) < SAME_QUOTE:
            continue
        versions = []
        for quote in (one, two):
            key = (quote["article_id"], "body", quote["sentence"])
            if key in place.index:
                held = place.loc[key]
                versions.append(
                    {
                        "kind": "attribution",
                        "relation": "incompatible",
                        "what": "who said it",
                        "value": str(quote["speaker"]),
                        "article_id": quote["article_id"],
                        "outlet": str(quote["outlet"]),
                        "part": "body",
                        "sentence": quote["sentence"],
                        "start": quote["start"],
                        "end": quote["end"],
                        "text": held["text"],
                        "text_start": held["start"],
                        "confidence": 0.4,
                    }
                )
        if len(versions) == 2:
            yield versions


def _two(fact: list[dict[str, Any]]) -> bool:
    return len({v["outlet"] for v in fact}) > 1 and len({v["value"] for v in fact}) > 1


def _identifier(fact: list[dict[str, Any]]) -> str:
    told = "\n".join(sorted(f"{v['article_id']} {v['part']} {v['start']} {v['value']}" for v in fact))
    return "d" + hashlib.sha256(f"{fact[0]['what']}\n{told}".encode()).hexdigest()[:8]


def _claim(table: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """The claim that each version's sentence stands in and most versions of its fact share; "" without one."""
    held: dict[tuple[str, str, int], list[str]] = {}
    columns = (sentences[c] for c in ("article_id", "part", "sentence", "claim_id"))
    for article, part, sentence, claim in zip(*columns, strict=True):
        held.setdefault((article, str(part), sentence), []).append(claim)
    of_fact: dict[str, dict[str, int]] = {}
    for v in table.itertuples():
        for claim in set(held.get((v.article_id, str(v.part), v.sentence), [])):
            of_fact.setdefault(v.fact_id, {})[claim] = of_fact.setdefault(v.fact_id, {}).get(claim, 0) + 1
    best = {f: max(sorted(c), key=lambda k: c[k]) for f, c in of_fact.items() if max(c.values()) > 1}
    return [best.get(f, "") for f in table["fact_id"]]
