"""Clauses that lead up to the main one: "When asked about it, Mora said ..."."""

from analysis.features.attribution import Sentence
from analysis.features.cues import GERUND, PAST, Cue, cues, function_words


def leading(s: Sentence, at: int) -> bool:
    """Whether the cue at a token stands in a clause that leads up to the main one."""
    lower, quote = s.reading.lower, s.reading.quote
    first = s.low + (lower[s.low] in function_words("sentence_joint"))
    if s.reading.word(first + 1) == "," and lower[first] in function_words("leading"):
        first += 2  # "Now, asked about it, ..."
    if first > at or ("," in lower[first:at] and any(lower[i] == "," and not quote[i] for i in range(first, at))):
        return False
    cue = cues().get(lower[at])
    if first == at:
        return cue is not None and cue.form in (GERUND, PAST)
    if lower[first] in function_words("subordinate"):
        return True
    opening = cues().get(lower[first])
    if opening and opening.form in (GERUND, PAST) and first_comma(s, at) < s.high:
        return True
    return bool(cue and cue.form == GERUND and at - first <= 2 and lower[first] in function_words("preposition"))


def as_told(s: Sentence, cue: Cue, comma: int) -> bool:
    """Whether a leading clause tells the main one, as in "As Mora noted in May, the port is open"."""
    first = s.low + (s.reading.lower[s.low] in ("and", "but", "so"))
    known = (cue.verb.get("clause") or cue.verb.get("hearer")) in function_words("as_told")
    return known and comma < s.high and s.reading.lower[first] == "as"


def first_comma(s: Sentence, start: int) -> int:
    """The first comma from a token outside quotations, or the end of a quotation that ends in one; else the end."""
    r = s.reading
    for i in range(start, s.high):
        if not r.quote[i]:
            if r.lower[i] == ",":
                return i
        elif r.closing(i) and r.lower[i - 1] == "," and i + 1 < s.high:
            return i + 1
    return s.high
