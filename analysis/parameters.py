"""The parameters that notebooks declare, and the values a call gives them."""

import ast
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import InputError, nearest
from analysis.schema import EVERY_VOICE

_LINE = re.compile(r"^(\w+): (str|int|float|bool) = (\"[^\"]*\"|'[^']*'|[^#]+?)\s*(?:# (.*))?$")
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True)
class Parameter:
    """One line `name: type = default  # help` of the cell tagged `parameters`."""

    name: str
    type: str
    default: Any
    help: str


def declared(notebook: Path) -> dict[str, Parameter]:
    """The parameters of a notebook by name. Raises `InputError` for a line that papermill could not fill."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    tagged = ["".join(c["source"]) for c in content["cells"] if "parameters" in c["metadata"].get("tags", [])]
    found = {}
    for line in tagged[0].splitlines() if tagged else []:
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, kind, default, note = _LINE.match(line).groups()  # type: ignore[union-attr]
            found[name] = Parameter(name, kind, ast.literal_eval(default), note or "")
        except (AttributeError, ValueError, SyntaxError):
            raise InputError(
                f"{notebook.name}: the parameter line {line!r} is not `name: type = default  # help`."
            ) from None
    return found


def chosen(given: Iterable[str], notebooks: Mapping[str, Mapping[str, Parameter]]) -> dict[str, Any]:
    """`name=value` words as typed values, checked against what any of the notebooks declares.

    Raises `InputError` for a word without `=`, an unknown name (naming the known ones), a value of another type, or a
    voice that there is not."""
    known = {name: p for declared_here in notebooks.values() for name, p in declared_here.items()}
    offered = [name for name in known if name not in {"study", "out"}]
    values: dict[str, Any] = {}
    for word in given:
        name, sign, text = word.partition("=")
        name = name.strip()
        if not sign:
            raise InputError(f"--set {word}: write it as name=value.")
        if name not in offered:
            hint = nearest(name, offered)
            listing = "" if hint.startswith(" Known") else f" Known: {', '.join(offered)}."
            raise InputError(f"--set {word}: no notebook has a parameter {name!r}.{hint}{listing}")
        values[name] = typed(known[name], text.strip(), where=f"--set {word}")
        if name == "voice" and values[name] not in ("", *EVERY_VOICE):
            raise InputError(f"--set {word}: there is no voice {values[name]!r}.{nearest(values[name], EVERY_VOICE)}")
    return values


def typed(parameter: Parameter, text: str, *, where: str) -> Any:
    """The text as a value of the parameter's type. Raises `InputError` naming the type."""
    try:
        if parameter.type == "bool":
            return _TRUTH[text.lower()]
        value: Any = {"int": int, "float": float, "str": str}[parameter.type](text)
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError
        return value
    except (ValueError, KeyError):
        kind = {"int": "a whole number", "float": "a number", "bool": "true or false"}[parameter.type]
        raise InputError(f"{where}: {parameter.name} is {kind}, not {text!r} ({parameter.help}).") from None
