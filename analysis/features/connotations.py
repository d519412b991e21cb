"""What a word says of who does it and of whom it is done to: `data/words/connotations.csv`.

After the idea of connotation frames (Rashkin, Singh and Choi 2016); the words and their signs are our own."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from analysis import words
from analysis.features.cues import forms, plural
from analysis.features.tokens import fold

VERB, NOUN, ADJECTIVE = 0, 1, 2
_PARTS = {"verb": VERB, "noun": NOUN, "adjective": ADJECTIVE}


class Connotation(NamedTuple):
    """-1, 0 or 1 toward the subject and toward the object; for nouns and adjectives both are the word's own sign."""

    part: int
    subject: int
    object: int


@cache
def connotations() -> Mapping[str, Connotation]:
    """Every form of every word, as `tokens.fold` gives it. A form that is a verb's is never a noun's."""
    found: dict[str, Connotation] = {}
    for row in sorted(words.rows("connotations"), key=lambda r: _PARTS[r["part"]]):
        part = _PARTS[row["part"]]
        meant = Connotation(part, int(row["subject"]), int(row["object"]))
        written = {VERB: lambda w: [f for f, _ in forms(w)], NOUN: lambda w: [w, plural(w)], ADJECTIVE: lambda w: [w]}
        for form in written[part](row["word"]):
            found.setdefault(fold(form), meant)
    return found
