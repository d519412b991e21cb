"""The one door: a file, folder or glob of any known kind -> documents, one an article, and what was rejected."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pandas as pd

from analysis.errors import InputError
from analysis.paths import shown
from analysis.read import formats, mediacloud, packages, places, readers
from analysis.read.encoding import UnreadableError
from analysis.read.html import host
from analysis.read.places import printable
from analysis.read.reading import COLUMNS, FIELDS, Reading

__all__ = ["Found", "documents", "files", "host"]

ACCOUNT = ("file", "layout", "encoding", "n_found", "n_rejected", "stated")


@dataclass(frozen=True)
class Found:
    """`documents`: one article a row (`raw` is the text, read from `start` on); `rejected`: document and reason.

    `files` are all files that were looked at, in order; `mappings` says which column of a table became which;
    `accounts` has a row per file that could be read, with what it states of itself; `file_of` tells each document's
    file; `notes` are sentences on what was passed over or joined."""

    documents: pd.DataFrame
    rejected: pd.DataFrame
    files: tuple[Path, ...]
    mappings: Mapping[str, Mapping[str, str]]
    accounts: pd.DataFrame
    file_of: Mapping[str, str]
    notes: tuple[str, ...] = ()


@dataclass
class _Heap:
    """What is gathered while files are read one after another."""

    kept: list[dict[str, object]] = field(default_factory=list)
    rejected: list[dict[str, str]] = field(default_factory=list)
    mappings: dict[str, Mapping[str, str]] = field(default_factory=dict)
    accounts: list[dict[str, object]] = field(default_factory=list)
    file_of: dict[str, str] = field(default_factory=dict)
    listed: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)


def documents(
    source: str | Path | Iterable[str | Path], *, beside: Path | None = None, columns: Mapping[str, str] | None = None
) -> Found:
    """Everything that `source` (files, folders or globs, relative to `beside`) holds.

    Out: one row a document, in the order of file names. An article's id is its file's place below the source, without
    the suffix, and does not hang on the format; its outlet, where it names none, the file's name, or in a table the
    host of its address. A file that is no article is rejected with its reason; a table or export that cannot be read,
    or whose documents are not as many as it states, raises `InputError`, since it may hold the whole corpus."""
    found = places.found(source, beside=beside)
    alone = len(found.files) == 1 and not found.outward
    heap = _Heap()
    for path in found.files:
        name = printable(path.relative_to(found.root).as_posix())
        try:
            data = places.content(path)
            for place, inner, kind in _inside(data, name, alone=alone):
                _take(heap, inner, kind, place=place, stem=_stem(place, name, alone), columns=columns or {})
        except UnreadableError as reason:
            heap.rejected.append({"document": name, "reason": str(reason)})
        except InputError as error:
            raise InputError(f"{printable(shown(path))}: {error}") from None
        except OSError as error:
            heap.rejected.append({"document": name, "reason": f"cannot be read: {error.strerror or error}"})
    for path in found.outward:
        name = printable(path.relative_to(found.root).as_posix())
        heap.rejected.append({"document": name, "reason": places.OUTWARD})
    _lists_agree(heap)
    kept, metadata_only, n_joined = mediacloud.joined(heap.kept, heap.listed)
    rejected = pd.DataFrame([*heap.rejected, *metadata_only], columns=["document", "reason"])
    accounts = pd.DataFrame(heap.accounts, columns=list(ACCOUNT))
    notes = []
    if found.beside:
        notes.append(f"{len(found.beside)} files that a browser saved beside pages were passed over.")
    if heap.listed:
        notes.append(f"{n_joined} of {len(heap.listed)} rows of Media Cloud lists were joined to saved pages.")
    frame = pd.DataFrame(kept, columns=list(COLUMNS))
    return Found(frame, rejected, found.files, heap.mappings, accounts, heap.file_of, tuple(notes))


def files(source: str | Path | Iterable[str | Path], *, beside: Path | None = None) -> list[Path]:
    """The files behind a path, folder or glob, sorted by name; hidden ones are passed over, and a file that is
    reached in several ways is one.

    Raises `InputError` for a path that does not exist or matches nothing."""
    return list(places.found(source, beside=beside).files)


def _inside(data: bytes, name: str, *, alone: bool) -> Iterator[tuple[str, bytes, str]]:
    """A file itself, or the files in it where it is a zipped folder: (name, bytes, kind).

    A member that cannot be read is given with the kind `unreadable` and the reason in place of its bytes."""
    kind = formats.told(data, name)
    if kind != "zip":
        yield name, data, kind
        return
    archive = packages.opened(data)
    members = sorted(packages.names(archive), key=lambda pair: pair[1])
    if not members:
        raise UnreadableError("a zip file without a file in it")
    tops = {path.split("/", 1)[0] for _, path in members}
    shared = f"{next(iter(tops))}/" if len(tops) == 1 and all("/" in path for _, path in members) else ""
    for entry, path in members:
        place = f"{name}/{printable(path.removeprefix(shared))}"
        try:
            content = packages.member(archive, entry)
            if not content:
                raise UnreadableError("empty file")
            inner = formats.told(content, path)
            if inner == "zip":
                raise UnreadableError("a zip file in a zip file: unpack it")
            yield place, content, inner
        except UnreadableError as reason:
            yield place, str(reason).encode(), "unreadable"


def _stem(place: str, file: str, alone: bool) -> str:
    """A document's place without suffixes, that of the zip file it lies in too."""
    inner = place.removeprefix(f"{file}/") if place != file else ""
    suffix = PurePosixPath(file).suffix
    outer = file.removesuffix(suffix)
    if not inner:
        return outer
    bare = inner.removesuffix(PurePosixPath(inner).suffix)
    return bare if alone else f"{outer}/{bare}"


def _take(heap: _Heap, data: bytes, kind: str, *, place: str, stem: str, columns: Mapping[str, str]) -> None:
    """Read one file and put its documents on the heap. Raises `UnreadableError` for a file of its own, `InputError`."""
    if kind == "unreadable":
        heap.rejected.append({"document": place, "reason": data.decode()})
        return
    try:
        reading = readers.read(data, kind, name=place, columns=columns)
    except UnreadableError as reason:
        heap.rejected.append({"document": place, "reason": str(reason)})
        return
    n = len(reading.documents) + len(reading.rejected)
    if reading.stated is not None and not reading.is_list and reading.stated != n:
        raise InputError(
            f"it states {reading.stated:,} documents, and {n:,} were found in it. It was cut off, or its layout is not "
            "the one that is known: export it again, or divide it."
        )
    heap.accounts.append(
        {
            "file": place,
            "layout": reading.layout,
            "encoding": reading.encoding,
            "n_found": n + len(reading.listed),
            "n_rejected": len(reading.rejected),
            "stated": reading.stated,
        }
    )
    if reading.mapping:
        heap.mappings[place] = reading.mapping
    for where, why in reading.rejected:
        heap.rejected.append({"document": f"{place} {where}".strip(), "reason": why})
        heap.file_of[f"{place} {where}".strip()] = place
    for number, entry in enumerate(reading.listed, 1):
        heap.listed.append((f"{place} row {number}", entry))
        heap.file_of[f"{place} row {number}"] = place
    for number, document in enumerate(reading.documents, 1):
        row = _row(document, reading, place=place, stem=stem, number=number)
        heap.kept.append(row)
        heap.file_of[str(row["document"])] = place


def _row(document: Mapping[str, object], reading: Reading, *, place: str, stem: str, number: int) -> dict[str, object]:
    known = {name: str(document[name]).strip() for name in FIELDS if document.get(name)}
    fields: dict[str, object] = {name: known.get(name) or None for name in FIELDS}
    fields["article_id"] = fields["article_id"] or (stem if reading.single else f"{stem}-{number}")
    fields["outlet"] = fields["outlet"] or stem.rsplit("/", 1)[-1]
    return {
        "document": place if reading.single else f"{place} {reading.unit} {number}",
        **fields,
        "raw": document["raw"],
        "start": document["start"],
        "markup": document["markup"],
    }


def _lists_agree(heap: _Heap) -> None:
    """The number on a list of documents is that of the documents of its layout beside it or below.

    Where none lies there the list is only rejected."""
    for account in heap.accounts:
        if account["n_found"] == account["n_rejected"] == 1 and account["stated"] is not None:
            folder = PurePosixPath(str(account["file"])).parent
            beside = [
                int(str(other["n_found"])) - int(str(other["n_rejected"]))
                for other in heap.accounts
                if other is not account
                and str(other["layout"]).split()[0] == str(account["layout"]).split()[0]
                and PurePosixPath(str(other["file"])).is_relative_to(folder)
            ]
            if sum(beside) not in (0, account["stated"]):
                raise InputError(
                    f"{account['file']} lists {account['stated']} documents, and {sum(beside)} lie beside it. "
                    "Put the missing ones there, or take the list away."
                )
