"""Sums of the values that two lexicons give the words round a mention."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.features.connotations import VERB
from analysis.features.mentions import Mentions, effect

_ALPHA = 15  # as in VADER's compound


def numbers(m: Mentions) -> NDArray[np.float64]:
    """Sums of lexicon values by sign, side and nearness, each also bent to -1..1, and VADER's compound before marks."""
    sign, _ = effect(m)
    meant = np.where(m.part >= 0, np.where(m.negated, -sign, sign), 0).astype(np.float64)
    distance = np.maximum(np.abs(m.rel), 1)
    same_voice = m.quoted == m.quoted[m.at][m.row]
    everywhere = np.ones(len(m.rel), bool)
    verb = m.part == VERB
    columns: list[NDArray[Any]] = []

    def add(where: NDArray[np.bool_], weight: NDArray[np.float64]) -> None:
        columns.append(np.bincount(m.row[where], weights=weight[where], minlength=m.n))

    for value in (m.valence, meant):
        for bounded in (np.maximum(value, 0), np.minimum(value, 0)):
            for side in (m.rel < 0, m.rel > 0):
                add(side, bounded)
                add(side, bounded / distance)
                add(side, bounded / np.sqrt(distance))
                for reach in (3, 6, 12):
                    add(side & (distance <= reach), bounded)
                for where in (
                    m.clause == 0,
                    ~m.nearer,
                    m.between == 0,
                    same_voice,
                    m.passive,
                    verb,
                    ~verb & everywhere,
                ):
                    add(side & where, bounded)
    sums = np.column_stack(columns)
    total = np.bincount(m.row, weights=m.valence, minlength=m.n)
    return np.column_stack([sums, np.tanh(sums / 2), total / np.sqrt(total * total + _ALPHA)])
