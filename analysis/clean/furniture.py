"""What a saved page holds beside the article: links, buttons, credits, as data/words/furniture.csv words them."""

import re
from dataclasses import dataclass
from functools import cache

from analysis import words
from analysis.clean.lines import Line

_WORDS = re.compile(r"\w+(?:[’'.-]\w+)*")
LONGEST = 200  # of a line that is furniture as a whole, in characters
TAIL = 700  # of a last line, in characters, that may hold furniture behind the text
_BLANK = re.compile(r"\s*(?:(?<=\s)\"\?)?")
# Where a sentence can begin in the tail of a text; ` "?` is what became of a dash.
_BEGINS = re.compile(r"^|[.!?…][\"”'’)\]]*(?=\s|[A-ZÀ-Ý])|[\"”)\]](?=\s)|[\"”)\]]\?(?=[A-ZÀ-Ý])|-(?=\s)|\s(?=\()")


@dataclass(frozen=True)
class Removed:
    """Something taken out of the body: its kind, its place in the raw text and its wording."""

    kind: str
    start: int
    end: int
    text: str


def count_words(text: str) -> int:
    """Words of a text: runs of letters and digits, with marks inside (it's, U.S, 10-year) counted as one."""
    return len(_WORDS.findall(text))


@cache
def _patterns(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and pattern of the furniture that stands at a place: a whole `line`, the `start` or the `end` of a text."""
    shape = {
        "line": "(?:{})",
        "start": r"(?:{})[\s.:-]*",
        "end": r"(?:{})[\s-]*$",
    }
    return tuple(
        (
            row["kind"],
            re.compile(shape[place].replace("{}", row["pattern"]), 0 if row["kind"] == "byline" else re.IGNORECASE),
        )
        for row in words.rows("furniture")
        if row["place"] == place
    )


def kind(line: str) -> str:
    """The kind of furniture that a whole line is, or an empty string."""
    if len(line) > LONGEST:
        return ""
    bare = line.strip("*_# ") or line
    return next((what for what, pattern in _patterns("line") if pattern.fullmatch(bare)), "")


def without_start(lines: list[Line], removed: list[Removed]) -> list[Line]:
    """The text without what stands before its first sentence, on the same line."""
    lines = list(lines)
    while lines:
        found = next(((k, m) for k, p in _patterns("start") if (m := p.match(lines[0].text))), None)
        if not found:
            break
        what, match = found
        rest = cut(lines[0], match.end(), what, removed)
        lines = [rest, *lines[1:]] if rest.text else lines[1:]
    return lines


def without_end(lines: list[Line], removed: list[Removed]) -> list[Line]:
    """The text without what stands behind its last sentence, on the same line or on lines of its own."""
    lines = list(lines)
    while lines:
        last = lines[-1]
        offset = max(0, len(last.text) - TAIL)
        tail = last.text[offset:]
        found = _tail(tail, whole=not offset)
        if not found:
            break
        what, at = found
        removed.append(Removed(what, last.start + offset + at, last.end, tail[at:]))
        rest = last.text[: offset + at].rstrip()
        lines.pop()
        if rest:
            lines.append(Line(last.start, last.start + len(rest), rest, last.after_blank))
    return lines


def _tail(tail: str, *, whole: bool) -> tuple[str, int] | None:
    """The kind of furniture that a text ends with and where it begins, the longest of it."""
    for begins in _BEGINS.finditer(tail):
        if begins.end() == 0 and not whole:
            continue
        first = _BLANK.match(tail, begins.end())
        assert first is not None
        for what, pattern in _patterns("end"):
            if pattern.match(tail, first.end()):
                return what, begins.end()
    return None


def whole(kind: str, line: Line) -> Removed:
    """A line that is taken out as it stands."""
    return Removed(kind, line.start, line.end, line.text)


def cut(line: Line, length: int, kind: str, removed: list[Removed]) -> Line:
    """The line without its first `length` characters, which go to `removed`."""
    taken = line.text[:length]
    removed.append(Removed(kind, line.start, line.start + len(taken.rstrip()), taken.rstrip()))
    return Line(line.start + length, line.end, line.text[length:], line.after_blank)
