"""What a notebook works with: the tables of earlier notebooks, and a place for its own tables and figures."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import codebook, corpus, files, published, schema, steps, study, words
from analysis.codebook import Codebook
from analysis.errors import InputError, nearest
from analysis.features import segments, sources, terms
from analysis.paths import FIGURES, RUNS, shown
from analysis.plots import captions, columns, places, style
from analysis.steps import Place

if TYPE_CHECKING:
    from analysis.features.learned import Classifier
    from analysis.told import Told

P = ParamSpec("P")
T = TypeVar("T")
MADE_BY = {
    "articles": "01-articles",
    "rejected": "01-articles",
    "files": "01-articles",
    "sources": "02-voices",
    "segments": "02-voices",
    "units": "02-voices",
}
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])  # bidi controls


@dataclass(frozen=True)
class Workspace:
    """A study opened by one notebook. Everything it is asked for is noted as an input of that notebook."""

    place: Place
    notebook: str

    @property
    def study(self) -> study.Study:
        return self.place.study

    @property
    def is_bundle(self) -> bool:
        """Whether the study is what was published of one, without its texts."""
        return published.is_bundle(self.study.folder)

    def from_texts(self, name: str, make: Callable[P, T], /, *given: P.args, **named: P.kwargs) -> T:
        """What `make` gives for these arguments, where it needs the texts of the articles.

        Every step of a notebook from texts to numbers goes through here, so that a bundle can take its place: there
        the table of this `name` is read as it was published. Where the texts are at hand `make` is called, and what it
        gives is kept beside the notebook's tables, without words of articles; a name of the schema's is not, since the
        notebook keeps that table itself."""
        if self.is_bundle:
            return self.as_published(self.notebook, name, made_by=make)
        made = make(*given, **named)
        if name not in schema.TABLES:
            published.save(self.place.from_texts(self.notebook), name, made)
        return made

    def as_published(self, step: str, name: str, *, made_by: Callable[..., T]) -> T:
        """What a notebook made of texts, as a bundle holds it."""
        return cast("T", published.load(self._bundled(step), name, made_by=made_by))

    def _bundled(self, step: str) -> Path:
        """The folder of a bundle that holds what a notebook published."""
        steps.note_input(self.place, self.notebook, "file", published.MARK)
        return self.study.folder / "parts" / step

    def corpus(self) -> corpus.Corpus:
        """The study's articles, read and cleaned now; of a bundle, what it says of them."""
        if self.is_bundle:
            return corpus.Corpus(self.table("articles"), self.table("rejected"), {}, (), self.table("files"))
        steps.note_input(self.place, self.notebook, "articles", "")
        found = corpus.load(self.study, articles=self.place.articles)
        if self.notebook == MADE_BY["articles"]:
            self._warn(found.warnings)
        return found

    def table(self, name: str) -> pd.DataFrame:
        """One of `articles`, `rejected`, `files`, `sources`, `segments`, `units`: as an earlier notebook wrote it where
        that is current, else made now."""
        step = MADE_BY[name]
        if self.is_bundle:
            return pd.read_parquet(self._bundled(step) / f"{name}.parquet")
        if steps.current(self.place, step):
            steps.note_input(self.place, self.notebook, "table", f"{step}/{name}")
            return pd.read_parquet(self.place.part(step, name))
        return self._made(name)

    def counted(self) -> pd.DataFrame:
        """The articles that measures count: repeats within an outlet are left out, copies between outlets are not."""
        articles = self.table("articles")
        return articles[~articles["flag_copy"]].reset_index(drop=True)

    def _made(self, name: str) -> pd.DataFrame:
        if MADE_BY[name] == MADE_BY["articles"]:
            found = self.corpus()
            return {"articles": found.articles, "rejected": found.rejected, "files": found.files}[name]
        articles = self.table("articles")
        return dict(zip(("sources", "segments", "units"), self.voices(articles), strict=True))[name]

    def told(self, *, definition: str) -> "Told":
        """What the outlets told, the study's corrections.yaml applied; what matches nothing any more is warned of."""
        from analysis import told
        from analysis.compare import corrections

        file = told.correction_file(self.study)
        steps.note_input(self.place, self.notebook, "file", file.name)
        tables = (self.table(name) for name in ("sources", "segments", "units"))
        correct = corrections.load(file)
        found = self.from_texts(
            "told", told.told, self.counted(), *tables, study=self.study, correct=correct, definition=definition
        )
        self._warn(found.warnings)
        return found

    def may_show_sentences(self) -> bool:
        """Whether sentences of the articles may stand in a published figure and its rows."""
        return self.study.settled.texts == "may be shown"

    def codebook(self, kind: str) -> Codebook:
        """The study's codebook of `topics` or `frames`."""
        path = self.study.codebook_files[kind]
        steps.note_input(self.place, self.notebook, "file", Path(os.path.relpath(path, self.study.folder)).as_posix())
        return codebook.load(path)

    def classifier(self) -> "Classifier | None":
        """The study's own classifier of frames, where it has one. Raises `InputError` where its file is not there."""
        from analysis.features import learned

        name = self.study.settled.learned.frames
        if not name:
            return None
        steps.note_input(self.place, self.notebook, "file", name)
        return learned.load(self.study.folder / name)

    def keep(self, **tables: pd.DataFrame) -> None:
        """Write tables of this notebook, by their names in the schema, checked and in their columns' order."""
        for name, table in tables.items():
            files.write_parquet(self.place.part(self.notebook, name), schema.conform(table, schema.TABLES[name]))

    def publish(self, slug: str, ax: Axes, rows: pd.DataFrame, *, alt: str, reading: str, when: bool = True) -> None:
        """Write a figure as PNG and SVG (and PDF where the study says so), two columns of a journal wide, again one
        column wide in `single/`, its caption as text, and the rows drawn as CSV, all named by the notebook's number
        and `slug`.

        `alt` states the finding for who cannot see the picture; `reading` tells how to read it. Nothing is written
        unless `when`: a figure of tests has no place where nothing can be tested."""
        figure = ax.get_figure(root=True)
        assert isinstance(figure, Figure)
        if not when:
            plt.close(figure)
            return
        name = f"{self.notebook[:2]}-{slug}"
        title = figure.get_suptitle().replace("\n", " ")
        self._draw(figure, self.place.figures / name)
        opened = places.places(ax)
        narrow = columns.narrow(figure)
        self._draw(narrow, self.place.figures / "single" / name)
        plt.close(narrow)
        files.write_csv(self.place.figures / f"{name}.csv", rows)
        settled = self.study.settled
        said = captions.caption(
            title, alt=alt, reading=reading, rows=rows, draws=settled.draws, seed=settled.seed, level=settled.level
        )
        files.write(self.place.figures / f"{name}.txt", said)
        listing = self.place.figures_file(self.notebook)
        known: dict[str, Any] = files.read_json(listing, {})
        known[name] = {"title": title, "alt": alt, "reading": reading, "places": opened}
        files.write(listing, json.dumps(known, indent=1, ensure_ascii=False))
        if style.interactive():
            style.show(self.place.figures / f"{name}.png", alt=alt)
        plt.close(figure)

    def _draw(self, figure: Figure, stem: Path) -> None:
        suffixes = ("png", "svg", "pdf") if self.study.settled.pdf else ("png", "svg")
        for suffix in suffixes:
            files.write(stem.with_name(f"{stem.name}.{suffix}"), style.rendered(figure, suffix))

    def voices(self, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """SOURCES, SEGMENTS and UNITS of ARTICLES, made now with the study's actors; of a bundle, without texts."""
        if self.is_bundle:
            return self.table("sources"), self.table("segments"), self.table("units")
        attributed = sources.attributions(articles, actors=self.study.settled.actors)
        runs = segments.segments(articles, attributed, wide=self.study.settled.speech == "wide")
        return attributed, runs, segments.units(runs, articles)

    def stop_words(self) -> frozenset[str]:
        """Words set aside where words are compared: the plainest function words (data/words/plain.csv, which keeps
        whatever may carry framing, such as "against", "not", "must", "us") and those of the study's stop file.

        Raises `InputError` where the study names a stop file that is not there."""
        plain = frozenset(row["word"] for row in words.rows("plain"))
        name = self.study.settled.stop
        if not name:
            return plain
        path = self.study.folder / name
        if not path.is_file():
            raise InputError(f"{shown(self.study.file)}: the stop file {name!r} is not there.")
        steps.note_input(self.place, self.notebook, "file", name)
        return plain | words.listed(path)

    def voice(self, metric: str, asked: str) -> str:
        """The voice to show: the one asked for, or the study's choice for the metric. Raises `InputError`."""
        chosen = asked or getattr(self.study.settled.primary, metric)
        if chosen not in schema.EVERY_VOICE:
            raise InputError(f"voice: there is no voice {chosen!r}.{nearest(chosen, schema.EVERY_VOICE)}")
        return chosen

    def draws(self) -> dict[str, Any]:
        """The study's draws, seed and level, for whatever resamples."""
        settled = self.study.settled
        return {"draws": settled.draws, "seed": settled.seed, "level": settled.level}

    def outlet_names(self) -> dict[str, str]:
        """The printed name of each outlet by its id, without marks that turn the direction of what follows it."""
        names = {} if self.place.articles else self.study.outlet_names
        return {o: names.get(o, o).translate(TURNS) or o for o in self._outlets}

    def outlet_colours(self) -> dict[str, str]:
        """The colour of each outlet by its id."""
        given = {o.id: o.colour for o in self.study.settled.outlets}
        return style.colours(self._outlets, given)

    def actor_names(self, actors: Iterable[str]) -> dict[str, str]:
        """The printed name of each actor by its id, in the order given."""
        names = {a.id: a.name for a in self.study.settled.actors}
        return {a: names[a] for a in actors}

    @cached_property
    def _outlets(self) -> list[str]:
        return list(self.table("articles")["outlet"].cat.categories)

    def silent_terms(self, marks: pd.DataFrame, book: Codebook, kind: str) -> str:
        """A warning that names the terms of a codebook that match nowhere, or a sentence that all do."""
        never = self.from_texts("silent", terms.silent, marks, book)
        name = shown(self.study.codebook_files[kind])
        if not never:
            return f"Every term of {name} occurs."
        some = ", ".join(f"{term} ({item})" for item, term in never[:4]) + (" ..." if len(never) > 4 else "")
        sentence = f"{len(never)} of {sum(len(i.terms) for i in book.items)} terms of {name} match nowhere: {some}."
        self._warn([sentence])
        return f"Warning: {sentence}"

    def _warn(self, sentences: Iterable[str]) -> None:
        """Keep warnings with this notebook's part, where the runner and the report find them."""
        path = self.place.warnings_file(self.notebook)
        known: list[str] = files.read_json(path, [])
        files.write(path, json.dumps(list(dict.fromkeys([*known, *sentences])), indent=1, ensure_ascii=False))


def place(study_name: str, *, articles: str = "", out: str = "") -> Place:
    """Where a run of the study writes: runs/<study> and figures/<study>, or below `out`."""
    opened = study.load(study_name)
    if out:
        folder = Path(out).expanduser().absolute()
        return Place(opened, folder, folder / "figures", articles)
    return Place(opened, RUNS / opened.name, FIGURES / opened.name, articles)


def open_workspace(study_name: str, *, notebook: str, articles: str = "", out: str = "") -> Workspace:
    """Open a study for a notebook. Raises `InputError` where the study cannot be read."""
    desk = Workspace(place(study_name, articles=articles, out=out), notebook)
    for leftover in (desk.place.inputs_file, desk.place.figures_file, desk.place.warnings_file):
        leftover(notebook).unlink(missing_ok=True)
    steps.note_input(desk.place, notebook, "study", "")
    for sheet in (style.SHEET, desk.study.folder / style.OWN):
        steps.note_input(desk.place, notebook, "file", Path(os.path.relpath(sheet, desk.study.folder)).as_posix())
    style.apply(desk.study.folder / style.OWN)
    return desk
