"""Surnames of one person that articles of one event spell differently."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from rapidfuzz.distance import Levenshtein

from analysis.compare.quotations import without_accents
from analysis.features.people import Person, folded

SURE = 0.6
SHORTEST = 5  # letters of a surname of which one may be another
LONG = 8  # and from which two may


def surnames(sentences: pd.DataFrame, persons: Mapping[str, Sequence[Person]]) -> Iterator[list[dict[str, Any]]]:
    """People of one first name whose surnames differ by a letter, of long ones by two: a list of versions each.

    In: one row a sentence of the event (`article_id, outlet, part, sentence, text, start`); the people of each article
    by article_id. An article that writes both ways, or an outlet that does, is no version: those may be two people.
    Accents, capitals and hyphens are no other spelling, and a plural is none."""
    table = sentences.sort_values(["article_id", "part", "sentence"], kind="stable").reset_index(drop=True)
    outlet = dict(zip(table["article_id"], table["outlet"].astype("str"), strict=True))
    forms: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for article in sorted(persons):
        for person in persons[article]:
            if person.first and person.name and article in outlet:
                surname = person.name.split()[-1]
                forms[without_accents(folded(person.first))][_folded(surname)].setdefault(article, person.name)
    for first in sorted(forms):
        spelled = forms[first]
        for one in sorted(spelled):
            for two in sorted(spelled):
                here, there = spelled[one], spelled[two]
                if one < two and _one_name(one, two) and not {outlet[a] for a in here} & {outlet[a] for a in there}:
                    what = f"surname of {min([*here.values(), *there.values()])}"
                    versions = [*_versions(table, here, what=what), *_versions(table, there, what=what)]
                    if len({v["value"] for v in versions}) > 1:
                        yield versions


def _folded(surname: str) -> str:
    return without_accents(surname.lower()).replace("-", "").replace("’", "'").removesuffix("'s")


def _one_name(one: str, two: str) -> bool:
    """Whether two surnames, folded, may be spellings of one."""
    shortest = min(len(one), len(two))
    if shortest < SHORTEST or one[0] != two[0] or one in (two + "s", two + "es") or two in (one + "s", one + "es"):
        return False
    return Levenshtein.distance(one, two) <= (2 if shortest >= LONG else 1)


def _versions(table: pd.DataFrame, spelled: Mapping[str, str], *, what: str) -> Iterator[dict[str, Any]]:
    """Each article's first sentence with its spelling; not where a lost character follows it."""
    for article, name in sorted(spelled.items()):
        surname = name.split()[-1]
        written = re.compile(rf"\b{re.escape(surname)}\b(?![?\ufffd] )")
        for row in table[table["article_id"] == article].itertuples():
            if match := written.search(row.text):
                yield {
                    "kind": "spelling",
                    "relation": "naming",
                    "what": what,
                    "value": surname,
                    **{c: getattr(row, c) for c in ("article_id", "outlet", "part", "sentence", "text")},
                    "start": int(row.start) + match.start(),
                    "end": int(row.start) + match.end(),
                    "text_start": int(row.start),
                    "confidence": SURE,
                }
                break
