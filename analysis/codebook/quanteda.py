"""Dictionaries as quanteda writes them in YAML: nested mappings whose leaves are lists of words."""

from pathlib import PurePath

import yaml

from analysis import settings
from analysis.codebook.entries import Entry, codebook
from analysis.codebook.items import Codebook
from analysis.errors import InputError

OURS = {"title", "source", "items"}


def is_quanteda(tree: yaml.Node | None) -> bool:
    """Whether a YAML document is a nested mapping of lists and not, even with a slip in a key, one of ours."""
    if not isinstance(tree, yaml.MappingNode) or not tree.value:
        return False
    keys = {key.value for key, _ in tree.value if isinstance(key.value, str)}
    ours = any(isinstance(value, yaml.SequenceNode) and any(map(_has_id, value.value)) for _, value in tree.value)
    named = any(isinstance(value, yaml.ScalarNode) and key.value in OURS for key, value in tree.value)
    return not ours and not named and "items" not in keys


def read(tree: yaml.Node | None, *, where: str) -> Codebook:
    """A codebook of the same nesting: an item counts the words of the lists below it.

    A list may hold words, and mappings that are lists again. Raises `InputError` with file and line."""
    settings.refuse_repeated_keys(tree, where=where)
    if not isinstance(tree, yaml.MappingNode):
        raise InputError(f"{where}: expected names with lists of words below them, and found none.")
    entries: list[Entry] = []
    _below(tree, -1, entries, where)
    return codebook(entries, where=where, title=PurePath(where).stem, source=f"quanteda dictionary {where}")


def _has_id(node: yaml.Node) -> bool:
    return isinstance(node, yaml.MappingNode) and any(key.value in {"id", "terms"} for key, _ in node.value)


def _below(node: yaml.MappingNode, parent: int, entries: list[Entry], where: str) -> None:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise InputError(f"{where}, line {key.start_mark.line + 1}: the name of an item should be text.")
        entries.append(Entry(str(key.value), key.start_mark.line + 1, parent))
        _fill(value, len(entries) - 1, entries, where)


def _fill(node: yaml.Node, own: int, entries: list[Entry], where: str) -> None:
    if isinstance(node, yaml.MappingNode):
        _below(node, own, entries, where)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _fill(child, own, entries, where)
    elif node.value and node.tag != "tag:yaml.org,2002:null":
        entries[own].terms.append((str(node.value), node.start_mark.line + 1))
