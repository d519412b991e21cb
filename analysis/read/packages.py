"""Zip files and the office documents that are zip files, opened without trusting them."""

import io
import re
import zipfile
from collections.abc import Iterator

from analysis.errors import InputError
from analysis.read.encoding import UnreadableError

MOST_MEMBERS = 200_000
LARGEST_MEMBER = 500_000_000
LARGEST_WHOLE = 2_000_000_000
STEEPEST = 250  # bytes that one packed byte may become; prose packs to a third, office XML to a twentieth
_STEEP_FROM = 20_000_000
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
_BROKEN_BYTES = "a damaged zip file: {}"


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, its list of members read and found small enough. Raises `UnreadableError`, `InputError`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_BROKEN, OverflowError) as error:
        raise UnreadableError(_BROKEN_BYTES.format(error)) from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise InputError(f"{len(members):,} files in one zip file are too many ({MOST_MEMBERS:,} at most). Divide it.")
    whole = sum(m.file_size for m in members)
    if whole > LARGEST_WHOLE:
        raise InputError(
            f"it would unpack to {whole / 1e9:.1f} GB, and {LARGEST_WHOLE / 1e9:.0f} GB may be unpacked. "
            "If that is meant, unpack it yourself and name the folder."
        )
    for member in members:
        if member.file_size > max(_STEEP_FROM, STEEPEST * member.compress_size):
            raise InputError(
                f"{member.filename[:80]!r} would unpack to {member.file_size / 1e6:.0f} MB from "
                f"{member.compress_size / 1e6:.2f} MB, as no text does. It was not unpacked."
            )
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one member. Never more than its entry says. Raises `UnreadableError`."""
    import zlib

    try:
        info = archive.getinfo(name)
        if info.file_size > LARGEST_MEMBER:
            raise UnreadableError(f"too large: {info.file_size / 1e6:.0f} MB")
        with archive.open(info) as file:
            return file.read(info.file_size)
    except (*_BROKEN, KeyError, zlib.error) as error:
        if isinstance(error, KeyError):
            raise UnreadableError(_BROKEN_BYTES.format(f"{name} is missing")) from None
        if isinstance(error, RuntimeError) and "password" in str(error):
            raise UnreadableError("packed with a password: unpack it yourself and name the folder") from None
        raise UnreadableError(_BROKEN_BYTES.format(str(error)[:120] or type(error).__name__)) from None


def xml(archive: zipfile.ZipFile, name: str) -> bytes:
    """An XML member that declares no entities, as none of a document that Word or Excel wrote does."""
    content = member(archive, name)
    if _DECLARES.search(content.replace(b"\x00", b"")):
        raise UnreadableError(f"{name} declares entities, as no document that Word or Excel writes does")
    return content


def names(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(member, its path as a file below a folder) of every file; a path that leads out has its steps up taken away.

    Nothing is ever written to a member's path: it serves as a name."""
    for info in archive.infolist():
        parts = [p for p in re.split(r"[/\\]+", info.filename) if p not in {"", ".", ".."} and not p.endswith(":")]
        if not parts or info.is_dir() or any(p.startswith((".", "__MACOSX")) for p in parts):
            continue
        yield info.filename, "/".join(parts)
