"""The people that a corpus names most, found by the look of their names: an offer to whoever writes a study."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

import pandas as pd

from analysis.clean.dates import MONTHS
from analysis.features.cues import function_words
from analysis.features.people import HONORIFICS, folded, organisation, small_words

_PART = r"[A-ZÀ-ÝŁŚŻČŠŽ][a-zà-ÿāćčđęğıłńőřśşšťůűźżž]+(?:[-’'][A-ZÀ-Ý]?[a-zà-ÿ]+)*"
_NAME = re.compile(rf"\b{_PART}(?: (?:[A-Z]\.|(?:al-|bin|da|de|del|der|di|la|le|van|von) ?|{_PART})){{0,2}} {_PART}\b")
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NOBODY = frozenset((*MONTHS, *_WEEK, "new", "north", "south", "east", "west")) - {"mar", "jan", "may"}
_RUN = re.compile(
    rf"({_PART}(?: {_PART})*)(?:[’']s\b|(?: also)? (?:said|says|told|adds?|added|wrote|tweeted|called|warned|"
    r"argued|met|has|had|was|is|will|would|who|did)\b)"
)
LONGEST = 4
SAMPLE = 1_000  # articles that are looked at, evenly spaced
ALONE = 0.2  # of the articles that name a person in full, those in which the surname alone does something


def frequent(articles: pd.DataFrame, *, most: int = 8, least: int = 2) -> list[dict[str, object]]:
    """Up to `most` people, those named in most articles first: id, name, aliases (the surname, where it is one's own).

    In: ARTICLES. A person is two to four capitalised words of which none is an institution's or a function word, named
    in full in at least `least` articles, in a fifth of which a title stands before the name, or the last word alone
    says, has or is something. It goes by looks: what is named like a person passes as one."""
    in_articles: Counter[str] = Counter()
    acts: Counter[str] = Counter()
    step = max(1, len(articles) // SAMPLE)
    for body in articles["body"].iloc[::step]:
        named = [(name, found[0]) for found in _NAME.finditer(body) if (name := _person(found[0]))]
        titled = {name for name, written in named if _titled(written)}
        alone = {found[1] for found in _RUN.finditer(body) if " " not in found[1]}
        here = {name for name, _ in named}
        in_articles.update(here)
        acts.update(name for name in here if name in titled or name.split()[-1] in alone)
    for name in [n for n in in_articles if n.count(" ") > 1]:  # "State Rex Tillerson": a title's word before the name
        shorter = name.split(" ", 1)[1]
        if in_articles[shorter] * 2 >= in_articles[name]:
            in_articles[shorter] += in_articles.pop(name)
            acts[shorter] += acts.pop(name, 0)
    surnames: Mapping[str, set[str]] = defaultdict(set)
    for name in in_articles:
        surnames[name.split()[-1]].add(name)
    known = [(name, n) for name, n in in_articles.items() if n >= least and acts[name] >= ALONE * n]
    ranked = sorted(known, key=lambda pair: (-pair[1], pair[0]))
    people: dict[str, dict[str, object]] = {}
    for name, _ in ranked:
        if len(people) == most:
            break
        surname = name.split()[-1]
        identity = re.sub(r"\W", "", folded(surname))
        if identity and identity not in people:
            best = max(surnames[surname], key=lambda n: in_articles[n])
            aliases = [surname] if best == name else []
            people[identity] = {"id": identity, "name": name, "aliases": aliases}
    return list(people.values())


def _titled(name: str) -> bool:
    return any(folded(part) in _titles() for part in name.split())


def _titles() -> frozenset[str]:
    return function_words("title") | frozenset(HONORIFICS)


def _person(name: str) -> str:
    """The name without the words of a title before it, or an empty string where it is no person's."""
    parts = name.split()
    last = max((i for i, part in enumerate(parts) if folded(part) in _titles()), default=-1)
    parts = parts[last + 1 :]  # "Defence Secretary Ada Lund", "State Rex Mora"
    while parts and folded(parts[0]) in small_words():
        parts = parts[1:]
    words = [folded(part) for part in parts]
    if not 2 <= len(parts) <= LONGEST or organisation(words) or any(w in _NOBODY for w in words):
        return ""
    return "" if any(w in small_words() for w in (words[0], words[-1])) else " ".join(parts)
