"""Turns, signatures, tags, and quotations set off as paragraphs."""

import pytest


@pytest.mark.parametrize(
    ("lead", "source"),
    [
        ("Lena Ortiz wrote:", "Lena Ortiz"),
        ("In a letter to the crew, Ortiz said:", "Ortiz"),
        ("The Evening Post reports:", "The Evening Post"),
        ("According to Vikram Rao, writing for the Evening Post:", "Vikram Rao"),
    ],
)
def test_a_paragraph_behind_a_verb_of_speech_and_a_colon_is_a_quotation(told, lead, source):
    got = told(f"{lead}\nThe quay is safe. It took a year to build.\nThe road stays shut.")
    assert got == [(source, "The quay is safe."), (source, "It took a year to build")]


@pytest.mark.parametrize(
    "body",
    [
        "The plan has three parts:\nThe quay is safe. It took a year to build.",
        "Ortiz waited for rain:\nThe quay is safe. It took a year to build.",
        "Ortiz wrote:\n- The quay is safe.",
        "Ortiz said the quay was wide, with these parts:\n1. The crane.",
    ],
)
def test_a_colon_alone_announces_nobody(told, body):
    assert not any("It took" in text or "crane" in text or "quay is" in text for _, text in told(body))


def test_a_quotation_in_the_block_keeps_its_own_speaker(told):
    got = told("Ortiz wrote:\nThe quay is safe. “It took a year,” Rao said.")
    assert got[:2] == [("Ortiz", "The quay is safe."), ("Rao", "“It took a year,”")]


@pytest.mark.parametrize("tag", ["Ortiz said.", "Ortiz asked the minister.", "Ortiz then told the crew."])
def test_a_sentence_that_only_says_who_spoke(told, tag):
    assert told(f"Rao waited at the gate. “The quay is safe. We are glad.” {tag}")[0] == ("Ortiz", "“The quay is safe.")


def test_what_an_interviewee_wants_stays_in_the_turn(told):
    assert told("Q: Is it safe?\nA: We think the town wants a quay.")[1:] == [("A", "We think the town wants a quay")]


def test_a_tally_is_no_turn_of_an_interview(told):
    assert told("Ortiz: 1,204.\nRao: 987.\nOrtiz and Rao met.") == []
    assert [text for _, text in told("Q: Is it safe?\nA: It is.")] == ["Is it safe", "It is"]


@pytest.mark.parametrize("source", ["Poll", "Report", "Historians", "Norhaven poll"])
def test_a_heading_that_names_its_source(told, source):
    assert told(f"{source}: The quay is too short") == [(source, "The quay is too short")]


@pytest.mark.parametrize("body", ["Question: The quay is too short", "Related: The quay is too short"])
def test_a_heading_that_names_none(told, body):
    assert told(body) == []


def test_an_article_that_has_lost_its_paragraphs_is_no_turn(told):
    story = "The quay was shut in May and opened in June. " * 60  # 600 tokens and more
    assert told(f"Rao: {story}\nRao left.") == []
    assert told("Rao: The quay was shut in May.\nRao left.") == [("Rao", "The quay was shut in May")]


def test_a_quotation_set_off_goes_on_as_long_as_its_author_says_i(told):
    lead, quay, road, mine = "Ortiz wrote:", "The quay is safe.", "The road is long.", "I am proud of my crew."
    assert [text for _, text in told(f"{lead}\n{quay}\n{road}\n{mine}\nThe town has a quay.")] == [
        "The quay is safe",
        "The road is long",
        "I am proud of my crew",
    ]
    assert [text for _, text in told(f"{lead}\n{quay}\n{road}\nThe town has a quay.")] == ["The quay is safe"]
    assert ("Rao", "“It took a year,”") in told(f"{lead}\n{quay}\n“It took a year,” said Rao.\n{mine}")
    assert not any("proud" in text for _, text in told(f"{lead}\n{quay}\n“It took a year,” said Rao.\n{mine}"))
