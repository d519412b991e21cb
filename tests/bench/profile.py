"""How alike the accounts of `framework` and the reports they were written after are: Spearman of outlet x item scores.

    python -m tests.bench.profile FOLDER_OF_THE_FIVE_REPORTS

The reports, in the order of their file names, stand for the outlets in the order of the study."""

import sys

import pandas as pd
from scipy.stats import spearmanr

from analysis import codebook, corpus, study
from analysis.features import segments, sources
from analysis.features.frames import frames
from analysis.features.topics import topics
from analysis.metrics import emphasis
from analysis.schema import ALL


def profile(articles: pd.DataFrame, opened: study.Study) -> pd.DataFrame:
    """Share of sentences by metric and item (rows) and outlet (columns), all voices."""
    attributed = sources.attributions(articles, actors=opened.settled.actors)
    runs = segments.segments(articles, attributed)
    units = segments.units(runs, articles)
    parts = []
    for metric, find in (("topics", topics), ("frames", frames)):
        marks = find(units, runs, codebook.load(opened.codebook_files[metric]))
        measures = emphasis.sentence_share(marks, units, articles, metric=metric)
        parts.append(measures[measures["voice"] == ALL])
    return pd.concat(parts).astype({"item": "str"}).pivot(index=["metric", "item"], columns="outlet", values="value")


def main(reports: str) -> None:
    opened = study.load("framework")
    theirs = profile(corpus.read_articles(reports), opened)
    ours = profile(corpus.load(opened).articles, opened)
    theirs.columns = ours.columns
    print("reports, % of sentences:\n", (100 * theirs).round(0).astype(int).to_string())
    print("accounts, % of sentences:\n", (100 * ours).round(0).astype(int).to_string())
    for name, rows in [*((m, [m]) for m in ("topics", "frames")), ("topics and frames", ["topics", "frames"])]:
        rho = spearmanr(theirs.loc[rows].to_numpy().ravel(), ours.loc[rows].to_numpy().ravel()).statistic
        print(f"Spearman, {name}: {rho:.3f} on {theirs.loc[rows].size} cells")


if __name__ == "__main__":
    main(*sys.argv[1:])
