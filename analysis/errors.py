"""Errors that a user can mend."""

from collections.abc import Iterable
from difflib import get_close_matches


class InputError(Exception):
    """The input or the call is wrong. The message says what, where and what to do; the exit status is 2."""


class TableError(InputError):
    """A table lacks a column that a function needs."""


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or lists them all: " Did you mean 'x'?"."""
    names = [str(k) for k in known]
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f" Did you mean {close[0]!r}?"
    return f" Known: {', '.join(names)}." if names else ""
