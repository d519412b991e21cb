"""What the words round a mention mean: sums of word vectors and of guessed polarities, by side, nearness and clause."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.features.mentions import Mentions
from analysis.features.word_vectors import word_vectors

Array = NDArray[np.float64]


class Meaning:
    """The words of some mentions, looked up once: `known` tells which count, `group` has their groups.

    Function words, names and the mention itself do not count."""

    def __init__(self, m: Mentions, codes: NDArray[np.uint64], own: NDArray[np.uint64]) -> None:
        self.m = m
        self.table = word_vectors()
        self.place = self.table.places(codes)
        self.known = (self.place < len(self.table.key)) & ~m.function & ~m.name & (m.rel != 0)
        self.own = self.table.places(own)
        self.group = self.table.group[self.place]

    def _windows(self) -> list[tuple[NDArray[np.bool_], Array]]:
        """Which words are summed, and with what weight each."""
        m = self.m
        distance = np.maximum(np.abs(m.rel), 1).astype(np.float64)
        every, near, nearest = np.ones(len(m.rel)), 1 / np.sqrt(distance), 1 / distance
        before, after = m.rel < 0, m.rel > 0
        return [
            (self.known, every),
            (self.known, near),
            (self.known & after, near),
            (self.known & before, near),
            (self.known & after & (m.clause == 0), near),
            (self.known & before & (m.clause == 0), near),
            (self.known & after & (distance <= 4), nearest),
            (self.known & before & (distance <= 4), nearest),
            (self.known & ~m.nearer, near),
            (self.known & m.negated, every),
            (self.known & (m.quoted == m.quoted[m.at][m.row]), near),
        ]

    def vectors(self) -> Array:
        """The summed vectors of each window, of length 1 each."""
        m, out = self.m, []
        for where, weight in self._windows():
            shape = (m.n, len(self.table.vector))
            share = sparse.csr_matrix((weight[where], (m.row[where], self.place[where])), shape=shape)
            total = share @ self.table.vector
            length = np.sqrt((total**2).sum(axis=1, keepdims=True))
            out.append(total / np.where(length > 0, length, 1))
        own = np.zeros((m.n, self.table.vector.shape[1]))
        np.add.at(own, m.own_row, self.table.vector[self.own])
        length = np.sqrt((own**2).sum(axis=1, keepdims=True))
        return np.hstack([*out, own / np.where(length > 0, length, 1)])

    def polarities(self) -> Array:
        """Sums of what is positive and of what is negative, by polarity and window, each also bent to -1..1."""
        m = self.m
        distance = np.abs(m.rel)
        every, near = np.ones(len(m.rel)), 1 / np.sqrt(np.maximum(distance, 1))
        windows = [
            *self._windows(),
            (self.known & m.passive, every),
            (self.known & m.passive & (m.rel > 0), every),
            (self.known & (m.between == 0), near),
            (self.known & (m.rel > 0) & (distance <= 2), every),
            (self.known & (m.rel < 0) & (distance <= 2), every),
        ]
        turned = self.table.polarity[self.place] * np.where(m.negated, -1, 1)[:, None]
        sums = np.column_stack(
            [
                np.bincount(m.row[where], weights=(part * weight)[where], minlength=m.n)
                for value in turned.T
                for where, weight in windows
                for part in (np.maximum(value, 0), np.minimum(value, 0))
            ]
        )
        own = self.table.polarity[self.own]
        mine = [np.bincount(m.own_row, weights=v, minlength=m.n) for v in own.T]
        sums = np.column_stack([sums, *mine])
        return np.hstack([sums, np.tanh(sums)])
