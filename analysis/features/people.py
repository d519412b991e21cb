"""The people that a text names: full names, the short forms and titles that stand for them."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import compress
from typing import NamedTuple

from analysis import words
from analysis.features.cues import function_words
from analysis.features.reading import Reading
from analysis.features.sentences import Span

MALE, FEMALE = "male", "female"
HONORIFICS = {"mr": MALE, "sir": MALE, "mrs": FEMALE, "ms": FEMALE, "miss": FEMALE}
SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))
SPELLINGS = {"defense": "defence", "united": "united", "organization": "organisation", "center": "centre"}
LONGEST_NAME = 4
LONGEST_TITLE = 8
NICKNAME = 3  # letters that "Pete" and "Peter" share
NOT_IN_OFFICE = frozenset(("former", "ex", "then", "late", "vice", "deputy", "assistant", "acting", "shadow", "elect"))


@dataclass(slots=True)
class Person:
    """Somebody the text names in full, or by title and surname."""

    name: str
    first: str  # in lower case; "" where only the surname is given
    surname: str
    gender: str = ""
    titles: set[str] = field(default_factory=set)  # words of the titles it bears, folded


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """A token for matching: lower case, no dots, no possessive, one spelling."""
    plain = word.lower().replace(".", "").replace("’", "'").removesuffix("'s")
    return SPELLINGS.get(plain, plain)


@cache
def places() -> frozenset[tuple[str, ...]]:
    """States, blocs and seats of government, as folded tokens."""
    return frozenset(tuple(folded(w) for w in row["place"].split()) for row in words.rows("places"))


def organisation(tokens: Iterable[str]) -> bool:
    """Whether folded tokens name an institution: a place that speaks, an acronym, or a word such as 'ministry'."""
    held = tuple(tokens)
    return held in places() or not function_words("organisation").isdisjoint(held)


@cache
def small_words() -> frozenset[str]:
    """Function words, which are no part of a name."""
    classes = ("preposition", "conjunction", "pronoun", "determiner", "time", "auxiliary")
    return frozenset().union(*(function_words(name) for name in classes))


def capital_runs(reading: Reading) -> Iterator[Span]:
    """Runs of capitalised tokens in one sentence, "of" and the dots of initials inside them, function words left out.

    A possessive ends its run."""
    words_, lower, upper = reading.words, reading.lower, reading.upper
    skip, title = small_words(), function_words("title")
    i, n = 0, len(words_)
    opens = {low for low, _ in reading.sentences}
    for first in compress(range(n), upper):
        if first < i or lower[first] in skip:
            continue
        i = first
        j = i + 1
        while j < n and j not in opens and not lower[j - 1].endswith(("’s", "'s")):
            if upper[j] and lower[j] not in skip:
                j += 1
            elif j + 1 < n and upper[j + 1] and reading.ends[j - 1] == reading.starts[j] and words_[j] == ".":
                initial = len(words_[j - 1]) == 1 or "." in words_[j - 1] or lower[j - 1] in title
                if not (initial or lower[j - 1] in SUFFIXES):
                    break
                j += 1
            elif lower[j] == "of" and j + 1 < n and upper[j + 1] and lower[j - 1] in title:
                j += 1
            else:
                break
        yield i, j
        i = j


class Name(NamedTuple):
    """What the words of a capitalised run tell by themselves."""

    borne: tuple[str, ...]  # words of a title, as written
    bare: tuple[int, ...]  # places in the run of the words of the name
    names: tuple[str, ...]  # those words, folded
    of_place: bool  # a word before the last is a place
    gender: str


@lru_cache(maxsize=1 << 15)
def parsed(run: tuple[str, ...]) -> Name | None:
    """The title and the name in a capitalised run, or nothing where it cannot be a person's."""
    title = function_words("title")
    tokens = [i for i, word in enumerate(run) if word != "."]
    forms = [folded(run[i]) for i in tokens]
    last = max((n for n, form in enumerate(forms) if form in title), default=-1)
    borne = [run[i] for i in tokens[: last + 1]]
    rest = tokens[last + 1 :]
    if last >= 0 and len(rest) > 2 and run[rest[0]].lower() == "of":
        borne, rest = [*borne, run[rest[1]]], rest[2:]
        rest = rest[-2:] if len(rest) > 2 else rest
    bare = [i for i in rest if run[i].lower() not in SUFFIXES]
    if not bare or len(bare) > LONGEST_NAME or run[bare[0]].lower() == "of":
        return None
    names = [folded(run[i]) for i in bare]
    if organisation(names) or (borne and not borne[-1][0].isupper()) or tuple(names[:2]) in places():
        return None
    if any(not run[i][0].isalpha() or (run[i].isupper() and len(run[i]) > 3) for i in bare):
        return None
    gender = next((HONORIFICS[form] for form in map(folded, borne) if form in HONORIFICS), "")
    of_place = any((name,) in places() for name in names[:-1])
    return Name(tuple(borne), tuple(bare), tuple(names), of_place, gender)


def people(reading: Reading) -> dict[str, list[Person]]:
    """The people of a text by folded surname, in order of first mention.

    A run of two to four capitalised tokens without a word of an institution is a person, and so is what follows a
    title.
    It cannot tell a person from a ship, a film or a street."""
    title = function_words("title")
    written_as, lower = reading.words, reading.lower
    forms = set(written_as)
    found: dict[str, list[Person]] = {}
    for start, stop in capital_runs(reading):
        if stop - start == 1 and not (
            start and (lower[start - 1] in title or (start > 1 and lower[start - 2] == "of"))
        ):
            continue  # a single word that no title announces
        run = parsed(tuple(written_as[start:stop]))
        if run is None:
            continue
        before = [] if run.borne else titles_before(reading, start)
        if not (run.borne or before):
            common = any(lower[start + i] in forms for i in run.bare)
            if common or run.of_place or len(run.bare) == 1 or reading.word(start - 1) == "the":
                continue
        names = run.names
        person = known(found, names) or Person("", "", names[-1])
        if person.name == "" or (person.first == "" and len(names) > 1):
            if person.name == "":
                found.setdefault(names[-1], []).append(person)
            person.name = written(reading, start + run.bare[0], start + run.bare[-1] + 1)
            person.first = names[0] if len(names) > 1 else ""
        person.gender = person.gender or run.gender
        borne = [*run.borne, *before]
        if run.borne and reading.word(start - 1) in NOT_IN_OFFICE:
            borne.append(lower[start - 1])  # "former President Mora"
        if stop < len(lower) and lower[stop] == ",":
            borne += titles_behind(reading, stop)
        if borne:
            person.titles.update(map(folded, borne))
    for person in (person for same in found.values() for person in same):
        person.titles -= HONORIFICS.keys()
    return found


def bearers(persons: Iterable[Person], office: str, described: Set[str] = frozenset()) -> list[Person]:
    """Who may be meant by an office and the words that describe it: "president", "defence" and "secretary".

    Nobody whom the text calls former, vice and the like, unless the description does too."""
    other = NOT_IN_OFFICE - described
    return [p for p in persons if office in p.titles and described <= p.titles and other.isdisjoint(p.titles)]


def known(found: dict[str, list[Person]], names: Sequence[str]) -> Person | None:
    """The person whom a full or short name means, if there is one and only one."""
    same = found.get(names[-1], [])
    if len(names) > 1:
        same = [p for p in same if p.first == "" or p.first == names[0] or p.first[:NICKNAME] == names[0][:NICKNAME]]
    return same[-1] if len(same) == 1 else None


def written(reading: Reading, start: int, stop: int) -> str:
    """Tokens as the text writes them, without a possessive."""
    text = reading.text[reading.starts[start] : reading.ends[stop - 1]]
    return " ".join(text.removesuffix("’s").removesuffix("'s").split())


@cache
def joining_words() -> frozenset[str]:
    """Words that end a title read from its last word back."""
    return function_words("determiner") | function_words("preposition") | function_words("conjunction")


def titles_before(reading: Reading, start: int) -> list[str]:
    """The words of a title in lower case before a name ("defence minister"), or none."""
    title, lower = function_words("title"), reading.lower
    start -= start > 0 and lower[start - 1] == ","  # "the trade secretary, Ada Lund,"
    office = start > 2 and lower[start - 2] == "of" and lower[start - 3] in title  # "secretary of war"
    if start < 1 or not (office or lower[start - 1] in title):
        return []
    small = joining_words()
    i = start - 1
    while (
        i >= 0
        and start - i <= LONGEST_TITLE // 2
        and lower[i][0].isalnum()
        and (lower[i] not in small or lower[i] == "of")
    ):
        i -= 1
    return [w for w in lower[i + 1 : start] if w != "of"]


def titles_behind(reading: Reading, stop: int) -> list[str]:
    """The words of a title in apposition behind a name, from the comma at a token, or none.

    In "Mora, the Chilean trade minister," they are "chilean", "trade" and "minister"."""
    held: list[str] = []
    for i in range(stop + 1, min(stop + 1 + LONGEST_TITLE, len(reading.lower))):
        word = reading.lower[i]
        if word in (",", "who", ".", "said") or not word[0].isalnum():
            break
        if word in function_words("preposition"):
            break
        held.append(word)
    if not held or folded(held[-1]) not in function_words("title"):
        return []
    return [w for w in held if w not in function_words("determiner")]
