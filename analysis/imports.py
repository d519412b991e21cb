"""Which files of the package some code rests on, read from its import statements."""

import ast
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from analysis.paths import MODELS, ROOT, WORDS

PACKAGE = ROOT / "analysis"
_WORD_LIST = re.compile(r"words\.rows\(\"(\w+)\"\)")
_MODEL = re.compile(r"MODELS / \"([\w.]+)\"")


def cells(notebook: Path, kind: str = "code") -> list[str]:
    """The source of each cell of a kind, `code` or `markdown`, of a notebook."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in content["cells"] if c["cell_type"] == kind]


def behind(sources: Iterable[str]) -> list[Path]:
    """Every file of the package that the sources import, directly or not, and the word lists and models those read.

    A name imported from the package itself that is no module may lead anywhere: then it is the whole package."""
    return list(_behind(tuple(sources)))


@cache
def _behind(sources: tuple[str, ...]) -> tuple[Path, ...]:
    waiting = [f for source in sources for f in _imported(source)]
    seen: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file not in seen:
            seen.add(file)
            waiting.extend(imported_by(file))
    return tuple(sorted(seen | {path for file in seen for path in data_of(file) if path.is_file()}))


@cache
def data_of(file: Path) -> tuple[Path, ...]:
    """The word lists and models that one file of the package names."""
    text = file.read_text(encoding="utf-8")
    lists = tuple(WORDS / f"{name}.csv" for name in _WORD_LIST.findall(text))
    return lists + tuple(MODELS / name for name in _MODEL.findall(text))


@cache
def imported_by(file: Path) -> tuple[Path, ...]:
    """The files of the package that one file of it imports."""
    return tuple(_imported(file.read_text(encoding="utf-8")))


def _imported(source: str) -> list[Path]:
    plain = "\n".join("pass" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines())
    files: list[Path] = []
    for node in ast.walk(ast.parse(plain)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                files.extend(_module(alias.name.split(".")))
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            parts = node.module.split(".")
            for alias in node.names:
                files.extend(_module([*parts, alias.name]) or _module(parts, named=alias.name))
    return files


def _module(parts: list[str], *, named: str = "") -> list[Path]:
    if parts[0] != PACKAGE.name:
        return []
    place = PACKAGE.joinpath(*parts[1:])
    if place.with_suffix(".py").is_file() and place != PACKAGE:
        return [place.with_suffix(".py")]
    if place == PACKAGE and named:
        return sorted(PACKAGE.rglob("*.py"))
    return [place / "__init__.py"] if place != PACKAGE and (place / "__init__.py").is_file() else []
