"""What is told: the same thing told by several outlets, and what one tells alone."""

import hashlib
import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.compare import alignment, copies, growth
from analysis.compare.quotations import wording
from analysis.features.tellings import COLUMNS
from analysis.schema import CLAIM_SENTENCES, CLAIMS, conform, named, require

LABEL = 110  # characters
FEW = 30  # articles without any event that are taken for one
MOST = 40_000  # clauses worked on
REACHES = ("all", "most", "some", "one")
HOW = ("headline", "lede", "body", "quotation")
PLACE = ["article_id", "part", "sentence"]
_LEADING = re.compile(r"^[\W_]*(?:(?:and|or|but|while|which|that|as|who|where)\b[\s,]*)?", re.IGNORECASE)


def claims(tellings: pd.DataFrame, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the outlets of each event tell.

    In: `features.tellings.tellings`; ARTICLES (outlet, event, flag_copied where known). Out: CLAIMS, in the order of
    the matrix (told by all, by most, by some, by one; the best held together first); CLAIM_SENTENCES.

    A claim told by two articles or more is a group of clauses (`compare.growth`); a sentence may stand in several. A
    sentence of which no clause stands in any is a claim of its outlet alone. Its identifier comes from its most
    central clause, which is also its label, cut short. Events of one outlet are left out. `n_own` counts outlets
    without articles that only repeat another one.

    It cannot tell a thing told in other words throughout from one that is not told; "not found" is no more than
    that."""
    require(tellings, COLUMNS, by="claims.claims", made_by="features.tellings.tellings")
    require(articles, ["article_id", "outlet", "event"], by="claims.claims", made_by="claims.in_events")
    outlets = list(articles["outlet"].astype("category").cat.categories)
    repeats = set(articles.loc[articles["flag_copied"], "article_id"]) if "flag_copied" in articles else set()
    heads, lines = [], []
    placed = tellings.drop(columns="event").merge(articles[["article_id", "event"]], on="article_id")
    for event, part in placed.groupby("event", sort=True):
        about = articles[articles["event"] == event]
        present = [o for o in outlets if o in set(about["outlet"].astype("str"))]
        if len(present) < 2:
            continue
        for head, rows in _of_event(part, present=present, repeats=repeats):
            heads.append({**head, "event": event})
            lines.append(rows.assign(claim_id=head["claim_id"], event=event))
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
    part: pd.DataFrame, *, present: list[str], repeats: set[str]
) -> Iterator[tuple[dict[str, object], pd.DataFrame]]:
    """Each claim of one event and its sentences."""
    table = part.assign(key=[wording(t) for t in part["text"]], outlet=part["outlet"].astype("str"))
    table = table.sort_values(["key", "article_id", "part", "sentence", "start"], kind="stable").reset_index(drop=True)
    code, keys = pd.factorize(table["key"])
    first = np.flatnonzero(~table["key"].duplicated())
    sentence = pd.factorize(pd.MultiIndex.from_frame(table[PLACE]))[0]
    vectors = alignment.vectors(
        table["text"].iloc[first].tolist(),
        inside=(table["part"].iloc[first] != "headline").tolist(),
        sentence=sentence[first],
    )
    article = pd.factorize(table["article_id"], sort=True)[0]
    holders: list[set[int]] = [set() for _ in keys]
    for text, one in zip(code, article, strict=True):
        holders[text].add(int(one))
    found = growth.groups(vectors, [frozenset(h) for h in holders])
    rows_of = pd.Series(np.arange(len(table))).groupby(code).agg(list)
    told = np.zeros(len(table), bool)
    for group in found:
        at = np.array([r for m in group.members for r in rows_of[m]], np.int64)
        alike = np.array([s for m, s in zip(group.members, group.similarity, strict=True) for _ in rows_of[m]])
        rows = _once(table.iloc[at].assign(similarity=alike))
        told[np.isin(sentence, sentence[at])] = True
        basis = "same" if len(group.members) == 1 else "alike"
        yield _head(rows, present=present, repeats=repeats, confidence=min(group.lowest, 1.0), basis=basis), rows
    alone = table[~told].assign(similarity=np.nan, sentence_code=sentence[~told])
    for _, rows in alone.groupby("sentence_code", sort=True):
        whole = rows.sort_values("start", kind="stable").drop(columns="sentence_code")
        yield _head(whole, present=present, repeats=repeats, confidence=np.nan, basis="one"), whole


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """Of equal clauses in one article the first."""
    ordered = rows.sort_values(["article_id", "part", "sentence", "start"], kind="stable")
    return ordered.drop_duplicates(["article_id", "key"])


def _head(
    rows: pd.DataFrame, *, present: list[str], repeats: set[str], confidence: float, basis: str
) -> dict[str, object]:
    central = rows.sort_values(["similarity", "key", "article_id"], ascending=[False, True, True], kind="stable").iloc[0]
    text = " ".join(rows["text"]) if basis == "one" else central["text"]
    where = central["article_id"] if basis == "one" else ""
    return {
        "claim_id": identifier(central["key"], where),
        "label": label(text),
        **reach(rows, present=present, repeats=repeats),
        "confidence": confidence,
        "basis": basis,
        "definition": "characters",
    }


def reach(rows: pd.DataFrame, *, present: list[str], repeats: set[str]) -> dict[str, object]:
    """Who tells a claim, from its sentences, and who of those present does not."""
    telling = set(rows["outlet"].astype("str"))
    own = set(rows.loc[~rows["article_id"].isin(repeats), "outlet"].astype("str"))
    n = len(telling)
    if n == 1:
        width = "one"
    elif n == len(present):
        width = "all"
    else:
        width = "most" if 2 * n > len(present) else "some"
    return {
        "reach": width,
        "n_outlets": n,
        "of_outlets": len(present),
        "outlets": "; ".join(o for o in present if o in telling),
        "not_found_in": "; ".join(o for o in present if o not in telling),
        "n_articles": rows["article_id"].nunique(),
        "n_own": max(1, len(own)) if n else 0,
    }


def identifier(key: str, where: str = "") -> str:
    """A claim's name, from the folded words of its most central clause; `where` it stands, if one outlet tells it."""
    return "c" + hashlib.sha256(f"{key}\n{where}".encode()).hexdigest()[:8]


def label(text: str) -> str:
    """A clause as a label: nothing added, leading conjunctions gone, cut at a word."""
    plain = _LEADING.sub("", " ".join(text.split())).rstrip(" ,;:—–-")
    if len(plain) > LABEL:
        plain = plain[:LABEL].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + " …"
    for opening, closing in ("“”", "‘’"):
        if closing == "”" and plain.count(opening) != plain.count(closing):
            plain = plain.replace(opening, "").replace(closing, "")
    return plain[:1].upper() + plain[1:]


def tables(
    heads: list[dict[str, object]], lines: list[pd.DataFrame], *, outlets: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """CLAIMS and CLAIM_SENTENCES in order; claims of one name in one event become one."""
    table = pd.DataFrame(heads, columns=[c for c in CLAIMS.columns if c != "rank"])
    table["reach"] = named(table["reach"], REACHES)
    wide = table["n_outlets"].where(table["reach"] != "one", 1)
    table = (
        table.assign(wide=wide)
        .sort_values(
            ["event", "reach", "wide", "outlets", "confidence", "claim_id"],
            ascending=[True, True, False, True, False, True],
            kind="stable",
        )
        .drop_duplicates(["claim_id"])
        .drop(columns="wide")
    )
    table = table.assign(rank=table.groupby("event").cumcount() + 1)
    columns = list(CLAIM_SENTENCES.columns)
    held = pd.concat(lines, ignore_index=True)[columns] if lines else pd.DataFrame({c: [] for c in columns})
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
