"""What words mean, as numbers that ship: `data/models/words.npz`, made by `python -m analysis.train.vectors`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.paths import MODELS, shown

POLARITIES = ("valence", "subject", "object", "quality")


@dataclass(frozen=True)
class WordVectors:
    """One row per word, and a last one of zeros for all others."""

    key: NDArray[np.uint32]  # sorted: the upper half of the word's 64-bit code
    vector: NDArray[np.float64]  # word x dimension, of length 1 on the average
    polarity: NDArray[np.float64]  # word x `POLARITIES`, guessed from the vectors of the words of two lexicons
    group: NDArray[np.int64]  # word x grouping, from 1; 0 where the word is not known

    def places(self, codes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The row of each word, given by its 64-bit code."""
        wanted = (codes >> np.uint64(32)).astype(np.uint32)
        place = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return np.where(self.key[place] == wanted, place, len(self.key))


@cache
def word_vectors() -> WordVectors:
    """The vectors that ship."""
    return load(MODELS / "words.npz")


def load(path: Path) -> WordVectors:
    """Vectors from their numbers: whole numbers from -127 to 127 by a scale per column."""
    if not path.is_file():
        raise InputError(
            f"toward needs the word vectors {shown(path)}, which are not there. Get them back with `git checkout`, or "
            "make them with `python -m analysis.train.vectors`."
        )
    with np.load(path, allow_pickle=False) as file:
        key = np.cumsum(file["key_steps"], dtype=np.uint64).astype(np.uint32)
        vector, polarity = (
            np.vstack([file[name] * file[f"{name}_scale"], np.zeros((1, file[name].shape[1]))])
            for name in ("vector", "polarity")
        )
        group = np.vstack([file["group"].astype(np.int64), np.zeros((1, file["group"].shape[1]), np.int64)])
    return WordVectors(key=key, vector=vector, polarity=polarity, group=group)
