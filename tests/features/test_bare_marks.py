"""Quoted runs without a cue."""

import pytest


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("Rao met Ortiz in May, and Ortiz wrote to friends of having “seen a safe and open quay at last.”", "Ortiz"),
        ("It is a quay that is in her words a “monument to a patient town.”", "her"),
        ("Forty ships came because, in the captain’s words, “no quay is as open to all.”", "the captain’s"),
        ("QUAY OPENS AT LAST - Lena J. Ortiz: “No quay is as open to all.”", "Lena J. Ortiz"),
        ("Rao waited, and Ortiz shot back: “No quay is as open to all,” naming the long storm.", "Ortiz shot back"),
        ("Rao left, and Ortiz praised it as “grand”, a “gift to a patient town.”", "Ortiz"),
    ],
)
def test_whose_words_they_are(told, body, source):
    assert told(body)[-1][0] == source


@pytest.mark.parametrize(
    "body",
    [
        "Sunday on the station’s “Morning at Sea,” Rao met Ortiz.",
        "The board’s “Look South Policy,” Rao knew, was old.",
    ],
)
def test_a_title_before_a_name_is_no_speech(found, body):
    assert "quoted" not in set(found(body)["voice"])
