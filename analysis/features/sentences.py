"""Where the sentences of a text stand.

NLTK's Punkt (Kiss and Strunk 2006) decides at each full stop, with abbreviations and sentence starters of our own in
place of a trained model. It is asked one line at a time: a line is a paragraph, and no sentence runs over its end."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from analysis import words
from analysis.features.cues import PAST, THIRD, cues

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

Span = tuple[int, int]

LINE = re.compile(r"\S(?:[^\r\n\u2028\u2029]*\S)?")  # from its first to its last character that is no white space
# One character for one character, so that offsets into the folded text are offsets into the text.
FOLDED = {"“”„‟«»": '"', "‘’‚‛‹›": "'", "\u00a0": " ", "…": "."}
INNER_STOP = re.compile(r"[.?!][\"')\]}.?!]*\s|[.?!][\"'()\[{:;*@]+\w")
# From the first stop of a chunk that does not end the line to the end of the chunk, and the word behind it.
STOPPED = re.compile(r"[.?!]\S*(?=\s+(?P<next>[A-Za-z][a-z]*|\d)?)")
LOOSE_MARK = re.compile(r"[.?!]\S*\s+[\"')\]}]+\s")
ABBREVIATED = re.compile(r"[\"'(]*(?:[A-Za-z]+-)*(?P<word>[A-Za-z]+(?:\.[A-Za-z]+)*)\.")
PLAIN = re.compile(r"[\"'(\[]*(?P<word>[A-Za-z]{2,}(?:['-][a-z]+)*)[.?!][\"')\]]*")
INSIDE = re.compile(r"[^.?!]*(?:[.?!][\w,-][^.?!]*)+")  # no stop at its end or before a mark: "3.5", "Calif.,"
NUMBERED = re.compile(r"(?:^|\W)Nos?\.$")
QUOTED_START = re.compile(r"\.[\"')]*(?P<blank>\s+)[\"'](?P<word>[A-Z]\w*)")
GLUED = re.compile(r"[.?!][^\w\s]+\w")  # 'over."He'
LONGEST_ABBREVIATION = 10
BEHIND_WORD = " ,;"  # the empty string, at the end of a line, is in it too
EXCLAIMED = re.compile(r"[?!][\"')\]]+$")
# '"Is it over?" Mora asked.' is one sentence; '"Is it over?" Mora asked that they wait.' is two.
NAMED_VERB = re.compile(r"(?P<name>(?:[A-Z][\w.'-]*\s+){1,4})(?P<verb>[a-z]+)(?P<rest>[.,;:]?$|[.,;:]|\s+[a-z]+\b)")
PLACES = frozenset(("in", "on", "at", "during", "after", "before", "to", "of", "as", "when", "last", "later", "with"))


@cache
def tokenizer() -> "PunktSentenceTokenizer":
    """Punkt with our abbreviations and starters; nothing of nltk_data is read."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # a second of import, for who cuts alone

    parameters = PunktParameters()
    parameters.abbrev_types = set(abbreviations())
    parameters.sent_starters = set(starters())
    return PunktSentenceTokenizer(parameters)


@cache
def abbreviations() -> frozenset[str]:
    """Abbreviations, in lower case and without their last stop."""
    return frozenset(row["abbreviation"] for row in words.rows("abbreviations"))


@cache
def starters() -> frozenset[str]:
    """Words that tell, capitalised behind an abbreviation, that a sentence begins."""
    return frozenset(row["word"] for row in words.rows("starters"))


@cache
def may_end() -> frozenset[str]:
    """Abbreviations that may end a sentence."""
    return frozenset(r["abbreviation"] for r in words.rows("abbreviations") if r["ends_sentence"] == "yes")


def quoted_starts(line: str) -> list[int]:
    """Where a sentence ends in an abbreviation and the next opens with a mark and a sentence starter.

    'It was 5 p.m. "We won," she said.': Punkt sees the mark alone and takes it for no starter."""
    found = []
    for match in QUOTED_START.finditer(line):
        word = line[max(0, match.start() - LONGEST_ABBREVIATION) : match.start()].rpartition(" ")[2].lower()
        if word in may_end() and match["word"].lower() in starters():
            found.append(match.start("blank"))
    return found


def lines(text: str) -> list[Span]:
    """Spans of the lines that hold more than white space, trimmed; each is a paragraph."""
    return [line.span() for line in LINE.finditer(text)]


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def sentences(text: str, *, crossheads: Iterable[Span] = ()) -> list[Span]:
    """Spans of the sentences of a text, in order; they do not overlap, and no one crosses the end of a line.

    In: a text whose lines are paragraphs, and the spans of the lines that are cross-heads: those hold no sentence.
    Out: one (start, end) per sentence, white space trimmed. A quotation of several sentences is several sentences.
    It cannot tell an abbreviation from the end of a sentence where a name follows ("in the U.S. Mora said")."""
    headings = {trimmed(text, start, end) for start, end in crossheads}
    folded = fold(text)
    return [span for line in lines(text) if line not in headings for span in in_line(folded, *line)]


def fold(text: str) -> str:
    """The text with straight marks, character for character. Replacing is faster than `str.translate`."""
    for marks, plain in FOLDED.items():
        for mark in marks:
            text = text.replace(mark, plain)
    return text


@lru_cache(maxsize=1 << 16)
def ends_sentence(chunk: str) -> bool | None:
    """Whether Punkt ends a sentence behind a chunk, whatever follows: a plain word and one stop; else missing."""
    if INSIDE.fullmatch(chunk):
        return False
    match = PLAIN.fullmatch(chunk)
    if not match:
        return None
    word = match["word"].lower()
    return None if word in abbreviations() or word.rpartition("-")[2] in abbreviations() else True


@lru_cache(maxsize=1 << 12)
def abbreviated(chunk: str) -> bool:
    """Whether a chunk is one abbreviation or initial: "Sen.", "J."; only a sentence starter ends a sentence there."""
    match = ABBREVIATED.fullmatch(chunk)
    return match is not None and (len(match["word"]) == 1 or match["word"].lower() in abbreviations())


def cuts(line: str) -> list[int]:
    """Where sentences end inside a line of folded text.

    Most lines hold plain stops alone and are cut here as Punkt would cut them; the others are left to Punkt."""
    plain = []
    loose = LOOSE_MARK.search(line)
    last = 0
    for match in STOPPED.finditer(line):
        start = match.start()
        before = line[last:start]
        last = match.end()
        chunk = (
            line[start - len(before.rsplit(None, 1)[-1]) : last] if before and not before[-1].isspace() else match[0]
        )
        ends = ends_sentence(chunk)
        following = match["next"]
        if ends is None and following:
            end = match.end("next")
            if following.islower() and line[end : end + 1] in BEHIND_WORD and not GLUED.search(chunk):
                continue  # whatever Punkt says, such a piece goes on with the sentence before it
            if following.lower() not in starters() and abbreviated(chunk):
                continue
        if ends is None or loose:
            return sorted({*(stop for _, stop in tokenizer().span_tokenize(line)), *quoted_starts(line)})
        if ends:
            plain.append(last)
    return plain


def in_line(folded: str, start: int, end: int) -> list[Span]:
    """Spans of the sentences of one line of a folded text."""
    line = folded[start:end]
    if not INNER_STOP.search(line):
        return [(start, end)]
    found: list[Span] = []
    last = 0
    for cut in [*(c for c in cuts(line) if 0 < c < len(line)), len(line)]:
        first, stop = trimmed(line, last, cut)
        if first < stop:
            if found and goes_on(line[max(0, found[-1][1] - 8) : found[-1][1]], line[first:stop]):
                found[-1] = (found[-1][0], stop)
            else:
                found.append((first, stop))
        last = cut
    return [(start + a, start + b) for a, b in found]


def goes_on(before: str, piece: str) -> bool:
    """Whether a piece that Punkt cut off goes on with the sentence before it.

    It does where it starts in lower case ('"Over!" she said'), is punctuation alone, is the number of 'No.', or
    tells who asked the question before it."""
    word = piece.split(None, 1)[0]
    if word[0].islower():
        return word.islower() or not any(c.isupper() for c in word)
    if not any(c.isalnum() for c in piece):
        return True
    if piece[0].isdigit() and NUMBERED.search(before):
        return True
    return bool(EXCLAIMED.search(before)) and tells(piece)


def tells(piece: str) -> bool:
    """Whether a piece only says who spoke: a name, a verb of speech, and an end, a comma, a time or a place."""
    match = NAMED_VERB.match(piece)
    cue = cues().get(match["verb"]) if match else None
    if not match or not cue or not cue.verb or cue.form not in (PAST, THIRD):
        return False
    rest = match["rest"].strip()
    return rest in ("", ".", ",", ";", ":") or rest in PLACES
