"""Claims that stand wholly inside wider ones."""

import pandas as pd

from analysis.compare.nested import within_sentences, within_wider


def _sentences(rows):
    # claim, outlet, sentence's start; one article an outlet
    table = pd.DataFrame(rows, columns=["claim_id", "outlet", "start"])
    return table.assign(article_id=table["outlet"], part="body", end=table["start"] + 9)


def test_a_claim_inside_one_of_more_outlets():
    wide = [("wide", outlet, 0) for outlet in ("bell", "crier", "dawn")]
    assert within_wider(_sentences([*wide, ("narrow", "bell", 0), ("narrow", "crier", 0)])) == {"narrow"}


def test_other_clauses_the_same_outlets_or_one_outlet_alone_are_not_inside():
    wide = [("wide", outlet, 0) for outlet in ("bell", "crier", "dawn")]
    assert not within_wider(_sentences([*wide, ("other", "bell", 0), ("other", "crier", 20)]))
    assert not within_wider(_sentences([*wide, *(("again", outlet, 0) for outlet in ("bell", "crier", "dawn"))]))
    assert not within_wider(_sentences([*wide, ("single", "bell", 0)]))


def test_the_clauses_must_be_those_of_one_wider_claim():
    first = [("first", outlet, 0) for outlet in ("bell", "crier", "dawn")]
    second = [("second", outlet, 20) for outlet in ("bell", "crier", "dawn")]
    assert not within_wider(_sentences([*first, *second, ("both", "bell", 0), ("both", "crier", 20)]))


def test_nothing():
    assert within_wider(_sentences([])) == frozenset()


def test_a_claim_of_the_same_sentences_is_inside_the_wider_one():
    rows = [
        ("wide", "bell", 0),
        ("wide", "crier", 0),
        ("wide", "dawn", 0),
        ("narrow", "bell", 20),
        ("narrow", "crier", 0),
    ]
    # other clauses of the same sentences: within them, not within the clauses
    held = _sentences(rows).assign(sentence=0)
    assert within_sentences(held) == {"wide": set(), "narrow": {"wide"}}
    assert not within_wider(held)
    apart = held.assign(sentence=[0, 0, 0, 1, 0])
    assert within_sentences(apart) == {"wide": set(), "narrow": set()}


def test_of_two_claims_of_the_same_sentences_one_is_the_wider():
    rows = [(claim, outlet, 0) for claim in ("one", "two") for outlet in ("bell", "crier")]
    held = _sentences(rows).assign(sentence=0)
    assert within_sentences(held) == {"one": set(), "two": {"one"}}
    more = _sentences([*rows, ("two", "bell", 20)]).assign(sentence=0)
    assert within_sentences(more) == {"one": {"two"}, "two": set()}
