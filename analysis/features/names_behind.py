"""Names behind the words they told: '"...," said Mora, a lawyer' and '"...," Mora, 81, said'."""

from analysis.features.attribution import Sentence
from analysis.features.cues import function_words
from analysis.features.reading import Reading
from analysis.features.sentences import Span
from analysis.features.subjects import LONGEST_APPOSITION, LONGEST_SUBJECT, likely
from analysis.features.word_shapes import adverb, gerund, verbal

CLAUSE_STOPS = frozenset(".…,?!-—")  # how a quoted clause ends before its closing mark
INNER_MARKS = frozenset(("'", "’", '"', "”"))
NAME_STOPS = frozenset(",:;?!(—–")


def behind_quotation(s: Sentence, at: int) -> Span | None:
    """The name between a quotation that opens the sentence and its cue: '"...," Mora, 81, of Norhaven, said'."""
    r = s.reading
    if not r.quote[s.low]:
        return None
    end = at - 1
    while end > s.low and not r.quote[end] and at - end < LONGEST_APPOSITION:
        end -= 1
    comma = next((i for i in range(end + 1, at) if r.lower[i] == ","), at)
    closed = r.closing(end) and ends_clause(r, end - 1)
    if not closed or comma in (at, end + 1) or not likely(r, (end + 1, comma)):
        return None
    told = any(verbal(r, i) and r.lower[i - 1] != "who" for i in range(end + 1, at) if not gerund(r, i))
    return None if told else (end + 1, at - (r.lower[at - 1] == ","))


def name_end(s: Sentence, start: int) -> int:
    """The end of the noun phrase that names who spoke behind the cue; the dots of initials are inside it."""
    r, ends = s.reading, function_words("name_end")
    i = start
    while i < s.high and not r.quote[i] and r.lower[i] not in NAME_STOPS and r.lower[i] not in ends:
        if r.lower[i] == "." and not (r.capital(i + 1) or r.word(i + 1) == ","):
            break
        i += 1
    return i


def apposition_end(s: Sentence, start: int) -> int:
    """The end of what is said about a name in apposition to it from a token on, or that token: ", a lawyer", "who"."""
    r = s.reading
    if start + 1 < s.high and r.lower[start] == "," and r.lower[start + 1] in function_words("finite"):
        return start  # "The port, said Mora, is open"
    opens = start < s.high and (
        r.lower[start] == "who" or (r.lower[start] == "," and not gerund(r, min(start + 1, s.high - 1)))
    )
    if not opens:
        return start
    i = start + 1
    while i < s.high and not r.quote[i] and r.lower[i] not in "(;:—–" and not ends_apposition(r, i):
        i += 1
    return i


def ends_apposition(r: Reading, i: int) -> bool:
    """Whether token i is a comma that closes an apposition for good: a gerund, "and" or "but" follows it."""
    following = r.word(i + 1)
    if r.lower[i] != "," or not following:
        return False
    return following in function_words("apposition_end") or gerund(r, i + 1)


def opens_name(r: Reading, i: int) -> bool:
    """Whether token i can open a noun phrase that follows its verb ('..., said one aide')."""
    word = r.word(i)
    if not word[:1].isalnum() or adverb(r, i):
        return False
    closed = ("pronoun", "preposition", "content_opener", "time")
    return not any(word in function_words(name) for name in closed)


def ends_in_name(s: Sentence, start: int) -> bool:
    """Whether a token opens a noun phrase without a verb that names who spoke: "..., says a leading economist".

    It ends the sentence or stands before a comma, and holds a name or an office: "..., said the owner, Lena Mora"."""
    r, lower, auxiliary = s.reading, s.reading.lower, function_words("auxiliary")
    stop = start
    while stop < s.high and lower[stop] not in (",", "who", ";", "(") and not r.quote[stop]:
        stop += 1
    if stop - start > LONGEST_SUBJECT or lower[start] in function_words("time"):
        return False
    placed = any(w in function_words("preposition") and w not in ("of", "for", "from") for w in lower[start:stop])
    named = r.capital(stop - 1) and stop - start > 1 and not placed
    office = named or any(teller(lower[i]) for i in range(start, stop))
    if not office or lower[start] in function_words("preposition") or lower[start] in function_words("pronoun"):
        return False
    return not any(lower[i] in auxiliary or verbal(r, i) for i in range(start, stop))


def teller(word: str) -> bool:
    """Whether a common noun is one for people or an office: "observers", "the minister"."""
    return word in function_words("title") or not function_words("unnamed").isdisjoint((word, word.removesuffix("s")))


def ends_clause(r: Reading, i: int) -> bool:
    """Whether token i ends a quoted clause; marks that close inside the quotation are passed over."""
    while i > 0 and r.quote[i] and r.lower[i] in INNER_MARKS:
        i -= 1
    return r.word(i) in CLAUSE_STOPS
