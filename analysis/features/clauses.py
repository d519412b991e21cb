"""Where the clause behind a cue begins and ends: rules over tokens, no parser."""

from functools import cache

from analysis.features.cues import function_words
from analysis.features.reading import Reading
from analysis.features.word_shapes import adverb, dash, verbal

LONGEST_PLACE = 14
LONGEST_HEAD = 8  # tokens in which the verb of a clause must stand
LONGEST_APPOSED = 25  # tokens between the commas of an apposition


def content_start(reading: Reading, start: int, high: int, *, hearer: bool) -> int:
    """Where the told words begin behind a cue, looked for from token `start`.

    A hearer is stepped over ("told reporters"), and so are a time and a place ("on Friday in the port") that lead up
    to "that", to a colon or to a quotation."""
    lower, quote = reading.lower, reading.quote
    time, preposition, opener = function_words("time"), function_words("preposition"), function_words("content_opener")
    if hearer and start < high and not quote[start]:
        start = behind_hearer(reading, start, high)
    here = start
    while here < high and not quote[here]:
        word = lower[here]
        if word == ":":
            return here + 1
        if word in opener:
            return here
        if word == ",":
            quotes = here + 1 < high and quote[here + 1]
            return here + 1 if quotes or here == start else start
        if word in preposition and word not in time and not adverb(reading, here):
            stop = place_end(reading, here + 1, min(high, here + LONGEST_PLACE))
            if stop == high and word in ("in", "at", "during") and not finite(reading, here + 1, high):
                return high  # "said in a statement"
            if not leads_up(reading, stop, high):
                pronoun = stop < high and lower[stop] in function_words("pronoun")
                if pronoun and word in function_words("place_preposition"):
                    return stop
                return here if word in ("on", "in") else start
            here = stop
        elif word in time or adverb(reading, here):
            here += 1
        else:
            return here
    return here if here < high else start


def place_end(reading: Reading, start: int, limit: int) -> int:
    """Where a phrase of time or place ends: at "that", a comma, a colon, a pronoun, a helping verb or a quotation."""
    lower, quote = reading.lower, reading.quote
    pronoun, auxiliary = function_words("pronoun"), function_words("auxiliary")
    i = start
    while i < limit and not quote[i]:
        word = lower[i]
        if word in ("that", ":", ",") or word in auxiliary or word in pronoun or word in "—–-":
            break
        i += 1
    return i


def leads_up(reading: Reading, i: int, high: int) -> bool:
    """Whether what ends before token i is followed by told words: "that", a colon or a quotation."""
    if i >= high:
        return False
    word, quote = reading.lower[i], reading.quote
    if word in (":", "that"):
        return True
    if quote[i]:
        return reading.lower[i - 1] in (",", ":")
    return word == "," and quote[i + 1] > 0


def behind_hearer(reading: Reading, start: int, high: int) -> int:
    """The first token behind a hearer that starts at a token, or that token where there is none."""
    lower, quote = reading.lower, reading.quote
    word, named = lower[start], reading.capital(start)
    if word[0].isdigit() or word in function_words("quantity"):
        return next((i for i in range(start, high) if opens_told(reading, i)), high)
    if not named and (word not in function_words("determiner") or word in ("her", "that")):
        bare = word in function_words("no_hearer") or word in function_words("place_preposition")
        return start if bare else start + 1
    first = i = start if named else start + 1
    while i < high and not quote[i] and lower[i] not in function_words("pronoun"):
        if not (reading.capital(i) or (i > first and lower[i] in function_words("name_joint"))):
            break
        i += 1
    if i == first:
        return i + 1
    if i == high or quote[i] or not lower[i].endswith("s") or not reading.capital(i - 1):
        return i
    group = lower[i] not in function_words("auxiliary") and lower[i] not in function_words("determiner")
    return i + (group and not verbal(reading, i))  # "told Harbour Watch members"


def opens_told(reading: Reading, i: int) -> bool:
    """Whether token i opens what is told behind a long hearer: "told some 300 members of the crew that ..."."""
    return bool(reading.quote[i]) or reading.lower[i] == ":" or reading.lower[i] in function_words("content_opener")


def clause_end(reading: Reading, start: int, high: int, *, openers: frozenset[str], loose: bool = False) -> int:
    """The end of the clause that starts at a token; quotations are passed over.

    It ends at a comma before one of `openers` or a word in -ing and, unless `loose`, at a semicolon, a dash or a
    bracket."""
    lower, quote = reading.lower, reading.quote
    for i in range(start + 1, high):
        word = lower[i]
        if quote[i]:
            if lower[i - 1] == "," and reading.closing(i) and i + 1 < high and lower[i + 1].endswith("ing"):
                return i + 1
        elif word == ",":
            if lower[i - 1] == "that":
                continue  # "said that, having won, he ..."
            following = reading.word(i + 1)
            if following in openers or following in function_words("plain_told"):
                return i
            named = reading.capital(i + 1)  # "Pershing"
            if following.endswith("ing") and not named and following not in function_words("preposition_ing"):
                return i
        elif not loose and (
            word == ";" or (word == "(" and not tagged(reading, i)) or (word in "—–-" and dash(reading, i))
        ):
            return i
    return high


def tagged(reading: Reading, i: int) -> bool:
    """Whether a bracket opens at a token that holds a short tag of the name before it: "Mora (D-Norhaven)"."""
    close = min(i + 5, len(reading.lower))
    return reading.capital(i - 1) and reading.capital(i + 1) and ")" in reading.lower[i:close]


def behind_apposition(reading: Reading, start: int, end: int, high: int, *, openers: frozenset[str]) -> int:
    """The end of a clause cut short at `end` by an apposition to its subject, or `end`.

    "Mora said Diaz, a lawyer from the coast, wrote the bill": no finite verb stands before the first comma, and one
    stands behind the second."""
    if end >= high or reading.lower[end] != "," or any(reading.quote[start:end]) or finite(reading, start + 1, end):
        return end
    limit = min(high - 1, end + LONGEST_APPOSED)
    close = next((i for i in range(end + 1, limit) if reading.lower[i] == "," and not reading.quote[i]), high)
    if close == high or not finite(reading, close + 1, min(close + 3, high)):
        return end
    return clause_end(reading, close, high, openers=openers, loose=True)


def opens_clause(reading: Reading, start: int, end: int) -> bool:
    """Whether tokens begin like a clause with its verb, and not like a phrase: "it would close", not "a plan that"."""
    for i in range(start, min(end, start + LONGEST_HEAD)):
        if reading.lower[i] in function_words("relative") or not reading.lower[i][0].isalnum():
            return False
        if i > start and reading.lower[i] in function_words("finite"):
            return True
    return False


def main_verb(reading: Reading, start: int, end: int) -> int:
    """The comma that ends a clause of "Mora, who said ...," before the verb of the sentence, or `end`."""
    for i in range(start, end - 1):
        if reading.lower[i] == "," and not reading.quote[i] and finite(reading, i + 1, i + 2):
            return i
    return end


@cache
def finite_words() -> frozenset[str]:
    """Function words that are finite verbs or stand before one."""
    return function_words("finite") | function_words("auxiliary")


def finite(reading: Reading, start: int, end: int) -> bool:
    """Whether a finite verb seems to stand among tokens."""
    verbs = finite_words()
    return any(reading.lower[i] in verbs or verbal(reading, i) for i in range(start, end))
