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


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("His fear is that the quay will sink.", "the quay will sink"),
        ("A common complaint was that the quay is short.", "the quay is short"),
        ("The visit raised questions about the quay.", "the quay"),
        ("Ortiz drummed up support for the quay.", "the quay"),
        ("The minister has been firm that the quay must stay.", "that the quay must stay"),
        ("Ortiz left amid optimism that the quay would open.", "that the quay would open"),
    ],
)
def test_nouns_and_adjectives(told, body, text):
    assert [t for _, t in told(body)] == [text]


@pytest.mark.parametrize(
    "body",
    [
        "She works for a firm that sells boats.",
        "One cause of fear is that the quay may sink.",
        "The crew sent a dozen questions to the board.",
    ],
)
def test_nouns_that_are_no_cue(told, body):
    assert told(body) == []


@pytest.mark.parametrize("joint", ["and", "because", "while", "but also"])
def test_what_was_said_goes_on_behind_its_tag(told, joint):
    got = told(f"The quay is safe, Ortiz said, {joint} the crew is proud of it.")
    assert got[-1] == ("Ortiz", f"{joint} the crew is proud of it")


def test_another_clause_does_not_go_on(told):
    assert [t for _, t in told("The quay is safe, Ortiz said, but the crew left.")] == ["The quay is safe"]


def test_a_participle_that_leads_up_to_a_quotation_is_the_outlets(told):
    assert told("Leaning on a rail, Ortiz said, “The quay is safe.”") == [("Ortiz", "“The quay is safe.”")]


def test_pointed_out(told):
    assert told("The quay is safe, Ortiz pointed out.") == [("Ortiz", "The quay is safe")]
