"""Whether a form stands as a verb of speech, and what it then takes."""

import pytest


@pytest.mark.parametrize(
    "body",
    [
        "The plan was discussed in May and planned for June.",
        "Sales declined sharply in May.",
        "Half of the crew hail from the coast.",
        "Prices rose by a third, compared with a tenth last year.",
        "The road was long, not to mention the hill.",
        "To repeat: the quay is safe.",
        "The discount attack of the storm left marks.",
        "The police reports by Rao filled a shelf.",
    ],
)
def test_no_speech(told, body):
    assert told(body) == []


def test_a_verb_that_is_often_a_noun_is_one_behind_a_plural(told):
    assert told("People support the new quay.") == [("People", "the new quay")]


def test_as_somebody_told(told):
    assert told("As Ortiz told the Evening Post, the quay is safe.") == [("Ortiz", "the quay is safe")]


def test_what_is_heard_from_somebody_is_theirs(told):
    assert told("Rao heard from Lena Ortiz that the quay was safe.") == [("Lena Ortiz", "that the quay was safe")]


def test_a_purpose_has_the_subject_of_its_sentence(told):
    assert told("The board decided to announce that the quay was safe.")[-1] == ("The board", "that the quay was safe")


def test_what_nobody_can_know_is_not_told_by_the_last_clause(told):
    assert told("Although the quay was shut, they could only guess.") == []


def test_a_long_hearer_is_not_told(told):
    assert told("The quay is safe, Ortiz told some 300 members of the crew.") == [("Ortiz", "The quay is safe")]


def test_a_clause_that_leads_up_behind_a_small_word(told):
    assert told("Now, citing the storm, the board has shut the quay.")[0] == ("the board", "the storm")
