"""Where the quotation marks of a text open and close.

Knows characters alone: whether what stands between the marks is speech, a title or a scare word is decided
elsewhere."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.features.sentences import Span, lines, trimmed

OPENING, CLOSING, EITHER = "opening", "closing", "either"
DOUBLE = re.compile(r"[“”„‟\"«»]|'(?:'(?!')|(?<!\S')')|``")
SINGLE = re.compile(r"[‘’‚‛‹›]|'(?<!'')(?!')")
CLIPPED = re.compile(r"(?:\d|(?:em|til|tis|twas|cause|bout|n|round)\b)", re.IGNORECASE)  # '90s, 'em, 'til: apostrophes
MAY_OPEN = re.compile(r"[‘‚‛‹'](?<![^\s(\[{—–/-].)(?=[^\W\d_])")  # only then is a single mark opened
MARGIN = " \t\u00a0\u200b\u202a\ufeff"  # what may stand before the first mark of a line
WIDEST_MARGIN = 3  # characters
LEADS = "\u200b\u202a\ufeff \t\u00a0([{—–-/"


class Quotation(NamedTuple):
    """A run between marks, marks included, within one line; offsets into the text."""

    start: int
    end: int
    unclosed: bool  # no closing mark, and the next paragraph does not go on with it: it ends with its line
    continues: bool  # goes on with the quotation that the paragraph before left open


def quotations(text: str, *, crossheads: Iterable[Span] = ()) -> list[Quotation]:
    """The outermost quotations of a text, in order; they do not overlap, and no one crosses the end of a line.

    In: a text whose lines are paragraphs, and the spans of the lines that are cross-heads: nothing in those is quoted.
    Out: one Quotation per run. Marks inside marks belong to the outer run. A mark that only could close, with nothing
    open, is passed over. One left open ends at the next opening mark or with its line.
    It cannot tell an apostrophe from a closing single mark in every case ('the ministers' plan')."""
    headings = {trimmed(text, start, end) for start, end in crossheads}
    found: list[Quotation] = []
    left_open = False
    for start, end in lines(text):
        if (start, end) in headings:
            continue
        runs = in_line(text, start, end)
        goes_on = left_open and bool(runs) and runs[0][0] == start
        if left_open and not goes_on:
            found[-1] = found[-1]._replace(unclosed=True)
        for number, (a, b, open_end) in enumerate(runs):
            inside = open_end and number + 1 < len(runs)  # cut short by the next opening mark
            found.append(Quotation(a, b, inside, goes_on and number == 0))
        left_open = bool(runs) and runs[-1][2]
    if left_open:
        found[-1] = found[-1]._replace(unclosed=True)
    return found


def in_line(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Outermost runs of one line as (start, end, left open)."""
    marks = list(double_marks(text, start, end))
    doubles = outermost(paired(marks), end) if marks else []
    singles = single_runs(text, start, end, doubles) if MAY_OPEN.search(text, start, end) else []
    if not singles:
        return doubles
    outside = [run for run in doubles if not any(a <= run[0] and run[1] <= b for a, b, _ in near(singles, run))]
    return sorted([*outside, *singles])


def near(runs: list[tuple[int, int, bool]], run: tuple[int, int, bool]) -> list[tuple[int, int, bool]]:
    """The last run that starts before the one given, if there is one; runs are sorted and do not overlap."""
    low, high = 0, len(runs)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if runs[middle][0] <= run[0] else (low, middle)
    return runs[low - 1 : low] if low else []


def double_marks(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Each double mark of a line as (start, end, opening | closing | either), told by its shape and its neighbours."""
    for match in DOUBLE.finditer(text, start, end):
        a, b = match.span()
        before = text[a - 1] if a > start else " "
        after = text[b] if b < end else " "
        leads = before in LEADS
        follows = not after.isalnum()
        if match[0] in "“„«``":
            closes = match[0] == "“" and not leads and follows and not after.isalnum() and before != "“"
            yield a, b, CLOSING if closes else OPENING
        elif match[0] in "”‟»":
            first = a - start <= WIDEST_MARGIN and not text[start:a].strip(MARGIN)
            opens = match[0] != "»" and leads and (first or after.isalnum())
            yield a, b, OPENING if opens else CLOSING
        elif leads == follows:
            yield a, b, EITHER
        else:
            yield a, b, OPENING if leads else CLOSING


def paired(marks: Iterable[tuple[int, int, str]]) -> tuple[list[Span], list[Span]]:
    """Matched pairs as (start of the opening, end of the closing) mark, and the opening marks that nothing closes."""
    pairs: list[Span] = []
    opened: list[Span] = []
    for start, end, role in marks:
        if role == OPENING or (role == EITHER and not opened):
            opened.append((start, end))
        elif opened:
            pairs.append((opened.pop()[0], end))
    return pairs, opened


def outermost(marks: tuple[list[Span], list[Span]], end: int) -> list[tuple[int, int, bool]]:
    """Pairs that stand in no other pair, and unclosed runs, in order."""
    pairs, opened = marks
    found: list[tuple[int, int, bool]] = []
    for a, b in sorted(pairs):
        if not found or a >= found[-1][1]:
            found.append((a, b, False))
    found = sorted([*found, *((a, end, True) for a, _ in opened)])
    starts = [*(a for a, _, _ in found[1:]), end][: len(found)]
    return [(a, min(b, nxt) if cut else b, cut) for (a, b, cut), nxt in zip(found, starts, strict=True)]


def single_runs(text: str, start: int, end: int, doubles: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Runs between single marks, outside the double ones.

    A single mark opens behind a blank and before a letter. It is closed, before the next one opens, by the first mark
    that is no plural's apostrophe, else by the first that could close. One that nothing closes runs on to the end of
    the line only where it opens the line or stands behind a comma or colon, and no double mark stands in the line;
    elsewhere it is passed over."""
    found: list[tuple[int, int, bool]] = []
    opened: int | None = None
    closers: list[int] = []
    inner = iter(doubles)
    run = next(inner, None)

    def close(limit: int) -> None:
        if opened is not None and closers:
            found.append((opened, next((c for c in closers if text[c - 1] != "s"), closers[0]) + 1, False))
        elif opened is not None and not doubles and (opened == start or text[opened - 2 : opened] in (", ", ": ")):
            found.append((opened, limit, True))

    for match in SINGLE.finditer(text, start, end):
        a = match.start()
        while run is not None and run[1] <= a:
            run = next(inner, None)
        if run is not None and run[0] <= a:
            continue
        before = text[a - 1] if a > start else " "
        after = text[a + 1] if a + 1 < end else " "
        if match[0] not in "’›" and before in LEADS and after.isalpha() and not CLIPPED.match(text, a + 1):
            close(a)
            opened, closers = a, []
        elif opened is not None and match[0] not in "‘‹" and not before.isspace() and not after.isalnum():
            closers.append(a)
    close(end)
    return found
