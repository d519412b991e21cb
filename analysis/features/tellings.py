"""What an article can tell: its headline and sentences, cut into clauses that may each tell a thing."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.features.sentences import Span
from analysis.schema import ALL, SEGMENTS, UNITS, require

FEWEST_WORDS = 4
COLUMNS = ("article_id", "outlet", "event", "part", "sentence", "how", "voice", "text", "start", "end")
_WORD = re.compile(r"\w+(?:[’'.&-]\w+)*")
_CUT = re.compile(
    r"\s*—\s*|\s+[–-]\s+|[;:](?=\s)"
    r"|,[”\"’]?\s+(?=(?:and\s+|or\s+|while\s+|with\s+|by\s+)?\w+ing\b)"
    r"|,[”\"’]?\s+(?=(?:aimed|including|such|who|which|where|although|though|but|whereas|after|amid|before|despite|as"
    r"|and|or|while)\b)"
    r"|[”\"]\s+(?=and\b)"
    r"|\s(?=(?:amid|while|whereas|although|despite)\s)"
)
_QUALITIES = re.compile(r"(?<![\w-])[\w-]+,\s+(?:[\w-]+,\s+)+(?:and|or)\s+[\w-]+")  # "free, open, and fair"


def tellings(units: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """The clauses of headlines and bodies.

    In: UNITS (its rows of voice `all`); SEGMENTS. Out: one row a clause, in reading order: `article_id, outlet, event,
    part, sentence, how, voice, text, start, end`. `how`: `headline`; `quotation` where most of it is quoted; `lede` in
    the first paragraph, or the first sentence where paragraphs are lost; `body`. `voice` is that of most of its
    characters. Cross-heads are left out.

    A sentence is cut at dashes, semicolons, colons, and at a comma before "and", "or", a participle or a subordinate
    clause; a clause of fewer than four words stays with the one before it. It cannot tell a list of names from a list
    of deeds."""
    require(units, UNITS, by="tellings.tellings", made_by="features.segments.units")
    require(segments, SEGMENTS, by="tellings.tellings", made_by="features.segments.segments")
    whole = units[(units["voice"] == ALL) & (units["part"] != "crosshead")]
    voices = _voices(segments)
    flat = whole.groupby("article_id", observed=True)["paragraph"].transform("max") == 0
    rows = []
    for row, one_paragraph in zip(whole.itertuples(index=False), flat, strict=True):
        part = str(row.part)
        runs = voices.get((row.article_id, part, row.sentence), [])
        lede = row.sentence == 0 if one_paragraph else row.paragraph == 0
        for start, end in clauses(row.text):
            voice = _most(runs, row.start + start, row.start + end)
            how = "headline" if part == "headline" else "quotation" if voice == "quoted" else "lede" if lede else "body"
            text = row.text[start:end]
            place = (row.start + start, row.start + end)
            rows.append((row.article_id, row.outlet, row.event, part, row.sentence, how, voice, text, *place))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"sentence": np.int64, "start": np.int64, "end": np.int64})


def clauses(sentence: str) -> list[Span]:
    """Spans of the clauses of a sentence, white space trimmed; together they hold all its words."""
    joined = [match.span() for match in _QUALITIES.finditer(sentence)]
    cuts = [m.end() for m in _CUT.finditer(sentence) if not any(a < m.end() < z for a, z in joined)]
    held: list[list[int]] = []
    for a, z in zip([0, *cuts], [*cuts, len(sentence)], strict=True):
        if held and (_short(sentence[a:z]) or _short(sentence[held[-1][0] : held[-1][1]])):
            held[-1][1] = z
        else:
            held.append([a, z])
    return [span for a, z in held for span in _trimmed(sentence, a, z)]


def _short(text: str) -> bool:
    return len(_WORD.findall(text)) < FEWEST_WORDS


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(" ,;:—–-"))
    right = len(piece.rstrip(" ,;:—–-"))
    if left < right:
        yield start + left, start + right


def _voices(segments: pd.DataFrame) -> dict[tuple[str, str, int], list[tuple[int, int, str]]]:
    found: dict[tuple[str, str, int], list[tuple[int, int, str]]] = {}
    columns = (segments[c] for c in ("article_id", "part", "sentence", "start", "end", "voice"))
    for article, part, sentence, start, end, voice in zip(*columns, strict=True):
        found.setdefault((article, str(part), sentence), []).append((start, end, str(voice)))
    return found


def _most(runs: list[tuple[int, int, str]], start: int, end: int) -> str:
    """The voice of most characters of a span; of equals the narrator's, then the first."""
    held: dict[str, int] = {"narrator": 0}
    for a, z, voice in runs:
        held[voice] = held.get(voice, 0) + max(0, min(z, end) - max(a, start))
    return max(held, key=lambda voice: held[voice])
