"""A term that changes makes stale what rests on its codebook, and nothing else."""

import re

import pytest

from analysis import imports, steps
from analysis.paths import CODEBOOKS
from analysis.workspace import open_workspace

OPENS = {
    notebook.stem: set(re.findall(r'desk\.codebook\("(\w+)"\)', "\n".join(imports.cells(notebook))))
    for notebook in steps.all_notebooks()
}
DONE = [step for step in OPENS if step != "09-report"]


@pytest.fixture
def place(tmp_path):
    """A study with codebooks of its own, every notebook but the report done as far as its inputs tell."""
    folder = tmp_path / "harbour"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "echo.txt").write_text("The council approved the harbour wall on Monday.")
    for kind in ("topics", "frames"):
        (folder / f"{kind}.yaml").write_text((CODEBOOKS / f"framework-{kind}.yaml").read_text())
    (folder / "study.yaml").write_text("articles: in\ncodebooks: {topics: topics.yaml, frames: frames.yaml}\n")
    for step in DONE:
        desk = open_workspace(str(folder), notebook=step, out=str(tmp_path / "out"))
        for kind in sorted(OPENS[step]):
            desk.codebook(kind)
        steps.finish(desk.place, step, parameters={}, outputs=[], seconds=0)
    return desk.place


def stale(place):
    return {step: why for step in DONE if (why := steps.stale(place, step))}


def test_which_notebooks_open_which_codebook():
    assert OPENS["03-emphasis"] == {"topics"}
    assert OPENS["04-framing"] == {"frames"}
    assert {step for step, kinds in OPENS.items() if kinds} - {"09-report"} == {
        *("03-emphasis", "04-framing", "08-robustness")
    }


@pytest.mark.parametrize(
    ("kind", "before", "after", "again"),
    [
        ("topics", "nuclear*", "nuclear", {"03-emphasis", "08-robustness"}),
        ("frames", "firm stance", "firm stand", {"04-framing", "08-robustness"}),
    ],
)
def test_one_term_makes_only_its_notebooks_stale(place, kind, before, after, again):
    assert stale(place) == {}
    file = place.study.folder / f"{kind}.yaml"
    changed = file.read_text().replace(before, after, 1)
    assert changed != file.read_text()
    file.write_text(changed)
    assert stale(place) == dict.fromkeys(again, f"changed: {kind}.yaml")
