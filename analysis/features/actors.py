"""Where articles mention the actors of a study: by name or alias, and by a pronoun where it can mean nobody else."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.features.cues import cues, function_words
from analysis.features.offices import offices
from analysis.features.people import FEMALE, HONORIFICS, MALE, NICKNAME, folded, organisation
from analysis.features.speakers import GENDERS, Actor, Aliases, aliases
from analysis.schema import ALL, SEGMENTS, UNITS, named, require

COLUMNS = ["article_id", "outlet", "event", "part", "sentence", "voice", "stub", "item", "term", "start", "end"]
LONGEST_WORD = 40  # characters
LOOK_BACK = 2  # sentences in which a pronoun finds whom it means

_BEFORE = re.compile(r"(\S+)\s*$")
_AFTER = re.compile(r"\s+([^\W\d_][\w.'’-]*)")
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_PRONOUN = re.compile(r"\b(?:he|him|his|she|her)\b", re.IGNORECASE)


class Mention(NamedTuple):
    """One mention in one sentence."""

    actor: str
    start: int
    end: int


@dataclass(frozen=True)
class Names:
    """The actors' names and aliases as one pattern; which words are whose."""

    pattern: re.Pattern[str]
    owner: Mapping[str, str]  # a spelling, folded -> the actor
    person: Mapping[str, str]  # an actor who is a person -> the first name, folded
    own: Mapping[str, frozenset[str]]  # an actor -> the words of its names, folded
    surname: Mapping[str, str]  # a surname that no alias gives alone, folded -> the actor
    bare: re.Pattern[str]


def actor_mentions(
    segments: pd.DataFrame, units: pd.DataFrame, *, actors: Sequence[Actor], pronouns: bool = True
) -> pd.DataFrame:
    """Every mention of an actor in a headline or a sentence of the body.

    In: SEGMENTS and UNITS of the same articles; the study's actors. Out: one row per mention: `item` (the actor's
    id), `term` (as written), `start` and `end` in the part's text, `voice` and `stub` of the run it stands in, and
    `text`, `at`, `until`: the sentence and the mention's place in it. Names count with the words that belong to them
    ("President Trump", "Pete Hegseth"); an actor's surname alone counts where the article has the full name and
    nobody else of that surname; a name inside another ("Trump Tower", "US Navy", "Melania Trump") does not. "He" or
    "she" counts outside quotations where what precedes it in its sentence, else the sentence before, else the one
    before that, names one person only, and that is the actor, whom most of the table's pronouns give that gender.
    "The minister" counts where the article gives that office to the actor and nobody else (`features.offices`).
    "They", "it" and other descriptions are not resolved, so that mentions are a floor."""
    require(segments, SEGMENTS, by="actors.actor_mentions", made_by="features.segments.segments")
    require(units, UNITS, by="actors.actor_mentions", made_by="features.segments.units")
    whole = units[(units["voice"] == ALL) & (units["part"] != "crosshead")]
    whole = whole.assign(body=whole["part"] == "body").sort_values(["article_id", "body", "sentence"], kind="stable")
    columns = ["article_id", "outlet", "event", "part", "sentence", "start", "text"]
    wanted, called = known_names(actors), aliases(actors)
    rows = []
    for _, sentences in groupby(zip(*(whole[c].tolist() for c in columns), strict=True), key=itemgetter(0)):
        rows += list(_of_article(list(sentences), wanted, called, pronouns)) if actors else []
    texts, numbers = ["article_id", "part", "text", "item", "term"], ["sentence", "at", "until", "start"]
    found = pd.DataFrame(rows, columns=[*columns[:-2], "text", "item", "term", "at", "until", "start"])
    found = found.astype(dict.fromkeys(texts, "str") | dict.fromkeys(numbers, "int64"))
    found = found.assign(
        end=found["start"] + found["until"] - found["at"], item=named(found["item"], [a.id for a in actors])
    )
    return _voiced(_of_one_gender(found), segments)[[*COLUMNS, "text", "at", "until"]]


def known_names(actors: Sequence[Actor]) -> Names:
    """What to look for."""
    owner: dict[str, str] = {}
    person: dict[str, str] = {}
    surname: dict[str, str] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            owner.setdefault(_spelling(name), actor.id)
        words = [folded(w) for w in actor.name.split()]
        if len(words) > 1 and not organisation(words):
            person[actor.id] = words[0]
            if words[-1] not in _ordinary():
                surname.setdefault(words[-1], actor.id)
    longest = sorted({n for a in actors for n in (a.name, *a.aliases)}, key=lambda n: (-len(n), n))
    surname = {s: a for s, a in surname.items() if s not in owner}
    bare = [a.name.split()[-1] for a in actors if surname.get(folded(a.name.split()[-1])) == a.id]
    own = {a.id: frozenset(folded(w) for n in (a.name, *a.aliases) for w in n.split()) for a in actors}
    return Names(_one_of(longest), owner, person, own, surname, _one_of(sorted(bare)))


def in_sentence(text: str, wanted: Names, *, bare: bool = False) -> list[Mention]:
    """The mentions by name in one sentence; `bare` looks for surnames that no alias gives alone."""
    found: list[Mention] = []
    pattern, owner = (wanted.bare, wanted.surname) if bare else (wanted.pattern, wanted.owner)
    for match in pattern.finditer(text):
        actor = owner[_spelling(match[0])]
        start, end = match.span()
        if found and found[-1].actor == actor and not text[found[-1].end : start].strip():
            found[-1] = Mention(actor, found[-1].start, end)  # "Secretary of War Pete Hegseth"
        elif not _inside_another(text, start, wanted.person.get(actor)):
            found.append(Mention(actor, start, _with_own_words(text, end, wanted.own[actor])))
    return [m for m in found if not _heads_another(text, m, wanted)]


def _of_article(sentences: list[tuple], wanted: Names, called: Aliases, pronouns: bool) -> Iterator[list]:
    """Rows of one article's sentences, in order."""
    text = "\n".join(s[-1] for s in sentences)
    if not wanted.pattern.search(text):
        return
    short = _unshared(text, wanted)
    memory = _Memory(wanted)
    described = _by_office(sentences, text, called) if pronouns else {}
    for n, (*place, start, sentence) in enumerate(sentences):
        here = in_sentence(sentence, wanted)
        if short:
            alone = [m for m in in_sentence(sentence, wanted, bare=True) if m.actor in short]
            here += [m for m in alone if not any(m.start < o.end and o.start < m.end for o in here)]
        here += [m for m in described.get(n, ()) if not any(m.start < o.end and o.start < m.end for o in here)]
        if pronouns:
            here += memory.resolved(sentence, here)
        for m in sorted(here, key=lambda m: m.start):
            yield [*place, sentence, m.actor, sentence[m.start : m.end], m.start, m.end, start + m.start]


def _by_office(sentences: list[tuple], text: str, called: Aliases) -> dict[int, list[Mention]]:
    """The actors that sentences of one article, joined in `text`, call by their office alone, by number of sentence."""
    starts = list(accumulate((len(s[-1]) + 1 for s in sentences), initial=0))
    found: dict[int, list[Mention]] = {}
    for actor, start, end in offices(text, called):
        n = bisect_right(starts, start) - 1
        if end - starts[n] <= len(sentences[n][-1]):
            found.setdefault(n, []).append(Mention(actor, start - starts[n], end - starts[n]))
    return found


@dataclass
class _Memory:
    """The sentences before, with the people that they name."""

    wanted: Names
    before: list[tuple[str, list[Mention], set[str]]] = field(default_factory=list)

    def resolved(self, sentence: str, here: list[Mention]) -> list[Mention]:
        """The pronouns of a sentence that can mean one actor only; the sentence is remembered."""
        found: list[Mention] = []
        said = [m for m in _PRONOUN.finditer(sentence) if not _quoted(sentence, m.start())]
        people = self.people(sentence, here) if said else []
        for match in said:
            candidates = {name for at, name in people if at < match.start()} or self.earlier()
            actor = next(iter(candidates)) if len(candidates) == 1 else ""
            if actor in self.wanted.person:
                found.append(Mention(actor, match.start(), match.end()))
        self.before = [*self.before[1 - LOOK_BACK :], (sentence, here, {m.actor for m in found})]
        return found

    def people(self, sentence: str, here: list[Mention]) -> list[tuple[int, str]]:
        """Where a sentence names which person."""
        actors = [(m.start, m.actor) for m in here if m.actor in self.wanted.person]
        return [*actors, *_others(sentence, here)]

    def earlier(self) -> set[str]:
        """The people of the last sentence, or of the one before where that has none."""
        for sentence, here, meant in reversed(self.before):
            names = {name for _, name in self.people(sentence, here)} | meant
            if names:
                return names
        return set()


def _of_one_gender(found: pd.DataFrame) -> pd.DataFrame:
    """The mentions without pronouns of another gender than most of their actor's in the table, all if none leads."""
    gender = found["term"].str.lower().map(GENDERS)
    votes = pd.crosstab(found["item"], gender).reindex(columns=[FEMALE, MALE], fill_value=0)
    usual = votes.idxmax(axis=1).where(votes[FEMALE] != votes[MALE])
    kept = gender.isna() | (gender == found["item"].astype("str").map(usual.rename(index=str)))
    return found[kept].reset_index(drop=True)


def _others(sentence: str, here: list[Mention]) -> Iterator[tuple[int, str]]:
    """People who are no actors, as far as capitals tell: a title with a name, two capitalised words and more, or one
    that speaks ("Haugen said")."""
    skip = _small()
    run: list[tuple[int, str]] = []
    last = -1
    for match in _WORD.finditer(sentence):
        word = match[0]
        proper = word[0].isupper() and word.lower() not in skip
        proper = proper and not any(m.start <= match.start() < m.end for m in here)
        if run and (not proper or sentence[last : match.start()].strip()):
            yield from _person(run, speaks=word.lower() in cues())
            run = []
        if proper:
            run.append((match.start(), folded(word)))
            last = match.end()
    yield from _person(run, speaks=False)


def _person(run: list[tuple[int, str]], *, speaks: bool) -> Iterator[tuple[int, str]]:
    title = function_words("title")
    names = [w for _, w in run if w not in title and w not in HONORIFICS]
    if names and (len(run) > 1 or speaks) and not organisation(names):
        yield run[0][0], " " + names[-1]  # no actor's id begins with a blank


def _inside_another(text: str, start: int, first_name: str | None) -> bool:
    """Whether a capitalised word before the name makes it somebody's or something's else: "Melania Trump"."""
    before = _BEFORE.search(text[max(0, start - LONGEST_WORD) : start])
    if not before:
        return False
    if before.end(1) == before.end():
        return text[start - 1] in "-–/@#_"
    word = before[1].lstrip("(“\"‘'[")
    if not word[:1].isupper() or word[-1] in ',;:.—–-"”)':
        return False
    capitals, word = word.isupper(), folded(word)
    if word in _small() or word in function_words("title") or word in HONORIFICS:
        return False
    if first_name is None:
        return not organisation([word]) and word.isalpha()
    return word[:NICKNAME] != first_name[:NICKNAME] and not capitals and not organisation([word])


def _with_own_words(text: str, end: int, own: frozenset[str]) -> int:
    """The end of a name with what follows of the same name: "President Xi" with "Jinping"."""
    while (behind := _AFTER.match(text, end)) and behind[1][0].isupper() and folded(behind[1]) in own:
        end = behind.end(1) - (2 if behind[1].endswith(("'s", "’s")) else 0)
    return end


def _heads_another(text: str, m: Mention, wanted: Names) -> bool:
    """Whether a capitalised word behind the name makes it part of another: "Trump Tower", "US Navy", "US-led"."""
    if text[m.end : m.end + 1] in ("-", "‑", "@", "_"):
        return True
    behind = _AFTER.match(text, m.end)
    if not behind or not behind[1][0].isupper() or not behind[1][1:2].islower():
        return False
    word = folded(behind[1])
    return word not in _small() and not wanted.pattern.match(text, behind.start(1))


def _unshared(text: str, wanted: Names) -> set[str]:
    """Actors whose surname alone can mean them in a text: it has their full name, and nobody else so called."""
    found = set()
    for surname, actor in wanted.surname.items():
        first = wanted.person[actor]
        places = [m.start() for m in re.finditer(rf"\b{re.escape(surname)}\b", text.lower())]
        words = [b[1] for at in places if (b := _BEFORE.search(text[max(0, at - LONGEST_WORD) : at]))]
        before = [folded(w) for w in words if w[0].isupper() and w[-1] not in ",;:.”"]
        before = [w for w in before if w not in _small() and w not in function_words("title")]
        if first in before and all(w[:NICKNAME] == first[:NICKNAME] for w in before):
            found.add(actor)
    return found


def _quoted(text: str, at: int) -> bool:
    """Whether a place stands between double quotation marks of its sentence."""
    before = text[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _voiced(found: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Each mention with the voice of the run in which it stands."""
    runs = segments.assign(part=segments["part"].astype("str"))[["article_id", "part", "start", "voice", "stub"]]
    runs = runs.sort_values("start", kind="stable")
    order = np.arange(len(found))
    left = found.assign(order=order, part=found["part"].astype("str")).sort_values("start", kind="stable")
    joined = pd.merge_asof(left, runs, on="start", by=["article_id", "part"]).sort_values("order", kind="stable")
    return joined.drop(columns="order").reset_index(drop=True)


def _spelling(name: str) -> str:
    return " ".join(folded(w) for w in name.split())


def _one_of(names: Sequence[str]) -> re.Pattern[str]:
    """A pattern of whole names, the longest first; a lower-case first letter may be a capital."""
    options = []
    for name in names:
        words = [re.escape(w) for w in name.split()]
        first = name[:1]
        if words and first.islower():
            words[0] = f"[{first}{first.upper()}]" + re.escape(name.split()[0][1:])
        options.append(r"\s+".join(words))
    return re.compile(rf"(?<![\w@#])(?:{'|'.join(options)})(?!\w)" if options else r"(?!)")


@cache
def _small() -> frozenset[str]:
    classes = ("preposition", "conjunction", "pronoun", "determiner", "time", "auxiliary", "subclause_opener", "glue")
    return frozenset().union(*(function_words(c) for c in classes))


@cache
def _ordinary() -> frozenset[str]:
    """Words that are a surname and something else besides, such as a month: alone they name nobody."""
    return _small() | function_words("title")
