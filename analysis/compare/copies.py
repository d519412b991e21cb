"""Copied text: which articles repeat each other's words, where, who published first, how much is an outlet's own.

Bodies are compared by their 5-word shingles (Broder 1997); words are counted as `features.tokens.fold` gives them, so
that quotation marks, capitals and British spelling hide no copy. Containment is the share of an article's distinct
shingles that the other article holds too."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.compare import sketches
from analysis.features.tokens import tokens
from analysis.schema import ARTICLES, require

SHINGLE = 5
DUPLICATE = 0.8
SHARED = 0.2
MOST_TO_COMPARE_ALL = 20_000
RARE = 64  # articles that may hold a shingle for it to link them by itself, in a corpus of more
BLOCK = 4_000_000  # shingles, or cells of a product, handled at once

Ints = NDArray[np.int64]


class _Shingled(NamedTuple):
    """The shingles of some bodies that stand in two of them or more, by article, shingle and place.

    `entry[i]` to `entry[i + 1]` are article i's distinct shingles in `shingle`, rising; shingle entry e begins at the
    words `place[first[e]:first[e + 1]]`. `size` is each article's number of distinct shingles, unique ones included."""

    size: Ints
    entry: Ints
    shingle: Ints
    first: Ints
    place: Ints
    n_shingles: int


class _Bodies(NamedTuple):
    """Articles in order of article_id, their words, and for each the first article with the very same words."""

    table: pd.DataFrame
    ids: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    indptr: Ints
    same_as: Ints


def pairs(articles: pd.DataFrame, *, shared: float = SHARED, duplicate: float = DUPLICATE) -> pd.DataFrame:
    """Pairs of articles with text in common.

    In: ARTICLES. Out: one row a pair, `article_id` before `other_id`: `containment` is the share of the first one's
    shingles that stand in the other, `containment_other` the reverse; by the larger of them `kind` is `duplicate`
    (from `duplicate` on: the shorter is little else than the longer) or `shared` (from `shared` on). `first` is the
    article published first, missing where the days are equal or one is unknown.

    Bodies of the very same words are duplicates whatever their length; otherwise a body below five words has no
    shingles and no pair, and an empty one has none at all. Up to 20,000 articles every pair is compared; beyond,
    candidates come from shingles that few articles hold and from MinHash (`compare.sketches`), and each is verified
    exactly: none is false, and what may be missed are pairs that share only phrases of many articles.

    It cannot tell who copied from whom, nor whether both took it from an agency."""
    bodies = _bodies(articles, by="copies.pairs")
    alone = np.flatnonzero((bodies.same_as == np.arange(len(bodies.table))) & (np.diff(bodies.indptr) > 0))
    found = _shingled(bodies, alone)
    several = len(alone) > MOST_TO_COMPARE_ALL
    one, other, common = _by_sketch(found, shared) if several else _by_product(found, shared)
    smaller = np.minimum(found.size[one], found.size[other])
    enough = common >= shared * smaller - 1e-9
    one, other, common = one[enough], other[enough], common[enough]
    near = (common / found.size[one], common / found.size[other])
    rows = _with_the_same(bodies, alone[one], alone[other], near)
    return _pair_table(bodies.table, *rows, duplicate=duplicate)


def passages(articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The runs of words that the two articles of each pair share.

    In: ARTICLES; `copies.pairs`. Out: one row a run of five words or more (fewer where two short bodies are the same),
    with its offsets into both bodies, so that each slice is the evidence, and its number of words. Runs cover every
    shared shingle of both articles; what stands several times in them is paired in its order, so that runs may overlap
    where a text repeats itself."""
    bodies = _bodies(articles, by="copies.passages")
    number = pd.Index(bodies.table["article_id"])
    one, other = number.get_indexer(pairs["article_id"]), number.get_indexer(pairs["other_id"])
    same = bodies.same_as[one] == bodies.same_as[other]
    whole = np.flatnonzero(same)
    runs = [np.stack([whole, 0 * whole, 0 * whole, np.diff(bodies.indptr)[one[whole]]])]
    shingled = _shingled(bodies, np.arange(len(number)))
    runs += list(_runs(shingled, one, other, np.flatnonzero(~same)))
    pair, at, at_other, n_words = np.concatenate(runs, axis=1)
    order = np.lexsort((at_other, at, pair))
    pair, at, at_other, n_words = pair[order], at[order], at_other[order], n_words[order]
    at, at_other = at + bodies.indptr[one[pair]], at_other + bodies.indptr[other[pair]]
    return pd.DataFrame(
        {
            "article_id": pairs["article_id"].to_numpy()[pair],
            "other_id": pairs["other_id"].to_numpy()[pair],
            "start": bodies.start[at].astype("int64"),
            "end": bodies.end[at + n_words - 1].astype("int64"),
            "other_start": bodies.start[at_other].astype("int64"),
            "other_end": bodies.end[at_other + n_words - 1].astype("int64"),
            "n_words": n_words,
        }
    ).astype({"article_id": "str", "other_id": "str"})


def own_words(articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """How many of each article's words stand in no passage that another outlet has too.

    In: ARTICLES; `copies.passages`. Out: one row an article, in their order: `n_words` of the body, `n_shared` of them
    in a passage shared with another outlet's article, `own` the share of the others; missing for an empty body. What
    an outlet repeats of itself stays its own. Both sides of a shared passage count as shared, whoever was first."""
    bodies = _bodies(articles, by="copies.own_words")
    number = pd.Index(bodies.table["article_id"])
    outlet = bodies.table["outlet"].astype("str").to_numpy()
    one, other = number.get_indexer(passages["article_id"]), number.get_indexer(passages["other_id"])
    across = outlet[one] != outlet[other]
    edge = np.zeros(len(bodies.ids) + 1, np.int64)
    key = _in_order(np.repeat(np.arange(len(number)), np.diff(bodies.indptr)), bodies.start)
    for article, column in ((one, "start"), (other, "other_start")):
        at = np.searchsorted(key, _in_order(article, passages[column].to_numpy(np.int64)))[across]
        np.add.at(edge, at, 1)
        np.add.at(edge, at + passages["n_words"].to_numpy(np.int64)[across], -1)
    covered = np.concatenate([[0], np.cumsum(np.cumsum(edge[:-1]) > 0)])
    n_words, n_shared = np.diff(bodies.indptr), np.diff(covered[bodies.indptr])
    own = np.divide(n_words - n_shared, n_words, out=np.full(len(number), np.nan), where=n_words > 0)
    by_id = pd.DataFrame({"n_words": n_words, "n_shared": n_shared, "own": own}, index=number)
    kept = articles[["article_id", "outlet"]].reset_index(drop=True)
    return kept.join(by_id, on="article_id")


def own_words_by_outlet(own: pd.DataFrame) -> pd.DataFrame:
    """Each outlet's share of own words: sums over articles. In: `copies.own_words`. Out: one row an outlet."""
    sums = own.groupby("outlet", observed=False)[["n_words", "n_shared"]].sum().reset_index()
    share = 1 - sums["n_shared"] / sums["n_words"].where(sums["n_words"] > 0)
    return sums.assign(own=share)


def counted_once(articles: pd.DataFrame, pairs: pd.DataFrame, *, duplicate: float = DUPLICATE) -> pd.DataFrame:
    """Which articles repeat another one.

    In: ARTICLES; `copies.pairs`. Out: ARTICLES with two flags. `flag_copy`: its own outlet has an article that counts
    and holds `duplicate` of it or more (primary: repeats within an outlet count once). `flag_copied`: the same over
    all outlets (the other definition: without copies). Of two duplicates the longer counts, of two of one length the
    one published first, then the one whose id is first: a version in full stands for its cuts."""
    by = "copies.counted_once"
    require(articles, ["article_id", "outlet", "published", "n_words"], by=by, made_by="corpus.load")
    order = articles.assign(_row=np.arange(len(articles))).sort_values(
        ["n_words", "published", "article_id"], ascending=[False, True, True], na_position="last", kind="stable"
    )
    outlet = dict(zip(articles["article_id"], articles["outlet"].astype("str"), strict=True))
    near: dict[str, list[str]] = {}
    strong = pairs[pairs["kind"] == "duplicate"]
    columns = (strong[c] for c in ("article_id", "other_id", "containment", "containment_other"))
    for one, other, forth, back in zip(*columns, strict=True):
        if forth >= duplicate - 1e-9:
            near.setdefault(one, []).append(other)
        if back >= duplicate - 1e-9:
            near.setdefault(other, []).append(one)
    flags = {}
    for name, within in (("flag_copy", True), ("flag_copied", False)):
        counts: set[str] = set()
        for article in order["article_id"]:
            holders = near.get(article, ())
            if not any(h in counts and (not within or outlet[h] == outlet[article]) for h in holders):
                counts.add(article)
        flags[name] = ~articles["article_id"].isin(counts)
    return articles.assign(**flags)


def _bodies(articles: pd.DataFrame, *, by: str) -> _Bodies:
    require(articles, [c for c in ARTICLES.columns if c in _NEEDED], by=by, made_by="corpus.load")
    table = articles[list(_NEEDED)].sort_values("article_id", kind="stable").reset_index(drop=True)
    found = tokens(table["body"].fillna("").tolist())
    seen: dict[bytes, int] = {}
    same = [seen.setdefault(found.ids[a:z].tobytes(), i) for i, (a, z) in enumerate(_spans(found.indptr))]
    return _Bodies(table, found.ids, found.start, found.end, found.indptr, np.array(same, np.int64))


_NEEDED = ("article_id", "outlet", "published", "body")


def _spans(indptr: Ints) -> Iterator[tuple[int, int]]:
    return zip(indptr[:-1].tolist(), indptr[1:].tolist(), strict=True)


def _shingled(bodies: _Bodies, which: Ints) -> _Shingled:
    """The shingles of some of the bodies. A shingle is numbered by its words, never by a hash of them."""
    article, word = _places(bodies.indptr, which)
    ids = bodies.ids.astype(np.int64)
    at = bodies.indptr[which[article]] + word
    two = _number(ids[:-1], ids[1:])
    four = _number(two[:-2], two[2:])
    shingle = _number(four[at], ids[at + 4])
    n_shingles = int(shingle.max(initial=-1)) + 1
    order = np.argsort(_in_order(article, shingle), kind="stable")
    article, shingle, word = article[order], shingle[order], word[order]
    new = np.flatnonzero(np.diff(_in_order(article, shingle), prepend=-1))
    size = np.bincount(article[new], minlength=len(which))
    in_articles = np.bincount(shingle[new], minlength=n_shingles)
    count = np.diff(new, append=len(shingle))
    several = in_articles[shingle[new]] > 1
    place = word[np.repeat(several, count)]
    first = np.concatenate([[0], np.cumsum(count[several])])
    renumbered = np.cumsum(in_articles > 1) - 1
    entry = np.concatenate([[0], np.cumsum(np.bincount(article[new][several], minlength=len(which)))])
    n_kept = int((in_articles > 1).sum())
    return _Shingled(size, entry, renumbered[shingle[new][several]], first, place, n_kept)


def _places(indptr: Ints, which: Ints) -> tuple[Ints, Ints]:
    """For every shingle of some articles, the article's place in `which` and the word it begins at."""
    n = np.maximum(np.diff(indptr)[which] - SHINGLE + 1, 0)
    article = np.repeat(np.arange(len(which)), n)
    return article, np.arange(len(article)) - np.repeat(np.cumsum(n) - n, n)


def _number(left: Ints, right: Ints) -> Ints:
    """One number for each distinct pair of numbers."""
    return pd.factorize(_in_order(left, right))[0].astype(np.int64)


def _in_order(left: Ints, right: NDArray[np.integer]) -> Ints:
    """Two whole numbers below 2**31 as one, ordered by the first and then by the second."""
    return (np.asarray(left, np.int64) << 31) | right


def _matrix(found: _Shingled) -> sparse.csr_matrix:
    shape = (len(found.size), found.n_shingles)
    return sparse.csr_matrix((np.ones(len(found.shingle), np.int32), found.shingle, found.entry), shape=shape)


def _by_product(found: _Shingled, shared: float) -> tuple[Ints, Ints, Ints]:
    """Every pair with enough shingles in common, and how many, from one sparse product."""

    def enough(one: Ints, other: Ints, common: Ints) -> NDArray[np.bool_]:
        return common >= shared * np.minimum(found.size[one], found.size[other]) - 1e-9

    return _products(_matrix(found), enough)


def _by_sketch(found: _Shingled, shared: float) -> tuple[Ints, Ints, Ints]:
    """Candidate pairs, and how many shingles they have in common, counted for each pair.

    Shingles of few articles give every pair that can reach `shared` with those of many added: the shorter article has
    no more of these to share than it holds. Pairs that share only what many have come from sketches."""
    held = _matrix(found)
    rare = np.bincount(found.shingle, minlength=found.n_shingles) <= RARE
    n_common = np.diff(found.entry) - held @ rare

    def possible(one: Ints, other: Ints, in_rare: Ints) -> NDArray[np.bool_]:
        most = in_rare + np.minimum(n_common[one], n_common[other])
        return most >= shared * np.minimum(found.size[one], found.size[other]) - 1e-9

    n = len(found.size)
    linked = _products(held[:, np.flatnonzero(rare)], possible)
    sketched = sketches.candidates(found.entry, found.shingle, found.size - np.diff(found.entry))
    key = np.union1d(linked[0] * n + linked[1], sketched[0] * n + sketched[1])
    one, other = key // n, key % n
    common = np.zeros(len(key), np.int64)
    step = max(1, BLOCK // max(1, len(found.shingle) // max(n, 1)))
    for a in range(0, len(key), step):
        some = slice(a, a + step)
        common[some] = np.asarray(held[one[some]].multiply(held[other[some]]).sum(axis=1)).ravel()
    return one, other, common


def _products(
    held: sparse.csr_matrix, enough: Callable[[Ints, Ints, Ints], NDArray[np.bool_]]
) -> tuple[Ints, Ints, Ints]:
    """The pairs of rows with enough columns in common, and how many, block by block."""
    across = held.T.tocsr()
    work = np.cumsum(held @ np.diff(across.indptr).astype(np.int64))
    out = [np.zeros((3, 0), np.int64)]
    a = 0
    while a < held.shape[0]:
        done = work[a - 1] if a else 0
        z = max(a + 1, int(np.searchsorted(work, done + BLOCK, "right")))
        block = (held[a:z] @ across).tocoo()
        one, other, common = block.row.astype(np.int64) + a, block.col.astype(np.int64), block.data.astype(np.int64)
        keep = one < other
        keep[keep] = enough(one[keep], other[keep], common[keep])
        out.append(np.stack([one[keep], other[keep], common[keep]]))
        a = z
    one, other, common = np.concatenate(out, axis=1)
    return one, other, common


def _with_the_same(
    bodies: _Bodies, one: Ints, other: Ints, near: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> tuple[Ints, Ints, NDArray[np.float64], NDArray[np.float64]]:
    """Pairs of distinct bodies, written out for all articles that have those bodies, and pairs of the same body."""
    filled = np.flatnonzero(np.diff(bodies.indptr) > 0)
    order = filled[np.argsort(bodies.same_as[filled], kind="stable")]
    n_same = np.bincount(bodies.same_as[filled], minlength=len(bodies.same_as))
    first = np.cumsum(n_same) - n_same
    total = n_same[one] * n_same[other]
    which = np.repeat(np.arange(len(one)), total)
    k = np.arange(len(which)) - np.repeat(np.cumsum(total) - total, total)
    left = order[first[one[which]] + k // n_same[other[which]]]
    right = order[first[other[which]] + k % n_same[other[which]]]
    groups = [order[first[g] : first[g] + n_same[g]] for g in np.flatnonzero(n_same > 1)]
    twins = [np.stack(np.triu_indices(len(g), 1)) for g in groups]
    same = [np.stack([g[a], g[b]]) for g, (a, b) in zip(groups, twins, strict=True)]
    same_one, same_other = np.concatenate([np.zeros((2, 0), np.int64), *same], axis=1)
    ones = np.ones(len(same_one))
    turned = left > right
    forth, back = near[0][which], near[1][which]
    return (
        np.concatenate([np.where(turned, right, left), same_one]),
        np.concatenate([np.where(turned, left, right), same_other]),
        np.concatenate([np.where(turned, back, forth), ones]),
        np.concatenate([np.where(turned, forth, back), ones]),
    )


def _pair_table(
    table: pd.DataFrame,
    one: Ints,
    other: Ints,
    forth: NDArray[np.float64],
    back: NDArray[np.float64],
    *,
    duplicate: float,
) -> pd.DataFrame:
    order = np.lexsort((other, one))
    one, other, forth, back = one[order], other[order], forth[order], back[order]
    ids, day = table["article_id"].to_numpy(object), table["published"].to_numpy()
    first = np.full(len(one), None, object)
    first[day[one] < day[other]] = ids[one[day[one] < day[other]]]
    first[day[one] > day[other]] = ids[other[day[one] > day[other]]]
    return pd.DataFrame(
        {
            "article_id": ids[one],
            "other_id": ids[other],
            "containment": forth,
            "containment_other": back,
            "kind": np.where(np.maximum(forth, back) >= duplicate - 1e-9, "duplicate", "shared"),
            "first": first,
        }
    ).astype({"article_id": "str", "other_id": "str", "kind": "str", "first": "str"})


def _runs(found: _Shingled, one: Ints, other: Ints, which: Ints) -> Iterator[Ints]:
    """For some pairs: number of the pair, first word of each run in both articles, words in the run."""
    length = np.diff(found.entry)
    work = np.cumsum(length[one[which]] + length[other[which]])
    a = 0
    while a < len(which):
        done = work[a - 1] if a else 0
        z = max(a + 1, int(np.searchsorted(work, done + BLOCK, "right")))
        pair, at, at_other = _matches(found, one[which[a:z]], other[which[a:z]])
        order = np.lexsort((at, at_other - at, pair))
        pair, at, at_other = pair[order], at[order], at_other[order]
        follows = (np.diff(pair) == 0) & (np.diff(at) == 1) & (np.diff(at_other) == 1)
        begin = np.flatnonzero(np.concatenate([[True], ~follows])) if len(pair) else np.zeros(0, np.int64)
        n = np.diff(begin, append=len(pair)) + SHINGLE - 1
        yield np.stack([which[a:z][pair[begin]], at[begin], at_other[begin], n])
        a = z


def _matches(found: _Shingled, one: Ints, other: Ints) -> tuple[Ints, Ints, Ints]:
    """Places of the shingles that pairs share: pair, word in one, word in the other.

    The k-th time in one article goes with the k-th in the other, and with the last where the other has no more."""
    left, right = _entries(found.entry, one), _entries(found.entry, other)
    key, key_other = _in_order(left[0], found.shingle[left[1]]), _in_order(right[0], found.shingle[right[1]])
    _, i, j = np.intersect1d(key, key_other, assume_unique=True, return_indices=True)
    pair, entry, entry_other = left[0][i], left[1][i], right[1][j]
    times, times_other = np.diff(found.first)[entry], np.diff(found.first)[entry_other]
    most = np.maximum(times, times_other)
    k = np.arange(int(most.sum())) - np.repeat(np.cumsum(most) - most, most)
    at = found.place[np.repeat(found.first[entry], most) + np.minimum(k, np.repeat(times, most) - 1)]
    at_other = found.place[np.repeat(found.first[entry_other], most) + np.minimum(k, np.repeat(times_other, most) - 1)]
    return np.repeat(pair, most), at, at_other


def _entries(entry: Ints, articles: Ints) -> tuple[Ints, Ints]:
    """For a list of articles, the place in the list and the number of each of their entries."""
    n = np.diff(entry)[articles]
    which = np.repeat(np.arange(len(articles)), n)
    return which, np.repeat(entry[articles], n) + np.arange(len(which)) - np.repeat(np.cumsum(n) - n, n)
