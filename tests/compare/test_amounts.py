"""Figures told differently: what is a version of one figure, and what is not."""

import pandas as pd
import pytest

from analysis.compare.amounts import amounts

FILLER = [f"Qu{a}x tr{a}ven br{a}lo." for a in "abcdefghijklmnopqrstuvwxy"]  # sentences that share no word


def _found(here: str, there: str) -> list[set[str]]:
    rows = [("a", "bell", "body", 0, here, 0), ("b", "crier", "body", 0, there, 0)]
    rows += [("a", "bell", "body", k + 1, line, 1000 * k) for k, line in enumerate(FILLER)]
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "part", "sentence", "text", "start"])
    return [{v["value"] for v in fact} for fact in amounts(table)]


def test_two_values_of_one_thing():
    got = _found("The ferry collision injured 12 passengers.", "The ferry collision injured 15 passengers.")
    assert got == [{"12 passengers", "15 passengers"}]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("The ferry collision injured 12 passengers.", "The ferry collision injured twelve passengers."),
        ("The ferry collision injured 12 passengers.", "The ferry collision killed 15 passengers."),
        ("In 2011 ferry collisions injured 12 passengers.", "In 2015 ferry collisions injured 15 passengers."),
        ("The ferry collision injured 12 of the 90 passengers.", "The ferry collision injured 12 passengers."),
        ("The ferry collision injured 2 passengers.", "The ferry collision injured 1,500 passengers."),
        ("The ferry collision injured 0 passengers.", "The ferry collision injured 15 passengers."),
    ],
)
def test_what_is_no_version(here, there):
    assert _found(here, there) == []


def test_a_scale_that_was_lost_is_a_version():
    got = _found("The ferry repairs cost $150 million.", "The ferry repairs cost $150.")
    assert got == [{"150,000,000 dollars", "150 dollars"}]


def test_plurals():
    got = _found("The ferry sank 7 inches at Tidewell.", "The ferry sank 9 inches at Tidewell.")
    assert got == [{"7 inches", "9 inches"}]
