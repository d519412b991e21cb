"""A body as tokens, with its sentences and its quotations: what the rules of attribution walk over."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.features.quotations import Quotation, quotations
from analysis.features.sentences import Span, sentences

TOKEN = re.compile(r"\w+(?:[’'.&-]\w+)*|''(?!')|(?<!\S)''|``|[^\w\s]")


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
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def capital(self, i: int) -> bool:
        """Whether token i starts with a capital letter."""
        return 0 <= i < len(self.upper) and self.upper[i]

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
    found: list[str] = []
    starts: list[int] = []
    ranges: list[Span] = []
    opens: list[bool] = []
    last = -1
    for start, end in places:
        first, at = len(found), start
        # Strings and a search for each: match objects would keep the garbage collector busy.
        inside = TOKEN.findall(text, start, end)
        for word in inside:
            at = text.index(word, at)
            starts.append(at)
            at += len(word)
        found += inside
        ranges.append((first, len(found)))
        between = text[last:start]
        opens.append(last < 0 or "\n" in between or len(between.splitlines()) > 1)
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
        lower=[w.lower() for w in found],
        upper=[w[0].isupper() for w in found],
        starts=starts,
        ends=[i + len(w) for i, w in zip(starts, found, strict=True)],
        quote=quote,
        quotations=marks,
        quoted=quoted,
        sentences=ranges,
        opens=opens,
        places=places,
    )
