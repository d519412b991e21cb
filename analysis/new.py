"""A study of one's own from a folder of articles."""

import os
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis import corpus, files, settings
from analysis.errors import InputError
from analysis.paths import shown
from analysis.study import Settled


def new(folder: str, *, articles: str, title: str = "") -> tuple[Path, str]:
    """Write `folder`/study.yaml for the articles; they stay where they are.

    Out: the file, and the account of found, kept and rejected. Raises `InputError` where the folder holds a study
    already or no usable article is found; then nothing is written."""
    place = Path(folder).expanduser()
    file = place / "study.yaml"
    if file.exists():
        raise InputError(f"{shown(file)} exists already. Choose another folder, or edit that file.")
    if place.exists() and not place.is_dir():
        raise InputError(f"{shown(place)} is a file. Name a folder for the study.")
    found = corpus.read(articles, columns={})
    source = Path(os.path.relpath(Path(articles).expanduser().absolute(), place.absolute())).as_posix()
    text = (
        Environment(loader=PackageLoader("analysis", "templates"), undefined=StrictUndefined, autoescape=False)
        .get_template("study.yaml.j2")
        .render(
            title=title or place.absolute().name,
            articles=source,
            outlets=list(found.articles["outlet"].cat.categories),
        )
    )
    settings.parse(text, Settled, where=shown(file))
    try:
        files.write(file, text)
    except OSError as error:
        raise InputError(f"{shown(file)} cannot be written: {error.strerror}.") from None
    return file, found.account
