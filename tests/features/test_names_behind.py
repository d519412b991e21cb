"""Names behind the words they told."""

import pytest


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("“The quay is safe,” said Lena J. Ortiz, a judge.", "Lena J. Ortiz, a judge"),
        ("“The quay is safe,” said Sen. Lena Ortiz in May.", "Sen. Lena Ortiz"),
        ("“They call it ‘the old quay,’” said Lena Ortiz.", "Lena Ortiz"),
        ("“They call it ‘the old quay,’” Ortiz said.", "Ortiz"),
        ("The quay is safe, explained Lena Ortiz.", "Lena Ortiz"),
    ],
)
def test_who_spoke(told, body, source):
    assert {who for who, _ in told(body)} == {source}


def test_a_verb_behind_the_name_makes_it_the_subject_of_what_is_told(told):
    got = told("Ortiz, citing “the long storm,” said the quay was unsafe.")
    assert got[-1] == ("Ortiz", "the quay was unsafe")


@pytest.mark.parametrize("sign", [": ", " — ", " - "])
def test_a_tag_claims_only_the_quotation_that_is_set_off(told, sign):
    got = told(f"Ortiz suggested that the quay was unsafe{sign}“Again, look at the cracks,” she said.")
    assert got == [("Ortiz", "that the quay was unsafe"), ("she", "“Again, look at the cracks,”")]


def test_a_closed_quotation_ends_what_is_told(told):
    assert told("Ortiz shouted, “The quay is safe!” but nobody came.") == [("Ortiz", "“The quay is safe!”")]
    assert len(told("Ortiz said, “The quay,” but meant “the road.”")) > 1


@pytest.mark.parametrize(
    "source",
    [
        "former mayor Lena Ortiz",
        "the director of the harbour board",
        "several observers",
        "the board's chairman, Vikram Rao",
    ],
)
def test_an_office_behind_what_it_told(told, source):
    body = f"The quay is far too short for ferries, said {source}."
    assert told(body) == [(source, "The quay is far too short for ferries")]


@pytest.mark.parametrize("verb", ["predicted", "warned", "insisted"])
def test_a_name_behind_other_verbs_than_said(told, verb):
    assert told(f"The quay will be too short, {verb} Lena Ortiz.") == [("Lena Ortiz", "The quay will be too short")]


def test_a_name_between_the_halves_of_what_it_told(told):
    assert told("The quay, said Ortiz, is too short.") == [("Ortiz", "The quay"), ("Ortiz", "is too short")]


def test_a_name_that_is_a_subject_is_not_who_spoke(told):
    got = told("But Lena Ortiz, director of the board, said Rao’s answer to the crew was wrong.")
    assert [text for _, text in got] == ["Rao’s answer to the crew was wrong"]
