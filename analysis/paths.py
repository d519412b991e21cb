"""Where things lie in a checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
STUDIES = DATA / "studies"
CODEBOOKS = DATA / "codebooks"
WORDS = DATA / "words"
MODELS = DATA / "models"
NOTEBOOKS = ROOT / "notebooks"
RUNS = ROOT / "runs"
FIGURES = ROOT / "figures"


def shown(path: Path) -> str:
    """A path as a reader wants it: relative to the working folder, or to the checkout, where it lies below it."""
    whole = path.resolve()
    for folder in (Path.cwd(), ROOT):
        if whole.is_relative_to(folder):
            return str(whole.relative_to(folder))
    return str(path)
