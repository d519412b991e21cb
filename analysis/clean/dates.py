"""Dates as articles write them -> a day, the time and zone beside it, and whether day and month may be swapped."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Order = Literal["", "day first", "month first"]
FIRST_YEAR = 1700
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september")
MONTHS = {
    name[:length]: number
    for number, name in enumerate((*_NAMES, "october", "november", "december"), 1)
    for length in range(3, len(name) + 1)
}

_LEAD = re.compile(
    r"^(?:first |last )?(?:date|published|posted|updated|modified|created)?(?: on| at)?\s*:?\s*", re.IGNORECASE
)
_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_WEEKDAY = re.compile(rf"^{_DAY_NAME},?\s+", re.IGNORECASE)
_ZONE = r"(?:Z|(?:(?:GMT|UTC) ?)?[+-]\d{1,2}(?::?\d{2})?|\(?[A-Z]{2,5}\)?)"
_CLOCK = rf"\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d{{1,9}})?)?(?:\s*[ap]\.?\s?m\.?)?(?:\s*{_ZONE})?"
_BEFORE = re.compile(rf"^(?P<clock>{_CLOCK})(?:,\s*|\s+(?:on\s+)?|\s*[-–|]\s*)(?=[A-Za-z\d])", re.IGNORECASE)
_BEHIND = re.compile(
    rf"^(?:,?\s+{_DAY_NAME})?(?:(?:T|,?\s+(?:at\s+|[-–|]\s*)?|\s*[-–|]\s*)(?P<clock>\d{{1,2}}[:.]?\d{{2}}.*)|\s*(?P<zulu>Z))?$",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"^(\d{{1,2}})[:.]?(\d{{2}})(?:[:.]?\d{{2}}(?:[.,]\d{{1,9}})?)?(?:\s*([ap])\.?\s?m\b\.?)?(?:\s*\(?({_ZONE})\)?)?",
    re.IGNORECASE,
)
_SHAPES = (
    ("ymd", re.compile(r"^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")),
    ("compact", re.compile(r"^(\d{4})(\d{2})(\d{2})")),
    ("day name", re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]+)\.?,?[ -](\d{4})", re.I)),
    ("name day", re.compile(r"^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.I)),
    ("numbers", re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")),
)


@dataclass(frozen=True)
class Dated:
    """The day, or nothing where none can be told; `time` as 21:30 and `zone` as printed, empty where none stands there.

    `either`: the date is in numbers of which each may be the month (03/02/2017)."""

    day: date | None
    time: str = ""
    zone: str = ""
    either: bool = False


def day(text: str | None, *, today: date) -> date | None:
    """The day that a date says, or None where it says none that can be: see `dated`."""
    return dated(text, today=today).day


def dated(text: str | None, *, today: date, order: Order = "") -> Dated:
    """What a date says; no day where there is no such day, or it is before 1700 or after tomorrow.

    The day is the one that the outlet printed, whatever its zone. 13/02/2017 is read by the number over 12;
    03/02/2017, which may be either, by `order`, and without one it says no day; with full stops (03.02.2017) the day
    comes first."""
    if not text or not text.strip():
        return Dated(None)
    found = _parse(" ".join(text.split()), order)
    if found.day is None or found.day.year < FIRST_YEAR or (found.day - today).days > 1:
        return Dated(None, either=found.either)
    return found


def _parse(text: str, order: Order) -> Dated:
    plain = _LEAD.sub("", text)
    before = _BEFORE.match(plain)
    if before:
        plain = plain[before.end() :]
    plain = _WEEKDAY.sub("", plain)
    for shape, pattern in _SHAPES:
        match = pattern.match(plain)
        behind = _BEHIND.match(plain[match.end() :]) if match else None
        if match and behind:
            year, month, number, either = _numbers(shape, match.groups(), order)
            try:
                found = date(year, month, number)
            except ValueError:
                return Dated(None, either=either)
            clock = behind["clock"] or (before["clock"] if before else "")
            return Dated(found, *_time(clock, zulu=bool(behind["zulu"])), either=either)
    return Dated(None)


def _time(clock: str, *, zulu: bool) -> tuple[str, str]:
    """The time in 24 hours and the zone as printed."""
    found = _TIME.match(clock) if clock else None
    if not found:
        return "", "Z" if zulu else ""
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = (found[4] or "").strip("() ").upper()
    return (f"{hour:02}:{minute:02}", zone) if hour < 24 and minute < 60 else ("", "")


def _numbers(shape: str, found: tuple[str, ...], order: Order) -> tuple[int, int, int, bool]:
    """Year, month and day, month 0 where none can be told, and whether day and month may be swapped."""
    if shape == "ymd":
        return int(found[0]), int(found[2]), int(found[3]), False
    if shape == "compact":
        return int(found[0]), int(found[1]), int(found[2]), False
    if shape == "day name":
        return int(found[2]), MONTHS.get(found[1].lower(), 0), int(found[0]), False
    if shape == "name day":
        return int(found[2]), MONTHS.get(found[0].lower(), 0), int(found[1]), False
    first, second, year = int(found[0]), int(found[2]), int(found[3])
    if found[1] == "." or first > 12 or first == second:
        return year, second, first, False
    if second > 12:
        return year, first, second, False
    month, number = {"day first": (second, first), "month first": (first, second)}.get(order, (0, 0))
    return year, month, number, True
