"""How well tone toward an actor agrees with human readers.

    python -m tests.bench.toward --newsmtsc FOLDER --basil FOLDER --corpus FILE

The first folder holds `targets.jsonl`, one labelled mention a line (see `analysis.train.toward`); the second
`articles.jsonl` and `sentences.jsonl`, in which readers said what each article makes them feel toward its main
entities (`tests.bench.basil`). NewsMTSC (Hamborg and Donnay 2021) and BASIL (Fan et al. 2019) have been used; none of
their text is in the repository, and nothing was learned or chosen on BASIL. With the .csv of newsarticles the model is
learned again without a tenth of the training part and measured on that. `--write` puts the numbers into
data/models/toward.json, from which the notebook and the report print them."""

import argparse
import hashlib
import json
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from analysis import read_articles
from analysis.features.toward import LABELS, log_odds, toward
from analysis.paths import MODELS
from analysis.train import taught
from analysis.train.toward import FEWEST_MENTIONS, fit, fit_with, importance, labelled, read, seen, subset, tenth
from tests.bench import basil
from tests.bench.timing import report

SPEED_MENTIONS = 20_000
FILES = ("toward.npz", "words.npz")
EXPERTS = 86.0  # macro-F1 of experts against the labels (Hamborg and Donnay 2021)


def macro_f1(label: np.ndarray, scores: np.ndarray) -> float:
    return 100 * f1_score(label, scores.argmax(axis=1), average="macro")


def held_out_tenth(folder: Path, corpus: Path) -> tuple[float, float]:
    """Macro-F1 on the tenth of the training part that neither teacher nor model have seen: of labels alone, of both."""
    rows = labelled(folder, "train")
    held, found = tenth(rows), read(rows)
    label, unseen, kept = rows["label"].to_numpy()[held], subset(found, np.flatnonzero(held)), np.flatnonzero(~held)
    alone = fit(subset(found, kept), seen(rows)[kept], importance(rows)[kept], fewest=FEWEST_MENTIONS)
    judged = taught.load(MODELS / "taught.npz", read_articles(corpus))
    both = fit_with(rows, found, judged, read(judged), kept)
    return macro_f1(label, log_odds(alone, unseen)), macro_f1(label, log_odds(both, unseen))


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
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    alone, value = held_out_tenth(given.newsmtsc, given.corpus)
    print(f"train, the held-out tenth: macro-F1 {value:.1f}; learned from labels alone {alone:.1f}")
    told = basil.pairs(basil.readings(given.basil))
    agreed = {column: basil.ordered(told, column) for column in basil.COLUMNS}
    f1 = {part: measured(given.newsmtsc, part) for part in ("dev_rw", "dev_mt")}
    if given.write:
        numbers = {"held_out": round(value, 1), "experts": EXPERTS, **{p: round(f, 1) for p, f in f1.items()}}
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
