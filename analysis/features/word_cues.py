"""Cues that are no verbs: nouns, adjectives, "according to", "reportedly" and "in a poll"."""

from analysis.features.attribution import (
    ACCORDING,
    ADJECTIVE,
    HEARSAY,
    NOUN,
    POLL,
    VIEW,
    Attribution,
    Sentence,
    attributed,
)
from analysis.features.clauses import clause_end
from analysis.features.cues import ATTITUDE, SPEECH, Cue, function_words
from analysis.features.reading import Reading
from analysis.features.sentences import Span
from analysis.features.subjects import LONGEST_APPOSITION, subject
from analysis.features.word_shapes import possessive, verbal

LONGEST_POLL = 16  # tokens of "In a poll of ...,"
LONGEST_INSERT = 8  # tokens before an "according to" that the sentence goes on behind


def clause_behind(s: Sentence, start: int) -> int:
    """The end of the clause behind a cue."""
    return clause_end(s.reading, start, s.high, openers=function_words("clause_opener"))


def by_adjective(s: Sentence, at: int, cue: Cue) -> Attribution | None:
    """ "Mora is confident that content"."""
    linked = s.after(at) in ("that", "to")
    return attributed(
        ADJECTIVE,
        (at, at + 1),
        subject(s.reading, at, s.low),
        (at + 2 - linked, clause_behind(s, at + 1)),
        lemma=s.reading.lower[at],
        manner=cue.manner["adjective"],
    )


def by_noun(s: Sentence, at: int, cue: Cue, *, owned: bool) -> Attribution | None:
    """ "Mora's claim that content", "concerns about content"."""
    r, following = s.reading, s.after(at)
    told = following in function_words("be") and s.after(at + 1) in ("that", "to")
    if told and s.before(at) not in function_words("preposition"):
        source = possessor(r, at, s.low) if owned else None
        behind = at + 3, clause_behind(s, at + 3)
        return attributed(NOUN, (at, at + 1), source, behind, lemma=cue.noun, manner=cue.manner["noun"])
    if following not in function_words("noun_link") and not (following == "of" and cue.noun_of):
        return None
    if following == "that" and r.word(at + 2) in function_words("auxiliary"):
        return None  # a relative clause: "a report that could end the talks"
    named = r.capital(at + 2) or r.word(at + 2) in function_words("determiner")
    if following == "to" and cue.noun in function_words("no_to"):
        return None  # "a statement to parliament"
    if named and following == "to" and cue.noun in function_words("takes_infinitive"):
        return None  # "a threat to the port"
    linked = following in ("that", "to")
    start, end = at + 2 - linked, clause_behind(s, at + 1)
    if not linked and r.word(start) not in function_words("content_opener"):
        finite = (i for i in range(start, end) if not r.quote[i] and r.lower[i] in function_words("finite"))
        end = next(finite, end)
    source = possessor(r, at, s.low) if owned else None
    manner = cue.manner["noun"]
    return attributed(NOUN, (at, at + 1), source, (start, end), lemma=cue.noun, manner=manner, about=not linked)


def possessor(r: Reading, at: int, low: int) -> Span | None:
    """Whose noun a token is: "her" in "her claim", "Lena Mora's" in "Lena Mora's claim"; nobody's in "the claim"."""
    start = at - 1
    if r.lower[start] in function_words("owner"):
        return start, at
    if not possessive(r.lower[start]):
        return None
    while start > low and r.capital(start) and r.capital(start - 1) and not r.quote[start - 1]:
        start -= 1
    return start, at


def according(s: Sentence, at: int) -> Attribution | None:
    """'According to X, content' and 'content, according to X(, content)'."""
    r = s.reading
    name = at + 2
    stop = name
    while stop < s.high and not r.quote[stop] and r.lower[stop] not in function_words("insert_end"):
        stop += 1
    comma = s.before(at) == ","
    opens = at <= s.low + 1 or s.before(at) in (":", ";")
    if opens and r.lower[s.high - 1] == ":":
        return None  # it announces the next paragraph
    if opens:
        close = named_apposition(s, stop)
        told: list[Span | None] = [(close + 1, s.high)]
        stop = close if close > stop else stop
    else:
        told = [(bracketed(s, at), at - comma), (stop + 1, s.high) if comma and at - s.low <= LONGEST_INSERT else None]
    return attributed(ACCORDING, (at, name), (name, stop), *told, lemma="according", manner=SPEECH)


def bracketed(s: Sentence, at: int) -> int:
    """Where the clause before a token begins: behind a bracket that opens in the sentence and is not closed, or it."""
    for i in range(at - 1, s.low, -1):
        if s.reading.lower[i] == ")":
            break
        if s.reading.lower[i] == "(":
            return i + 1
    return s.low


def named_apposition(s: Sentence, comma: int) -> int:
    """The comma that closes an apposition without a verb behind "According to Mora, a lawyer at the port,"."""
    r = s.reading
    opener = r.word(comma + 1)
    titled = opener in ("a", "an") or opener in function_words("title")
    if comma >= s.high or r.lower[comma] != "," or not titled or not r.capital(comma - 1):
        return comma
    finite, limit = function_words("auxiliary") | function_words("finite"), min(s.high, comma + LONGEST_APPOSITION)
    for i in range(comma + 1, limit):
        if r.quote[i] or r.lower[i] in finite or (verbal(r, i) and r.lower[i - 1] != "who"):
            return comma
        if r.lower[i] == ",":
            return i if r.lower[i + 1] not in ("and", "or") else comma
    return comma


def hearsay(s: Sentence, at: int) -> Attribution | None:
    """'The deal will reportedly lapse': the whole clause, from nobody."""
    lower = s.reading.lower
    low = max((i + 1 for i in range(s.low, at) if lower[i] in (",", "that", "but")), default=s.low)
    behind = at + 1, clause_behind(s, at)
    return attributed(HEARSAY, (at, at + 1), None, (low, at), behind, lemma=lower[at], manner=SPEECH)


def in_view(s: Sentence) -> Attribution | None:
    """'To Mora, content': how somebody sees it."""
    r, stop = s.reading, s.low + 1
    while stop < min(s.high, s.low + LONGEST_POLL) and (r.capital(stop) or r.words[stop] == "."):
        stop += 1
    pronoun = stop == s.low + 1 and r.word(stop) in function_words("object_pronoun")
    stop += pronoun
    if stop == s.low + 1 or stop >= s.high - 1 or r.lower[stop] != "," or any(r.quote[s.low : stop]):
        return None
    start, source = stop + 1, (s.low + 1, stop)
    if r.lower[start] == "who":
        start = next((i + 1 for i in range(start, s.high) if r.lower[i] == "," and not r.quote[i]), s.high)
    end = next((i for i in range(start, s.high) if r.lower[i] == ":" and not r.quote[i]), s.high)
    return attributed(VIEW, (s.low, s.low + 1), source, (start, end), lemma="to", manner=ATTITUDE)


def by_poll(s: Sentence) -> Attribution | None:
    """'In a new poll, content'."""
    r = s.reading
    if s.high - s.low < 3 or r.lower[s.low] != "in" or r.quote[s.low]:
        return None
    stop, limit = s.low, min(s.high, s.low + LONGEST_POLL)
    while stop < limit and r.lower[stop] != "," and not r.quote[stop]:
        stop += 1
    if stop == limit or function_words("poll").isdisjoint(r.lower[s.low : stop]):
        return None
    return attributed(POLL, (s.low, s.low + 1), (s.low + 1, stop), (stop + 1, s.high), lemma="in", manner=SPEECH)
