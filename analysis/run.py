"""The runner: a study's notebooks in order, those that are current skipped."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from analysis import corpus, files, parameters, published, schema, steps
from analysis.alone import alone
from analysis.errors import InputError, nearest
from analysis.paths import NOTEBOOKS, shown
from analysis.steps import Place
from analysis.workspace import place

NOT_AS_CSV = {"segments", "units", "marks", "tones"}
REPORT = "09-report"
TYPICAL_SECONDS = 8.0


@dataclass(frozen=True)
class Failure:
    """A cell that raised: which, what, and where the half-run copy lies."""

    notebook: str
    cell: int
    error: str
    copy: Path


@dataclass(frozen=True)
class Outcome:
    """What a run did: steps done and skipped, in order, and the failure that ended it, if any."""

    place: Place
    done: tuple[str, ...]
    skipped: tuple[str, ...]
    failure: Failure | None


def run(
    study: str,
    *,
    given: Sequence[str] = (),
    only: str = "",
    start: str = "",
    fresh: bool = False,
    out: str = "",
    console: Console,
) -> Outcome:
    """Run a study's notebooks in order of their names; tables, figures, report and run.json lie where `place` says.

    `given` are name=value words, `only` one notebook, `start` the first, `fresh` does current steps again. Everything
    is checked before anything runs: raises `InputError`. A cell that fails ends the run; what was done is kept."""
    notebooks = steps.all_notebooks()
    declared = {n.stem: parameters.declared(n) for n in notebooks}
    values = parameters.chosen(given, declared)
    articles = values.pop("articles", "")
    if articles:
        values["articles"] = articles = str(Path(articles).expanduser().absolute())
    where = place(study, articles=articles, out=out)
    _belongs(where)
    chosen = _selected(notebooks, only=only, start=start)
    bundled = published.listing(where.study.folder)["notebooks"] if published.is_bundle(where.study.folder) else None
    if bundled is not None:
        chosen = [n for n in chosen if n.stem in bundled]
    elif not steps.current(where, notebooks[0].stem) or fresh:
        _ = corpus.load(where.study, articles=articles)

    done: list[str] = []
    skipped: list[str] = []
    failure = None
    began = datetime.now(UTC)
    with alone(where.out), _progress(console) as progress:
        total = {n.stem: _expected_seconds(where, n.stem) for n in chosen}
        bar = progress.add_task("", total=sum(total.values()), name="")
        for notebook in chosen:
            step = notebook.stem
            progress.update(bar, name=step)
            wanted = _parameters(where, study, values | (bundled or {}).get(step, {}), declared[step])
            why = "asked for" if fresh else steps.stale(where, step, parameters=wanted)
            if why:
                failure = _execute(where, notebook, wanted)
                if failure:
                    break
                done.append(step)
                console.print(f"  [bold]{step}[/bold] done ({why})", highlight=False)
            else:
                skipped.append(step)
                console.print(f"  {step} skipped: nothing it rests on has changed", highlight=False)
            progress.advance(bar, total[step])
        _join(where)
        _index(where)
        _manifest(where, values, done, skipped, began)
    return Outcome(where, tuple(done), tuple(skipped), failure)


def bring_up_to_date(where: Place, *, before: str) -> None:
    """Run whatever notebook before this one is not current. Raises `InputError` naming the cell that failed."""
    for notebook in steps.all_notebooks():
        if notebook.stem < before and not steps.current(where, notebook.stem):
            values = {"articles": where.articles} if where.articles else {}
            wanted = _parameters(where, str(where.study.folder), values, parameters.declared(notebook))
            failure = _execute(where, notebook, wanted)
            if failure:
                raise InputError(f"{failure.notebook}, cell {failure.cell}: {failure.error}")
    _join(where)


def _progress(console: Console) -> Progress:
    return Progress(
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("[bold]{task.fields[name]}[/bold]"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
        console=console,
        transient=True,
    )


def _belongs(where: Place) -> None:
    """Refuse a folder that holds the run of another study of the same name."""
    manifest = where.out / "run.json"
    if manifest.is_file():
        known: dict[str, Any] = files.read_json(manifest, {})
        before = known.get("study_file", "")
        if before and before != _relative_study(where):
            raise InputError(
                f"{shown(where.out)} holds the run of another study, {before}. Put this one elsewhere with --out DIR."
            )


def _relative_study(where: Place) -> str:
    return Path(os.path.relpath(where.study.file, where.out)).as_posix()


def _selected(notebooks: Sequence[Path], *, only: str, start: str) -> list[Path]:
    names = [n.stem for n in notebooks]
    for option, name in (("--only", only), ("--from", start)):
        if name and _named(name, names) is None:
            raise InputError(f"{option} {name}: there is no such notebook.{nearest(name, names)}")
    if only:
        return [n for n in notebooks if n.stem == _named(only, names)]
    first = _named(start, names) or names[0]
    return [n for n in notebooks if n.stem >= first]


def _named(name: str, names: Sequence[str]) -> str | None:
    plain = name.removesuffix(".ipynb")
    return next((n for n in names if plain in (n, n[:2])), None)


def _parameters(where: Place, study: str, values: dict[str, Any], declared: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in values.items() if name in declared}
    return given | {
        "study": str(where.study.folder),
        "out": str(where.out) if where.figures.parent == where.out else "",
    }


def _expected_seconds(where: Place, step: str) -> float:
    before = steps.record(where, step)
    return before.seconds if before else TYPICAL_SECONDS


def _execute(where: Place, notebook: Path, wanted: dict[str, Any]) -> Failure | None:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    step = notebook.stem
    half = where.out / "notebooks" / "unfinished" / notebook.name
    half.parent.mkdir(parents=True, exist_ok=True)
    _clear(where, step)
    began = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
            papermill.execute_notebook(
                _source(where, notebook, beside=Path(sockets)),
                half,
                parameters=wanted,
                progress_bar=False,
                log_output=False,
                cwd=NOTEBOOKS,
                kernel_name="python3",
                config=_local_kernel(sockets),
                extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
            )
    except PapermillExecutionError as error:
        return Failure(step, error.cell_index, f"{error.ename}: {error.evalue}", half)
    except (RuntimeError, OSError) as error:  # the kernel died or did not start
        return Failure(step, 0, f"{type(error).__name__}: {error}", half)
    half.replace(where.out / "notebooks" / notebook.name)
    if not any(half.parent.iterdir()):
        half.parent.rmdir()
    steps.finish(where, step, parameters=wanted, outputs=_outputs(where, step), seconds=time.monotonic() - began)
    return None


def _source(where: Place, notebook: Path, *, beside: Path) -> Path:
    """The notebook to run: of a bundle a copy without the cells that show nothing but texts."""
    if not published.is_bundle(where.study.folder):
        return notebook
    return files.write(beside / notebook.name, published.without_texts(notebook)[0])


def _local_kernel(folder: str) -> Any:
    """Settings under which a kernel talks through files of this user alone, not through an open port."""
    from traitlets.config import Config

    if os.name != "posix":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "connection_file": str(Path(folder) / "kernel.json")}})


def _clear(where: Place, step: str) -> None:
    """Take the record of a step away, so that it counts as not done until it is."""
    where.record_file(step).unlink(missing_ok=True)
    folder = where.parts / step
    for table in folder.glob("*.parquet") if folder.is_dir() else ():
        table.unlink()
    shutil.rmtree(where.from_texts(step), ignore_errors=True)


def _outputs(where: Place, step: str) -> list[Path]:
    """The files a step has just made; figures of its number that it no longer makes are removed."""
    folder = where.parts / step
    listing = where.figures_file(step)
    known: dict[str, Any] = files.read_json(listing, {})
    made = set(known)
    drawn = {".png", ".svg", ".pdf", ".csv", ".txt"}
    folders = (where.figures, where.figures / "single")
    pictures = [p for folder in folders for p in folder.glob(f"{step[:2]}-*") if p.suffix in drawn]
    for picture in pictures:
        if picture.stem not in made:
            picture.unlink()
    kept = [p for p in pictures if p.stem in made]
    report = [where.out / "report.html"] if step == REPORT else []
    tables = [*folder.glob("*.parquet"), *where.from_texts(step).glob("*")]
    return sorted([*tables, *folder.glob("figures.json"), *folder.glob("warnings.json"), *kept, *report])


def _join(where: Place) -> None:
    """Put the parts of each table that finished steps wrote into one, and drop tables that no step writes."""
    parts: dict[str, list[Path]] = {}
    for notebook in steps.all_notebooks():
        if where.record_file(notebook.stem).is_file():
            for part in sorted((where.parts / notebook.stem).glob("*.parquet")):
                parts.setdefault(part.stem, []).append(part)
    tables = where.out / "tables"
    for name, paths in parts.items():
        frames = [pd.read_parquet(path) for path in paths]
        joined = schema.join(name, frames) if len(frames) > 1 else frames[0]
        files.write_parquet(tables / f"{name}.parquet", joined)
        if name not in NOT_AS_CSV:
            files.write_csv(tables / f"{name}.csv", joined)
    for old in tables.glob("*.*"):
        if old.is_file() and old.stem not in parts:
            old.unlink()


def _index(where: Place) -> None:
    """A page beside the figures that shows each with what it says and how to read it."""
    lines = [f"# Figures: {where.study.title}", ""]
    lines += ["Each picture has a twin, the rows drawn, as CSV, and a caption as text. Pictures are 183 mm wide, two"]
    lines += ["columns of a journal; `single/` holds each again at one column, 89 mm. PNG has 300 dots an inch."]
    for notebook in steps.all_notebooks():
        listing = where.figures_file(notebook.stem)
        if where.record_file(notebook.stem).is_file() and listing.is_file():
            drawn: dict[str, dict[str, str]] = files.read_json(listing, {})
            for name, words in drawn.items():
                lines += ["", f"## {name}", "", f"![{words['alt']}]({name}.png)", ""]
                lines += [f"**{words['title']}.** {words['alt']} {words['reading']} Rows: [{name}.csv]({name}.csv)."]
    if len(lines) > 4:
        files.write(where.figures / "README.md", "\n".join(lines) + "\n")


def _manifest(where: Place, values: dict[str, Any], done: list[str], skipped: list[str], began: datetime) -> None:
    """run.json: what the run can be checked from."""
    records = {n.stem: steps.record(where, n.stem) for n in steps.all_notebooks()}
    settled = where.study.settled
    content = {
        "study": where.study.name,
        "study_file": _relative_study(where),
        "title": where.study.title,
        "parameters": values,
        "seed": settled.seed,
        "draws": settled.draws,
        "level": settled.level,
        "inputs": {
            "study.yaml": files.digest(where.study.file),
            "articles": steps.input_digest(where, "articles", ""),
            **{f"codebook of {k}": files.digest(p) for k, p in where.study.codebook_files.items()},
        },
        "versions": steps.versions(),
        "began": began.isoformat(timespec="seconds"),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "done": done,
        "skipped": skipped,
        "notebooks": {
            step: {
                "notebook": r.notebook,
                "code": r.code,
                "parameters": {k: v for k, v in r.parameters.items() if k not in {"study", "out"}},
                "inputs": r.inputs,
                "outputs": r.outputs,
                "seconds": r.seconds,
            }
            for step, r in records.items()
            if r
        },
    }
    files.write(where.out / "run.json", json.dumps(content, indent=1, ensure_ascii=False))
