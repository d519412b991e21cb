"""Make the word vectors: python -m analysis.train.vectors MODEL_FOLDER LABELS_FOLDER [--out FILE]

MODEL_FOLDER holds the encoder's `model.safetensors` and `tokenizer.json` (all-MiniLM-L6-v2, Apache License 2.0, has
been used); LABELS_FOLDER the labelled mentions of `analysis.train.toward`, of which the training part's words are
taken and no label. Each word is put into "he was ...", so that an adjective or participle reads as said of somebody."""

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.linear_model import Ridge

from analysis.errors import InputError
from analysis.features.connotations import VERB, connotations
from analysis.features.mention_features import code
from analysis.features.tokens import tokens
from analysis.features.vader_words import tables
from analysis.features.word_vectors import POLARITIES
from analysis.paths import MODELS, shown
from analysis.train.encoder import embeddings, pieces
from analysis.train.toward import labelled

FRAME = "he was {}"
DIMENSIONS = 64
GROUPS = (1000, 200)
PENALTY = 1.0
UNMARKED = {"valence": 3000, "subject": 500, "object": 500, "quality": 800}  # words of no lexicon, taken as 0
SEED = 1

Array = NDArray[np.float64]


def vocabulary(model: Path, labels: Path) -> list[str]:
    """The words of the training sentences, of the two lexicons, and the encoder's own; letters only."""
    found = set(tokens(labelled(labels, "train")["text"].tolist()).vocabulary)
    found |= {*_valences(), *connotations(), *(p for p in pieces(model) if p.isascii() and len(p) > 1)}
    return sorted(w for w in found if w.isalpha())


def _valences() -> dict[str, float]:
    """VADER's words with their valence."""
    found = tables()
    return {
        w: float(found.valence[k]) for w, k in found.number.items() if w.isalpha() and not np.isnan(found.valence[k])
    }


def reduced(meant: Array) -> Array:
    """The leading principal components, the larger ones damped, of length 1 on the average."""
    centred = meant - meant.mean(axis=0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    out = left[:, :DIMENSIONS] * np.sqrt(size[:DIMENSIONS])
    return out / np.sqrt((out**2).sum(axis=1).mean())


def polarities(words: list[str], meant: Array) -> Array:
    """What each word would have in two lexicons, by ridge regression on the words that are in them."""
    known = connotations()
    row = {w: i for i, w in enumerate(words)}
    verbs = [w for w in known if w in row and known[w].part == VERB]
    others = [w for w in known if w in row and known[w].part != VERB]
    told: dict[str, dict[str, float]] = {
        "valence": {w: v / 2 for w, v in _valences().items() if w in row},
        "subject": {w: known[w].subject for w in verbs},
        "object": {w: known[w].object for w in verbs},
        "quality": {w: known[w].subject for w in others},
    }
    plain = [w for w in words if w not in told["valence"] and w not in known]
    mixed = [plain[i] for i in np.random.default_rng(SEED).permutation(len(plain))]
    columns = []
    for name in POLARITIES:
        values = {**told[name], **dict.fromkeys(mixed[: UNMARKED[name]], 0)}
        fitted = Ridge(PENALTY).fit(meant[[row[w] for w in values]], np.array(list(values.values()), np.float64))
        columns.append(fitted.predict(meant))
    return np.column_stack(columns)


def grouped(vector: Array) -> NDArray[np.int64]:
    """The group of each word, from 1, in each grouping."""
    direction = vector / np.linalg.norm(vector, axis=1, keepdims=True)
    return np.column_stack([1 + KMeans(k, random_state=SEED, n_init=1).fit_predict(direction) for k in GROUPS])


def save(words: list[str], meant: Array, path: Path) -> None:
    """Whole numbers, compressed; `features.word_vectors.load` reads them."""
    key = np.array([code(w) for w in words], np.uint64) >> np.uint64(32)
    key, first = np.unique(key, return_index=True)
    vector = reduced(meant)
    arrays = {"key_steps": np.diff(key, prepend=np.uint64(0)).astype(np.uint32)}
    arrays["group"] = grouped(vector)[first].astype(np.uint16)
    for name, values in (("vector", vector), ("polarity", polarities(words, meant))):
        scale = np.abs(values).max(axis=0) / 127
        arrays |= {name: np.rint(values / scale)[first].astype(np.int8), f"{name}_scale": scale}
    np.savez_compressed(path, **arrays)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m analysis.train.vectors", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--out", type=Path, default=MODELS / "words.npz")
    given = parser.parse_args(arguments)
    try:
        words = vocabulary(given.model, given.labels)
        meant = embeddings([FRAME.format(w) for w in words], given.model).astype(np.float64)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    save(words, meant, given.out)
    print(f"{shown(given.out)}: {len(words):,} words, {given.out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
