"""A document taken apart: headline, date, dateline, body with its cross-heads, and what was taken out of it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.clean import furniture, markup
from analysis.clean.characters import even, mended, repaired
from analysis.clean.datelines import dateline
from analysis.clean.furniture import LONGEST, Removed, count_words, cut, whole
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

_LETTERS = re.compile(r"[\W_]+")
CROSSHEAD_WORDS = 12
HEADLINE_WORDS = 30
HEADLINE_LINES = 3


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
        kind = furniture.kind(line.text)
        if kind:
            removed.append(whole(kind, line))
            published = published or _stamped(line.text)
        else:
            kept.append(line)
    kept = furniture.without_start(kept, removed)
    place = ""
    if kept:
        place, length = dateline(kept[0].text)
        if length:
            kept[0] = cut(kept[0], length, "dateline", removed)
    kept = furniture.without_end(kept, removed)

    repairs: Counter[str] = Counter()
    known, found = mended(title)
    repairs.update(found)
    body: list[str] = []
    heads: list[tuple[int, int]] = []
    length = 0
    for i in range(len(kept)):
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
        kind = furniture.kind(line.text)
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
            removed.append(whole("date", line))
        elif kind:
            removed.append(whole(kind, line))
            published = published or _stamped(line.text)
        elif n_same:
            removed.extend(whole("headline", same) for same in lines[:n_same])
            lines = lines[n_same - 1 :]
        elif not known and heading:
            known = markup.without(heading[2], markup.spans(heading[2]))
            removed.append(whole("headline", line))
        elif not known and len(lines) > 1 and _looks_like_headline(line, lines[1]):
            known = line.text
            removed.append(whole("headline", line))
        else:
            break
        lines = lines[1:]
    return known, published, lines


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
    if _ends(line.text):
        return following.after_blank and line.text[-1] in '?!"”' and n_words > 4 and _in_title_case(line.text)
    return following.after_blank or len(following.text) > 2 * len(line.text)


def _ends(text: str) -> bool:
    """Whether a line ends as a sentence or a quotation does, or goes on with a list."""
    return _END.search(text[-8:]) is not None


def _in_title_case(text: str) -> bool:
    longer = [w for w in text.split() if len(w) > 4 and w[0].isalpha()]
    return len(longer) > 2 and all(w[0].isupper() for w in longer)


def _looks_like_crosshead(line: Line, before: Line | None, after: Line | None) -> bool:
    return (
        before is not None
        and after is not None
        and line.after_blank == after.after_blank
        and len(line.text) < LONGEST
        and count_words(line.text) <= CROSSHEAD_WORDS
        and line.text[0].isupper()
        and any(c.islower() for c in line.text)
        and not _ends(line.text)
        and not LIST.match(line.text)
        and _ends(before.text)
        and _ends(after.text)
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
