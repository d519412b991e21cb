"""Sentences as the report shows them: cut where a counted word or another voice begins, with who speaks and where."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis import evidence
from analysis.schema import ALL
from analysis.workspace import Workspace

MOST_SENTENCES = 20
NOT_HERE = "The text is not in this bundle."
KEY = evidence.KEY
Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence in one voice, counted or not."""

    text: str
    marked: bool
    voice: str


@dataclass(frozen=True)
class Line:
    """One sentence: its pieces, its voices and speakers, and where it stands."""

    key: str
    pieces: list[Piece]
    said: str
    outlet: str
    article: str
    day: str
    place: str
    url: str
    value: str = ""


@dataclass(frozen=True)
class Cell:
    """The sentences of one item in one outlet, at most so many of them."""

    id: str
    item: str
    outlet: str
    of: int
    lines: list[Line]


@dataclass(frozen=True)
class Library:
    """What a sentence is looked up in. Grain: `articles` one article, `runs` the runs of one voice in a sentence."""

    articles: dict[str, Any]
    runs: dict[tuple[str, str, int], list[tuple[int, int, str, Any]]]
    units: pd.DataFrame
    outlets: dict[str, str]
    seed: int
    bare: bool = False  # a bundle: the sentences themselves are not there


def library(desk: Workspace) -> Library:
    """The library of a study's run."""
    segments = desk.table("segments")
    runs: dict[tuple[str, str, int], list[tuple[int, int, str, Any]]] = {}
    columns = [segments[c].tolist() for c in ("article_id", "part", "sentence", "start", "end", "voice", "speaker")]
    for article, part, sentence, start, end, voice, speaker in zip(*columns, strict=True):
        runs.setdefault((article, part, sentence), []).append((start, end, voice, speaker))
    articles = {row.article_id: row for row in desk.table("articles").itertuples()}
    units, bare = desk.table("units"), desk.is_bundle
    shown = units.assign(text=NOT_HERE) if bare else units
    return Library(articles, runs, shown, desk.outlet_names(), desk.study.settled.seed, bare)


def cells(
    hits: pd.DataFrame,
    *,
    shelf: Library,
    prefix: str,
    voice: str,
    labels: dict[str, str],
    most: int = MOST_SENTENCES,
) -> list[Cell]:
    """For each item and outlet the sentences that were counted, at most `most`, drawn by the study's seed.

    In: MARKS of one metric. `prefix` begins the cells' ids, which hold no text of an article."""
    table = evidence.sentences(hits, shelf.units, voice=voice, most=most, seed=shelf.seed)
    numbers = {str(item): i for i, item in enumerate(hits["item"].cat.categories)}
    outlets = {outlet: i for i, outlet in enumerate(shelf.outlets)}
    return [
        Cell(
            f"{prefix}-{numbers[str(item)]}-{outlets[str(outlet)]}",
            labels.get(str(item), str(item)),
            shelf.outlets[str(outlet)],
            int(part["of"].iloc[0]),
            [line(r.article_id, r.part, r.sentence, r.text, r.marks, shelf=shelf) for r in part.itertuples()],
        )
        for (item, outlet), part in table.groupby(["item", "outlet"], sort=False)
    ]


def whole(shelf: Library) -> dict[tuple[str, str, int], tuple[str, int]]:
    """The text and the start of every sentence by article, part and number."""
    table = shelf.units[shelf.units["voice"] == ALL]
    keys = zip(table["article_id"], table["part"].astype("str"), table["sentence"], strict=True)
    return dict(zip(keys, zip(table["text"], table["start"], strict=True), strict=True))


def line(
    article: str, part: str, sentence: int, text: str, marks: list[Span], *, shelf: Library, value: str = ""
) -> Line:
    """One sentence with its marks (start and end in it), voices, speakers and place."""
    runs = sorted(shelf.runs.get((article, part, sentence), []))
    first = runs[0][0] if runs else 0
    voices = [(start - first, end - first, voice) for start, end, voice, _ in runs]
    row = shelf.articles[article]
    return Line(
        key=f"{row.Index}{part[0]}{sentence}",
        pieces=pieces(text, [], []) if shelf.bare else pieces(text, marks, voices),
        said=said(runs),
        outlet=shelf.outlets.get(str(row.outlet), str(row.outlet)),
        article=shown_title(row),
        day=f"{row.published:%-d %B %Y}" if pd.notna(row.published) else "",
        place=f"sentence {sentence + 1}" if part == "body" else part,
        url=safe_url(row.url),
        value=value,
    )


def pieces(text: str, marks: list[Span], voices: list[tuple[int, int, str]]) -> list[Piece]:
    """The text cut at every border of a mark or of a voice; overlapping marks are one."""
    cuts = {0, len(text)}
    for start, end in [*marks, *((a, b) for a, b, _ in voices)]:
        cuts |= {min(max(start, 0), len(text)), min(max(end, 0), len(text))}
    at = sorted(cuts)
    out: list[Piece] = []
    for start, end in pairwise(at):
        marked = any(a <= start and end <= b for a, b in marks)
        voice = next((v for a, b, v in voices if a <= start and end <= b), "narrator")
        if out and (out[-1].marked, out[-1].voice) == (marked, voice):
            out[-1] = Piece(out[-1].text + text[start:end], marked, voice)
        else:
            out.append(Piece(text[start:end], marked, voice))
    return out


def said(runs: list[tuple[int, int, str, Any]]) -> str:
    """Whose words a sentence holds, in words: "quoted: Ada Brandt", "outlet's own words"."""
    others = []
    for _, _, voice, speaker in runs:
        if voice != "narrator":
            name = "reported speech" if voice == "reported" else "quoted"
            others.append(f"{name}: {speaker}" if isinstance(speaker, str) and speaker else name)
    return ", ".join(dict.fromkeys(others)) or "outlet's own words"


def shown_title(article: Any) -> str:
    """What an article is called: its headline, else the document it came from."""
    if isinstance(article.headline, str) and article.headline.strip():
        return article.headline
    document = getattr(article, "document", "")
    return document if isinstance(document, str) and document else str(article.article_id)


def safe_url(url: Any) -> str:
    """The address where it is one of the web, else nothing."""
    return url.strip() if isinstance(url, str) and url.strip().lower().startswith(("https://", "http://")) else ""
