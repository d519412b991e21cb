"""Claims that stand wholly inside wider ones."""

import pandas as pd

from analysis.compare.nested import within_wider


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
