import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.characters import damage, even, mended, repaired

ODD_SPACES = "\u00a0\u2009\u202f\u3000\t\f\v"


def test_odd_spaces_and_line_ends_are_evened_one_for_one():
    text = f"a{ODD_SPACES}b\u2028c\u0085d"
    assert even(text) == "a" + " " * len(ODD_SPACES) + "b\nc\nd"


@given(st.text())
def test_evening_keeps_every_offset(text):
    assert len(even(text)) == len(text)


@pytest.mark.parametrize(
    ("harmed", "mended_text", "kinds"),
    [
        # apostrophes that became a quotation mark
        ('We"r late, they’r not.', "We're late, they’re not.", {"clipped contraction": 2}),
        ("Your're and we'reading stay.", "Your're and we'reading stay.", {}),
        ('They don"t know.', "They don't know.", {"lost contraction": 1}),
        ('"I"ve seen it, and we"re late," she said.', "\"I've seen it, and we're late,\" she said.", 2),
        ('It"s the sheriff"s horse.', "It's the sheriff's horse.", {"lost contraction": 2}),
        ('"Don"t," he said.', '"Don\'t," he said.', {"lost contraction": 1}),
        # marks with a question mark for the space behind them
        ('"We will,"?the mayor said.', '"We will," the mayor said.', {"lost space after a quotation mark": 1}),
        ('The "quick fix"?was late.', 'The "quick fix" was late.', {"lost space after a quotation mark": 1}),
        ('The storm "?and its rain "?passed.', "The storm — and its rain — passed.", {"lost dash": 2}),
        ('The teachers"?union met.', "The teachers' union met.", {"lost apostrophe": 1}),
        ('A "pool"?"?a fund "?was full.', 'A "pool" — a fund — was full.', 2),
        ('He said "we will,"?and left."?', 'He said "we will," and left."', {"lost space after a quotation mark": 2}),
        ('She called it a "\ufffdquick fix".', 'She called it a "quick fix".', {"stray character": 1}),
        # non-breaking spaces that became hyphens
        ("The end of-the road,-he said.- Then rain.", "The end of the road, he said. Then rain.", 3),
        # text that was decoded wrongly
        ("Itâ€™s a cafÃ© â€” open.", "It’s a café — open.", {"double encoding": 3}),
        ("â€œÃ‰te,â€\u009d 5Â£, 6â‚¬Â\u00a0now", "“Éte,” 5£, 6€ now", {"double encoding": 6}),
        ("Itâ\x80\x99s Ã\x89te.", "It’s Éte.", {"double encoding": 2}),
        ("It\x92s \x93late\x94.", "It’s “late”.", {"Windows character": 3}),
        ("Fish &amp; chips, &#39;now&#39;&nbsp;&mdash; here", "Fish & chips, 'now' — here", {"entity": 5}),
    ],
)
def test_what_is_certain_is_mended_and_counted(harmed, mended_text, kinds):
    text, counts = mended(harmed)
    assert text == mended_text
    assert (sum(counts.values()) if isinstance(kinds, int) else dict(counts)) == kinds
    assert mended(text) == (text, {})


@pytest.mark.parametrize(
    "sound",
    [
        'He called it a "desert"s edge.',  # the word stands in quotation marks of its own
        'Did she say "yes"?',
        'Did she say "No."?',
        'Who asked "why"? Nobody did.',
        'She asked: "Is it over?" He nodded.',
        "A state-of-the-art by-election, an off-the-record talk and a to-do list.",
        "The 6-4 score - a surprise - stood.",
        "Is it AT&T, R&D or &c.?",
        "Garçon Müller à São Paulo: Âge, Ãnd, 5 €",
        "The “café”— once “CAFÉ” and “AMANHÃ”—and â la carte",
        "“Don’t,” she said — ‘now’.",
        'The 5" pipe and the 6"t pipe',
    ],
)
def test_what_is_sound_or_uncertain_stays(sound):
    assert mended(sound) == (sound, {})


def test_what_nobody_sees_goes_without_being_counted():
    assert mended("co\u00adop\u200bera\ufefftion \u202aof\u202c  all\u00a0\u00a0states \x02") == (
        "cooperation of all states",
        {},
    )
    assert repaired("Cafe\u0301") == "Café"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_mending_twice_is_mending_once_where_nothing_was_decoded(text):
    once, counts = mended(text)
    if not {"double encoding", "entity", "Windows character"} & set(counts):
        assert "".join(once.split()) != "" or not "".join(c for c in text if c.isalnum())
        assert once == once.strip()
        assert "  " not in once


@given(st.text(st.characters(codec="ascii", exclude_characters='"&?-', exclude_categories=["Cc"])))
def test_without_marks_only_spaces_are_evened(text):
    assert mended(text) == (" ".join(text.split(" ")).strip() if "  " not in text else repaired(text), {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The D\ufffd\ufffdil met in the caf\ufffd.", {"lost character": 2}),
        ("Borussia M?nchen paid ?50m to ?ireann.", {"question mark for a character": 3}),
        ('Ms O"Grady and the spies"in town.', {"quotation mark for a character": 2}),
        ("See https://e.org/a?b=c and www.e.org/x?y or e.org/a?b", {}),
        ('"Really?" she asked. What? Nobody. (Why?)', {}),
        ("", {}),
    ],
)
def test_what_is_left_harmed_is_counted(text, expected):
    assert dict(damage(text)) == expected
