"""Who speaks: from the words of a source to an actor of the study, a name in the text, or neither."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, Protocol

from analysis.features.cues import function_words
from analysis.features.people import (
    FEMALE,
    MALE,
    NICKNAME,
    Person,
    bearers,
    folded,
    organisation,
    people,
    written,
)
from analysis.features.reading import TOKEN, Reading
from analysis.features.sentences import Span
from analysis.features.subjects import opening_subject

PERSON, INSTITUTION, UNNAMED = "named person", "named institution", "unnamed"
GENDERS = {"he": MALE, "him": MALE, "his": MALE, "she": FEMALE, "her": FEMALE}
LOOK_BACK = 6  # sentences in which a pronoun finds whom it means
OTHER_PRONOUNS = frozenset(("this", "that", "these", "those", "one", "them", "their", "its", "our", "my", "your"))
PAIRS = frozenset(("two", "both"))


class Actor(Protocol):
    """An actor of a study, as `analysis.study` defines it; a mapping with these keys does too."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


class Speaker(NamedTuple):
    """Who speaks. `name` is the actor's, or the fullest in the text, or the words of the source."""

    name: str | None
    id: str | None  # of an actor; missing where the source is none, or cannot be resolved
    kind: str | None  # named person, named institution, unnamed; missing where nobody is known to speak


NOBODY = Speaker(None, None, None)


class Alias(NamedTuple):
    tokens: tuple[str, ...]
    proper: bool  # written with a capital, so that lower case does not count
    id: str
    name: str


Aliases = Mapping[str, list[Alias]]


def aliases(actors: Iterable[Actor | Mapping[str, Any]]) -> Aliases:
    """Names and aliases of the actors by their last token, the longest first."""
    found: dict[str, list[Alias]] = {}
    for actor in actors:
        get = actor.get if isinstance(actor, Mapping) else lambda key, default=None, a=actor: getattr(a, key, default)
        for name in (get("name"), *(get("aliases") or ())):
            tokens = tuple(folded(w) for w in TOKEN.findall(str(name)) if w[0].isalnum())
            if tokens:
                proper = any(w[0].isupper() for w in str(name).split()[-1:])
                found.setdefault(tokens[-1], []).append(Alias(tokens, proper, str(get("id")), str(get("name"))))
    return {last: sorted(held, key=lambda a: (-len(a.tokens), a.id)) for last, held in found.items()}


@dataclass(slots=True)
class Cast:
    """The people of one text, the actors to look for, and who has spoken so far."""

    reading: Reading
    people: dict[str, list[Person]]
    aliases: Aliases
    starts: list[int]  # first token of each sentence
    spoken: dict[int, list[tuple[int, Speaker, str]]] = field(default_factory=dict)  # by sentence

    def sentence(self, token: int) -> int:
        return bisect_right(self.starts, token) - 1


def cast(reading: Reading, names: Aliases) -> Cast:
    """The cast of a text before anybody has spoken."""
    return Cast(reading, people(reading), names, [low for low, _ in reading.sentences])


def speaker(c: Cast, source: Span | None) -> Speaker:
    """Who a source is; remembered, so that a later pronoun can mean it. Sources are asked for in the order of the text.

    A pronoun or a description that could mean nobody or several stays as written, without an id."""
    if source is None or source[0] >= source[1]:
        return NOBODY
    r = c.reading
    found = resolved(c, source)
    if found.kind is not None:
        gender = next((p.gender for p in c.people.get(folded((found.name or "?").split()[-1]), [])), "")
        c.spoken.setdefault(c.sentence(source[0]), []).append((source[0], found, gender))
    return found if found.name else Speaker(written(r, *source), None, None)


def resolved(c: Cast, source: Span) -> Speaker:
    """The speaker of a source, not yet remembered."""
    r = c.reading
    start, stop = core(r, source)
    pronoun = r.lower[start] if stop - start == 1 else ""
    if pronoun in GENDERS:
        return meant(c, start, GENDERS[pronoun])
    if pronoun in function_words("pronoun") or pronoun in OTHER_PRONOUNS:
        return NOBODY
    first = head(r, start, stop)
    regions = [first]
    if not r.capital(first[1] - 1) and first[1] < stop and r.lower[first[1]] == ",":
        regions.append(head(r, first[1] + 1, stop))  # "India's defence minister, Asha Rao,"
    for low, high in regions:
        if low < high and (found := named(c, low, high)):
            return found
    low, high = first
    if low >= high:
        return Speaker(written(r, start, stop), None, None)
    return described(c, start, high) or Speaker(written(r, start, stop), None, UNNAMED)


def core(r: Reading, source: Span) -> Span:
    """A source without a relative pronoun at its end and without time or place at its beginning ("On Sunday Mora")."""
    start, stop = source
    while stop - start > 1 and (r.lower[stop - 1] in ("who", ",", "which") or r.lower[stop - 1].endswith("ly")):
        stop -= 1
    time, preposition = function_words("time"), function_words("preposition")
    while stop - start > 1 and (
        r.lower[start] in time
        or (r.lower[start] in preposition and r.lower[start + 1] in time)
        or not r.words[start][0].isalnum()
    ):
        start += 1
    return start, stop


@cache
def phrase_ends() -> frozenset[str]:
    """Words behind which the heart of a source has ended."""
    return function_words("preposition") | {"who", "that", "which", "familiar", "close", "speaking"}


def head(r: Reading, start: int, stop: int) -> Span:
    """The noun phrase at the heart of a source: behind a possessor, before a preposition, a comma or "who"."""
    ends = phrase_ends()
    low = start
    i = start
    while i < stop:
        word = r.lower[i]
        if word.endswith(("’s", "'s", "s’")) and i + 1 < stop:
            low = i + 1
        if i > start and word == "of" and r.lower[i - 1] in function_words("title") and r.capital(i + 1):
            i += 2
            continue
        if i > low and (word in ",(—;:" or word in ends):
            break
        i += 1
    return low, i


def named(c: Cast, low: int, high: int) -> Speaker | None:
    """The actor or the person or institution whose name ends the noun phrase low..high."""
    r = c.reading
    held = [i for i in range(low, high) if r.words[i][0].isalnum()]
    if not held:
        return None
    tokens = [folded(r.words[i]) for i in held]
    pair = next((n for n, i in enumerate(held) if r.lower[i] in ("and", "&")), None)
    if pair is not None and r.lower[held[0]] in function_words("pronoun"):
        return NOBODY  # "he and Mora": as written, since nobody knows whom the whole means
    if pair is not None and r.capital(held[-1]) and pair > 0 and r.capital(held[pair - 1]):
        return Speaker(written(r, held[0], high), None, PERSON if tokens[-1] in c.people else INSTITUTION)
    for alias in c.aliases.get(tokens[-1], ()):
        if tuple(tokens[-len(alias.tokens) :]) == alias.tokens and (r.capital(held[-1]) or not alias.proper):
            if len(alias.tokens) == 1 and other_person(c, tokens, held):
                continue
            return Speaker(alias.name, alias.id, kind_of(c, alias.name))
    if not r.capital(held[-1]) or (len(held) == 1 and common_noun(c, held[0])):
        return None
    run = [n for n in range(len(held)) if all(r.capital(i) for i in held[n:])]
    names = tokens[run[0] :]
    person = person_called(c, names)
    if person:
        return as_speaker(c, person)
    if r.lower[held[-1]] in c.people and not organisation(names):
        return Speaker(written(r, held[run[0]], high), None, PERSON)  # several share the surname
    title = function_words("title")
    borne = [t for t in names if t not in title]
    like_a_name = len(borne) < len(names) or 1 < len(names) <= NAME_LENGTH
    if not like_a_name or organisation(names) or r.lower[low] == "the":
        return Speaker(written(r, held[run[0]], high), None, INSTITUTION)
    return Speaker(written(r, held[run[0]], high), None, PERSON)


NAME_LENGTH = 3


@cache
def offices() -> frozenset[str]:
    """Common nouns for people, with and without an office."""
    return function_words("title") | function_words("unnamed")


def common_noun(c: Cast, token: int) -> bool:
    """Whether a capitalised word that opens a sentence is a common noun for people ("Officials")."""
    word, office = c.reading.lower[token], offices()
    opens = token in {c.starts[c.sentence(token)]}
    return opens and (word in office or word.removesuffix("s") in office)


def other_person(c: Cast, tokens: list[str], held: list[int]) -> bool:
    """Whether a full first name before a surname tells that somebody else of that surname is meant."""
    if len(tokens) < 2 or not c.reading.capital(held[-2]) or tokens[-2] in function_words("title"):
        return False
    actor_names = [a for a in c.aliases.get(tokens[-1], ()) if len(a.tokens) > 1 and a.proper]
    if not actor_names or not any(p.first == tokens[-2] for p in c.people.get(tokens[-1], [])):
        return False
    return all(a.tokens[-2][:NICKNAME] != tokens[-2][:NICKNAME] for a in actor_names)


def person_called(c: Cast, names: list[str]) -> Person | None:
    """The one person of the text whom a name means."""
    same = c.people.get(names[-1], [])
    if len(names) > 1:
        fitting = [p for p in same if p.first and p.first[:NICKNAME] in {n[:NICKNAME] for n in names[:-1]}]
        same = fitting or same
    return same[0] if len(same) == 1 else None


def as_speaker(c: Cast, person: Person) -> Speaker:
    """A person of the text as a speaker, an actor where one bears the name."""
    for alias in c.aliases.get(person.surname, ()):
        if len(alias.tokens) == 1 and alias.proper:
            full = [a for a in c.aliases[person.surname] if len(a.tokens) > 1 and a.proper]
            if full and person.first and all(a.tokens[-2][:NICKNAME] != person.first[:NICKNAME] for a in full):
                continue
            return Speaker(alias.name, alias.id, PERSON)
        if alias.proper and (not person.first or alias.tokens[-2][:NICKNAME] == person.first[:NICKNAME]):
            return Speaker(alias.name, alias.id, PERSON)
    return Speaker(person.name, None, PERSON)


def kind_of(c: Cast, name: str) -> str:
    """Person or institution, for the name of an actor: one word is a person's only where the text knows the surname."""
    tokens = tuple(folded(t) for t in name.split())
    if organisation(tokens) or (len(tokens) == 1 and tokens[0] not in c.people):
        return INSTITUTION
    return PERSON


def described(c: Cast, start: int, stop: int) -> Speaker | None:
    """Whom a description means: "the US defence secretary" is the one person whose titles hold all its words of office.

    "The two ministers" are the two people of that office, if the text has two and no more; they have no one id."""
    r = c.reading
    title = function_words("title")
    tokens = [folded(r.words[i]) for i in range(start, stop) if r.words[i][0].isalnum()]
    if not tokens:
        return None
    last = tokens[-1]
    paired = last.endswith("s") and not PAIRS.isdisjoint(tokens)
    if not paired and (last not in title or r.lower[start] not in ("the", "this", "that")):
        return None
    everybody = [p for same in c.people.values() for p in same]
    if paired:
        one = last[:-1]
        pair = [p for p in everybody if one in p.titles] if one in title else []
        if len(pair) == len(PAIRS):
            return Speaker(" and ".join(p.name for p in pair), None, PERSON)
        return None
    wanted = {t for t in tokens[:-1] if not r_capital(c, start, stop, t)} - function_words("determiner")
    once = wanted & {"former", "then"}
    fitting = bearers(everybody, last, wanted) or (bearers(everybody, last, wanted - once) if once else [])
    return as_speaker(c, fitting[0]) if len(fitting) == 1 else None


def r_capital(c: Cast, start: int, stop: int, token: str) -> bool:
    """Whether a token of a description is capitalised, as a nationality is: those do not count as words of office."""
    return any(folded(c.reading.words[i]) == token and c.reading.capital(i) for i in range(start, stop))


def meant(c: Cast, token: int, gender: str) -> Speaker:
    """The person a pronoun means: who spoke last, else who opens a sentence, from the same sentence back."""
    here = c.sentence(token)
    for n in range(here, max(-1, here - LOOK_BACK), -1):
        for position, who, known_gender in sorted(c.spoken.get(n, ()), reverse=True):
            fits = who.kind == PERSON and (not known_gender or known_gender == gender)
            if position < token and fits:
                return who
        low, high = c.reading.sentences[n]
        opener = opening_subject(c.reading, low, min(high, token))
        if opener and opener[0] < token and c.reading.capital(opener[0]):
            found = named(c, *head(c.reading, *core(c.reading, opener)))
            if found and found.kind == PERSON:
                person = next((p for p in c.people.get(folded((found.name or "?").split()[-1]), [])), None)
                if not person or not person.gender or person.gender == gender:
                    return found
    return NOBODY
