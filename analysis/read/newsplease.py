"""JSON of news-please: one article an object, with `maintext`, `title`, `source_domain` and `date_publish`."""

import json
from collections.abc import Mapping
from typing import Any

from analysis.errors import InputError
from analysis.read.encoding import decode
from analysis.read.reading import Reading

_MARKS = {"maintext", "source_domain", "date_publish", "date_download", "title_page"}


def recognised(content: Any) -> bool:
    """Whether a JSON value is one article of news-please, or a list of them."""
    first = content[0] if isinstance(content, list) and content else content
    return isinstance(first, dict) and "maintext" in first and len(_MARKS & first.keys()) > 2


def read(content: Any, *, encoding: str) -> Reading:
    """The articles. One whose `maintext` is null is rejected with that reason: the crawler found no text."""
    things = content if isinstance(content, list) else [content]
    documents, rejected = [], []
    for number, thing in enumerate(things, 1):
        if not isinstance(thing, dict):
            raise InputError(f"entry {number}: expected one article, found {type(thing).__name__}. Mend or delete it.")
        if not str(thing.get("maintext") or "").strip():
            rejected.append((f"document {number}", "news-please found no text on the page"))
        else:
            documents.append(_document(thing))
    single = not isinstance(content, list)
    return Reading("news-please JSON", documents, encoding, single=single, rejected=rejected)


def parsed(data: bytes) -> tuple[Any, str]:
    """The JSON value of a file and its encoding, or (None, "") where it is no JSON."""
    try:
        text, encoding = decode(data)
        return json.loads(text), encoding
    except (ValueError, RecursionError, InputError):
        return None, ""


def _document(thing: Mapping[str, Any]) -> Mapping[str, object]:
    authors = thing.get("authors")
    return {
        "headline": _said(thing, "title") or _said(thing, "title_page"),
        "outlet": (_said(thing, "source_domain") or "").removeprefix("www.") or None,
        "published": _said(thing, "date_publish"),
        "url": _said(thing, "url"),
        "author": ", ".join(map(str, authors)) if isinstance(authors, list) else _said(thing, "authors"),
        "raw": str(thing["maintext"]),
        "start": 0,
        "markup": "text",
    }


def _said(thing: Mapping[str, Any], key: str) -> str | None:
    value = thing.get(key)
    return str(value).strip() or None if value is not None else None
