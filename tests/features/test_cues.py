"""Forms of cue words, and the list itself."""

import pytest

from analysis import words
from analysis.features.cues import ATTITUDE, SPEECH, cues, forms, function_words, plural


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("announce", {"announce", "announces", "announcing", "announced"}),
        ("deny", {"deny", "denies", "denying", "denied"}),
        ("say", {"say", "says", "saying", "said"}),
        ("admit", {"admit", "admits", "admitting", "admitted"}),
        ("stress", {"stress", "stresses", "stressing", "stressed"}),
        ("agree", {"agree", "agrees", "agreeing", "agreed"}),
        ("signal", {"signal", "signals", "signaling", "signalling", "signaled", "signalled"}),
        ("know", {"know", "knows", "knowing", "knew", "known"}),
    ],
)
def test_forms(verb, expected):
    assert {form for form, _ in forms(verb)} == expected


def test_plurals():
    assert [plural(n) for n in ("claim", "testimony", "speech", "survey")] == [
        "claims",
        "testimonies",
        "speeches",
        "surveys",
    ]


def test_speech_and_attitude_are_told_apart():
    known = cues()
    assert known["said"].manner["clause"] == SPEECH
    assert known["believes"].manner["clause"] == ATTITUDE
    assert known["vowed"].manner["infinitive"] == SPEECH
    assert known["wants"].manner["infinitive"] == ATTITUDE
    assert known["criticised"].manner["object"] == known["criticized"].manner["object"] == SPEECH


def test_the_list_is_sound():
    rows = words.rows("cues")
    keys = [(r["word"], r["part"], r["takes"] if r["part"] == "verb" else "") for r in rows]
    assert len(keys) == len(set(keys))
    assert {r["manner"] for r in rows} == {SPEECH, ATTITUDE}
    assert {r["part"] for r in rows} == {"verb", "noun", "adjective", "participle"}
    links = {n for r in rows if r["takes"] == "object" for n in r["needs"].split()}
    assert links <= function_words("preposition") | {"out"}
    assert {n for r in rows if r["takes"] != "object" for n in r["needs"].split()} <= {"that", "marks", "told", "to"}
    assert all(r["source"] for r in rows)


def test_a_form_that_needs_one_word_behind_it_knows_which():
    known = cues()
    assert known["spoke"].followed == {"about", "of", "against"}
    assert known["refused"].followed == {"to"}
    assert known["pushed"].followed == {"to", "for"}
    assert not known["said"].followed
    assert not known["plans"].followed  # it is a noun too
