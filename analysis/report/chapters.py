"""A chapter per notebook: its question, figures, how to read them, tables and the sentences behind them."""

import json
from dataclasses import dataclass, field

from analysis import findings, steps
from analysis.compare import speakers
from analysis.plots import words as word_panels
from analysis.report import hits, matrices, parts
from analysis.report.behind import MOST_SOURCES, behind
from analysis.report.matrices import Table
from analysis.report.parts import NAME
from analysis.report.passages import Cell, Library, library
from analysis.workspace import Workspace


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
            chapter.evidence = behind(desk, step, shelf)
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
        places = hits.resolved(
            words.get("places", []), rows, known, outlets=desk.outlet_names(), labels=parts.labels(desk, step)
        )
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
        for number, ((metric, definition, voice), part) in enumerate(groups):
            shown = definition in first or metric == parts.TOWARD
            if heard in ("", voice):
                out.append(
                    matrices.shares(
                        part,
                        id=f"{step}-{number}",
                        labels=labels,
                        outlets=names,
                        opens=known if shown else {},
                        is_open=shown,
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
