"""What the cues of one sentence give, and the quoted runs that no cue claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from analysis.features.attribution import ACCORDING, CUE_LAST, EXPECTED, HEARSAY, NOUN, SPEAKING, Attribution, Sentence
from analysis.features.coordination import end_before, end_where_others_speak, end_where_set_off, end_where_told_on
from analysis.features.cue_sources import sourced
from analysis.features.cues import BASE, THIRD, Cue, cues, function_words
from analysis.features.reading import Reading
from analysis.features.sentences import Span
from analysis.features.verb_cues import by_verb
from analysis.features.views import viewed
from analysis.features.word_cues import according, by_adjective, by_noun, by_poll, hearsay, in_view
from analysis.features.word_shapes import heading, possessive


@dataclass(slots=True)
class Analysis:
    """What one sentence yields by itself."""

    sentence: Sentence
    whole: bool  # stands wholly in quotation marks
    found: list[Attribution]
    pieces: list[Span]  # runs in quotation marks that no cue has claimed

    def speech(self) -> Attribution | None:
        """The attribution whose speaker goes on to speak: the first that quotes, else the first."""
        quote = self.sentence.reading.quote
        speaking = [x for x in self.found if x.construction in SPEAKING and x.source]
        for x in speaking:
            if any(any(quote[a:b]) for a, b in x.content):
                return x
        return speaking[0] if speaking else None


@cache
def triggers() -> frozenset[str]:
    """The forms at which a rule is tried at all."""
    return frozenset(cues()) | function_words("hearsay") | {"according"} | viewing()


@cache
def viewing() -> frozenset[str]:
    """Nouns of "in her view", "by his account"."""
    return function_words("view_noun") | function_words("told_noun")


def analysis(r: Reading, low: int, high: int, cued: Sequence[int]) -> Analysis:
    """The attributions of the cues of one sentence, at the tokens given, and its quoted runs that no cue claims."""
    quoted = any(r.quote[low:high])
    if not (quoted or cued or (low < high and r.lower[low] in ("in", "to"))):
        return Analysis(Sentence(r, low, high, False), False, [], [])
    whole = quoted and all(r.quote[low:high])
    s = Sentence(r, low, high, heading(r, low, high))
    found = [] if whole else governed(s, cued)
    return Analysis(s, whole, found, unclaimed(s, found) if quoted else [])


def governed(s: Sentence, cued: Sequence[int]) -> list[Attribution]:
    """The attributions of the cues at the tokens given, each with its source where one is found."""
    r, known = s.reading, cues()
    lower = r.lower[s.low]
    tried = (at_cue(s, at, known.get(r.lower[at])) for at in cued if not r.quote[at])
    found = [
        x for x in (*tried, by_poll(s) if lower == "in" else in_view(s) if lower == "to" else None) if x is not None
    ]
    if len(found) > 1:
        found = [x for x in found if x.construction != NOUN or not any(names(y, x.cue[0]) for y in found)]
    for x in found:
        if x.source is None and x.construction not in (EXPECTED, HEARSAY):
            x.source = sourced(s, x, found)
    for x in found if len(found) > 1 else ():
        end_where_set_off(x, found)
        end_where_others_speak(s, x, found)
        end_where_told_on(s, x, found)
    for x in found:
        if x.construction == CUE_LAST and x.source and x.content[0][0] == s.low:
            end_before(x.content[0][1], x.source[0], x, found)
    return found


def names(x: Attribution, at: int) -> bool:
    """Whether a token is part of the source of an "according to": "according to a statement on the talks"."""
    return x.construction == ACCORDING and x.source is not None and x.source[0] <= at < x.source[1]


def at_cue(s: Sentence, at: int, cue: Cue | None) -> Attribution | None:
    """What the cue at a token gives, if it stands as one there; no `cue` is one of "according" and "reportedly"."""
    r, following, previous = s.reading, s.after(at), s.before(at)
    if cue is not None and cue.followed and following not in cue.followed:
        return None
    view = viewed(s, at) if (cue is None or cue.noun) and r.lower[at] in viewing() else None
    if view:
        return view
    if cue is None:
        if r.lower[at] == "according":
            return according(s, at) if following == "to" else None
        return hearsay(s, at) if r.lower[at] in function_words("hearsay") else None
    if cue.adjective and following in function_words("adjective_link") and is_adjective(s, at):
        return by_adjective(s, at, cue)
    verb = bool(cue.verb) and (at == s.low or s.heading or previous == ":" or not r.capital(at))
    noun = owned(s, at)
    if cue.noun:
        like_noun = cue.form in (BASE, THIRD) and following in ("of", "that")
        if not verb or noun or like_noun or previous in function_words("preposition"):
            return by_noun(s, at, cue, owned=noun)
    told = by_verb(s, at, cue, owned=noun) if verb else None
    return by_noun(s, at, cue, owned=noun) if told is None and cue.noun else told  # "raised questions about it"


def is_adjective(s: Sentence, at: int) -> bool:
    """Whether an adjective that is as often a noun ("firm") stands as one: "has been firm that"."""
    return s.reading.lower[at] not in function_words("noun_alike") or s.before(at) in function_words("be")


def owned(s: Sentence, at: int) -> bool:
    """Whether a possessor or a determiner stands before a token, as before a noun."""
    previous = s.before(at)
    if previous == "that":
        return not relative(s, at - 1)
    return previous in function_words("determiner") or possessive(previous)


def relative(s: Sentence, i: int) -> bool:
    """Whether the "that" at a token stands for the noun before it, in "a sign that said, ..." before a quotation."""
    r, noun = s.reading, s.before(i)
    if not (s.after(i + 1) in (",", ":") or r.quote[i + 2]):
        return False
    cue = cues().get(noun)
    if not noun[:1].isalpha() or (cue and cue.verb and not cue.noun):
        return False
    return noun not in function_words("preposition") and noun not in function_words("conjunction")


def unclaimed(s: Sentence, found: Sequence[Attribution]) -> list[Span]:
    """The quoted runs of a sentence that begin in the content of no attribution."""
    r = s.reading
    contents = [run for x in found for run in x.content]
    pieces: list[Span] = []
    for mark in dict.fromkeys(r.quote[s.low : s.high]):
        if mark:
            start, end = r.quoted[mark - 1]
            start, end = max(start, s.low), min(end, s.high)
            if not any(a <= start < b for a, b in contents):
                pieces.append((start, end))
    return pieces
