"""VADER's four numbers for many short texts at once: the rules of vaderSentiment 3.3.2 on arrays.

The rules run only at words that the lexicon has. Every sum is taken in the order of the words, so that the numbers
equal the package's to the last digit; its quirks are kept with its rules."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.features import phrases
from analysis.features.chunks import Chunks, chunks
from analysis.features.vader_words import (
    BUT,
    HIT,
    MARKED,
    UPPER,
    Tables,
    Words,
    core,
    describe,
    phrase_elements,
    spell_out,
    tables,
    valences,
    with_emoji,
)

COLUMNS = ("neg", "neu", "pos", "compound")

_ALPHA = 15  # compound = S / sqrt(S^2 + alpha)
_BLOCK = 1 << 18  # words scored at a time: temporary arrays stay small whatever the corpus
_REACH = 3  # how many words back a rule looks; no idiom looks as far ahead
_NONE = np.zeros(0, np.int64)


def vader(texts: Sequence[str], *, guards: Set[str] = frozenset()) -> pd.DataFrame:
    """neg, neu and pos (shares, 0 to 1) and compound (-1 to 1) of every text.

    In: sentences or other short texts. Out: one row per text, in order, equal to vaderSentiment 3.3.2's
    `polarity_scores` but for one thing: a text without any word is missing in all four, where the package says 0.

    `guards` are words and phrases that carry no tone here, in any case of letters. A word is taken out of the
    lexicon. A phrase of several words is read as that many words that mean nothing to any rule, capitals, "!" and
    "?" kept; it occurs where its words follow each other with nothing but white space between them ("(United
    States)", "United States-led", not "united, states"). What is joined to such a word means nothing with it.

    compound grows with the length of a text: it is for sentences, not for articles. Words stand for what they mean
    in reviews and on social media, not in law, defence or trade: see `guards`. Curly apostrophes ("don’t") are no
    negation to these rules; straighten them first where that is wanted."""
    return vader_of_chunks(chunks(texts), guards=guards)


def vader_without(texts: Sequence[str], words: Sequence[str], *, guards: Set[str] = frozenset()) -> pd.DataFrame:
    """`vader`, each text scored without one word of its own: as if the lexicon had never held it, all rules run again.

    In: texts; for each the word that means nothing in it, in lower case as `vader_hits` writes it. Out: as `vader`.
    Rules that a word has besides its score ("no", "kind of") stay. One call serves many words, each text being
    scored once for each word in question. Raises InputError where the lists differ in length."""
    if len(texts) != len(words):
        raise InputError(
            f"vader.vader_without needs a word for every text but was given {len(texts)} texts and {len(words)} words. "
            "Pass a text once for each word to leave out."
        )
    corpus, known = chunks(texts), tables()
    muted = np.fromiter((known.number.get(w, -1) for w in words), np.int32, len(words))
    reading = replace(_read(corpus, guards), muted=muted)
    parts = [_scores(block, _valences(block, reading), reading.words) for block in _blocks(corpus, reading)]
    return pd.DataFrame(np.concatenate([np.zeros((0, 4)), *parts]), columns=list(COLUMNS))


def vader_of_chunks(corpus: Chunks, *, guards: Set[str] = frozenset()) -> pd.DataFrame:
    """`vader` for texts that are already in integers."""
    reading = _read(corpus, guards)
    parts = [_scores(block, _valences(block, reading), reading.words) for block in _blocks(corpus, reading)]
    return pd.DataFrame(np.concatenate([np.zeros((0, 4)), *parts]), columns=list(COLUMNS))


def vader_hits(texts: Sequence[str], *, guards: Set[str] = frozenset()) -> pd.DataFrame:
    """The words behind the scores.

    In: as `vader`. Out: one row per word that counted: `text` (its number in `texts`), `start` and `end` (characters
    of that text; where an emoji was put into words, those of the emoji), `word` (as the rules read it, in lower
    case), `valence` (after all rules, about -4 to 4; above 0 is positive). Words that the rules set to 0 are left
    out. The valences of a text and its punctuation make its compound."""
    corpus = chunks(texts)
    reading = _read(corpus, guards)
    text, chunk, word, valence = [_NONE], [_NONE], [_NONE], [np.zeros(0)]
    for block in _blocks(corpus, reading):
        hits = _valences(block, reading)
        counted = hits.valence != 0
        place = hits.place[counted]
        text.append(hits.text[counted] + block.first_text)
        chunk.append(block.chunk[place])
        word.append(block.ids[place + _REACH])
        valence.append(hits.valence[counted])
    which, word_index = np.unique(np.concatenate(word), return_inverse=True)
    spans = [_span(reading, k) for k in which.tolist()]
    chunk_start = corpus.starts[np.concatenate(chunk)].astype(np.int64)
    return pd.DataFrame(
        {
            "text": np.concatenate(text),
            "start": chunk_start + np.array([start for start, _, _ in spans], np.int64)[word_index],
            "end": chunk_start + np.array([end for _, end, _ in spans], np.int64)[word_index],
            "word": pd.Series([w for _, _, w in spans], dtype="str").take(word_index).array,
            "valence": np.concatenate(valence),
        }
    )


@dataclass(frozen=True)
class _Reading:
    """What the distinct chunks of a corpus are to the rules: emoji put into words, guards applied."""

    words: Words
    spelled: list[tuple[str, int, int]]  # chunk and slice of it that it comes from, one after the other
    chunks: list[str]
    first: NDArray[np.int32]  # by chunk: its first word; those in `spelled` follow on the chunks
    times: NDArray[np.int32]  # by chunk: how many words it is
    guarded: NDArray[np.int64]  # places of chunks inside guard phrases
    valence: NDArray[np.float64]
    lexicon: NDArray[np.bool_]
    tables: Tables
    muted: NDArray[np.int32] | None = None  # by text: number of the word that its lexicon lacks


def _read(corpus: Chunks, guards: Set[str]) -> _Reading:
    lower = [g.lower().split() for g in sorted(guards)]
    valence = valences({g[0] for g in lower if len(g) == 1})
    spelled: list[tuple[str, int, int]] = []
    first, times = np.arange(len(corpus.words), dtype=np.int32), np.ones(len(corpus.words), np.int32)
    for i in with_emoji(corpus.words):
        pieces = spell_out(corpus.words[i])
        first[i], times[i] = len(corpus.words) + len(spelled), len(pieces)
        spelled += pieces
    words = describe([*corpus.words, *(piece for piece, _, _ in spelled)], valence=valence)
    guarded = _guarded(corpus, [g for g in lower if len(g) > 1])
    return _Reading(words, spelled, corpus.words, first, times, guarded, valence, ~np.isnan(valence), tables())


def _span(reading: _Reading, word: int) -> tuple[int, int, str]:
    """Where in its chunk a word stands, and the word as the rules read it."""
    n = len(reading.chunks)
    if word >= n:
        piece, start, end = reading.spelled[word - n]
        return start, end, core(piece).lower()
    stripped = core(reading.chunks[word])
    start = reading.chunks[word].find(stripped)
    return start, start + len(stripped), stripped.lower()


def _guarded(corpus: Chunks, guard_phrases: list[list[str]]) -> NDArray[np.int64]:
    if not guard_phrases:
        return _NONE
    ids, indptr, words, _ = corpus.ids, corpus.indptr, corpus.words, corpus.starts
    found = phrases.positions(ids, phrase_elements(guard_phrases, words), n_ids=len(words))
    places = [_NONE]
    for phrase, start in zip(guard_phrases, found, strict=True):
        last = start + len(phrase) - 1
        inside = start[np.searchsorted(indptr, start, "right") == np.searchsorted(indptr, last, "right")]
        places += [inside + k for k in range(len(phrase))]
    return np.unique(np.concatenate(places))


@dataclass(frozen=True)
class _Block:
    """Some whole texts in words; `ids` has `_REACH` words that mean nothing before and behind."""

    first_text: int
    indptr: NDArray[np.int64]
    ids: NDArray[np.int32]
    flags: NDArray[np.uint8]
    chunk: NDArray[np.int64]  # by place: the chunk of the corpus it comes from
    marked: NDArray[np.int64]  # places with "!" or "?", of guarded words too
    marked_ids: NDArray[np.int32]

    def text(self, place: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.indptr, place, "right") - 1


@dataclass(frozen=True)
class _Hits:
    """The words of a block that the lexicon has, in order: their text, place in the block and valence."""

    text: NDArray[np.int64]
    place: NDArray[np.int64]
    valence: NDArray[np.float64]


def _blocks(corpus: Chunks, reading: _Reading) -> Iterator[_Block]:
    nothing = len(reading.words.number) - 1
    a, n_texts = 0, len(corpus.indptr) - 1
    while a < n_texts:
        b = max(a + 1, int(np.searchsorted(corpus.indptr, corpus.indptr[a] + _BLOCK, "right")) - 1)
        lo, hi = int(corpus.indptr[a]), int(corpus.indptr[b])
        ids, indptr, chunk = corpus.ids[lo:hi], corpus.indptr[a : b + 1] - lo, np.arange(lo, hi)
        if reading.spelled and (times := reading.times[ids]).max(initial=1) > 1:
            ends = np.concatenate([[0], np.cumsum(times)])
            ids = np.repeat(reading.first[ids] - ends[:-1], times) + np.arange(ends[-1])
            indptr, chunk = ends[indptr], np.repeat(chunk, times)
        flags = reading.words.flags[ids]
        guarded = reading.guarded[np.searchsorted(reading.guarded, lo) : np.searchsorted(reading.guarded, hi)]
        padded = np.full(len(ids) + 2 * _REACH, nothing, np.int32)
        padded[_REACH : len(ids) + _REACH] = ids
        if len(guarded):
            inside = np.flatnonzero(np.isin(chunk, guarded))
            flags[inside] &= UPPER | MARKED
            padded[inside + _REACH] = nothing
        marked = np.flatnonzero(flags & MARKED)
        yield _Block(a, indptr, padded, flags, chunk, marked, ids[marked])
        a = b


def _valences(block: _Block, reading: _Reading) -> _Hits:
    """Valence of every lexicon word after all rules."""
    t, lexicon = reading.tables, reading.lexicon
    place = np.flatnonzero(block.flags & HIT)
    text = block.text(place)
    if reading.muted is not None:
        scored = reading.words.number[block.ids[place + _REACH]] != reading.muted[text + block.first_text]
        place, text = place[scored], text[scored]
    begin, end = block.indptr[text], block.indptr[text + 1]
    back = place - begin  # words before this one in its text
    around = {k: reading.words.number[block.ids[place + _REACH + k]] for k in range(-_REACH, _REACH)}
    word = around[0]
    before = [np.where(back > s, around[-s - 1], t.other) for s in range(_REACH)]
    after = np.where(place + 1 < end, around[1], t.other)
    n_upper = np.bincount(block.text(np.flatnonzero(block.flags & UPPER)), minlength=len(block.indptr) - 1)
    mixed_case = ((n_upper > 0) & (n_upper < np.diff(block.indptr)))[text]

    def known(number: NDArray[np.int32]) -> NDArray[np.bool_]:
        held = lexicon[number]
        return held if reading.muted is None else held & (number != reading.muted[text + block.first_text])

    base = reading.valence[word]
    valence = base.copy()
    no = t.number["no"]
    valence[(word == no) & known(after)] = 0.0
    or_nor = _among(before[0], t, "or", "nor")
    denied = (before[0] == no) | (before[1] == no) | ((before[2] == no) & or_nor)
    valence[denied] = base[denied] * t.scalar
    loud = mixed_case & ((block.flags[place] & UPPER) > 0)
    valence[loud] += np.where(valence[loud] > 0, t.capitals, -t.capitals)

    for s in range(_REACH):
        heard = (back > s) & ~known(before[s])
        boost = t.booster[before[s]]
        boost[valence < 0] *= -1
        loud = mixed_case & (boost != 0) & ((block.flags[np.maximum(place - s - 1, 0)] & UPPER) > 0)
        boost[loud] += np.where(valence[loud] > 0, t.capitals, -t.capitals)
        valence = np.where(heard, valence + boost * (1.0, 0.95, 0.9)[s], valence)
        _negate(valence, heard, before, s, t)
        if s == 2:
            _idioms(valence, heard, around, end - place, t)

    least = (before[0] == t.number["least"]) & ((back == 1) | ~_among(before[1], t, "at", "very"))
    valence[least] *= t.scalar
    valence[(word == t.number["kind"]) & (after == t.number["of"])] = 0.0
    _but(valence, text, place, block)
    return _Hits(text, place, valence)


def _among(number: NDArray[np.int32], t: Tables, *words: str) -> NDArray[np.bool_]:
    return np.logical_or.reduce([number == t.number[w] for w in words])


def _negate(
    valence: NDArray[np.float64], heard: NDArray[np.bool_], before: list[NDArray[np.int32]], s: int, t: Tables
) -> None:
    """Negations s + 1 words back, in place: "never so" and "never this" strengthen, "without doubt" does nothing.

    Three words back the package binds `or` looser than `and`, so that any "so" or "this" just before strengthens."""
    plain = heard & t.negation[before[s]]
    if s > 0:
        stronger = heard & (before[s] == t.number["never"]) & _among(before[s - 1], t, "so", "this")
        certain = (before[s] == t.number["without"]) & (before[s - 1] == t.number["doubt"])
        if s == 2:
            stronger |= heard & _among(before[0], t, "so", "this")
            certain |= (before[2] == t.number["without"]) & (before[0] == t.number["doubt"])
        valence[stronger] *= 1.25
        plain &= ~stronger & ~certain
    valence[plain] *= t.scalar


def _idioms(
    valence: NDArray[np.float64],
    heard: NDArray[np.bool_],
    around: dict[int, NDArray[np.int32]],
    ahead: NDArray[np.int64],
    t: Tables,
) -> None:
    """Idioms round a word, in place. They are rare: found by their first two words, then taken one by one."""
    first, second = np.zeros(len(t.valence), bool), np.zeros(len(t.valence), bool)
    for phrase in (*t.idioms, *t.boosting):
        first[phrase[0]] = second[phrase[1]] = True
    near = np.logical_or.reduce([first[around[k]] & second[around[k + 1]] for k in range(-_REACH, 1)])
    for h in np.flatnonzero(near & heard).tolist():
        w = tuple(int(around[k][h]) for k in range(-_REACH, min(_REACH, int(ahead[h]))))
        for run in (w[2:4], w[1:4], w[1:3], w[0:3], w[0:2]):
            if run in t.idioms:
                valence[h] = t.idioms[run]
                break
        for run in (w[3:5], w[3:6]):
            if run in t.idioms:
                valence[h] = t.idioms[run]
        for run in (w[0:3], w[0:2], w[1:3]):
            valence[h] += t.boosting.get(run, 0.0)


def _but(valence: NDArray[np.float64], text: NDArray[np.int64], place: NDArray[np.int64], block: _Block) -> None:
    """Half before the first "but" of a text, half as much again behind it, in place.

    The package weighs, for each word in turn, the first word that has an equal valence by then. That differs from
    weighing each word once only in texts where two valences, as they were or as they become, are equal."""
    buts = np.flatnonzero(block.flags & BUT)
    texts, first = np.unique(block.text(buts), return_index=True)
    if not len(texts):
        return
    but = np.full(len(block.indptr), -1)
    but[texts] = buts[first]
    chosen = np.flatnonzero((but[text] >= 0) & (valence != 0))
    old = valence[chosen]
    new = old * np.where(place[chosen] < but[text[chosen]], 0.5, 1.5)
    valence[chosen] = new
    owner, value = np.tile(text[chosen], 2), np.concatenate([old, new])
    order = np.lexsort((value, owner))
    twin = (owner[order][1:] == owner[order][:-1]) & (value[order][1:] == value[order][:-1])
    for i in np.unique(owner[order][1:][twin]).tolist():
        mine = np.searchsorted(text[chosen], [i, i + 1])
        run = slice(*mine.tolist())
        valence[chosen[run]] = _in_turn(old[run].tolist(), (place[chosen[run]] < but[i]).tolist())


def _in_turn(values: list[float], before: list[bool]) -> list[float]:
    """Weighs, once per word, the first word that has that word's valence; heaps keep the time linear but for a log."""
    equal: dict[float, list[int]] = {}
    for k, value in enumerate(values):
        equal.setdefault(value, []).append(k)
    for k in range(len(values)):
        value = values[k]
        j = heappop(equal[value])
        values[j] = value * (0.5 if before[j] else 1.5)
        heappush(equal.setdefault(values[j], []), j)
    return values


def _scores(block: _Block, hits: _Hits, words: Words) -> NDArray[np.float64]:
    """The four numbers of every text of a block."""
    n_texts, n_words = len(block.indptr) - 1, np.diff(block.indptr)
    v, above, below = hits.valence, hits.valence > 0, hits.valence < 0

    summed = _sums(hits.text, v, n_texts)
    positive = _sums(hits.text[above], v[above] + 1, n_texts)
    negative = _sums(hits.text[below], v[below] - 1, n_texts)
    neutral = n_words - np.bincount(hits.text[above | below], minlength=n_texts)

    exclamations, questions = _marks(block, words)
    exclamations = np.minimum(exclamations, 4) * 0.292
    emphasis = exclamations + np.where(questions > 1, np.where(questions <= 3, questions * 0.18, 0.96), 0.0)

    summed = summed + np.sign(summed) * emphasis
    compound = np.clip(summed / np.sqrt(summed * summed + _ALPHA), -1, 1)
    more, less = positive > np.abs(negative), positive < np.abs(negative)
    positive = np.where(more, positive + emphasis, positive)
    negative = np.where(less, negative - emphasis, negative)
    whole = positive + np.abs(negative) + neutral
    with np.errstate(invalid="ignore"):  # 0 / 0 where there is no word
        shares = [np.abs(negative / whole), np.abs(neutral / whole), np.abs(positive / whole)]
    compound[n_words == 0] = np.nan
    return np.column_stack([*(_round(x, 3) for x in shares), _round(compound, 4)])


def _marks(block: _Block, words: Words) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How many "!" and how many "?" every text has."""
    text, ids, n_texts = block.text(block.marked), block.marked_ids, len(block.indptr) - 1
    return _sums(text, words.exclamations[ids], n_texts), _sums(text, words.questions[ids], n_texts)


def _sums(text: NDArray[np.int64], weights: NDArray[Any], n_texts: int) -> NDArray[np.float64]:
    """Weights summed by text, in the order of the words: bit for bit what a loop adds."""
    return np.bincount(text, weights=weights, minlength=n_texts).astype(np.float64)


def _round(x: NDArray[np.float64], digits: int) -> NDArray[np.float64]:
    """Python's `round`: near a tie the decimal value decides, and Python decides it."""
    scale = 10.0**digits
    y = x * scale
    out = np.rint(y) / scale
    for j in np.flatnonzero(np.abs(np.abs(y - np.floor(y)) - 0.5) < 1e-6).tolist():
        out[j] = round(float(x[j]), digits)
    return out
