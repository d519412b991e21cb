import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.features import tokens as module
from analysis.features.tokens import WORD, fold, initials, spellings, tokens

PIECES = [
    "U.S.",
    "US",
    "us",
    "’s",
    "'s",
    "'",
    "’",
    "-",
    "–",
    ".",
    ",",
    "a",
    "b",
    "1",
    "2,790",
    "1.35",
    "é",
    "e\u0301",
    " ",
    "\n",
]
TEXTS = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.lists(st.sampled_from([*PIECES, "defence", "Defence's", "10-year", "_", "😀", "\x00", "\u00a0"])).map(
            "".join
        ),
    ),
    max_size=6,
)


def plain(text):
    """Every word with its place, by one regular expression over the whole text."""
    return [(m.start(1), m.end(1), fold(m[1])) for m in WORD.finditer(text)]


def listed(found, i):
    a, z = found.indptr[i : i + 2]
    words = [found.vocabulary[k] for k in found.ids[a:z]]
    return list(zip(found.start[a:z].tolist(), found.end[a:z].tolist(), words, strict=True))


@given(TEXTS)
def test_the_same_as_a_regular_expression_over_each_text(texts):
    found = tokens(texts)
    assert [listed(found, i) for i in range(len(texts))] == [plain(t) for t in texts]
    assert found.vocabulary == sorted({w for t in texts for _, _, w in plain(t)})


@given(TEXTS, st.integers(1, 5))
def test_blocks_leave_no_trace(texts, size):
    whole = tokens(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", size)
        parts = tokens(texts)
    for name in ("ids", "start", "end", "indptr"):
        np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The minister’s ports, the ministers' ports.", ["the", "minister", "ports", "the", "ministers", "ports"]),
        ("It's O’Brien's, don't!", ["it", "o'brien", "don't"]),
        ("THE PORT'S QUAY", ["the", "port", "quay"]),
        ("India–US and US-India: a 10-year pact", ["india", "u.s.", "and", "u.s.", "india", "a", "10", "year", "pact"]),
        (
            "The U.S., the U.S.’s and USA's ports told us.",
            ["the", "u.s.", "the", "u.s.", "and", "u.s.", "ports", "told", "us"],
        ),
        (
            "In the U.K.-led talks at 9 a.m. the UK spoke.",
            ["in", "the", "uk", "led", "talks", "at", "9", "a.m.", "the", "uk", "spoke"],
        ),
        ("2,790 men, 1.35% and £3.5bn, up 4.", ["2,790", "men", "1.35", "and", "3.5bn", "up", "4"]),
        ("Defence organisations, defense organizations", ["defense", "organizations"] * 2),
        ("“Quoted” ‘words’ (here)", ["quoted", "words", "here"]),
        ("Plan B. A port. B.1", ["plan", "b", "a", "port", "b", "1"]),
        ("cafe\u0301 CAFÉ", ["café", "café"]),
        ("snake_case …—!", ["snake", "case"]),
    ],
)
def test_what_a_word_is(text, words):
    found = tokens([text])
    assert [found.vocabulary[k] for k in found.ids] == words


def test_places_by_hand():
    #  0123456789012
    # " U.S.-led war" : "U.S." 1-5, "led" 6-9, "war" 10-13; in the second text "war" begins at 0.
    found = tokens([" U.S.-led war", "", "war"])
    assert found.vocabulary == ["led", "u.s.", "war"]
    assert found.ids.tolist() == [1, 0, 2, 2]
    assert found.start.tolist() == [1, 6, 10, 0]
    assert found.end.tolist() == [5, 9, 13, 3]
    assert found.indptr.tolist() == [0, 3, 3, 4]
    assert {found.ids.dtype, found.start.dtype, found.end.dtype} == {np.dtype(np.int32)}


def test_nothing():
    assert tokens([]).indptr.tolist() == [0]
    assert tokens(["", "…"]).indptr.tolist() == [0, 0, 0]


def test_folding_ends():
    folded = {**spellings(), **initials()}
    assert all(fold(counted) == counted for counted in folded.values())
    assert all(american not in spellings() for american in spellings().values())
    assert all(british == british.lower() for british in spellings())
    assert fold("us") == "us"
    assert fold("US") == "u.s."


@pytest.mark.parametrize(
    "text", ["a" * 1_000_000, "1" * 1_000_000, "a." * 300_000 + "ab", "1," * 300_000, "a'" * 300_000]
)
def test_long_monotony_is_read(text):
    assert tokens([text]).end[-1] > 0
