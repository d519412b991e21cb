"""Processor time of gathering claims where many articles tell one event.

    python -m tests.bench.gathering TABLES N [N ...]

TABLES is the folder of a run's tables (`runs/<study>/tables`). The first N articles by day and identifier are taken
for one event, whatever they tell; of their time, reading and the finding of voices are left out."""

import argparse
import time
from pathlib import Path

import pandas as pd

from analysis.study import load
from analysis.told import told

FLOORS = {200: 20, 2000: 300}  # seconds


def gathered(tables: Path, n: int) -> tuple[float, dict[str, int]]:
    """Seconds of processor time, and how many articles, clauses' claims and differences there were."""
    articles = pd.read_parquet(tables / "articles.parquet")
    some = articles.sort_values(["published", "article_id"], kind="stable").head(n).assign(event="one")
    ids = set(some["article_id"])
    parts = {name: pd.read_parquet(tables / f"{name}.parquet") for name in ("sources", "segments", "units")}
    held = {name: table[table["article_id"].isin(ids)].reset_index(drop=True) for name, table in parts.items()}
    start = time.process_time()
    found = told(some.reset_index(drop=True), **held, study=load("framework"))
    seconds = time.process_time() - start
    shared = int((found.claims["reach"] != "one").sum())
    return seconds, {"articles": len(some), "shared claims": shared, "differences": len(found.discrepancies)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path)
    parser.add_argument("n", type=int, nargs="+")
    given = parser.parse_args()
    for n in given.n:
        seconds, counts = gathered(given.tables, n)
        floor = f", at most {FLOORS[n]}" if n in FLOORS else ""
        print(f"{seconds:.1f} s of processor time{floor}; " + ", ".join(f"{v} {k}" for k, v in counts.items()))


if __name__ == "__main__":
    main()
