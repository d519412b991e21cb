"""Frames by a classifier learned from coded texts: what it is, how it reads a text, how it is kept."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from analysis.codebook import Codebook
from analysis.errors import InputError
from analysis.features.matching import matches
from analysis.paths import shown

FORMAT = 1
WORDS: dict[str, Any] = {"analyzer": "word"}
CHARACTERS: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (3, 5)}
KINDS = (WORDS, CHARACTERS)
HIT_WEIGHT = 0.1  # of a codebook item's standardised hits beside words, whose values have length 1


@dataclass(frozen=True)
class View:
    """One way to see a text: its words, or its runs of three to five characters, beside the hits of codebooks."""

    vocabulary: tuple[str, ...]  # sorted
    idf: NDArray[np.float64]
    weight: NDArray[np.float64]  # feature, then codebook item, x frame
    intercept: NDArray[np.float64]


@dataclass(frozen=True)
class Classifier:
    """A linear classifier per frame. `score` above 0 means that the frame is present."""

    title: str
    unit: str  # article or sentence: what was coded
    items: tuple[str, ...]
    codebooks: tuple[Codebook, ...]
    hit_mean: NDArray[np.float64]
    hit_scale: NDArray[np.float64]
    views: tuple[View, ...]
    quality: tuple[dict[str, Any], ...]  # a row per frame, as `train.frames.quality` measured it


def scores(texts: Sequence[str], classifier: Classifier) -> pd.DataFrame:
    """How far each text is on the side of each frame.

    In: whole articles or sentences, as the classifier was taught. Out: one row a text, one column a frame: above 0 it
    is present; the size is no probability. A text without a letter has missing values. It knows what its coders
    called a frame, in the outlets and subjects that they coded, and no other."""
    hits = standard_hits(texts, classifier)
    out = np.zeros((len(texts), len(classifier.items)))
    for kind, view in zip(KINDS, classifier.views, strict=True):
        counts = CountVectorizer(**kind, vocabulary=list(view.vocabulary)).transform(texts) if view.vocabulary else None
        out += features(counts, view.idf, hits, n=len(texts)) @ view.weight + view.intercept
    table = pd.DataFrame(out / len(KINDS), columns=list(classifier.items))
    table.loc[[not any(c.isalpha() for c in t) for t in texts]] = np.nan
    return table


def features(
    counts: sparse.csr_matrix | None, idf: NDArray[np.float64], hits: NDArray[np.float64], *, n: int
) -> sparse.csr_matrix:
    """Text x feature: 1 + log count times idf, of length 1 (sublinear TF-IDF), then the weighted hits."""
    beside = sparse.csr_matrix(hits * HIT_WEIGHT)
    if counts is None:
        return beside
    valued = counts.astype(np.float64)
    valued.data = 1 + np.log(valued.data)
    return sparse.hstack([normalize(valued.multiply(idf).tocsr()), beside]).tocsr()


def hit_rates(texts: Sequence[str], codebooks: Sequence[Codebook]) -> NDArray[np.float64]:
    """Square root of the hits per 100 words. In: texts; codebooks. Out: text x item, codebooks side by side."""
    n_words = np.array([max(1, len(text.split())) for text in texts])
    tables = [np.zeros((len(texts), 0))]
    for book in codebooks:
        column = {item.id: k for k, item in enumerate(book.items)}
        counted = np.zeros((len(texts), len(column)))
        found = matches(texts, book.items)
        np.add.at(counted, (found["text"].to_numpy(), found["item"].astype("str").map(column).to_numpy(np.int64)), 1)
        tables.append(np.sqrt(counted / n_words[:, None] * 100))
    return np.hstack(tables)


def standard_hits(texts: Sequence[str], classifier: Classifier) -> NDArray[np.float64]:
    """Hit rates as the classifier was taught them: less the mean, over the deviation, of the coded texts."""
    return (hit_rates(texts, classifier.codebooks) - classifier.hit_mean) / classifier.hit_scale


def save(classifier: Classifier, path: Path) -> None:
    """Numbers and text alone, nothing that runs; `load` gives them back."""
    about = {
        "format": FORMAT,
        "title": classifier.title,
        "unit": classifier.unit,
        "items": classifier.items,
        "codebooks": [book.model_dump(mode="json") for book in classifier.codebooks],
        "quality": classifier.quality,
        "vocabularies": [view.vocabulary for view in classifier.views],
    }
    arrays = {"hit_mean": classifier.hit_mean, "hit_scale": classifier.hit_scale}
    for k, view in enumerate(classifier.views):
        arrays |= {f"idf{k}": view.idf, f"weight{k}": view.weight, f"intercept{k}": view.intercept}
    written = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.tmp.npz")
    np.savez_compressed(half, about=written, allow_pickle=False, **arrays)
    half.replace(path)


def load(path: Path) -> Classifier:
    """A classifier from its file. Raises `InputError` where it is missing or not one of ours."""
    if not path.is_file():
        raise InputError(f"There is no classifier {shown(path)}. Make one with: python -m analysis learn frames LABELS")
    try:
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(file["about"].tobytes())
            if about["format"] != FORMAT:
                raise ValueError("format")
            views = tuple(
                View(tuple(words), file[f"idf{k}"], file[f"weight{k}"], file[f"intercept{k}"])
                for k, words in enumerate(about["vocabularies"])
            )
            return Classifier(
                title=about["title"],
                unit=about["unit"],
                items=tuple(about["items"]),
                codebooks=tuple(Codebook.model_validate(book) for book in about["codebooks"]),
                hit_mean=file["hit_mean"],
                hit_scale=file["hit_scale"],
                views=views,
                quality=tuple(about["quality"]),
            )
    except (ValueError, KeyError, EOFError, OSError, zipfile.BadZipFile):
        raise InputError(
            f"{shown(path)} is no classifier that can be read. Make it anew: python -m analysis learn frames LABELS"
        ) from None
