"""How well the program's attributions agree with those of human readers.

    python -m tests.bench.voices FOLDER --part train|dev [--peer FILE]

FOLDER holds `documents.jsonl`, one labelled article a line: `outlet`, `text`, `split` and `attributions`, each with
lists of character spans under `source`, `cue` and `content`. PolNeAR (Newell, Margolin and Ruths 2018) has been used;
its texts are not in the repository. FILE is a Python module whose `attributions(text)` gives mappings with lists of
spans under `source` and `content`: it is measured in the same run, so that the speeds are a ratio. Rules and words
were chosen on `train`; `dev` is for measuring once."""

import argparse
import gc
import importlib.util
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.features.quotations import quotations
from analysis.features.sources import attributions

Span = Sequence[int]
BLOCK = 60  # articles timed at a time
WARM = "Mora left for the U.S. Navy at 5 p.m. “We won,” she said."  # a text whose sentences need Punkt
FEWEST_WORDS = 3  # in marks, for an attribution to count as a direct or mixed quotation


def documents(folder: Path, part: str) -> list[dict[str, Any]]:
    """The labelled articles of one part."""
    with (folder / "documents.jsonl").open(encoding="utf-8") as lines:
        return [d for d in map(json.loads, lines) if d["split"] == part]


def articles(labelled: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """The columns of ARTICLES that voices need."""
    return pd.DataFrame(
        {
            "article_id": [str(n) for n in range(len(labelled))],
            "outlet": [d["outlet"] for d in labelled],
            "body": [d["text"] for d in labelled],
            "crossheads": None,
        }
    )


def covered(spans: Sequence[Span]) -> int:
    """Character positions as the bits of a number."""
    bits = 0
    for start, end in spans:
        bits |= (1 << end) - (1 << start)
    return bits


def printed(text: str) -> int:
    """The positions of a text that are not white space."""
    return sum(1 << i for i, c in enumerate(text) if not c.isspace())


def overlap(left: Sequence[Span], right: Sequence[Span]) -> int:
    """Characters in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def length(spans: Sequence[Span]) -> int:
    return sum(b - a for a, b in spans)


def direct(text: str, content: Sequence[Span], marks: Sequence[Span]) -> bool:
    """Whether a content holds a run of words in marks."""
    both = ((max(a, c), min(b, d)) for a, b in content for c, d in marks)
    return any(len(text[a:b].split()) >= FEWEST_WORDS for a, b in both if a < b)


def agreement(labelled: Sequence[dict[str, Any]], sources: pd.DataFrame) -> pd.DataFrame:
    """Agreement of SOURCES with the labels, one row a measure.

    content: precision, recall and F1 of attributed characters, white space apart. quoted source: the share of
    direct and mixed quotations whose source overlaps the human span, and its mean character F1 (0 where it does
    not); the program's attribution is the one with most of the human content. share: by outlet, attributed
    characters of all, in points, the program's minus the readers'."""
    hits = found = wanted = 0
    quoted: list[float] = []
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    by_article = dict(list(sources.groupby("article_id", observed=True)))
    for number, document in enumerate(labelled):
        text = document["text"]
        rows = by_article.get(str(number), sources.iloc[:0])
        ours: dict[str, list[Span]] = defaultdict(list)
        named: dict[str, list[Span]] = {}
        columns = zip(
            rows["attribution_id"], rows["start"], rows["end"], rows["source_start"], rows["source_end"], strict=True
        )
        for key, start, end, source_start, source_end in columns:
            ours[key].append((start, end))
            named[key] = [(source_start, source_end)] if source_start >= 0 else []
        ink = printed(text)
        human = covered([span for a in document["attributions"] for span in a["content"]]) & ink
        program = covered([span for spans in ours.values() for span in spans]) & ink
        hits += (human & program).bit_count()
        found += program.bit_count()
        wanted += human.bit_count()
        counts = total[document["outlet"]]
        for place, bits in enumerate((program, human, ink)):
            counts[place] += bits.bit_count()
        marks = [(q.start, q.end) for q in quotations(text)]
        for label in document["attributions"]:
            if label["source"] and direct(text, label["content"], marks):
                best = max(ours, key=lambda key: overlap(ours[key], label["content"]), default=None)
                same = best is not None and overlap(ours[best], label["content"]) > 0
                source = named[best] if best is not None and same else []
                both = overlap(source, label["source"])
                quoted.append(2 * both / (length(source) + length(label["source"])) if both else 0.0)
    rows_out = [
        ("content precision", hits / found),
        ("content recall", hits / wanted),
        ("content F1", 2 * hits / (found + wanted)),
        ("quoted source overlaps", sum(f > 0 for f in quoted) / len(quoted)),
        ("quoted source F1", sum(quoted) / len(quoted)),
    ]
    rows_out += [(f"share {outlet}", 100 * (p - h) / n) for outlet, (p, h, n) in sorted(total.items())]
    return pd.DataFrame(rows_out, columns=["measure", "value"])


def loaded(file: Path) -> Any:
    """The module in a file."""
    spec = importlib.util.spec_from_file_location("peer", file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{file} is no Python module. Pass one that defines attributions(text).")
    peer = importlib.util.module_from_spec(spec)
    sys.modules["peer"] = peer
    spec.loader.exec_module(peer)
    return peer


def as_sources(first: int, found: Sequence[Sequence[dict[str, Any]]]) -> pd.DataFrame:
    """The attributions of another program, for articles from number `first` on, as `agreement` reads them."""
    rows = [
        (str(number), f"{number}#{n}", a, b, *(x["source"][0] if x["source"] else (-1, -1)))
        for number, attributions_here in enumerate(found, first)
        for n, x in enumerate(attributions_here)
        for a, b in x["content"]
    ]
    columns = ["article_id", "attribution_id", "start", "end", "source_start", "source_end"]
    return pd.DataFrame(rows, columns=columns)


def timed(way: Callable[[], Any]) -> tuple[Any, float]:
    """What a way gives, and its processor seconds."""
    start = time.process_time()
    result = way()
    return result, time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("train", "dev"), default="train")
    parser.add_argument("--peer", type=Path, help="a module with attributions(text), measured beside")
    given = parser.parse_args()
    labelled = documents(given.folder, given.part)
    table = articles(labelled)
    peer = loaded(given.peer) if given.peer else None
    attributions(articles([{"outlet": "", "text": WARM}]))  # word lists are read and Punkt is imported once, untimed
    gc.collect()  # what the imports made is searched now, not inside the timed part of one of the programs
    ours: list[pd.DataFrame] = []
    theirs: list[pd.DataFrame] = []
    seconds = their_seconds = 0.0
    for first in range(0, len(labelled), BLOCK):  # in turns, so that a busy moment hits both
        runs, taken = timed(partial(attributions, table[first : first + BLOCK]))
        ours, seconds = [*ours, runs], seconds + taken
        if peer:
            texts = [d["text"] for d in labelled[first : first + BLOCK]]
            found, taken = timed(partial(list, map(peer.attributions, texts)))
            theirs, their_seconds = [*theirs, as_sources(first, found)], their_seconds + taken
    sources = pd.concat(ours)
    n_words = sum(len(d["text"].split()) for d in labelled)
    measured = agreement(labelled, sources)
    print(f"{len(labelled)} articles, {n_words} words, {len(sources)} runs, {n_words / seconds:,.0f} words a second")
    if peer:
        measured = measured.assign(peer=agreement(labelled, pd.concat(theirs))["value"])
        print(
            f"peer {n_words / their_seconds:,.0f} words a second; speed over the peer's {their_seconds / seconds:.2f}"
        )
    print(measured.to_string(index=False, float_format=lambda x: f"{x:.4f}"))


if __name__ == "__main__":
    main()
