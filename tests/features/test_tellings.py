"""Articles cut into clauses."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.features.tellings import clauses, tellings


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        (
            "The council approved the wall on Monday, while the ferry company closed its northern line.",
            ["The council approved the wall on Monday", "while the ferry company closed its northern line."],
        ),
        (
            "The wall will cost six million dollars — twice what the town had put aside for it.",
            ["The wall will cost six million dollars", "twice what the town had put aside for it."],
        ),
        ("The wall, and Mora, won.", ["The wall, and Mora, won."]),  # nothing of four words stands apart
        ("Over.", ["Over."]),
    ],
)
def test_cut(sentence, pieces):
    assert [sentence[a:z] for a, z in clauses(sentence)] == pieces


@given(st.text(alphabet="ab ,;—–-“”and", max_size=60))
def test_clauses_keep_every_letter_and_do_not_overlap(sentence):
    spans = clauses(sentence)
    assert all(a < z for a, z in spans)
    assert all(z <= b for (_, z), (b, _) in pairwise(spans))
    assert sum(sentence[a:z].count("a") for a, z in spans) == sentence.count("a")


def test_where_it_stands_and_whose_voice(story):
    units, segments, _, _ = story(
        {"a": "The council met today.\nThe town waits.\n“We are very glad of the new wall,” Mora said."},
        headlines={"a": "The wall is approved"},
    )
    table = tellings(units, segments)
    assert list(zip(table["part"].astype(str), table["how"], strict=True)) == [
        ("headline", "headline"),
        ("body", "lede"),
        ("body", "body"),
        ("body", "quotation"),
    ]


def test_a_list_of_qualities_is_not_cut():
    sentence = "They want a free, open, and fair harbour council, and the mayor agreed with them."
    assert [sentence[a:z] for a, z in clauses(sentence)] == [
        "They want a free, open, and fair harbour council",
        "and the mayor agreed with them.",
    ]
