"""VADER's tables, and what each distinct chunk of a corpus is to its rules.

The tables are those of vaderSentiment 3.3.2 (Hutto and Gilbert 2014, "VADER: A Parsimonious Rule-based Model for
Sentiment Analysis of Social Media Text", ICWSM), read from the installed package when they are first needed."""

import re
import string
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

_LETTER = re.compile(r"\w")
_NAMED_IN_RULES = (
    *("no", "or", "nor", "never", "so", "this", "without", "doubt"),
    *("least", "at", "very", "but", "kind", "of"),
)


@dataclass(frozen=True)
class Tables:
    """Every word that a rule names has a number; so have "any other word in n't" and "any other word"."""

    number: dict[str, int]
    contraction: int
    other: int
    valence: NDArray[np.float64]  # by number; NaN where the lexicon lacks the word
    booster: NDArray[np.float64]  # by number; 0 where the word is none
    negation: NDArray[np.bool_]
    idioms: dict[tuple[int, ...], float]  # phrases that set a valence
    boosting: dict[tuple[int, ...], float]  # phrases that add to one
    emoji: dict[str, str]
    scalar: float  # what a negation multiplies by
    capitals: float  # what capitals add


@dataclass(frozen=True)
class Words:
    """What each distinct chunk is to the rules; one chunk more, the last, is the word that means nothing to any."""

    number: NDArray[np.int32]
    flags: NDArray[np.uint8]
    exclamations: NDArray[np.int64]
    questions: NDArray[np.int64]


HIT, UPPER, BUT, MARKED = 1, 2, 4, 8  # flags: scored by the lexicon, in capitals, "but", holds "!" or "?"


@cache
def tables() -> Tables:
    """VADER's tables; read once. Importing vaderSentiment imports requests, so it waits until a score is asked for."""
    from vaderSentiment.vaderSentiment import (
        BOOSTER_DICT,
        C_INCR,
        N_SCALAR,
        NEGATE,
        SPECIAL_CASES,
        SentimentIntensityAnalyzer,
    )

    analyser = SentimentIntensityAnalyzer()
    lexicon, boosters = analyser.lexicon, BOOSTER_DICT
    idioms = {tuple(k.split()): v for k, v in SPECIAL_CASES.items() if " " in k}
    boosting = {tuple(k.split()): v for k, v in boosters.items() if " " in k}
    named = {*lexicon, *boosters, *NEGATE, *_NAMED_IN_RULES}
    words = sorted(named.union(*idioms, *boosting))
    number = {w: i for i, w in enumerate(words)}
    last = ["n't", ""]
    return Tables(
        number=number,
        contraction=len(words),
        other=len(words) + 1,
        valence=np.array([lexicon.get(w, np.nan) for w in words] + [np.nan, np.nan]),
        booster=np.array([boosters.get(w, 0.0) for w in words + last]),
        negation=np.array([w in NEGATE or "n't" in w for w in words + last]),
        idioms={tuple(number[w] for w in k): v for k, v in idioms.items()},
        boosting={tuple(number[w] for w in k): v for k, v in boosting.items()},
        emoji={k: v for k, v in analyser.emojis.items() if len(k) == 1},
        scalar=N_SCALAR,
        capitals=C_INCR,
    )


def core(chunk: str) -> str:
    """The chunk without the ASCII punctuation round it; as it is where two characters or fewer would stay (":)")."""
    stripped = chunk.strip(string.punctuation)
    return stripped if len(stripped) > 2 else chunk


def describe(chunks: Sequence[str], *, valence: NDArray[np.float64]) -> Words:
    """What each chunk is to the rules under a lexicon, given by number. Boosters are never scored by it."""
    known, n = tables(), len(chunks)
    stripped = [c.strip(string.punctuation) for c in chunks]
    cores = [
        s if len(s) > 2 else c for s, c in zip(stripped, chunks, strict=True)
    ]  # `core`, in line: this is the hot part
    lower = [c.lower() for c in cores]
    number = np.fromiter(map(known.number.get, lower, repeat(known.other)), np.int32, n)
    number = np.append(number, np.int32(known.other))
    negated = [i for i, w in enumerate(lower) if "n't" in w]
    number[negated] = np.where(number[negated] == known.other, known.contraction, number[negated])
    exclamations, questions = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
    for i, c in enumerate(chunks):
        if "!" in c or "?" in c:
            exclamations[i], questions[i] = c.count("!"), c.count("?")
    flags = np.zeros(n + 1, np.uint8)
    flags[(~np.isnan(valence) & (known.booster == 0))[number]] = HIT
    flags[:-1][np.fromiter(map(str.isupper, cores), bool, n)] |= UPPER
    flags[number == known.number["but"]] |= BUT
    flags[(exclamations > 0) | (questions > 0)] |= MARKED
    return Words(number, flags, exclamations, questions)


def spell_out(chunk: str) -> list[tuple[str, int, int]]:
    """The chunks that one with emoji becomes when each is put into words, with the slice that the core of each is from.

    As VADER does it: a description stands off from what precedes it and not from what follows. "ok😀!" gives "ok"
    (0 to 2), "grinning" and "face!" (2 to 3, both)."""
    emoji = tables().emoji
    text: list[str] = []
    origin: list[int] = []
    for i, character in enumerate(chunk):
        said = emoji.get(character)
        added = character if said is None else f" {said}"
        text.append(added)
        origin += [i] * len(added)
    pieces = []
    for match in re.finditer(r"\S+", "".join(text)):
        word = core(match[0])
        start = match.start() + match[0].find(word)
        pieces.append((match[0], origin[start], origin[start + len(word) - 1] + 1))
    return pieces


def with_emoji(chunks: Sequence[str]) -> list[int]:
    """Which of the chunks hold an emoji that VADER knows."""
    free = frozenset(tables().emoji).isdisjoint
    return [i for i, c in enumerate(chunks) if not c.isascii() and not free(c)]


def valences(guards: Set[str]) -> NDArray[np.float64]:
    """The lexicon by number, without the guard words."""
    known = tables()
    out = known.valence.copy()
    for word in guards:
        if word in known.number:
            out[known.number[word]] = np.nan
    return out


def phrase_elements(phrases: Sequence[Sequence[str]], chunks: Sequence[str]) -> list[list[NDArray[np.int64]]]:
    r"""For every word of every lower-case phrase of two words or more the chunks that can be it.

    A run of such chunks is "united states" where `(?<!\w)united\s+states(?!\w)` would match it in lower case: the first
    may have something before its word ("(United"), the last something after it ("States-led"), neither letters."""
    whole = _places([w for p in phrases for w in p[1:-1]])
    head = _places([p[0] for p in phrases])
    tail = _places([p[-1] for p in phrases])
    ends, begins = tuple(head), tuple(tail)
    for i, chunk in enumerate(c.lower() for c in chunks):
        if chunk in whole:
            whole[chunk].append(i)
        if chunk.endswith(ends):
            for word, found in head.items():
                if chunk.endswith(word) and not _LETTER.match(chunk[: -len(word)][-1:]):
                    found.append(i)
        if chunk.startswith(begins):
            for word, found in tail.items():
                if chunk.startswith(word) and not _LETTER.match(chunk[len(word) :]):
                    found.append(i)
    return [[np.array(f, np.int64) for f in (head[p[0]], *(whole[w] for w in p[1:-1]), tail[p[-1]])] for p in phrases]


def _places(words: Sequence[str]) -> dict[str, list[int]]:
    return {w: [] for w in words}
