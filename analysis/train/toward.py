"""Learn tone toward an actor from labels: python -m analysis.train.toward FOLDER [--out FILE]

FOLDER holds `targets.jsonl`: `text`, `start`, `end`, `label` (negative, neutral, positive), `split`; only rows whose
`split` is `train` are read. NewsMTSC (Hamborg and Donnay 2021) has been used, with every mention a line. The same
folder, word vectors (`data/models/words.npz`) and versions give the same file."""

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.preprocessing import normalize

from analysis.errors import InputError
from analysis.features.mention_features import Features, features
from analysis.features.mentions import mentions
from analysis.features.toward import LABELS, Model, dense, load, log_odds, probabilities, ratios, view_borders
from analysis.paths import MODELS, shown

FEWEST_MENTIONS = 2  # training mentions that a feature needs
SHARED = 2.0  # weight of a mention in a sentence that has several: who is meant tells there, and they are few
NUMBERS = 1.0  # how large the sums of lexicon values are beside a view
VECTORS = 0.35  # how large the summed word vectors of a window are
C = 0.3  # inverse strength of the L2 penalty; chosen, as all else, by cross-validation on the training part
FOLDS = 5
SEED = 7

Rows = NDArray[np.int64]


def labelled(folder: Path, split: str) -> pd.DataFrame:
    """One row per labelled mention of a part, with `label` as a number into `LABELS`."""
    path = folder / "targets.jsonl"
    if not path.is_file():
        raise InputError(f"train.toward needs {shown(path)}, which is not there. Pass the folder of the labels.")
    with path.open(encoding="utf-8") as lines:
        rows = pd.DataFrame([r for r in map(json.loads, lines) if r["split"] == split])
    if rows.empty or set(rows["label"]) != set(LABELS):
        raise InputError(f"train.toward needs mentions of all of {LABELS} with split {split!r} in {shown(path)}.")
    return rows.assign(label=rows["label"].map(LABELS.index)).reset_index(drop=True)


def read(rows: pd.DataFrame) -> Features:
    """The features of labelled mentions."""
    return features(mentions(rows["text"].tolist(), rows["start"].to_numpy(np.int64), rows["end"].to_numpy(np.int64)))


def subset(found: Features, rows: Rows) -> Features:
    """Some rows, numbered anew in the order given."""
    number = np.full(len(found.numbers), -1)
    number[rows] = np.arange(len(rows))
    kept = number[found.row] >= 0
    return Features(number[found.row[kept]], found.key[kept], found.numbers[rows], found.vectors[rows])


def importance(rows: pd.DataFrame) -> NDArray[np.float64]:
    """What each mention weighs: `SHARED` where its sentence has several, else 1."""
    return np.where(rows.groupby("text")["text"].transform("size") > 1, SHARED, 1.0)


def fit(found: Features, label: NDArray[np.int64], weight_of: NDArray[np.float64]) -> Model:
    """Three logistic regressions, each class against the rest, not yet blended."""
    key, place, n = np.unique(found.key, return_inverse=True, return_counts=True)
    frequent = n >= FEWEST_MENTIONS
    kept = frequent[place]
    rows, columns = found.row[kept], (np.cumsum(frequent) - 1)[place[kept]]
    key = key[frequent]
    count = np.stack([np.bincount(columns[label[rows] == k], minlength=len(key)) for k in range(len(LABELS))], axis=1)
    count = count.astype(np.int32)
    shape = (len(found.numbers), len(key))
    x = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    spread = found.numbers.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0) * np.sqrt(found.numbers.shape[1] / 2) / NUMBERS
    scale = np.concatenate([scale, np.full(found.vectors.shape[1], 1 / VECTORS)])
    sums = sparse.csr_matrix(dense(found) / scale)
    borders = view_borders(key)
    weights, intercepts = [], []
    for k in range(len(LABELS)):
        valued = (x @ sparse.diags(ratios(count, k))).tocsc()
        views = [normalize(valued[:, a:z].tocsr()) for a, z in pairwise(borders.tolist())]
        fitted = LogisticRegression(C=C, solver="liblinear", dual=True, tol=0.02, max_iter=200, random_state=SEED)
        fitted.fit(sparse.hstack([*views, sums]).tocsr(), label == k, sample_weight=weight_of)
        weights.append(fitted.coef_[0])
        intercepts.append(float(fitted.intercept_[0]))
    weight = np.stack(weights, axis=1)
    return Model(
        key=key,
        count=count,
        weight=weight[: len(key)].astype(np.float16).astype(np.float64),
        scale=scale,
        number_weight=weight[len(key) :],
        intercept=np.array(intercepts),
        blend=np.eye(len(LABELS)),
        blend_intercept=np.zeros(len(LABELS)),
    )


def folds(rows: pd.DataFrame) -> Iterator[tuple[Rows, Rows]]:
    """Train and test rows; the mentions of one sentence stay together."""
    group = pd.factorize(rows["text"])[0]
    yield from StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(rows, rows["label"], group)


def held_out(rows: pd.DataFrame, found: Features) -> NDArray[np.float64]:
    """Log-odds of each mention from a model that has not seen its sentence."""
    label, weight_of = rows["label"].to_numpy(), importance(rows)
    out = np.zeros((len(rows), len(LABELS)))
    for train, test in folds(rows):
        out[test] = log_odds(fit(subset(found, train), label[train], weight_of[train]), subset(found, test))
    return out


def blended(model: Model, odds: NDArray[np.float64], label: NDArray[np.int64]) -> Model:
    """The model with its log-odds made into probabilities that fit mentions it has not seen."""
    fitted = LogisticRegression(C=1000.0, max_iter=1000).fit(odds, label)
    parts = {**model.__dict__, "blend": fitted.coef_.T, "blend_intercept": fitted.intercept_}
    return Model(**parts)


def train(folder: Path) -> Model:
    """The model of a folder of labels."""
    rows = labelled(folder, "train")
    found, label = read(rows), rows["label"].to_numpy()
    return blended(fit(found, label, importance(rows)), held_out(rows, found), label)


def save(model: Model, path: Path) -> None:
    """Numbers alone, compressed; `load` gives them back."""
    arrays = dict(model.__dict__)
    key = arrays.pop("key").astype(np.int64)
    smallest = np.uint16 if model.count.max(initial=0) < 1 << 16 else np.int32
    arrays |= {
        "key_steps": np.diff(key, prepend=0).astype(np.uint32),
        "weight": model.weight.astype(np.float16),
        "count": model.count.astype(smallest),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m analysis.train.toward", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=MODELS / "toward.npz")
    given = parser.parse_args(arguments)
    try:
        model = train(given.folder)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    save(model, given.out)
    again = probabilities(load(given.out), read(labelled(given.folder, "train")))
    print(
        f"{shown(given.out)}: {len(model.key):,} features, {given.out.stat().st_size:,} bytes, {len(again):,} mentions"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
