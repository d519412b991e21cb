"""Text and Markdown files, with or without front matter."""

import re
from typing import Any

import yaml

from analysis.errors import InputError

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?\n|)---[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^([A-Za-z][\w -]*):(?:[ \t]+(.*))?$")
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
    "id": "article_id",
    "article_id": "article_id",
}


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """What the lines between two `---` at the top say, by column of ARTICLES, and where the text goes on.

    Without front matter the answer is ({}, 0). A value that YAML would not take, such as a headline with a colon,
    is taken as written. Raises `InputError` with the line for a line that is no `key: value`."""
    found = _FRONT.match(text)
    if not found:
        return {}, 0
    fields = {}
    for key, value in _pairs(found[1], first_line=text[: found.start(1)].count("\n") + 1).items():
        column = FIELDS.get(key.strip().lower())
        if column and value is not None and str(value).strip():
            fields[column] = str(value).strip()
    return fields, found.end()


def _pairs(block: str, *, first_line: int) -> dict[str, Any]:
    try:
        content = yaml.load(block, Loader=yaml.BaseLoader)
        if isinstance(content, dict) and all(isinstance(v, str) for v in content.values()):
            return content
    except yaml.YAMLError:
        pass
    pairs = {}
    for number, line in enumerate(block.splitlines(), first_line):
        found = _KEY.match(line)
        if found:
            pairs[found[1]] = (found[2] or "").strip("'\" ")
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            raise InputError(f"line {number}: front matter needs `key: value`, and this line is {line.strip()!r}")
    return pairs
