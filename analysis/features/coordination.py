"""Where the content of one cue ends because another clause of the sentence begins: "Mora praised it and said ..."."""

from collections.abc import Iterator, Sequence

from analysis.features.attribution import CUE_LAST, NAME_LAST, Attribution, Sentence
from analysis.features.cues import PAST, THIRD, cues, function_words
from analysis.features.word_shapes import adverb


def end_where_told_on(s: Sentence, x: Attribution, found: Sequence[Attribution]) -> None:
    """Let content behind a cue end where the source before that cue goes on with another: "... and said"."""
    lower, at = s.reading.lower, x.cue[0]
    for y in later(s, x, found):
        if y.source is None or y.source[0] >= at:
            continue
        stop = y.cue[0] - 1
        while stop > at and (lower[stop] in function_words("auxiliary") or adverb(s.reading, stop)):
            stop -= 1
        if lower[stop] in (",", "and", "but"):
            cut(x, stop - (lower[stop] != "," and lower[stop - 1] == ","))


def end_where_others_speak(s: Sentence, x: Attribution, found: Sequence[Attribution]) -> None:
    """Let content behind a cue end where a clause with a source of its own is joined on: "..., and Diaz said"."""
    lower = s.reading.lower
    for y in later(s, x, found):
        first = y.source[0] if y.source else 0
        if first < x.cue[0] + 3 or s.reading.quote[first] or lower[first] in function_words("pronoun"):
            continue
        if lower[first - 1] in ("and", "but") and lower[first - 2] == ",":
            cut(x, first - 2)


def end_where_set_off(x: Attribution, found: Sequence[Attribution]) -> None:
    """Let content behind a cue end before a quotation that another cue claims alone: "...: “Look,” she said"."""
    for y in found:
        if y is not x and y.construction in (CUE_LAST, NAME_LAST) and x.cue[0] < y.content[0][0]:
            cut(x, y.content[0][0])


def later(s: Sentence, x: Attribution, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions with a finite cue behind that of another."""
    known = cues()
    for y in found:
        cue = known.get(s.reading.lower[y.cue[0]])
        if y.cue[0] > x.cue[0] and cue and cue.form in (PAST, THIRD):
            yield y


def cut(x: Attribution, stop: int) -> None:
    """End the run of content that holds a token before it."""
    x.content = [(a, stop if a < stop < b else b) for a, b in x.content]


def end_before(stop: int, source: int, x: Attribution, found: Sequence[Attribution]) -> None:
    """Let no content that begins before an attribution's source run on behind `stop`, where that source begins."""
    for y in found:
        if y is not x and y.cue[0] < stop:
            y.content = [(a, min(b, stop) if a < source < b else b) for a, b in y.content]
