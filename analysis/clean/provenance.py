"""Where an article comes from: a news agency's wire, and a page of opinion."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import unquote, urlsplit

from analysis import words

EDGE = 400  # characters at the top and at the end of a text in which an agency is credited
_OPINION = (
    r"opinions?|op-?eds?|editorials?|comment(?:ary|isfree)?|columns?|columnists?|leaders?|letters?(?: to the editor)?|"
    r"viewpoints?|views?|perspectives?|blogs?|ideas|voices|contributors?"
)
_SECTION = re.compile(rf"(?:^|[;,/|:>]\s*|\b(?:section|pages?|desk) )(?:{_OPINION})\b", re.IGNORECASE)
_STEP = re.compile(rf"^(?:{_OPINION})$", re.IGNORECASE)
_HEADLINE = re.compile(
    r"^(?:opinion|op-?ed|editorial|commentary|comment|column|letters?(?: to the editor)?|viewpoint)\s*[:|–—-]\s*\S"
    r"|\S\s*[|–—]\s*(?:opinion|op-?ed|editorial|commentary)$",
    re.IGNORECASE,
)
_CREDIT = (
    r"(?:with (?:\w+ )?(?:inputs?|reports?|reporting|material) (?:from|by)|inputs? from|source:|"
    r"additional reporting by)"
)
_DESK = re.compile(
    r"\((?:additional )?reporting by [^()]{3,200}[;.,] ?(?:additional reporting by|writing|editing) by", re.IGNORECASE
)


@cache
def _agencies() -> tuple[re.Pattern[str], Mapping[str, str]]:
    names = {row["written"]: row["agency"] for row in words.rows("agencies")}
    any_of = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    credit = re.compile(
        rf"\((?:[^()]{{0,40}}?[ ,/-])??(?P<brackets>{any_of})(?:[ ,/-][^()]{{0,40}})?\)"
        rf"|/(?P<slashes>{any_of})/"
        rf"|(?i:{_CREDIT}) (?:the )?(?P<credit>{any_of})\b"
        rf"|(?:^|[—–-] ?|\n)(?P<end>{any_of})\.?$"
    )
    return credit, names


@cache
def _byline() -> re.Pattern[str]:
    any_of = "|".join(re.escape(row["written"]) for row in words.rows("agencies"))
    before, behind = r"(?:^|\b(?:by|via|and)\s+|[,;/|(]\s*)(?:the )?", r"(?=$|[\s,;/|).])"
    return re.compile(rf"{before}(?P<agency>{any_of}){behind}", re.IGNORECASE)


def wire(*, dateline: str, author: str, body: str, credits: Iterable[str], outlet: str) -> str:
    """The agency that an article credits in its dateline, its byline or at either end, or an empty string.

    An outlet that is the agency itself is no copy of it. It finds a credit, not a copy: what is printed without one is
    not noticed, and a report that only used an agency's material is."""
    pattern, names = _agencies()
    places = [dateline, body[:EDGE], body[-EDGE:] if len(body) > EDGE else "", *credits]
    for place in places:
        found = pattern.search(place) if place else None
        if found:
            return _other(names[next(name for name in found.groups() if name)], outlet)
    if _DESK.search(body[-EDGE:]) or any(_DESK.search(place) for place in credits):
        return _other("Reuters", outlet)
    for place in [author, *(credit for credit in credits if len(credit) < 100)]:
        found = _byline().search(place.strip()) if place else None
        if found:
            said = next((names[name] for name in names if name.casefold() == found["agency"].casefold()), "")
            return _other(said, outlet)
    return ""


def _other(agency: str, outlet: str) -> str:
    return "" if agency.casefold() in outlet.casefold() else agency


def opinion(*, section: str, url: str, headline: str) -> bool:
    """Whether section, address or headline call the article opinion. It goes by their words alone."""
    if section and _SECTION.search(section):
        return True
    try:
        path = unquote(urlsplit(url).path) if url else ""
    except ValueError:
        path = ""
    return any(_STEP.match(step) for step in path.split("/")[1:-1]) or bool(_HEADLINE.search(headline))
