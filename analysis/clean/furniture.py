"""What a saved page holds beside the article: headline line, date, dateline, cross-heads, links, forms."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analysis import words
from analysis.clean import markup
from analysis.clean.characters import even, mended, repaired
from analysis.clean.datelines import dateline
from analysis.clean.lines import LIST, Line, paragraphs

_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[”\"»]$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DAY = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}{_ORDINAL} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}{_ORDINAL},? \d{{4}})"
_FIELD_LINE = re.compile(r"^date[:\s]\s*(\d{4}-\d{2}-\d{2})\s+(.*?)(?:\s+(\d{1,3}))?$", re.IGNORECASE)
_DATE_LINE = re.compile(
    rf"^(?:date\s*:?\s*)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?({_DAY})"
    r"(?:,? (?:at |[-–|•] ?)?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: \(?[a-z]{2,4}\)?)?)?$",
    re.IGNORECASE,
)
_STAMPED = re.compile(rf"^(?:published|posted|first published)\b.*?({_DAY})", re.IGNORECASE)

_WORDS = re.compile(r"\w+(?:[’'.-]\w+)*")
_LETTERS = re.compile(r"[\W_]+")
CROSSHEAD_WORDS = 12
HEADLINE_WORDS = 30
HEADLINE_LINES = 3
FURNITURE_LENGTH = 200
TAIL = 700

@dataclass(frozen=True)
class Removed:
    """Something taken out of the body: its kind, its place in the raw text and its wording."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Parts:
    """One document taken apart. Paragraphs of `body` end with a line end; `crossheads` are spans of `body`;
    `repairs` counts what was mended in headline and body, by kind."""

    headline: str
    published: str
    dateline: str
    body: str
    crossheads: tuple[tuple[int, int], ...]
    removed: tuple[Removed, ...]
    repairs: Mapping[str, int]


def parts(raw: str, *, start: int = 0, headline: str = "", markdown: bool = False) -> Parts:
    """Take a raw text apart, from `start` on. A headline that is known already is only looked for, to be taken out.

    Out: the parts, with whatever stands in no column listed in `removed` by its offsets into `raw`; outside of
    `removed` every visible character is in `body`, in order. It goes by the look of a line, so a very short
    paragraph without a full stop passes as a cross-head."""
    text = even(raw)
    removed = [Removed("front matter", 0, start, raw[:start])] if raw[:start].strip() else []
    title, published, lines = _opening(paragraphs(text, start=start), headline, markdown=markdown, removed=removed)
    kept: list[Line] = []
    for line in lines:
        kind = _kind(line.text)
        if kind:
            removed.append(_removed(kind, line))
            published = published or _stamped(line.text)
        else:
            kept.append(line)
    kept = _without_start(kept, removed)
    place = ""
    if kept:
        place, length = dateline(kept[0].text)
        if length:
            kept[0] = _cut(kept[0], length, "dateline", removed)
    kept = _without_end(kept, removed)

    repairs: Counter[str] = Counter()
    known, found = mended(title)
    repairs.update(found)
    body: list[str] = []
    heads: list[tuple[int, int]] = []
    length = 0
    for i, line in enumerate(kept):
        wording, is_head = _wording(i, kept, markdown=markdown, removed=removed)
        paragraph, found = mended(wording)
        repairs.update(found)
        if not paragraph:
            continue
        if is_head:
            heads.append((length, length + len(paragraph)))
        body.append(paragraph)
        length += len(paragraph) + 1
    ordered = tuple(sorted(removed, key=lambda r: (r.start, r.end)))
    return Parts(known, published, place, "\n".join(body), tuple(heads), ordered, dict(sorted(repairs.items())))


def _opening(
    lines: list[Line], headline: str, *, markdown: bool, removed: list[Removed]
) -> tuple[str, str, list[Line]]:
    """What stands above the text is taken out. Out: the headline, the date in words, and the other lines."""
    known, published = headline, ""
    while lines:
        line = lines[0]
        fields = _FIELD_LINE.match(line.text)
        dated = _DATE_LINE.match(line.text)
        heading = markup.HEADING.match(line.text) if markdown else None
        kind = _kind(line.text)
        n_same = _repeats(lines, known) if known else 0
        if fields and not published:
            published = fields[1]
            at = line.start
            removed.append(Removed("date", at, at + fields.end(1), line.text[: fields.end(1)]))
            if fields[3]:
                removed.append(Removed("counter", at + fields.start(3), line.end, fields[3]))
            if fields[2]:
                removed.append(Removed("headline", at + fields.start(2), at + fields.end(2), fields[2]))
                known = known or fields[2]
        elif dated:
            published = published or dated[1]
            removed.append(_removed("date", line))
        elif kind:
            removed.append(_removed(kind, line))
            published = published or _stamped(line.text)
        elif n_same:
            removed.extend(_removed("headline", same) for same in lines[:n_same])
            lines = lines[n_same - 1 :]
        elif not known and heading:
            known = markup.without(heading[2], markup.spans(heading[2]))
            removed.append(_removed("headline", line))
        elif not known and len(lines) > 1 and _looks_like_headline(line, lines[1]):
            known = line.text
            removed.append(_removed("headline", line))
        else:
            break
        lines = lines[1:]
    return known, published, lines


def _removed(kind: str, line: Line) -> Removed:
    return Removed(kind, line.start, line.end, line.text)


def _cut(line: Line, length: int, kind: str, removed: list[Removed]) -> Line:
    """The line without its first `length` characters, which go to `removed`."""
    taken = line.text[:length]
    removed.append(Removed(kind, line.start, line.start + len(taken.rstrip()), taken.rstrip()))
    return Line(line.start + length, line.end, line.text[length:], line.after_blank)


def _repeats(lines: list[Line], known: str) -> int:
    """How many of the first lines say the known headline once more, whatever its punctuation; 0 for none."""
    wanted = _letters(known)
    said = ""
    for n, line in enumerate(lines[:HEADLINE_LINES], 1):
        said += _letters(line.text)
        if said == wanted:
            return n
        if not wanted.startswith(said):
            return 0
    return 0


def _letters(text: str) -> str:
    return _LETTERS.sub("", repaired(text)).casefold()


def _stamped(line: str) -> str:
    found = _STAMPED.match(line)
    return found[1] if found else ""


def _looks_like_headline(line: Line, following: Line) -> bool:
    n_words = count_words(line.text)
    if not 3 <= n_words <= HEADLINE_WORDS or LIST.match(line.text) or dateline(line.text)[1]:
        return False
    if _END.search(line.text):
        return following.after_blank and line.text[-1] in "?!\"”" and n_words > 4 and _in_title_case(line.text)
    return following.after_blank or len(following.text) > 2 * len(line.text)


def _in_title_case(text: str) -> bool:
    longer = [w for w in text.split() if len(w) > 4 and w[0].isalpha()]
    return len(longer) > 2 and all(w[0].isupper() for w in longer)


def _looks_like_crosshead(line: Line, before: Line | None, after: Line | None) -> bool:
    return (
        before is not None
        and after is not None
        and line.after_blank == after.after_blank
        and count_words(line.text) <= CROSSHEAD_WORDS
        and line.text[0].isupper()
        and any(c.islower() for c in line.text)
        and not _END.search(line.text)
        and not LIST.match(line.text)
        and bool(_END.search(before.text))
        and bool(_END.search(after.text))
        and len(after.text) > len(line.text)
    )


def _wording(i: int, lines: list[Line], *, markdown: bool, removed: list[Removed]) -> tuple[str, bool]:
    """The text of a line without markup, and whether it is a cross-head."""
    line = lines[i]
    heading = markup.HEADING.match(line.text) if markdown else None
    if heading:
        for start, end in ((0, heading.start(2)), (heading.end(2), len(line.text))):
            if line.text[start:end].strip():
                removed.append(Removed("markup", line.start + start, line.start + end, line.text[start:end]))
        offset, text = heading.start(2), heading[2]
    else:
        offset, text = 0, line.text
    if markdown:
        marks = markup.spans(text)
        at = line.start + offset
        removed.extend(Removed("markup", at + a, at + b, text[a:b]) for a, b in marks)
        text = markup.without(text, marks)
    if heading:
        return text, True
    before = lines[i - 1] if i else None
    after = lines[i + 1] if i + 1 < len(lines) else None
    return text, _looks_like_crosshead(line, before, after)


def count_words(text: str) -> int:
    """Words of a text: runs of letters and digits, with marks inside (it's, U.S, 10-year) counted as one."""
    return len(_WORDS.findall(text))


@cache
def _patterns(place: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and pattern of the furniture that stands at a place: a whole `line`, the `start` or the `end` of a text."""
    shape = {
        "line": "(?:{})",
        "start": r"(?:{})[\s.:-]*",
        "end": r"(?:^|(?<=[.!?…\"”'’)\]-])|(?<=\s)(?=\())\s*(?:(?<=\s)\"\?)?(?:{})[\s-]*$",
    }
    return tuple(
        (row["kind"], re.compile(shape[place].replace("{}", row["pattern"]), 0 if row["kind"] == "byline" else re.IGNORECASE))
        for row in words.rows("furniture")
        if row["place"] == place
    )


def _kind(line: str) -> str:
    """The kind of furniture that a whole line is, or an empty string."""
    if len(line) > FURNITURE_LENGTH:
        return ""
    bare = line.strip("*_# ") or line
    return next((kind for kind, pattern in _patterns("line") if pattern.fullmatch(bare)), "")


def _without_start(lines: list[Line], removed: list[Removed]) -> list[Line]:
    """The text without what stands before its first sentence, on the same line."""
    lines = list(lines)
    while lines:
        found = next(((k, m) for k, p in _patterns("start") if (m := p.match(lines[0].text))), None)
        if not found:
            break
        kind, match = found
        rest = _cut(lines[0], match.end(), kind, removed)
        lines = [rest, *lines[1:]] if rest.text else lines[1:]
    return lines


def _without_end(lines: list[Line], removed: list[Removed]) -> list[Line]:
    """The text without what stands behind its last sentence, on the same line or on lines of its own."""
    lines = list(lines)
    while lines:
        last = lines[-1]
        offset = max(0, len(last.text) - TAIL)
        tail = last.text[offset:]
        found = next(((k, m) for k, p in _patterns("end") if (m := p.search(tail)) and (m.start() or not offset)), None)
        if not found:
            break
        kind, match = found
        at = last.start + offset + match.start()
        removed.append(Removed(kind, at, last.end, match[0]))
        rest = last.text[: offset + match.start()].rstrip()
        lines.pop()
        if rest:
            lines.append(Line(last.start, last.start + len(rest), rest, last.after_blank))
    return lines
