"""Labels of claims keep the marks that tell whose words they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.compare.labels import LABEL, excerpt, item, label, marked, shortened


@pytest.mark.parametrize(
    ("text", "quoted", "made"),
    [
        ("and the wall was approved,", False, "The wall was approved"),
        ("The wall protects every street", True, "“The wall protects every street”"),
        ("The wall protects us,” Brandt said", True, "“The wall protects us,” Brandt said"),
        ("she called it “a roadmap for the coast", True, "She called it “a roadmap for the coast”"),
        ("she called it “a roadmap” for the coast", True, "She called it “a roadmap” for the coast"),
        ('It holds," Brandt said', True, '"It holds," Brandt said'),
        ('he said "it holds', False, 'He said "it holds"'),
        ("“It holds,” she said. “It", False, "“It holds,” she said. “It”"),
    ],
)
def test_a_mark_that_a_cut_has_lost_comes_back(text, quoted, made):
    assert label(text, quoted=quoted) == made


def test_a_quotation_that_is_cut_short_is_closed():
    words = "The wall will protect every street and every house of the old town for years to come"
    got = shortened(label(words, quoted=True), 40)
    # 39 characters at most before the sign of the cut: "... and every" would be 43.
    assert got == "“The wall will protect every street …”"


@given(st.text(alphabet="ab ,.", max_size=40), st.sampled_from("“”"), st.text(alphabet="ab ,.", max_size=40))
def test_a_lone_mark_gets_its_partner_on_the_right_side(before, mark, after):
    whole = marked(before + mark + after)
    assert (whole.count("“"), whole.count("”")) == (1, 1)
    assert whole.index("“") < whole.index("”")


@given(st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=12), min_size=1, max_size=60), st.booleans())
def test_a_label_is_short_and_adds_no_word(words, quoted):
    got = label(" ".join(words), quoted=quoted)
    assert len(got) <= LABEL + 2
    assert set(got.strip("“” …").lower().split()) <= set(words)


LONG = "Bakers sold saffron buns in the arcade, and the lighthouse keepers of Tidewell paraded slowly past the old weir"


def test_an_item_is_shown_with_four_words_on_each_side_as_far_as_a_comma():
    # "lighthouse" is word 9, after the comma that follows "arcade"; "keepers" is word 10
    assert item(LONG, 9, 10) == "and the lighthouse keepers of Tidewell paraded slowly"
    assert item("The keepers paraded", 1, 1) == "The keepers paraded"
    assert item(LONG, 9, 99) == LONG


@given(st.text("ab, .%", max_size=80), st.integers(0, 30), st.integers(0, 30))
def test_an_item_is_a_piece_of_its_clause(clause, first, more):
    assert item(clause, first, first + more) in clause


@pytest.mark.parametrize(
    ("clause", "piece", "quoted", "made"),
    [
        (LONG, "the lighthouse keepers of Tidewell", False, "… the lighthouse keepers of Tidewell …"),
        ("The keepers paraded slowly", "The keepers paraded", False, "The keepers paraded …"),
        ("Keepers fear for the Tidewell wall", "Tidewell wall", False, "… Tidewell wall"),
        ("The keepers paraded", "The keepers paraded", True, "“The keepers paraded”"),
        ("Keepers paraded as “a wall of brass” rose", "Keepers paraded", True, "Keepers paraded …"),
        ("Keepers feared “a wall of brass and oak”", "wall of brass", True, "… “wall of brass” …"),
        ("the wall of brass” stands, he said", "wall of brass", True, "… “wall of brass” …"),
    ],
)
def test_an_excerpt_shows_that_its_clause_goes_on(clause, piece, quoted, made):
    assert excerpt(clause, piece, quoted=quoted) == made
