"""A body as tokens, with its sentences and its quotations: what the rules of attribution walk over."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import itemgetter

from analysis.features.quotations import Quotation, quotations
from analysis.features.sentences import Span, sentences

WORD = r"\w+(?:[-&.'’]\w+)*"
MARK = r"'(?:'(?!')|(?<!\S')')?|``"  # a single mark, or a double one made of two; never the third of three
TOKEN = re.compile(rf"{WORD}|{MARK}|[^\s\w]")

SPLIT = re.compile(f"({TOKEN.pattern})")


@dataclass(slots=True)
class Reading:
    """Tokens of one text. Spans of sentences are half-open ranges of tokens; those of tokens are of characters."""

    text: str
    words: list[str]
    lower: list[str]
    upper: list[bool]  # starts with a capital letter
    starts: list[int]
    ends: list[int]
    quote: list[int]  # 1 + the number of the token's quotation, or 0; two zeros follow the last token
    quotations: list[Quotation]
    quoted: list[Span]  # the tokens of each quotation
    sentences: list[Span]
    opens: list[bool]  # whether the sentence opens a paragraph
    places: list[Span]  # of the sentences, in characters

    def word(self, i: int) -> str:
        """Token i in lower case, or "" where there is none."""
        return "" if i < 0 or i >= len(self.lower) else self.lower[i]

    def capital(self, i: int) -> bool:
        """Whether token i starts with a capital letter."""
        return self.upper[i] if -1 < i < len(self.upper) else False

    def span(self, tokens: Span) -> Span:
        """The characters from the first to the last token of a range."""
        return self.starts[tokens[0]], self.ends[tokens[1] - 1]

    def closing(self, i: int) -> bool:
        """Whether token i is the last of its quotation."""
        return bool(self.quote[i]) and self.quote[i + 1] != self.quote[i]


def reading(text: str, *, crossheads: Sequence[Span] = ()) -> Reading:
    """Tokens of a text inside its sentences; cross-heads have none. Linear in the length of the text."""
    places = sentences(text, crossheads=crossheads)
    marks = quotations(text, crossheads=crossheads)
    found, starts, ends, ranges = tokens(text, places)
    opens: list[bool] = []
    last = -1
    for start, end in places:
        between = text[last:start] if last >= 0 else "\n"
        opens.append(between != " " and (len(between.splitlines()) > 1 or "\n" in between))
        last = end
    quote = [0] * (len(found) + 2)
    quoted: list[Span] = []
    for number, mark in enumerate(marks, 1):
        i, j = bisect_left(starts, mark.start), bisect_left(starts, mark.end)
        quote[i:j] = [number] * (j - i)
        quoted.append((i, j))
    return Reading(
        text=text,
        words=found,
        lower="\n".join(found).lower().split("\n") if found else [],
        upper=list(map(str.isupper, map(itemgetter(0), found))),
        starts=starts,
        ends=ends,
        quote=quote,
        quotations=marks,
        quoted=quoted,
        sentences=ranges,
        opens=opens,
        places=places,
    )


def tokens(text: str, places: Sequence[Span]) -> tuple[list[str], list[int], list[int], list[Span]]:
    """The tokens inside the spans of sentences, where each starts and ends, and the tokens of each sentence.

    No token runs over the end of a sentence, and what stands outside is a cross-head."""
    pieces = SPLIT.split(text)  # what is between tokens, and tokens, in turns: no match object for each
    borders = list(accumulate(map(len, pieces), initial=0))
    starts, ends, found = borders[1:-1:2], borders[2::2], pieces[1::2]
    ranges = []
    i = j = 0
    for a, b in places:
        i = j if j == len(starts) or starts[j] >= a else bisect_left(starts, a, j)
        j = bisect_left(starts, b, i)
        ranges.append((i, j))
    if sum(j - i for i, j in ranges) == len(found):
        return found, starts, ends, ranges
    inside = list(accumulate((j - i for i, j in ranges), initial=0))
    return (
        [word for i, j in ranges for word in found[i:j]],
        [start for i, j in ranges for start in starts[i:j]],
        [end for i, j in ranges for end in ends[i:j]],
        list(pairwise(inside)),
    )
