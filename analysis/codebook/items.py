"""What a codebook is made of, and what must hold of it whatever file it came from."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pydantic import Field, model_validator

from analysis.errors import nearest
from analysis.settings import Settings


class Item(Settings):
    """One topic or frame. A term is a word or phrase, `*` stands for any letters: `tariff*`, `free and open`.

    A hit that lies inside a match of `exclude` does not count. A hit of an item counts for its `parent` too. A sentence
    of `examples` must hold a hit of the item, one of `counter_examples` must hold none."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    label: str
    definition: str = ""
    source: str = ""
    note: str = ""
    terms: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parent: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class Problem(NamedTuple):
    """What is wrong with a codebook: with which item, and with which of its terms or exclusions where it is one."""

    item: int
    field: str  # id, parent, terms or exclude
    entry: int
    sentence: str


class Codebook(Settings):
    """A named list of items with its source. Children stand after their parents, each with `parent`."""

    title: str
    source: str
    note: str = ""
    items: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _holds_together(self) -> "Codebook":
        for problem in problems(self.items):
            raise ValueError(problem.sentence)
        return self

    @property
    def labels(self) -> dict[str, str]:
        return {item.id: item.label for item in self.items}

    @property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """For each item the items that its hits count for too, the nearest first."""
        above = {item.id: item.parent for item in self.items}
        return {i: tuple(_upward(i, above)) for i in above}


def problems(items: Sequence[Item]) -> Iterator[Problem]:
    """Everything that makes a codebook useless or ambiguous, in the order of its items."""
    seen: set[str] = set()
    above = {item.id: item.parent for item in items}
    with_children = set(above.values())
    for i, item in enumerate(items):
        if item.id in seen:
            yield Problem(i, "id", 0, f"two items have the id {item.id!r}")
        seen.add(item.id)
        if not item.terms and item.id not in with_children:
            yield Problem(i, "terms", 0, f"the item {item.id!r} is empty; give it terms or leave it out")
        if item.parent and item.parent not in above:
            offer = nearest(item.parent, above)
            yield Problem(i, "parent", 0, f"the parent {item.parent!r} of {item.id!r} is no item.{offer}".rstrip("."))
        elif item.parent and item.id in (chain := list(_upward(item.id, above))):
            circle = " > ".join([item.id, *chain[: chain.index(item.id) + 1]])
            yield Problem(i, "parent", 0, f"the items {circle} stand one inside the other in a circle")
        for field, terms in (("terms", item.terms), ("exclude", item.exclude)):
            for k, term in enumerate(terms):
                if not any(c.isalnum() for c in term):
                    what = "everything" if "*" in term else "nothing"
                    sentence = f"the term {term!r} of {item.id!r} has no letter or digit and would match {what}"
                    yield Problem(i, field, k, sentence)


def _upward(item: str, above: dict[str, str]) -> Iterator[str]:
    """The items above one, the nearest first; a circle is walked once."""
    seen: set[str] = set()
    while (item := above.get(item, "")) and item not in seen:
        seen.add(item)
        yield item
