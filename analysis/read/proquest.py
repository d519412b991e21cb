"""ProQuest text exports: `Document 1 of 100`, the headline, then `Field: value` blocks, `Full text:` among them.

Documents stand between lines of underscores. A field goes on until the next line that begins with a known field.
Layouts as their publisher and users describe them; see data/formats.md."""

import re
from collections.abc import Mapping, Sequence

from analysis.errors import InputError
from analysis.read.encoding import UnreadableError
from analysis.read.reading import Reading, first_lines

_RULE = re.compile(r"^_{20,}$")
_COUNT = re.compile(r"^Document (\d+) of (\d+)$", re.IGNORECASE)
_FIELD = re.compile(
    r"^(Title|Headline|Author|Authors|Abstract|Links|Full text|Subject|Location|Company / organization|"
    r"Company|People|Publication title|Publication info|Publication year|Publication date|Publication subject|"
    r"Pages|First page|Volume|Issue|Section|Publisher|Place of publication|Country of publication|ISSN|e-?ISSN|"
    r"Source type|Source|Language of publication|Language|Document type|Document feature|ProQuest document ID|"
    r"Document URL|Copyright|Last updated|Database|Classification|Identifier / keyword|Business indexing term|"
    r"Column|Dateline|Edition|Credit|Series|Number of documents|Alternate title|Accession number|DOI|Year|"
    r"Start page|End page|Illustration|Caption)\s*:(?:\s+(.*)|\s*)$",
    re.IGNORECASE,
)
_EMPTY = {"", "none available.", "not available.", "full text not available from proquest."}
_LINK = re.compile(r"^(?:ProQuest document link|Links?:?|Enlarge this image\.?)$", re.IGNORECASE)
_AFTER_PLACE = re.compile(r";.*$")


def recognised(text: str) -> bool:
    """Whether a text is a ProQuest export: its rules, its count or its fields stand on lines of their own."""
    lines = [line.strip() for line in text.split("\n")]
    fields = {m[1].lower() for line in lines if (m := _FIELD.match(line))}
    return "full text" in fields and (
        any(_COUNT.match(line) for line in lines) or bool({"proquest document id", "publication title"} & fields)
    )


def read(text: str, *, encoding: str) -> Reading:
    """The documents of an export. One without a full text is rejected with that reason.

    Raises `InputError` where a block between rules cannot be told from the layout, with its first lines."""
    blocks: list[list[str]] = [[]]
    stated: int | None = None
    for line in text.split("\n"):
        bare = line.strip()
        count = _COUNT.match(bare)
        if _RULE.match(bare) or count:
            stated = int(count[2]) if count else stated
            blocks.append([])
        else:
            blocks[-1].append(bare)
    documents: list[Mapping[str, object]] = []
    rejected: list[tuple[str, str]] = []
    for block in blocks:
        fields = _fields(block)
        if not any(line for line in block) or _about(block, fields):
            continue
        number = len(documents) + len(rejected) + 1
        if "full text" not in fields:
            if "abstract" in fields or "proquest document id" in fields:
                rejected.append((f"document {number}", "an abstract or a record without the full text"))
                continue
            raise InputError(
                f"document {number} of this ProQuest export has no field that is known; it begins: "
                f"{first_lines(chr(10).join(block))}. Export it again as text with full text."
            )
        if fields["full text"].lower() in _EMPTY:
            rejected.append((f"document {number}", "no full text in ProQuest"))
            continue
        documents.append(_document(block, fields))
    if not documents and not rejected:
        raise UnreadableError("the cover of a ProQuest export, without an article")
    single = len(documents) == 1 and not rejected and (stated or 1) == 1
    return Reading("ProQuest text", documents, encoding, single=single, stated=stated, rejected=rejected)


def _about(block: Sequence[str], fields: Mapping[str, str]) -> bool:
    """Whether a block is the cover, the contents, the bibliography or the small print."""
    if {"full text", "proquest document id", "abstract"} & fields.keys():
        return False
    first = next(line for line in block if line).lower()
    known = ("report information", "table of contents", "bibliography", "citation style", "search strategy", "contact")
    return first.startswith((*known, "copyright", "database copyright", "terms and conditions", "1. ", "proquest"))


def _fields(block: Sequence[str]) -> dict[str, str]:
    """Each field with its value; a value goes on over lines, blank ones included, until the next field."""
    fields: dict[str, list[str]] = {}
    now = ""
    for line in block:
        found = _FIELD.match(line)
        if found and not (found[1].lower() in fields and now == "full text"):
            now = found[1].lower()
            fields.setdefault(now, [])
            line = found[2] or ""
        if now and not _LINK.match(line):
            fields[now].append(line)
    return {name: "\n".join(lines).strip() for name, lines in fields.items()}


def _document(block: Sequence[str], fields: Mapping[str, str]) -> Mapping[str, object]:
    heading = next((line for line in block if line and not _FIELD.match(line)), "")
    outlet = fields.get("publication title") or fields.get("publication info") or ""
    return {
        "headline": fields.get("headline") or fields.get("title") or heading or None,
        "outlet": _AFTER_PLACE.sub("", outlet).strip() or None,
        "published": fields.get("publication date") or fields.get("last updated"),
        "section": fields.get("section"),
        "author": (fields.get("author") or fields.get("authors") or "").split("\n")[0] or None,
        "url": fields.get("document url"),
        "raw": fields["full text"],
        "start": 0,
        "markup": "text",
    }
