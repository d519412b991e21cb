"""Bytes to text: UTF-8 with or without a byte order mark, UTF-16, Windows-1252."""

import codecs
import re

from analysis.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
FEW_CONTROLS = 0.001  # of all characters: what slips into a text now and then, and is taken out in cleaning


class UnreadableError(InputError):
    """A file is not text. The message is the reason alone; whoever reads the file adds its name."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises `UnreadableError` for bytes that are no text.

    UTF-8 with a few broken bytes among many good ones stays UTF-8; each broken one becomes U+FFFD. Windows-1252 is
    the last guess: any byte but five is a letter of it, so other one-byte encodings pass as it."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name), name.removesuffix("-sig")
    wide = _utf16_without_mark(data)
    if wide:
        return _strict(data, wide), wide
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    name = "utf-8"
    if broken and broken * 4 > len(re.findall(r"[^\x00-\x7f]", text)) - broken:
        try:
            text, name = data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError as error:
            raise UnreadableError(f"not text in UTF-8, UTF-16 or Windows-1252 (byte {error.start})") from None
    return _few_controls(text), name


def _strict(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"its byte order mark says {name}, but byte {error.start} is not") from None
    return _few_controls(text)


def _few_controls(text: str) -> str:
    if len(_CONTROL.findall(text)) > FEW_CONTROLS * len(text):
        raise UnreadableError("not text: it holds control characters, as pictures, archives and programs do")
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
