"""Distinctive words: what an outlet's articles say more often than those of the others.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, equations 15 to 22). z ranks words; it is
no test, since the words of one article are not independent of each other: a permutation of articles is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import exp, lgamma

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.compare import distances
from analysis.compare.design import FEWEST_TO_TEST
from analysis.compare.intervals import percentiles
from analysis.compare.multiplicity import adjusted
from analysis.compare.permutation import draws_for
from analysis.errors import InputError
from analysis.features.tokens import Tokens, fold, tokens
from analysis.schema import named, require

PRIOR = 500.0  # words
FEWEST_ARTICLES = 5  # articles of the corpus a word must stand in to be tested
TILE = 256  # words handled at once
DENSE_FROM = 0.06  # share of articles from which on a word's counts are multiplied as a full row
EVENTS_TO_RESAMPLE = 8

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Counted:
    """How often each word stands in each article. Articles are sorted by outlet and id; the vocabulary is sorted."""

    counts: sparse.csr_matrix  # articles x words
    vocabulary: tuple[str, ...]
    outlets: tuple[str, ...]
    outlet: Ints  # of each article; a place in `outlets`
    event: Ints  # of each article; 0 everywhere where no article has one

    @property
    def by_outlet(self) -> Floats:
        """Words x outlets: how often each word stands in each outlet."""
        return (self.counts.T @ _one_hot(self.outlet, len(self.outlets))).toarray().astype(np.float64)


def counted(texts: pd.DataFrame, articles: pd.DataFrame, *, stop: Collection[str] = ()) -> Counted:
    """Words by article, ready to be compared.

    In: `texts` with `article_id` and `text`, any number of rows an article: UNITS of one voice, or bodies; ARTICLES,
    which name each article's outlet and event. An article without text counts, with no word. Words of `stop` (names,
    places, an outlet's standing phrases; as a study's file lists them, see `analysis.words.listed`) are set aside
    before anything is counted. An article without an event, among others that have one, is an event of its own.
    Raises InputError for a text of an unknown article."""
    require(texts, ["article_id", "text"], by="distinctive.counted", made_by="features.segments.units")
    require(articles, ["article_id", "outlet", "event"], by="distinctive.counted", made_by="corpus.load")
    row = pd.Index(articles["article_id"].astype("str")).get_indexer(texts["article_id"])
    if (row < 0).any():
        lost = texts["article_id"].to_numpy()[row < 0][0]
        raise InputError(f"distinctive.counted has a text of {lost!r}, which is not among the articles given.")
    return matrix(by_article(texts, stop=stop), articles)


def by_article(texts: pd.DataFrame, *, stop: Collection[str] = ()) -> pd.DataFrame:
    """How often each word stands in each article, without its place.

    In: `texts` with `article_id` and `text`, any number of rows an article. Out: one row an article and word that it
    holds: article_id, word (a category, sorted), n. Words of `stop` are set aside."""
    require(texts, ["article_id", "text"], by="distinctive.counted", made_by="features.segments.units")
    found = tokens(texts["text"].fillna("").tolist())
    aside = {fold(w) for w in stop}
    kept = np.array([w not in aside for w in found.vocabulary], bool)
    row, ids = pd.factorize(texts["article_id"].astype("str"))
    shape = (len(ids), len(found.vocabulary))
    entry = np.repeat(row, np.diff(found.indptr))
    counts = sparse.coo_matrix((np.ones(len(entry), np.int32), (entry, found.ids)), shape=shape).tocsr()
    held = counts[:, np.flatnonzero(kept)].tocoo()
    vocabulary = [w for w, k in zip(found.vocabulary, kept, strict=True) if k]
    word = pd.Categorical.from_codes(held.col, categories=pd.Index(vocabulary, dtype="str"))
    return pd.DataFrame({"article_id": ids.to_numpy()[held.row], "word": word, "n": held.data}).astype(
        {"article_id": "str", "n": "int64"}
    )


def matrix(counts: pd.DataFrame, articles: pd.DataFrame) -> Counted:
    """Words by article, ready to be compared. In: `distinctive.by_article`; ARTICLES, as for `counted`."""
    require(counts, ["article_id", "word", "n"], by="distinctive.matrix", made_by="distinctive.by_article")
    require(articles, ["article_id", "outlet", "event"], by="distinctive.matrix", made_by="corpus.load")
    outlet = articles["outlet"].astype("category")
    table = pd.DataFrame(
        {"id": articles["article_id"].astype("str"), "outlet": outlet.cat.codes, "event": articles["event"]}
    )
    table = table.sort_values(["outlet", "id"]).reset_index(drop=True)
    row = pd.Index(table["id"]).get_indexer(counts["article_id"])
    word = counts["word"].cat
    shape = (len(table), len(word.categories))
    return Counted(
        sparse.coo_matrix((counts["n"].to_numpy(np.int32), (row, word.codes.to_numpy())), shape=shape).tocsr(),
        tuple(str(w) for w in word.categories),
        tuple(str(o) for o in outlet.cat.categories),
        table["outlet"].to_numpy(np.int64),
        _events(table["event"]),
    )


def log_odds(
    words: Counted,
    *,
    seed: int,
    labellings: int | None = None,
    level: float = 0.05,
    prior: float = PRIOR,
    fewest_articles: int = FEWEST_ARTICLES,
) -> pd.DataFrame:
    """Every word of every outlet against the other outlets.

    In: `distinctive.counted`. Out: one row an outlet and word, by outlet, the most distinctive first: `n` times in
    `n_articles` of the outlet, `rate` and `rate_rest` per 1,000 words, `delta` the log-odds ratio (above 0: more than
    the others), `z` = delta / its standard error under independent words, `contribution` the word's share of the
    Jensen-Shannon divergence between the outlet and the rest, 0 to 1 (which words part them, common ones foremost).

    `p`: share of labellings, articles' outlets permuted within events, in which the outlet is as far from the others
    as observed, given the length of its articles (`analysis.compare.distances`). `labellings` of them for the words
    that have a chance to differ (without it, 20 for each test of the family), fewer for the others. `q`:
    Benjamini-Hochberg over the family: every outlet's test of every word in `fewest_articles` articles or more of the
    corpus, so that where nothing differs the whole table says so in 95 of 100 corpora. `tests` is their number,
    `min_q` the smallest q the design and the number of labellings can reach if all of them were at their least p. A
    lone word can reach tests x its least p only. `differs`: q <= level. Missing, with `why`, for rarer words, where an
    outlet or the rest has fewer than three articles that share an event with the other, and where min_q is above the
    level.

    It cannot tell style from subject: in a mixed corpus a word sets an outlet apart because of what it covered."""
    if (labellings is not None and labellings < 1) or prior <= 0:
        raise InputError(f"distinctive.log_odds needs labellings and prior above 0; got {labellings} and {prior}.")
    if not 0 < level < 1:
        raise InputError(f"`level` must lie between 0 and 1, both excluded; it is {level}. The usual level is 0.05.")
    y = words.by_outlet
    pooled, n, total = y.sum(axis=1), y.sum(axis=0), y.sum()
    delta, z = z_scores(y, prior=prior)
    in_articles = _articles_with(words)
    family = np.flatnonzero(in_articles.sum(axis=1) >= fewest_articles)
    least = _least_p(words.outlet, words.event, n_outlets=len(words.outlets))
    able = ~np.isnan(least)
    p = np.full(y.shape, np.nan)
    tests = len(family) * int(able.sum())
    if tests:
        most = labellings or draws_for(tests)
        found, drawn = distances.p_values(words, family, np.flatnonzero(able), most=most, seed=seed)
        p[np.ix_(family, able)] = found
        least = np.maximum(least, 1 / drawn)
    q, min_q = (adjusted(x.ravel()).reshape(x.shape) for x in (p, np.where(np.isnan(p), np.nan, least)))
    k, v = len(words.outlets), len(words.vocabulary)
    rate, rate_rest = _over(y, n), _over(pooled[:, None] - y, total - n)
    table = pd.DataFrame(
        {
            "outlet": named(np.repeat(words.outlets, v), words.outlets),
            "term": np.tile(np.array(words.vocabulary, dtype=object), k),
            "n": y.T.ravel().astype(np.int64),
            "n_articles": in_articles.T.ravel(),
            "rate": 1000 * rate.T.ravel(),
            "rate_rest": 1000 * rate_rest.T.ravel(),
            "delta": delta.T.ravel(),
            "z": z.T.ravel(),
            "contribution": _divergence(rate, rate_rest).T.ravel(),
            "p": p.T.ravel(),
            "q": q.T.ravel(),
            "min_q": min_q.T.ravel(),
            "tests": tests,
        }
    ).astype({"term": "str"})
    reached = table["q"].notna() & (table["min_q"] <= level)
    table["differs"] = (table["q"] <= level).astype("boolean").where(reached)
    table["why"] = _why(words, table, level=level, fewest_articles=fewest_articles)
    order = table.assign(o=table["outlet"].cat.codes).sort_values(["o", "z", "term"], ascending=[True, False, True])
    return table.loc[order.index].reset_index(drop=True)


def bootstrap(words: Counted, *, draws: int, seed: int, level: float = 0.05, prior: float = PRIOR) -> pd.DataFrame:
    """How far each word's log-odds hang on which articles happen to be there.

    In: `distinctive.counted`. Out: one row an outlet and word, in their order: `delta` with `low` and `high`, the
    percentiles of its replicates, and `z` with `z_sd`, the standard deviation of z over them. Articles are resampled
    within outlets, or events where there are eight or more. The prior stays that of the whole corpus, so that a word
    that a resample lost still has odds. Percentiles are plain: with fewer than ten articles an outlet they are
    too narrow."""
    y = words.by_outlet
    delta, z_all = z_scores(y, prior=prior)
    low, high = np.empty(y.shape), np.empty(y.shape)
    sd = np.empty(y.shape)
    tail = np.array([level / 2])
    for some, d, z in replicates(words, draws=draws, seed=seed, prior=prior):
        _, sd[some] = mean_and_sd(z)
        flat = d.reshape(-1, d.shape[2]).T
        lows, highs = percentiles(flat, np.repeat(tail, flat.shape[1]))
        low[some], high[some] = lows.reshape(d.shape[:2]), highs.reshape(d.shape[:2])
    k, v = len(words.outlets), len(words.vocabulary)
    return pd.DataFrame(
        {
            "outlet": named(np.repeat(words.outlets, v), words.outlets),
            "term": np.tile(np.array(words.vocabulary, dtype=object), k),
            "delta": delta.T.ravel(),
            "low": low.T.ravel(),
            "high": high.T.ravel(),
            "z": z_all.T.ravel(),
            "z_sd": sd.T.ravel(),
        }
    ).astype({"term": "str"})


def replicates(
    words: Counted, *, draws: int, seed: int, prior: float = PRIOR
) -> Iterator[tuple[Ints, NDArray[np.float32], NDArray[np.float32]]]:
    """Bootstrap replicates, some words at a time: which words, their delta and z, each words x outlets x draws."""
    weights = _weights(words, draws=draws, seed=seed)
    length = np.asarray(words.counts.sum(axis=1), np.float32).ravel()
    groups = [np.flatnonzero(words.outlet == k) for k in range(len(words.outlets))]
    n = np.stack([length[g] @ weights[g] for g in groups])  # outlets x draws
    a = (prior * _pooled(words)).astype(np.float32)
    for some, rows in _tiles(words.counts):
        y = np.stack([_times(rows[:, g], weights[g]) for g in groups], axis=1)
        own = y + a[some, None, None]
        rest = (y.sum(axis=1, keepdims=True) + 2 * a[some, None, None]) - own
        d = ((n.sum(axis=0) - n + np.float32(prior)) - rest) * own
        d /= ((n + np.float32(prior)) - own) * rest
        np.log(d, out=d)
        scale = own * rest
        scale /= own + rest
        yield some, d, d * np.sqrt(scale, out=scale)


def mean_and_sd(z: NDArray[np.float32]) -> tuple[Floats, Floats]:
    """Mean and standard deviation over draws, the last axis, of which there are two or more."""
    mean = z.mean(axis=-1, dtype=np.float64)
    off = z - mean[..., None].astype(np.float32)
    return mean, np.sqrt(np.einsum("...i,...i->...", off, off) / (z.shape[-1] - 1))


def context(found: Tokens, texts: pd.DataFrame, term: str, *, around: int = 60) -> pd.DataFrame:
    """Keyword in context: every place of one word.

    In: `tokens` of `texts["text"]`; `texts` with `article_id`, `outlet`, `text` and, where the text is a part of a
    body, its `start` there. Out: one row a hit, in order of the texts: `left` and `right` with at most `around`
    characters, cut at white space, `word` as written, `start` and `end` in the body (or in the text, without
    `start`)."""
    require(texts, ["article_id", "outlet", "text"], by="distinctive.context", made_by="features.segments.units")
    number = np.searchsorted(np.array(found.vocabulary, dtype=object), fold(term)) if found.vocabulary else 0
    known = number < len(found.vocabulary) and found.vocabulary[number] == fold(term)
    hits = np.flatnonzero(found.ids == number) if known else np.zeros(0, np.int64)
    row = np.searchsorted(found.indptr, hits, "right") - 1
    body, begin, end = texts["text"].to_numpy(), found.start[hits].tolist(), found.end[hits].tolist()
    spans = list(zip(row.tolist(), begin, end, strict=True))
    at = texts["start"].to_numpy(np.int64)[row] if "start" in texts else np.zeros(len(row), np.int64)
    return pd.DataFrame(
        {
            "outlet": texts["outlet"].astype("str").to_numpy()[row],
            "article_id": texts["article_id"].to_numpy()[row],
            "left": [_shortened(body[i][max(0, a - around) : a], a > around, left=True) for i, a, _ in spans],
            "word": [body[i][a:z] for i, a, z in spans],
            "right": [_shortened(body[i][z : z + around], z + around < len(body[i]), left=False) for i, _, z in spans],
            "start": at + found.start[hits],
            "end": at + found.end[hits],
        }
    ).astype({"outlet": "str", "article_id": "str", "left": "str", "word": "str", "right": "str"})


def _shortened(text: str, cut: bool, *, left: bool) -> str:
    text = text.replace("\n", " ")
    if not cut or " " not in text:
        return text
    return "…" + text[text.index(" ") :] if left else text[: text.rindex(" ") + 1] + "…"


def _one_hot(outlet: Ints, k: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.ones(len(outlet), np.int32), (np.arange(len(outlet)), outlet)), shape=(len(outlet), k))


def _events(event: pd.Series) -> Ints:
    known = event.notna()
    if not known.any():
        return np.zeros(len(event), np.int64)
    code = event.astype("category").cat.codes.to_numpy(np.int64)
    return np.where(known, code, len(event) + np.arange(len(event)))


def _pooled(words: Counted) -> Floats:
    """Each word's share of all words."""
    total = np.asarray(words.counts.sum(axis=0), np.float64).ravel()
    return total / max(total.sum(), 1)


def _articles_with(words: Counted) -> Ints:
    """Words x outlets: in how many articles."""
    there = (words.counts > 0).astype(np.int64)
    return (there.T @ _one_hot(words.outlet, len(words.outlets))).toarray()


def z_scores(y: Floats, *, prior: float) -> tuple[Floats, Floats]:
    """Log-odds ratio of each outlet against the rest, and z, from counts: words x outlets.

    Equations 16, 18 and 22, with a_w = pooled rate x prior; the two logarithms are taken as one."""
    pooled = y.sum(axis=1, keepdims=True)
    n, total = y.sum(axis=0), pooled.sum()
    a = pooled * (prior / max(total, 1))
    own = y + a
    both = pooled + 2 * a
    rest = both - own
    with np.errstate(divide="ignore", invalid="ignore"):  # a vocabulary of one word has no odds
        delta = np.log(own * ((total - n + prior) - rest) / (rest * ((n + prior) - own)))
    return delta, delta * np.sqrt(own * rest / both)


def _divergence(p: Floats, r: Floats) -> Floats:
    """Each word's share of the Jensen-Shannon divergence of two distributions, by column; 0 where they are alike."""
    middle = (p + r) / 2

    def part(x: Floats) -> Floats:
        return x * np.log2(np.divide(x, middle, out=np.ones_like(x), where=x > 0))

    each = np.maximum(part(p) + part(r), 0)
    return _over(each, each.sum(axis=0))


def _over(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros(np.broadcast_shapes(top.shape, bottom.shape)), where=bottom > 0)


def _least_p(outlet: Ints, event: Ints, *, n_outlets: int) -> Floats:
    """The smallest p of each outlet: the share of labellings that tie with the best; missing where it cannot be tested.

    An article whose event holds only its own outlet, or only others, has no one to change places with."""
    _, code = np.unique(event, return_inverse=True)
    size = np.bincount(code)
    out = np.full(n_outlets, np.nan)
    for k in range(n_outlets):
        mine = np.bincount(code[outlet == k], minlength=len(size))
        mixed = (mine > 0) & (mine < size)
        if mine[mixed].sum() < FEWEST_TO_TEST or (size - mine)[mixed].sum() < FEWEST_TO_TEST:
            continue
        chosen = zip(size[mixed].tolist(), mine[mixed].tolist(), strict=True)
        ways = sum(lgamma(n + 1) - lgamma(m + 1) - lgamma(n - m + 1) for n, m in chosen)
        mirrored = (size == 2 * mine)[mixed].all() and (mixed | (size == 0)).all()
        out[k] = min(1.0, (2 if mirrored else 1) * exp(-min(ways, 700)))
    return out


def _weights(words: Counted, *, draws: int, seed: int) -> NDArray[np.float32]:
    """How often each article stands in each replicate: articles x draws."""
    rng = np.random.default_rng([seed, 8])
    distinct, event = np.unique(words.event, return_inverse=True)
    if len(distinct) >= EVENTS_TO_RESAMPLE:
        drawn = rng.multinomial(len(distinct), np.full(len(distinct), 1 / len(distinct)), size=draws)
        return drawn.T.astype(np.float32)[event]
    out = np.zeros((len(words.outlet), draws), np.float32)
    for k in range(len(words.outlets)):
        mine = np.flatnonzero(words.outlet == k)
        if len(mine):
            out[mine] = rng.multinomial(len(mine), np.full(len(mine), 1 / len(mine)), size=draws).T
    return out


def _tiles(counts: sparse.csr_matrix) -> Iterator[tuple[Ints, sparse.csr_matrix]]:
    """Words in order of how many articles hold them, some at a time, with their counts by article."""
    across = counts.T.tocsr().astype(np.float32)
    order = np.argsort(-np.diff(across.indptr), kind="stable")
    for a in range(0, len(order), TILE):
        yield order[a : a + TILE], across[order[a : a + TILE]]


def _times(rows: sparse.csr_matrix, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """A product that takes rows full of zeros as sparse and others as full."""
    if rows.nnz >= DENSE_FROM * rows.shape[0] * max(rows.shape[1], 1):
        return rows.toarray() @ weights
    return rows @ weights


def _why(words: Counted, table: pd.DataFrame, *, level: float, fewest_articles: int) -> pd.Series:
    """Why there is no answer."""
    n = np.bincount(words.outlet, minlength=len(words.outlets))
    several = len(np.unique(words.event)) > 1
    shared = " that share an event with others" if several else ""
    untested = {
        o: f"{m} article{'s' * (m != 1)} of {int(n.sum())}: no test below {FEWEST_TO_TEST} on each side{shared}"
        for o, m in zip(words.outlets, n.tolist(), strict=True)
    }
    able = table.groupby("outlet", observed=False)["p"].transform("count") > 0
    why = pd.Series(None, index=table.index, dtype="str")
    why = why.mask(able & table["p"].isna(), f"in fewer than {fewest_articles} articles")
    why = why.mask(~able, table["outlet"].astype("str").map(untested))
    short = able & table["p"].notna() & (table["min_q"] > level)
    return why.mask(short, "the design reaches q = " + table["min_q"].map("{:.2g}".format).astype("str") + " at best")
