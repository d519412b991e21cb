"""The lines of a text, one a paragraph: those that were wrapped at a width are joined again."""

import re
from dataclasses import dataclass
from itertools import pairwise

LIST = re.compile(r"^(?:[-*+•·–—]|\d+[.)])\s")
_UNWRAPPED = re.compile(r"^(?:#{1,6}\s|>|\||[\s*_=~#•·\-–—]+$)")
_STOP = re.compile(r"[.!?…:][\"'”’»)\]]*$")
WRAPPED_AT = (40, 120)


@dataclass(frozen=True)
class Line:
    """A paragraph: its place in the text, its wording with a space for each line end, and whether a blank line
    stands before it."""

    start: int
    end: int
    text: str
    after_blank: bool


def paragraphs(text: str, *, start: int = 0) -> list[Line]:
    """The paragraphs of a text from `start` on; blank lines are none.

    Lines were wrapped where most of them break in mid-sentence and the next word would not have fitted in; then a
    line that had room for it ends its paragraph. Else only a line that goes on in lower case is joined."""
    physical = _lines(text, start)
    breaks = [(a, b) for a, b in pairwise(physical) if not b.after_blank]
    width = max((len(line.text) for pair in breaks for line in pair if " " in line.text), default=0)
    full = [not _fits(a, b, width) for a, b in breaks]
    mid = [not _STOP.search(a.text) for a, _ in breaks]
    wrapped = (
        WRAPPED_AT[0] <= width <= WRAPPED_AT[1]
        and len(breaks) > 1
        and sum(f and m for f, m in zip(full, mid, strict=True)) >= len(breaks) / 2
    )
    out: list[Line] = []
    before: Line | None = None
    for line in physical:
        if before and _goes_on(before, line, width=width if wrapped else 0):
            first = out.pop()
            line_end = text[first.start : line.end].replace("\n", " ")
            out.append(Line(first.start, line.end, line_end, first.after_blank))
        else:
            out.append(line)
        before = line
    return out


def _lines(text: str, start: int) -> list[Line]:
    out, at, blank = [], start, True
    for line in text[start:].split("\n"):
        inner = line.strip()
        if inner:
            left = at + line.index(inner)
            out.append(Line(left, left + len(inner), inner, blank))
        blank = not inner
        at += len(line) + 1
    return out


def _fits(line: Line, following: Line, width: int) -> bool:
    return len(line.text) + 1 + len(following.text.split(" ", 1)[0]) <= width


def _goes_on(line: Line, following: Line, *, width: int) -> bool:
    if following.after_blank or LIST.match(following.text):
        return False
    if _UNWRAPPED.match(line.text) or _UNWRAPPED.match(following.text):
        return False
    if following.text[0].islower() and not _STOP.search(line.text):
        return True
    return bool(width) and not _fits(line, following, width)
