from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.markup import spans, without


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("The **new** bridge is *open* and __free__, _really_.", "The new bridge is open and free, really."),
        ('See [the plan](https://e.org/a_(b)) and [more!](x "A title").', "See the plan and more!."),
        ("![the bridge](b.png)The bridge.", "The bridge."),
        ("[![the bridge](b.png)](https://e.org) It is open.", " It is open."),
        ("> It is `open`.", "It is open."),
        ("> > It is open.", "It is open."),
        ("[**Bold** link](https://e.org/a_b_c)", "Bold link"),
        ("2 * 3 * 4 is 24, snake_case_name and 5*6", "2 * 3 * 4 is 24, snake_case_name and 5*6"),
        ("He [the mayor] spoke (again).", "He [the mayor] spoke (again)."),
        ("", ""),
    ],
)
def test_markup_goes_and_the_words_stay(line, text):
    assert without(line, spans(line)) == text


@given(st.text(st.sampled_from("ab *_`>[]()!"), max_size=40))
def test_spans_are_in_order_and_apart(line):
    found = spans(line)
    assert all(a < b <= c < d for (a, b), (c, d) in pairwise(found))
    kept = without(line, found)
    assert [c for c in kept if c in "ab"] == [c for c in line if c in "ab"] or "](" in line
