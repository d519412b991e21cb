"""The format of a file, told from its content; its name decides only where the content cannot."""

import io
import json
import re
import zipfile
from pathlib import PurePosixPath

from analysis.errors import InputError
from analysis.read import tables
from analysis.read.encoding import UnreadableError, decode
from analysis.read.places import printable

TEXT_SUFFIXES = {".txt", ".text", ".md", ".markdown"}
MARKDOWN = {".md", ".markdown"}
SEPARATED = {".csv", ".tsv"}
JSON_LINES = {".jsonl", ".ndjson"}
PAGES = {".html", ".htm", ".xhtml", ".mhtml", ".mht"}
KNOWN = TEXT_SUFFIXES | SEPARATED | JSON_LINES | PAGES | {".json", ".parquet", ".xlsx", ".docx", ".rtf", ".zip"}
IN_WORDS = ".txt, .md, .html, .docx, .rtf, .csv, .xlsx, .json, .jsonl, .parquet or .zip"
HEAD = 65_536
_REFUSED = (
    (b"%PDF", "a PDF, which holds no text in order: save its text as .txt or .docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file: save it as .docx or .xlsx"),
    (b"\x1f\x8b", "packed with gzip: unpack it, or pack it as .zip"),
    (b"7z\xbc\xaf\x27\x1c", "packed with 7-Zip: unpack it, or pack it as .zip"),
    (b"Rar!\x1a\x07", "packed with RAR: unpack it, or pack it as .zip"),
)
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4000}?-->\s*){0,20}"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|article|table|span|br|h[1-6]|meta|title)\b[^<>]{0,500}>", re.IGNORECASE)
_SAVED_MAIL = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def told(data: bytes, name: str) -> str:
    """text, markdown, page, saved mail, separated, tabbed, json, jsonl, parquet, xlsx, docx, rtf or zip.

    Raises `UnreadableError` with the reason for a kind that is not read."""
    suffix = PurePosixPath(name).suffix.lower()
    for mark, reason in _REFUSED:
        if data.startswith(mark):
            raise UnreadableError(reason)
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return "rtf"
    if _PAGE.match(data[:HEAD]):
        return "page"
    if _SAVED_MAIL.search(data[:4096]) and data[:4096].lstrip()[:5].lower() in {b"from:", b"mime-", b"conte"}:
        return "saved mail"
    if suffix == ".parquet":
        return "parquet"
    return _written(data, suffix)


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OverflowError, EOFError, NotImplementedError):
        raise UnreadableError("a damaged zip file: its list of members cannot be read") from None
    if "word/document.xml" in members:
        return "docx"
    if "xl/workbook.xml" in members:
        return "xlsx"
    if {"content.xml", "mimetype"} <= members:
        raise UnreadableError("an OpenDocument file: save it as .docx or .xlsx")
    if "ppt/presentation.xml" in members:
        raise UnreadableError("a presentation, not an article")
    return "zip"


def _written(data: bytes, suffix: str) -> str:
    """The kind of a file that is text."""
    if suffix in SEPARATED:
        return "tabbed" if suffix == ".tsv" else "separated"
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix in JSON_LINES | {".json"} or (head[:1] in (b"{", b"[") and suffix in TEXT_SUFFIXES | {""}):
        kind = _json(head, data, suffix)
        if kind:
            return kind
    if suffix in PAGES:
        return "page" if _TAG.search(data[:HEAD].decode("latin-1")) else "text"
    if suffix in TEXT_SUFFIXES and _is_table(data):
        return "separated"
    if suffix in TEXT_SUFFIXES:
        return "markdown" if suffix in MARKDOWN else "text"
    if suffix in KNOWN:
        raise UnreadableError(f"its name says {suffix}, but its content is none")
    raise UnreadableError(f"files of the kind {printable(suffix) or '(none)'} are not read")


def _json(head: bytes, data: bytes, suffix: str) -> str:
    """json, jsonl, or nothing for a text that only begins like it."""
    first, _, rest = head.partition(b"\n")
    lines = rest.lstrip()[:1] == b"{"
    if suffix in JSON_LINES:
        return "json" if first.strip() == b"{" or first[:1] == b"[" else "jsonl"
    whole = _parses(first)
    if suffix == ".json":
        return "jsonl" if whole and lines else "json"
    if whole and lines:
        return "jsonl"
    return "json" if _parses(data) else ""


def _parses(data: bytes) -> bool:
    try:
        json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


def _is_table(data: bytes) -> bool:
    """Whether a text file begins with a header that names a text column and another one of an article."""
    try:
        head = decode(data[:HEAD] if len(data) < HEAD else data[: data.rfind(b"\n", 0, HEAD) + 1 or HEAD])[0]
        first, _, rest = head.lstrip("\ufeff\n").partition("\n")
        names = [name.strip(' "\r').lower() for name in re.split(r"[,;\t|]", first)]
        known = {ours for ours, guesses in tables.COMMON_NAMES.items() if any(name in guesses for name in names)}
    except InputError:
        return False
    return "body" in known and len(known) > 1 and bool(rest.strip()) and all(len(name) < 40 for name in names)
