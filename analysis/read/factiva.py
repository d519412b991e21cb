"""Factiva HTML exports: each article in a `div class="article"`, with or without the table of two-letter codes.

With codes: a table whose first cells are HD (headline), SN (source), PD (date), LP and TD (text), BY, SE, AN and so on.
Without: the headline in a `div id="hd"`, lines such as `573 words`, `5 March 2020`, the source, its code, the language
and a copyright, then `p class="articleParagraph"`. Layouts as users describe them; see data/formats.md."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.errors import InputError
from analysis.read.encoding import UnreadableError
from analysis.read.html import DEEPEST, depth, text_of, without_ballast
from analysis.read.reading import Reading, first_lines

LARGEST = 200_000_000
_ARTICLE = re.compile(rb"<div[^>]{0,100}class\s*=\s*[\"']article(?:\s+\w{2}Article)?[\"']", re.IGNORECASE)
_MARKS = (b"articleparagraph", b"enarticleparagraph", b"factiva", b"dow jones", b"enheadline")
_WORDS = re.compile(r"^([\d.,]+) (?:words|mots|W[oö]rter|palabras|parole)$", re.IGNORECASE)
_DATE = re.compile(r"^\d{1,2}\.? \w+ \d{4}$|^\w+ \d{1,2}, \d{4}$")
_TIME = re.compile(r"^\d{1,2}:\d{2}$")
_NUMBER = re.compile(r"^Document (\w{12,40})$")
_COUNT = re.compile(
    r"(?:Total (?:articles|documents)|(?:Articles?|Documents?) in this export)\D{0,20}(\d[\d,.]*)", re.I
)
_CODES = re.compile(r"^(?:HD|SN|PD|LP|TD|AN|WC|BY|SE|CR|ET|SC|ED|PG|VOL|LA|CY|CLM|NS|RE|CO|IN|IPC|IPD|PUB|RF|ART|CT)$")


def recognised(data: bytes) -> bool:
    """Whether a page is an export of Factiva, by the classes of its articles."""
    lower = data[:2_000_000].lower()
    return bool(_ARTICLE.search(data)) and any(mark in lower for mark in _MARKS)


def read(data: bytes) -> Reading:
    """The articles of an export. Raises `InputError` for an article whose text cannot be told, with its first lines."""
    from lxml import etree, html

    if len(data) > LARGEST:
        raise UnreadableError(f"too large: {len(data) / 1e6:.0f} MB")
    text, encoding = text_of(data)
    page = without_ballast(text)
    if depth(page) > DEEPEST:
        raise UnreadableError(f"more than {DEEPEST} tags in one another, as no export has")
    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(f"no page that can be read: {type(error).__name__}") from None
    found = [div for div in tree.iter("div") if (div.get("class") or "").split()[:1] == ["article"]]
    documents = [_coded(div) or _plain(div) for div in found]
    if not documents:
        raise UnreadableError("a Factiva export without an article")
    said = _COUNT.search(" ".join(_outside(tree, found)))
    stated = int(re.sub(r"\D", "", said[1])) if said else None
    single = len(documents) == 1 and (stated or 1) == 1
    return Reading("Factiva HTML", documents, encoding, single=single, stated=stated)


def _outside(tree: Any, articles: list[Any]) -> Iterator[str]:
    """The texts of a page that stand in no article."""
    inside = {element for article in articles for element in article.iter()}
    for element in tree.iter():
        if isinstance(element.tag, str) and element not in inside:
            yield " ".join((element.text or "").split())
            yield " ".join((element.tail or "").split())


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _paragraphs(element: Any) -> list[str]:
    inner = [_words(p) for p in element.iter("p")]
    return [p for p in inner if p] or ([_words(element)] if _words(element) else [])


def _coded(article: Any) -> Mapping[str, object] | None:
    """An article whose fields stand in a table of codes; nothing where there is none."""
    fields: dict[str, list[str]] = {}
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        code = _words(cells[0]).strip("\u00a0 :").upper() if len(cells) > 1 else ""
        if _CODES.match(code):
            fields.setdefault(code, []).extend(_paragraphs(cells[1]))
    text = "\n\n".join([*fields.get("LP", []), *fields.get("TD", [])])
    if not fields:
        return None
    if not text:
        raise InputError(_unknown(article))
    one = {code: " ".join(lines) for code, lines in fields.items()}
    return {
        "headline": one.get("HD"),
        "outlet": one.get("SN"),
        "published": " ".join(filter(None, (one.get("PD"), one.get("ET")))) or None,
        "section": one.get("SE"),
        "author": one.get("BY"),
        "raw": text,
        "start": 0,
        "markup": "text",
    }


def _plain(article: Any) -> Mapping[str, object]:
    """An article without codes: short lines about it, then its paragraphs."""
    paragraphs = [_words(p) for p in article.iter("p") if "articleparagraph" in (p.get("class") or "").lower()]
    paragraphs = paragraphs or [_words(p) for p in article.iter("p")]
    text = "\n\n".join(p for p in paragraphs if p and not _NUMBER.match(p))
    if not text:
        raise InputError(_unknown(article))
    heading = next(
        (e for e in article.iter() if e.get("id") == "hd" or "headline" in str(e.get("class")).lower()), None
    )
    lines = [_words(div) for div in article.iter("div") if div is not article and not len(div.findall(".//div"))]
    about = [line for line in lines if line]
    dated = next((i for i, line in enumerate(about) if _DATE.match(line)), None)
    behind = about[dated + 1 :] if dated is not None else []
    time = next((line for line in behind[:1] if _TIME.match(line)), None)
    source = next((line for line in behind if not _TIME.match(line)), None)
    author = next((_words(d) for d in article.iter("div") if (d.get("class") or "") == "author"), None)
    headline = _words(heading) if heading is not None else None
    first = about[0] if about else ""
    return {
        "headline": headline,
        "outlet": source,
        "published": " ".join(filter(None, (about[dated], time))) if dated is not None else None,
        "section": first if headline and first != headline and not _meta(first) else None,
        "author": author,
        "raw": text,
        "start": 0,
        "markup": "text",
    }


def _meta(line: str) -> bool:
    return bool(_WORDS.match(line) or _DATE.match(line) or _TIME.match(line))


def _unknown(article: Any) -> str:
    return (
        "this looks like an export of Factiva, but an article in it has no text that can be told from its fields; it "
        f"begins: {first_lines(chr(10).join(article.itertext()))}. Export it again as HTML, as full article or with "
        "indexing."
    )
