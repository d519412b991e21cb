"""What a reader finds in a file, with its lines, and the codebook made of it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.codebook.items import Codebook, Item, problems
from analysis.errors import InputError

MOST_ERRORS = 10


@dataclass
class Entry:
    """One item as a file has it. Each term is with its line; `parent` is the number of another entry, or -1."""

    name: str
    line: int
    parent: int = -1
    label: str = ""
    terms: list[tuple[str, int]] = field(default_factory=list)
    exclude: list[tuple[str, int]] = field(default_factory=list)


def codebook(entries: Sequence[Entry], *, where: str, title: str, source: str) -> Codebook:
    """The entries of another tool's file as a codebook of ours.

    An item's id is its name in small letters; where two have one name, the names above it are put before. A name whose
    entries hold nothing, itself or below, is an error. Terms of signs alone (":-)") cannot be words and are left out,
    `?` is read as `*`; the codebook's note says so. Raises `InputError` with file and line."""
    if not entries:
        raise InputError(f"{where}: there is no item in it. A codebook needs at least one item with a term.")
    ids = _ids(entries)
    signs = [(t, n) for e in entries for t, n in (*e.terms, *e.exclude) if _signs_alone(t)]
    wild = [(t, n) for e in entries for t, n in (*e.terms, *e.exclude) if "?" in t and not _signs_alone(t)]
    kept = [_without_signs(entry) for entry in entries]
    items = [
        Item(
            id=own,
            label=entry.label or entry.name,
            parent=ids[entry.parent] if entry.parent >= 0 else "",
            terms=tuple(term.replace("?", "*") for term, _ in entry.terms),
            exclude=tuple(term.replace("?", "*") for term, _ in entry.exclude),
        )
        for own, entry in zip(ids, kept, strict=True)
    ]
    lines = [{"terms": [n for _, n in e.terms], "exclude": [n for _, n in e.exclude]} for e in kept]
    check(items, where=where, lines=lines, heads=[e.line for e in entries])
    note = " ".join([*_told(signs, "without a letter or digit left out"), *_told(wild, "with ? read as *")])
    return Codebook(title=title, source=source, note=note, items=tuple(items))


def check(items: Sequence[Item], *, where: str, lines: Sequence[dict[str, list[int]]], heads: Sequence[int]) -> None:
    """Raise `InputError` with file and line for everything that `items.problems` finds.

    `lines` has the lines of each item's terms and exclusions, `heads` the line of each item."""
    found = []
    for problem in problems(items):
        of_field = lines[problem.item].get(problem.field, [])
        line = of_field[problem.entry] if problem.entry < len(of_field) else heads[problem.item]
        found.append(f"{where}, line {line}: {problem.sentence}{'' if problem.sentence.endswith('?') else '.'}")
    if found:
        more = [f"... and {len(found) - MOST_ERRORS} more."] if len(found) > MOST_ERRORS else []
        raise InputError("\n".join([*found[:MOST_ERRORS], *more]))


def slug(name: str) -> str:
    """A name as an id: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "item"


def _ids(entries: Sequence[Entry]) -> list[str]:
    short = [slug(entry.name) for entry in entries]
    times = Counter(short)
    return [_path(i, entries) if times[one] > 1 else one for i, one in enumerate(short)]


def _path(i: int, entries: Sequence[Entry]) -> str:
    names, seen = [], set()
    while i >= 0 and i not in seen:
        seen.add(i)
        names.append(slug(entries[i].name))
        i = entries[i].parent
    return "-".join(reversed(names))


def _signs_alone(term: str) -> bool:
    return "*" not in term and not any(c.isalnum() for c in term)


def _without_signs(entry: Entry) -> Entry:
    terms, exclude = ([t for t in listed if not _signs_alone(t[0])] for listed in (entry.terms, entry.exclude))
    return Entry(entry.name, entry.line, entry.parent, entry.label, terms, exclude)


def _told(terms: Sequence[tuple[str, int]], what: str) -> list[str]:
    if not terms:
        return []
    some = ", ".join(f"{term!r} (line {line})" for term, line in terms[:3]) + (" ..." if len(terms) > 3 else "")
    return [f"{len(terms)} {'term' if len(terms) == 1 else 'terms'} {what}: {some}."]
