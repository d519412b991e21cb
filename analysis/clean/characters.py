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
_ODD = re.compile(f"[{''.join(map(chr, _SPACES | _BREAKS))}]")
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
REPLACEMENT = "\ufffd"

# UTF-8 shown as Windows-1252, where no real text could look so: “café”— is none of it.
_TWICE = re.compile(
    "â[€\x80][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â‚¬|â„¢|[ÂÃÄÅ][\u00a0-\u00bf]"
    "|Ã[\x80-\x9f‰ŒŠŽœžŸ€™†‡ƒ]|ï»¿"
)
_WINDOWS = re.compile("[\x80-\x84\x86-\x9f]")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|eacute);")

# Each pattern begins with the mark it is about: that is what makes it quick to find.
_MARK = re.compile(
    rf"\"(?:(?P<ending>{REPLACEMENT}?(?=(?:t|s|re|ve|ll|d|m)\b))|(?P<both>\?\"\?(?=\w))|(?P<space>\?(?=[\w($@#]|$))"
    rf"|(?P<stray>{REPLACEMENT}(?=[A-Za-z ]|$))|(?P<mark>))"
)
_CONTRACTED = re.compile(r"n\"t|[A-Za-z]\"(?:re|ve|ll)|\bI\"[dm]|(?<!\")\b[A-Za-z]+\"[sd]")
_GLUED = re.compile(
    r"-(?:(?<=[,;:]-)(?=[A-Za-z\"])|(?<=[.!?]-)-*(?=\s|$)|(?<=[.!?][\"”]-)-*(?=\s|$)"
    r"|(?<=(?<![-\w])of-)(?=(?:the|a|an|his|her|its|their|this|that)\b(?!-))"
    r"|(?<=(?<![-\w])(?:to|in|on|at|by)-)(?=(?:the|his|her|its|their|this|that)\b(?!-))"
    r"|(?<=(?<![-\w])(?:for|and)-)(?=(?:the|his|her|its|their|this|that)\b(?!-))"
    r"|(?<=(?<![-\w])(?:with|from|that)-)(?=(?:the|his|her|its|their|this)\b(?!-)))"
)
_ADDRESS = re.compile(r"(?:\w+://|\bwww\.|\b[\w-]+\.[a-z]{2,4}/)\S*")
_LEFT = {
    "lost character": re.compile(f"{REPLACEMENT}+"),
    "question mark for a character": re.compile(r"\?(?=[^\W_])(?:(?<=[^\W\d_]\?)|(?<=[\s(-]\?)|(?<=^\?))"),
    "quotation mark for a character": re.compile(r"\"(?=\??[^\W_])(?<=[^\W_]\")"),
}


def even(text: str) -> str:
    """Odd spaces to a space and odd line ends to a line end, one for one, so that offsets hold."""
    return text if _ODD.search(text) is None else text.translate(_SPACES | _BREAKS)


def visible(text: str) -> str:
    """The text without characters that nobody sees: soft hyphens, zero-width and direction marks, controls."""
    return _INVISIBLE.sub("", text)


def spaced(text: str) -> str:
    """Runs of spaces to one space, none at the ends."""
    return re.sub(r" {2,}", " ", text).strip()


# we'r, we"r: nothing else it could have been
_CLIPPED = re.compile(r"\b(we|they|you)(['’\"])r(?![\w'’\"])", re.IGNORECASE)


def repaired(text: str) -> str:
    """One paragraph or headline with every certain repair made."""
    return mended(text)[0]


def mended(text: str) -> tuple[str, Counter[str]]:
    """One paragraph or headline with every certain repair made, and how many of each kind.

    Invisible characters, runs of spaces and separate accents are evened without being counted: nothing was lost."""
    counts: Counter[str] = Counter()
    if not text.isascii():
        text = _decoded_once(text, counts)
        text = _windows(text, counts)
    if "&" in text:
        text = _entities(text, counts)
    if not text.isprintable():
        text = visible(even(text))
    text, n = _CLIPPED.subn(_made_whole, text)
    counts["clipped contraction"] += n
    if '"' in text:
        text = _marks(text, counts)
    if "-" in text:
        text, n = _GLUED.subn(lambda m: " " if m.end() < len(text) else "", text)
        counts["hyphen for a space"] += n
    return spaced(text if text.isascii() else unicodedata.normalize("NFC", text)), +counts


def _made_whole(clipped: re.Match[str]) -> str:
    return f"{clipped[1]}{clipped[2].replace(chr(34), chr(39))}re"


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
    """Curly marks that came here as a straight one, often with a question mark for the space behind it.

    `don"t` is a contraction; `"desert"s` is none, since its word stands in quotation marks. `it,"?she` stood for a
    closing mark, `storm "?and` for a dash; `teachers"?unions` is an apostrophe where no quotation is open. Where
    neither is certain the marks stay as they are."""
    inside = False

    def mark(match: re.Match[str]) -> str:
        nonlocal inside
        at, found, kind = match.start(), match[0], match.lastgroup
        before = text[at - 1] if at else " "
        follows = text[match.end() : match.end() + 1]
        free = before.isspace() or before in "([-—–"
        told, out = "", found
        if kind == "ending" and _contracts(text, match):
            told, out = "lost contraction", "'"
        elif REPLACEMENT in found:
            if free and follows.strip():
                inside, told, out = True, "stray character", '"'
            elif free:
                told, out = "lost dash", "—"
        elif kind in {"mark", "ending"}:
            inside = free and bool(follows.strip())
        elif not follows and (free or before not in ".,!" or not +counts):
            pass  # as the question mark after a quotation that ends a text
        elif free:
            told, out = "lost dash", "— "
        elif before in ".,!?;:…)'" or inside:
            inside, told = False, "lost space after a quotation mark"
            out = '" — ' if kind == "both" else '" '
        elif before == "s":
            told, out = "lost apostrophe", "' "
        if told:
            counts[told] += 1
        return out

    return _MARK.sub(mark, text)


def _contracts(text: str, mark: re.Match[str]) -> bool:
    """Whether a quotation mark stands for the apostrophe of don't, it's, we've."""
    word = re.search(r"\"?[A-Za-z]*\Z", text[max(0, mark.start() - 24) : mark.start()])
    ending = re.match(r"[a-z]+", text[mark.end() : mark.end() + 2])
    return bool(word and ending and _CONTRACTED.search(f'{word[0]}"{ending[0]}'))
