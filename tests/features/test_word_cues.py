"""Cues that are no verbs."""

import pytest


def test_an_apposition_belongs_to_the_source(told):
    assert told("According to Lena Ortiz, director of the harbour board, the quay is safe.") == [
        ("Lena Ortiz, director of the harbour board", "the quay is safe")
    ]
    assert told("According to Lena Ortiz, the director of the harbour board knew of it.")[0][0] == "Lena Ortiz"


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("To Ortiz, the quay is a monument to patience.", "Ortiz"),
        ("To Lena Ortiz, who built it, the quay is a monument to patience.", "Lena Ortiz"),
        ("To many, the quay is a monument to patience.", "many"),
    ],
)
def test_to_somebody_is_how_they_see_it(found, told, body, source):
    assert told(body) == [(source, "the quay is a monument to patience")]
    assert set(found(body)["manner"]) == {"attitude"}


@pytest.mark.parametrize(
    "body",
    [
        "To the north, the quay is wide.",
        "To Norhaven the road is long.",
        "The storm is a threat to the quay.",
        "The board sent a statement to parliament.",
    ],
)
def test_no_cue(told, body):
    assert told(body) == []


def test_a_remark_that(told):
    assert told("Ortiz left after her remark that “no quay is as open to all.”") == [
        ("her", "“no quay is as open to all.”")
    ]


def test_hearsay_stays_in_its_clause(told):
    texts = [text for _, text in told("It turned out that the quay reportedly sank in May.")]
    assert texts == ["the quay", "sank in May"]


def test_a_noun_in_the_name_of_a_source_is_no_cue(told):
    assert told("The quay is safe, according to a statement on the storm.") == [
        ("a statement on the storm", "The quay is safe")
    ]
