"""Dates as articles write them -> a day."""

import re
from datetime import date

FIRST_YEAR = 1700
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september")
MONTHS = {
    name[:length]: number
    for number, name in enumerate((*_NAMES, "october", "november", "december"), 1)
    for length in range(3, len(name) + 1)
}

_LEAD = re.compile(r"^(?:date|published|posted|updated)?(?: on)?\s*:?\s*", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_TIME = r"(?:(?:T|,?\s+(?:at\s+|[-–|]\s*)?|\s*[-–|]\s*)\d{1,2}[:.]?\d{2}.*|\s*Z)?$"
_SHAPES = (
    ("ymd", re.compile(rf"^(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")),
    ("compact", re.compile(rf"^(\d{{4}})(\d{{2}})(\d{{2}}){_TIME}")),
    ("day name", re.compile(rf"^(\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?([a-z]+)\.?,?[ -](\d{{4}}){_TIME}", re.I)),
    ("name day", re.compile(rf"^([a-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}", re.I)),
    ("numbers", re.compile(rf"^(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}")),
)


def day(text: str | None, *, today: date) -> date | None:
    """The day that a date says, or None where it says none that can be: no such day, before 1700, or after tomorrow.

    A time and its zone are passed over: the day is the one that the outlet printed. 13/02/2017 is read by the number
    over 12; 03/02/2017, which may be either, is None; with full stops (03.02.2017) the day comes first."""
    if not text or not text.strip():
        return None
    found = _parse(" ".join(text.split()))
    if found is None or found.year < FIRST_YEAR or (found - today).days > 1:
        return None
    return found


def _parse(text: str) -> date | None:
    plain = _WEEKDAY.sub("", _LEAD.sub("", text))
    for shape, pattern in _SHAPES:
        match = pattern.match(plain)
        if match:
            year, month, number = _numbers(shape, match.groups())
            try:
                return date(year, month, number)
            except ValueError:
                return None
    return None


def _numbers(shape: str, found: tuple[str, ...]) -> tuple[int, int, int]:
    """Year, month and day; month 0 where none can be told."""
    if shape == "ymd":
        return int(found[0]), int(found[2]), int(found[3])
    if shape == "compact":
        return int(found[0]), int(found[1]), int(found[2])
    if shape == "day name":
        return int(found[2]), MONTHS.get(found[1].lower(), 0), int(found[0])
    if shape == "name day":
        return int(found[2]), MONTHS.get(found[0].lower(), 0), int(found[1])
    first, second, year = int(found[0]), int(found[2]), int(found[3])
    if found[1] == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else (year, 0, 0)
