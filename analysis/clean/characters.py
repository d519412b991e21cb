"""Repairs of characters that are certain, and a count of damage that is not."""

import re

_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\f\v"), " ")
_BREAKS = dict.fromkeys(map(ord, "\u0085\u2028\u2029"), "\n")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f]")
_LOST_CONTRACTION = re.compile(r"(?<=[a-z])n\"t\b|(?<=[A-Za-z])\"(?=(?:s|re|ve|ll|d|m)\b)")
REPLACEMENT = "\ufffd"


def even(text: str) -> str:
    """Odd spaces to a space and odd line ends to a line end, one for one, so that offsets hold."""
    return text.translate(_SPACES | _BREAKS)


def visible(text: str) -> str:
    """The text without characters that nobody sees: soft hyphens, zero-width and direction marks, controls."""
    return _INVISIBLE.sub("", text)


def contractions(text: str) -> str:
    """A straight quotation mark inside a contraction is its apostrophe: `don"t` -> `don't`."""
    return _LOST_CONTRACTION.sub(lambda m: m[0].replace('"', "'"), text)


def spaced(text: str) -> str:
    """Runs of spaces to one space, none at the ends."""
    return re.sub(r" {2,}", " ", text).strip()


def repaired(text: str) -> str:
    """One paragraph or headline with every certain repair made."""
    return spaced(contractions(visible(text)))
