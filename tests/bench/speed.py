"""Every benchmark of speed and memory in one table: python -m tests.bench.speed CORPUS [--peer PYTHON].

CORPUS is the .csv of newsarticles; PYTHON an interpreter with scattertext, which wants an older scipy."""

import argparse
from pathlib import Path

from tests.bench import codebook, distinctive, growth, vader
from tests.bench.timing import report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--peer", default="", help="an interpreter with scattertext")
    given = parser.parse_args()
    path = given.corpus
    report(
        [*vader.lines(path), *codebook.lines(path), *distinctive.lines(path, python=given.peer), *growth.lines(path)]
    )


if __name__ == "__main__":
    main()
