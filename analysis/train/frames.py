"""Learn frames from coded texts, and say how well it went: per frame and outlet, beside the vocabulary."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold, StratifiedKFold

from analysis.codebook import Codebook
from analysis.errors import InputError
from analysis.features.learned import KINDS, Classifier, View, features, hit_rates, scores

FEWEST_TEXTS = (2, 3)  # coded texts that a word, or a run of characters, must stand in
MOST_FEATURES = 60_000  # of a view: the most frequent
C = (0.1, 0.3)  # inverse strength of the L2 penalty of each view
FOLDS = 5
FEWEST_CODED = 10  # texts with, and texts without a frame
STEPS = 40  # thresholds tried for the vocabulary

Rows = NDArray[np.int64]


def fit(
    texts: Sequence[str], present: pd.DataFrame, *, codebooks: Sequence[Codebook], title: str, unit: str
) -> Classifier:
    """A classifier of coded texts: logistic regressions with balanced classes on words, and on runs of characters,
    each beside the codebooks' hits; their scores are averaged.

    In: texts; a row per text and a column per frame, true where it was coded. It is the same for the same input."""
    rates = hit_rates(texts, codebooks)
    mean, spread = rates.mean(axis=0), rates.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    hits = (rates - mean) / scale
    views = []
    for kind, fewest, strength in zip(KINDS, FEWEST_TEXTS, C, strict=True):
        counts, vocabulary = _counted(texts, kind, fewest)
        idf = np.zeros(0)
        if counts is not None:
            idf = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0).A1)) + 1
        x = features(counts, idf, hits, n=len(texts))
        weight, intercept = np.zeros((x.shape[1], present.shape[1])), np.zeros(present.shape[1])
        for k, item in enumerate(present.columns):
            model = LogisticRegression(C=strength, class_weight="balanced", solver="liblinear", random_state=0)
            model.fit(x, present[item].to_numpy(bool))
            weight[:, k], intercept[k] = model.coef_[0], model.intercept_[0]
        views.append(View(vocabulary, idf, weight, intercept))
    items = tuple(str(c) for c in present.columns)
    return Classifier(title, unit, items, tuple(codebooks), mean, scale, tuple(views), ())


def _counted(texts: Sequence[str], kind: dict[str, Any], fewest: int) -> tuple[Any, tuple[str, ...]]:
    counter = CountVectorizer(**kind, min_df=min(fewest, len(texts)), max_features=MOST_FEATURES)
    try:
        counts = counter.fit_transform(texts)
    except ValueError:  # no word stands in texts enough
        return None, ()
    return counts, tuple(counter.get_feature_names_out())


def folds(present: pd.DataFrame, groups: pd.Series | None) -> list[tuple[Rows, Rows]]:
    """Train and test rows: whole groups (events or outlets) apart where there are enough of them, else texts.

    Out: up to five folds; every text is tested once."""
    rows = np.arange(len(present))
    if groups is not None and groups.nunique() >= 2:
        known = groups.astype("str").to_numpy()
        return list(GroupKFold(min(FOLDS, groups.nunique())).split(rows, groups=known))
    rare = present.loc[:, present.sum().idxmin()]
    return list(StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(rows, rare))


def held_out(
    texts: Sequence[str], present: pd.DataFrame, parts: list[tuple[Rows, Rows]], *, codebooks: Sequence[Codebook]
) -> pd.DataFrame:
    """Whether each frame is found in each text by a classifier that has not seen the text's fold."""
    out = pd.DataFrame(False, index=present.index, columns=present.columns)
    for train, test in parts:
        learnable = [c for c in present.columns if present[c].iloc[train].nunique() == 2]
        taught = present[learnable].iloc[train]
        model = fit([texts[i] for i in train], taught, codebooks=codebooks, title="", unit="")
        found = scores([texts[i] for i in test], model) > 0
        out.loc[out.index[test], learnable] = found.to_numpy()
    return out


def vocabulary_found(
    texts: Sequence[str], present: pd.DataFrame, parts: list[tuple[Rows, Rows]], *, codebook: Codebook
) -> pd.DataFrame:
    """The same by the codebook alone: a text has a frame from so many hits per 100 words on; how many is learned.

    Out: a column for each frame that has an item of its name in the codebook."""
    rates = hit_rates(texts, [codebook])
    columns = {frame: k for frame in present.columns if (k := _item(frame, codebook)) is not None}
    out = pd.DataFrame(False, index=present.index, columns=list(columns))
    for train, test in parts:
        for frame, k in columns.items():
            coded, rate = present[frame].to_numpy(bool), rates[:, k]
            tried = np.unique(np.quantile(rate[train], np.linspace(0, 1, STEPS)))
            reached = [f1_score(coded[train], rate[train] > t, average="macro", zero_division=0) for t in tried]
            out.loc[out.index[test], frame] = rate[test] > tried[int(np.argmax(reached))]
    return out


def _item(frame: str, codebook: Codebook) -> int | None:
    """The codebook's item of a frame's name: the same, or one that begins with it ("moral", "morality")."""
    ids = [item.id.replace("_", "-") for item in codebook.items]
    name = frame.lower().replace("_", "-")
    alike = [k for k, i in enumerate(ids) if i == name] or [k for k, i in enumerate(ids) if i.startswith(name)]
    return alike[0] if len(alike) == 1 else None


def quality(present: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """How well a frame is found. In: what was coded; what was found, for some of its columns. Out: one row a frame:
    `n` texts that have it, `precision`, `recall` and `f1` of its presence, `macro_f1` over presence and absence."""
    rows = []
    for frame in found.columns:
        coded, seen = present[frame].astype(bool), found[frame].astype(bool)
        precision, recall, f1, _ = precision_recall_fscore_support(coded, seen, average="binary", zero_division=0)
        macro = f1_score(coded, seen, average="macro", zero_division=0)
        rows.append([str(frame), int(coded.sum()), precision, recall, f1, macro])
    return pd.DataFrame(rows, columns=["frame", "n", "precision", "recall", "f1", "macro_f1"])


def quality_by(present: pd.DataFrame, found: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """`quality` within each outlet, the most coded first. Out: one row an outlet and frame, with `outlet`, `texts`."""
    order = groups.value_counts(sort=True).index
    parts = [
        quality(present[groups == g], found[groups == g]).assign(outlet=str(g), texts=int((groups == g).sum()))
        for g in order
    ]
    return pd.concat(parts, ignore_index=True)


def check(present: pd.DataFrame, *, where: str) -> None:
    """Raise `InputError` unless every frame is coded often enough, and left out often enough, to be learned."""
    for frame, n in present.sum().items():
        if min(n, len(present) - n) < FEWEST_CODED:
            raise InputError(
                f"{where}: the frame {frame!r} is coded in {n} of {len(present)} texts. It takes {FEWEST_CODED} with "
                f"it and {FEWEST_CODED} without: code more, or take the column out."
            )
