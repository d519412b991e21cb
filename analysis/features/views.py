"""Phrases that make a clause somebody's view or account: "In Mora's view, ...", "by his own account"."""

from analysis.features.attribution import VIEW, Attribution, Sentence, attributed
from analysis.features.cues import ATTITUDE, SPEECH, function_words
from analysis.features.sentences import Span
from analysis.features.word_cues import clause_behind, possessor


def viewed(s: Sentence, at: int) -> Attribution | None:
    """What stands beside a phrase whose noun is at a token: all of the sentence behind it, or the clause around it.

    "In Mora's view, content", "although by her account content", "content, in her view, content"."""
    r = s.reading
    noun = at - (s.before(at) == "own")
    who = possessor(r, noun, s.low + 1) if noun > s.low + 1 else None
    if who is None:
        return None
    first = who[0] - (r.lower[who[0] - 1] == "the")
    lead = first - 1
    if lead < s.low or r.lower[lead] not in ("in", "by") or r.quote[lead]:
        return None
    content = beside(s, lead, at)
    manner = SPEECH if r.lower[at] in function_words("told_noun") else ATTITUDE
    return attributed(VIEW, (lead, lead + 1), (first, noun), *content, lemma=r.lower[at], manner=manner)


def beside(s: Sentence, lead: int, at: int) -> list[Span | None]:
    """The runs told beside a phrase from token `lead` to its noun at `at`; none where the phrase tells of no clause."""
    lower, comma = s.reading.lower, s.after(at) == ","
    start = at + 1 + comma
    named = s.reading.capital(start) or s.reading.word(start) in function_words("clause_start")
    before = s.before(lead)
    opens = not before or before in (";", ":") or before in function_words("subordinate") or lead == s.low + 1
    if opens and before != "," and (comma or named):
        return [(start, s.high)]
    set_off = comma and before == ","
    if not set_off and (comma or lower[at] not in function_words("view_noun") or s.after(at) in ("", "of", "that")):
        return []
    low = max((i + 1 for i in range(s.low, lead - 1) if lower[i] in (",", "that", "but")), default=s.low)
    return [(low, lead - set_off), (start, clause_behind(s, start))]
