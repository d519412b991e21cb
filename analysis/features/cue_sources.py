"""Whose a cue is that has no subject beside it: "..., adding that", "with Mora arguing that"."""

from collections.abc import Sequence

from analysis.features.attribution import NOUN, Attribution, Sentence
from analysis.features.cues import GERUND, cues, function_words
from analysis.features.leading_clauses import first_comma, leading
from analysis.features.sentences import Span
from analysis.features.subjects import LONGEST_SUBJECT, opening_subject


def sourced(s: Sentence, x: Attribution, found: Sequence[Attribution]) -> Span | None:
    """The source of a cue without a subject.

    The name right before it, else the source of the last cue that stands in nobody's words, else the subject of its
    clause, else what opens the sentence."""
    at, stop = x.cue
    near = postmodified(s, at)
    if near:
        return near
    earlier = [y for y in found if y.source and y.construction != NOUN and max(y.source[0], y.cue[0]) < at]
    outer = [y.source for y in earlier if y.source and not any(within(y.source, z) for z in earlier)]
    if outer:
        return max(outer)
    own = clause_subject(s, at)
    if own:
        return own
    if leading(s, at):
        comma = first_comma(s, stop)
        return opening_subject(s.reading, comma + (s.reading.word(comma) == ","), s.high)
    opening = opening_subject(s.reading, s.low, at)
    return None if opening and s.reading.lower[opening[0]] == "there" else opening  # "there is optimism that"


def postmodified(s: Sentence, at: int) -> Span | None:
    """The name right before a cue in -ing: "with Lena Mora arguing that ..."."""
    r = s.reading
    cue = cues().get(r.lower[at])
    if not cue or cue.form != GERUND:
        return None
    preposition, conjunction = function_words("preposition"), function_words("conjunction")
    start = at - 1
    while start > max(s.low, at - LONGEST_SUBJECT) and r.words[start][0].isalnum() and not r.quote[start]:
        if r.lower[start] == "with":
            return (start + 1, at) if start + 1 < at else None
        start -= 1
    start = at
    while start > s.low and r.capital(start - 1) and not r.quote[start - 1]:
        if r.lower[start - 1] in preposition or r.lower[start - 1] in conjunction:
            break
        start -= 1
    if not s.low < start < at or r.lower[start - 1] in function_words("no_subject"):
        return None
    return None if r.lower[start] in function_words("time") else (start, at)


def within(source: Span | None, x: Attribution) -> bool:
    """Whether a source stands inside the content of an attribution, as "he" in "Mora said he saw it"."""
    return source is not None and any(a <= source[0] < b for a, b in x.content)


def clause_subject(s: Sentence, at: int) -> Span | None:
    """What opens the subordinate clause before a cue in -ing: "... when Mora raised tariffs, accusing ..."."""
    r = s.reading
    if s.before(at) != ",":
        return None
    subordinate = function_words("subordinate")
    opener = at - 1
    while opener > s.low and (r.quote[opener] or r.lower[opener] not in subordinate):
        opener -= 1
    if opener <= s.low:
        return None
    found = opening_subject(r, opener + 1, at)
    if not found or found[1] >= at - 1:
        return None
    return found if r.capital(found[0]) or r.lower[found[0]] in function_words("pronoun") else None
