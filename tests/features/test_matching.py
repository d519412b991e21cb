import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.features.matching import elements, matches, matches_of_tokens
from analysis.features.tokens import WORD, fold, spellings, tokens


@dataclass(frozen=True)
class Item:
    id: str
    terms: tuple[str, ...]
    exclude: tuple[str, ...] = ()


TEXT_WORDS = [
    *("united", "United", "states", "tariff", "tariffs", "tariff-free", "defence", "Defense", "defences", "industry"),
    *(
        "US",
        "us",
        "U.S.",
        "south",
        "china",
        "China's",
        "sea",
        "colour",
        "colourful",
        "production",
        "co-production",
        "a",
    ),
]
TERM_WORDS = ["united", "states", "tariff*", "tariffs", "defence*", "defense", "industr*", "US", "us", "south", "china"]
TERMS = st.lists(
    st.sampled_from([*TERM_WORDS, "sea", "colo*r", "colour*", "*production", "*a*", "*", "a"]), min_size=1, max_size=3
).map(" ".join)
ITEMS = st.lists(st.tuples(st.lists(TERMS, max_size=4), st.lists(TERMS, max_size=2)), min_size=1, max_size=3).map(
    lambda pairs: [Item(f"item-{k}", tuple(t), tuple(e)) for k, (t, e) in enumerate(pairs)]
)
TEXTS = st.lists(st.lists(st.sampled_from(TEXT_WORDS), max_size=12).map(" ".join), max_size=4)


def stands_for(glob, word):
    """A glob stands for a word in any spelling that folds to it."""
    pattern = re.compile(re.escape(glob).replace(r"\*", ".*"))
    return any(pattern.fullmatch(w) for w in (word, *(b for b, a in spellings().items() if a == word)))


def slow(texts, items, boundary=None):
    """Every term tried at every word."""
    rows, seen = [], 0
    for i, text in enumerate(texts):
        words = [(fold(m[1]), m.start(1), m.end(1)) for m in WORD.finditer(text)]
        units = [0] * len(words) if boundary is None else list(boundary[seen : seen + len(words)])
        seen += len(words)

        def runs(term, words=words, units=units):
            globs = elements(term)
            for a in range(len(words) - len(globs) + 1):
                z = a + len(globs)
                if len(set(units[a:z])) == 1 and all(
                    stands_for(g, w[0]) for g, w in zip(globs, words[a:z], strict=True)
                ):
                    yield a, z

        for item in items:
            out = [run for term in item.exclude for run in runs(term)]
            hits = [(a, z, term) for term in item.terms for a, z in runs(term)]
            hits = [h for h in hits if not any(c <= h[0] and h[1] <= d for c, d in out)]
            hits.sort(key=lambda h: (words[h[0]][1] - words[h[1] - 1][2], h[0]))
            kept = []
            for h in hits:
                if all(h[1] <= k[0] or h[0] >= k[1] for k in kept):
                    kept.append(h)
            rows += [(i, words[a][1], items.index(item), item.id, term, words[z - 1][2]) for a, z, term in kept]
    return [(i, name, term, start, end) for i, start, _, name, term, end in sorted(rows)]


def listed(found):
    assert list(found.columns) == ["text", "item", "term", "start", "end"]
    return list(found.itertuples(index=False, name=None))


@given(TEXTS, ITEMS)
def test_finds_what_trying_every_term_at_every_word_finds(texts, items):
    assert listed(matches(texts, items)) == slow(texts, items)


@given(TEXTS, ITEMS, st.data())
def test_no_phrase_crosses_a_boundary(texts, items, data):
    found = tokens(texts)
    n = len(found.ids)
    boundary = np.cumsum(data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n)) or [0])[:n]
    assert listed(matches_of_tokens(found, items, boundary=boundary)) == slow(texts, items, boundary)


def test_by_hand():
    #        0         1         2         3         4
    #        01234567890123456789012345678901234567890123
    texts = ["The United States united; the defense industry", "South China Sea tariffs, China's US-China tariff."]
    items = [
        Item("unity", ("united", "nation*"), ("United States",)),
        Item("arms", ("defence industr*", "defence")),
        Item("sea", ("china", "south china sea", "china sea tariffs")),
        Item("country", ("US",)),
    ]
    assert listed(matches(texts, items)) == [
        (0, "unity", "united", 18, 24),  # the other "united" lies in "United States"
        (0, "arms", "defence industr*", 30, 46),  # longer than "defence" at the same place
        (1, "sea", "china sea tariffs", 6, 23),  # 17 characters, "south china sea" has 15
        (1, "sea", "china", 25, 30),
        (1, "country", "US", 33, 35),
        (1, "sea", "china", 36, 41),
    ]


def test_a_sentence_ends_a_phrase():
    # The second sentence begins at "open", then at "sea".
    found, items = tokens(["the free and open sea"]), [Item("x", ("free and open", "open sea"))]
    assert matches_of_tokens(found, items, boundary=np.array([0, 0, 0, 1, 1]))["term"].tolist() == ["open sea"]
    assert matches_of_tokens(found, items, boundary=np.array([0, 0, 0, 0, 1]))["term"].tolist() == ["free and open"]
    assert matches_of_tokens(found, items[:0], boundary=np.zeros(5, int)).empty
    pair = [Item("x", ("open sea",))]
    assert matches_of_tokens(found, pair, boundary=np.array([0, 0, 0, 0, 1])).empty


def test_us_is_no_country_and_the_us_is():
    item = [Item("country", ("U.S.",)), Item("we", ("us",))]
    found = matches(["Tell us of the US, the U.S. and the USA"], item)
    assert found["item"].tolist() == ["we", "country", "country", "country"]


def test_a_term_without_a_word_is_refused():
    with pytest.raises(InputError, match=r"The item 'empty' has the term '—', in which there is no word\."):
        matches(["A port"], [Item("empty", ("—",))])


def test_nothing():
    empty = matches([], [])
    assert listed(empty) == []
    pd.testing.assert_frame_equal(matches(["port"], [Item("x", ("quay",), ("dock",))]), empty)


def test_a_phrase_that_overlaps_itself_is_not_slow():
    found = matches(["a " * 100_000], [Item("x", ("a a",), ("b",))])
    assert len(found) == 50_000
