"""Topics that nobody defined: NMF on TF-IDF, kept apart from the codebook's and labelled by their words alone."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from analysis.errors import InputError
from analysis.features.tokens import fold, tokens
from analysis.schema import ALL, ARTICLES, THEME_SENTENCES, THEMES, UNITS, conform, empty, named, require

SEEDS = 20
STABLE = 0.7  # mean cosine below which a theme is called unstable
FEWEST_SENTENCES = 50
ARTICLES_FROM = 200  # from so many on an article is a document, below a sentence is
MOST_DOCUMENTS, MOST_WORDS = 1500, 3000
WORDS = 6  # of a label
ROUNDS = 60
TOLERANCE = 1e-4
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Themes:
    """Themes of a corpus; empty, and `why` says so, where it is too small. `documents` says what one document was."""

    themes: pd.DataFrame  # THEMES
    sentences: pd.DataFrame  # THEME_SENTENCES
    documents: str
    why: str = ""


def themes(
    units: pd.DataFrame, articles: pd.DataFrame, *, stop: Collection[str], seed: int, n: int = 0, most: int = 10
) -> Themes:
    """The themes of a corpus, how stable each is, and how much of each outlet it makes up.

    In: UNITS, of which whole sentences of bodies are read; their ARTICLES; words to set aside. `n` themes, or 0: a
    fifteenth of the documents, 5 to 20. From 200 articles on a document is an article, of which at most 1,500 are drawn
    by seed; below, a sentence. TF-IDF of the 3,000 commonest words that stand in two documents and no more than half;
    NMF (Lee and Seung 2001, squared loss, solved by HALS, Cichocki and Phan 2009) from 20 starts. The start with the
    least loss gives the themes; those of each other start are aligned to it by the Hungarian method, and `stability`
    is the mean cosine of the aligned; below .7 a theme is not stable and no finding. `share` is the theme's part of
    the weight of an outlet's documents, each document alike. The sentences are the `most` of the whole corpus whose
    TF-IDF lies nearest to the theme, at most two of one article. Words that go together are no topic until a reader
    says so. With fewer than 50 sentences nothing is fitted. Raises InputError for a negative number."""
    require(units, UNITS, by="themes.themes", made_by="features.segments.units")
    require(articles, ARTICLES, by="themes.themes", made_by="corpus.load")
    if n < 0 or seed < 0:
        raise InputError(
            f"themes: the number of themes and the seed are whole numbers from 0 on; given {n} and {seed}."
        )
    told = _sentences(units, articles)
    by_article = len(articles) >= ARTICLES_FROM
    name = "article" if by_article else "sentence"
    if len(told) < FEWEST_SENTENCES:
        return Themes(
            empty(THEMES), empty(THEME_SENTENCES), name, f"{len(told)} sentences: fewer than 50 tell nothing."
        )
    counts, vocabulary = _counted(told, stop)
    group = pd.factorize(told["article_id"])[0] if by_article else np.arange(len(told))
    documents = _summed(counts, group)
    chosen = np.sort(np.random.default_rng([seed, 0]).permutation(documents.shape[0])[:MOST_DOCUMENTS])
    kept = _kept(documents[chosen])
    if len(kept) < 2 or n > min(len(chosen), len(kept)):
        raise InputError(f"themes: {n} themes are too many for {len(chosen)} documents and {len(kept)} words.")
    words = [vocabulary[k] for k in kept]
    weight = _idf(documents[chosen][:, kept])
    fitted = _unit_rows(documents[chosen][:, kept] @ weight)
    k = n or min(20, max(5, len(chosen) // 15), min(fitted.shape))
    runs = [_factors(fitted, k=k, seed=[seed, start]) for start in range(1, SEEDS + 1)]
    best = min(range(SEEDS), key=lambda i: runs[i][2])
    profile, stability = runs[best][1], _stability([run[1] for run in runs], best)
    outlet = told.drop_duplicates("article_id").set_index("article_id")["outlet"]
    place = told.groupby(group, sort=True)["article_id"].first().to_numpy()[chosen]
    share = _shares(runs[best][0], pd.Series(place).map(outlet.astype(str)).to_numpy())
    order = np.argsort(-share.mean(axis=0).to_numpy(), kind="stable")
    labels = [_label(profile[t], words) for t in order]
    n_articles = pd.Series(place).drop_duplicates().map(outlet.astype(str)).value_counts()
    rows = [
        [rank + 1, labels[rank], float(stability[t]), bool(stability[t] >= STABLE), o, share.loc[o, t], n_articles[o]]
        for rank, t in enumerate(order)
        for o in share.index
    ]
    table = pd.DataFrame(rows, columns=list(THEMES.columns))
    table["outlet"] = named(table["outlet"], [str(c) for c in units["outlet"].cat.categories])
    near = _unit_rows(counts[:, kept] @ weight) @ sparse.csr_matrix(_unit(profile[order])).T
    return Themes(conform(table, THEMES), _nearest(told, near.toarray(), labels, most=most), name)


def _sentences(units: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    whole = units[(units["voice"] == ALL) & (units["part"] == "body") & ~units["stub"]]
    whole = whole[whole["article_id"].isin(articles["article_id"])]
    return whole.sort_values(["article_id", "sentence"], kind="stable").reset_index(drop=True)


def _counted(told: pd.DataFrame, stop: Collection[str]) -> tuple[sparse.csr_matrix, list[str]]:
    """Sentences x words, those of `stop`, numbers and single letters left out."""
    found = tokens(told["text"].tolist())
    aside = {fold(word) for word in stop}
    kept = [k for k, w in enumerate(found.vocabulary) if w not in aside and w[:1].isalpha() and len(w) > 1]
    sentence = np.repeat(np.arange(len(told)), np.diff(found.indptr))
    shape = (len(told), len(found.vocabulary))
    counts = sparse.csr_matrix((np.ones(len(found.ids), np.float64), (sentence, found.ids)), shape=shape)
    return counts[:, kept], [found.vocabulary[k] for k in kept]


def _summed(counts: sparse.csr_matrix, group: NDArray[np.int64]) -> sparse.csr_matrix:
    rows = sparse.csr_matrix((np.ones(len(group), np.float64), (group, np.arange(len(group)))))
    return (rows @ counts).tocsr()


def _kept(documents: sparse.csr_matrix) -> NDArray[np.int64]:
    """The words that stand in two documents and no more than half of them, the commonest of those."""
    n_with = np.bincount(documents.indices, minlength=documents.shape[1])
    able = np.flatnonzero((n_with >= 2) & (n_with <= documents.shape[0] / 2))
    return np.sort(able[np.argsort(-n_with[able], kind="stable")][:MOST_WORDS])


def _idf(documents: sparse.csr_matrix) -> sparse.dia_matrix:
    n_with = np.bincount(documents.indices, minlength=documents.shape[1])
    return sparse.diags((np.log((1 + documents.shape[0]) / (1 + n_with)) + 1).astype(np.float64))


def _unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    damped = matrix.copy()
    damped.data = np.sqrt(damped.data)  # a word said ten times is not ten times the topic
    length = np.sqrt(damped.multiply(damped).sum(axis=1)).A1 if damped.nnz else np.ones(damped.shape[0])
    return sparse.diags((1 / np.maximum(length, 1e-12)).astype(np.float64)) @ damped


def _unit(rows: Floats) -> Floats:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def _factors(x: sparse.csr_matrix, *, k: int, seed: list[int]) -> tuple[Floats, Floats, float]:
    """W (documents x k), H (k x words) and what is left of the squared loss, up to a constant."""
    rng = np.random.default_rng(seed)
    scale = np.sqrt(x.mean() / k)
    w = (scale * np.abs(rng.standard_normal((x.shape[0], k)))).astype(np.float64)
    h = (scale * np.abs(rng.standard_normal((k, x.shape[1])))).astype(np.float64)
    turned, before, loss = x.T.tocsr(), np.inf, np.inf
    for _ in range(ROUNDS):
        _turn(w, x @ h.T, h @ h.T)
        cross, gram = turned @ w, w.T @ w
        flipped = np.ascontiguousarray(h.T)
        _turn(flipped, cross, gram)
        h = np.ascontiguousarray(flipped.T)
        loss = float(np.sum(gram * (h @ h.T)) - 2 * np.sum(cross * flipped))
        if before - loss < TOLERANCE * abs(loss):
            break
        before = loss
    return w, h, loss


def _turn(w: Floats, cross: Floats, gram: Floats) -> None:
    """One round of HALS over the columns of W, in place: each is the best it can be with the others as they are."""
    for j in range(w.shape[1]):
        step = (cross[:, j] - w @ gram[:, j]) / max(float(gram[j, j]), 1e-12)
        w[:, j] = np.maximum(w[:, j] + step, 0)


def _stability(profiles: list[Floats], best: int) -> NDArray[np.float64]:
    reference = _unit(profiles[best])
    cosines = []
    for k, profile in enumerate(profiles):
        if k != best:
            alike = reference @ _unit(profile).T
            rows, columns = linear_sum_assignment(-alike)
            cosines.append(alike[rows, columns])
    return np.mean(cosines, axis=0)


def _shares(w: Floats, outlet: NDArray[np.str_]) -> pd.DataFrame:
    """Outlets x themes: each document's weights put to a sum of 1, then the mean over an outlet's documents."""
    total = w.sum(axis=1, keepdims=True)
    part = np.divide(w, total, out=np.zeros_like(w), where=total > 0)
    return pd.DataFrame(part.astype(float)).groupby(outlet).mean()


def _label(profile: Floats, words: list[str]) -> str:
    return ", ".join(words[i] for i in np.argsort(-profile, kind="stable")[:WORDS])


def _nearest(told: pd.DataFrame, near: Floats, labels: list[str], *, most: int) -> pd.DataFrame:
    tables = []
    for t, label in enumerate(labels):
        ranked = told.iloc[np.argsort(-near[:, t], kind="stable")[: most * 30]]
        few = ranked[ranked.groupby("article_id").cumcount() < 2].head(most)
        cosine = near[few.index, t]
        tables.append(few.assign(theme=t + 1, words=label, cosine=cosine, rank=np.arange(1, len(few) + 1)))
    return conform(pd.concat(tables)[list(THEME_SENTENCES.columns)], THEME_SENTENCES)
