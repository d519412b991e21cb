"""Dates as articles write them -> a day."""

import re
from datetime import date, datetime

_DAY_FIRST = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})")
_FORMATS = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%Y/%m/%d", "%Y%m%d")
FIRST_YEAR = 1700


def day(text: str | None, *, today: date) -> date | None:
    """The day that a date says, or None where it says none that can be: no such day, before 1700, or after tomorrow.

    13/02/2017 is read by the number over 12; 03/02/2017, which may be either, is None."""
    if not text or not text.strip():
        return None
    found = _parse(" ".join(text.split()))
    if found is None or found.year < FIRST_YEAR or (found - today).days > 1:
        return None
    return found


def _parse(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).date()
    except ValueError:
        pass
    iso = re.match(r"^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$", text)
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", "", iso[1] if iso else text)
    if iso:
        try:
            return date.fromisoformat(iso[1])
        except ValueError:
            return None
    for pattern in _FORMATS:
        try:
            return datetime.strptime(plain, pattern).date()
        except ValueError:
            continue
    numbers = _DAY_FIRST.match(text)
    if numbers:
        first, second, year = (int(n) for n in numbers.groups())
        if first > 12 >= second:
            first, second = second, first
        elif not (first <= 12 < second or first == second):
            return None
        try:
            return date(year, first, second)
        except ValueError:
            return None
    return None
