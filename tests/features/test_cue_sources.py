"""Whose a cue without a subject is, and which words are no source."""

import pytest


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("Ortiz doubled down on her claim about the quay and said the road was shut.", "Ortiz"),
        ("The square was full, with many of the crew chanting “Open the quay.”", "many of the crew"),
        ("Ortiz used to praise the quay, but now said it was unsafe.", "Ortiz"),
        ("Instead, Ortiz waited, telling the crew that the quay was safe.", "Ortiz"),
        ("Despite the rain, Ortiz waited, telling the crew that the quay was safe.", "Ortiz"),
        ("They waved a sign that said, “The quay is safe.”", "a sign that"),
    ],
)
def test_the_source(told, body, source):
    assert told(body)[-1][0] == source


def test_a_clause_of_who_ends_before_the_verb_of_the_sentence(told):
    assert told("Ortiz, who said the quay was safe, has left the port.") == [("Ortiz, who", "the quay was safe")]
