"""The command line: python -m analysis run | check | new | fetch | verify | codebook | learn | claims | bundle."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis import batch

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
learn_app = typer.Typer(no_args_is_help=True, help="Teach a classifier from texts that people coded.")
app.add_typer(learn_app, name="learn")
console = Console(stderr=False, soft_wrap=True)
STOPPED = 130  # the exit status of a command ended from the keyboard
StudyName = Annotated[str, typer.Argument(help="a name under data/studies, or a folder with study.yaml")]
Out = Annotated[str, typer.Option("--out", help="put tables, report and figures under this folder")]


@app.command()
def run(
    studies: Annotated[list[str], typer.Argument(metavar="STUDY...", help="names under data/studies, or folders")],
    given: Annotated[list[str], typer.Option("--set", metavar="NAME=VALUE", help="a notebook parameter")] = [],  # noqa: B006
    only: Annotated[str, typer.Option(help="this notebook alone, such as 04-framing")] = "",
    start: Annotated[str, typer.Option("--from", help="this notebook and those after it")] = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="do again what is current")] = False,
    out: Out = "",
) -> None:
    """Run the notebooks of studies in order; what has not changed is skipped, and a study that fails stops no other."""
    from analysis import batch
    from analysis import bundle as bundles
    from analysis import run as runner
    from analysis.paths import RUNS, shown

    if out and len(studies) > 1:
        raise InputError("--out takes one study at a time.")

    def one(study: str) -> runner.Outcome:
        console.print(study, style="bold", markup=False, highlight=False)
        return runner.run(study, given=given, only=only, start=start, fresh=fresh, out=out, console=console)

    rows = []
    for study in studies:
        if bundles.is_bundle(study):
            if given or only or start:
                raise InputError(f"{study} is a bundle: it runs as published, without --set, --only and --from.")
            rows.append(_bundle_row(study, fresh=fresh, out=out, alone=len(studies) == 1))
        elif len(studies) == 1:
            outcome = one(study)
            _print_outcome(outcome)
            rows.append(batch.Row(study, batch.FAILED if outcome.failure else batch.DONE))
        else:
            rows.append(batch.attempt(study, lambda study=study: one(study), tell=_print_outcome))  # type: ignore[misc]
            if rows[-1].status == batch.REFUSED:
                plain(f"  {rows[-1].problem}")
    if len(studies) > 1:
        console.print(batch.summary(rows))
    page = None if out else batch.index(RUNS)
    if page and len(studies) > 1:
        plain(f"All reports: {shown(page)}")
    if batch.status(rows):
        raise typer.Exit(batch.status(rows))


@app.command()
def check(study: StudyName) -> None:
    """Read and clean a study's articles only; say what was found, kept, rejected and why."""
    from analysis import corpus, reconciliation
    from analysis import study as studies
    from analysis.findings import counted

    opened = studies.load(study)
    found = corpus.load(opened)
    plain(f"{opened.title}: {found.account}")
    for name, mapping in found.mappings.items():
        plain(f"  {name}: " + ", ".join(f"{ours} from {theirs!r}" for ours, theirs in mapping.items()))
    for outlet, part in found.articles.groupby("outlet", observed=False):
        plain(f"  {outlet}: {counted(len(part), 'article')}, {part['n_words'].sum():,} words")
    for line in reconciliation.told(found.files):
        plain(f"  {line}")
    for row in found.rejected.itertuples():
        plain(f"  rejected: {row.document}: {row.reason}")
    removed = corpus.removed_kinds(found.articles)
    if removed:
        plain("  taken out of the text: " + ", ".join(f"{n} {kind}" for kind, n in removed.items()))
    for line in reconciliation.characters_told(found.articles):
        plain(f"  {line[:1].lower()}{line[1:]}")
    for note in found.notes:
        plain(f"  {note[:1].lower()}{note[1:]}")
    for warning in found.warnings:
        plain(f"  warning: {warning}")


@app.command()
def new(
    folder: Annotated[str, typer.Argument(help="the folder to make")],
    articles: Annotated[str, typer.Option(help="a folder, file or glob of articles")] = "",
    title: Annotated[str, typer.Option(help="the study's title")] = "",
    copy: Annotated[bool, typer.Option("--copy", help="copy the articles into the new folder")] = False,
    languages: Annotated[str, typer.Option(help="any: keep articles in several languages")] = "one",
    columns: Annotated[str, typer.Option(help="a table's columns: 'body=Text, outlet=Paper, published=Day'")] = "",
    source: Annotated[str, typer.Option("--from", help="cut it out of this study instead")] = "",
    query: Annotated[str, typer.Option(help="terms of the event, with commas: 'travel ban, immigration order*'")] = "",
    from_date: Annotated[str, typer.Option("--from-date", help="first day, such as 2017-01-27")] = "",
    to_date: Annotated[str, typer.Option("--to-date", help="last day")] = "",
    outlets: Annotated[str, typer.Option(help="outlets to keep, with commas; all without it")] = "",
) -> None:
    """Make a study of your own articles, or cut an event out of another study."""
    from analysis import new as studies

    if bool(source) == bool(articles):
        raise InputError("new: name either --articles PATH or --from STUDY with --query.")
    if source:
        names = [name.strip() for name in outlets.split(",") if name.strip()]
        file, account = studies.cut(
            folder, study=source, query=query, start=from_date, end=to_date, outlets=names, title=title
        )
    else:
        file, account = studies.new(
            folder,
            articles=articles,
            title=title,
            copy=copy,
            languages=languages,
            columns=studies.columns_of(columns),
        )
    plain(f"{file}: {account}")
    plain(f"Run it with: python -m analysis run {folder}")


@app.command()
def fetch(name: Annotated[str, typer.Argument(help="newsarticles")]) -> None:
    """Get a corpus that may be used but not passed on, and lay it beside its study file."""
    from analysis.fetch import fetch as get
    from analysis.paths import shown

    place, rows = get(name)
    plain(f"{shown(place)}: {rows:,} articles")
    plain(f"Run it with: python -m analysis run {name}")


@app.command()
def bundle(study: StudyName, out: Out = "", to: Annotated[str, typer.Option(help="the folder to make")] = "") -> None:
    """Write what may be published of a study's last run where its texts may not: counts, marks, scores, links."""
    from analysis.bundle import bundle as write
    from analysis.paths import shown

    folder, told = write(study, out=out, to=to)
    plain(f"{shown(folder)}: {told[0]}")
    for sentence in told[1:]:
        plain(f"  {sentence}")
    plain(f"Read it with: python -m analysis run {shown(folder)}")


@app.command()
def verify(study: StudyName, out: Out = "") -> None:
    """Run a study a second time, beside the last run, and say which tables and figures differ."""
    from analysis.verify import verify as compare

    differences, failure = compare(study, out=out, console=console)
    if failure:
        _print_failure(failure)
        raise typer.Exit(1)
    for sentence in differences:
        plain(f"  {sentence}")
    plain(f"{study}: " + (f"{len(differences)} differences" if differences else "no difference"))
    if differences:
        raise typer.Exit(1)


@learn_app.command("frames")
def learn_frames(
    labels: Annotated[Path, typer.Argument(metavar="LABELS", help="CSV or JSONL: a text and its frames per row")],
    out: Annotated[Path, typer.Option(help="the classifier's file")] = Path("frames.npz"),
    text: Annotated[str, typer.Option(help="the column of texts")] = "",
    column: Annotated[str, typer.Option("--labels", help="the column of frames, several parted by ;")] = "",
    by: Annotated[str, typer.Option(help="keep event or outlet apart when measuring")] = "",
    unit: Annotated[str, typer.Option(help="what was coded: article or sentence")] = "article",
    codebooks: Annotated[list[str], typer.Option("--codebook", help="codebooks whose hits it may use")] = [  # noqa: B006
        "generic-frames",
        "news-topics",
    ],
) -> None:
    """Teach frames from coded articles or sentences; print how well it goes on those it has not seen."""
    from analysis import learn
    from analysis.paths import shown

    lesson = learn.frames(labels, out=out, text=text, column=column, by=by, unit=unit, codebooks=codebooks)
    plain(f"Measured on texts held back, whole {lesson.apart}s apart; beside it the vocabulary of {codebooks[0]}.")
    plain(lesson.quality.round(2).to_string(index=False, na_rep="-"))
    if len(lesson.by_outlet):
        plain("The same by outlet; few texts say little:")
        plain(
            lesson.by_outlet[["outlet", "texts", "frame", "n", "precision", "recall", "f1", "vocabulary_f1"]]
            .round(2)
            .to_string(index=False, na_rep="-")
        )
    plain(f"{shown(out.absolute())}: use it in study.yaml with learned: {{frames: {out.name}}}")


@app.command()
def codebook(
    file: Annotated[str, typer.Argument(help="a codebook file, or a name under data/codebooks")],
    study: Annotated[str, typer.Option(help="the study to try it on")],
    sentences: Annotated[int, typer.Option(min=0, help="how many sentences of each item to draw")] = 10,
    seed: Annotated[int, typer.Option(min=0, help="what the draw begins with")] = 1,
    item: Annotated[list[str], typer.Option("--item", help="draw sentences of this item alone")] = [],  # noqa: B006
    voice: Annotated[str, typer.Option(help="narrator, quoted, reported or all")] = "all",
    tables: Annotated[str, typer.Option(help="take articles, segments and units from this folder")] = "",
    out: Annotated[str, typer.Option("--out", help="write CSV and Markdown into this folder too")] = "",
) -> None:
    """Try a codebook on a study: hits, terms that never match or overlap, sentences to read, the strongest term."""
    from pathlib import Path

    from analysis import review, review_pages
    from analysis.codebook.files import asked, load
    from analysis.paths import shown

    book = load(asked(file))
    review_pages.checked(book, items=item, voice=voice)
    of = review_pages.tables(study, folder=tables)
    found = review.review(
        of["units"], of["segments"], of["articles"], book, voice=voice, sentences=sentences, seed=seed, only=item
    )
    review_pages.show(found, book, console, study=study, voice=voice)
    for path in review_pages.write(found, book, folder=Path(out).expanduser(), study=study) if out else []:
        plain(f"wrote {shown(path)}")


@app.command()
def claims(
    study: StudyName,
    review: Annotated[bool, typer.Option("--review", help="write a CSV to correct in a spreadsheet")] = False,
    read: Annotated[str, typer.Option("--read", metavar="FILE", help="take corrections from such a CSV")] = "",
    out: Out = "",
) -> None:
    """Say what the outlets told as of the last run; write the claims as CSV to correct, or read them back."""
    from analysis.reviewing import claims as look

    for line in look(study, review=review, read=read, out=out):
        plain(line)


def plain(text: str) -> None:
    """Print text as it is: nothing in it is markup, nothing is wrapped."""
    console.print(text, markup=False, highlight=False)


def _bundle_row(study: str, *, fresh: bool, out: str, alone: bool) -> "batch.Row":
    from analysis import batch, unbundle

    console.print(study, style="bold", markup=False, highlight=False)
    try:
        again = unbundle.redraw(study, fresh=fresh, out=out, console=console)
    except InputError as error:
        if alone:
            raise
        plain(f"  {error}")
        return batch.Row(study, batch.REFUSED, problem=str(error))
    _print_redrawn(again)
    wrong = again.outcome.failure or again.n_differing
    counts = len(again.outcome.done), len(again.outcome.skipped)
    return batch.Row(study, batch.FAILED if wrong else batch.DONE, *counts)


def _print_redrawn(again: object) -> None:
    from analysis.paths import shown
    from analysis.unbundle import Redrawn

    assert isinstance(again, Redrawn)
    _print_outcome(again.outcome)
    for sentence in again.told:
        plain(f"  {sentence}")
    plain(f"  figures: {shown(again.outcome.place.figures)}")


def _print_outcome(outcome: object) -> None:
    from analysis import steps
    from analysis.paths import shown
    from analysis.run import Outcome

    assert isinstance(outcome, Outcome)
    if outcome.failure:
        _print_failure(outcome.failure)
        return
    for warning in steps.warnings(outcome.place):
        plain(f"  warning: {warning}")
    report = outcome.place.out / "report.html"
    console.print(f"  {len(outcome.done)} done, {len(outcome.skipped)} skipped", highlight=False)
    if report.is_file():
        plain(f"  report: {shown(report)}")


def _print_failure(failure: object) -> None:
    from analysis.paths import shown
    from analysis.run import Failure

    assert isinstance(failure, Failure)
    plain(f"  {failure.notebook} failed in cell {failure.cell}: {failure.error}")
    plain(f"  The half-run copy lies at {shown(failure.copy)}. The next run goes on from there.")


def main(call: Callable[[], None] = app) -> int:
    """Run the command line; the exit status is 0 done, 1 a notebook failed, 2 the input or the call is wrong."""
    try:
        call()
    except InputError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    except (PermissionError, NotADirectoryError) as error:
        print(f"Error: {error.filename}: {error.strerror}. Choose a place that you may write to.", file=sys.stderr)
        return 2
    except SystemExit as stop:
        if stop.code == STOPPED:
            print("Stopped. What was done is kept; the next call goes on from there.", file=sys.stderr)
        return int(stop.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
