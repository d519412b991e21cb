"""Word documents (.docx) and RTF as lines: a paragraph a line, as whoever wrote the file saw them."""

import re
from collections.abc import Sequence

from analysis.read import packages
from analysis.read.encoding import UnreadableError

LARGEST_RTF = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 200
_GROUPS = re.compile(rb"[{}]")


def docx_lines(data: bytes) -> list[str]:
    """The paragraphs of a DOCX in order, those in tables too; breaks inside one are line ends of their own.

    What was deleted with changes tracked is left out; headers, footers, notes and comments are other members of the
    file and are not read. Raises `UnreadableError`."""
    import io

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    content = packages.xml(packages.opened(data), "word/document.xml")
    lines: list[str] = []
    pieces: list[list[str]] = []  # of the paragraphs that are open: one may stand in a text box in another
    deleted = depth = 0
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            tag = element.tag
            if event == "start":
                depth += 1
                if depth > _DEEPEST:
                    raise UnreadableError(f"more than {_DEEPEST} elements in one another, as Word writes none")
                if tag == f"{_W}p":
                    pieces.append([])
                deleted += tag in {f"{_W}del", f"{_W}moveFrom"}
                continue
            depth -= 1
            deleted -= tag in {f"{_W}del", f"{_W}moveFrom"}
            if pieces and not deleted:
                if tag == f"{_W}t":
                    pieces[-1].append(element.text or "")
                elif tag == f"{_W}tab":
                    pieces[-1].append(" ")
                elif tag in {f"{_W}br", f"{_W}cr"}:
                    pieces[-1].append("\n")
                elif tag == f"{_W}noBreakHyphen":
                    pieces[-1].append("-")
            if tag == f"{_W}p":
                lines.extend("".join(pieces.pop()).split("\n"))
            element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise UnreadableError(f"no Word document that can be read: {str(error)[:120]}") from None
    return lines


def rtf_lines(data: bytes) -> list[str]:
    """The paragraphs of an RTF file. Raises `UnreadableError`."""
    if len(data) > LARGEST_RTF:
        raise UnreadableError(f"too large: {len(data) / 1e6:.0f} MB")
    if _depth(data) > _DEEPEST * 5:
        raise UnreadableError(f"more than {_DEEPEST * 5} groups in one another, as no word processor writes")
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")
    except (ValueError, IndexError, KeyError, TypeError, LookupError, OverflowError, RecursionError) as error:
        raise UnreadableError(f"no RTF that can be read: {type(error).__name__}") from None
    return str(text).encode("utf-8", "replace").decode("utf-8").replace("\r", "\n").split("\n")


def _depth(data: bytes) -> int:
    deepest = now = 0
    for brace in _GROUPS.finditer(data):
        now += 1 if brace[0] == b"{" else -1
        deepest = max(deepest, now)
    return deepest


def as_text(lines: Sequence[str]) -> str:
    """The text of a document that is one article: a blank line between its paragraphs."""
    return "\n\n".join(line.strip() for line in lines if line.strip())
