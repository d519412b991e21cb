"""How alike two clauses are, in wording and in what they are about."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from nltk.stem.snowball import SnowballStemmer
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis import words
from analysis.compare import conflicts
from analysis.compare.conflicts import Signs, conflict
from analysis.compare.quotations import spelled
from analysis.features.cues import cues, function_words, plural
from analysis.features.tokens import Tokens, tokens

RAREST = 4.0  # nats that a word can tell at most
USUAL = 1.4  # nats that a word can tell that news stories of every kind hold
EVENT = 1.5  # weight of a word's rarity in the event beside its rarity in the news
NAME = 0.5  # a name alone tells who, not what
STOCK = 0.3  # verbs of speech and function words
BITS = 14.0  # shared information that counts as much as the same wording
VERBATIM = 0.05  # similarity for each word that goes on a run of two words in common
LONGEST = 6  # such words that count
REACH = 8  # words around a shared word within which other shared words count with it
WIDEST = 400  # clauses that a word may stand in for it to bring two of them together
NEED = 5.0  # nats that two of many clauses must share in such words to be compared
ROWS = 1000  # clauses compared with all others at a time
DENIED = 4  # words within which a denial is one of what stands there
SMALL = 1500  # clauses among which every pair is compared
AT_ONCE = 200_000  # pairs
NEGATIONS = frozenset(("not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "n't", "cannot"))
_STEMMER = SnowballStemmer("english")
_PERCENT = re.compile(r"\s?%|\sper cent\b")
_SCALED = re.compile(r"(\d[\d.,]*)(?:m|mn|bn|tn)$")  # "38m" beside "38 million"


@dataclass(frozen=True)
class Clauses:
    """Clauses as vectors. `wording`: TF-IDF of character 3- to 5-grams, length 1. `held`: which stems each holds;
    `weight` of each stem: its information, in nats. `about` is `held` with every entry the stem's weight."""

    wording: sparse.csr_matrix
    held: sparse.csr_matrix
    about: sparse.csr_matrix
    weight: NDArray[np.float64]
    names: NDArray[np.bool_]
    stems: Sequence[str]
    places: Sequence[dict[int, int]]  # for each clause, the word at which each stem with information first stands
    runs: sparse.csr_matrix  # which three stems in a row each holds
    denials: Sequence[tuple[int, ...]]  # the words of each that deny, as far as that forbids
    signs: Sequence[Signs]  # what each measures, dates or names, as far as that forbids


def vectors(
    texts: Sequence[str],
    *,
    inside: Sequence[bool],
    sentence: Sequence[int],
    worded: bool = True,
    rarity: Callable[[Sequence[str]], NDArray[np.float64] | None] | None = None,
    forbid: Collection[str] = conflicts.USUAL,
    days: Sequence[Collection[str]] | None = None,
) -> Clauses:
    """The vectors of one event's clauses.

    In: their texts; whether each is running text (capitals of a headline mark no name); a number for the sentence of
    each; whether `wording` is wanted; how rare stems are in other stories, where there are any; what forbids two
    clauses to be alike (`compare.conflicts`), and the days that each names. A stem's information
    is 1.5 times -ln(share of the event's sentences that hold it), 4 nats at most, 1.4 for a word of
    `data/words/news.csv`, which stories of every kind hold, and no more than it tells in the other stories of the
    study: what every story says, or every sentence of this one, tells nothing apart. Names count half, titles and
    verbs of speech .3. A percent sign is a word."""
    texts = [_PERCENT.sub(" percent", t) for t in texts]
    found = tokens(texts)
    stems = [stem(word) for word in found.vocabulary]
    order = {s: i for i, s in enumerate(dict.fromkeys(stems))}
    of_word = np.array([order[s] for s in stems], np.int64)
    ids = of_word[found.ids] if len(found.ids) else np.zeros(0, np.int64)
    row = np.repeat(np.arange(len(texts)), np.diff(found.indptr))
    names = _names(texts, ids, row, found.start, inside=inside, n=len(order))
    weight = _weights(list(order), ids, np.asarray(sentence)[row], names=names, elsewhere=rarity)
    held = sparse.csr_matrix((np.ones(len(ids)), (row, ids)), shape=(len(texts), len(order)))
    held.data[:] = 1.0
    denials = _denials(found) if conflicts.NEGATION in forbid else [()] * len(texts)
    about = (held @ sparse.diags_array(weight)).tocsr()
    places = _places(ids, found.indptr, weight)
    spelled_out = list(order)
    named = [[spelled_out[s] for s in at if names[s]] for at in places]
    return Clauses(
        wording(texts if worded else [""] * len(texts)),
        held,
        about,
        weight,
        names,
        spelled_out,
        places,
        _runs(ids, row, names, n=len(texts)),
        denials,
        conflicts.signs(texts, named=named, days=days or [()] * len(texts), forbid=forbid),
    )


def _runs(ids: NDArray[np.int64], row: NDArray[np.int64], names: NDArray[np.bool_], *, n: int) -> sparse.csr_matrix:
    """Which three stems in a row each text holds, those that are mostly one name left out."""
    last = max(len(ids) - 2, 0)
    told = np.stack([ids[k : k + last] for k in range(3)])
    kept = (row[:last] == row[2 : last + 2]) & (names[told].sum(axis=0) < 2)
    codes = (told[0] * len(names) + told[1]) * len(names) + told[2]
    kinds, column = np.unique(codes[kept], return_inverse=True)
    held = sparse.csr_matrix((np.ones(len(column)), (row[:last][kept], column)), shape=(n, max(1, len(kinds))))
    held.data[:] = 1.0
    return held


def _denials(found: Tokens) -> list[tuple[int, ...]]:
    denies = np.array([w in NEGATIONS or w.endswith("n't") for w in found.vocabulary], bool)[found.ids]
    return [
        tuple(np.flatnonzero(denies[a:z]).tolist())
        for a, z in zip(found.indptr[:-1].tolist(), found.indptr[1:].tolist(), strict=True)
    ]


def _places(ids: NDArray[np.int64], indptr: NDArray[np.int64], weight: NDArray[np.float64]) -> list[dict[int, int]]:
    telling = (weight > 0)[ids]
    found = []
    for a, z in zip(indptr[:-1].tolist(), indptr[1:].tolist(), strict=True):
        at: dict[int, int] = {}
        for k in (np.flatnonzero(telling[a:z]) + a).tolist():
            at.setdefault(int(ids[k]), k - a)
        found.append(at)
    return found


@cache
def stem(word: str) -> str:
    """A word without its endings (Porter 2001, "English"), spelled one way, a synonym of `data/words/synonyms.csv`, in
    the plural too, as the word that it stands for; a number without its scale ("38m" is 38)."""
    plain = spelled(word)
    if scaled := _SCALED.match(plain):
        return scaled[1]
    return plain if plain[:1].isdigit() else _STEMMER.stem(_synonyms().get(plain, plain))


@cache
def _synonyms() -> dict[str, str]:
    listed = {spelled(row["word"]): spelled(row["as"]) for row in words.rows("synonyms")}
    several = {plural(word): other for word, other in listed.items() if not word.endswith("s")}
    return {**several, **listed}


@cache
def usual() -> frozenset[str]:
    """Stems that news stories of every kind hold."""
    return frozenset(stem(row["word"]) for row in words.rows("news"))


@cache
def stock() -> frozenset[str]:
    """Stems that many stories share whatever they tell: verbs of speech, function words, stop words."""
    classes = ("auxiliary", "conjunction", "determiner", "empty", "preposition", "pronoun", "time", "unnamed")
    small = frozenset().union(*(function_words(name) for name in classes))
    stop = {row["word"] for row in words.rows("stop")} | {row["word"] for row in words.rows("plain")}
    return frozenset(stem(w) for w in small | stop | set(cues()))


@cache
def titles() -> frozenset[str]:
    """Stems of titles: who is named, not what is told."""
    return frozenset(stem(row["word"]) for row in words.rows("titles"))


def _weights(
    stems: list[str],
    ids: NDArray[np.int64],
    sentence: NDArray[np.int64],
    *,
    names: NDArray[np.bool_],
    elsewhere: Callable[[Sequence[str]], NDArray[np.float64] | None] | None,
) -> NDArray[np.float64]:
    n_sentences = len(np.unique(sentence))
    pairs = np.unique(np.stack([ids, sentence]), axis=1) if len(ids) else np.zeros((2, 0), np.int64)
    n_in = np.bincount(pairs[0], minlength=len(stems))
    in_news = np.array([USUAL if s in usual() else RAREST for s in stems])
    rare = elsewhere(stems) if elsewhere else None
    if rare is not None:
        in_news = np.minimum(in_news, rare)
    in_event = EVENT * np.log(np.maximum(n_sentences, 1) / np.maximum(n_in, 1))
    weight = np.minimum(in_news, np.maximum(in_event, 0.0))
    weight *= np.where(names, NAME, 1.0)
    stop = {row["word"] for row in words.rows("stop")} | {row["word"] for row in words.rows("plain")}
    nothing = {stem(w) for w in stop}
    speech = stock() | titles()
    return weight * np.array([0.0 if s in nothing or len(s) < 2 else STOCK if s in speech else 1.0 for s in stems])


def _names(
    texts: Sequence[str],
    ids: NDArray[np.int64],
    row: NDArray[np.int64],
    start: NDArray[np.int32],
    *,
    inside: Sequence[bool],
    n: int,
) -> NDArray[np.bool_]:
    """Stems that are written with a capital in most places where a capital tells."""
    within = np.asarray(inside, bool)[row] & (start > 1)
    capital = np.fromiter((texts[r][s].isupper() for r, s in zip(row, start, strict=True)), bool, len(row))
    seen = np.bincount(ids[within], minlength=n)
    big = np.bincount(ids[within & capital], minlength=n)
    return (big > 0.6 * seen) & (seen > 0)


def wording(texts: Sequence[str]) -> sparse.csr_matrix:
    """TF-IDF of character 3- to 5-grams inside words, spelled one way; a row a text, of length 1."""
    plain = [" ".join(spelled(w) for w in re.findall(r"\w+(?:[’'.&]\w+)*", t)) for t in texts]
    if not any(len(t) > 2 for t in plain):
        return sparse.csr_matrix((len(texts), 1))
    order = {text: row for row, text in enumerate(sorted(set(plain)))}
    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), dtype=np.float64)
    return vectoriser.fit_transform(order).tocsr()[[order[text] for text in plain]]


def neighbours(
    clauses: Clauses, article: NDArray[np.int64], *, least: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of clauses of different articles that are at least so similar, each once, lower number first.

    Up to 1,500 clauses every pair is compared. Of more, those that share `NEED` nats in stems which stand in at most
    `WIDEST` clauses."""
    n = len(article)
    if n <= SMALL:
        one, other = np.triu_indices(n, 1)
        keep = article[one] != article[other]
        return similar(clauses, one[keep], other[keep], least=least)
    in_clauses = np.asarray(clauses.held.sum(axis=0)).ravel()
    chosen = np.flatnonzero((in_clauses > 1) & (in_clauses <= WIDEST) & (clauses.weight > 1))
    here, across = clauses.about[:, chosen].tocsr(), clauses.held[:, chosen].T.tocsr()
    found = []
    for a in range(0, n, ROWS):
        near = (here[a : a + ROWS] @ across).tocoo()
        one, other = near.row.astype(np.int64) + a, near.col.astype(np.int64)
        keep = (near.data >= NEED) & (one < other) & (article[one] != article[other])
        found.append(similar(clauses, one[keep], other[keep], least=least))
    one, other, value = (np.concatenate(column) for column in zip(*found, strict=True))
    return one, other, value


def similar(
    clauses: Clauses, one: NDArray[np.int64], other: NDArray[np.int64], *, least: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Those of some pairs that are at least so similar, with their similarity.

    The cosine of the wording, plus the information of the words that they share within `REACH` words of each other in
    both (a phrase in common, not words scattered over two long clauses) over `BITS`, plus `VERBATIM` for each three
    stems in a row that both hold. Where what they measure, date or name forbids it, where one denies what they share
    and the other does not, or where they share no more than one name, 0."""
    ones, others, values = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0)]
    for a in range(0, len(one), AT_ONCE):
        i, j = one[a : a + AT_ONCE], other[a : a + AT_ONCE]
        agree = ~conflict(clauses.signs, i, j)
        i, j = i[agree], j[agree]
        shared = np.asarray(clauses.about[i].multiply(clauses.held[j]).sum(axis=1)).ravel()
        some = np.flatnonzero(shared > 0)
        i, j, shared = i[some], j[some], shared[some]
        wording = np.asarray(clauses.wording[i].multiply(clauses.wording[j]).sum(axis=1)).ravel()
        alike = np.asarray(clauses.runs[i].multiply(clauses.runs[j]).sum(axis=1)).ravel()
        wording += VERBATIM * np.minimum(alike, LONGEST)
        enough = np.flatnonzero(wording + shared / BITS >= least)
        i, j, wording = i[enough], j[enough], wording[enough]
        pairs = list(zip(i.tolist(), j.tolist(), strict=True))
        deed = np.array([not one_name(clauses, x, y) and not denies(clauses, x, y) for x, y in pairs], bool)
        i, j, wording = i[deed], j[deed], wording[deed]
        near = np.array([phrase(clauses, x, y) for (x, y), told in zip(pairs, deed.tolist(), strict=True) if told])
        value = np.round(wording + near / BITS, 12)
        final = value >= least
        ones.append(i[final])
        others.append(j[final])
        values.append(value[final])
    return np.concatenate(ones), np.concatenate(others), np.concatenate(values)


def one_name(clauses: Clauses, one: int, other: int) -> bool:
    """Whether two clauses share no more than one name and its titles: who, but nothing that is told."""
    here, there = clauses.places[one], clauses.places[other]
    places = []
    for s, place in here.items():
        if s in there and clauses.weight[s] > STOCK * RAREST:
            if not clauses.names[s]:
                return False
            places.append(place)
    return bool(places) and max(places) - min(places) < len(places)


def denies(clauses: Clauses, one: int, other: int) -> bool:
    """Whether just one of two clauses denies, and that near a word that they share."""
    if bool(clauses.denials[one]) == bool(clauses.denials[other]):
        return False
    here, there = (one, other) if clauses.denials[one] else (other, one)
    shared = [p for s, p in clauses.places[here].items() if s in clauses.places[there]]
    return any(abs(p - d) <= DENIED for p in shared for d in clauses.denials[here])


def phrase(clauses: Clauses, one: int, other: int) -> float:
    """The information of the best phrase in common: shared stems within `REACH` words of one of them in both. Names
    that follow each other are one name and tell as much as the rarest of them."""
    here, there = clauses.places[one], clauses.places[other]
    shared = sorted((here[s], there[s], float(clauses.weight[s]), bool(clauses.names[s])) for s in here if s in there)
    best = 0.0
    for a, b, _, _ in shared:
        total, last = 0.0, (-9, -9, 0.0)
        for p, q, weight, name in shared:
            if abs(p - a) > REACH or abs(q - b) > REACH:
                continue
            follows = name and p - last[0] == 1 == q - last[1]
            total += max(weight - last[2], 0.0) if follows else weight
            last = (p, q, max(weight, last[2]) if follows else weight) if name else (-9, -9, 0.0)
        best = max(best, total)
    return best
