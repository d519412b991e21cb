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


def test_as_reported_by(told):
    assert told("As reported by the Evening Post, the quay is safe.") == [("the Evening Post", "the quay is safe")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("The survey shows rather few of them.", "rather few of them"),
        ("The Norhaven poll finds crews are tired.", "crews are tired"),
        ("Ortiz doesn't mention the storm.", "the storm"),
    ],
)
def test_a_form_that_is_often_a_noun_is_a_verb_behind_who_tells(told, body, text):
    assert [t for _, t in told(body)] == [text]


def test_a_noun_behind_who_tells_stays_one(told):
    assert told("Media reports claimed that the quay was shut.") == [("Media reports", "that the quay was shut")]
    assert told("The news reports and the radio were wrong.") == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Ortiz spoke of a new quay.", "a new quay"),
        ("Ortiz laid out a plan for the quay.", "a plan for the quay"),
        ("Ortiz pushed for a new quay.", "a new quay"),
        ("Ortiz would like to close the quay.", "to close the quay"),
        ("Ortiz voted against a new quay.", "a new quay"),
    ],
)
def test_a_verb_with_the_one_word_that_it_needs(told, body, text):
    assert [t for _, t in told(body)] == [text]


@pytest.mark.parametrize(
    "body",
    [
        "Ortiz spoke at the quay.",
        "Ortiz pushed the cart.",
        "The crew looked tired, like sailors.",
        "Ortiz touched the stone.",
        "Supported by the fleet, they sailed at dawn.",
        "The quay was announced in May, and nobody came.",
        "The two suspects that ran were caught.",
    ],
)
def test_a_verb_without_it(told, body):
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("Ortiz denied the theft.", "object"),
        ("Ortiz denied that the quay was shut.", "said"),
        ("The quay was criticised by Ortiz.", "object"),
        ("Ortiz made claims of fraud.", "object"),
        ("Ortiz made the claim that the quay was shut.", "said"),
        ("Ortiz was asked by Rao whether the quay was shut.", "said"),
        ("Ortiz pledged to close the quay.", "said"),
    ],
)
def test_what_a_cue_is_about_is_told_from_what_was_said(found, body, form):
    assert found(body)["form"].tolist() == [form]


def test_a_place_alone_is_not_what_was_said(told):
    assert told("Ortiz spoke at length, Rao said in a statement.") == [("Rao", "Ortiz spoke at length")]
    assert told("Ortiz said in a statement.") == []
    assert told("A board member told the Evening Post radio.") == []


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("The board says Diaz, rowing since May, has built the quay.", "Diaz, rowing since May, has built the quay"),
        ("Ortiz says that, having waited, she has built the quay.", "that, having waited, she has built the quay"),
        ("Days before the storm, Ortiz said on Friday that the quay was shut.", "that the quay was shut"),
        ("Ortiz said the quay, Harding Wharf, was shut.", "the quay, Harding Wharf, was shut"),
    ],
)
def test_a_clause_runs_over_what_is_set_between_commas(told, body, text):
    assert [t for _, t in told(body)] == [text]


@pytest.mark.parametrize(
    "body",
    [
        "His poor showing in May was a surprise.",
        "The Gulf states that have oil built a quay.",
        "It is unknown how the weapons report will end.",
        "Her lead is now 400 pledged votes.",
        "The plans outlined in May were good.",
        "The mayor signed three executive orders closing the port.",
        "The catch was large, even compared to last year.",
    ],
)
def test_nouns_and_participles_that_look_like_verbs_of_speech(told, body):
    assert told(body) == []


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("Ortiz announced it would close the quay.", "said"),
        ("Ortiz announced plans to close the quay.", "object"),
        ("Ortiz recommended that the quay be closed.", "said"),
        ("Ortiz recommended a new quay.", "object"),
    ],
)
def test_a_clause_behind_a_verb_with_an_object_is_said(found, body, form):
    assert found(body)["form"].tolist() == [form]


def test_a_clause_that_leads_up_to_a_quotation_is_the_outlets(told):
    assert told("While she waited at the gate, Ortiz said, “The quay is safe.”") == [("Ortiz", "“The quay is safe.”")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Rao praised Sen. Lena Ortiz (D-Norhaven) for the quay.", "Sen. Lena Ortiz (D-Norhaven) for the quay"),
        ("The visit raised doubts about whether the quay would hold.", "whether the quay would hold"),
        ("It was plain: According to Ortiz, the quay is safe.", "the quay is safe"),
        ("Ortiz warned on June 2 that the quay was shut.", "that the quay was shut"),
    ],
)
def test_where_told_words_begin_and_end(told, body, text):
    assert [t for _, t in told(body)] == [text]


def test_the_hour_is_not_what_was_said(told):
    assert told("The quay is safe, Ortiz said late Tuesday.") == [("Ortiz", "The quay is safe")]
    assert told("Ortiz said late Tuesday.") == []


def test_several_who_say(told):
    assert told("The quay may not be such a bad thing, say some experts, who left.")[0][1] == (
        "The quay may not be such a bad thing"
    )


def test_what_one_is_told_of_is_a_topic(found):
    assert found("Ortiz told them of the plan.")["form"].tolist() == ["object"]
