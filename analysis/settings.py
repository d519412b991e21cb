"""A YAML file checked against a pydantic model; every error names the file and the line."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.errors import InputError, nearest
from analysis.paths import shown


class Settings(BaseModel):
    """A model that refuses keys it does not know and cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


NEEDED = {  # pydantic's types of error, where its own words would puzzle a reader
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "int_from_float": "should be a whole number",
    "float_parsing": "should be a number",
    "float_type": "should be a number",
    "string_type": "should be text; put it in quotation marks",
    "model_type": "should be keys and values, such as {id: ...}",
    "dict_type": "should be keys and values",
    "tuple_type": "should be a list",
}
LOOKS = {  # patterns of ours, and what fits them
    "^(#[0-9a-fA-F]{6})?$": 'should be a colour such as "#0072B2"',
    "^[a-z0-9][a-z0-9_-]*$": "should be small letters, digits, - and _, such as trade-friction",
}
MENDED = {  # what PyYAML says, and what to do about it
    "mapping values are not allowed here": "Put a text that holds a colon in quotation marks",
    "that cannot start any token": "Indent with spaces, and put a text that begins with a mark in quotation marks",
}
Model = TypeVar("Model", bound=Settings)
MOST_NODES = 2_000_000  # entries of a YAML file, aliases written out
MOST_DEEP = 200  # brackets open at once


def load(path: Path, model: type[Model]) -> Model:
    """The file's content as a `model`. Raises `InputError` with file, line and the nearest known key."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"There is no file {shown(path)}.") from None
    except OSError as error:
        raise InputError(f"{shown(path)} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{shown(path)} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from None
    return parse(text, model, where=shown(path))


def parse(text: str, model: type[Model], *, where: str) -> Model:
    """YAML text as a `model`; `where` names it in an error."""
    return checked(*composed(text, where=where), model, where=where)[0]


def checked(
    tree: yaml.Node | None, content: Any, model: type[Model], *, where: str
) -> tuple[Model, Callable[[tuple[Any, ...]], int]]:
    """What `composed` gave as a `model`, and what gives the line of a key or entry by the keys that lead to it."""
    refuse_repeated_keys(tree, where=where)
    if not isinstance(content, dict):
        raise InputError(f"{where}: expected keys and values, such as `title: ...`, and found none.")
    try:
        return model.model_validate(content), partial(_line, tree)
    except ValidationError as error:
        problems = [_problem(e, tree, model) for e in error.errors()]
        raise InputError("\n".join(f"{where}{problem}" for problem in problems)) from None


def refuse_repeated_keys(tree: yaml.Node | None, *, where: str) -> None:
    """Raise `InputError` where a mapping has a key twice."""
    twice = _repeated_key(tree)
    if twice is not None:
        raise InputError(
            f"{where}, line {twice.start_mark.line + 1}: the key {twice.value!r} stands here a second time. "
            "Keep one of the two."
        )


def composed(text: str, *, where: str) -> tuple[yaml.Node | None, Any]:
    """YAML text as nodes, which know their lines, and as plain values. Raises `InputError`.

    What libyaml refuses is read again by PyYAML, whose sentences are better; where aliases make more of a file than
    `MOST_NODES` nodes, or a node holds itself, the file is refused."""
    deepest = _deepest(text)
    if deepest:
        raise InputError(f"{where}, line {deepest}: more than {MOST_DEEP} brackets stand one inside the other.")
    for loader_of in (getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader):
        try:
            loader = loader_of(text)
            tree = loader.get_single_node()
            size = _size(tree, {})
            if size > MOST_NODES:
                line = "" if tree is None else f", line {tree.start_mark.line + 1}"
                raise InputError(
                    f"{where}{line}: its aliases (*name) make more than {MOST_NODES:,} entries of it, or one holds "
                    "itself. Write out what is meant."
                )
            return tree, None if tree is None else loader.construct_document(tree)
        except yaml.MarkedYAMLError as error:
            if loader_of is yaml.SafeLoader:
                mark = error.problem_mark or error.context_mark
                line = f", line {mark.line + 1}" if mark else ""
                problem = str(error.problem or error.context)
                mend = next((f" {advice}." for words, advice in MENDED.items() if words in problem), "")
                raise InputError(f"{where}{line}: not valid YAML: {problem}.{mend}") from None
        except RecursionError:
            raise InputError(f"{where}: it nests deeper than can be read. Keep it below a hundred levels.") from None
        except (yaml.YAMLError, ValueError) as error:
            if loader_of is yaml.SafeLoader:
                raise InputError(f"{where}: not valid YAML: {error}.") from None
    raise AssertionError("the second loader answers or raises")


def _deepest(text: str) -> int:
    """The line where brackets nest deeper than a parser's stack bears, or 0."""
    if text.count("[") + text.count("{") <= MOST_DEEP:
        return 0
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        if depth > MOST_DEEP:
            return number
    return 0


def _size(node: yaml.Node | None, known: dict[int, int]) -> int:
    """How many nodes there are once aliases are written out; a node that holds itself counts as too many."""
    if not isinstance(node, yaml.CollectionNode):
        return 1
    if id(node) not in known:
        known[id(node)] = MOST_NODES + 1
        children = node.value if isinstance(node, yaml.SequenceNode) else [n for pair in node.value for n in pair]
        known[id(node)] = min(MOST_NODES + 1, 1 + sum(_size(child, known) for child in children))
    return known[id(node)]


def _repeated_key(node: yaml.Node | None) -> yaml.Node | None:
    """The first key that its mapping has already; YAML itself would keep the last and say nothing."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                return key
            seen.add(key.value if isinstance(key.value, str) else "")
    children = (
        [value for _, value in node.value]
        if isinstance(node, yaml.MappingNode)
        else node.value
        if isinstance(node, yaml.SequenceNode)
        else []
    )
    return next((found for child in children if (found := _repeated_key(child)) is not None), None)


def _problem(error: Any, tree: yaml.Node | None, model: type[BaseModel]) -> str:
    location = error["loc"]
    name = ".".join(str(part) for part in location)
    if error["type"] == "extra_forbidden":
        known = _fields(model, location[:-1])
        return f", line {_line(tree, location)}: unknown key {str(location[-1])!r}.{nearest(str(location[-1]), known)}"
    if error["type"] == "missing":
        return f", line {_line(tree, location[:-1])}: the key {name!r} is missing."
    given = f" (given: {error['input']!r})" if not isinstance(error["input"], dict | list) else ""
    looks = LOOKS.get(str(error.get("ctx", {}).get("pattern")))
    reason = looks or NEEDED.get(error["type"], error["msg"].removeprefix("Value error, ").removeprefix("Input "))
    about = f"{name}: " if name else ""
    return f", line {_line(tree, location)}: {about}{reason[:1].lower()}{reason[1:]}{given}."


def _fields(model: Any, location: tuple[Any, ...]) -> list[str]:
    for part in location:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        candidates = [annotation, *getattr(annotation, "__args__", ())]
        model = next((c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)), None)
        if model is None:
            return []
    return list(model.model_fields)


def _line(node: yaml.Node | None, location: tuple[Any, ...]) -> int:
    """The line of the innermost key or entry of `location` that the file holds, counted from 1."""
    line = node.start_mark.line if node else 0
    for part in location:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
            line = node.start_mark.line
        else:
            break
    return line + 1
