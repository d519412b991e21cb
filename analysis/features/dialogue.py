"""Paragraphs whose shape tells who speaks: a turn of an interview, a signature under a quotation."""

from collections import Counter

from analysis.features.attribution import TURN, Attribution, Sentence
from analysis.features.bare_marks import DASHES, announced
from analysis.features.cues import PAST, SPEECH, THIRD, cues, function_words
from analysis.features.people import folded, places
from analysis.features.sentence_cues import Analysis, owned
from analysis.features.sentences import Span
from analysis.features.subjects import subject
from analysis.features.verb_cues import is_verb
from analysis.features.word_shapes import heading

LONGEST_SIGNATURE = 14  # tokens
LONGEST_TAG = 12  # tokens
LONGEST_TURN = 600  # tokens; a longer paragraph is an article that has lost its paragraphs
LONGEST_TURN_NAME = 6  # tokens before the colon
LONGEST_LEAD = 6  # tokens from a verb of speech to the colon that announces a quotation
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
    if colon + 1 >= end or end - low > LONGEST_TURN or not r.capital(low):
        return None
    if r.lower[colon - 1] in function_words("headline_source") and end - colon <= LONGEST_HEADING:
        return Attribution(TURN, (colon, colon + 1), "", SPEECH, (low, colon), [(colon + 1, end)])
    if not all(r.capital(i) or r.words[i] == "." for i in range(low, colon)):
        return None
    names = tuple(folded(word) for word in r.words[low:colon] if word != ".")
    if names in places() or r.lower[low] == "the" or r.lower[colon - 1] in function_words("document"):
        return None
    if end - colon > LONGEST_HEADING and heading(r, colon + 1, end):
        return None
    if not any(word[0].isalpha() for word in r.words[colon + 1 : end]):
        return None  # a tally
    if colon > low + 1 or r.lower[low] not in ("q", "a"):
        labels = function_words("turn_label")
        if named[r.lower[colon - 1]] < 2 or not labels.isdisjoint(r.lower[low:colon]):
            return None
    return Attribution(TURN, (colon, colon + 1), "", SPEECH, (low, colon), [(colon + 1, end)])


def announces_block(last: Analysis) -> Span | None:
    """Whom the last sentence of a paragraph announces by a verb of speech without content and a colon: "Mora wrote:".

    What follows without marks, set off as a paragraph, is a quotation."""
    s, known = last.sentence, cues()
    r, colon = s.reading, s.high - 1
    if s.high - s.low < 2 or r.lower[colon] != ":":
        return None
    if r.lower[s.low] == "according" and colon - s.low < LONGEST_SIGNATURE:
        return s.low + 2, next((i for i in range(s.low + 2, colon) if r.lower[i] == ","), colon)
    for i in range(colon - 1, max(s.low - 1, colon - LONGEST_LEAD), -1):
        cue = known.get(r.lower[i])
        kind = next((kind for kind in ("clause", "hearer") if cue and kind in cue.verb), None)
        if cue and kind and cue.manner[kind] == SPEECH and not r.quote[i] and is_verb(s, i, cue, owned=owned(s, i)):
            told = any(x.cue[0] == i for x in last.found)
            return None if told else announced(s)
    return None


def block(s: Sentence) -> bool:
    """Whether a paragraph that starts with a sentence can be a quotation without marks: it is no list and no tag."""
    r = s.reading
    opens = r.words[s.low][0].isalpha() or r.words[s.low] in ("…", "[")
    return opens and not r.quote[s.low]


def tag(s: Sentence) -> Span | None:
    """Who speaks in a sentence that says no more than that somebody spoke: "Mora said.", "Mora asked the minister."."""
    known = cues()
    if s.high - s.low > LONGEST_TAG:
        return None
    for i in range(s.low + 1, s.high):
        cue = known.get(s.reading.lower[i])
        if cue and cue.form in (PAST, THIRD) and ("clause" in cue.verb or "hearer" in cue.verb):
            return subject(s.reading, i, s.low)
    return None
