"""What a saved page holds beside the article: headline line, date, dateline, cross-heads, links, forms."""

import re
from dataclasses import dataclass
from functools import cache

from analysis import words
from analysis.clean.characters import even, repaired

_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[”\"»]$")
_FIELD_LINE = re.compile(r"^date[:\s]\s*(\d{4}-\d{2}-\d{2})\s+(.*?)(?:\s+(\d{1,3}))?$", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE_LINE = re.compile(
    rf"^(?:date\s*:?\s*)?(\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}})$", re.IGNORECASE
)
_DATELINE = re.compile(
    r"^((?:[A-ZÀ-Ý][A-ZÀ-Ý.'’-]+)(?:[ /][A-ZÀ-Ý][A-ZÀ-Ý.'’-]*){0,3}"
    r"(?:, [A-Z][A-Za-z.]+(?: [A-Z][A-Za-z.]+)?(?: \d{1,2})?)?(?: ?\([A-Z][\w/ .]{1,20}\))?)"
    r"(?:\s*[—–]\s*|\s+-{1,2}\s+|:\s+(?=[A-Z]))(?=\S)"
)
_WIRE_DATELINE = re.compile(r"^([A-Z][\w.'’ -]{1,30}(?:, [\w. ]{1,20})? \((?:Reuters|AP|AFP|ANI|PTI|IANS|Xinhua)\))\s*[—–-]+\s*(?=\S)")
_LIST = re.compile(r"^(?:[-*•·–—]|\d+[.)])\s")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)\s]+\)|(?<!!)\[(?=[^\]]*\]\()|(?<=\w)\](?=\()|\*\*|__|^>\s?|`")
_WORDS = re.compile(r"\w+(?:[’'.-]\w+)*")
CROSSHEAD_WORDS = 12
HEADLINE_WORDS = 30


@dataclass(frozen=True)
class Removed:
    """Something taken out of the body: its kind, its place in the raw text and its wording."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Parts:
    """One document taken apart. Paragraphs of `body` end with a line end; `crossheads` are spans of `body`."""

    headline: str
    published: str
    dateline: str
    body: str
    crossheads: tuple[tuple[int, int], ...]
    removed: tuple[Removed, ...]


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str
    after_blank: bool


def parts(raw: str, *, start: int = 0, headline: str = "", markdown: bool = False) -> Parts:
    """Take a raw text apart, from `start` on. A headline that is known already is only looked for, to be taken out.

    Out: the parts, with whatever stands in no column listed in `removed` by its offsets into `raw`. It goes by the
    look of a line, so a very short paragraph without a full stop passes as a cross-head."""
    removed = [Removed("front matter", 0, start, raw[:start])] if start else []
    lines = _lines(even(raw), start)
    published = ""
    dateline = ""
    known = repaired(headline)

    while lines:
        line = lines[0]
        fields = _FIELD_LINE.match(line.text)
        dated = _DATE_LINE.match(line.text)
        heading = _HEADING.match(line.text) if markdown else None
        if fields and not published:
            published = fields[1]
            at = line.start
            removed.append(Removed("date", at, at + fields.end(1), line.text[: fields.end(1)]))
            if fields[3]:
                removed.append(Removed("counter", at + fields.start(3), line.end, fields[3]))
            span = (at + fields.start(2), at + fields.end(2))
            if fields[2]:
                removed.append(Removed("headline", *span, fields[2]))
                known = known or repaired(fields[2])
        elif dated:
            published = published or dated[1]
            removed.append(Removed("date", line.start, line.end, line.text))
        elif _kind(line.text):
            removed.append(Removed(_kind(line.text), line.start, line.end, line.text))
        elif known and repaired(line.text.strip("# ")).casefold() == known.casefold():
            removed.append(Removed("headline", line.start, line.end, line.text))
        elif not known and heading:
            known = repaired(heading[2])
            removed.append(Removed("headline", line.start, line.end, line.text))
        elif not known and len(lines) > 1 and _looks_like_headline(line, lines[1]):
            known = repaired(line.text)
            removed.append(Removed("headline", line.start, line.end, line.text))
        else:
            break
        lines = lines[1:]

    kept: list[_Line] = []
    for line in lines:
        kind = _kind(line.text)
        if kind:
            removed.append(Removed(kind, line.start, line.end, line.text))
        else:
            kept.append(line)

    if kept:
        found = _DATELINE.match(kept[0].text) or _WIRE_DATELINE.match(kept[0].text)
        if found:
            first = kept[0]
            dateline = found[1].strip()
            removed.append(Removed("dateline", first.start, first.start + found.end(), found[0]))
            kept[0] = _Line(first.start + found.end(), first.end, first.text[found.end() :], first.after_blank)

    body: list[str] = []
    heads: list[tuple[int, int]] = []
    length = 0
    for paragraph, is_head in _paragraphs(kept, markdown=markdown, removed=removed):
        text = repaired(paragraph)
        if not text:
            continue
        if is_head:
            heads.append((length, length + len(text)))
        body.append(text)
        length += len(text) + 1
    ordered = tuple(sorted(removed, key=lambda r: (r.start, r.end)))
    return Parts(known, published, dateline, "\n".join(body), tuple(heads), ordered)


def _lines(text: str, start: int) -> list[_Line]:
    out, at, blank = [], start, True
    for line in text[start:].split("\n"):
        inner = line.strip()
        if inner:
            left = at + line.index(inner)
            out.append(_Line(left, left + len(inner), inner, blank))
        blank = not inner
        at += len(line) + 1
    return out


def _looks_like_headline(line: _Line, following: _Line) -> bool:
    return (
        3 <= count_words(line.text) <= HEADLINE_WORDS
        and not _END.search(line.text)
        and not _LIST.match(line.text)
        and not _DATELINE.match(line.text)
        and (following.after_blank or len(following.text) > 2 * len(line.text))
    )


def _looks_like_crosshead(line: _Line, before: _Line | None, after: _Line | None) -> bool:
    return (
        before is not None
        and after is not None
        and count_words(line.text) <= CROSSHEAD_WORDS
        and line.text[0].isupper()
        and any(c.islower() for c in line.text)
        and not _END.search(line.text)
        and not _LIST.match(line.text)
        and bool(_END.search(before.text))
        and bool(_END.search(after.text))
        and len(after.text) > len(line.text)
    )


def _paragraphs(lines: list[_Line], *, markdown: bool, removed: list[Removed]) -> list[tuple[str, bool]]:
    """Each paragraph's text and whether it is a cross-head. Lines that were wrapped at a width are joined again."""
    out: list[tuple[str, bool]] = []
    block: list[_Line] = []

    def flush() -> None:
        if block:
            wrapped = len(block) > 1 and all(len(b.text) <= 100 and not _END.search(b.text) for b in block[:-1])
            out.extend([(" ".join(b.text for b in block), False)] if wrapped else [(b.text, False) for b in block])
            block.clear()

    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        after = lines[i + 1] if i + 1 < len(lines) else None
        heading = _HEADING.match(line.text) if markdown else None
        alone = line.after_blank == (after is not None and after.after_blank)
        if heading:
            flush()
            removed.append(Removed("markup", line.start, line.start + heading.start(2), line.text[: heading.start(2)]))
            out.append((_without_markup(heading[2], line.start + heading.start(2), removed), True))
        elif alone and _looks_like_crosshead(line, before, after):
            flush()
            out.append((line.text, True))
        else:
            if line.after_blank:
                flush()
            text = _without_markup(line.text, line.start, removed) if markdown else line.text
            block.append(_Line(line.start, line.end, text, line.after_blank))
    flush()
    return out


def _without_markup(text: str, at: int, removed: list[Removed]) -> str:
    removed.extend(Removed("markup", at + m.start(), at + m.end(), m[0]) for m in _MARKUP.finditer(text))
    return _MARKUP.sub("", text)


def count_words(text: str) -> int:
    """Words of a text: runs of letters and digits, with marks inside (it's, U.S, 10-year) counted as one."""
    return len(_WORDS.findall(text))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["kind"], re.compile(row["pattern"], 0 if row["kind"] == "byline" else re.IGNORECASE))
        for row in words.rows("furniture")
    )


def _kind(line: str) -> str:
    """The kind of furniture that a whole line is, or an empty string."""
    if len(line) > 200:
        return ""
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(line.strip("*_ "))), "")
