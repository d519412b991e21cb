"""The place that a report was sent from, at the top of its text: OSLO, Oct 31 (Reuters) —."""

import re
from functools import cache

from analysis import words

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_AGENCY = r"(?:Reuters|AP|AFP|ANI|PTI|IANS|UPI|UNI|Xinhua|TASS|dpa|CNN|Bloomberg|Kyodo|Bernama)"
_DASH = r"(?:\s*[—–―]\s*|\s+-{1,2}\s*|\s*\"\?)"
_CAPITALS = r"[A-ZÀ-Ý][A-ZÀ-Ý.'’-]+(?:[ /][A-ZÀ-Ý][A-ZÀ-Ý.'’-]*){0,3}"
_PLACE = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_WHEN = rf"(?i:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?"
_NEXT = r"(?=[\"“'‘(\[]{0,2}[A-ZÀ-Ý0-9])"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # OSLO —, OSLO, Norway (AP) —, OSLO, Oct 31 (ANI):, OSLO/BERGEN -
        rf"^({_CAPITALS}(?:, {_PLACE})?(?:, {_WHEN})?(?: ?\([A-Z][\w/ .]{{1,20}}\))?)(?:{_DASH}|:\s+){_NEXT}",
        # OSLO, March 15. /TASS/. and OSLO, March 15 /TASS/.
        rf"^({_CAPITALS}(?:, {_PLACE})?, {_WHEN}\.? /[A-Z]{{2,10}}/)\.?{_DASH}?\s*{_NEXT}",
        # Oslo (Reuters) -, Oslo, Norway (CNN)
        rf"^({_PLACE}(?:, {_PLACE})?(?:, {_WHEN})? \({_AGENCY}\))(?:{_DASH}|:?\s*){_NEXT}",
        # Oslo, October 31:
        rf"^({_PLACE}(?:, {_PLACE})?, {_WHEN})(?:{_DASH}|:\s+){_NEXT}",
        # Oslo, Norway -
        rf"^({_PLACE}, {_PLACE}){_DASH}{_NEXT}",
        # (Reuters) -
        rf"^(\({_AGENCY}\)){_DASH}?\s*{_NEXT}",
    )
)


SHORTEST = 4  # in letters: AP, DW, US and UN stand before a colon more often than a place of their length


@cache
def _labels() -> frozenset[str]:
    """Words in capitals before a dash or colon that name no place."""
    return frozenset(row["label"] for row in words.rows("labels"))


def dateline(text: str) -> tuple[str, int]:
    """The dateline that a paragraph begins with and where the text goes on, or ("", 0).

    It goes by capitals, a date or an agency before a dash, and knows no map: a label in capitals that
    data/words/labels.csv does not list passes as a place."""
    for pattern in _DATELINES:
        found = pattern.match(text)
        if found and len(found[1]) >= SHORTEST and found[1].rstrip(".").upper().replace("’", "'") not in _labels():
            return found[1].strip(), found.end()
    return "", 0
