"""Rules of the house that a reader of the code may rely on."""

import ast
import json
import re

import pytest

from analysis import parameters
from analysis.paths import NOTEBOOKS, ROOT

STAGES = ["read", "clean", "features", "metrics", "compare", "plots"]
FILES = sorted((ROOT / "analysis").rglob("*.py"))
BOOKS = sorted(NOTEBOOKS.glob("*.ipynb"))


def stage(module: str) -> int | None:
    parts = module.split(".")
    return STAGES.index(parts[1]) if len(parts) > 1 and parts[0] == "analysis" and parts[1] in STAGES else None


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_module_imports_from_its_own_stage_or_an_earlier_one(file):
    own = stage(".".join(file.relative_to(ROOT).with_suffix("").parts))
    later = {"corpus", "evidence", "findings", "new", "report", "run", "steps", "verify", "workspace"}
    for node in ast.walk(ast.parse(file.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{a.name}" for a in node.names)]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        for name in names:
            other = stage(name)
            if own is not None:
                assert other is None or other <= own, f"{file.name} imports {name}"
                assert name.removeprefix("analysis.").split(".")[0] not in later, f"{file.name} imports {name}"


@pytest.mark.parametrize("book", BOOKS, ids=lambda b: b.stem)
def test_a_notebook_asks_and_answers(book):
    content = json.loads(book.read_text())
    code = [c for c in content["cells"] if c["cell_type"] == "code"]
    assert not any(c["outputs"] or c["execution_count"] for c in code), "committed with outputs"
    source = "\n".join("".join(c["source"]) for c in code)
    kinds = {type(node) for node in ast.walk(ast.parse(source))}
    assert kinds.isdisjoint({ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda})
    assert not re.search(r"[\"'](?:\.\./|/|data/|runs/)", source), "a path"
    assert content["cells"][0]["cell_type"] == "markdown"
    assert "".join(content["cells"][0]["source"]).split("\n")[0].startswith("# ")


@pytest.mark.parametrize("book", [b for b in BOOKS if b.stem[:2] > "00"], ids=lambda b: b.stem)
def test_parameters_are_plain_lines(book):
    declared = parameters.declared(book)
    assert {"study", "articles", "out"} <= declared.keys()
    assert all(p.help for p in declared.values())
