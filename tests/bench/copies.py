"""Copies beyond 20,000 articles: what MinHash finds of what comparing every pair finds.

    python -m tests.bench.copies [--articles 25000] [--seed 1]

The corpus is made up: Zipf-distributed words, ten outlets that each end their articles in the same 15 words of
furniture, one article in ten a copy of part of an earlier one, 300 near copies of one text. No pair found may be
false; at least 99 % of the pairs must be found, all duplicates among them."""

import argparse
import time
from unittest.mock import patch

import numpy as np
import pandas as pd

from analysis.compare import copies

LEAST_RECALL = 0.99


def corpus(n: int, *, seed: int) -> pd.DataFrame:
    """The columns of ARTICLES that copies need."""
    rng = np.random.default_rng(seed)
    vocabulary = np.array([f"w{i}" for i in range(40_000)])
    share = 1 / np.arange(10, len(vocabulary) + 10)
    length = rng.integers(150, 500, n)
    drawn = rng.choice(vocabulary, int(length.sum()), p=share / share.sum())
    texts = [t.tolist() for t in np.split(drawn, np.cumsum(length)[:-1])]
    furniture = [rng.choice(vocabulary, 15, p=share / share.sum()).tolist() for _ in range(10)]
    for i in range(n // 2, n):
        kind = rng.random()
        if kind < 0.1:
            source = texts[int(rng.integers(0, n // 2))]
            taken = int(len(source) * rng.uniform(0.1, 1))
            own = texts[i][: int(len(texts[i]) * rng.uniform(0.3, 1))]
            texts[i] = own + source[:taken]
        elif kind < 0.1 + 600 / n:
            texts[i] = [w if rng.random() > 0.01 else "changed" for w in texts[0]]
    return pd.DataFrame(
        {
            "article_id": [f"a{i:06d}" for i in range(n)],
            "outlet": [f"outlet-{i % 10}" for i in range(n)],
            "published": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 90, n), unit="D"),
            "body": [" ".join(t + furniture[i % 10]) for i, t in enumerate(texts)],
        }
    )


def timed(articles: pd.DataFrame, *, all_up_to: int) -> tuple[pd.DataFrame, float]:
    """The pairs, every pair compared where there are so many articles at most, and CPU seconds."""
    with patch.object(copies, "MOST_TO_COMPARE_ALL", all_up_to):
        start = time.process_time()
        return copies.pairs(articles), time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    articles = corpus(given.articles, seed=given.seed)
    sketched, seconds = timed(articles, all_up_to=0)
    exact, all_seconds = timed(articles, all_up_to=given.articles)
    both = exact.merge(sketched, on=["article_id", "other_id", "containment", "containment_other", "kind"])
    precision = len(both) / max(len(sketched), 1)
    print(f"{given.articles} articles; MinHash {seconds:.1f} s CPU, every pair {all_seconds:.1f} s CPU")
    print(f"pairs {len(exact)}, found {len(sketched)}, precision {precision:.4f}, recall {len(both) / len(exact):.4f}")
    recall = both["kind"].value_counts() / exact["kind"].value_counts()
    print("recall by kind: " + ", ".join(f"{kind} {share:.4f}" for kind, share in recall.items()))
    start = time.process_time()
    shared = copies.passages(articles, sketched)
    print(f"{len(shared)} passages in {time.process_time() - start:.1f} s CPU")
    if precision < 1 or len(both) < LEAST_RECALL * len(exact) or recall["duplicate"] < 1:
        raise SystemExit("below the floor")


if __name__ == "__main__":
    main()
