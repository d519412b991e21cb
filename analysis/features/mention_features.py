"""What a linear model may know of a mention: hashed features in several views, and numbers from two lexicons.

No name is a feature: every name but the mention counts as one word, and the mention as another."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.features.connotations import VERB
from analysis.features.mention_meaning import Meaning
from analysis.features.mention_numbers import numbers
from analysis.features.mentions import MENTION, Mentions, effect, neighbour
from analysis.features.word_vectors import word_vectors

VIEWS = ("words", "sides", "connotations", "classes", "mention", "characters", "clause characters", "groups", "runs")
BITS = 28  # of the hash that a feature keeps; its view stands above them

_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)  # odd, as multipliers must be
_SEED = np.uint64(0x165667B19E3779F9)
_NOTHING = np.uint64(7)  # what stands beyond the ends of a sentence
_GRAMS = (3, 4, 5)
_STRONG = 1.5  # VADER valence from which a word counts as strong

Codes = NDArray[np.uint64]


@dataclass(frozen=True)
class Features:
    """Distinct (row, key) pairs in order; `key >> BITS` is the view. `numbers` and `vectors` have a row per mention."""

    row: NDArray[np.int64]
    key: NDArray[np.uint32]
    numbers: NDArray[np.float64]
    vectors: NDArray[np.float64]


@cache
def code(text: str) -> int:
    """64 bits that stand for a string, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def mixed(name: str, *parts: NDArray[Any]) -> Codes:
    """One 64-bit code for each tuple of values."""
    value = np.full(1, _SEED ^ np.uint64(code(name)))
    for part in parts:
        value = (value ^ part.astype(np.uint64)) * _FACTORS[0]
        value ^= value >> np.uint64(29)
        value *= _FACTORS[1]
        value ^= value >> np.uint64(32)
    return value


def key_of(view: str, codes: Codes) -> NDArray[np.uint32]:
    """The column of a feature: its view above, the first bits of its code below."""
    return ((codes >> np.uint64(64 - BITS)) | np.uint64(VIEWS.index(view) << BITS)).astype(np.uint32)


def word_keys(vocabulary: Sequence[str]) -> NDArray[np.uint32]:
    """The column that each word has in the view of words."""
    return key_of("words", mixed("word", _codes(vocabulary)))


def features(m: Mentions) -> Features:
    """The features of each mention, once each, and its lexicon numbers. Nothing of a row depends on other rows."""
    found = _Found(m)
    _words_and_sides(m, found)
    _connotations(m, found)
    _classes(m, found)
    _mention(m, found)
    _characters(m, found)
    meant = Meaning(m, found.codes, _codes(m.vocabulary)[m.own_word])
    _groups(m, found, meant)
    pairs = np.sort(np.concatenate(found.pairs))  # np.unique hashes, which takes several times as long
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
    sums = np.hstack([numbers(m), meant.polarities()]), meant.vectors()
    return Features((pairs >> np.uint64(32)).astype(np.int64), pairs.astype(np.uint32), *sums)


class _Found:
    """Collects rows and keys; a pair of them is one integer."""

    def __init__(self, m: Mentions) -> None:
        self.m = m
        self.pairs: list[Codes] = []
        self.codes = _codes(m.vocabulary)[m.word]

    def add(self, view: str, name: str, where: NDArray[np.bool_] | None, *parts: NDArray[Any]) -> None:
        """A feature of each word that `where` tells, made of the parts."""
        rows = self.m.row if where is None else self.m.row[where]
        self.put(view, rows, mixed(name, *(p if where is None else p[where] for p in parts)))

    def put(self, view: str, rows: NDArray[np.int64], codes: Codes) -> None:
        self.pairs.append(rows.astype(np.uint64) << np.uint64(32) | key_of(view, codes))

    def ahead(self, codes: Codes, k: int) -> Codes:
        return neighbour(codes, self.m.row, k, _NOTHING)


def _codes(vocabulary: Sequence[str]) -> Codes:
    return np.array([code(w) for w in vocabulary], np.uint64)


def _distance(rel: NDArray[np.int64]) -> NDArray[np.int64]:
    """Side and distance in seven steps each, as one number."""
    return np.sign(rel) * (np.searchsorted([1, 2, 3, 5, 8, 14], np.abs(rel)) + 1) + 10


def _words_and_sides(m: Mentions, found: _Found) -> None:
    word, side, distance = found.codes, np.sign(m.rel) + 1, np.abs(m.rel)
    second, third = found.ahead(word, 1), found.ahead(word, 2)
    found.add("words", "word", None, word)
    found.add("words", "negated", m.negated, word)
    found.add("words", "pair", None, word, second)
    found.add("words", "triple", None, word, second, third)
    found.add("words", "apart", third != _NOTHING, word, third)
    other = m.rel != 0
    found.add("sides", "side", other, word, side)
    found.add("sides", "distance", other & (distance <= 14), word, _distance(m.rel))
    found.add("sides", "clause", other, word, side, m.clause + 5)
    found.add("sides", "negated", other & m.negated, word, side)
    found.add("sides", "pair", other & (m.rel != -1) & (distance <= 10), word, second, side)
    found.add("sides", "pair at", distance <= 4, word, second, m.rel + 20)
    found.add("sides", "triple", distance <= 4, word, second, third, side)
    found.add("sides", "passive", other & m.passive, word, side, m.by)
    found.add("sides", "quoted", other, word, m.quoted * 2 + m.quoted[m.at][m.row])
    found.add("sides", "same clause", other & (m.clause == 0), word)
    found.add("sides", "names between", other & ~m.function, word, side, m.between)


def _connotations(m: Mentions, found: _Found) -> None:
    sign, role = effect(m)
    meant, verb = m.part >= 0, m.part == VERB
    side, clause, sign_now = np.sign(m.rel) + 1, m.clause + 5, np.where(m.negated, -sign, sign) + 1
    sign = sign + 1
    words: tuple[tuple[str, NDArray[np.bool_], tuple[NDArray[Any], ...]], ...] = (
        ("both", meant, (m.subject + 1, m.object + 1, role, _distance(m.rel))),
        ("distance", meant, (sign, role, _distance(m.rel))),
        ("clause", meant, (sign, role, clause)),
        ("negated", meant, (sign, role, m.negated)),
        ("between", meant, (sign, role, m.between)),
        ("quoted", meant, (sign, side, m.quoted * 2 + m.quoted[m.at][m.row])),
        ("sign", meant, (sign,)),
        ("nearer", verb, (sign, role, m.nearer, m.negated)),
        ("clause between", meant, (sign_now, side, clause, m.between)),
        ("predicate", meant & ~verb, (sign_now, neighbour(m.be, m.row, -1, False), side, clause)),
    )
    for name, where, parts in words:
        found.add("connotations", name, where, *parts)


def _classes(m: Mentions, found: _Found) -> None:
    """Runs of classes of words near the mention, and what of weight stands next to it on either side."""
    tone = np.sign(m.valence) * np.where(np.abs(m.valence) > _STRONG, 2, 1) + 2
    blank = m.rel == 0
    kinds: list[tuple[NDArray[np.bool_], Codes]] = [
        (blank, mixed("mention", blank)),
        (m.name, mixed("name", m.name)),
        (m.part >= 0, mixed("connotation", m.part, m.subject + 1, m.object + 1)),
        (m.valence != 0, mixed("tone", tone)),
        (m.function, found.codes),
        (m.cue, mixed("cue", m.cue)),
        (m.negation, mixed("negation", m.negation)),
    ]
    run = [np.select([w for w, _ in kinds], [c for _, c in kinds], mixed("suffix", m.suffix))]
    run += [found.ahead(run[0], k) for k in range(1, 6)]
    near, side = (m.rel >= -6) & (m.rel <= 4), np.sign(m.rel) + 1
    found.add("classes", "pair", near, *run[:2], side)
    found.add("classes", "triple", near, *run[:3], side)
    for k in range(2, 7):
        found.add("classes", f"window {k}", (m.rel <= 0) & (m.rel > -k), *run[:k], m.rel + 20)
    sign, _ = effect(m)
    sign = np.where(m.part >= 0, sign, np.sign(m.valence).astype(np.int64))
    weighty = (m.part >= 0) | (m.valence != 0)
    step = np.select([blank, m.name, weighty, m.negation, m.cue, m.contrast], [1, 2, sign + 4, 6, 7, 8], 0)
    kept = np.flatnonzero(step)
    mention = np.flatnonzero(step[kept] == 1)
    rows = m.row[kept]
    for low, high in ((0, 1), (0, 2), (0, 3), (-1, 0), (-2, 0), (-3, 0), (-1, 1), (-2, 1), (-1, 2), (-2, 2)):
        path = []
        for k in range(low, high + 1):
            place = np.clip(mention + k, 0, len(kept) - 1)
            same = (rows[place] == rows[mention]) & (place == mention + k)
            path.append(np.where(same, step[kept][place], 0))
        found.put("classes", rows[mention], mixed(f"path {low} {high}", *path))


def _mention(m: Mentions, found: _Found) -> None:
    rows, quoted = np.arange(m.n), m.quoted[m.at]
    before, after = (np.bincount(m.row[w], minlength=m.n) for w in (m.rel < 0, m.rel > 0))
    names = np.bincount(m.row[m.name], minlength=m.n)
    for name, parts in (
        ("pronoun", (m.pronoun,)),
        ("possessive", (m.possessive,)),
        ("words", (np.minimum(m.mention_words, 5),)),
        ("quoted", (quoted,)),
        ("before", (np.minimum(before, 6),)),
        ("after", (np.minimum(after, 6),)),
        ("length", (np.minimum((before + after) // 6, 9),)),
        ("names", (np.minimum(names, 5),)),
        ("word before", (found.ahead(found.codes, -1)[m.at],)),
        ("word after", (found.ahead(found.codes, 1)[m.at],)),
        ("a quotation", (np.bincount(m.row[m.quoted], minlength=m.n) > 0,)),
        ("pronoun quoted", (m.pronoun, quoted)),
    ):
        found.put("mention", rows, mixed(name, *parts))
    own = _codes(m.vocabulary)[m.own_word]
    found.put("mention", m.own_row, mixed("own", own))
    table = word_vectors()
    for k, group in enumerate(table.group[table.places(own)].T):
        found.put("mention", m.own_row[group > 0], mixed(f"own group {k}", group[group > 0]))


def _characters(m: Mentions, found: _Found) -> None:
    grams: list[int] = []
    first = [0]
    for written in m.vocabulary:
        if written[0] != MENTION[0]:
            padded = f" {written} "
            grams += [code(padded[i : i + k]) for k in _GRAMS for i in range(len(padded) - k + 1)]
        first.append(len(grams))
    codes, border = np.array(grams, np.uint64), np.array(first)
    for view, where in (
        ("characters", m.rel != 0),
        ("clause characters", (m.rel != 0) & (m.clause == 0) & ~m.function),
    ):
        place = np.flatnonzero(where)
        word = m.word[place]
        times = border[word + 1] - border[word]
        which = np.repeat(border[word] - np.cumsum(times) + times, times) + np.arange(times.sum())
        parts = [codes[which]]
        if view == "clause characters":
            parts.append(np.repeat(np.sign(m.rel[place]) + 1, times))
        found.put(view, np.repeat(m.row[place], times), mixed(view, *parts))


def _groups(m: Mentions, found: _Found, meant: Meaning) -> None:
    """Words by their groups of like meaning: by side, distance and clause, and in a row with what stands by them."""
    side, distance = np.sign(m.rel) + 1, np.abs(m.rel)
    for k in range(meant.group.shape[1]):
        group, where = meant.group[:, k], meant.known
        for name, kept, parts in (
            ("alone", where, ()),
            ("side", where, (side,)),
            ("distance", where & (distance <= 14), (_distance(m.rel),)),
            ("clause", where, (side, m.clause + 5)),
            ("negated", where & m.negated, (side,)),
            ("same clause", where & (m.clause == 0), ()),
            ("between", where, (side, m.between)),
            ("quoted", where, (m.quoted * 2 + m.quoted[m.at][m.row],)),
        ):
            found.add("groups", f"{name} {k}", kept, group, *parts)
    blank = m.rel == 0
    run = [
        np.select(
            [blank, m.name, meant.known],
            [mixed("mention", blank), mixed("name", m.name), mixed("group", meant.group[:, -1])],
            found.codes,
        )
    ]
    run += [found.ahead(run[0], k) for k in range(1, 5)]
    near = distance <= 8
    found.add("runs", "pair", None, *run[:2])
    found.add("runs", "pair near", near, *run[:2], side)
    found.add("runs", "apart", near, run[0], run[2], side)
    found.add("runs", "triple", near, *run[:3], side)
    for k in range(2, 6):
        found.add("runs", f"window {k}", (m.rel <= 0) & (m.rel > -k), *run[:k], m.rel + 20)
