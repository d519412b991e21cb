"""Meanings of clauses by WordLlama: another definition, for paraphrases that share no words. Never needed."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from scipy import sparse

from analysis.errors import InputError

CHARACTERS, WORDLLAMA = "characters", "wordllama"
DEFINITIONS = (CHARACTERS, WORDLLAMA)


def available() -> bool:
    """Whether WordLlama can be imported: `pip install -r requirements-semantic.txt`."""
    return find_spec("wordllama") is not None


def meanings(texts: Sequence[str]) -> sparse.csr_matrix:
    """A row of length 1 a text; the cosine of two rows is how alike they are in meaning. Nothing is downloaded.

    Raises `InputError` where the package is not installed."""
    if not available():
        raise InputError(
            "The definition 'wordllama' needs the package wordllama: pip install -r requirements-semantic.txt. "
            "Or take the definition 'characters'."
        )
    import wordllama

    model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    found = np.asarray(model.embed(list(texts)), dtype=np.float64)
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return sparse.csr_matrix(np.divide(found, length, out=np.zeros_like(found), where=length > 0))


def blended(wording: sparse.csr_matrix, texts: Sequence[str]) -> sparse.csr_matrix:
    """Rows whose cosine is the mean of that of the wording and that of the meaning."""
    return sparse.hstack([wording * np.sqrt(0.5), meanings(texts) * np.sqrt(0.5)]).tocsr()
