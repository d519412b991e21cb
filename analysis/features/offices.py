"""Offices that mean one actor: "the president", "the congressman", where the article gives them to one person only."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis import words
from analysis.features.cues import function_words
from analysis.features.people import NOT_IN_OFFICE, Person, bearers, folded, small_words
from analysis.features.reading import Reading, reading
from analysis.features.speakers import Aliases, as_speaker, cast

MODIFIERS = 2  # words of an office before its last, as in "the former defence secretary"


class Office(NamedTuple):
    """A description in a text and the actor it means."""

    actor: str
    start: int
    end: int


def offices(text: str, names: Aliases) -> list[Office]:
    """Where a text calls an actor by an office alone.

    "The", at most two words in small letters that the actor's titles in this text hold too, and the office, which
    nobody else in the text bears; not "the president of Norland", "the Norland president", "the president, Ana Ortega".
    It cannot tell that a text which titles one president means another one, whom it does not title."""
    r = reading(text)
    c = cast(r, names)
    everybody = [p for same in c.people.values() for p in same]
    held = {t for p in everybody for title in p.titles & _heads() for t in (title, *_described(title))}
    out = []
    for start, stop in _descriptions(r, held):
        office, modifiers = folded(r.words[stop - 1]), frozenset(map(folded, r.words[start + 1 : stop - 1]))
        borne = _bearers(everybody, office, modifiers)
        actor = as_speaker(c, borne[0]).id if len(borne) == 1 else None
        if actor is not None:
            out.append(Office(actor, *r.span((start, stop))))
    return out


def _descriptions(r: Reading, held: set[str]) -> Iterator[tuple[int, int]]:
    """Tokens of "the", modifiers and an office, where nothing behind says whose it is."""
    for i, word in enumerate(r.lower):
        office = folded(word)
        if office not in held or r.capital(i):
            continue
        low = next((j for j in range(i - 1, i - MODIFIERS - 2, -1) if r.word(j) == "the"), None)
        if low is None or any(r.capital(j) or not r.lower[j].isalpha() for j in range(low + 1, i)):
            continue
        if r.word(i + 1) in ("of", "-", "–") or (r.capital(i + 1) and r.word(i + 1) not in small_words()):
            continue
        if r.word(i + 1) == "," and r.capital(i + 2) and r.word(i + 2) not in small_words():
            continue
        if office in function_words("title") and r.word(i + 1) in function_words("title"):
            continue  # "the president general"
        yield low, i + 1


def _bearers(everybody: list[Person], office: str, described: frozenset[str]) -> list[Person]:
    found = {id(p): p for title in (office, *_titles_of(office)) for p in bearers(everybody, title, described)}
    return list(found.values())


@cache
def _heads() -> frozenset[str]:
    return function_words("title") - NOT_IN_OFFICE


@cache
def _described(title: str) -> tuple[str, ...]:
    """What somebody of a title is called besides: a "rep" a "lawmaker"."""
    return tuple(row["description"] for row in words.rows("offices") if row["title"] == title)


@cache
def _titles_of(description: str) -> tuple[str, ...]:
    return tuple(row["title"] for row in words.rows("offices") if row["description"] == description)
