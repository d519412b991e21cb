"""Bytes to text: UTF-8 with or without a byte order mark, UTF-16, Windows-1252."""

import codecs

from analysis.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(chr(c) for c in range(32)) - frozenset("\t\n\r\f\v\x1a")


class Unreadable(InputError):
    """A file is not text. The message is the reason alone; whoever reads the file adds its name."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises `Unreadable` for bytes that are no text.

    Windows-1252 is the last guess: any byte but five is a letter of it, so other one-byte encodings pass as it."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name), name.removesuffix("-sig")
    wide = _utf16_without_mark(data)
    if wide:
        return _strict(data, wide), wide
    for name in ("utf-8", "cp1252"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if _CONTROLS.isdisjoint(text):
            return text, name
    raise Unreadable("not text: it holds control characters, as pictures, archives and programs do")


def _strict(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise Unreadable(f"its byte order mark says {name}, but byte {error.start} is not") from None
    if "\x00" in text:
        raise Unreadable("not text: it holds NUL characters")
    return text


def _utf16_without_mark(data: bytes) -> str:
    """Western text in UTF-16 has a zero in every second byte; nothing else that is text does."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.7 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd == 0 else ""
