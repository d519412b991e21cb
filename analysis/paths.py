"""Where things lie in a checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
STUDIES = DATA / "studies"
CODEBOOKS = DATA / "codebooks"
WORDS = DATA / "words"
NOTEBOOKS = ROOT / "notebooks"
RUNS = ROOT / "runs"
FIGURES = ROOT / "figures"


def shown(path: Path) -> str:
    """A path as a reader wants it: relative to the working folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
