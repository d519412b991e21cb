"""Nexis Uni exports (DOCX, RTF) and the older LexisNexis text files, as lines.

Nexis Uni: headline, publication, date, then `Copyright`, `Section:`, `Length:`, `Byline:`, a line `Body`, the text, a
line `Classification` with `Load-Date:`, a line `End of Document`; before the first one a cover page with
`Documents (100)` and a list. LexisNexis: `3 of 100 DOCUMENTS`, publication, date, headline, `BYLINE:`, `LENGTH:`, the
text, `LOAD-DATE:`. Layouts as their publishers and users describe them; see data/formats.md."""

import re
from collections.abc import Iterator, Mapping, Sequence

from analysis.errors import InputError
from analysis.read.reading import Reading, first_lines

_END = re.compile(r"^End of Document$", re.IGNORECASE)
_COUNT = re.compile(r"^(?:Documents? \((\d+)\)|(\d+) Documents?)$", re.IGNORECASE)
_FIRST = re.compile(r"^1\. (.+)$")
_OLD = re.compile(r"^(\d+) of (\d+) DOCUMENTS?$")
_FIELD = re.compile(
    r"^(Section|Length|Byline|Dateline|Highlight|Load-Date|Language|Publication-Type|Subject|Geographic|Journal Code|"
    r"Graphic|Correction|Correction-Date|Series|Organization|Company|Person|Industry|Country|State|City|Acc-No|URL|"
    r"Copyright|Distribution|Type|Note|Notes|Headline|Title|Author|Industry Term|Document-Type)\s*:\s*(.*)$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^(?:Classification|Graphic|Notes?|Load-Date\s*:.*|Language\s*:.*|Publication-Type\s*:.*|Subject\s*:.*|"
    r"Journal Code\s*:.*|Copyright \d{4}\b.*|Copyright ©.*)$",
    re.IGNORECASE,
)
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DATE = re.compile(
    rf"^(?:(?:{_WEEKDAYS}),? )?(?:[A-Z][a-z]+\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} [A-Z][a-z]+,? \d{{4}}|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4})"
    rf"(?:,? (?:{_WEEKDAYS}))?(?:,? \d{{1,2}}:\d{{2}}(?: ?[AP]M)?(?: [A-Z]{{2,5}})?)?\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(?:Copyright|©|All Rights Reserved)", re.IGNORECASE)
LOOKED_AT = 400


def recognised(lines: Sequence[str]) -> bool:
    """Whether the lines are an export of Nexis: its marks stand on lines of their own."""
    bare = [line.strip() for line in lines]
    if any(_OLD.match(line) for line in bare[:LOOKED_AT]):
        return True
    ends = any(_END.match(line) for line in bare)
    marks = {m[1].lower() for line in bare if (m := _FIELD.match(line))}
    return (ends and bool(marks & {"length", "load-date"})) or (_index(bare) and not ends)


def _index(lines: Sequence[str]) -> bool:
    """Whether the lines begin as a cover page or list of documents does."""
    head = [line for line in lines[:40] if line]
    return any(_COUNT.match(line) for line in head) and any(
        line.lower().startswith(("user name", "date and time", "job number", "client/matter", "search terms"))
        for line in lines[:LOOKED_AT]
    )


def read(lines: Sequence[str], *, layout: str, encoding: str) -> Reading:
    """The documents of an export, without its cover page; a list of documents alone is one that is rejected.

    Raises `InputError` for a document in which no text can be told from the fields."""
    bare = [line.strip() for line in lines]
    old = [i for i, line in enumerate(bare) if _OLD.match(line)]
    stated, pieces = (_old_pieces(bare, old)) if old else _pieces(bare)
    documents = [(_old_document if old else _document)(piece) for piece in pieces]
    if not documents:
        reason = f"a cover page or list of {stated or 'its'} documents, without an article"
        return Reading(layout, encoding=encoding, rejected=[("", reason)], stated=stated, is_list=True)
    return Reading(layout, documents, encoding, single=len(documents) == 1 and (stated or 1) == 1, stated=stated)


def _pieces(lines: Sequence[str]) -> tuple[int | None, list[list[str]]]:
    """The number that the cover page states, and the lines of each document, the cover page left out."""
    stated: int | None = None
    pieces: list[list[str]] = []
    now: list[str] = []
    for line in lines:
        count = _COUNT.match(line) if not pieces else None
        if count and stated is None:
            stated = int(count[1] or count[2])
        if _END.match(line):
            pieces.append(now)
            now = []
        else:
            now.append(line)
    if any(_FIELD.match(line) for line in now) and any(line.lower() == "body" for line in now):
        pieces.append(now)  # cut off before its last line
    return stated, [_without_cover(piece) if i == 0 and stated is not None else piece for i, piece in enumerate(pieces)]


def _without_cover(piece: list[str]) -> list[str]:
    """The first document without the cover page: from the second time that the list's first headline stands there, or
    else from the two lines before its date."""
    body = next((i for i, line in enumerate(piece) if line.lower() == "body"), len(piece))
    listed = next(((i, m[1]) for i, line in enumerate(piece[:body]) if (m := _FIRST.match(line))), None)
    if listed:
        at = [i for i in range(listed[0] + 1, body) if piece[i] and listed[1].startswith(piece[i])]
        if at:
            return piece[at[-1] :]
    dates = [i for i in range(body) if _DATE.match(piece[i])]
    before = [i for i in range(dates[-1]) if piece[i]] if dates else []
    return piece[before[-2] :] if len(before) > 1 else piece


def _document(piece: Sequence[str]) -> Mapping[str, object]:
    lines = list(piece)
    body = next((i for i, line in enumerate(lines) if line.lower() == "body"), None)
    fields = dict(_fields(lines))
    if body is None:
        body = next((i for i, line in enumerate(lines) if re.match(r"length\s*:", line, re.IGNORECASE)), None)
        if body is None:
            raise InputError(_unknown(lines))
    top = [line for line in lines[:body] if line]
    dated = next((i for i, line in enumerate(top) if _DATE.match(line)), None)
    opening = top[:dated] if dated is not None else top[:2]
    text = _until(lines[body + 1 :])
    return {
        "headline": fields.get("headline") or " ".join(opening[:-1] or opening) or None,
        "outlet": opening[-1] if len(opening) > 1 else None,
        "published": _day(top[dated]) if dated is not None else fields.get("load-date"),
        "section": fields.get("section"),
        "author": fields.get("byline") or fields.get("author"),
        "url": fields.get("url"),
        "raw": text,
        "start": 0,
        "markup": "text",
    }


def _old_pieces(lines: Sequence[str], starts: list[int]) -> tuple[int | None, list[list[str]]]:
    stated = _OLD.match(lines[starts[0]])
    assert stated is not None
    ends = [*starts[1:], len(lines)]
    return int(stated[2]), [list(lines[a + 1 : b]) for a, b in zip(starts, ends, strict=True)]


def _old_document(piece: Sequence[str]) -> Mapping[str, object]:
    """A document of the older text files: publication, date and headline stand above the first field."""
    lines = list(piece)
    fields = dict(_fields(lines))
    length = next((i for i, line in enumerate(lines) if re.match(r"length\s*:", line, re.IGNORECASE)), None)
    if length is None:
        raise InputError(_unknown(lines))
    first = next(i for i, line in enumerate(lines) if _FIELD.match(line) and not _COPYRIGHT.match(line))
    blocks = [block for block in _blocks(lines[:first]) if not _COPYRIGHT.match(block)]
    dated = next((i for i, block in enumerate(blocks) if _DATE.match(block)), None)
    headline = fields.get("headline") or (" ".join(blocks[dated + 1 :][-1:]) if dated is not None else None)
    return {
        "headline": headline or None,
        "outlet": blocks[0] if blocks and dated != 0 else None,
        "published": _day(blocks[dated]) if dated is not None else fields.get("load-date"),
        "section": fields.get("section"),
        "author": fields.get("byline"),
        "url": fields.get("url"),
        "raw": _until(_unwrapped(lines[length + 1 :])),
        "start": 0,
        "markup": "text",
    }


def _fields(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    seen = set()
    for line in lines:
        found = _FIELD.match(line)
        if found and found[2] and found[1].lower() not in seen:
            seen.add(found[1].lower())
            yield found[1].lower(), found[2].strip()


def _blocks(lines: Sequence[str]) -> list[str]:
    """Lines joined up to a blank one."""
    return [" ".join(block.split()) for block in "\n".join(lines).split("\n\n") if block.strip()]


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a text that was wrapped: those between blank lines; fields stay lines of their own."""
    out: list[str] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
        elif fresh or _FIELD.match(line):
            out.append(line)
            fresh = bool(_FIELD.match(line))
        else:
            out[-1] += f" {line}"
    return out


def _until(lines: Sequence[str]) -> str:
    """The text up to the fields behind it."""
    end = next((i for i, line in enumerate(lines) if _BEHIND.match(line)), len(lines))
    return "\n\n".join(line for line in lines[:end] if line and not _head_field(line))


def _head_field(line: str) -> bool:
    found = _FIELD.match(line)
    return bool(found) and found[1].lower() in {"byline", "dateline", "highlight", "section", "length"}  # type: ignore[index]


def _day(line: str) -> str:
    found = _DATE.match(line)
    return found[0] if found else line


def _unknown(lines: Sequence[str]) -> str:
    return (
        "this looks like an export of Nexis, but a document in it has neither a line `Body` nor a line `Length:`; it "
        f"begins: {first_lines(chr(10).join(lines))}. Export it again as DOCX or RTF with full text."
    )
