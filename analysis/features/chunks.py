"""The one pass over a corpus: its whitespace chunks as integers. Every later job works on the numbers."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

BLOCK = 1 << 19  # characters worked on at a time: the arrays of one block stay small whatever the corpus

_SPACE = re.compile(r"\s")
_SPACES_BEYOND_ASCII = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_PAD = " " * 17  # lets 16 bytes be read from the start of every chunk
_IS_SPACE = np.zeros(256, bool)
_IS_SPACE[[9, 10, 11, 12, 13, 28, 29, 30, 31, 32]] = True
_FIRST_BYTES = np.array([(1 << 8 * k) - 1 for k in range(9)], np.uint64)  # keeps the first k of eight bytes
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)  # odd, as multipliers must be


class Chunks(NamedTuple):
    """The chunks of `str.split()` of every text, as numbers.

    `ids[indptr[i]:indptr[i + 1]]` are the chunks of text i, `starts` their character offsets into that text, and
    `words[k]` is the chunk that is written k; the distinct chunks stand in order of first appearance."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    indptr: NDArray[np.int64]
    words: list[str]


class _CollisionError(Exception):
    """Two chunks have one hash."""


def chunks(texts: Sequence[str]) -> Chunks:
    """Every text cut at whitespace and written in integers.

    In: one string per text, of any length and any characters, NUL and lone surrogates among them. Out: `Chunks`.
    Nothing is folded: "War", "war" and "war," are three chunks. Up to 16 bytes of a chunk are compared as two
    integers and longer ones as bytes, so that two chunks never share a number; where a hash collides, all is done
    again with a dictionary, which is slower and the same."""
    try:
        return _by_block(list(texts))
    except _CollisionError:
        return _by_dictionary(texts)


def _by_dictionary(texts: Sequence[str]) -> Chunks:
    number: dict[str, int] = {}
    ids: list[int] = []
    starts: list[int] = []
    indptr = [0]
    for text in texts:
        for chunk in re.finditer(r"\S+", text):
            ids.append(number.setdefault(chunk[0], len(number)))
            starts.append(chunk.start())
        indptr.append(len(ids))
    return Chunks(np.array(ids, np.int32), np.array(starts, np.int32), np.array(indptr, np.int64), list(number))


def _by_block(texts: Sequence[str]) -> Chunks:
    known = _Known()
    per_text = np.zeros(len(texts), np.int64)
    ids, starts = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for first, offset, pieces in _blocks(texts):
        size = np.fromiter(map(len, pieces), np.int64, len(pieces)) + 1
        at = np.concatenate([[0], np.cumsum(size)])
        start, code = known.numbers(" ".join([*pieces, _PAD]))
        counts = np.diff(np.searchsorted(start, at))
        per_text[first : first + len(pieces)] += counts
        starts.append((start - np.repeat(at[:-1] - offset, counts)).astype(np.int32))
        ids.append(code)
    indptr = np.concatenate([[0], np.cumsum(per_text)]).astype(np.int64)
    return Chunks(np.concatenate(ids), np.concatenate(starts), indptr, known.words)


def _blocks(texts: Sequence[str]) -> Iterator[tuple[int, int, Sequence[str]]]:
    """About `BLOCK` characters at a time: the number of the first text, the offset in it, texts or a piece of one."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    a = 0
    while a < len(texts):
        done = ends[a - 1] if a else 0
        b = max(a + 1, int(np.searchsorted(ends, done + BLOCK, "right")))
        if b > a + 1:
            yield a, 0, texts[a:b]
        else:
            for at, piece in _pieces(texts[a]):
                yield a, at, [piece]
        a = b


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text cut at whitespace into pieces of about `BLOCK` characters, with their offsets."""
    at = 0
    while len(text) - at > BLOCK and (space := _SPACE.search(text, at + BLOCK)):
        yield at, text[at : space.start()]
        at = space.start()
    yield at, text[at:]


class _Known:
    """The distinct chunks met so far: their hashes in order, and by number what tells two of one hash apart."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.long: dict[bytes, int] = {}
        self.hashes = np.zeros(0, np.uint64)
        self.sorted_ids = np.zeros(0, np.int32)
        self.identity = np.zeros((3, 0), np.uint64)

    def numbers(self, joined: str) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Start in characters, and number, of every chunk of a string that ends in `_PAD`."""
        ascii_only = joined.isascii()
        if not ascii_only:
            for space in _SPACES_BEYOND_ASCII:
                joined = joined.replace(space, " ")
        raw = joined.encode("utf-8", "surrogatepass")
        data = np.frombuffer(raw, np.uint8)
        space_at = _IS_SPACE[data]
        edges = np.flatnonzero(space_at[1:] != space_at[:-1]) + 1
        if not space_at[0]:
            edges = np.concatenate([[0], edges])
        start, end = edges[0::2], edges[1::2]
        identity = self._identity(raw, start, end)
        if not ascii_only:
            before = np.cumsum((data & 0xC0) == 0x80, dtype=np.int32)  # bytes that continue a character
            start, end = start - before[start], end - before[end]
        code, distinct = pd.factorize(_hashes(identity))
        first = np.empty(len(distinct), np.int64)
        first[code[::-1]] = np.arange(len(code) - 1, -1, -1)
        for part in identity:
            if (part != part[first][code]).any():
                raise _CollisionError
        ids, new = self._ids(distinct, identity[:, first])
        self.words += [joined[a:z] for a, z in zip(start[first[new]].tolist(), end[first[new]].tolist(), strict=True)]
        return start, ids[code]

    def _identity(self, raw: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Three integers that are equal for equal chunks only: eight bytes, eight more, the length.

        In a chunk of more than 16 bytes the second is its number among the long ones."""
        size = end - start
        eight = np.ndarray((len(raw) - 7,), "<u8", raw, strides=(1,))
        head = eight[start] & _FIRST_BYTES[np.minimum(size, 8)]
        tail = eight[start + 8] & _FIRST_BYTES[np.clip(size - 8, 0, 8)]
        for k in np.flatnonzero(size > 16).tolist():
            tail[k] = self.long.setdefault(raw[start[k] : end[k]], len(self.long))
        return np.stack([head, tail, size.astype(np.uint64)])

    def _ids(
        self, hashes: NDArray[np.uint64], identity: NDArray[np.uint64]
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The number of each of some distinct chunks, and which of them are new; new ones are learned."""
        order = np.argsort(hashes)  # a search in order stays in the cache
        place = np.empty(len(hashes), np.int64)
        place[order] = np.searchsorted(self.hashes, hashes[order])
        old = np.zeros(len(hashes), bool)
        inside = place < len(self.hashes)
        old[inside] = self.hashes[place[inside]] == hashes[inside]
        ids = np.empty(len(hashes), np.int32)
        ids[old] = self.sorted_ids[place[old]]
        if (self.identity[:, ids[old]] != identity[:, old]).any():
            raise _CollisionError
        new = np.flatnonzero(~old)
        if len(new):
            n_known = self.identity.shape[1]
            ids[new] = np.arange(n_known, n_known + len(new))
            order = order[~old[order]]
            self.hashes = np.insert(self.hashes, place[order], hashes[order])
            self.sorted_ids = np.insert(self.sorted_ids, place[order], ids[order])
            self.identity = np.concatenate([self.identity, identity[:, new]], axis=1)
        return ids, new


def _hashes(identity: NDArray[np.uint64]) -> NDArray[np.uint64]:
    value = np.zeros(identity.shape[1], np.uint64)
    for part, factor in zip(identity, _MIX, strict=True):
        value = (value ^ part) * factor
        value ^= value >> np.uint64(29)
    return value
