"""Markdown: what of a line is markup and not text."""

import re

HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_TARGET = (
    r"\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"]{0,500}\")?\)"  # bounded, or a page of [ takes for ever
)
_PICTURE = re.compile(rf"!\[[^\[\]]{{0,500}}\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]{{0,500}})\]{_TARGET}")
_EMPHASIS = re.compile(
    r"\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)|(?<![\w*\\])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\w*])"
    r"|(?<!\w)_(?=[^\s_])|(?<=[^\s_])_(?!\w)|^(?:>\s?)+|`"
)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the markup of one line stands, in order, without overlap: emphasis, links but for their words, pictures.

    A heading's own signs are not among them."""
    found = [picture.span() for picture in _PICTURE.finditer(text)]
    rest = _PICTURE.sub(lambda m: " " * len(m[0]), text)
    for link in _LINK.finditer(rest):
        found += [(link.start(), link.start(1)), (link.end(1), link.end())]
    links = list(found)
    for mark in _EMPHASIS.finditer(text):
        if not any(a < mark.end() and mark.start() < b for a, b in links):
            found.append(mark.span())
    return sorted(span for span in found if span[0] < span[1])


def without(text: str, marks: list[tuple[int, int]]) -> str:
    """The text with those spans taken out."""
    out, at = "", 0
    for start, end in marks:
        out, at = out + text[at:start], end
    return out + text[at:]
