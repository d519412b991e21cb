"""Codebook and word counts against their peers: python -m tests.bench.codebook CORPUS (a .zip, .csv or .jsonl).

The peers: pyahocorasick, which finds all of many literal words in one pass over a text, and scikit-learn's
CountVectorizer. Aho-Corasick knows no globs and no words: it is given every word of the corpus that a glob stands
for, ready made, and each of its hits is checked for being a whole word. Both count the same. The floors were set on
newsarticles."""

import sys
from collections.abc import Sequence
from pathlib import Path
from string import ascii_lowercase

import ahocorasick
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from analysis.codebook import Item, load
from analysis.features import counts
from analysis.features.matching import Globs, elements, matches_of_tokens
from analysis.features.tokens import tokens
from analysis.paths import CODEBOOKS
from tests.bench.timing import Line, corpus, medians, peak_bytes, report

PLAIN = r"[a-z]+"  # words on which both agree: runs of ASCII letters
LETTERS = frozenset(ascii_lowercase)


def single_words(items: Sequence[Item]) -> list[Item]:
    """The items with their single-word terms alone, which are all that a sum over words can count."""
    alone = [[t for t in item.terms if len(elements(t)) == 1 and t.replace("*", "").isalpha()] for item in items]
    return [Item(id=i.id, label=i.label, terms=tuple(t)) for i, t in zip(items, alone, strict=True) if t]


def automaton(items: Sequence[Item], vocabulary: Sequence[str]) -> ahocorasick.Automaton:
    globs = Globs(vocabulary)
    of_word: dict[str, list[int]] = {}
    for k, item in enumerate(items):
        for i in {i for term in item.terms for i in globs.of_term(term, item=item.id)[0].tolist()}:
            of_word.setdefault(vocabulary[i], []).append(k)
    found = ahocorasick.Automaton()
    for word, columns in of_word.items():
        found.add_word(word, (len(word), tuple(columns)))
    found.make_automaton()
    return found


def search(texts: Sequence[str], found: ahocorasick.Automaton, n_items: int) -> np.ndarray:
    """Hits of whole words by text and item."""
    counted = np.zeros((len(texts), n_items), np.int64)
    for row, text in zip(counted, texts, strict=True):
        lower = f" {text.lower()} "
        for end, (size, columns) in found.iter(lower):
            if lower[end + 1] not in LETTERS and lower[end - size] not in LETTERS:
                for k in columns:
                    row[k] += 1
    return counted


def lines(path: Path) -> list[Line]:
    raw = corpus(path)
    items = single_words([item for book in sorted(CODEBOOKS.glob("*.yaml")) for item in load(book).items])
    at_hand, vocabulary = counts.of_texts(raw, pattern=PLAIN)
    words = tokens(raw)
    books = [item for book in sorted(CODEBOOKS.glob("*.yaml")) for item in load(book).items]
    found = automaton(items, vocabulary)
    n_terms = sum(len(i.terms) for i in items)
    print(f"{len(raw):,} texts, {len(words.ids):,} words; {len(items)} items, {n_terms} single-word terms")

    def product() -> np.ndarray:
        return (at_hand @ counts.of_items(vocabulary, items)).toarray()

    def from_text() -> np.ndarray:
        counted, own = counts.of_texts(raw, pattern=PLAIN)
        return (counted @ counts.of_items(own, items)).toarray()

    peer, names = CountVectorizer().fit(raw), counts.of_texts(raw)[1]
    same = (counts.of_texts(raw)[0] != peer.transform(raw)).nnz + int(peer.get_feature_names_out().tolist() != names)
    took = medians(
        {
            "aho-corasick": lambda: search(raw, found, len(items)),
            "product": product,
            "from text": from_text,
            "CountVectorizer": lambda: CountVectorizer().fit_transform(raw),
            "counts": lambda: counts.of_texts(raw),
            "matches": lambda: matches_of_tokens(words, books),
        },
        repeats=5,
    )
    search_time = took["aho-corasick"]
    return [
        (
            "codebook: texts x items that differ from Aho-Corasick's",
            int((product() != search(raw, found, len(items))).sum()),
            "at most",
            0,
        ),
        ("codebook: times as fast as Aho-Corasick, counts at hand", search_time / took["product"], "at least", 15),
        ("codebook: times as fast as Aho-Corasick, from text", search_time / took["from text"], "at least", 0),
        ("codebook: hits with places and phrases, times as fast", search_time / took["matches"], "at least", 0),
        ("matrix: cells that differ from CountVectorizer's", same, "at most", 0),
        ("matrix: times as fast as CountVectorizer", took["CountVectorizer"] / took["counts"], "at least", 1.5),
        ("tokens: bytes a word", peak_bytes(lambda: tokens(raw)) / len(words.ids), "at most", 40),
    ]


if __name__ == "__main__":
    report(lines(Path(sys.argv[1])))
