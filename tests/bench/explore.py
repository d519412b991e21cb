"""How long `explore.compare` takes to draw again: python -m tests.bench.explore STUDY [--out DIR].

Prints, for every metric, the median and the longest of several redraws in milliseconds of wall time, the first
computation of each definition apart."""

import argparse
import statistics
import time

import matplotlib

from analysis import explore, widgets

matplotlib.use("agg")
REPEATS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study")
    parser.add_argument("--out", default="")
    given = parser.parse_args()
    began = time.perf_counter()
    opened = explore.open_study(given.study, out=given.out)
    print(f"open_study: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    explore.ready(opened)
    print(f"ready: {time.perf_counter() - began:.1f} s")
    for metric, definitions in explore.METRICS.items():
        took = []
        for definition in definitions:
            for voice in ("all", "narrator") * REPEATS:
                began = time.perf_counter()
                widgets.drawn(opened, metric=metric, voice=voice, outlets=(), definition=definition)
                took.append(1000 * (time.perf_counter() - began))
        print(f"compare {metric}: median {statistics.median(took):.0f} ms, longest {max(took):.0f} ms")


if __name__ == "__main__":
    main()
