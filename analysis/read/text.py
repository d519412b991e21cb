"""Text and Markdown files, with or without front matter."""

import re
from typing import Any

import yaml

from analysis.read.encoding import UnreadableError

_FRONT = re.compile(r"\A[\s\ufeff]*---[ \t]*\n(.*?\n|)---[ \t]*(?:\n|\Z)", re.DOTALL)
_UNCLOSED = re.compile(r"\A[\s\ufeff]*---[ \t]*\n((?:[A-Za-z][\w -]*:(?:[ \t].*)?\n)+)")
_KEY = re.compile(r"^([A-Za-z][\w -]*):(?:[ \t]+(.*))?$")
_GOES_ON = {"", "|", ">", "|-", ">-"}
_CONTINUES = re.compile(r"^(?:\s|-\s|#|$)")
FIELDS = {
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "date": "published",
    "published": "published",
    "headline": "headline",
    "title": "headline",
    "url": "url",
    "link": "url",
    "event": "event",
    "section": "section",
    "author": "author",
    "byline": "author",
    "id": "article_id",
    "article_id": "article_id",
}


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """What the lines between two `---` at the top say, by column of ARTICLES, and where the text goes on.

    Without front matter the answer is ({}, 0); so it is where no line between them names a field that is known, since
    `---` is also a rule across a page. Values are taken as written, a headline with a colon or a # included. Where the
    second `---` is missing, front matter ends with the last line that is a `key: value`.
    Raises `UnreadableError` with the line for one that is no `key: value`."""
    found = _FRONT.match(text)
    closed = found is not None and _names_a_field(found[1])
    if not closed:
        found = _UNCLOSED.match(text)
        if not found or not _names_a_field(found[1]):
            return {}, 0
    assert found is not None
    fields = {}
    for key, value in _pairs(found[1], first_line=text[: found.start(1)].count("\n") + 1).items():
        column = FIELDS.get(key.strip().lower())
        if column and value.strip():
            fields[column] = " ".join(value.split())
    return fields, found.end()


def _names_a_field(block: str) -> bool:
    keys = (_KEY.match(line) for line in block.splitlines())
    return any(key and key[1].strip().lower() in FIELDS for key in keys)


def _pairs(block: str, *, first_line: int) -> dict[str, str]:
    folded: dict[str, str] | None = None
    pairs = {}
    for number, line in enumerate(block.splitlines(), first_line):
        found = _KEY.match(line)
        if found:
            key, value = found[1], (found[2] or "").strip()
            if value in _GOES_ON:
                folded = _folded(block) if folded is None else folded
                pairs[key] = folded.get(key, "")
            else:
                pairs[key] = _unquoted(value)
        elif not _CONTINUES.match(line):
            raise UnreadableError(f"line {number}: front matter needs `key: value`, and this line is {line.strip()!r}")
    return pairs


def _folded(block: str) -> dict[str, str]:
    """Values that go on over several lines, as YAML reads them."""
    try:
        content = yaml.load(block, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return {}
    return {k: v for k, v in content.items() if isinstance(v, str)} if isinstance(content, dict) else {}


def _unquoted(value: str) -> str:
    """A value without the quotation marks around all of it; marks that belong to the wording stay."""
    if value[0] not in "'\"" or value[-1] != value[0] or len(value) < 2:
        return value
    try:
        plain: Any = yaml.load(value, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return value
    return plain if isinstance(plain, str) else value
