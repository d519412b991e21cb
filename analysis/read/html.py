"""Saved web pages: headline, date, outlet, address and text out of HTML, the site's furniture left behind."""

import email
import json
import re
from collections.abc import Iterator, Mapping
from email import policy
from typing import Any
from urllib.parse import urlsplit

from analysis.read.encoding import UnreadableError, decode
from analysis.read.reading import Reading

LARGEST_PAGE = 20_000_000  # as saved, pictures and scripts in it included
LARGEST_TEXT = 4_000_000  # of what is left without them
MOST_TAGS = 30_000  # a page of news has some thousand; each costs the extraction time
DEEPEST = 400  # tags in one another; a page of news has some thirty
_DROPPED = re.compile(r"<(script|style|svg|noscript|template)\b(?![^>]{0,500}ld\+json)", re.IGNORECASE)
_INLINE = re.compile(r"data:[\w/+.-]{1,60}(?:;[\w=-]{1,40}){0,4},[A-Za-z0-9+/=%_.-]{200,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = re.compile(r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr")
_OPTIONAL = re.compile(r"p|li|td|tr|th|dd|dt|option|tbody|thead|tfoot|colgroup")  # closed by what follows them
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S{1,2000}) -->", re.IGNORECASE)
_META = {
    "published": (
        *("article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued"),
        *("dc.date", "dcterms.date", "date", "pubdate", "publishdate", "og:published_time"),
    ),
    "section": ("article:section", "parsely-section", "section"),
}


def read(data: bytes) -> Reading:
    """One saved page. Raises `UnreadableError` where no article text is found in it, or where it is no honest page."""
    if len(data) > LARGEST_PAGE:
        raise UnreadableError(f"too large for one page: {len(data) / 1e6:.0f} MB")
    page, encoding = text_of(data)
    lean = without_ballast(page)
    if len(lean) > LARGEST_TEXT:
        raise UnreadableError(f"too large for one page: {len(lean) / 1e6:.0f} MB without pictures and scripts")
    if depth(lean) > DEEPEST:
        raise UnreadableError(f"more than {DEEPEST} tags in one another, as no page of news has")
    n_tags = lean.count("<")
    if n_tags > MOST_TAGS:
        raise UnreadableError(f"{n_tags:,} tags, more than a page of news has ({MOST_TAGS:,} at most)")
    return Reading("saved page", [_article(lean)], encoding, single=True)


def saved_mail(data: bytes) -> Reading:
    """A page that a browser saved as one file (.mhtml): its first HTML part."""
    message = email.message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                found = read(content)
                address = str(message.get("Snapshot-Content-Location") or "").strip()
                fields = dict(found.documents[0])
                fields["url"] = fields.get("url") or address or None
                fields["outlet"] = fields.get("outlet") or host(address) or None
                return Reading("saved page in one file", [fields], found.encoding, single=True)
    raise UnreadableError("a saved page without an HTML part")


def text_of(data: bytes) -> tuple[str, str]:
    """The characters of a page: by its byte order mark or as UTF-8, else as its `charset` says."""
    said = _CHARSET.search(data[:8192])
    name = said[1].decode("ascii").lower() if said else ""
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if name and name not in {"utf-8", "utf8", "utf-16", "unicode"} and not marked:
        try:
            return data.decode("cp1252" if name in {"iso-8859-1", "latin-1", "latin1"} else name), name
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data if marked else data.replace(b"\x00", b""))


def without_ballast(page: str) -> str:
    """The page without scripts, styles, drawings and pictures held inline; JSON-LD stays."""
    out, at = [], 0
    lower = page.lower()
    for found in _DROPPED.finditer(page):
        if found.start() < at:
            continue
        out.append(page[at : found.start()])
        end = lower.find(f"</{found[1].lower()}", found.end())
        at = len(page) if end < 0 else page.find(">", end) + 1 or len(page)
    return _INLINE.sub("", "".join([*out, page[at:]]))


def depth(page: str) -> int:
    """How many tags stand in one another at most. Tags that need no closing do not count."""
    deepest = now = 0
    for found in _TAG.finditer(page):
        name = found[2].lower()
        if _VOID.fullmatch(name) or _OPTIONAL.fullmatch(name):
            continue
        now = max(0, now - 1) if found[1] else now + 1
        deepest = max(deepest, now)
    return deepest


def host(url: object) -> str:
    """The host of an address without its www, or an empty string: https://www.example.org/a -> example.org."""
    try:
        return (urlsplit(str(url).strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _article(page: str) -> Mapping[str, object]:
    import trafilatura
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(encoding=None, huge_tree=False))
        stated = _stated(tree)
        found = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2999-12-31"},
        )
    except (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError, LookupError) as error:
        raise UnreadableError(f"no page that can be read: {type(error).__name__}") from None
    known: dict[str, Any] = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    text = "\n\n".join(line.strip() for line in (known.get("text") or "").split("\n") if line.strip())
    if not text:
        raise UnreadableError("no article text found on the page")
    saved = _SAVED_FROM.search(page[:4000])
    url = _web(stated.get("url")) or _web(known.get("url")) or _web(saved[1] if saved else None)
    return {
        "headline": stated.get("headline") or known.get("title"),
        "published": stated.get("published") or known.get("date"),
        "outlet": stated.get("outlet") or known.get("sitename") or host(url) or None,
        "url": url,
        "section": stated.get("section"),
        "author": known.get("author"),
        "raw": text,
        "start": 0,
        "markup": "text",
    }


def _web(url: object) -> str | None:
    return str(url).strip() if url and str(url).strip().startswith(("http://", "https://")) else None


def _stated(tree: Any) -> dict[str, str]:
    """What the page says of itself in JSON-LD, in its meta tags and by its canonical link."""
    said: dict[str, str] = {}
    for thing in _linked(tree):
        kind = str(thing.get("@type"))
        if "Article" in kind or "Posting" in kind or "Report" in kind:
            publisher = thing.get("publisher")
            for ours, value in (
                ("headline", thing.get("headline")),
                ("published", thing.get("datePublished")),
                ("section", thing.get("articleSection")),
                ("outlet", publisher.get("name") if isinstance(publisher, dict) else publisher),
            ):
                if isinstance(value, str) and value.strip():
                    said.setdefault(ours, " ".join(value.split()))
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if key and (meta.get("content") or "").strip():
            named.setdefault(key, " ".join(meta.get("content").split()))
    for ours, keys in _META.items():
        value = next((named[k] for k in keys if k in named), None)
        if value:
            said.setdefault(ours, value)
    if named.get("og:site_name"):
        said.setdefault("outlet", named["og:site_name"])
    canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)
    address = canonical or named.get("og:url")
    if address:
        said["url"] = address
    return said


def _linked(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of the page's JSON-LD, those of lists and graphs too."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                content = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            for thing in content if isinstance(content, list) else [content]:
                if isinstance(thing, dict):
                    graph = thing.get("@graph")
                    yield from (t for t in (graph if isinstance(graph, list) else [thing]) if isinstance(t, dict))
