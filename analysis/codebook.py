"""A codebook: items (topics or frames), each with the terms that stand for it. Definitions are data."""

from pathlib import Path

from pydantic import Field, field_validator, model_validator

from analysis import settings
from analysis.errors import InputError, nearest
from analysis.paths import CODEBOOKS, shown
from analysis.settings import Settings


class Item(Settings):
    """One topic or frame. A term is a word or phrase, `*` stands for any letters: `tariff*`, `free and open`.

    A hit that lies inside a match of `exclude` does not count."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    label: str
    definition: str = ""
    terms: tuple[str, ...] = Field(min_length=1)
    exclude: tuple[str, ...] = ()
    note: str = ""

    @field_validator("terms", "exclude")
    @classmethod
    def _each_says_something(cls, terms: tuple[str, ...]) -> tuple[str, ...]:
        for term in terms:
            if not any(c.isalnum() for c in term):
                raise ValueError(f"the term {term!r} has no letter or digit and would match everything or nothing")
        return terms


class Codebook(Settings):
    """A named list of items with its source."""

    title: str
    source: str
    items: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "Codebook":
        seen: set[str] = set()
        for item in self.items:
            if item.id in seen:
                raise ValueError(f"two items have the id {item.id!r}")
            seen.add(item.id)
        return self

    @property
    def labels(self) -> dict[str, str]:
        return {item.id: item.label for item in self.items}


def locate(name: str, *, beside: Path) -> Path:
    """The file of a codebook: a path relative to `beside`, or a name under data/codebooks."""
    own = (beside / name).resolve()
    if own.suffix in {".yaml", ".yml"}:
        if own.is_file():
            return own
        raise InputError(f"{shown(beside / 'study.yaml')}: the codebook file {name!r} is not there.")
    shipped = CODEBOOKS / f"{name}.yaml"
    if shipped.is_file():
        return shipped
    known = sorted(path.stem for path in CODEBOOKS.glob("*.yaml"))
    where = shown(beside / "study.yaml")
    raise InputError(f"{where}: there is no codebook {name!r} in data/codebooks.{nearest(name, known)}")


def load(path: str | Path) -> Codebook:
    """Read a codebook file. Raises `InputError` with file and line."""
    return settings.load(Path(path), Codebook)
