from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from analysis.errors import InputError
from analysis.features import counts
from analysis.features.matching import matches
from analysis.features.tokens import tokens

WORDS = ["Port", "port's", "ports", "U.S.", "10-year", "ΟΔΟΣ", "01:00"]
TEXTS = st.lists(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS)).map(" ".join)), max_size=6)


@dataclass(frozen=True)
class Item:
    id: str
    terms: tuple[str, ...]
    exclude: tuple[str, ...] = ()


@given(TEXTS)
def test_counts_what_scikit_learn_counts(texts):
    counter = CountVectorizer()
    try:
        expected = counter.fit_transform(texts)
    except ValueError:  # it refuses texts without a word
        assert counts.of_texts(texts)[1] == []
        return
    counted, vocabulary = counts.of_texts(texts)
    assert vocabulary == counter.get_feature_names_out().tolist()
    assert (counted != expected).nnz == 0
    assert counted.has_canonical_format


def test_tokens_by_hand():
    # vocabulary: a, port, quay
    counted = counts.of_tokens(tokens(["Port, port; a quay", "", "a port"]))
    assert counted.toarray().tolist() == [[1, 2, 1], [0, 0, 0], [1, 1, 0]]


@given(st.lists(st.lists(st.sampled_from(["tariff", "tariffs", "deter", "determined", "us", "US"])).map(" ".join)))
def test_a_product_counts_what_the_search_finds(texts):
    items = [
        Item("trade", ("tariff*", "tariffs")),
        Item("threat", ("deter*",), ("determin*",)),
        Item("country", ("US",)),
    ]
    found = tokens(texts)
    product = (counts.of_tokens(found) @ counts.of_items(found.vocabulary, items)).toarray()
    hits = matches(texts, items)
    expected = [[((hits["text"] == i) & (hits["item"] == item.id)).sum() for item in items] for i in range(len(texts))]
    assert product.tolist() == expected


def test_a_phrase_is_refused():
    with pytest.raises(InputError, match=r"single words, but 'sea' has 'south china sea'\. Use matching\.matches\."):
        counts.of_items(["china"], [Item("sea", ("south china sea",))])
