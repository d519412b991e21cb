"""Learned frames against TF-IDF with logistic regression: python -m tests.bench.frames FOLDER

FOLDER holds `articles.jsonl` with `text` and `labels` (narrative frames of 256 articles have been used). Ten random
splits, a quarter of the articles tested in each; per frame and split the mean of the F1 of presence and of absence
(macro-F1). The baseline is what many would write first: words and pairs of words, TF-IDF, balanced classes."""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import ShuffleSplit

from analysis import load_codebook
from analysis.paths import CODEBOOKS
from analysis.train import coded, frames

SPLITS, TESTED, SEED = 10, 0.25, 20240331
FLOOR = 0.04


def baseline(texts: list[str], present: pd.DataFrame, train: np.ndarray, test: np.ndarray) -> pd.DataFrame:
    vectors = TfidfVectorizer(ngram_range=(1, 2))
    x = vectors.fit_transform([texts[i] for i in train])
    y = vectors.transform([texts[i] for i in test])
    found = {
        frame: LogisticRegression(class_weight="balanced", max_iter=1000).fit(x, present[frame].iloc[train]).predict(y)
        for frame in present.columns
    }
    return pd.DataFrame(found, index=present.index[test])


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(arguments)
    texts, present, _, _ = coded.read(given.folder / "articles.jsonl")
    books = [load_codebook(CODEBOOKS / f"{name}.yaml") for name in ("generic-frames", "news-topics")]
    rows = []
    for split, (train, test) in enumerate(ShuffleSplit(SPLITS, test_size=TESTED, random_state=given.seed).split(texts)):
        ways = {
            "baseline": baseline(texts, present, train, test),
            "learned": frames.held_out(texts, present, [(train, test)], codebooks=books).iloc[test],
            "vocabulary": frames.vocabulary_found(texts, present, [(train, test)], codebook=books[0]).iloc[test],
        }
        for way, found in ways.items():
            rows.append(frames.quality(present.iloc[test], found).assign(way=way, split=split))
    table = pd.concat(rows)
    print(table.pivot_table(index="frame", columns="way", values="macro_f1").round(3).to_string())
    mean = table.pivot_table(index="split", columns="way", values="macro_f1")
    gain = mean["learned"] - mean["baseline"]
    half = stats.t.ppf(0.975, SPLITS - 1) * gain.std(ddof=1) / np.sqrt(SPLITS)
    print(f"mean over frames: learned {mean['learned'].mean():.3f}, baseline {mean['baseline'].mean():.3f}")
    print(f"gain {gain.mean():.3f}, 95 % interval {gain.mean() - half:.3f} to {gain.mean() + half:.3f} (floor {FLOOR})")
    return int(gain.mean() < FLOOR or gain.mean() - half <= 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
