"""Names and offices of one person, and names of one meeting, as articles of one event give them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from rapidfuzz.distance import Levenshtein

from analysis.compare.alignment import stem, titles
from analysis.compare.quotations import spelled, without_accents
from analysis.features.cues import function_words
from analysis.features.people import NICKNAME, Person, folded, people, places
from analysis.features.reading import reading
from analysis.features.tokens import tokens
from analysis.study import Actor

LISTED, FOUND = 0.9, 0.5  # how sure it is that one name is one person
MEETING = 0.8
NO_OFFICE = frozenset(("mr", "mrs", "ms", "sir", "dr", "counterpart", "official", "expert", "partner", "host", "rev"))
# A rank goes with any office.
NO_OFFICE |= frozenset(
    [
        "admiral",
        "brigadier",
        "captain",
        "colonel",
        "gen",
        "general",
        "lieutenant",
        "lt",
        "maj",
        "major",
        "marshal",
        "sgt",
    ]
)
_GIVEN = r"(?:[A-Z][\w’'-]+\.?|[A-Z]\.)"
_MEETING_WORD = r"(?:[Mm]eeting(?:[- ][Pp]lus)?|[Ss]ummit|[Cc]onference|[Ff]orum|[Aa]ssembly|[Tt]alks|[Cc]ongress)"
_SLOT = re.compile(
    rf"(?:sidelines|margins|fringes) of (?:the |an |a )?(?P<one>(?:[\w’'–-]+ |\([^)]*\) ){{0,7}}?{_MEETING_WORD})"
    rf"(?P<of> of (?:the )?[A-Z]\w+)?"
    rf"|alongside (?:the |an |a )(?P<two>(?:[\w’'–-]+ ){{0,7}}?{_MEETING_WORD})"
)


_NO_PART = frozenset(("the", "and", "said", "when", "while", "after", "as", "if", "but", "former"))
_LISTED_ON = re.compile(r"\s+(?:and|or)\b")  # "Ada Brandt, the mayor and the verger" are three people


class _Named(NamedTuple):
    form: frozenset[str]  # its words, folded
    told: str
    row: int
    start: int
    end: int


def naming(
    sentences: pd.DataFrame,
    persons: Mapping[str, Sequence[Person]],
    actors: Sequence[Actor],
    *,
    unlisted: bool = False,
) -> Iterator[list[dict[str, Any]]]:
    """Offices, first names and meetings that articles of one event name differently: a list of versions each.

    In: one row a sentence of the event (`article_id, outlet, part, sentence, text, start`); the people of each article
    (`named_people`); the study's actors; whether offices are compared of people that it does not list. People are
    those actors, and whoever two articles name in full. Of an article's offices for a person the longest counts;
    country and military rank are left out. An office that only says less ("secretary") is no other one; an initial is
    no other first name. First names that are no short form or spelling of each other are two people's."""
    table = sentences.sort_values(["article_id", "part", "sentence"], kind="stable").reset_index(drop=True)
    known = _people(table, persons, actors)
    for surname, (name, sure) in sorted(known.items()):
        offices, firsts = _of_person(table, surname)
        if sure == LISTED or unlisted:
            yield from _differing(table, offices, kind="naming", what=f"office of {name}", sure=sure, same=_one_office)
        yield from _differing(
            table, firsts, kind="naming", what=f"first name of {name}", sure=sure, same=_one_first_name, related=_near
        )
    yield from _differing(
        table, _meetings(table), kind="naming", what="the meeting", sure=MEETING, same=_equal, related=_overlap
    )


def named_people(bodies: Mapping[str, str]) -> dict[str, list[Person]]:
    """The people of each article's text, by article_id, in order of first mention."""
    return {a: [p for held in people(reading(text or "")).values() for p in held] for a, text in bodies.items()}


def stems(tellings: pd.DataFrame, known: Sequence[str]) -> dict[int, frozenset[str]]:
    """Of some stems, those that are titles or names of people of whom a title or the sex is told, with the surnames of
    all that they may name; a title names anybody.

    In: clauses (`article_id, text`) in any order; the stems. Out: places in `known`, and surnames."""
    bodies = {str(a): ". ".join(sorted(texts)) for a, texts in tellings.groupby("article_id")["text"]}
    held = {(p.name, p.surname) for some in named_people(bodies).values() for p in some if p.titles or p.gender}
    named: dict[str, set[str]] = defaultdict(set)
    for name, surname in held:
        for word in tokens([name]).vocabulary:
            named[stem(word)].add(surname)
    anybody = frozenset(surname for _, surname in held)
    found = dict.fromkeys(titles(), anybody) | {s: frozenset(who) for s, who in named.items()}
    return {i: found[s] for i, s in enumerate(known) if s in found}


def _people(
    table: pd.DataFrame, persons: Mapping[str, Sequence[Person]], actors: Sequence[Actor]
) -> dict[str, tuple[str, float]]:
    known: dict[str, tuple[str, float]] = {}
    text = " ".join(table["text"])
    for actor in actors:
        words = actor.name.split()
        folded_name = tuple(folded(w) for w in words)
        if len(words) > 1 and folded_name not in places() and words[-1] in text:
            known[words[-1]] = (actor.name, LISTED)
    named: dict[str, set[str]] = defaultdict(set)
    printed: dict[str, str] = {}
    for article in sorted(set(table["article_id"])):
        for person in persons.get(article, ()):
            if person.first and person.name:
                surname = person.name.split()[-1]
                named[surname].add(article)
                printed.setdefault(surname, person.name)
    for surname, where in named.items():
        if len(where) > 1 and surname not in known and surname[0].isupper():
            known[surname] = (printed[surname], FOUND)
    return known


def _of_person(table: pd.DataFrame, surname: str) -> tuple[list[_Named], list[_Named]]:
    full = re.compile(
        rf"(?P<given>(?:{_GIVEN} ){{0,3}}){re.escape(surname)}\b"
        r"(?P<after>, (?:the |an? )?(?:U\.S\.|U\.K\.|[^,.;:]){3,50})?"
    )
    offices, firsts = [], []
    for row, text in enumerate(table["text"]):
        if surname not in text:
            continue
        for match in full.finditer(text):
            given, start = _given(text, match)
            if given and str(table["part"][row]) != "headline":
                first = given.split()[0].rstrip(".")
                firsts.append(
                    _Named(frozenset([without_accents(folded(first))]), given, row, start, start + len(given))
                )
            office = _office_before(text, start) or _office_after(text, match)
            if office and str(table["part"][row]) != "headline":  # where every word has a capital
                offices.append(_Named(_office_words(office[0]), office[0], row, office[1], office[2]))
    return offices, firsts


def _given(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The given names before a surname: capitalised words that are no office, place or start of a phrase."""
    words = match["given"].split()
    heads = function_words("title")
    kept: list[str] = []
    for word in reversed(words):
        plain = folded(word.rstrip("."))
        small = plain in heads or (plain,) in places() or word.endswith(("’s", "'s")) or plain in _PORTFOLIO
        if small or plain in function_words("preposition") or plain in function_words("conjunction"):
            break
        kept.insert(0, word)
    given = " ".join(kept)
    return given, match.end("given") - len(given) - (1 if kept else 0)


_PORTFOLIO = frozenset(
    [
        "war",
        "state",
        "defence",
        "foreign",
        "external",
        "internal",
        "interior",
        "home",
        "finance",
        "treasury",
        "commerce",
        "trade",
        "justice",
        "health",
        "education",
        "energy",
        "labor",
        "labour",
        "agriculture",
        "transport",
        "affairs",
        "prime",
        "vice",
        "deputy",
        "acting",
        "general",
        "house",
        "senate",
        "union",
    ]
)


def _office_before(text: str, end: int) -> tuple[str, int, int] | None:
    """The office that ends where a name begins, maybe before a comma."""
    words = list(re.finditer(r"[\w’'.-]+", text[:end]))[-7:]
    if not words or not re.fullmatch(r",? ?", text[words[-1].end() : end]):
        return None
    return _office(text, [w.span() for w in words])


def _office_after(text: str, match: re.Match[str]) -> tuple[str, int, int] | None:
    """The office in apposition behind a name."""
    if not match["after"]:
        return None
    words = [m.span() for m in re.finditer(r"[\w’'.-]+", text[: match.end()]) if m.start() > match.start("after")]
    for n in range(len(words), 0, -1):
        office = _office(text, words[:n])
        if office and not _LISTED_ON.match(text, office[2]) and office[1] <= words[min(1, len(words) - 1)][0]:
            return office
    return None


def _office(text: str, words: list[tuple[int, int]]) -> tuple[str, int, int] | None:
    """The longest office at the end of some words: portfolio, head, "of" and what it is over."""
    heads = function_words("title") - NO_OFFICE
    plain = [folded(text[a:z]) for a, z in words]
    last = len(words) - 1
    head = last
    if plain[last] not in heads:
        of = next((k for k in range(last - 1, max(-1, last - 4), -1) if plain[k] == "of"), None)
        if of is None or of == 0 or plain[of - 1] not in heads or not text[words[last][0]].isupper():
            return None
        head = of - 1
    first = head
    while first > 0 and text[words[first - 1][1] : words[first][0]] == " ":
        word = text[words[first - 1][0] : words[first - 1][1]]
        if not (word[0].isupper() or plain[first - 1] in _PORTFOLIO) or plain[first - 1] in _NO_PART:
            break
        first -= 1
    start, end = words[first][0], words[last][1]
    return text[start:end], start, end


def _office_words(office: str) -> frozenset[str]:
    """An office's words: countries, possessives and small words gone."""
    held = []
    for word in re.findall(r"[\w’'.-]+", office):
        plain = folded(word)
        if word.endswith(("’s", "'s")) or (plain,) in places() or plain in ("of", "the", "and", "for", "former"):
            continue
        if word[0].isupper() and plain.endswith(("ian", "ese", "ish", "ean")):
            continue
        held.append(spelled(plain))
    return frozenset(held) - {"us", "britain", "british", "french", "german", "united", "states"}


def _meetings(table: pd.DataFrame) -> list[_Named]:
    found = []
    for row, text in enumerate(table["text"]):
        for match in _SLOT.finditer(text):
            group = "one" if match["one"] else "two"
            start, end = match.start(group), match.end("of") if match["of"] else match.end(group)
            told = text[start:end]
            bare = re.sub(r"\([^)]*\)", " ", told)
            words = {spelled(w.lower().rstrip("’'s")) for w in re.findall(r"[\w]+(?:[’']s?)?", bare)}
            form = frozenset(words - {"of", "the", "a", "an", "and"})
            if len(form) > 1:
                found.append(_Named(form, told, row, start, end))
    return found


def _equal(a: frozenset[str], b: frozenset[str]) -> bool:
    return a == b


def _overlap(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a & b)


def _one_office(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a


def _one_first_name(a: frozenset[str], b: frozenset[str]) -> bool:
    (one,), (two,) = a, b
    return one == two or min(len(one), len(two)) == 1 or one.replace("-", "") == two.replace("-", "")


def _near(a: frozenset[str], b: frozenset[str]) -> bool:
    (one,), (two,) = a, b
    return one[:NICKNAME] == two[:NICKNAME] or (one[0] == two[0] and Levenshtein.distance(one, two) <= 2)


def _differing(
    table: pd.DataFrame,
    found: list[_Named],
    *,
    kind: str,
    what: str,
    sure: float,
    same: Any,
    related: Any = lambda a, b: True,
) -> Iterator[list[dict[str, Any]]]:
    """One list of versions where two articles of two outlets differ; of each article the longest."""
    best: dict[str, _Named] = {}
    for one in found:
        article = table["article_id"][one.row]
        if one.form and (article not in best or len(one.form) > len(best[article].form)):
            best[article] = one
    rows = sorted(best.items())
    odd = {
        a
        for a, one in rows
        for b, two in rows
        if not same(one.form, two.form)
        and related(one.form, two.form)
        and str(table["outlet"][one.row]) != str(table["outlet"][two.row])
    }
    versions = []
    for article, one in rows:
        if article not in odd:
            continue
        place = table.iloc[one.row]
        versions.append(
            {
                "kind": kind,
                "relation": "naming",
                "what": what,
                "value": one.told,
                **{c: place[c] for c in ("article_id", "outlet", "part", "sentence", "text")},
                "start": int(place["start"]) + one.start,
                "end": int(place["start"]) + one.end,
                "text_start": int(place["start"]),
                "confidence": sure,
            }
        )
    if versions:
        yield versions
