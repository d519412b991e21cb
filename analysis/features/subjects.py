"""Which words are a subject: left of a verb, at the head of a sentence, or the nearest name. Rules, no parser."""

from functools import cache

from analysis.features.cues import function_words
from analysis.features.reading import Reading
from analysis.features.sentences import Span
from analysis.features.word_shapes import adverb, dash, gerund, verbal

BREAKS = frozenset("();:,—")
LONGEST_APPOSITION = 25  # tokens between the commas of "Mora, a lawyer who ..., said"
LONGEST_SUBJECT = 8
LONGEST_BRACKET = 6


@cache
def leading_words() -> frozenset[str]:
    """Words that open a phrase or clause before the subject."""
    classes = ("preposition", "conjunction", "time", "leading")
    return frozenset().union(*(function_words(name) for name in classes))


def subject(reading: Reading, cue: int, low: int) -> Span | None:
    """The noun phrase that ends before a cue, in a sentence that starts at `low`.

    Helping verbs, adverbs and one apposition ("Mora, a lawyer,") stand between; "who" belongs to the phrase. It
    reaches left as far as punctuation, a quotation or a joining word allows."""
    lower, quote = reading.lower, reading.quote
    auxiliary, stops = function_words("auxiliary"), function_words("conjunction")
    last = cue - 1
    while last >= low and not quote[last] and (lower[last] in auxiliary or adverb(reading, last)):
        last -= 1
    end, jumped, relative = last + 1, False, False
    if last >= low:
        word = lower[last]
        if word in function_words("relative"):
            last -= 2 if reading.word(last - 1) == "," else 1
            stops = stops | function_words("preposition") - {"of"}
            relative = True
        elif not quote[last]:
            if word in function_words("pronoun"):
                return last, end
            if word == ",":
                opening = apposition(reading, last, low)
                if opening is None:
                    return None
                last, jumped = opening - 1, True
    start = leftmost(reading, last, low, stops)
    named = apposed(reading, low, start) if start > low and lower[start] == "," else None
    if named and (named[1] < start or (jumped and not reading.capital(start + 1))):
        return named[0], end - (lower[end - 1] == ",")
    if start + 1 >= end or (relative and start == last and lower[end - 1] == "that"):
        return None
    if relative:
        verb = next((i for i in range(last, start, -1) if lower[i] in auxiliary or verbal(reading, i)), start)
        return min(verb, last - 1) + 1, end
    if lower[cue - 1] == "to":
        verb = first_verb(reading, start + 2, end)
        return (start + 1, verb) if verb < end or start < low else None
    return start + 1, next((i for i in range(start + 2, end) if lower[i] in auxiliary), end)


def apposition(reading: Reading, close: int, low: int) -> int | None:
    """The comma that opens the apposition closed by the comma at `close`; missing where there is none or it is long."""
    i = close - 1
    while i >= low and reading.lower[i] != "," and not reading.quote[i]:
        i -= 1
    fits = i > low and not reading.quote[i] and close - i <= LONGEST_APPOSITION
    return i if fits else None


def leftmost(reading: Reading, last: int, low: int, stops: frozenset[str]) -> int:
    """The token before the noun phrase that ends with token `last`; two names joined by "and" are one phrase."""
    lower, quote = reading.lower, reading.quote
    question = function_words("question")
    i = last
    while i >= low and not quote[i]:
        word = lower[i]
        if word in stops:
            break
        if word == ")":
            opened = bracket(reading, i, low)
            if opened < i:
                i = opened - 1
                continue
        if word in BREAKS or word in question or (word in "–-" and dash(reading, i)):
            break
        i -= 1
    joins = i > low and lower[i] == "and" and reading.capital(i - 1)
    if joins and i < last and reading.capital(i + 1):
        i -= 1
        while i >= low and not quote[i] and reading.capital(i):
            i -= 1
    return i


def bracket(reading: Reading, close: int, low: int) -> int:
    """Where the bracket opens that token `close` closes ("Mora (D-Norland)"), if it is short; else `close`."""
    for i in range(close - 1, max(low, close - LONGEST_BRACKET) - 1, -1):
        if reading.lower[i] == "(":
            return i
    return close


def first_verb(reading: Reading, start: int, end: int) -> int:
    """The first token from `start` that looks like a finite verb, or `end`."""
    for i in range(start, end):
        if reading.lower[i] in function_words("auxiliary") or verbal(reading, i):
            return i
    return end


def apposed(reading: Reading, low: int, end: int) -> Span | None:
    """The name that opens a sentence, where everything behind it up to a comma at `end` stands in apposition to it."""
    lower, pronoun = reading.lower, function_words("pronoun")
    comma = next((i for i in range(low, end + 1) if lower[i] == "," or reading.quote[i]), end)
    if reading.quote[comma] or comma - low > LONGEST_SUBJECT:
        return None
    if not (reading.capital(low) and reading.capital(comma - 1)) or lower[low].endswith(("ing", "ly", "ed")):
        return None
    if lower[low] in function_words("preposition") or lower[low] in function_words("conjunction"):
        return None
    if any(lower[i] in function_words("time") for i in range(low, comma)):
        return None
    if any(reading.quote[low:end]) or end - low > LONGEST_APPOSITION:
        return None
    if lower[low] in pronoun or first_verb(reading, low, comma) < comma:
        return None
    told = any(lower[i] in pronoun or lower[i] in function_words("auxiliary") for i in range(comma, end))
    return None if told else (low, comma)


def opening_subject(reading: Reading, low: int, high: int) -> Span | None:
    """The noun phrase that heads a sentence: behind phrases that lead up to a comma, and as far as the first verb."""
    lower, quote, words = reading.lower, reading.quote, reading.words
    conjunction, time, leading = function_words("conjunction"), function_words("time"), leading_words()
    start = low
    if low < high and words[low].isupper() and len(words[low]) > 1 and reading.word(low + 1) == ",":
        start = next((i + 1 for i in range(low, min(high, low + LONGEST_SUBJECT)) if dash(reading, i)), low)
    while start < high and (lower[start] in leading or gerund(reading, start) or adverb(reading, start)):
        comma = start
        while comma < high and (lower[comma] != "," or quote[comma]):
            comma += 1
        if comma == high and lower[start] not in conjunction:
            break
        start = start + 1 if comma == high or lower[start] in function_words("joint") else comma + 1
        if start + 2 < high and words[start + 1] == "." and lower[start + 2] == ",":
            start += 3  # "At a fair in Norhaven, Calif., Mora ..."
    end = phrase_end(reading, start, min(high, start + LONGEST_SUBJECT))
    closed = end + 1 < high and lower[end] in time and lower[end + 1] == ","
    only_time = end < high and lower[end] == "," and start == low and any(lower[i] in time for i in range(start, end))
    if closed or only_time:
        return opening_subject(reading, end + 1 + closed, high)
    return (start, end) if end > start else None


def phrase_end(reading: Reading, start: int, limit: int) -> int:
    """The end of the noun phrase that starts at a token: a verb, a comma, a relative pronoun or a quotation."""
    auxiliary, closes = function_words("auxiliary"), function_words("relative")
    i = start
    while i < limit and not reading.quote[i]:
        word = reading.lower[i]
        if (
            word in ("(", ",")
            or word in auxiliary
            or word in closes
            or dash(reading, i)
            or (i > start and verbal(reading, i))
        ):
            break
        i += 1
    return i


def noun_phrase(reading: Reading, found: Span | None) -> Span | None:
    """What was found left of a cue, unless it starts like a verb phrase or is a phrase of time or place."""
    if found is None:
        return None
    first, last = found[0], found[1] - 1
    loose = reading.lower[first] in function_words("preposition") and not reading.capital(last)
    loose = loose or all(word in leading_words() for word in reading.lower[first : last + 1])
    return None if loose or (verbal(reading, first) and first < last) else found


def likely(reading: Reading, phrase: Span) -> bool:
    """Whether a noun phrase starts as one who speaks does: with a name, a pronoun or a determiner."""
    first = phrase[0]
    word = reading.word(first)
    if word.removesuffix("'s").removesuffix("’s") in function_words("thing"):
        return False
    if word in function_words("time") or word in function_words("conjunction"):
        return False
    if reading.capital(first):
        return True
    return word in function_words("pronoun") or word in function_words("determiner")


def nearest_name(reading: Reading, low: int, i: int, high: int) -> Span | None:
    """The name or personal pronoun closest to token i that stands in no quotation; those left of it come first."""

    def names(k: int) -> bool:
        if reading.quote[k]:
            return False
        if reading.lower[k] in function_words("third_person"):
            return True
        return k > low and reading.capital(k) and reading.words[k] != "I"

    left = next((k for k in range(i - 1, low - 1, -1) if names(k)), None)
    found = left if left is not None else next((k for k in range(i + 1, high) if names(k)), None)
    return None if found is None else (found, found + 1)
