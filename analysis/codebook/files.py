"""A codebook's file: where it lies, and which reader its content asks for."""

from pathlib import Path

from analysis.codebook import own
from analysis.codebook.items import Codebook
from analysis.errors import InputError, nearest
from analysis.paths import CODEBOOKS, shown

SUFFIXES = (".yaml", ".yml", ".dic", ".lcd", ".lc3", ".ykd", ".csv", ".tsv", ".txt")


def locate(name: str, *, beside: Path) -> Path:
    """The file of a codebook: a path relative to `beside`, or a name under data/codebooks."""
    beside_it = (beside / name).resolve()
    if beside_it.is_file():
        return beside_it
    if beside_it.suffix.lower() in SUFFIXES:
        raise InputError(f"{shown(beside / 'study.yaml')}: the codebook file {name!r} is not there.")
    shipped = CODEBOOKS / f"{name}.yaml"
    if shipped.is_file():
        return shipped
    where = shown(beside / "study.yaml")
    raise InputError(f"{where}: there is no codebook {name!r} in data/codebooks.{nearest(name, _known())}")


def asked(name: str) -> Path:
    """The file of a codebook that the command line names: a path, or a name under data/codebooks."""
    path = Path(name).expanduser()
    if path.is_file():
        return path
    shipped = CODEBOOKS / f"{name}.yaml"
    if shipped.is_file():
        return shipped
    raise InputError(f"There is no codebook {name!r}: no such file, nor in data/codebooks.{nearest(name, _known())}")


def load(path: str | Path) -> Codebook:
    """Read a codebook file. Raises `InputError` with file and line."""
    path = Path(path)
    return own.read(path.read_text(encoding="utf-8-sig"), where=shown(path))


def _known() -> list[str]:
    return sorted(path.stem for path in CODEBOOKS.glob("*.yaml"))
