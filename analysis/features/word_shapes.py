"""What the look of a token tells: adverbs, gerunds, verbs, dashes; whether words are set as a heading or a title."""

from collections.abc import Sequence

from analysis.features.cues import cues, function_words
from analysis.features.people import places
from analysis.features.reading import Reading

SHORTEST_GERUND = 4
HEADING = 0.6  # share of capitalised words above which a line is a heading


def adverb(reading: Reading, i: int) -> bool:
    """Whether token i looks like an adverb in -ly; a name such as "Kelly" does not."""
    word = reading.lower[i]
    return word.endswith("ly") and not reading.capital(i) and word not in function_words("no_adverb")


def gerund(reading: Reading, i: int) -> bool:
    """Whether token i looks like a gerund; "Beijing" does not."""
    word = reading.lower[i]
    if not word.endswith("ing") or len(word) <= SHORTEST_GERUND:
        return False
    return (word,) not in places() and word not in function_words("no_gerund")


def verbal(reading: Reading, i: int) -> bool:
    """Whether token i, in lower case, is a form of a cue verb or ends in -ed."""
    if reading.capital(i):
        return False
    word = reading.lower[i]
    cue = cues().get(word)
    return bool(cue and cue.verb) or word.endswith("ed")


def possessive(word: str) -> bool:
    """Whether a word ends as a possessor does: "Mora's"."""
    return word.endswith(("'s", "’s"))


def dash(reading: Reading, i: int) -> bool:
    """Whether token i is a dash that cuts a clause: a long one, or a short one with a blank beside it."""
    word = reading.word(i)
    if word == "—":
        return True
    if word not in ("–", "-") or i < 1 or i + 1 >= len(reading.words):
        return False
    return reading.starts[i] > reading.ends[i - 1] or reading.starts[i + 1] > reading.ends[i]


def heading(reading: Reading, low: int, high: int) -> bool:
    """Whether most words of a range are capitalised, as in a headline."""
    capitals = sum(reading.upper[low:high])
    if capitals <= HEADING * (high - low) / 2:
        return False
    return capitals > HEADING * sum(w[0].isalpha() for w in reading.words[low:high])


def titled(held: Sequence[str]) -> bool:
    """Whether words are capitalised as in a title."""
    if not held or held[0][0].islower():
        return False
    small = function_words("title_small")
    return not any(word[0].islower() and word not in small for word in held)
