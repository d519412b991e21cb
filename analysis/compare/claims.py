"""What is told: the same thing told by several outlets, and what one tells alone."""

import hashlib
import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare import alignment, anchors, conflicts, copies, days, growth, naming
from analysis.compare.background import FEWEST, background, rarity
from analysis.compare.labels import excerpt, item, label, marked
from analysis.compare.nested import within_wider
from analysis.compare.paraphrase import CHARACTERS, DEFINITIONS, WORDLLAMA, blended
from analysis.compare.quotations import wording
from analysis.errors import InputError, nearest
from analysis.features.tellings import COLUMNS
from analysis.schema import CLAIM_SENTENCES, CLAIMS, conform, named, require

LONG = 400  # characters that cost a clause as much as a similarity of 1, where one is chosen as label
FEW = 30  # articles without any event that are taken for one
MOST = 30_000  # clauses worked on
CERTAIN = 2.0  # score of an item from which it is taken for certain
NAME = "name"  # the basis of a claim that is one person's name: who is named, not what is told
REACHES = ("all", "most", "some", "one")
HOW = ("headline", "lede", "body", "quotation")
PLACE = ["article_id", "part", "sentence"]
# article, outlet, folded words, text, similarity to its claim, the claim's lowest, event, voice, where it is
# of a shared item: the words shown, its stems, whether it is a person's name alone
Telling = tuple[str, str, str, str, float, float, str, str, str, str, bool]


def claims(
    tellings: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    definition: str = CHARACTERS,
    forbid: Collection[str] = conflicts.USUAL,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the outlets of each event tell.

    In: `features.tellings.tellings`; ARTICLES (outlet, event, flag_copied where known). Out: CLAIMS, in the order of
    the matrix (told by all, by most, by some, by one; the best held together first); CLAIM_SENTENCES.

    A claim told by two articles or more is a group of clauses that are alike (`compare.growth`), or one of clauses that
    share an item, a rare word or two in like surroundings (`compare.anchors`; `basis` is `item`, the less sure of the
    two, or `name`, where that is one person's name and no more); a sentence, which tells several things, may stand in
    several. A sentence of which no clause stands in any is a claim of its outlet alone. Its identifier comes from its
    most central clause, which is also its label, cut short. Events of one outlet are left out. `n_own` counts outlets
    without articles that only repeat another one.

    `definition`: `characters`, or `wordllama`, which weighs meaning as much as wording (`compare.paraphrase`).
    `forbid`: of `negation`, `numbers`, `dates`, `names`, those that keep like clauses apart (`compare.conflicts`).

    It cannot tell a thing told in other words throughout from one that is not told; "not found" is no more than that.
    Raises `InputError` for a definition that there is not, or whose package is not installed."""
    if definition not in DEFINITIONS:
        raise InputError(f"definition: there is none called {definition!r}.{nearest(definition, DEFINITIONS)}")
    require(tellings, COLUMNS, by="claims.claims", made_by="features.tellings.tellings")
    require(articles, ["article_id", "outlet", "event"], by="claims.claims", made_by="claims.in_events")
    outlets = list(articles["outlet"].astype("category").cat.categories)
    repeats = set(articles.loc[articles["flag_copied"], "article_id"]) if "flag_copied" in articles else set()
    heads: list[dict[str, object]] = []
    lines = []
    of_article = [c for c in ("article_id", "event", "published") if c in articles]
    placed = tellings.drop(columns="event").merge(articles[of_article], on="article_id")
    known = background(placed) if len(articles) > FEWEST else None
    for event, part in placed.groupby("event", sort=True):
        about = set(articles.loc[articles["event"] == event, "outlet"].astype("str"))
        present = [o for o in outlets if o in about]
        if len(present) > 1:
            rare = partial(rarity, known, str(event)) if known else None
            rows = _of_event(part.assign(event=event), definition=definition, rare=rare, forbid=forbid)
            rows, made = _named(rows, present=present, repeats=repeats, definition=definition)
            lines.append(rows.assign(claim_id=rows["claim"].map({k: head["claim_id"] for k, head in made.items()})))
            heads += made.values()
    return tables(heads, lines, outlets=outlets)


def in_events(articles: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """ARTICLES with an event for each: those given; else one, where at most 30 articles have none; else those found.

    In: ARTICLES; `compare.events.events`."""
    if articles["event"].notna().any():
        return articles[articles["event"].notna()].reset_index(drop=True)
    if len(articles) <= FEW:
        return articles.assign(event="all articles")
    return articles.drop(columns="event").merge(found, on="article_id", validate="one_to_one")


def within(tellings: pd.DataFrame, articles: pd.DataFrame, *, most: int = MOST) -> pd.DataFrame:
    """ARTICLES of the events that two outlets or more tell: those of most outlets first, then of most articles, as long
    as they have at most `most` clauses together (one event at least)."""
    by_event = articles.groupby("event", sort=True)
    listed = pd.DataFrame({"n_outlets": by_event["outlet"].nunique(), "n": by_event.size()}).reset_index()
    listed = listed[listed["n_outlets"] > 1].sort_values(
        ["n_outlets", "n", "event"], ascending=[False, False, True], kind="stable"
    )
    size = tellings.groupby("article_id").size().reindex(articles["article_id"]).fillna(0).to_numpy()
    clauses = pd.Series(size, index=articles["event"]).groupby(level=0).sum()
    kept = clauses.reindex(listed["event"]).cumsum() <= most
    kept.iloc[:1] = True
    chosen = set(listed["event"][kept.to_numpy()])
    return articles[articles["event"].isin(chosen)].reset_index(drop=True)


def _of_event(
    part: pd.DataFrame,
    *,
    definition: str,
    rare: Callable[[Sequence[str]], NDArray[np.float64] | None] | None,
    forbid: Collection[str],
) -> pd.DataFrame:
    """The sentences of one event's claims, `claim` numbered; those of one outlet alone have no `similarity`."""
    table = part.assign(key=[wording(t) for t in part["text"]], outlet=part["outlet"].astype("str"))
    table = table.sort_values(["key", "article_id", "part", "sentence", "start"], kind="stable").reset_index(drop=True)
    code, keys = pd.factorize(table["key"])
    first = np.flatnonzero(~table["key"].duplicated())
    sentence = pd.factorize(pd.MultiIndex.from_frame(table[PLACE]))[0]
    vectors = alignment.vectors(
        table["text"].iloc[first].tolist(),
        inside=(table["part"].iloc[first] != "headline").tolist(),
        sentence=sentence[first],
        rarity=rare,
        forbid=forbid,
        days=_days(table.iloc[first]) if conflicts.DATES in forbid else None,
    )
    if definition == WORDLLAMA:
        vectors = replace(vectors, wording=blended(vectors.wording, table["text"].iloc[first].tolist()))
    article = pd.factorize(table["article_id"], sort=True)[0]
    holders: list[set[int]] = [set() for _ in keys]
    rows_of: list[list[int]] = [[] for _ in keys]
    for row, (text, one) in enumerate(zip(code.tolist(), article.tolist(), strict=True)):
        holders[text].add(one)
        rows_of[text].append(row)
    at: list[int] = []
    claim: list[int] = []
    alike: list[float] = []
    lowest: list[float] = []
    shown: list[str] = []
    named_by: list[str] = []
    person: list[bool] = []
    text, outlet = table["text"].tolist(), table["outlet"].tolist()
    groups = growth.groups(vectors, [frozenset(h) for h in holders])
    persons = naming.stems(table, vectors.stems)
    found = anchors.items(vectors, [frozenset(h) for h in holders], sentence[first], persons=persons)
    told: list[tuple[list[int], list[float], float, list[tuple[int, int]] | None, str, bool]] = [
        (g.members, g.similarity, g.lowest, None, "", False) for g in groups
    ]
    told += [
        (i.members, i.similarity, i.score / CERTAIN, i.spans, i.words, i.person)
        for i in anchors.apart(found, groups)
        if len({outlet[row] for m in i.members for row in rows_of[m]}) > 1
    ]
    for k, (members, similarity, sure, spans, words, name) in enumerate(told):
        for j, member in enumerate(members):
            at += rows_of[member]
            n = len(rows_of[member])
            claim += [k] * n
            alike += [similarity[j]] * n
            lowest += [min(sure, 1.0)] * n
            named_by += [words] * n
            person += [name] * n
            shown += [item(text[row], *spans[j]) if spans else "" for row in rows_of[member]]
    single = np.flatnonzero(~np.isin(sentence, sentence[at]))
    rows = table.iloc[[*at, *single]].assign(
        claim=[*claim, *(sentence[single] + len(table)).tolist()],
        similarity=[*alike, *[math.nan] * len(single)],
        confidence=[*lowest, *[math.nan] * len(single)],
        shown=[*shown, *[""] * len(single)],
        words=[*named_by, *[""] * len(single)],
        person=[*person, *[False] * len(single)],
    )
    ordered = rows.sort_values(["claim", "article_id", "part", "sentence", "start"], kind="stable")
    return ordered.drop_duplicates(["claim", "article_id", "key"]).reset_index(drop=True)


def _days(distinct: pd.DataFrame) -> list[frozenset[str]]:
    published = distinct["published"] if "published" in distinct else [None] * len(distinct)
    return [days.named(text, day) for text, day in zip(distinct["text"], published, strict=True)]


def _named(
    rows: pd.DataFrame, *, present: list[str], repeats: set[str], definition: str
) -> tuple[pd.DataFrame, dict[int, dict[str, object]]]:
    """The sentences with claims of one name made one, and a row of CLAIMS for each number."""
    made = _heads(rows, present=present, repeats=repeats, definition=definition)
    first: dict[object, int] = {}
    one = {claim: first.setdefault(made[claim]["claim_id"], claim) for claim in sorted(made)}
    if len(first) == len(made):
        return rows, made
    rows = rows.assign(claim=rows["claim"].map(one)).drop_duplicates(["claim", "article_id", "key"])
    return _named(rows.reset_index(drop=True), present=present, repeats=repeats, definition=definition)


def _heads(
    rows: pd.DataFrame, *, present: list[str], repeats: set[str], definition: str
) -> dict[int, dict[str, object]]:
    columns = [
        "claim",
        "article_id",
        "outlet",
        "key",
        "text",
        "similarity",
        "confidence",
        "event",
        "voice",
        "shown",
        "words",
        "person",
    ]
    held: dict[int, list[Telling]] = {}
    for claim, *rest in zip(*(rows[c].tolist() for c in columns), strict=True):
        held.setdefault(claim, []).append(tuple(rest))
    taken: set[str] = set()
    return {
        claim: {**_head(several, present=present, repeats=repeats, taken=taken), "definition": definition}
        for claim, several in held.items()
    }


def _head(rows: list[Telling], *, present: list[str], repeats: set[str], taken: set[str]) -> dict[str, object]:
    """A row of CLAIMS. Its central clause is one that is in no other claim's name, where there is one."""
    lone = math.isnan(rows[0][4])
    ordered = sorted(rows, key=lambda r: (0.0 if lone else _off_centre(r), r[2], r[0]))
    central = next((r for r in ordered if lone or wording(r[8] or r[3]) not in taken), ordered[0])
    article, _, key, text, _, confidence, event, voice, shown, words, person = central
    taken.add("" if lone else wording(shown or text))
    quoted = voice == "quoted"
    item_of = NAME if person else "item"
    called = excerpt(text, shown, quoted=quoted) if words else label(text, quoted=quoted)
    if lone:
        article, key = rows[0][0], rows[0][2]
        called = label(" ".join(marked(r[3], quoted=r[7] == "quoted") for r in rows))
    return {
        "event": event,
        "claim_id": identifier(wording(shown), words) if words else identifier(key, article if lone else ""),
        "label": called,
        **reach([(r[0], r[1]) for r in rows], present=present, repeats=repeats),
        "confidence": confidence,
        "basis": "one" if lone else item_of if words else "same" if len({r[2] for r in rows}) == 1 else "alike",
    }


def _off_centre(row: Telling) -> float:
    """The more like the others and the shorter, the better a clause stands for its claim."""
    return round(len(row[8] or row[3]) / LONG - row[4], 9)


def reach(rows: Sequence[tuple[str, str]], *, present: list[str], repeats: set[str]) -> dict[str, object]:
    """Who tells a claim, from the article and outlet of each sentence, and who of those present does not."""
    telling = {outlet for _, outlet in rows}
    own = {outlet for article, outlet in rows if article not in repeats}
    n = len(telling)
    width = "one" if n == 1 else "all" if n == len(present) else "most" if 2 * n > len(present) else "some"
    return {
        "reach": width,
        "n_outlets": n,
        "of_outlets": len(present),
        "outlets": "; ".join(o for o in present if o in telling),
        "not_found_in": "; ".join(o for o in present if o not in telling),
        "perhaps_in": "",
        "n_articles": len({article for article, _ in rows}),
        "n_own": max(1, len(own)),
    }


def identifier(key: str, where: str = "") -> str:
    """A claim's name, from the folded words of its most central clause; `where` it stands, if one outlet tells it."""
    return "c" + hashlib.sha256(f"{key}\n{where}".encode()).hexdigest()[:8]


def tables(
    heads: list[dict[str, object]], lines: list[pd.DataFrame], *, outlets: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """CLAIMS and CLAIM_SENTENCES in order; claims of one name in one event become one.

    An item that most outlets tell goes where a claim of more outlets holds all its clauses: it would call not found
    what those others tell in somewhat other words."""
    table = pd.DataFrame(heads, columns=[c for c in CLAIMS.columns if c != "rank"])
    table["reach"] = named(table["reach"], REACHES)
    wide = table["n_outlets"].where(table["reach"] != "one", 1)
    table = (
        table.assign(wide=wide, item=table["basis"].isin(["item", NAME]))
        .sort_values(
            ["event", "reach", "wide", "outlets", "item", "confidence", "claim_id"],
            ascending=[True, True, False, True, True, False, True],
            kind="stable",
        )
        .drop_duplicates(["claim_id"])
        .drop(columns=["wide", "item"])
    )
    columns = list(CLAIM_SENTENCES.columns)
    held = pd.concat(lines, ignore_index=True)[columns] if lines else pd.DataFrame({c: [] for c in columns})
    narrow = (table["reach"] == "most") & (table["basis"] == "item") & table["claim_id"].isin(within_wider(held))
    table = table[~narrow]
    table = table.assign(rank=table.groupby("event").cumcount() + 1)
    held["outlet"] = named(held["outlet"].astype("str"), outlets)
    held["how"] = named(held["how"].astype("str"), HOW)
    for column in ("part", "voice"):
        held[column] = held[column].astype("str").astype("category")
    rank = dict(zip(table["claim_id"], table["rank"], strict=True))
    held = held[held["claim_id"].isin(rank)].drop_duplicates(["claim_id", "article_id", "part", "start", "end"])
    held = held.assign(rank=held["claim_id"].map(rank)).sort_values(
        ["event", "rank", "outlet", "article_id", "part", "sentence", "start"], kind="stable"
    )
    return conform(table, CLAIMS), conform(held.drop(columns="rank"), CLAIM_SENTENCES)


def copied(articles: pd.DataFrame) -> pd.DataFrame:
    """ARTICLES with `flag_copied`, found now where it is not there."""
    return articles if "flag_copied" in articles else copies.counted_once(articles, copies.pairs(articles))
