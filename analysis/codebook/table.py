"""Codebooks as CSV: a row per term, with the columns item and term, and exclude, parent, label and definition if
there are any."""

import csv
import io
from collections.abc import Mapping
from pathlib import PurePath

from analysis.codebook.entries import Entry, codebook, slug
from analysis.codebook.items import Codebook
from analysis.errors import InputError, nearest

NAMES = {
    "item": "item",
    "category": "item",
    "topic": "item",
    "frame": "item",
    "term": "term",
    "terms": "term",
    "word": "term",
    "pattern": "term",
    "exclude": "exclude",
    "exclusion": "exclude",
    "parent": "parent",
    "label": "label",
    "definition": "definition",
}
FLAGS = {"1": True, "yes": True, "true": True, "x": True, "0": False, "no": False, "false": False, "": False}


def looks_like(text: str) -> bool:
    """Whether the first line names a column of items and one of terms."""
    found = {NAMES.get(name) for name in _header(text)}
    return {"item", "term"} <= found


def read(text: str, *, where: str) -> Codebook:
    """A codebook. A row names an item and a term of it, which may be empty where the row only gives its parent.

    `exclude` is a term that the item excludes, or, where it holds nothing but yes, no, 1, 0, true, false or x, says
    that the row's own term is one. `parent` is the name of another item, which need have no row of its own.
    Raises `InputError` with file and line."""
    names = _header(text)
    for name in names:
        if name not in NAMES:
            raise InputError(f"{where}, line 1: unknown column {name!r}.{nearest(name, NAMES)}")
    columns = [NAMES[name] for name in names]
    if len(set(columns)) < len(columns) or not {"item", "term"} <= set(columns):
        raise InputError(f"{where}, line 1: it needs one column item and one column term, and has {', '.join(names)}.")
    lines = csv.reader(io.StringIO(text), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        for cells in lines:
            if any(cell.strip() for cell in cells):
                if len(cells) > len(columns):
                    raise InputError(
                        f"{where}, line {lines.line_num}: {len(cells)} cells, and the first line names {len(columns)} "
                        "columns. Put a term with a comma in quotation marks."
                    )
                rows.append((lines.line_num, {c: v.strip() for c, v in zip(columns, cells, strict=False)}))
    except csv.Error as error:
        raise InputError(f"{where}, line {lines.line_num}: not valid CSV: {error}.") from None
    return codebook(
        _entries(rows[1:], where), where=where, title=PurePath(where).stem, source=f"table of terms {where}"
    )


def _entries(rows: list[tuple[int, dict[str, str]]], where: str) -> list[Entry]:
    flags = all(row.get("exclude", "").lower() in FLAGS for _, row in rows)
    entries: dict[str, Entry] = {}
    parents: dict[str, tuple[str, int]] = {}
    for line, row in rows:
        name = row.get("item", "")
        if not name:
            raise InputError(f"{where}, line {line}: a row without an item.")
        entry = entries.setdefault(slug(name), Entry(name, line))
        entry.label = entry.label or row.get("label", "")
        _place(row, entry, line, flags)
        parent = row.get("parent", "")
        if parent:
            if parents.setdefault(slug(name), (parent, line))[0] != parent:
                known, before = parents[slug(name)]
                raise InputError(
                    f"{where}, line {line}: {name!r} is a part of {parent!r} here and of {known!r} in line {before}. "
                    "Keep one of the two."
                )
            entries.setdefault(slug(parent), Entry(parent, line))
    order = list(entries)
    for child, (parent, line) in parents.items():
        entries[child].parent = order.index(slug(parent))
        entries[child].line = line
    return list(entries.values())


def _place(row: Mapping[str, str], entry: Entry, line: int, flags: bool) -> None:
    term, exclude = row.get("term", ""), row.get("exclude", "")
    if flags:
        if term:
            (entry.exclude if FLAGS[exclude.lower()] else entry.terms).append((term, line))
        return
    if term:
        entry.terms.append((term, line))
    if exclude:
        entry.exclude.append((exclude, line))


def _header(text: str) -> list[str]:
    first = text.lstrip("\n").split("\n", 1)[0]
    return [cell.strip().strip('"').lower() for cell in first.split(_delimiter(text))]


def _delimiter(text: str) -> str:
    first = text.lstrip("\n").split("\n", 1)[0]
    return max(",;\t", key=first.count)
