"""Teach a classifier from a file of coded texts, and measure it on texts that it has not seen."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import codebook
from analysis.errors import InputError
from analysis.features import learned
from analysis.paths import shown
from analysis.train import coded
from analysis.train import frames as taught

UNITS = ("article", "sentence")


class Lesson(NamedTuple):
    """What was learned: the classifier, its quality per frame beside the vocabulary's, the same per outlet, and how
    the texts were kept apart when it was measured."""

    classifier: learned.Classifier
    quality: pd.DataFrame
    by_outlet: pd.DataFrame
    apart: str


def frames(
    labels: Path,
    *,
    out: Path,
    text: str = "",
    column: str = "",
    by: str = "",
    unit: str = "article",
    codebooks: Sequence[str] = ("generic-frames", "news-topics"),
) -> Lesson:
    """Teach frames from coded texts and write the classifier to `out`.

    In: a CSV or JSONL file (`analysis.train.coded.read`); `by`, what is kept apart in cross-validation: `event` or
    `outlet`, as the file has them, else single texts; the codebooks whose hits it may use, the first of them the
    vocabulary it is compared with. Raises `InputError` where the file is wrong or a frame is coded too rarely."""
    if unit not in UNITS:
        raise InputError(f"--unit {unit}: what was coded is an article or a sentence.")
    texts, present, event, outlet = coded.read(labels, text=text, labels=column)
    taught.check(present, where=shown(labels))
    books = [codebook.load(codebook.locate(name, beside=Path.cwd())) for name in codebooks]
    kept = {"event": event, "outlet": outlet}
    if by and (by not in kept or kept[by] is None):
        raise InputError(f"--by {by}: {shown(labels)} has no column {by!r}. Known: event, outlet.")
    apart = by or next((name for name, groups in kept.items() if groups is not None and groups.nunique() > 1), "text")
    parts = taught.folds(present, kept.get(apart))
    found = taught.held_out(texts, present, parts, codebooks=books)
    beside = taught.vocabulary_found(texts, present, parts, codebook=books[0])
    columns = ["precision", "recall", "f1", "macro_f1"]
    vocabulary = taught.quality(present, beside).set_index("frame")[columns].add_prefix("vocabulary_")
    quality = taught.quality(present, found).join(vocabulary, on="frame")
    by_outlet = pd.DataFrame()
    if outlet is not None:
        theirs = taught.quality_by(present, beside, outlet).set_index(["outlet", "frame"])[
            ["precision", "recall", "f1"]
        ]
        by_outlet = taught.quality_by(present, found, outlet).join(
            theirs.add_prefix("vocabulary_"), on=["outlet", "frame"]
        )
    model = taught.fit(texts, present, codebooks=books, title=labels.stem, unit=unit)
    rows = tuple({k: None if v != v else v for k, v in row.items()} for row in quality.to_dict("records"))
    model = replace(model, quality=rows)
    learned.save(model, out)
    return Lesson(model, quality, by_outlet, apart)
