"""Which reader reads what: a kind of file, and the marks of a vendor's export in it."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from analysis.read import factiva, html, mediacloud, newsplease, nexis, proquest, tables, text, word
from analysis.read.encoding import UnreadableError, decode
from analysis.read.html import host
from analysis.read.reading import Reading, line_feeds

LARGEST_ARTICLE = 10_000_000
ABOUT_THE_FOLDER = {"readme", "license", "licence", "source", "contents", "index", "changelog"}
_PROSE = {"text", "markdown", "docx", "rtf"}


def read(data: bytes, kind: str, *, name: str, columns: Mapping[str, str]) -> Reading:
    """One file of a kind that `formats.told` knows.

    Raises `UnreadableError` where the file is no article, `InputError` where it is a table or export that cannot be
    read as one."""
    if kind in _PROSE and PurePosixPath(name).stem.lower() in ABOUT_THE_FOLDER:
        raise UnreadableError("about the folder, not an article, by its name")
    if kind in {"text", "markdown"}:
        return _text(data, markdown=kind == "markdown")
    if kind in {"docx", "rtf"}:
        lines = word.docx_lines(data) if kind == "docx" else word.rtf_lines(data)
        export = _export(lines, f"Nexis {kind.upper()}", "")
        return export or _plain(word.as_text(lines), "Word" if kind == "docx" else "RTF", "")
    if kind == "page":
        return factiva.read(data) if factiva.recognised(data) else html.read(data)
    if kind == "saved mail":
        return html.saved_mail(data)
    if kind == "json":
        content, encoding = newsplease.parsed(data)
        if newsplease.recognised(content):
            return newsplease.read(content, encoding=encoding)
    return _table(data, kind, columns)


def _text(data: bytes, *, markdown: bool) -> Reading:
    if len(data) > LARGEST_ARTICLE and b"Full text:" not in data and b" DOCUMENTS" not in data:
        raise UnreadableError(f"too large for one article: {len(data) / 1e6:.0f} MB")
    decoded, encoding = decode(data)
    raw = line_feeds(decoded)
    export = None if markdown else _export(raw.split("\n"), "Nexis text", encoding)
    return export or _plain(raw, "Markdown" if markdown else "text", encoding)


def _export(lines: list[str], layout: str, encoding: str) -> Reading | None:
    """The documents of a vendor's export, or nothing where the lines bear no such marks."""
    if nexis.recognised(lines):
        return nexis.read(lines, layout=layout, encoding=encoding)
    whole = "\n".join(lines)
    return proquest.read(whole, encoding=encoding) if proquest.recognised(whole) else None


def _plain(raw: str, layout: str, encoding: str) -> Reading:
    """A text that is one article, with front matter or without."""
    if len(raw) > LARGEST_ARTICLE:
        raise UnreadableError(f"too large for one article: {len(raw) / 1e6:.0f} MB")
    fields, start = text.front_matter(raw)
    markup = "markdown" if layout == "Markdown" else "text"
    return Reading(layout, [{**fields, "raw": raw, "start": start, "markup": markup}], encoding, single=True)


def _table(data: bytes, kind: str, columns: Mapping[str, str]) -> Reading:
    """A table with an article a row, or a list of addresses without their texts."""
    table, encoding = tables.frame(data, kind=kind)
    if "body" not in columns and mediacloud.recognised(table.columns):
        listed, mapping = mediacloud.rows(table, columns)
        return Reading("Media Cloud list", encoding=encoding, unit="row", mapping=mapping, listed=listed)
    frame, mapping = tables.mapped(table, columns)
    if "outlet" not in mapping and "url" in mapping:
        frame = frame.assign(outlet=frame["url"].map(host))
        mapping = {**mapping, "outlet": mapping["url"]}
    rows: list[dict[str, object]] = []
    for row in frame.to_dict("records"):
        values = {c: "" if v != v or not str(v).strip() else str(v) for c, v in row.items()}
        body = values.pop("body", "")
        rows.append({**values, "raw": line_feeds(body), "start": 0, "markup": "text"})
    single = kind == "json" and len(rows) == 1 and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    return Reading(f"{tables.NAMES[kind]} table", rows, encoding, single=single, unit="row", mapping=mapping)
