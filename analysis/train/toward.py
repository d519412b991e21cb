"""Learn tone toward an actor from labels: python -m analysis.train.toward FOLDER [--corpus FILE] [--out FILE]

FOLDER holds `targets.jsonl`: `text`, `start`, `end`, `label` (negative, neutral, positive), `split`, `sentence_id`;
only rows whose `split` is `train` are read. NewsMTSC (Hamborg and Donnay 2021) has been used, a mention a line. With
the corpus (newsarticles) it learns from what a teacher thinks of mentions there too (`train.taught`), as the model that
ships did. The same folder, corpus, judgements (`data/models/taught.npz`), word vectors (`data/models/words.npz`) and
versions give the same file."""

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

from analysis import read_articles
from analysis.errors import InputError
from analysis.features.mention_features import Features, features
from analysis.features.mentions import mentions
from analysis.features.toward import LABELS, Model, dense, load, log_odds, probabilities, ratios, view_borders
from analysis.paths import MODELS, shown
from analysis.train import taught

FEWEST_MENTIONS = 2  # training mentions that a feature needs
FEWEST_WITH_TAUGHT = 6  # the same where a teacher's mentions are among them
TAUGHT = 0.5  # weight of a mention that a teacher judged
CERTAIN = 0.02  # below it a teacher's probability counts as 0
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


def stacked(first: Features, second: Features) -> Features:
    """The rows of both, the second's behind the first's."""
    row = np.concatenate([first.row, second.row + len(first.numbers)])
    key = np.concatenate([first.key, second.key])
    sums = [np.concatenate([getattr(f, part) for f in (first, second)]) for part in ("numbers", "vectors")]
    return Features(row, key, *sums)


def importance(rows: pd.DataFrame) -> NDArray[np.float64]:
    """What each mention weighs: `SHARED` where its sentence has several, else 1."""
    return np.where(rows.groupby("text")["text"].transform("size") > 1, SHARED, 1.0)


def fit(found: Features, share: NDArray[np.float64], weight_of: NDArray[np.float64], *, fewest: int) -> Model:
    """Three logistic regressions, each class against the rest, not yet blended.

    `share`, mention x class, is 1 for the class that a reader saw, or a teacher's probabilities: such a mention counts
    for and against each class by these."""
    key, place, n = np.unique(found.key, return_inverse=True, return_counts=True)
    frequent = n >= fewest
    kept = frequent[place]
    rows, columns = found.row[kept], (np.cumsum(frequent) - 1)[place[kept]]
    key = key[frequent]
    each = weight_of[:, None] * share
    count = np.stack([np.bincount(columns, each[rows, k], minlength=len(key)) for k in range(len(LABELS))], axis=1)
    count = np.rint(count).astype(np.int32)
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
        yes, no = (np.flatnonzero(s >= CERTAIN) for s in (share[:, k], 1 - share[:, k]))
        told = np.concatenate([(weight_of * share[:, k])[yes], (weight_of * (1 - share[:, k]))[no]])
        fitted = LogisticRegression(C=C, solver="liblinear", dual=True, tol=0.02, max_iter=200, random_state=SEED)
        side = np.arange(len(yes) + len(no)) < len(yes)
        fitted.fit(sparse.hstack([*views, sums]).tocsr()[np.concatenate([yes, no])], side, sample_weight=told)
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
    """Log-odds of each mention from a model of labels alone that has not seen its sentence."""
    share, weight_of = seen(rows), importance(rows)
    out = np.zeros((len(rows), len(LABELS)))
    for train, test in folds(rows):
        model = fit(subset(found, train), share[train], weight_of[train], fewest=FEWEST_MENTIONS)
        out[test] = log_odds(model, subset(found, test))
    return out


def seen(rows: pd.DataFrame) -> NDArray[np.float64]:
    """Mention x class, 1 for the label that readers gave."""
    return np.eye(len(LABELS))[rows["label"].to_numpy()]


def tenth(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """The tenth of the labelled mentions, by a hash of `sentence_id`, that no teacher learns from."""
    return pd.util.hash_array(rows["sentence_id"].to_numpy().astype(str)) % 10 == 0


def blended(model: Model, odds: NDArray[np.float64], label: NDArray[np.int64]) -> Model:
    """The model with its log-odds made into probabilities that fit mentions it has not seen."""
    fitted = LogisticRegression(C=1000.0, max_iter=1000).fit(odds, label)
    parts = {**model.__dict__, "blend": fitted.coef_.T, "blend_intercept": fitted.intercept_}
    return Model(**parts)


def train(folder: Path) -> Model:
    """The model of a folder of labels alone."""
    rows = labelled(folder, "train")
    found = read(rows)
    model = fit(found, seen(rows), importance(rows), fewest=FEWEST_MENTIONS)
    return blended(model, held_out(rows, found), rows["label"].to_numpy())


def train_with(folder: Path, judged: pd.DataFrame) -> Model:
    """The model of a folder of labels and of `taught.load`; made into probabilities on `tenth`."""
    rows = labelled(folder, "train")
    found, more = read(rows), read(judged)
    held = np.flatnonzero(tenth(rows))
    odds = log_odds(fit_with(rows, found, judged, more, np.flatnonzero(~tenth(rows))), subset(found, held))
    model = fit_with(rows, found, judged, more, np.arange(len(rows)))
    return blended(model, odds, rows["label"].to_numpy()[held])


def fit_with(rows: pd.DataFrame, found: Features, judged: pd.DataFrame, more: Features, kept: Rows) -> Model:
    """A model of some labelled mentions and all that a teacher judged."""
    share = np.concatenate([seen(rows)[kept], judged[list(LABELS)].to_numpy(np.float64)])
    weight_of = np.concatenate([importance(rows)[kept], np.full(len(judged), TAUGHT)])
    return fit(stacked(subset(found, kept), more), share, weight_of, fewest=FEWEST_WITH_TAUGHT)


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
    parser.add_argument("--corpus", type=Path, help="the .csv of newsarticles")
    parser.add_argument("--out", type=Path, default=MODELS / "toward.npz")
    given = parser.parse_args(arguments)
    try:
        if given.corpus:
            judged = taught.load(MODELS / "taught.npz", read_articles(given.corpus))
            model = train_with(given.folder, judged)
        else:
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
