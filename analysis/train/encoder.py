"""What a small published encoder makes of short texts, in numpy: a forward pass and nothing else.

For a folder with `model.safetensors` and `tokenizer.json` of a BERT of the size of all-MiniLM-L6-v2 (Wang et al. 2020,
"MiniLM"; Reimers and Gurevych 2019 for the mean over its output). Needed to make word vectors, never to use them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from analysis.errors import InputError
from analysis.paths import shown

HEADS = 12
BLOCK = 256  # texts at a time
_EPSILON = 1e-12

Array = NDArray[np.float32]
Weights = dict[str, Array]


def embeddings(texts: Sequence[str], folder: Path) -> Array:
    """One row per text: the mean of the encoder's output over the text's pieces, of length 1.

    Raises InputError where the folder lacks a file or the packages that read them are not installed."""
    ids = [e.ids for e in tokenizer(folder).encode_batch(list(texts))]
    held = weights(folder)
    order = np.argsort([len(p) for p in ids], kind="stable")
    out = np.zeros((len(texts), held["embeddings.LayerNorm.weight"].size), np.float32)
    for a in range(0, len(order), BLOCK):
        rows = order[a : a + BLOCK]
        longest = max(len(ids[i]) for i in rows)
        padded = np.array([ids[i] + [0] * (longest - len(ids[i])) for i in rows])
        real = np.array([[k < len(ids[i]) for k in range(longest)] for i in rows], np.float32)
        mean = (_output(padded, real, held) * real[:, :, None]).sum(axis=1) / real.sum(axis=1, keepdims=True)
        out[rows] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return out


def pieces(folder: Path) -> list[str]:
    """The words and parts of words that the encoder knows."""
    return sorted(tokenizer(folder).get_vocab())


def weights(folder: Path) -> Weights:
    """The encoder's numbers by name."""
    tokenizer(folder)  # says what is missing
    from safetensors.numpy import load_file

    stored = load_file(folder / "model.safetensors").items()
    return {name.removeprefix("0.auto_model."): v for name, v in stored if v.dtype == np.float32}


def tokenizer(folder: Path) -> Any:
    """What cuts texts into the encoder's pieces. Raises InputError as `embeddings` does."""
    for name in ("model.safetensors", "tokenizer.json"):
        if not (folder / name).is_file():
            raise InputError(f"train.encoder needs {shown(folder / name)}, which is not there. Pass its folder.")
    try:
        import safetensors  # noqa: F401  (the weights are read with it)
        from tokenizers import Tokenizer
    except ImportError:
        raise InputError("train.encoder needs the packages safetensors and tokenizers. Install wordllama.") from None
    out = Tokenizer.from_file(str(folder / "tokenizer.json"))
    out.no_padding()
    out.no_truncation()
    return out


def _output(ids: NDArray[np.int64], real: Array, weights: Weights) -> Array:
    """The last layer's output, text x piece x dimension."""
    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
    x = _normal(x + weights["embeddings.token_type_embeddings.weight"][0], weights, "embeddings.LayerNorm")
    ignored = (1 - real[:, None, None, :]) * np.float32(-1e9)
    layers = {int(k.split(".")[2]) for k in weights if k.startswith("encoder.layer.")}
    for layer in sorted(layers):
        x = _layer(x, ignored, weights, f"encoder.layer.{layer}.")
    return x


def _layer(x: Array, ignored: Array, weights: Weights, name: str) -> Array:
    n, length, size = x.shape

    def heads(part: str) -> Array:
        shape = (n, length, HEADS, size // HEADS)
        return _linear(x, weights, f"{name}attention.self.{part}").reshape(shape).transpose(0, 2, 1, 3)

    match = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.float32((size // HEADS) ** 0.5) + ignored
    share = np.exp(match - match.max(axis=-1, keepdims=True))
    share /= share.sum(axis=-1, keepdims=True)
    seen = (share @ heads("value")).transpose(0, 2, 1, 3).reshape(n, length, size)
    seen = _linear(seen, weights, f"{name}attention.output.dense")
    x = _normal(x + seen, weights, f"{name}attention.output.LayerNorm")
    inner = _linear(x, weights, f"{name}intermediate.dense")
    inner = inner * np.float32(0.5) * (1 + erf(inner / np.float32(2**0.5)))  # GELU
    return _normal(x + _linear(inner, weights, f"{name}output.dense"), weights, f"{name}output.LayerNorm")


def _linear(x: Array, weights: Weights, name: str) -> Array:
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def _normal(x: Array, weights: Weights, name: str) -> Array:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
    return centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
