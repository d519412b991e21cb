"""The codebooks that ship: every item says what it is, and its examples hold."""

import pytest

from analysis.codebook import load
from analysis.features.matching import matches
from analysis.paths import CODEBOOKS

BOOKS = {path.stem: load(path) for path in sorted(CODEBOOKS.glob("*.yaml"))}
ITEMS = [pytest.param(item, id=f"{name}-{item.id}") for name, book in BOOKS.items() for item in book.items]


def test_what_ships():
    assert {name: len(book.items) for name, book in BOOKS.items()} == {
        "framework-frames": 7,
        "framework-topics": 10,
        "generic-frames": 5,
        "news-topics": 20,
        "policy-frames": 14,
    }
    assert all(book.source for book in BOOKS.values())


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_defined_and_its_examples_match_it(item):
    assert item.definition.endswith(".")
    assert len(set(item.examples)) >= 3
    hits = matches(item.examples, [item])
    assert sorted(set(hits["text"])) == list(range(len(item.examples)))


@pytest.mark.parametrize("item", [p for p in ITEMS if p.values[0].counter_examples])
def test_a_counter_example_is_kept_out_by_the_exclusions_alone(item):
    assert matches(item.counter_examples, [item]).empty
    bare = matches(item.counter_examples, [item.model_copy(update={"exclude": ()})])
    assert sorted(set(bare["text"])) == list(range(len(item.counter_examples)))


@pytest.mark.parametrize("item", ITEMS)
def test_no_term_stands_twice(item):
    assert len(set(item.terms)) == len(item.terms)
    assert len(set(item.exclude)) == len(item.exclude)
