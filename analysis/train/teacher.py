"""Let an encoder judge mentions that nobody labelled:
python -m analysis.train.teacher MODEL_FOLDER LABELS_FOLDER CORPUS [--out FILE]

The encoder of MODEL_FOLDER (`model.safetensors`, `tokenizer.json`; all-MiniLM-L6-v2, Apache License 2.0, has been used)
learns from nine tenths of the labelled mentions and judges `taught.candidates` of CORPUS, a file of articles. What it
thinks of them is kept (`train.taught`), the encoder is not: the linear model that ships learns from its judgements as
well as from the labels (Hinton, Vinyals and Dean 2015, "Distilling the knowledge in a neural network"). Needs jax,
optax, safetensors and tokenizers (`pip install -r requirements-train.txt`) and about an hour of processor time. The
same seed gives the same judgements on the same kind of processor only; `make train` starts from the file."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rich.progress import track
from sklearn.metrics import f1_score

from analysis import read_articles
from analysis.errors import InputError
from analysis.features.toward import LABELS
from analysis.paths import MODELS, shown
from analysis.train import taught
from analysis.train.encoder import HEADS, tokenizer, weights
from analysis.train.toward import labelled, tenth

LAYERS, FROZEN = 6, 2  # the first layers stay as they are: a third less work, and as good in trials
LONGEST = 64  # pieces of a sentence, those nearest to the mention
STEP = 16  # pieces by which batches are padded, so that few shapes are compiled
BATCH = 32
EPOCHS = 3
RATE = 8e-5
WARM_UP = 0.06  # share of the steps
DROPPED = 0.1
SEED = 1
MASK = "[MASK]"  # in place of the mention, so that no name has a tone of its own
SEGMENT = 1  # the token type of the mention

Piece = tuple[list[int], list[int]]  # pieces of a sentence; 1 where the mention stands


class Batch(NamedTuple):
    """Some mentions, padded to one length."""

    rows: NDArray[np.int64]
    pieces: NDArray[np.int32]
    mention: NDArray[np.float32]
    real: NDArray[np.float32]


def pieces(reader: Any, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]) -> list[Piece]:
    """Each sentence as pieces with the mention as one `MASK`, cut to `LONGEST` round it."""
    mask, out = reader.token_to_id(MASK), []
    for told, start, end in zip(reader.encode_batch(list(texts)), starts, ends, strict=True):
        inside = [z > a and a < end and z > start for a, z in told.offsets]
        first = inside.index(True) if True in inside else 1
        kept = [i for i, held in enumerate(inside) if not held or i == first]
        ids = [mask if inside[i] else told.ids[i] for i in kept]
        if True not in inside:
            ids.insert(first, mask)
        place = kept.index(first) if True in inside else first
        low = max(0, min(place - LONGEST // 2, len(ids) - LONGEST))
        ids = ids[low : low + LONGEST]
        out.append((ids, [int(i == place - low) for i in range(len(ids))]))
    return out


def batches(found: Sequence[Piece], *, size: int, draw: np.random.Generator | None = None) -> Iterator[Batch]:
    """Batches of like lengths, shuffled where a generator is given; the last may have empty rows."""
    length = np.array([len(ids) for ids, _ in found])
    order = np.argsort(length, kind="stable")
    if draw is not None:
        heaps = np.array_split(draw.permutation(len(found)), max(1, len(found) // (size * 40)))
        order = np.concatenate([heap[np.argsort(length[heap], kind="stable")] for heap in heaps])
    parts = [order[i : i + size] for i in range(0, len(order), size)]
    for n in range(len(parts)) if draw is None else draw.permutation(len(parts)):
        rows = parts[n]
        wide = int(np.ceil(length[rows].max() / STEP) * STEP)
        ids = np.zeros((size, wide), np.int32)
        mention, real = np.zeros((size, wide), np.float32), np.zeros((size, wide), np.float32)
        for k, i in enumerate(rows):
            n_pieces = len(found[i][0])
            ids[k, :n_pieces], mention[k, :n_pieces] = found[i]
            real[k, :n_pieces] = 1
        mention[len(rows) :, 0] = real[len(rows) :, 0] = 1
        yield Batch(rows, ids, mention, real)


def logits(parameters: Any, *given: Any) -> Any:
    """Mention x class: a linear layer on the output at the mention beside the mean output of the sentence.

    `given`: the pieces, mention and real of a batch, and the key that draws what is dropped in training, or None."""
    import jax
    import jax.numpy as jnp

    ids, mention, real, key = given
    w = parameters["encoder"]
    keys = [None] * (2 * LAYERS + 2) if key is None else list(jax.random.split(key, 2 * LAYERS + 2))

    def dropped(x: Any, draw: Any) -> Any:
        if draw is None:
            return x
        return jnp.where(jax.random.bernoulli(draw, 1 - DROPPED, x.shape), x / (1 - DROPPED), 0)

    def levelled(x: Any, name: str) -> Any:
        spread = jnp.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return (x - x.mean(-1, keepdims=True)) / spread * w[f"{name}.weight"] + w[f"{name}.bias"]

    def linear(x: Any, name: str) -> Any:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    kinds = w["embeddings.token_type_embeddings.weight"]
    x = w["embeddings.word_embeddings.weight"][ids] + jnp.where(mention[..., None] > 0, kinds[SEGMENT], kinds[0])
    x = levelled(x + w["embeddings.position_embeddings.weight"][: ids.shape[1]], "embeddings.LayerNorm")
    x = dropped(x, keys[-1])
    hidden = jnp.where(real > 0, 0, -1e9)[:, None, None, :]
    for layer in range(LAYERS):
        x = jax.lax.stop_gradient(x) if layer == FROZEN else x
        name = f"encoder.layer.{layer}"
        by_head = (*ids.shape, HEADS, -1)
        q, k, v = (
            linear(x, f"{name}.attention.self.{part}").reshape(by_head).swapaxes(1, 2)
            for part in ("query", "key", "value")
        )
        heard = jax.nn.softmax(q @ k.swapaxes(2, 3) / np.sqrt(q.shape[-1]) + hidden, -1) @ v
        heard = linear(heard.swapaxes(1, 2).reshape(x.shape), f"{name}.attention.output.dense")
        x = levelled(x + dropped(heard, keys[2 * layer]), f"{name}.attention.output.LayerNorm")
        wide = jax.nn.gelu(linear(x, f"{name}.intermediate.dense"), approximate=False)
        wide = linear(wide, f"{name}.output.dense")
        x = levelled(x + dropped(wide, keys[2 * layer + 1]), f"{name}.output.LayerNorm")
    means = [(x * m[..., None]).sum(1) / m.sum(1, keepdims=True) for m in (mention, real)]
    return dropped(jnp.concatenate(means, -1), keys[-2]) @ parameters["weight"] + parameters["intercept"]


def taught_by(folder: Path, found: Sequence[Piece], label: NDArray[np.int64]) -> Any:
    """The encoder of a folder, fitted to labelled mentions."""
    import jax
    import jax.numpy as jnp
    import optax

    encoder = {name: jnp.asarray(w) for name, w in weights(folder).items()}
    width = encoder["embeddings.LayerNorm.weight"].size
    start = 0.02 * jax.random.normal(jax.random.PRNGKey(SEED), (2 * width, len(LABELS)))
    parameters = {"encoder": encoder, "weight": start, "intercept": jnp.zeros(len(LABELS))}
    steps = EPOCHS * (len(found) // BATCH + 1)
    rate = optax.warmup_cosine_decay_schedule(0, RATE, int(WARM_UP * steps), steps)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=0.0))

    @jax.jit
    def step(parameters: Any, state: Any, batch: tuple, wanted: Any, key: Any) -> Any:
        def loss(parameters: Any) -> Any:
            return -(wanted * jax.nn.log_softmax(logits(parameters, *batch, key), -1)).sum() / wanted.sum()

        change, state = optimiser.update(jax.grad(loss)(parameters), state, parameters)
        return optax.apply_updates(parameters, change), state

    state, draw = optimiser.init(parameters), np.random.default_rng(SEED)
    key = jax.random.PRNGKey(SEED + 1)
    for epoch in range(EPOCHS):
        for batch in track(list(batches(found, size=BATCH, draw=draw)), f"epoch {epoch + 1} of {EPOCHS}"):
            wanted = np.zeros((BATCH, len(LABELS)), np.float32)
            wanted[np.arange(len(batch.rows)), label[batch.rows]] = 1
            key, once = jax.random.split(key)
            parameters, state = step(parameters, state, batch[1:], wanted, once)
    return parameters


def judged(parameters: Any, found: Sequence[Piece]) -> NDArray[np.float32]:
    """Mention x class: probabilities."""
    import jax

    chances = jax.jit(lambda parameters, *batch: jax.nn.softmax(logits(parameters, *batch, None), -1))
    out = np.zeros((len(found), len(LABELS)), np.float32)
    for batch in track(list(batches(found, size=2 * BATCH)), "judging"):
        out[batch.rows] = np.asarray(chances(parameters, *batch[1:]))[: len(batch.rows)]
    return out


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m analysis.train.teacher", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=MODELS / "taught.npz")
    given = parser.parse_args(arguments)
    try:
        reader = tokenizer(given.model)
        rows = labelled(given.labels, "train")
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    asked = taught.candidates(taught.corpus_sentences(read_articles(given.corpus)))
    held = tenth(rows)
    found = pieces(reader, rows["text"], rows["start"], rows["end"])
    label = rows["label"].to_numpy()
    parameters = taught_by(given.model, [found[i] for i in np.flatnonzero(~held)], label[~held])
    guess = judged(parameters, [found[i] for i in np.flatnonzero(held)]).argmax(axis=1)
    print(f"macro-F1 on the {held.sum()} held-out mentions: {100 * f1_score(label[held], guess, average='macro'):.1f}")
    chances = judged(parameters, pieces(reader, asked["text"], asked["start"], asked["end"]))
    taught.save(pd.concat([asked, pd.DataFrame(chances, columns=list(LABELS))], axis=1), given.out)
    print(f"{shown(given.out)}: {len(asked):,} mentions, {given.out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
