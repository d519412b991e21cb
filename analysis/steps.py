"""A step is one notebook of a run. Whether it is current: nothing that went into it has changed since it was done."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis import files, imports
from analysis.paths import NOTEBOOKS
from analysis.published import FROM_TEXTS
from analysis.read import documents
from analysis.study import Study

PINNED = ("pandas", "numpy", "scipy", "scikit-learn", "matplotlib", "nltk", "vaderSentiment", "pyarrow")


@dataclass(frozen=True)
class Place:
    """Where a run of a study writes: tables and notebooks below `out`, pictures in `figures`.

    `articles` are other articles than the study's, or empty."""

    study: Study
    out: Path
    figures: Path
    articles: str = ""

    @property
    def parts(self) -> Path:
        return self.out / "tables" / "parts"

    def part(self, step: str, table: str) -> Path:
        return self.parts / step / f"{table}.parquet"

    def from_texts(self, step: str) -> Path:
        return self.parts / step / FROM_TEXTS

    def record_file(self, step: str) -> Path:
        return self.parts / step / "step.json"

    def inputs_file(self, step: str) -> Path:
        return self.parts / step / "inputs.json"

    def figures_file(self, step: str) -> Path:
        return self.parts / step / "figures.json"

    def warnings_file(self, step: str) -> Path:
        return self.parts / step / "warnings.json"


@dataclass(frozen=True)
class Record:
    """What went into a step that was done, and what came out. Digests are SHA-256; paths are relative to the run."""

    notebook: str
    code: str
    versions: dict[str, str]
    parameters: dict[str, Any]
    inputs: dict[str, str]
    outputs: dict[str, str]
    seconds: float


def all_notebooks() -> list[Path]:
    """The numbered notebooks, 01 to 09, in order of their names."""
    return sorted(NOTEBOOKS.glob("0[1-9]-*.ipynb"))


def note_input(place: Place, step: str, kind: str, name: str) -> None:
    """Write down that a step used something. It counts with the digest that it has at that moment."""
    path = place.inputs_file(step)
    known: dict[str, str] = files.read_json(path, {})
    known[f"{kind} {name}".strip()] = input_digest(place, kind, name)
    files.write(path, json.dumps(known, indent=1))


def input_digest(place: Place, kind: str, name: str) -> str:
    """The fingerprint of an input as it is now. Kinds: study, articles, file, table, outputs, steps."""
    if kind == "study":
        return files.digest_text(place.study.settled.model_dump_json())
    if kind == "articles":
        return _articles_digest(place)
    if kind == "table":
        step, table = name.split("/")
        return files.digest(place.part(step, table)) if current(place, step) else ""
    if kind == "outputs":
        done_before = record(place, name)
        return files.digest_text(json.dumps(done_before.outputs)) if done_before and current(place, name) else ""
    if kind == "steps":
        done = [n.stem for n in all_notebooks() if n.stem < name and place.record_file(n.stem).is_file()]
        return files.digest_text(" ".join(done))
    return files.digest(place.study.folder / name)


def _articles_digest(place: Place) -> str:
    source = place.articles or place.study.settled.articles
    beside = Path.cwd() if place.articles else place.study.folder
    return files.digest_all(documents.files(source, beside=beside), below=beside)


def warnings(place: Place) -> list[str]:
    """What the notebooks of a run warned of, in their order."""
    listed = (place.warnings_file(notebook.stem) for notebook in all_notebooks())
    none: list[str] = []
    return [sentence for file in listed for sentence in files.read_json(file, none)]


def code_digest(notebook: Path) -> str:
    """The fingerprint of the package code and word lists that a notebook rests on."""
    return files.digest_all(
        imports.behind(imports.cells(notebook)), below=imports.PACKAGE.parent, of=files.digest_of_code
    )


def notebook_digest(notebook: Path) -> str:
    """The fingerprint of a notebook's code; its prose and outputs may change."""
    return files.digest_text("\n\x00".join(imports.cells(notebook)))


@cache
def versions() -> dict[str, str]:
    return {name: version(name) for name in PINNED}


def finish(place: Place, step: str, *, parameters: dict[str, Any], outputs: list[Path], seconds: float) -> Record:
    """Write the record of a step that has just been done."""
    notebook = NOTEBOOKS / f"{step}.ipynb"
    noted = place.inputs_file(step)
    record = Record(
        notebook=notebook_digest(notebook),
        code=code_digest(notebook),
        versions=versions(),
        parameters=parameters,
        inputs=files.read_json(noted, {}),
        outputs={_relative(place, p): files.digest(p) for p in outputs},
        seconds=round(seconds, 2),
    )
    files.write(place.record_file(step), json.dumps(asdict(record), indent=1))
    return record


def record(place: Place, step: str) -> Record | None:
    """What is written of a step, or nothing where it was not done or its record cannot be read."""
    try:
        return Record(**json.loads(place.record_file(step).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def current(place: Place, step: str, *, parameters: dict[str, Any] | None = None) -> bool:
    """Whether a step need not be done again. Without `parameters` those it was done with are taken as right."""
    return not stale(place, step, parameters=parameters)


def stale(place: Place, step: str, *, parameters: dict[str, Any] | None = None) -> str:
    """Why a step must be done again, in a few words, or an empty string."""
    done = record(place, step)
    notebook = NOTEBOOKS / f"{step}.ipynb"
    if done is None or not notebook.is_file():
        return "not done yet"
    if done.notebook != notebook_digest(notebook):
        return "the notebook changed"
    if done.versions != versions():
        return "a package has another version"
    if done.code != code_digest(notebook):
        return "the package changed"
    if parameters is not None and done.parameters != parameters:
        return "other parameters"
    for name, before in done.inputs.items():
        kind, _, what = name.partition(" ")
        if input_digest(place, kind, what) != before:
            return f"changed: {what or kind}"
    for name, before in done.outputs.items():
        if files.digest(_absolute(place, name)) != before:
            return f"its output changed: {name}"
    return ""


def _relative(place: Place, path: Path) -> str:
    if path.is_relative_to(place.figures):
        return f"figures/{path.relative_to(place.figures).as_posix()}"
    return path.relative_to(place.out).as_posix()


def _absolute(place: Place, name: str) -> Path:
    kind, _, rest = name.partition("/")
    return place.figures / rest if kind == "figures" else place.out / name
