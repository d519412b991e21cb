"""Where a subject stands, and where a clause begins and ends: rules over tokens, no parser."""

from functools import cache

from analysis.features.cues import cues, function_words
from analysis.features.people import places
from analysis.features.reading import Reading
from analysis.features.sentences import Span

NO_ADVERBS = frozenset(
    ("ally", "anomaly", "assembly", "bully", "family", "july", "monopoly", "rally", "reply", "supply")
)
NO_GERUNDS = frozenset(
    ("anything", "building", "everything", "king", "meeting", "morning", "nothing", "something", "spring", "thing")
)
SHORTEST_GERUND = 4
QUESTIONS = frozenset(("what", "how", "why"))
BREAKS = frozenset(",;:—()")
DASHES = frozenset("—–")
CONTINUING = frozenset(("including", "during"))
LONGEST_APPOSITION = 25  # tokens between the commas of "Mora, a lawyer who ..., said"
LONGEST_SUBJECT = 8
LONGEST_PLACE = 14
LONGEST_BRACKET = 6


def adverb(reading: Reading, i: int) -> bool:
    """Whether token i looks like an adverb in -ly; a name such as "Kelly" does not."""
    word = reading.lower[i]
    return word.endswith("ly") and not reading.capital(i) and word not in NO_ADVERBS


def gerund(reading: Reading, i: int) -> bool:
    """Whether token i looks like a gerund; "Beijing" does not."""
    word = reading.lower[i]
    return word.endswith("ing") and len(word) > SHORTEST_GERUND and (word,) not in places() and word not in NO_GERUNDS


def dash(reading: Reading, i: int) -> bool:
    """Whether token i is a dash that cuts a clause: a long one, or a short one with a blank beside it."""
    word = reading.word(i)
    if word == "—":
        return True
    if word not in ("–", "-") or i < 1 or i + 1 >= len(reading.words):
        return False
    return reading.starts[i] > reading.ends[i - 1] or reading.starts[i + 1] > reading.ends[i]


def subject(reading: Reading, cue: int, low: int) -> Span | None:
    """The noun phrase left of a cue, inside the sentence that starts at `low`.

    Back over auxiliaries, adverbs and appositions ("Mora, a lawyer,") to a comma, a mark or a conjunction; a relative
    "who" belongs to it."""
    lower, quote = reading.lower, reading.quote
    auxiliary, conjunction = function_words("auxiliary"), function_words("conjunction")
    i = cue - 1
    while i >= low and not quote[i] and (lower[i] in auxiliary or adverb(reading, i)):
        i -= 1
    end, jumped, stops = i + 1, False, conjunction
    if i >= low and not quote[i] and lower[i] in function_words("pronoun") and lower[i] != "who":
        return i, end
    if i >= low and lower[i] == "," and not quote[i]:
        j = i - 1
        while j >= low and lower[j] != "," and not quote[j]:
            j -= 1
        if j <= low or quote[j] or i - j > LONGEST_APPOSITION:
            return None
        i, jumped = j - 1, True
    elif i >= low and lower[i] == "who":
        i -= 1 + (reading.word(i - 1) == ",")
        stops = conjunction | function_words("preposition") - {"of"}
    start = i
    while start >= low and not quote[start] and lower[start] not in stops:
        opened = bracket(reading, start, low) if lower[start] == ")" else start
        if opened < start:
            start = opened - 1
            continue
        if lower[start] in BREAKS or lower[start] in QUESTIONS:
            break
        if lower[start] in "–-" and dash(reading, start):
            break
        start -= 1
    joins = start > low and lower[start] == "and" and reading.capital(start - 1)
    if joins and start + 1 < end and reading.capital(start + 1):
        start -= 1
        while start >= low and not quote[start] and reading.capital(start):
            start -= 1
    head = apposed(reading, low, start) if start > low and lower[start] == "," else None
    if head and (head[1] < start or (jumped and not reading.capital(start + 1))):
        return head[0], end - (lower[end - 1] == ",")
    if start + 1 >= end:
        return None
    if lower[cue - 1] == "to":
        return start + 1, first_verb(reading, start + 2, end)
    return start + 1, next((q for q in range(start + 2, end) if lower[q] in auxiliary), end)


def bracket(reading: Reading, i: int, low: int) -> int:
    """Where the bracket opens that token i closes ("Mora (D-Norland)"), if it is short; else i."""
    return next((j for j in range(i - 1, max(low, i - LONGEST_BRACKET) - 1, -1) if reading.lower[j] == "("), i)


def first_verb(reading: Reading, p: int, end: int) -> int:
    """The first token from p that looks like a finite verb, or `end`."""
    return next(
        (q for q in range(p, end) if reading.lower[q] in function_words("auxiliary") or verbal(reading, q)), end
    )


def verbal(reading: Reading, i: int) -> bool:
    """Whether token i, in lower case, is a form of a cue verb or ends in -ed."""
    if reading.capital(i):
        return False
    word = reading.lower[i]
    cue = cues().get(word)
    return bool(cue and cue.verb) or word.endswith("ed")


def apposed(reading: Reading, low: int, end: int) -> Span | None:
    """The name that opens a sentence, where everything behind it up to a comma at `end` stands in apposition to it."""
    lower, pronoun = reading.lower, function_words("pronoun")
    comma = next((q for q in range(low, end + 1) if lower[q] == "," or reading.quote[q]), end)
    if reading.quote[comma] or comma - low > LONGEST_SUBJECT:
        return None
    if not (reading.capital(low) and reading.capital(comma - 1)) or lower[low].endswith(("ing", "ly", "ed")):
        return None
    if lower[low] in function_words("preposition") or lower[low] in function_words("conjunction"):
        return None
    if any(lower[q] in function_words("time") for q in range(low, comma)):
        return None
    if any(reading.quote[q] for q in range(low, end)) or end - low > LONGEST_APPOSITION:
        return None
    if lower[low] in pronoun or first_verb(reading, low, comma) < comma:
        return None
    bare = next((q for q in range(comma, end) if lower[q] in pronoun or lower[q] in function_words("auxiliary")), end)
    return (low, comma) if bare == end else None


@cache
def leading_words() -> frozenset[str]:
    """Words that open a phrase or clause before the subject."""
    return function_words("preposition") | function_words("conjunction") | function_words("time")


def opening_subject(reading: Reading, low: int, high: int) -> Span | None:
    """The noun phrase that opens a sentence, up to the first verb, past leading phrases that a comma closes."""
    lower, quote = reading.lower, reading.quote
    auxiliary, conjunction, time = function_words("auxiliary"), function_words("conjunction"), function_words("time")
    leading = leading_words()
    i = low
    if low < high and reading.words[low].isupper() and len(reading.words[low]) > 1 and reading.word(low + 1) == ",":
        i = next((q + 1 for q in range(low, min(high, low + LONGEST_SUBJECT)) if dash(reading, q)), low)
    while i < high and (lower[i] in leading or gerund(reading, i) or adverb(reading, i)):
        comma = next((j for j in range(i, high) if lower[j] == "," and not quote[j]), None)
        if comma is None and lower[i] not in conjunction:
            break
        joins = lower[i] in ("but", "and", "so", "that")
        i = i + 1 if comma is None or joins else comma + 1
        if i + 2 < high and reading.words[i + 1] == "." and lower[i + 2] == ",":
            i += 3  # "At a fair in Norhaven, Calif., Mora ..."
    end = i
    while (
        end < min(high, i + LONGEST_SUBJECT)
        and not quote[end]
        and lower[end] not in auxiliary
        and lower[end] not in (",", "(", "—", "who", "which", "that")
        and not dash(reading, end)
        and (end == i or not verbal(reading, end))
    ):
        end += 1
    closed = end + 1 < high and lower[end] in time and lower[end + 1] == ","
    if closed or (end < high and lower[end] == "," and i == low and any(lower[q] in time for q in range(i, end))):
        return opening_subject(reading, end + 1 + closed, high)
    return (i, end) if end > i else None


def nearest_name(reading: Reading, low: int, i: int, high: int) -> Span | None:
    """The nearest capitalised word or pronoun outside quotations, left of token i before right of it."""
    for k in (*range(i - 1, low - 1, -1), *range(i + 1, high)):
        if reading.quote[k]:
            continue
        if (reading.capital(k) and k > low and reading.words[k] != "I") or reading.lower[k] in ("he", "she", "they"):
            return k, k + 1
    return None


def content_start(reading: Reading, p: int, high: int, *, hearer: bool) -> int:
    """The first token of the content behind a cue.

    Past the hearer ("told reporters"), and past time and place where "that", a colon or a quotation follows them."""
    lower, quote = reading.lower, reading.quote
    pronoun, auxiliary = function_words("pronoun"), function_words("auxiliary")
    time, preposition, opener = function_words("time"), function_words("preposition"), function_words("content_opener")
    if hearer and p < high and not quote[p]:
        p = behind_hearer(reading, p, high)
    start = p
    while p < high and not quote[p]:
        word = lower[p]
        if word in opener or word == ":":
            return p + (word == ":")
        if word == ",":
            return p + 1 if (p + 1 < high and quote[p + 1]) or p == start else start
        if word in time or adverb(reading, p):
            p += 1
        elif word in preposition:
            q = p + 1
            while (
                q < min(high, p + LONGEST_PLACE)
                and not quote[q]
                and lower[q] not in ("that", ",", ":")
                and lower[q] not in pronoun
                and lower[q] not in auxiliary
            ):
                q += 1
            closed = q < high and (
                lower[q] in ("that", ":") or (quote[q] and lower[q - 1] in ",:") or (lower[q] == "," and quote[q + 1])
            )
            if not closed:
                if q < high and lower[q] in pronoun and word in ("in", "on", "at", "during", "to"):
                    return q
                return p if word in ("in", "on") else start
            p = q
        else:
            return p
    return p if p < high else start


def behind_hearer(reading: Reading, p: int, high: int) -> int:
    """The first token behind a hearer that starts at token p, or p where there is none."""
    lower, quote = reading.lower, reading.quote
    pronoun, auxiliary = function_words("pronoun"), function_words("auxiliary")
    word = lower[p]
    if (word in function_words("determiner") and word not in ("that", "her")) or reading.capital(p):
        p += not reading.capital(p)
        name = p
        while (
            p < high
            and not quote[p]
            and (reading.capital(p) or (p > name and lower[p] in ("of", "and", "&")))
            and lower[p] not in pronoun
        ):
            p += 1
        p += p == name
        group = p > name and p < high and lower[p].endswith("s") and not quote[p] and lower[p] not in auxiliary
        return p + (
            group and reading.capital(p - 1) and not verbal(reading, p) and lower[p] not in ("this", "his", "its")
        )
    return p + (word not in ("that", "to", "if", "whether", ",", ":", "how", "why", "about"))


def clause_end(reading: Reading, p: int, high: int, *, openers: frozenset[str], loose: bool = False) -> int:
    """The end of the clause that starts at token p; quotations are passed over.

    It ends at a comma before one of `openers` or a word in -ing and, unless `loose`, at a semicolon, a dash or a
    bracket."""
    lower, quote = reading.lower, reading.quote
    for q in range(p + 1, high):
        if quote[q]:
            if lower[q - 1] == "," and reading.closing(q) and reading.word(q + 1).endswith("ing") and q + 1 < high:
                return q + 1
            continue
        word = lower[q]
        if not loose and (word in (";", "(") or (word in "—–-" and dash(reading, q))):
            return q
        if word == ",":
            following = reading.word(q + 1)
            if (
                following in ("said", "says", "told")
                or following in openers
                or (following.endswith("ing") and following not in CONTINUING)
            ):
                return q
    return high
