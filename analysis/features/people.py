"""The people that a text names: full names, the short forms and titles that stand for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import compress

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


def people(reading: Reading) -> dict[str, list[Person]]:
    """The people of a text by folded surname, in order of first mention.

    A run of two to four capitalised tokens without a word of an institution is a person, and so is what follows a
    title.
    It cannot tell a person from a ship, a film or a street."""
    title = function_words("title")
    written_, lower = reading.words, reading.lower
    common = set(lower) & set(written_)
    seen: set[tuple[bool | str, ...]] = set()
    found: dict[str, list[Person]] = {}
    for start, stop in capital_runs(reading):
        if stop - start == 1 and (not start or lower[start - 1] not in title) and reading.word(start - 2) != "of":
            continue  # a single word that no title announces
        alone = lower[start - 1] not in title and lower[start - 1] != "," and lower[start - 2] != "of"
        if start > 1 and alone and reading.word(stop) != ",":  # no title beside it: nothing new is learned
            run = (lower[start - 1] == "the", *written_[start:stop])
            if run in seen:
                continue
            seen.add(run)
        tokens = [i for i in range(start, stop) if written_[i] != "."]
        forms = [folded(written_[i]) for i in tokens]
        last = -1 if title.isdisjoint(forms) else max(n for n, form in enumerate(forms) if form in title)
        borne = [written_[i] for i in tokens[: last + 1]]
        rest = tokens[last + 1 :]
        if last >= 0 and len(rest) > 2 and lower[rest[0]] == "of":
            borne, rest = [*borne, written_[rest[1]]], rest[2:]
            rest = rest[-2:] if len(rest) > 2 else rest
        bare = [i for i in rest if lower[i] not in SUFFIXES]
        if not bare or len(bare) > LONGEST_NAME or lower[bare[0]] == "of":
            continue
        names = [folded(written_[i]) for i in bare]
        if last >= 0 and not borne[-1][0].isupper():
            continue
        if organisation(names):
            continue
        before = titles_before(reading, start) if last < 0 else []
        plain = not (borne or before)
        if plain and (len(bare) == 1 or reading.word(start - 1) == "the" or any(lower[i] in common for i in bare)):
            continue
        if any(not (w := written_[i])[0].isalpha() or (len(w) > 3 and w.isupper()) for i in bare):
            continue
        if tuple(names[:2]) in places() or (plain and any((name,) in places() for name in names[:-1])):
            continue
        honorific = next((HONORIFICS[f] for f in map(folded, borne) if f in HONORIFICS), "")
        person = known(found, names) or Person("", "", names[-1])
        if person.name == "" or (person.first == "" and len(names) > 1):
            if person.name == "":
                found.setdefault(names[-1], []).append(person)
            person.name = written(reading, bare[0], bare[-1] + 1)
            person.first = names[0] if len(names) > 1 else ""
        person.gender = person.gender or honorific
        person.titles |= {folded(w) for w in (*borne, *before, *titles_behind(reading, stop))} - set(HONORIFICS)
    return found


def known(found: dict[str, list[Person]], names: list[str]) -> Person | None:
    """The person whom a full or short name means, if there is one and only one."""
    same = found.get(names[-1], [])
    if len(names) > 1:
        same = [p for p in same if p.first == "" or p.first == names[0] or p.first[:NICKNAME] == names[0][:NICKNAME]]
    return same[-1] if len(same) == 1 else None


def written(reading: Reading, start: int, stop: int) -> str:
    """Tokens as the text writes them, without a possessive."""
    text = reading.text[reading.starts[start] : reading.ends[stop - 1]]
    return " ".join(text.removesuffix("’s").removesuffix("'s").split())


def titles_before(reading: Reading, start: int) -> list[str]:
    """The words of a title in lower case before a name ("defence minister"), or none."""
    title, lower = function_words("title"), reading.lower
    start -= reading.word(start - 1) == ","  # "the trade secretary, Ada Lund,"
    office = start > 2 and lower[start - 2] == "of" and lower[start - 3] in title  # "secretary of war"
    if start < 1 or not (office or lower[start - 1] in title):
        return []
    small = function_words("determiner") | function_words("preposition") | function_words("conjunction")
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
    """The words of a title in apposition behind a name ("Mora, the Chilean trade minister,"), or none."""
    if reading.word(stop) != ",":
        return []
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
