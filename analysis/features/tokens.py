"""Words with their places, as integers: what counts of words, codebooks and phrases are found on."""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis import words
from analysis.features.chunks import chunks

_BLOCK = 1 << 16  # chunks written out at a time


@dataclass(frozen=True)
class Tokens:
    """The words of some texts. Those of text i are `indptr[i]` to `indptr[i + 1]`.

    `texts[i][start:end]` is the word as written, `vocabulary[id]` the word as counted; the vocabulary is sorted."""

    ids: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    indptr: NDArray[np.int64]
    vocabulary: list[str]


def word_pattern(*, letter: str = r"[^\W_]") -> re.Pattern[str]:
    """A word as a regular expression; group 1 is the word, what follows it is a possessive to skip.

    It never matches white space. In order: single letters with full stops ("U.S.", "a.m."), numbers with commas or
    stops inside ("2,790", "3.5bn"), runs of letters and digits with apostrophes inside ("don't", "O’Brien")."""
    one = rf"(?:{letter}[\u0300-\u036f]*)"  # with the accents that stand after it
    possessive = rf"['’][sS](?!{one})"
    initials = rf"(?<!{letter})(?!\d){one}(?:\.(?!\d){one})+(?!{one})\.?"
    number = rf"\d+(?:[.,]\d+)+{one}*"
    plain = rf"{one}+(?:(?!{possessive})['’]{one}+)*"
    return re.compile(rf"({initials}|{number}|{plain})(?:{possessive})?")


WORD = word_pattern()


def tokens(texts: Sequence[str]) -> Tokens:
    """The words of every text, with their places.

    In: one string per text. Out: `Tokens`. A word is a run of letters and digits, with apostrophes (straight or
    curly) inside it, full stops between single letters ("U.S.") or commas and stops inside a number ("2,790").
    Hyphens and dashes part words: "India–US" is two. An ending "'s" is no part of a word and no word, as the
    possessive and "is" look alike ("minister's", "it's" are "minister", "it"). Words are counted as `fold` gives
    them. What stands on both sides of white space is never one word."""
    corpus = chunks(texts)
    first, word, begin, stop, vocabulary = _in_chunks(corpus.words)
    n_in = np.diff(first)
    n = int(np.bincount(corpus.ids, minlength=len(n_in)) @ n_in)
    ids, start, end = (np.empty(n, np.int32) for _ in range(3))
    indptr = np.zeros(len(corpus.indptr), np.int64)
    lo = 0
    for a in range(0, len(corpus.ids), _BLOCK):
        block = corpus.ids[a : a + _BLOCK]
        times = n_in[block]
        before = np.concatenate([[0], np.cumsum(times)])
        hi = lo + int(before[-1])
        which = np.repeat(first[block] - before[:-1], times) + np.arange(hi - lo)
        at = np.repeat(corpus.starts[a : a + _BLOCK], times)
        ids[lo:hi], start[lo:hi], end[lo:hi] = word[which], at + begin[which], at + stop[which]
        borders = slice(*np.searchsorted(corpus.indptr, [a, a + len(block) + 1]))
        indptr[borders] = lo + before[corpus.indptr[borders] - a]
        lo = hi
    return Tokens(ids, start, end, indptr, vocabulary)


def _in_chunks(
    written: Sequence[str],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], list[str]]:
    """The words of each distinct chunk: where those of each begin, then their ids, starts and ends, the vocabulary."""
    known: dict[str, int] = {}
    first = np.zeros(len(written) + 1, np.int64)
    word, begin, stop = array("i"), array("i"), array("i")
    for i, chunk in enumerate(written):
        for match in WORD.finditer(chunk):
            a, z = match.span(1)
            word.append(known.setdefault(match[1], len(known)))
            begin.append(a)
            stop.append(z)
        first[i + 1] = len(word)
    folded = [fold(w) for w in known]
    vocabulary = sorted(set(folded))
    rank = {w: i for i, w in enumerate(vocabulary)}
    of_known = np.fromiter((rank[w] for w in folded), np.int32, len(folded))
    return first, of_known[np.array(word, np.int32)], np.array(begin, np.int32), np.array(stop, np.int32), vocabulary


def fold(word: str) -> str:
    """A word as it is counted.

    In lower case, with straight apostrophes and American spelling (`data/words/spelling.csv`); initials end in a full
    stop, but for those that `data/words/initials.csv` writes otherwise. That file tells "US", "U.S." and "USA" (all
    "u.s.") from "us". In a text all in capitals "US" may be the pronoun: this cannot tell."""
    straight = word.replace("’", "'")
    if straight in initials():
        return initials()[straight]
    lower = straight.lower()
    if not lower.isascii():
        lower = unicodedata.normalize("NFC", lower)
    if "." in lower and not lower[0].isdigit():
        lower = lower.rstrip(".") + "."
    return spellings().get(lower, lower)


@cache
def spellings() -> dict[str, str]:
    """British spelling to American, in lower case."""
    return {row["british"]: row["american"] for row in words.rows("spelling")}


@cache
def initials() -> dict[str, str]:
    """Initials as written, capitals and all, to the word they count as."""
    return {row["written"]: row["counted"] for row in words.rows("initials")}
