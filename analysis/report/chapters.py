"""A chapter per notebook: its question, figures, how to read them, tables and the sentences behind them."""

import json
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis import findings, steps
from analysis.compare import speakers
from analysis.features.tokens import tokens
from analysis.plots import strips
from analysis.plots import words as word_panels
from analysis.report import hits, matrices, parts
from analysis.report.matrices import Table
from analysis.report.parts import NAME
from analysis.report.passages import Cell, Library, cells, library, line, whole
from analysis.schema import ALL, VOICES, named
from analysis.workspace import Workspace

MOST_SOURCES = 14
MOST_HEARD = 10


@dataclass(frozen=True)
class Figure:
    """A picture with its words, its CSV, and what each place of it opens."""

    name: str
    title: str
    alt: str
    reading: str
    picture: str
    csv: str
    hits: str = ""


@dataclass
class Chapter:
    """One notebook in the report."""

    step: str
    question: str
    about: str
    found: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    evidence: list[Cell] = field(default_factory=list)

    @property
    def items(self) -> dict[str, list[Cell]]:
        """The evidence by item, in order."""
        out: dict[str, list[Cell]] = {}
        for cell in self.evidence:
            out.setdefault(cell.item, []).append(cell)
        return out


def chapters(desk: Workspace, *, shelf: Library | None = None) -> list[Chapter]:
    """A chapter for each notebook before the report that has been run, in order. The claims have one of their own."""
    shelf = shelf or library(desk)
    out: list[Chapter] = []
    for notebook in steps.all_notebooks():
        step = notebook.stem
        if step < NAME and (step[:2] != "07" or desk.is_bundle) and desk.place.figures_file(step).is_file():
            steps.note_input(desk.place, NAME, "outputs", step)
            question, about = parts.question(step)
            chapter = Chapter(step, question, about, found(desk, step))
            chapter.evidence = _evidence(desk, step, shelf)
            chapter.tables = _tables(desk, chapter, out)
            chapter.figures = figures(desk, step, chapter.evidence, earlier=out)
            out.append(chapter)
    return out


def figures(desk: Workspace, step: str, evidence: list[Cell], *, earlier: list[Chapter] | None = None) -> list[Figure]:
    """A notebook's figures, in the order drawn."""
    listing = json.loads(desk.place.figures_file(step).read_text())
    known = [*evidence, *(cell for chapter in earlier or [] for cell in chapter.evidence)]
    out = []
    for name, words in listing.items():  # in the order drawn
        picture = (desk.place.figures / f"{name}.svg").read_bytes()
        rows = desk.place.figures / f"{name}.csv"
        places = hits.resolved(words.get("places", []), rows, known, outlets=desk.outlet_names())
        out.append(
            Figure(
                name,
                words["title"],
                words["alt"],
                words["reading"],
                matrices.as_data(picture, "image/svg+xml"),
                matrices.as_data(rows.read_bytes(), "text/csv;charset=utf-8"),
                json.dumps(places, separators=(",", ":")) if places else "",
            )
        )
    return out


def found(desk: Workspace, step: str) -> list[str]:
    """What a notebook found, in sentences, the most telling first."""
    names = desk.outlet_names()
    if step == "08-robustness":
        labels = desk.codebook("topics").labels | desk.codebook("frames").labels
        return findings.kept_signs(parts.read(desk, step, "robustness"), labels=labels, outlets=names)
    if step not in ("03-emphasis", "04-framing") or not parts.has(desk, step, "scores"):
        return []
    scores, labels = parts.primary(parts.read(desk, step, "scores")), parts.labels(desk, step)
    shown = scores[scores["voice"] == parts.voice(desk, step)]
    lines = findings.room(shown, labels=labels, outlets=names)
    if findings.can_infer(shown):
        lines = parts.differences(desk, step, most=20)
    return lines + findings.turned_by_voice(scores, labels=labels, outlets=names)


def opens(evidence: list[Cell]) -> dict[tuple[str, str], str]:
    """The id of the evidence of each printed item and outlet."""
    return {(cell.item, cell.outlet): cell.id for cell in evidence}


def _tables(desk: Workspace, chapter: Chapter, earlier: list[Chapter]) -> list[Table]:
    step, names = chapter.step, desk.outlet_names()
    labels, known = parts.labels(desk, step), opens(chapter.evidence)
    out: list[Table] = []
    if parts.has(desk, step, "scores"):
        scores = parts.read(desk, step, "scores")
        heard = parts.voice(desk, step) if step in parts.KINDS else ""
        first = set(parts.primary(scores)["definition"])
        groups = scores.groupby(["metric", "definition", "voice"], observed=True, sort=False)
        for number, ((_, definition, voice), part) in enumerate(groups):
            if heard in ("", voice):
                out.append(
                    matrices.shares(
                        part,
                        id=f"{step}-{number}",
                        labels=labels,
                        outlets=names,
                        opens=known if definition in first else {},
                        is_open=definition in first,
                    )
                )
    if step == "02-voices":
        out.append(_heard(desk, known))
    rest = parts.to_rest(desk, step)
    if len(rest):
        out.append(matrices.gaps(rest, id=f"{step}-gaps", labels=labels, outlets=names, opens=known))
    if step == "06-words" and parts.has(desk, step, "words"):
        top = word_panels.shown(parts.read(desk, step, "words"))
        out.append(matrices.words(top, id=f"{step}-words", outlets=names, opens=known))
    if parts.has(desk, step, "robustness"):
        metrics = {"03-emphasis": "topic", "04-framing": "frame", "05-tone": "tone"}
        ids = {
            (metrics[c.step], "Mean tone" if c.step == "05-tone" else cell.item, cell.outlet): cell.id
            for c in earlier
            if c.step in metrics
            for cell in c.evidence
            if c.step != "05-tone" or cell.item == hits.EVERY
        }
        books = desk.codebook("topics").labels | desk.codebook("frames").labels
        table = parts.read(desk, step, "robustness")
        out.append(matrices.robust(table, id=f"{step}-robust", labels=books, outlets=names, opens=ids))
    return out


def _heard(desk: Workspace, known: dict[tuple[str, str], str]) -> Table:
    table = speakers.words_by_outlet(parts.turns(desk), most=MOST_SOURCES)
    return matrices.counts(
        table,
        id="02-voices-sources",
        caption="Words quoted or reported of each named source",
        outlets=desk.outlet_names(),
        opens=known,
    )


def _evidence(desk: Workspace, step: str, shelf: Library) -> list[Cell]:
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
    return out


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
        lines = []
        for r in part.itertuples():
            text, start = texts[r.article_id, "body", r.sentence]
            here = [(a - start, b - start) for a, b in sorted(spans.get((r.article_id, r.sentence), []))]
            lines.append(
                line(r.article_id, "body", r.sentence, text, here, shelf=shelf, value=f"tone {r.compound:+.2f}")
            )
        of = int(
            (tones["voice"].eq(voice) & tones["part"].eq("body") & ~tones["stub"] & tones["outlet"].eq(outlet)).sum()
        )
        if lines:
            out.append(Cell(f"e05t-{at}", hits.EVERY, shelf.outlets[str(outlet)], of, lines))
    return out
