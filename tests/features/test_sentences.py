"""Sentences: every full stop that is not an end, and laws of the spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.features.sentences import sentences

TEXT = st.text(alphabet="aB .?!\n\"'“”’U.S1()…-\u00a0\u2028", max_size=200)


def texts(text, **more):
    return [text[start:end] for start, end in sentences(text, **more)]


@pytest.mark.parametrize(
    "whole",
    [
        "Gen. Lena Ortiz met U.S. Trade Secretary Paul Reyes at 5 p.m. Friday.",
        "Dr. J. K. Mora and Sen. Ruiz of Mass. spoke at St. Mary's.",
        "The No. 2 official saw nos. 3 to 5.",
        "“Is it over?” Mora asked.",
        "“It is over!” she said.",
        "“Is it over?” asked Mora, who had waited.",
        "He paid $4.5 million to Acme Inc. for 3.2 acres.",
        "The U.S.-led talks ended… without a word.",
    ],
)
def test_one_sentence(whole):
    assert texts(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("They left the U.S. The talks went on.", ["They left the U.S.", "The talks went on."]),
        ("It ended at 5 p.m. “We won,” she said.", ["It ended at 5 p.m.", "“We won,” she said."]),
        ("“We won. They lost,” he said.", ["“We won.", "They lost,” he said."]),
        ("“We won.” Mora said they would wait.", ["“We won.”", "Mora said they would wait."]),
        ("“Who won?” Mora said that nobody had.", ["“Who won?”", "Mora said that nobody had."]),
        ("It ended. “We won.” They left.", ["It ended.", "“We won.”", "They left."]),
        ("One line\n\n  another line. And more \n", ["One line", "another line.", "And more"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_several(text, parts):
    assert texts(text) == parts


def test_a_crosshead_is_no_sentence():
    body = "The pact was signed.\nWhat it means\nIt means little."
    heading = (body.index("What"), body.index("\nIt"))
    assert texts(body, crossheads=[heading]) == ["The pact was signed.", "It means little."]


def test_curly_and_straight_marks_are_cut_alike():
    curly = "“We won. They ‘lost’,” he said. ‘Fine.’ So it ended."
    straight = curly.translate(str.maketrans("“”‘’", "\"\"''"))
    assert sentences(curly) == sentences(straight)


@given(TEXT)
def test_nothing_is_lost_and_nothing_overlaps(text):
    spans = sentences(text)
    covered = [i for start, end in spans for i in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(text[i].isspace() for i in set(range(len(text))) - set(covered))
    assert not any("\n" in text[start:end] for start, end in spans)


def test_a_line_of_stops_ends():
    assert sentences("." * 20_000 + '"' * 20_000 + "! " * 20_000)


def test_an_initial_or_a_bracketed_state_ends_no_sentence():
    text = "Ask Lena J. Mora! Sen. Ruiz (N-Calif.), who was there, left."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Ask Lena J. Mora!",
        "Sen. Ruiz (N-Calif.), who was there, left.",
    ]
