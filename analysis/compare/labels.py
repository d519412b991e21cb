"""What a claim is called: words of a telling, cut short, with the marks that tell whose words they are."""

import re

from analysis.features.tokens import WORD

LABEL = 110  # characters
_LEADING = re.compile(r"^[^\w“\"‘']*(?:(?:and|or|but|while|which|that|as|who|where)\b[\s,]*)?", re.IGNORECASE)
_TRAILING = " ,;:—–-"
_WORD = re.compile(rf"%|\bper cent\b|{WORD.pattern}", re.IGNORECASE)
_BREAK = re.compile(r"[,;:—–]|\s-\s")
SHORT = 12  # words of a clause that is shown whole
BESIDE = 4  # words shown on each side of an item
_OPENS, _CLOSES = "“", "”"


def label(text: str, *, quoted: bool = False, most: int = LABEL) -> str:
    """A clause as a label: no word added, a leading conjunction gone, cut at a word.

    `quoted`: the clause is somebody else's words. They stand in quotation marks, also where the clause was cut out of
    a longer quotation and holds one of the two marks, or none."""
    plain = _LEADING.sub("", " ".join(text.split())).rstrip(_TRAILING)
    whole = marked(plain, quoted=quoted)
    return shortened(whole[:1].upper() + whole[1:], most)


def item(clause: str, start: int, end: int) -> str:
    """The words of a clause from number `start` to number `end`, and up to four on each side, as far as the next comma
    or dash; the whole clause where it has no more than twelve."""
    spans = [m.span() for m in _WORD.finditer(clause)]
    if len(spans) <= SHORT or end >= len(spans):
        return clause
    first, last = start, end
    while first > max(0, start - BESIDE) and not _BREAK.search(clause, spans[first - 1][1], spans[first][0]):
        first -= 1
    while last < min(len(spans) - 1, end + BESIDE) and not _BREAK.search(clause, spans[last][1], spans[last + 1][0]):
        last += 1
    return clause[spans[first][0] : spans[last][1]]


def excerpt(clause: str, piece: str, *, quoted: bool = False) -> str:
    """A piece of a clause as a label, an ellipsis where the clause goes on.

    `quoted`: most of the clause is somebody else's words; the piece is where no mark of the clause says otherwise."""
    at = max(0, clause.find(piece))
    before, after = clause[:at], clause[at + len(piece) :]
    called = label(piece, quoted=quoted and _inside(before, after))
    if re.search(r"\w", before):
        first = re.search(r"\w", called)
        if first and first[0].lower() in piece and f"{first[0]}{called[first.end() : first.end() + 3]}" not in piece:
            called = called[: first.start()] + first[0].lower() + called[first.end() :]
        called = f"… {called}"
    return f"{called} …" if re.search(r"\w", after) and not called.endswith("…") else called


def _inside(before: str, after: str) -> bool:
    """Whether a place between two texts is within quotation marks, as far as they tell."""
    if marks := [sign for sign in before if sign in '“”"']:
        return marks[-1] == "“" or (marks[-1] == '"' and len(marks) % 2 == 1)
    return next((sign != "“" for sign in after if sign in '“”"'), True)


def shortened(text: str, most: int) -> str:
    """A label cut at a word to so many characters, its quotation mark closed again."""
    if len(text) <= most:
        return text
    return marked(text[: most - 1].rsplit(" ", 1)[0].rstrip(_TRAILING) + " …")


def marked(text: str, *, quoted: bool = False) -> str:
    """The text with the opening or closing mark that a cut has lost; with both where it is `quoted` and has none."""
    is_open, before, any_mark = False, "", False
    for at, sign in enumerate(text):
        if sign not in '“”"':
            continue
        any_mark = True
        opens = sign == "“" or (
            sign == '"' and not is_open and (at == 0 or (not text[at - 1].isalnum() and text[at - 1] not in ".,!?…"))
        )
        if not opens and not is_open and not before:
            before = _OPENS if sign == "”" else sign
        is_open = opens
    after = "" if not is_open else '"' if '"' in text and _OPENS not in text else _CLOSES
    if quoted and not any_mark:
        before, after = _OPENS, _CLOSES
    return f"{before}{text}{after}"
