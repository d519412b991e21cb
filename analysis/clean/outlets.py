"""Several spellings of one outlet folded into one name, by data/words/outlets.csv and the study's own list."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

from analysis import words

_HOST = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")


@cache
def _known() -> Mapping[str, str]:
    """The name of each outlet by every spelling, folded."""
    rows = words.rows("outlets")
    return {_key(row["outlet"]): row["outlet"] for row in rows} | {_key(row["written"]): row["outlet"] for row in rows}


def folded(
    names: pd.Series, *, listed: Sequence[str] = (), aliases: Mapping[str, str] | None = None
) -> tuple[pd.Series, dict[str, list[str]]]:
    """The names with one spelling an outlet, and the spellings that were changed, by name.

    A name that the study lists stays as it is. Another one takes the name that `aliases` (of the study) or the file
    gives it, or the listed spelling of the same outlet; an address takes that of its host, edition.cnn.com that of
    cnn.com. A name in neither stays as it is: outlets are never told apart or put together by likeness."""
    own = {_key(written): name for written, name in (aliases or {}).items()}
    same = {_known()[_key(name)]: name for name in reversed(listed) if _key(name) in _known()}
    new: dict[str, str] = {}
    for name in dict.fromkeys(names.dropna().astype(str)):
        if name in listed:
            continue
        known = own.get(_key(name)) or _named(name)
        if known and same.get(known, known) != name:
            new[name] = same.get(known, known)
    changed: dict[str, list[str]] = {}
    for written, name in new.items():
        changed.setdefault(name, []).append(written)
    return names.map(lambda name: new.get(name, name)), changed


def _named(name: str) -> str:
    key = _key(name)
    while key:
        if key in _known():
            return _known()[key]
        if not _HOST.match(key) or key.count(".") < 2:
            return ""
        key = key.split(".", 1)[1]
    return ""


def _key(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("www.")
