"""Tone toward an actor: the sentiment of a sentence toward one mention in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.errors import InputError
from analysis.features.mention_features import BITS, VIEWS, Features, features, word_keys
from analysis.features.mentions import Mentions, mentions
from analysis.paths import MODELS, shown

LABELS = ("negative", "neutral", "positive")
FEWEST_KNOWN = 0.5  # share of known words below which a sentence is taken for another language

_BLOCK = 4000  # mentions at a time: the arrays of one block stay small whatever the corpus


@dataclass(frozen=True)
class Model:
    """A linear model in the manner of NB-SVM (Wang and Manning 2012, equations 1 to 4), one class against the rest.

    A feature's value is its log-count ratio for the class; the values of one view are scaled to length 1."""

    key: NDArray[np.uint32]  # sorted
    count: NDArray[np.integer]  # feature x class: training mentions of the class that have it
    weight: NDArray[np.floating]  # feature x class
    scale: NDArray[np.float64]  # what each sum is divided by
    number_weight: NDArray[np.float64]  # sum x class
    intercept: NDArray[np.float64]
    blend: NDArray[np.float64]  # class x class: makes log-odds of each class against the rest into logits
    blend_intercept: NDArray[np.float64]


def toward(texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> pd.DataFrame:
    """Probabilities that a sentence is negative, neutral or positive toward the mention at start:end in it.

    In: a sentence (the same one once per mention in it) and a span of characters per row. Out: one row per mention,
    in order, with `negative`, `neutral`, `positive` (0 to 1, summing to 1). All three are missing where nothing can
    be read: no letter or nothing but the mention in the text, or fewer than half of the words outside the mention,
    names aside, occur in the training sentences, as in another language.

    positive - negative is the tone toward the actor: above 0 is favourable. Bad news about somebody counts as
    negative toward them, and what a quoted person says counts like the narrator's words. It knows no names, no other
    sentence and no irony; `data/models/toward.md` has its error. Means over many mentions, not single sentences.
    Raises InputError where the lists differ in length or a span does not lie in its text."""
    begin, end = _checked(texts, starts, ends)
    model = shipped()
    parts = [np.zeros((0, len(LABELS)))]
    for a in range(0, len(texts), _BLOCK):
        rows = slice(a, a + _BLOCK)
        read = mentions(texts[rows], begin[rows], end[rows])
        chances = probabilities(model, features(read))
        chances[~readable(model, read)] = np.nan
        parts.append(chances)
    return pd.DataFrame(np.concatenate(parts), columns=list(LABELS))


def _checked(
    texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if not len(texts) == len(starts) == len(ends):
        raise InputError(
            f"toward.toward needs a start and an end for every text but was given {len(texts)} texts, {len(starts)} "
            f"starts and {len(ends)} ends. Pass a text once per mention in it."
        )
    begin, end = np.asarray(starts, np.int64), np.asarray(ends, np.int64)
    size = np.fromiter(map(len, texts), np.int64, len(texts))
    outside = np.flatnonzero((begin < 0) | (end > size) | (begin >= end))
    if len(outside):
        i = int(outside[0])
        raise InputError(
            f"toward.toward needs 0 <= start < end <= length of the text but row {i} has {begin[i]}:{end[i]} in a text "
            f"of {size[i]} characters. Pass offsets into the sentence itself, not into its article."
        )
    return begin, end


@cache
def shipped() -> Model:
    """The model in `data/models/toward.npz`, made by `python -m analysis.train.toward`."""
    return load(MODELS / "toward.npz")


@cache
def measured() -> dict[str, float]:
    """How well the shipped model agrees with people, from `data/models/toward.json` (`tests.bench.toward` writes it).

    Macro-F1 in percent: `held_out`, `dev_rw`, `dev_mt`, `experts`. Pairs of outlets ordered as readers did:
    `pairs`, `right` (percent of all, ties wrong), `low`, `high` (95 % interval over events), `decided` (percent of
    those with a decision), `vader` (percent of all, mean VADER compound in its place)."""
    path = MODELS / "toward.json"
    if not path.is_file():
        raise InputError(f"toward needs the measurements {shown(path)}, which are not there. Make them with the bench.")
    numbers: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["measured"]
    return numbers


def load(path: Path) -> Model:
    """A model from its numbers."""
    if not path.is_file():
        raise InputError(f"toward needs the model {shown(path)}, which is not there. Make it with `make train`.")
    with np.load(path, allow_pickle=False) as file:
        stored = {name: file[name] for name in file.files}
    key = np.cumsum(stored.pop("key_steps"), dtype=np.uint64).astype(np.uint32)
    return Model(key=key, weight=stored.pop("weight").astype(np.float64), **stored)


def ratios(count: NDArray[np.integer], label: int) -> NDArray[np.float64]:
    """Log-count ratio of each feature for a class, with one added to each count (Wang and Manning 2012, equation 2)."""
    inside = count[:, label] + 1.0
    outside = count.sum(axis=1) - count[:, label] + 1.0
    return np.log((inside / inside.sum()) / (outside / outside.sum()))


def matrix(found: Features, key: NDArray[np.uint32]) -> sparse.csr_matrix:
    """Mention x feature, ones where a mention has a feature that is among the sorted keys."""
    place = np.searchsorted(key, found.key)
    known = place < len(key)
    known[known] = key[place[known]] == found.key[known]
    rows, columns = found.row[known], place[known]
    shape = (len(found.numbers), len(key))
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def dense(found: Features) -> NDArray[np.float64]:
    """The sums of each mention, one row per mention: lexicon values and guessed polarities, then word vectors."""
    return np.hstack([found.numbers, found.vectors])


def view_borders(key: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Where the features of each view begin among the sorted keys, and where the last ends."""
    return np.searchsorted(key.astype(np.uint64), np.arange(len(VIEWS) + 1, dtype=np.uint64) << np.uint64(BITS))


def log_odds(model: Model, found: Features) -> NDArray[np.float64]:
    """Each class against the rest: the sum over views of weight times value, over the length of the view's values."""
    x = matrix(found, model.key)
    out = (dense(found) / model.scale) @ model.number_weight + model.intercept
    ratio = np.column_stack([ratios(model.count, k) for k in range(len(LABELS))])
    product, square = ratio * model.weight, ratio**2
    borders = view_borders(model.key)
    for a, z in pairwise(borders.tolist()):
        part = x[:, a:z]
        length = np.sqrt(part @ square[a:z])
        out += (part @ product[a:z]) / np.where(length > 0, length, 1)
    return out


def probabilities(model: Model, found: Features) -> NDArray[np.float64]:
    """Softmax of the blended log-odds."""
    logits = log_odds(model, found) @ model.blend + model.blend_intercept
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def readable(model: Model, read: Mentions) -> NDArray[np.bool_]:
    """Mentions whose sentence has words beside them, at least half of which the model has met; names aside."""
    keys = word_keys(read.vocabulary)
    place = np.minimum(np.searchsorted(model.key, keys), len(model.key) - 1)
    letters = np.array([any(c.isalpha() for c in w) for w in read.vocabulary])
    met = (model.key[place] == keys)[read.word]
    counted = (read.rel != 0) & ~read.name & letters[read.word]
    n_words = np.bincount(read.row[counted], minlength=read.n)
    n_met = np.bincount(read.row[counted & met], minlength=read.n)
    return (n_words > 0) & (n_met >= FEWEST_KNOWN * n_words)
