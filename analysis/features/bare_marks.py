"""Quoted runs that no cue claims: whether they are speech, and whose."""

from analysis.features.attribution import Sentence
from analysis.features.cues import PAST, SPEECH, THIRD, cues, function_words
from analysis.features.reading import Reading
from analysis.features.sentences import Span
from analysis.features.subjects import likely, noun_phrase, opening_subject, subject
from analysis.features.word_shapes import gerund, titled, verbal

DASHES = frozenset("-–—")
FEWEST_WORDS = 3  # in marks, to be speech however they are written
LONGEST_TITLE = 6  # words


def spoken(s: Sentence, piece: Span) -> bool:
    """Whether marks without a cue hold speech: not round a title or policy, nor round a word or two."""
    r = s.reading
    held = [w for w in r.words[piece[0] : piece[1]] if w[0].isalnum()]
    if len(held) > LONGEST_TITLE:
        return True
    if titled(held) and not s.heading:
        return False
    if len(held) == FEWEST_WORDS - 1:
        return s.heading or (piece[1] - piece[0] > 2 and r.word(piece[1] - 2) in (".", "?", "!"))
    return len(held) >= FEWEST_WORDS


def behind(s: Sentence, piece: Span) -> Span | None:
    """Who is named behind a run that ends like a clause and whose verb is no known cue: "...," the suit reads."""
    r, start = s.reading, piece[1]
    if start >= s.high or r.word(start - 2) not in ("?", "!", ","):
        return None
    if gerund(r, start):
        return None
    if verbal(r, start) and r.lower[start] not in ("a", "an", "the"):
        start += 1
    found = opening_subject(r, start, s.high)
    return found if found and likely(r, found) else None


def beside(s: Sentence, piece: Span) -> Span | None:
    """Who speaks a quoted run without a known cue: named behind it, announced by a colon, or heading the sentence."""
    r = s.reading
    found = behind(s, piece)
    if found:
        return found
    if r.word(piece[0] - 1) == ":" and piece[0] > s.low + 1:
        return announcing(s, piece[0] - 1)
    phrase = piece[0] - 1 - (r.word(piece[0] - 1) in (",", "a", "an"))
    if r.word(phrase) in function_words("wording"):
        opens = next((i for i in range(phrase - 2, max(s.low - 1, phrase - 5), -1) if r.lower[i] == "in"), None)
        if opens is not None:
            return opens + 1, phrase  # "in his words"
    told = last_speaker(s, piece[0])
    if told:
        return told
    named = opening_subject(r, s.low, piece[0])
    return named if named and likely(r, named) else None


def last_speaker(s: Sentence, end: int) -> Span | None:
    """The subject of the last verb of speech before a token: "Mora wrote of having "..."."""
    r, known = s.reading, cues()
    for i in range(end - 1, s.low, -1):
        cue = known.get(r.lower[i])
        if cue and cue.form in (PAST, THIRD) and not r.quote[i] and SPEECH in cue.manner.values() and cue.verb:
            found = noun_phrase(r, subject(r, i, s.low))
            return found if found and likely(r, found) else None
    return None


def announced(s: Sentence) -> Span | None:
    """Who is to speak behind a sentence that ends in a colon."""
    if s.high - s.low < 2 or s.reading.lower[s.high - 1] != ":":
        return None
    return announcing(s, s.high - 1)


def announcing(s: Sentence, colon: int) -> Span | None:
    """Who is to speak behind a colon: the subject of the sentence, else of the last verb before it."""
    r = s.reading
    start = name_before(r, colon, s.low)
    if s.low < start < colon and (r.lower[start - 1] in ("by", "from") or r.lower[start - 1] in DASHES):
        return start, colon
    joined = (i + 2 for i in range(colon - 3, s.low, -1) if r.lower[i] == "," and r.lower[i + 1] in ("and", "but"))
    low = next((i for i in joined if not r.quote[i]), s.low + (r.lower[s.low] == "as"))
    opener = opening_subject(r, low, colon)
    if opener and likely(r, opener):
        return opener
    for i in range(colon - 1, low, -1):
        if verbal(r, i):
            return subject(r, i, low) or opener
    return opener


def name_before(r: Reading, end: int, low: int) -> int:
    """Where the run of capitalised words that ends before a token begins, "and" between two of them included."""
    start = end
    while start > low:
        joins = r.lower[start - 1] in ("and", ".") and r.capital(start) and r.capital(start - 2)
        if not (r.capital(start - 1) or joins):
            break
        start -= 1
    return start
