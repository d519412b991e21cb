"""Codebooks in our own YAML: title, source, items; children stand under `items` of an item, or name their `parent`."""

from collections.abc import Callable, Iterator
from typing import Any

import yaml

from analysis import settings
from analysis.codebook.entries import check
from analysis.codebook.items import Codebook, Item
from analysis.errors import InputError
from analysis.settings import Settings


class Written(Item):
    """An item as the file has it, its children inside it."""

    items: tuple["Written", ...] = ()


class Book(Settings):
    """The file."""

    title: str
    source: str
    note: str = ""
    items: tuple[Written, ...]


Place = tuple[Any, ...]


def read(tree: yaml.Node | None, content: Any, *, where: str) -> Codebook:
    """A codebook of what `settings.composed` gave. Raises `InputError` with file and line."""
    book, line = settings.checked(tree, content, Book, where=where)
    if not book.items:
        raise InputError(f"{where}, line {line(('items',))}: items: there is none. Write at least one item.")
    items, heads, lines = [], [], []
    for written, place, parent in _flat(book.items, ("items",), ""):
        if parent and written.parent not in {"", parent}:
            raise InputError(
                f"{where}, line {line((*place, 'parent'))}: {written.id!r} stands inside {parent!r} and names another "
                f"parent, {written.parent!r}. Keep one of the two."
            )
        own = {name: value for name, value in written.model_dump().items() if name != "items"}
        items.append(Item(**own | {"parent": parent or written.parent}))
        heads.append(line(place))
        lines.append(_lines(written, place, line))
    check(items, where=where, lines=lines, heads=heads)
    return Codebook(title=book.title, source=book.source, note=book.note, items=tuple(items))


def _flat(items: tuple[Written, ...], place: Place, parent: str) -> Iterator[tuple[Written, Place, str]]:
    for i, item in enumerate(items):
        yield item, (*place, i), parent
        yield from _flat(item.items, (*place, i, "items"), item.id)


def _lines(item: Item, place: Place, line: Callable[[Place], int]) -> dict[str, list[int]]:
    """Lines of the entries that may be wrong; of a long list that of its key, as looking up each takes long."""
    found = {name: [line((*place, name))] for name in ("id", "parent")}
    for name in ("terms", "exclude"):
        entries = getattr(item, name)
        wrong = [k for k, term in enumerate(entries) if not any(c.isalnum() for c in term)]
        found[name] = [0] * len(entries)
        for k in wrong:
            found[name][k] = line((*place, name, k))
        if not entries:
            found[name] = [line((*place, name))]
    return found
