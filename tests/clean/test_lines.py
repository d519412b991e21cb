import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.lines import paragraphs

LONG = [
    "The bridge across the river was opened on Friday after four years of work, and the mayor walked across it first.",
    "Some two thousand people followed her in the rain. They had waited since dawn, and the ferry rang its bell.",
    "The engineers said that it would carry ninety trains a day, twice as many as the old one did in its best years.",
]


def texts(text):
    return [line.text for line in paragraphs(text)]


@pytest.mark.parametrize("width", [50, 65, 72, 80])
@pytest.mark.parametrize("gap", ["\n\n", "\n \n\n"])
def test_lines_wrapped_at_a_width_are_joined(width, gap):
    assert texts(gap.join(textwrap.fill(p, width) for p in LONG)) == LONG


def test_wrapped_paragraphs_without_blank_lines_end_where_a_word_had_room():
    assert texts("\n".join(textwrap.fill(p, 60) for p in LONG)) == LONG


def test_a_headline_above_and_a_list_within_wrapped_text_stay_apart():
    listed = "- one bridge\n- two ferries\n- " + textwrap.fill("ninety trains a day, " * 4, 70)
    text = "Bridge Opens at Last\n\n" + "\n\n".join(textwrap.fill(p, 72) for p in LONG) + "\n\n" + listed
    assert texts(text)[:4] == ["Bridge Opens at Last", *LONG]
    assert texts(text)[4:6] == ["- one bridge", "- two ferries"]
    assert len(texts(text)) == 7


def test_one_paragraph_a_line_stays_so():
    assert texts("\n".join(LONG)) == LONG
    short = ["We met at noon.", "It rained.", "Nobody came but the mayor and her dog.", "Then it was over."]
    assert texts("\n".join(short)) == short


def test_only_what_goes_on_in_lower_case_is_joined_where_nothing_was_wrapped():
    assert texts("The mayor, who had promised\nthe bridge, walked first.\nThe band played.") == [
        "The mayor, who had promised the bridge, walked first.",
        "The band played.",
    ]


def test_a_poem_is_no_wrapped_text():
    poem = ["O river, wide and slow,", "A bridge is over thee;", "The ferries come and go", "Between the town and sea"]
    assert texts("\n".join(poem)) == poem


def test_rules_headings_and_quotations_are_not_joined():
    text = "# Bridge\n> quoted one\n> quoted two\n***\nthe end"
    assert texts(text) == ["# Bridge", "> quoted one", "> quoted two", "***", "the end"]


@given(st.text(st.sampled_from("ab AB.\n-#>*,"), max_size=200), st.integers(0, 5))
def test_spans_are_slices_in_order_and_hold_every_visible_character(text, start):
    found = paragraphs(text, start=start)
    assert all(line.text == text[line.start : line.end].replace("\n", " ") for line in found)
    assert all(a.end < b.start for a, b in pairwise(found))
    assert "".join("".join(line.text.split()) for line in found) == "".join(text[start:].split())


@given(st.lists(st.sampled_from(LONG), min_size=2, max_size=6), st.integers(45, 90))
def test_wrapping_and_joining_is_nothing(chosen, width):
    assert texts("\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in chosen)) == chosen
