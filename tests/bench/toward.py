"""How well tone toward an actor agrees with human readers.

    python -m tests.bench.toward --newsmtsc FOLDER --basil FOLDER

The first folder holds `targets.jsonl`, one labelled mention a line (see `analysis.train.toward`); the second
`articles.jsonl` and `sentences.jsonl`, in which readers said what each article makes them feel toward its main
entities. NewsMTSC (Hamborg and Donnay 2021) and BASIL (Fan et al. 2019) have been used; none of their text is in the
repository, and nothing was learned or chosen on BASIL. `--write` puts the numbers into data/models/toward.json, from
which the notebook and the report print them."""

import argparse
import hashlib
import json
import re
from itertools import combinations
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from analysis.features.toward import LABELS, toward
from analysis.features.vader import vader
from analysis.paths import MODELS
from analysis.train.toward import folds, held_out, labelled, read
from tests.bench.timing import report

FEELINGS = {"neg": -1, "neu": 0, "pos": 1}
COLUMNS = ("tone", "prominence", "vader")
DRAWS = 2000
SEED = 20240331
SPEED_MENTIONS = 20_000
EXPERTS = 86.0  # macro-F1 of experts against the labels (Hamborg and Donnay 2021)


def macro_f1(label: np.ndarray, scores: np.ndarray) -> float:
    return 100 * f1_score(label, scores.argmax(axis=1), average="macro")


def cross_validated(folder: Path) -> tuple[float, float]:
    """Macro-F1 on the training part, sentences kept together, and its standard deviation over folds."""
    rows = labelled(folder, "train")
    label, odds = rows["label"].to_numpy(), held_out(rows, read(rows))
    spread = np.std([macro_f1(label[test], odds[test]) for _, test in folds(rows)])
    return macro_f1(label, odds), float(spread)


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


def named(entity: str, text: str) -> list[tuple[int, int]]:
    """Where a text names an entity: by its whole name, else by its last word where that has a capital."""
    last = entity.split()[-1]
    names = [re.escape(entity)] + ([re.escape(last)] if last[0].isupper() else [])
    plural = "(?i:" + names[0] + ")" + "".join("|" + n for n in names[1:])
    return [m.span() for m in re.finditer(rf"(?<!\w)(?:{plural})(?!\w)", text)]


def readings(folder: Path) -> pd.DataFrame:
    """One row per main entity of an article: what readers felt, mean positive - negative (`tone`), the same weighted by
    prominence, mean VADER compound."""
    articles = pd.read_json(folder / "articles.jsonl", lines=True)
    told = pd.read_json(folder / "sentences.jsonl", lines=True).sort_values(["article", "index"], kind="stable")
    sentences = {
        a: list(zip(part["text"], prominence(part["paragraph"].tolist()), strict=True))
        for a, part in told.groupby("article")
    }
    rows, found = [], []
    for article in articles.to_dict("records"):
        for entity, feeling in article["author_feeling"].items():
            if entity not in article["main_entities"]:
                continue
            for text, weight in sentences[article["id"]]:
                found += [(len(rows), text, a, z, weight) for a, z in named(entity, text)]
            rows.append({"event": article["event"], "entity": entity, "felt": FEELINGS[feeling]})
    which, texts, starts, ends, weights = zip(*found, strict=True)
    scores = toward(texts, starts, ends)
    each = pd.DataFrame({"row": which, "tone": scores["positive"] - scores["negative"], "text": texts})
    each = each.assign(weight=np.where(each["tone"].notna(), weights, 0.0), weighed=each["tone"] * np.array(weights))
    whole = each.drop_duplicates(["row", "text"])
    compound = pd.Series(vader(whole["text"].tolist())["compound"].to_numpy()).groupby(whole["row"].to_numpy()).mean()
    sums = each.groupby("row")[["weighed", "weight"]].sum()
    return pd.DataFrame(rows).assign(
        tone=each.groupby("row")["tone"].mean(), prominence=sums["weighed"] / sums["weight"], vader=compound
    )


def prominence(paragraphs: list[int]) -> list[float]:
    """Weights of an article's sentences: headline 3, first paragraph 2, then falling from 1 to .5."""
    rest = sum(p > paragraphs[1] for p in paragraphs) if len(paragraphs) > 1 else 0
    before = len(paragraphs) - rest
    falling = np.linspace(1, 0.5, rest).tolist()
    return [3.0] + [2.0] * (before - 1) + falling


def pairs(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per entity and two outlets of one event between which readers felt a difference."""
    out = []
    for (event, _), part in rows.groupby(["event", "entity"]):
        for a, b in combinations(part.to_dict("records"), 2):
            if a["felt"] != b["felt"]:
                sign = np.sign(a["felt"] - b["felt"])
                out.append({"event": event, **{k: sign * (a[k] - b[k]) for k in COLUMNS}})
    return pd.DataFrame(out)


def ordered(told: pd.DataFrame, column: str) -> dict[str, float]:
    """Percentage of pairs ordered as readers did, ties and missing ones wrong; its interval; that of decided pairs."""
    right = told[column] > 0
    decided = told[column].notna() & (told[column] != 0)
    events = [r.to_numpy() for _, r in right.groupby(told["event"])]
    draws = np.random.default_rng(SEED).integers(0, len(events), (DRAWS, len(events)))
    hits, sizes = np.array([e.sum() for e in events]), np.array([len(e) for e in events])
    low, high = np.percentile(100 * hits[draws].sum(axis=1) / sizes[draws].sum(axis=1), [2.5, 97.5])
    print(
        f"BASIL, {column}: {right.sum()} of {len(told)} pairs right ({100 * right.mean():.1f} %, 95 % interval over "
        f"{len(events)} events {low:.0f} to {high:.0f}); "
        f"{decided.sum()} decided, {100 * right[decided].mean():.1f} % right"
    )
    return {
        "pairs": len(told),
        "right": round(100 * float(right.mean()), 1),
        "low": round(float(low), 1),
        "high": round(float(high), 1),
        "decided": round(100 * float(right[decided].mean()), 1),
    }


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
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    value, spread = cross_validated(given.newsmtsc)
    print(
        f"train, 5-fold cross-validation by sentence: macro-F1 {value:.1f}, standard deviation over folds {spread:.1f}"
    )
    told = pairs(readings(given.basil))
    agreed = {column: ordered(told, column) for column in COLUMNS}
    f1 = {part: measured(given.newsmtsc, part) for part in ("dev_rw", "dev_mt")}
    if given.write:
        numbers = {"cross_validation": round(value, 1), "experts": EXPERTS, **{p: round(f, 1) for p, f in f1.items()}}
        numbers |= {**agreed["tone"], "vader": agreed["vader"]["right"]}
        model = hashlib.sha256((MODELS / "toward.npz").read_bytes()).hexdigest()
        (MODELS / "toward.json").write_text(json.dumps({"model": model, "measured": numbers}, indent=1) + "\n")
    report(
        [
            ("macro-F1, dev_rw", f1["dev_rw"], "at least", 72),
            ("macro-F1, dev_mt", f1["dev_mt"], "at least", 68),
            ("pairs of outlets ordered as readers did, %", agreed["tone"]["right"], "at least", 60),
            ("megabytes of the model", (MODELS / "toward.npz").stat().st_size / 1e6, "at most", 8),
            ("seconds for 100,000 mentions", speed(given.newsmtsc), "at most", 90),
        ]
    )


if __name__ == "__main__":
    main()
