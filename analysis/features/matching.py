"""Where a codebook's terms occur, found on integers: no text is searched, and changing the codebook costs little."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.features import phrases
from analysis.features.tokens import Tokens, fold, spellings, tokens, word_pattern

_TERM_WORD = word_pattern(letter=r"(?:[^\W_]|\*)")


class Item(Protocol):
    """What is looked for under one name. A term is one word or several, `*` in it any letters, also none."""

    @property
    def id(self) -> str: ...
    @property
    def terms(self) -> Sequence[str]: ...
    @property
    def exclude(self) -> Sequence[str]: ...


def matches(texts: Sequence[str], items: Sequence[Item]) -> pd.DataFrame:
    """`matches_of_tokens` for texts that no phrase crosses, such as sentences."""
    return matches_of_tokens(tokens(texts), items)


def matches_of_tokens(
    found: Tokens, items: Sequence[Item], *, boundary: NDArray[np.integer] | None = None
) -> pd.DataFrame:
    """Every hit of every item.

    In: the words of some texts; the items; for every word the number of its sentence, or of whatever else a phrase
    must not cross (without it: its text). Out: one row per hit: `text` (number of the text), `item`, `term` (as the
    codebook has it), `start`, `end` (characters of the text), in order of text, start and item.

    Terms are read as texts are: case, American or British spelling, hyphen or space make no difference ("US" is the
    country, "us" the pronoun), and the words of a phrase stand side by side whatever punctuation is between. A hit
    that lies inside a match of the same item's `exclude` is none. Of overlapping hits of one item the longest stays,
    then the first, then the term named first; hits of different items may overlap. An item that is silent has no row,
    and a term that never occurs is seen by its absence. Raises `InputError` for a term without a word."""
    globs = Globs(found.vocabulary)
    wanted = [(i, k, term) for i, item in enumerate(items) for k, term in enumerate((*item.terms, *item.exclude))]
    patterns = [globs.of_term(term, item=items[i].id) for i, _, term in wanted]
    where = phrases.positions(found.ids, patterns, n_ids=len(found.vocabulary))
    sizes = [len(p) for p in patterns]
    hits = pd.DataFrame(
        {
            "item": np.repeat([i for i, _, _ in wanted], [len(w) for w in where]).astype(np.int64),
            "term": np.repeat([k for _, k, _ in wanted], [len(w) for w in where]).astype(np.int64),
            "first": np.concatenate([np.zeros(0, np.int64), *where]),
            "last": np.concatenate([np.zeros(0, np.int64), *(w + n - 1 for w, n in zip(where, sizes, strict=True))]),
        }
    )
    hits = hits.assign(text=np.searchsorted(found.indptr, hits["first"], "right") - 1)
    hits = hits[_in_one(hits, found, boundary, longest=max(sizes, default=1))]
    n_terms = np.array([len(item.terms) for item in items], np.int64)
    excluding = hits["term"].to_numpy() >= n_terms[hits["item"]]
    kept = _apart(_outside(hits[~excluding], hits[excluding], n_words=len(found.ids)), found)
    kept = kept.sort_values(["first", "item"], kind="stable")
    return pd.DataFrame(
        {
            "text": kept["text"].to_numpy(np.int64),
            "item": pd.array([items[i].id for i in kept["item"]], dtype="str"),
            "term": pd.array([items[i].terms[k] for i, k in zip(kept["item"], kept["term"], strict=True)], dtype="str"),
            "start": found.start[kept["first"]].astype(np.int64),
            "end": found.end[kept["last"]].astype(np.int64),
        }
    )


@lru_cache(maxsize=1 << 17)
def elements(term: str) -> tuple[str, ...]:
    """The words of a term, folded as those of texts are, `*` kept: "defence-industr*" gives "defense", "industr*"."""
    return tuple(fold(match[1]) for match in _TERM_WORD.finditer(term))


class Globs:
    """A sorted vocabulary in which globs are looked up: it costs nothing to make."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = _Sorted(vocabulary)
        self.seen: dict[str, NDArray[np.int64]] = {}

    def of_term(self, term: str, *, item: str) -> list[NDArray[np.int64]]:
        """For each word of a term the words of the vocabulary that can be it. Raises `InputError` if it has none."""
        return [self.of_word(glob) for glob in self.parts(term, item=item)]

    def parts(self, term: str, *, item: str) -> tuple[str, ...]:
        """The words of an item's term, folded. Raises `InputError` if it has none."""
        globs = elements(term)
        if not globs:
            raise InputError(
                f"The item {item!r} has the term {term!r}, in which there is no word. Give it a word or leave it out."
            )
        return globs

    def numbers(self, glob: str) -> Iterable[int]:
        """What `of_word` finds, in any order and some perhaps twice: without an array where ends alone are open."""
        if "*" in glob[:-1]:
            return self.of_word(glob).tolist()
        return chain.from_iterable(map(self.vocabulary.span, (glob, *_american(glob))))

    def of_word(self, glob: str) -> NDArray[np.int64]:
        """The words that a glob stands for, in whichever spelling it matches them."""
        if glob not in self.seen:
            found = self.vocabulary.matching(glob)
            counted = _american(glob)
            if counted:
                found = np.unique(np.concatenate([found, *map(self.vocabulary.matching, counted)]))
            self.seen[glob] = found
        return self.seen[glob]


class _Sorted:
    """Sorted words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def matching(self, glob: str) -> NDArray[np.int64]:
        """Places of the words that a glob matches: by bisection where at most its end is open, else in one search."""
        if "*" not in glob[:-1]:
            places = self.span(glob)
            return np.arange(places.start, places.stop)
        head, *middle = glob.split("*")
        tail = middle.pop()
        parts = "".join(f"(?>.*?{re.escape(part)})" for part in middle)  # the first fit does: no going back
        inner = rf"{re.escape(head)}{parts}.*{re.escape(tail)}"
        if head:
            begin = self.span(f"{head}*")
            whole = re.compile(inner)
            return np.array([i for i in begin if whole.fullmatch(self.words[i])], np.int64)
        lines, starts = self.lines
        fits = re.finditer(rf"^{inner}$", lines, re.MULTILINE)
        return np.searchsorted(starts, [m.start() for m in fits])

    def span(self, glob: str) -> range:
        """Places of the words that are the glob, or begin as it does where it ends in `*`."""
        if glob.endswith("*"):
            head = glob[:-1]
            return range(bisect_left(self.words, head), bisect_left(self.words, head + chr(0x10FFFF)))
        return range(bisect_left(self.words, glob), bisect_right(self.words, glob))

    @cached_property
    def lines(self) -> tuple[str, NDArray[np.int64]]:
        """All words, one a line, and where each line begins."""
        sizes = np.fromiter(map(len, self.words), np.int64, len(self.words)) + 1
        return "\n".join(self.words), np.cumsum(sizes) - sizes


@lru_cache(maxsize=1 << 17)
def _american(glob: str) -> tuple[str, ...]:
    """The American spellings of the British words that a glob matches; a word without `*` is folded already."""
    if "*" not in glob:
        return ()
    british, american = _british()
    return tuple(sorted({american[i] for i in british.matching(glob).tolist()}))


@cache
def _british() -> tuple[_Sorted, list[str]]:
    """British spellings in order, and the American one of each."""
    pairs = sorted(spellings().items())
    return _Sorted([british for british, _ in pairs]), [american for _, american in pairs]


def _in_one(
    hits: pd.DataFrame, found: Tokens, boundary: NDArray[np.integer] | None, *, longest: int
) -> NDArray[np.bool_]:
    """Which hits lie inside one text, and inside one sentence where `boundary` tells."""
    first, last = hits["first"].to_numpy(), hits["last"].to_numpy()
    inside = last < found.indptr[hits["text"].to_numpy() + 1]
    if boundary is not None:
        for step in range(1, longest):
            inside &= boundary[first] == boundary[np.minimum(first + step, last)]
    return inside


def _outside(hits: pd.DataFrame, exclusions: pd.DataFrame, *, n_words: int) -> pd.DataFrame:
    """The hits that lie inside no exclusion of their item."""
    out = exclusions.sort_values(["item", "first"])
    base = out["item"].to_numpy() * n_words  # one number line for all items, one stretch of it each
    begin, reach = base + out["first"].to_numpy(), np.maximum.accumulate(base + out["last"].to_numpy())
    base = hits["item"].to_numpy() * n_words
    before = np.searchsorted(begin, base + hits["first"].to_numpy(), "right") - 1
    covered = np.zeros(len(hits), bool)
    some = before >= 0
    covered[some] = reach[before[some]] >= (base + hits["last"].to_numpy())[some]
    return hits[~covered]


def _apart(hits: pd.DataFrame, found: Tokens) -> pd.DataFrame:
    """Of the overlapping hits of one item the longest, then the first, then the term named first."""
    ordered = hits.sort_values(["item", "first", "last", "term"]).drop_duplicates(["item", "first", "last"])
    item, first, last = (ordered[c].to_numpy() for c in ("item", "first", "last"))
    base = item * (len(found.ids) + 1)
    apart = np.ones(len(ordered) + 1, bool)  # from all before; one more stands for the end
    apart[1:-1] = (base + first)[1:] > np.maximum.accumulate(base + last)[:-1]
    keep = apart[:-1] & apart[1:]
    size = found.end[last] - found.start[first]
    crowded = np.flatnonzero(~keep)
    for run in np.split(crowded, np.flatnonzero(np.diff(np.cumsum(apart)[crowded])) + 1):
        taken: set[int] = set()
        for h in run[np.lexsort((first[run], -size[run]))].tolist():
            places = range(first[h], last[h] + 1)
            if taken.isdisjoint(places):
                taken.update(places)
                keep[h] = True
    return ordered[keep]
