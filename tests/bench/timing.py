"""What every benchmark shares: a corpus from a path, ratios of medians taken in one run, memory a word."""

import gc
import json
import re
import sys
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from zipfile import ZipFile

import pandas as pd

Line = tuple[str, float, str, float]  # what, figure, "at least" or "at most", limit
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def corpus(path: Path) -> list[str]:
    """The texts of a .zip with one CSV, a .csv or a .jsonl that has a column `text` or `body`."""
    if path.suffix == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]
    if path.suffix == ".zip":
        with ZipFile(path) as archive, archive.open(archive.namelist()[0]) as file:
            table = pd.read_csv(file, encoding_errors="replace")
    else:
        table = pd.read_csv(path)
    column = "text" if "text" in table else "body"
    return table[column].fillna("").astype(str).tolist()


def sentences(texts: list[str]) -> list[str]:
    """Cut simply: at white space behind a full stop, "!" or "?", and at line ends."""
    return [s for text in texts for s in _SENTENCE_END.split(text) if s.strip()]


def medians(ways: Mapping[str, Callable[[], object]], *, repeats: int) -> dict[str, float]:
    """Median seconds of each way, taken in turn, so that a busy moment hits them all."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            gc.collect()
            start = perf_counter()
            way()
            seconds[name].append(perf_counter() - start)
    return {name: median(taken) for name, taken in seconds.items()}


def peak_bytes(way: Callable[[], object]) -> int:
    """Most memory held at a time beyond what was held before."""
    gc.collect()
    tracemalloc.start()
    way()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def report(lines: Sequence[Line]) -> None:
    """Print the table: what, figure, limit, met or missed; leave with 1 where a limit is missed."""
    print(f"{'what':66} {'figure':>8}  {'limit':14} met")
    missed = False
    for name, figure, sense, bound in lines:
        held = figure >= bound if sense == "at least" else figure <= bound
        missed = missed or not held
        print(f"{name:66} {figure:8.2f}  {f'{sense} {bound:g}':14} {'yes' if held else 'NO'}")
    sys.exit(int(missed))
