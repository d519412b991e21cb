"""Characters that were harmed on their way here: repaired where certain, counted where not."""

import html
import re
import unicodedata
from collections import Counter

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\f\v"),
    " ",
)
_BREAKS = dict.fromkeys(map(ord, "\u0085\u2028\u2029"), "\n")
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
REPLACEMENT = "\ufffd"

# What Windows-1252 shows for the bytes 80 to BF, with which every UTF-8 character goes on.
_TAIL = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xC0))
_TWICE = re.compile(f"[\u00c2-\u00df][{_TAIL}]|[\u00e0-\u00ef][{_TAIL}]{{2}}|\u00f0[{_TAIL}]{{3}}")
_WINDOWS = re.compile("[\x80-\x84\x86-\x9f]")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|eacute);")

_ENDING = r"(?:s|re|ve|ll|d|m)"
_CONTRACTION = re.compile(
    rf"(?<=[a-z])n\"{REPLACEMENT}?t\b|(?:(?<=\bI)|(?<=\b[a-z]{{2}})|(?<=[a-z]{{3}}))\"{REPLACEMENT}?(?={_ENDING}\b)"
)
_MARK = re.compile(rf"\"\?\"\?(?=\w)|\"\?(?=[\w(\[$@#])|\"{REPLACEMENT}(?=[A-Za-z ]|$)|\"")
_GLUED = re.compile(
    r"(?<=[,;:])-(?=[A-Za-z\"])|(?<=[.!?])-+(?=\s|$)|(?<=[.!?][\"”])-+(?=\s|$)"
    r"|(?<=(?<![-\w])of)-(?=(?:the|a|an|his|her|its|their|this|that)\b(?!-))"
    r"|(?<=(?<![-\w])(?:to|in|on|at|by))-(?=(?:the|his|her|its|their|this|that)\b(?!-))"
    r"|(?<=(?<![-\w])(?:for|and))-(?=(?:the|his|her|its|their|this|that)\b(?!-))"
    r"|(?<=(?<![-\w])(?:with|from|that))-(?=(?:the|his|her|its|their|this)\b(?!-))"
)
_ADDRESS = re.compile(r"\S*(?:://|www\.|[\w-]\.[a-z]{2,4}/)\S*")
_LEFT = {
    "lost character": re.compile(f"{REPLACEMENT}+"),
    "question mark for a character": re.compile(r"(?:(?<=[^\W\d_])|(?<=\s)|^|(?<=[-(]))\?(?=[^\W_])"),
    "quotation mark for a character": re.compile(r"(?<=[^\W_])\"(?=\??[^\W_])"),
}


def even(text: str) -> str:
    """Odd spaces to a space and odd line ends to a line end, one for one, so that offsets hold."""
    return text.translate(_SPACES | _BREAKS)


def visible(text: str) -> str:
    """The text without characters that nobody sees: soft hyphens, zero-width and direction marks, controls."""
    return _INVISIBLE.sub("", text)


def spaced(text: str) -> str:
    """Runs of spaces to one space, none at the ends."""
    return re.sub(r" {2,}", " ", text).strip()


def repaired(text: str) -> str:
    """One paragraph or headline with every certain repair made."""
    return mended(text)[0]


def mended(text: str) -> tuple[str, Counter[str]]:
    """One paragraph or headline with every certain repair made, and how many of each kind.

    Invisible characters, runs of spaces and separate accents are evened without being counted: nothing was lost."""
    counts: Counter[str] = Counter()
    if not text.isascii():
        text = _windows(text, counts)
        text = _decoded_once(text, counts)
    if "&" in text:
        text = _entities(text, counts)
    text = visible(even(text))
    if '"' in text:
        text, n = _CONTRACTION.subn(lambda m: m[0].replace(REPLACEMENT, "").replace('"', "'"), text)
        counts["lost contraction"] += n
        text = _marks(text, counts)
    if "-" in text:
        text, n = _GLUED.subn(lambda m: " " if m.end() < len(text) else "", text)
        counts["hyphen for a space"] += n
    return spaced(unicodedata.normalize("NFC", text)), +counts


def damage(text: str) -> Counter[str]:
    """What cannot be repaired with certainty, by kind: how often. Addresses of pages are passed over."""
    if REPLACEMENT not in text and "?" not in text and '"' not in text:
        return Counter()
    plain = _ADDRESS.sub(" ", text) if "." in text else text
    return +Counter({kind: len(pattern.findall(plain)) for kind, pattern in _LEFT.items()})


def _windows(text: str, counts: Counter[str]) -> str:
    """Control codes 80 to 9F are Windows-1252 that was read as Latin-1: \\x92 -> ’."""
    out, n = _WINDOWS.subn(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)
    counts["Windows character"] += n
    return out


def _decoded_once(text: str, counts: Counter[str]) -> str:
    """UTF-8 that was read as Windows-1252 and saved again: â€™ -> ’. Only what decodes is touched."""

    def once(match: re.Match[str]) -> str:
        raw = b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in match[0])
        try:
            found = raw.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]
        counts["double encoding"] += 1
        return found

    return _TWICE.sub(once, text)


def _entities(text: str, counts: Counter[str]) -> str:
    out, n = _ENTITY.subn(lambda m: html.unescape(m[0]), text)
    counts["entity"] += n
    return out


def _marks(text: str, counts: Counter[str]) -> str:
    """Curly marks that came here as a straight one with a question mark for the space behind it.

    `it," ?she` stood for a closing mark, `storm "?and` for a dash; `teachers"?unions` is an apostrophe where no
    quotation is open. Where neither is certain the marks stay as they are."""
    inside = False

    def mark(match: re.Match[str]) -> str:
        nonlocal inside
        before = text[match.start() - 1] if match.start() else " "
        found = match[0]
        free = before.isspace() or before in "([-—–"
        if found == '"':
            following = text[match.end() : match.end() + 1]
            inside = free and bool(following) and not following.isspace()
            return found
        kind, out = "", found
        if found[1] == REPLACEMENT:
            opens = text[match.end() : match.end() + 1].strip()
            if free:
                kind, out = ("stray character", '"') if opens else ("lost dash", "—")
                inside = inside or bool(opens)
        elif free:
            kind, out = "lost dash", "— "
        elif before in ".,!?;:…)'" or inside:
            kind = "lost space after a quotation mark"
            out = '" ' if len(found) == 2 else '" — '
            inside = False
        elif before == "s":
            kind, out = "lost apostrophe", "' "
        if kind:
            counts[kind] += 1
        return out

    return _MARK.sub(mark, text)
