"""Where marks open and close: every shape of mark, malformed ones, and laws."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.features.quotations import quotations

TEXT = st.text(alphabet="aB .,\n“”\"'‘’«»„`s", max_size=120)


def held(text, **more):
    return [text[q.start : q.end] for q in quotations(text, **more)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("“We won,” he said.", ["“We won,”"]),
        ('"We won," he said. "They lost."', ['"We won,"', '"They lost."']),
        ("'We won,' he said. 'The ministers' plan works,' he added.", ["'We won,'", "'The ministers' plan works,'"]),
        ("‘We won,’ he said of the workers’ rights.", ["‘We won,’"]),
        ("«We won», he said.", ["«We won»"]),
        ("„We won“, he said.", ["„We won“"]),
        ("``We won,'' he said.", ["``We won,''"]),
        ("“He said ‘yes’ and “no” to me,” she said.", ["“He said ‘yes’ and “no” to me,”"]),
        ("‘He said “yes” to me,’ she said.", ["‘He said “yes” to me,’"]),
        ("It is—“a pact”—of note", ["“a pact”"]),
        ('The 6" pipe and the 5\'10" man said "yes".', ['"yes"']),
        ("Rock 'n' roll of the '90s and the workers' rights.", []),
        ("Don't say it isn't Mora's.", []),
        ("A stray ” mark.", []),
    ],
)
def test_marks(text, runs):
    assert held(text) == runs


def test_a_quotation_goes_on_over_paragraphs():
    text = "“We won.\n“They lost,” he said.\n“Now we rest.”"
    first, second, third = quotations(text)
    assert (first.unclosed, first.continues) == (False, False)
    assert (second.unclosed, second.continues) == (False, True)
    assert (third.unclosed, third.continues) == (False, False)


def test_an_unclosed_quotation_ends_with_its_paragraph_and_is_flagged():
    text = "He said: “We won.\nThe rest is narration.\n“We lost,” he said."
    first, second = quotations(text)
    assert text[first.start : first.end] == "“We won."
    assert (first.unclosed, second.unclosed) == (True, False)


def test_an_unclosed_quotation_ends_at_the_next_opening_mark():
    text = "“We won, said Mora. “They lost,” said Diaz."
    first, second = quotations(text)
    assert first.unclosed
    assert text[second.start : second.end] == "“They lost,”"


def test_a_crosshead_is_never_quoted():
    text = "Nothing.\n“A new era”\nNothing more."
    assert held(text) == ["“A new era”"]
    assert held(text, crossheads=[(9, 20)]) == []


@given(TEXT)
def test_runs_are_inside_their_lines_and_apart(text):
    found = quotations(text)
    assert all(0 <= q.start < q.end <= len(text) and "\n" not in text[q.start : q.end] for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_ten_thousand_marks_in_one_paragraph():
    # Quadratic time would be 10**8 steps or more.
    assert len(quotations('"a" ' * 5_000)) == 5_000
    assert quotations("“" * 10_000)
    assert len(quotations("'a' " * 5_000)) == 5_000
    assert quotations("“a” ‘b’ " * 5_000)


@pytest.mark.parametrize("start", ["", "\u202a", "\u200b"])
def test_a_closing_mark_that_opens_a_line_opens_a_quotation(start):
    text = f"{start}” … the quay is safe,” she said.\nNobody came."
    assert [text[q.start : q.end] for q in quotations(text)] == ["” … the quay is safe,”"]
    assert not quotations(text)[0].unclosed


def test_a_closing_mark_inside_a_line_opens_nothing():
    assert quotations("The quay is safe. ” She left.") == []
