"""The command line: python -m analysis run | check | new | fetch | bundle | verify."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import Console

from analysis.errors import InputError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
console = Console(stderr=False, soft_wrap=True)
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
    """Run the notebooks of a study in order; what has not changed is skipped."""
    from analysis import bundle as bundles
    from analysis import run as runner
    from analysis import steps, unbundle
    from analysis.paths import shown

    if out and len(studies) > 1:
        raise InputError("--out takes one study at a time.")
    failed = False
    for study in studies:
        console.print(f"[bold]{study}[/bold]", highlight=False)
        if bundles.is_bundle(study):
            if given or only or start:
                raise InputError(f"{study} is a bundle: it holds no text, so --set, --only and --from have no effect.")
            place, told = unbundle.redraw(study, out=out)
            for sentence in told:
                plain(f"  {sentence}")
            plain(f"  figures: {shown(place)}")
            continue
        outcome = runner.run(study, given=given, only=only, start=start, fresh=fresh, out=out, console=console)
        if outcome.failure:
            failed = True
            _print_failure(outcome.failure)
        else:
            for warning in steps.warnings(outcome.place):
                plain(f"  warning: {warning}")
            report = outcome.place.out / "report.html"
            console.print(f"  {len(outcome.done)} done, {len(outcome.skipped)} skipped", highlight=False)
            if report.is_file():
                console.print(f"  report: {shown(report)}", highlight=False, markup=False)
    if failed:
        raise typer.Exit(1)


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
    for line in corpus.characters_told(found.articles):
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
    source: Annotated[str, typer.Option("--from", help="cut it out of this study instead")] = "",
    query: Annotated[str, typer.Option(help="terms of the event, with commas: 'travel ban, immigration order*'")] = "",
    from_date: Annotated[str, typer.Option("--from-date", help="first day, such as 2017-01-27")] = "",
    to_date: Annotated[str, typer.Option("--to-date", help="last day")] = "",
    outlets: Annotated[str, typer.Option(help="outlets to keep, with commas; all without it")] = "",
) -> None:
    """Make a study of your own from a folder, file or glob, or cut an event out of another study."""
    from analysis import new as studies

    if bool(source) == bool(articles):
        raise InputError("new: name either --articles PATH or --from STUDY with --query.")
    if source:
        names = [name.strip() for name in outlets.split(",") if name.strip()]
        file, account = studies.cut(
            folder, study=source, query=query, start=from_date, end=to_date, outlets=names, title=title
        )
    else:
        file, account = studies.new(folder, articles=articles, title=title, copy=copy, languages=languages)
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
    """Run a study again elsewhere and compare tables and figures with the last run."""
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


def plain(text: str) -> None:
    """Print text as it is: nothing in it is markup, nothing is wrapped."""
    console.print(text, markup=False, highlight=False)


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
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
