"""The sentences behind each cell and dot of a chapter."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.compare import speakers
from analysis.features import naming
from analysis.features.tokens import tokens
from analysis.metrics import arcs
from analysis.plots import strips
from analysis.plots import words as word_panels
from analysis.report import hits, openings, parts
from analysis.report.passages import Cell, Library, Line, cells, line, whole
from analysis.schema import ALL, VOICES, named
from analysis.workspace import Workspace

MOST_SOURCES = 14
MOST_HEARD = 10
MOST_BESIDE = 6


def behind(desk: Workspace, step: str, shelf: Library) -> list[Cell]:
    """The sentences behind each cell and dot of a notebook's figures and tables, by item and outlet."""
    labels, number = parts.labels(desk, step), step[:2]
    if step == "02-voices":
        segments = desk.table("segments")
        runs = segments[~segments["stub"]].assign(item=lambda t: named(t["voice"].astype("str"), VOICES), term="")
        spoken = cells(hits.as_marks(runs), shelf=shelf, prefix=f"e{number}v", voice=ALL, labels=labels)
        if desk.is_bundle:
            return spoken
        said = desk.table("sources").dropna(subset="speaker").assign(part="body", term="")
        top = speakers.words_by_outlet(speakers.turns(said), most=MOST_SOURCES).index
        named_ones = said[said["speaker"].isin(top)].assign(item=lambda t: named(t["speaker"], list(top)))
        return [
            *spoken,
            *cells(hits.as_marks(named_ones), shelf=shelf, prefix=f"e{number}s", voice=ALL, labels={}),
        ]
    if step == "06-words" and parts.has(desk, step, "words") and not desk.is_bundle:
        return _of_words(desk, step, shelf)
    if not parts.has(desk, step, "marks"):
        return []
    out = []
    marks = parts.read(desk, step, "marks")
    voice = ALL if step == "05-tone" else parts.voice(desk, step) if step in parts.KINDS else ALL
    for at, (_, part) in enumerate(marks.groupby("metric", sort=False)):
        prefix = f"e{number}" + "abcdefgh"[at % 8]
        out += cells(part, shelf=shelf, prefix=prefix, voice=voice, labels=labels)
    if step == "05-tone" and parts.has(desk, step, "tones"):
        out += _every_sentence(desk, step, marks, shelf)
    beside = {} if desk.is_bundle else _beside(desk, step, marks)
    return out + [cell for key, found in beside.items() for cell in _few(found, shelf, number + key)]


def _beside(desk: Workspace, step: str, marks: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """MARKS of what a notebook's figures show beside the items of its codebook, by a letter."""
    out: dict[str, pd.DataFrame] = {}
    if parts.has(desk, step, "theme_sentences"):
        out["n"] = openings.of_themes(parts.read(desk, step, "theme_sentences"))
    if parts.has(desk, step, "together"):
        pairs = parts.read(desk, step, "together")
        out["p"] = openings.of_pairs(marks, pairs, voice=parts.voice(desk, step), labels=parts.labels(desk, step))
    if parts.has(desk, step, "naming"):
        names = naming.printed(desk.study.settled.actors)
        voice = desk.voice("naming", "")
        out["m"] = openings.of_forms(parts.read(desk, step, "naming"), names=names, voice=voice)
    if parts.has(desk, step, "choices"):
        out["w"] = openings.of_choices(parts.read(desk, step, "choices"))
    twin = desk.place.figures / "05-tone-words.csv"
    if step == "05-tone" and twin.is_file():
        out["k"] = openings.of_tone_words(marks[marks["metric"] == "tone"], list(pd.read_csv(twin)["word"]))
    return out


def _few(found: pd.DataFrame, shelf: Library, key: str) -> list[Cell]:
    return cells(found, shelf=shelf, prefix=f"e{key}", voice=ALL, labels={}, most=MOST_BESIDE)


def _of_words(desk: Workspace, step: str, shelf: Library) -> list[Cell]:
    top = word_panels.shown(parts.read(desk, step, "words"))
    units = shelf.units[(shelf.units["voice"] == ALL) & (shelf.units["part"] == "body")].reset_index(drop=True)
    places = hits.of_terms(tokens(units["text"].tolist()), units, top)
    return cells(places, shelf=shelf, prefix="e06w", voice=ALL, labels={}, most=MOST_HEARD)


def _every_sentence(desk: Workspace, step: str, marks: pd.DataFrame, shelf: Library) -> list[Cell]:
    """The sentences that the figure of tone draws, by outlet, each with its tone."""
    tones, voice, texts = parts.read(desk, step, "tones"), parts.voice(desk, step), whole(shelf)
    drawn = strips.chosen(tones[(tones["voice"] == voice) & (tones["part"] == "body") & ~tones["stub"]])
    body = marks[marks["part"] == "body"]
    spans: dict[Any, list[tuple[int, int]]] = {}
    for article, number, start, end in zip(
        *(body[c].tolist() for c in ("article_id", "sentence", "start", "end")), strict=True
    ):
        spans.setdefault((article, number), []).append((start, end))
    out = []
    for at, (outlet, part) in enumerate(drawn.groupby("outlet", observed=False)):
        lines, fifths = [], arcs.stretch(part["position"])
        for r in part.itertuples():
            text, start = texts[r.article_id, "body", r.sentence]
            here = [(a - start, b - start) for a, b in sorted(spans.get((r.article_id, r.sentence), []))]
            lines.append(
                line(r.article_id, "body", r.sentence, text, here, shelf=shelf, value=f"tone {r.compound:+.2f}")
            )
        mine = tones[tones["voice"].eq(voice) & tones["part"].eq("body") & ~tones["stub"] & tones["outlet"].eq(outlet)]
        of = len(mine)
        if lines:
            out.append(Cell(f"e05t-{at}", hits.EVERY, shelf.outlets[str(outlet)], of, lines))
        of_fifth = np.bincount(arcs.stretch(mine["position"]), minlength=len(parts.FIFTHS))
        for k, name in enumerate(parts.FIFTHS.values()):
            there = [one for one, fifth in zip(lines, fifths, strict=True) if fifth == k]
            if there:
                out.append(Cell(f"e05f-{at}-{k}", name, shelf.outlets[str(outlet)], int(of_fifth[k]), spread(there)))
    return out


def spread(lines: list[Line], *, most: int = MOST_BESIDE) -> list[Line]:
    """At most so many of the lines, evenly from the first to the last."""
    return [lines[i] for i in np.unique(np.linspace(0, len(lines) - 1, min(len(lines), most)).round().astype(int))]
