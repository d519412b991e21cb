"""A codebook file as text."""

from pathlib import Path

from analysis.errors import InputError
from analysis.paths import shown

MOST_BYTES = 50_000_000


def read(path: Path) -> str:
    """The file's text, without a byte order mark. Raises `InputError` with file and line."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{shown(path)} is larger than {MOST_BYTES // 1_000_000} MB: that is no codebook.")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no file {shown(path)}.") from None
    except OSError as error:
        raise InputError(f"{shown(path)} cannot be read: {error.strerror}.") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"{shown(path)}, line {line}: is not UTF-8 (byte {error.start}). Save it as UTF-8.") from None
    if not text.strip():
        raise InputError(f"{shown(path)} is empty. A codebook needs at least one item with a term.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
