"""Dictionaries of LIWC (.dic, as of 2007, 2015 and 22): categories between two lines of %, then words with numbers.

    %
    1<tab>affect (Affect)
    <tab>2<tab>posemo (Positive Emotions)
    %
    happi*<tab>1<tab>2

A category that stands further in than the one above it is its child."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from analysis.codebook.entries import Entry, codebook
from analysis.codebook.items import Codebook
from analysis.errors import InputError, nearest

_CATEGORY = re.compile(r"^(\d+)[\s:.]+(\S.*)$")
_LABEL = re.compile(r"^(\S.*?)\s*\((.+)\)$")
_CONDITION = re.compile(r"\([\d ]+\)|<\w+>|\d+/\d+")  # "(02 134)125/464", "<of>131/125"
Line = tuple[int, str]


def looks_like(text: str) -> bool:
    """Whether the first line that is not blank is one of %."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "") == "%"


def read(text: str, *, where: str) -> Codebook:
    """A codebook; each category is an item. Words with conditions ("(02 134)125/464") are left out, and the codebook's
    note says so. Raises `InputError` with file and line."""
    head, body = _parts(text, where)
    entries, numbers = _categories(head, where)
    conditional = []
    for number, line in body:
        if _CONDITION.search(line):
            conditional.append(number)
            continue
        word, _, rest = line.strip().partition("\t")
        if not rest:
            found = re.match(r"(.*?\S)((?:\s+\d+)+)$", line.strip())
            word, rest = (found[1], found[2]) if found else (line.strip(), "")
        codes = rest.split()
        if not codes:
            raise InputError(f"{where}, line {number}: the word {word!r} has no category number after it.")
        for code in codes:
            if code not in numbers:
                offer = nearest(code, numbers)
                raise InputError(f"{where}, line {number}: there is no category {code!r} between the % lines.{offer}")
            entries[numbers[code]].terms.append((word.strip(), number))
    book = codebook(entries, where=where, title=PurePath(where).stem, source=f"LIWC dictionary {where}")
    if not conditional:
        return book
    some = ", ".join(str(n) for n in conditional[:3]) + (" ..." if len(conditional) > 3 else "")
    plural = "" if len(conditional) == 1 else "s"
    told = f"{len(conditional)} word{plural} with conditions left out (line{plural} {some})."
    return book.model_copy(update={"note": f"{book.note} {told}".strip()})


def _parts(text: str, where: str) -> tuple[list[Line], list[Line]]:
    """The lines between the two of %, and those after the second, with their numbers."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    marks = [n for n, line in lines if line.strip().strip("%") == "" and "%" in line]
    rule = "A .dic file has one line of % before its categories and one after them."
    if not marks or lines[0][0] != marks[0]:
        raise InputError(
            f"{where}, line {lines[0][0]}: expected a line of %, and found {lines[0][1].strip()!r}. {rule}"
        )
    if len(marks) == 1:
        raise InputError(f"{where}, line {marks[0]}: this line of % has no second one. {rule}")
    if len(marks) > 2:
        raise InputError(f"{where}, line {marks[2]}: a third line of %. {rule}")
    return [row for row in lines if marks[0] < row[0] < marks[1]], [row for row in lines if row[0] > marks[1]]


def _categories(head: Sequence[Line], where: str) -> tuple[list[Entry], dict[str, int]]:
    """An entry per category, and which entry each number is."""
    entries: list[Entry] = []
    numbers: dict[str, int] = {}
    open_at: list[tuple[int, int]] = []  # how far in, which entry
    for number, line in head:
        found = _CATEGORY.match(line.strip())
        if not found:
            raise InputError(
                f"{where}, line {number}: expected a category, such as '1<tab>affect', and found {line.strip()!r}."
            )
        if found[1] in numbers:
            first = entries[numbers[found[1]]]
            raise InputError(f"{where}, line {number}: the number {found[1]} is that of {first.name!r} already.")
        depth = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        while open_at and open_at[-1][0] >= depth:
            open_at.pop()
        labelled = _LABEL.match(found[2].strip())
        name, label = (labelled[1], labelled[2]) if labelled else (found[2].strip(), "")
        numbers[found[1]] = len(entries)
        entries.append(Entry(name, number, open_at[-1][1] if open_at else -1, label))
        open_at.append((depth, len(entries) - 1))
    return entries, numbers
