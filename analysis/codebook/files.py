"""A codebook's file: where it lies, and which reader its content asks for."""

from pathlib import Path

from analysis import settings
from analysis.codebook import lexicoder, liwc, own, quanteda, table
from analysis.codebook import text as files
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
    """Read a codebook: our YAML, or a dictionary of quanteda, LIWC, Lexicoder or Yoshikoder, or a CSV table.

    A text may name one under data/codebooks ("news-topics") as well as a file.

    Its content says which it is; its name only where the content is broken. Raises `InputError` with file and line."""
    path = asked(path) if isinstance(path, str) else path
    where, content = shown(path), files.read(path)
    suffix = path.suffix.lower()
    if liwc.looks_like(content):
        return liwc.read(content, where=where)
    if lexicoder.looks_like_xml(content):
        return lexicoder.read_xml(content, where=where)
    if lexicoder.looks_like_lines(content):
        return lexicoder.read_lines(content, where=where)
    if table.looks_like(content) or suffix in {".csv", ".tsv"}:
        return table.read(content, where=where)
    if suffix == ".dic":
        return liwc.read(content, where=where)
    if suffix == ".lc3":
        return lexicoder.read_lines(content, where=where)
    if suffix in {".lcd", ".ykd"}:
        return lexicoder.read_xml(content, where=where)
    tree, plain = settings.composed(content, where=where)
    if not isinstance(plain, dict):
        raise InputError(
            f"{where} is no codebook: neither YAML with title, source and items, nor a dictionary of quanteda (.yml), "
            "LIWC (.dic) or Lexicoder (.lcd, .lc3), nor a CSV table with the columns item and term."
        )
    if quanteda.is_quanteda(tree):
        return quanteda.read(tree, where=where)
    return own.read(tree, plain, where=where)


def _known() -> list[str]:
    return sorted(path.stem for path in CODEBOOKS.glob("*.yaml"))
