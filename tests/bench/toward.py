"""How well tone toward an actor agrees with human readers.

    python -m tests.bench.toward --newsmtsc FOLDER --basil FOLDER

The first folder holds `targets.jsonl`, one labelled mention a line (see `analysis.train.toward`); the second
`articles.jsonl` and `sentences.jsonl`, in which readers said what each article makes them feel toward its main
entities (`tests.bench.basil`). NewsMTSC (Hamborg and Donnay 2021) and BASIL (Fan et al. 2019) have been used; none of
their text is in the repository, and nothing was learned or chosen on BASIL. `--write` puts the numbers into
data/models/toward.json, from which the notebook and the report print them."""

import argparse
import hashlib
import json
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from analysis.features.toward import LABELS, toward
from analysis.paths import MODELS
from analysis.train.toward import folds, held_out, labelled, read
from tests.bench import basil
from tests.bench.timing import report

SPEED_MENTIONS = 20_000
FILES = ("toward.npz", "words.npz")
EXPERTS = 86.0  # macro-F1 of experts against the labels (Hamborg and Donnay 2021)


def macro_f1(label: np.ndarray, scores: np.ndarray) -> float:
    return 100 * f1_score(label, scores.argmax(axis=1), average="macro")


def cross_validated(folder: Path) -> tuple[float, float]:
    """Macro-F1 on the training part, sentences kept together, and its standard deviation over folds."""
    rows = labelled(folder, "train")
    label, odds = rows["label"].to_numpy(), held_out(rows, read(rows))
    spread = np.std([macro_f1(label[test], odds[test]) for _, test in folds(rows)])
    return macro_f1(label, odds), float(spread)


def measured(folder: Path, part: str) -> float:
    """Macro-F1 of the shipped model on one part; a missing score counts as neutral."""
    rows = labelled(folder, part)
    scores = toward(rows["text"].tolist(), rows["start"].tolist(), rows["end"].tolist()).to_numpy(copy=True)
    missing = np.isnan(scores).any(axis=1)
    scores[missing] = [0, 1, 0]
    by_class = f1_score(rows["label"], scores.argmax(axis=1), average=None) * 100
    print(
        f"{part}: {len(rows)} mentions, {missing.sum()} missing, F1 by class "
        + ", ".join(f"{name} {f:.1f}" for name, f in zip(LABELS, by_class, strict=True))
    )
    return macro_f1(rows["label"].to_numpy(), scores)


def speed(folder: Path) -> float:
    """Seconds for 100,000 mentions, from training sentences made distinct by a number."""
    rows = labelled(folder, "train")
    rows = pd.concat([rows] * (SPEED_MENTIONS // len(rows) + 1)).head(SPEED_MENTIONS)
    texts = [f"{t} {i}" for i, t in enumerate(rows["text"])]
    start = perf_counter()
    toward(texts, rows["start"].tolist(), rows["end"].tolist())
    return (perf_counter() - start) * 100_000 / SPEED_MENTIONS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.toward", description=__doc__)
    parser.add_argument("--newsmtsc", type=Path, required=True)
    parser.add_argument("--basil", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    value, spread = cross_validated(given.newsmtsc)
    print(
        f"train, 5-fold cross-validation by sentence: macro-F1 {value:.1f}, standard deviation over folds {spread:.1f}"
    )
    told = basil.pairs(basil.readings(given.basil))
    agreed = {column: basil.ordered(told, column) for column in basil.COLUMNS}
    f1 = {part: measured(given.newsmtsc, part) for part in ("dev_rw", "dev_mt")}
    if given.write:
        numbers = {"cross_validation": round(value, 1), "experts": EXPERTS, **{p: round(f, 1) for p, f in f1.items()}}
        numbers |= {**agreed["tone"], "vader": agreed["vader"]["right"]}
        model, words = (hashlib.sha256((MODELS / name).read_bytes()).hexdigest() for name in FILES)
        written = {"model": model, "words": words, "measured": numbers}
        (MODELS / "toward.json").write_text(json.dumps(written, indent=1) + "\n")
    report(
        [
            ("macro-F1, dev_rw", f1["dev_rw"], "at least", 72),
            ("macro-F1, dev_mt", f1["dev_mt"], "at least", 68),
            ("pairs of outlets ordered as readers did, %", agreed["tone"]["right"], "at least", 60),
            ("megabytes of the model", sum((MODELS / name).stat().st_size for name in FILES) / 1e6, "at most", 8),
            ("seconds for 100,000 mentions", speed(given.newsmtsc), "at most", 90),
        ]
    )


if __name__ == "__main__":
    main()
