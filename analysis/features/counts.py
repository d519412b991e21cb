"""Counts of words and of codebook words by text, as sparse matrices."""

import re
from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.errors import InputError
from analysis.features.chunks import chunks
from analysis.features.matching import Globs, Item
from analysis.features.tokens import Tokens


def of_tokens(found: Tokens) -> sparse.csr_matrix:
    """How often each word of the vocabulary stands in each text.

    In: the words of some texts. Out: texts x vocabulary, in their order."""
    shape = (len(found.indptr) - 1, len(found.vocabulary))
    counted = sparse.csr_matrix((np.ones(len(found.ids), np.int32), found.ids, found.indptr), shape=shape)
    counted.sum_duplicates()
    return counted


def of_texts(texts: Sequence[str], *, pattern: str = r"(?u)\b\w\w+\b") -> tuple[sparse.csr_matrix, list[str]]:
    """What scikit-learn's `CountVectorizer(token_pattern=pattern)` counts, and its vocabulary.

    In: one string per text; a regular expression that matches no white space and looks at none beyond its match.
    Out: texts x vocabulary, the vocabulary in lower case and sorted. The pattern is tried on each distinct chunk
    once; counts of texts are a product of two sparse matrices."""
    corpus = chunks([text.lower() for text in texts])
    lines, word = "\n".join(corpus.words), re.compile(pattern)
    found = word.findall(lines)
    start = np.fromiter((match.start() for match in word.finditer(lines)), np.int64, len(found))
    ends = np.cumsum([0, *(len(w) + 1 for w in corpus.words)])
    vocabulary = sorted(set(found))
    rank = {w: i for i, w in enumerate(vocabulary)}
    ids = np.fromiter(map(rank.__getitem__, found), np.int32, len(found))
    in_chunk = _counts(ids, np.searchsorted(start, ends), len(vocabulary))
    counted = _counts(corpus.ids, corpus.indptr, len(corpus.words)) @ in_chunk
    counted.sum_duplicates()
    return counted, vocabulary


def of_items(vocabulary: Sequence[str], items: Sequence[Item]) -> sparse.csr_matrix:
    """Which words of a vocabulary are terms of which items, for items of single words.

    In: a sorted vocabulary; the items. Out: vocabulary x items, 0 or 1. `of_tokens` times this is how many words of
    each text each item has, and that many hits `matching.matches` finds. Raises `InputError` for a phrase among the
    terms or exclusions, since its hits are no sum over words."""
    globs = Globs(vocabulary)
    rows, columns = array("q"), array("q")
    for k, item in enumerate(items):
        words = _single(item.terms, item, globs) - _single(item.exclude, item, globs)
        rows.extend(sorted(words))
        columns.extend([k] * len(words))
    return sparse.csr_matrix((np.ones(len(rows), np.int32), (rows, columns)), shape=(len(vocabulary), len(items)))


def _single(terms: Sequence[str], item: Item, globs: Globs) -> set[int]:
    words: set[int] = set()
    for term in terms:
        first, *rest = globs.parts(term, item=item.id)
        if rest:
            raise InputError(f"counts.of_items needs single words, but {item.id!r} has {term!r}. Use matching.matches.")
        words.update(globs.numbers(first))
    return words


def _counts(ids: NDArray[np.int32], indptr: NDArray[np.int64], n: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.ones(len(ids), np.int32), ids, indptr), shape=(len(indptr) - 1, n))
