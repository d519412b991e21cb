"""Who speaks where, at what length, and how many they are."""

import numpy as np
import pandas as pd
from scipy.special import gammaln

from analysis.clean.furniture import count_words
from analysis.schema import SOURCES, require

UNNAMED = "unnamed"
UNRESOLVED = "unresolved"


def turns(sources: pd.DataFrame) -> pd.DataFrame:
    """In: SOURCES. Out: one row per attribution: outlet, article_id, who, source_kind, lemma, n_words.

    `who` is the study's actor where the source is one, else the source as written; `unresolved` where none was
    found."""
    require(sources, [*SOURCES.columns, "source_kind", "lemma"], by="speakers.turns", made_by="features.sources")
    words = sources.assign(n_words=sources["text"].map(count_words))
    table = (
        words.groupby("attribution_id", sort=False)
        .agg(
            outlet=("outlet", "first"),
            article_id=("article_id", "first"),
            who=("speaker", "first"),
            source_kind=("source_kind", "first"),
            lemma=("lemma", "first"),
            n_words=("n_words", "sum"),
        )
        .reset_index()
    )
    return table.assign(who=table["who"].fillna(UNRESOLVED), source_kind=table["source_kind"].fillna(UNRESOLVED))


def words_by_outlet(turns: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Words given to each named speaker by each outlet: rows are the `most` heard, columns the outlets, silence 0.

    In: the table of `turns`. A speaker's words are all that was quoted or reported of them."""
    named = turns[~turns["source_kind"].isin([UNNAMED, UNRESOLVED])]
    table = named.pivot_table(
        index="who", columns="outlet", values="n_words", aggfunc="sum", observed=False, fill_value=0
    )
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order].head(most).astype(int)


def numbers(turns: pd.DataFrame, *, draws: int, seed: int) -> pd.DataFrame:
    """How many sources each outlet has, and how evenly they are heard.

    In: the table of `turns`. Out: one row per outlet: `n_attributions`, `n_sources`, `effective` (exp of the entropy of
    their shares of attributions: the number of equally heard sources with that spread), both again as
    `sources_rarefied` (Hurlbert 1971, expected in a sample of the smallest outlet's size) and `effective_rarefied`
    (mean of `draws` such samples), since both grow with the number of attributions; `share_unnamed` and
    `share_unresolved` of attributions."""
    known = turns[turns["source_kind"] != UNRESOLVED]
    counts = {o: part["who"].value_counts().sort_index() for o, part in known.groupby("outlet", observed=False)}
    sizes = [int(c.sum()) for c in counts.values() if len(c)]
    smallest = min(sizes, default=0)
    rng = np.random.default_rng(seed)
    rows = []
    for outlet, part in turns.groupby("outlet", observed=False):
        c = counts[outlet].to_numpy()
        rows.append(
            {
                "outlet": outlet,
                "n_attributions": len(part),
                "n_sources": len(c),
                "effective": effective(c),
                "sources_rarefied": rarefied(c, smallest),
                "effective_rarefied": _effective_rarefied(c, smallest, draws, rng),
                "share_unnamed": float((part["source_kind"] == UNNAMED).mean()) if len(part) else np.nan,
                "share_unresolved": float((part["source_kind"] == UNRESOLVED).mean()) if len(part) else np.nan,
            }
        )
    return pd.DataFrame(rows)


def effective(counts: np.ndarray) -> float:
    """exp(-sum p ln p); missing where nothing was counted."""
    total = counts.sum()
    if not total:
        return float("nan")
    p = counts[counts > 0] / total
    return float(np.exp(-(p * np.log(p)).sum()))


def rarefied(counts: np.ndarray, size: int) -> float:
    """Sources expected in a random sample of `size` attributions: sum of 1 - C(N - n_i, size) / C(N, size)."""
    total = int(counts.sum())
    if not total or size > total:
        return float("nan")
    left = total - counts
    possible = left >= size
    missed = np.zeros(len(counts))
    missed[possible] = np.exp(
        gammaln(left[possible] + 1)
        - gammaln(left[possible] - size + 1)
        - gammaln(total + 1)
        + gammaln(total - size + 1)
    )
    return float((1 - missed).sum())


def _effective_rarefied(counts: np.ndarray, size: int, draws: int, rng: np.random.Generator) -> float:
    total = int(counts.sum())
    if not size or size > total:
        return float("nan")
    if size == total:
        return effective(counts)
    samples = rng.multivariate_hypergeometric(counts, size, size=draws, method="marginals")
    return float(np.mean([effective(s) for s in samples]))


def unclosed(sources: pd.DataFrame) -> pd.DataFrame:
    """How many quoted runs stand in a quotation whose closing mark is missing: a doubt about where speech ends.

    In: SOURCES with `unclosed`. Out: one row per outlet: `outlet`, `n_quoted`, `n_unclosed`, silence as 0. Such a run
    ends with its paragraph, so that too little is quoted rather than too much."""
    require(sources, ["outlet", "voice", "unclosed"], by="speakers.unclosed", made_by="features.sources")
    quoted = sources[sources["voice"] == "quoted"]
    found = quoted.groupby("outlet", observed=False)["unclosed"]
    return found.agg(n_quoted="size", n_unclosed="sum").astype("int64").reset_index()


def heard_once(turns: pd.DataFrame) -> pd.DataFrame:
    """Named sources that one outlet alone lets speak: outlet, who, attributions, words, most words first.

    In: the table of `turns`. With few articles this is chance as much as choice."""
    named = turns[~turns["source_kind"].isin([UNNAMED, UNRESOLVED])]
    alone = named.groupby("who")["outlet"].transform("nunique") == 1
    table = (
        named[alone]
        .groupby(["outlet", "who"], observed=True)
        .agg(n_attributions=("n_words", "size"), n_words=("n_words", "sum"))
        .reset_index()
    )
    return table.sort_values(["n_words", "who"], ascending=[False, True], kind="stable", ignore_index=True)


def verbs(turns: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Share of each outlet's attributions that each cue word introduces, in percent: rows are the `most` frequent.

    In: the table of `turns`. "said" tells nothing; "claimed", "warned", "hailed" do."""
    cued = turns[turns["lemma"].notna()]
    counts = cued.groupby(["lemma", "outlet"], observed=False).size().unstack("outlet", fill_value=0)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return (100 * counts / counts.sum().replace(0, np.nan)).loc[order].head(most).round(1)
