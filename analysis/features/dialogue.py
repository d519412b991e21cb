"""Paragraphs whose shape tells who speaks: a turn of an interview, a signature under a quotation."""

from collections import Counter

from analysis.features.attribution import TURN, Attribution, Sentence
from analysis.features.bare_marks import DASHES
from analysis.features.cues import SPEECH, function_words
from analysis.features.people import folded, places
from analysis.features.sentences import Span
from analysis.features.word_shapes import heading

LONGEST_SIGNATURE = 14  # tokens
LONGEST_TURN_NAME = 6  # tokens before the colon
LONGEST_HEADING = 25  # tokens; a longer run of capitalised words is a list of names


def signature(s: Sentence) -> Span | None:
    """The name in a paragraph of one sentence that signs the quotation above it: "- Lena Mora, Norhaven"."""
    r, name = s.reading, s.low + 1
    if s.high - s.low > LONGEST_SIGNATURE or r.lower[s.low] not in DASHES or not r.capital(name):
        return None
    end = name + 1
    while end < s.high and r.lower[end] not in (",", "(", ";"):
        end += 1
    return name, end


def turn(s: Sentence, end: int, named: Counter[str]) -> Attribution | None:
    """A paragraph, up to the token `end`, that is a turn of an interview or a heading of that shape: "MORA: Not yet."

    `s` is its first sentence; `named` counts the capitalised words of the article: a speaker's name stands twice."""
    r, low = s.reading, s.low
    try:
        colon = r.words.index(":", low + 1, min(s.high, low + LONGEST_TURN_NAME))
    except ValueError:
        return None
    if colon + 1 >= end or not all(r.capital(i) or r.words[i] == "." for i in range(low, colon)):
        return None
    names = tuple(folded(word) for word in r.words[low:colon] if word != ".")
    if names in places() or r.lower[low] == "the" or r.lower[colon - 1] in function_words("document"):
        return None
    if end - colon > LONGEST_HEADING and heading(r, colon + 1, end):
        return None
    if colon > low + 1 or r.lower[low] not in ("q", "a"):
        labels = function_words("turn_label")
        if named[r.lower[colon - 1]] < 2 or not labels.isdisjoint(r.lower[low:colon]):
            return None
    return Attribution(TURN, (colon, colon + 1), "", SPEECH, (low, colon), [(colon + 1, end)])
