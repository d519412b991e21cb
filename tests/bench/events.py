"""How well articles of one event are found, on articles that readers have put together.

    python -m tests.bench.events FOLDER

FOLDER holds `articles.jsonl` (`id`, `event`, `outlet`, `date`, `title`) and `sentences.jsonl` (`article`, `index`,
`text`): each event as told by three outlets. BASIL (Fan et al. 2019) has been used, to measure only; its texts are not
in the repository, and no constant was chosen on it. At least 95 of 100 articles must have their two siblings as their
two nearest."""

import argparse
import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.compare.events import DAYS, THRESHOLD, events, vectors

LEAST_BOTH = 0.95


def articles(folder: Path, *, headline_alone: bool = False) -> pd.DataFrame:
    """The columns of ARTICLES that events need, and the event as labelled."""
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        labelled = [json.loads(line) for line in lines]
    body: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with (folder / "sentences.jsonl").open(encoding="utf-8") as lines:
        for sentence in map(json.loads, lines):
            body[sentence["article"]].append((sentence["index"], sentence["text"]))
    return pd.DataFrame(
        {
            "article_id": [a["id"] for a in labelled],
            "outlet": [a["outlet"] for a in labelled],
            "labelled": [a["event"] for a in labelled],
            "published": pd.to_datetime([a["date"] for a in labelled], errors="coerce"),
            "headline": [a["title"] for a in labelled],
            "body": [
                "" if headline_alone else "\n".join(text for index, text in sorted(body[a["id"]])) for a in labelled
            ],
        }
    )


def both_nearest(table: pd.DataFrame) -> tuple[float, float]:
    """Share of articles whose two nearest are their two siblings; share of siblings among the two nearest."""
    found = vectors(table)
    cosine = (found @ found.T).toarray()
    np.fill_diagonal(cosine, -1)
    nearest = np.argsort(-cosine, axis=1, kind="stable")[:, :2]
    event = table["labelled"].to_numpy()
    hits = (event[nearest] == event[:, None]).sum(axis=1)
    return float((hits == 2).mean()), float(hits.mean() / 2)


def agreement(table: pd.DataFrame, *, days: int, threshold: float) -> tuple[float, float]:
    """Precision and recall of pairs of articles in one event."""
    event = events(table, days=days, threshold=threshold)["event"]
    rows = list(zip(event, table["labelled"], strict=True))
    ours = true = both = 0
    for (a, x), (b, y) in combinations(rows, 2):
        ours, true, both = ours + (a == b), true + (x == y), both + (a == b and x == y)
    return both / max(ours, 1), both / true


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    table = articles(given.folder)
    share, precision = both_nearest(table)
    print(f"{len(table)} articles of {table['labelled'].nunique()} events")
    print(f"two nearest, full text: both siblings {share:.3f}, precision at 2 {precision:.3f}")
    headline = both_nearest(articles(given.folder, headline_alone=True))
    print(f"two nearest, headlines: both siblings {headline[0]:.3f}, precision at 2 {headline[1]:.3f}")
    spread = table.groupby("labelled")["published"].agg(lambda d: (d.max() - d.min()).days)
    print(f"events whose articles lie more than {DAYS} days apart, or lack a date: {(~(spread <= DAYS)).sum()}")
    for days, threshold in ((DAYS, THRESHOLD), (DAYS, THRESHOLD - 0.05), (DAYS, THRESHOLD + 0.05), (10_000, THRESHOLD)):
        p, r = agreement(table, days=days, threshold=threshold)
        print(f"clusters, {days} days, cosine {threshold:.2f}: pairs precision {p:.3f}, recall {r:.3f}")
    if share < LEAST_BOTH:
        raise SystemExit("below the floor")


if __name__ == "__main__":
    main()
