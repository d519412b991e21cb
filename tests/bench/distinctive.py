"""Distinctive words against their peers: python -m tests.bench.distinctive CORPUS [--peer PYTHON].

CORPUS is a .csv with columns `body` and `outlet`, as the study newsarticles has it. The peers: scattertext's log-odds
with a Dirichlet prior, one outlet after the other, and a numpy loop over bootstrap replicates. scattertext drags other
versions of scipy in: it runs under an interpreter of its own, given by --peer, and is left out with a word without it.
All are given the same articles x words matrix, from which scattertext takes the sums of each outlet and of the rest as
its corpora do. Their z are compared; scattertext's variance has two terms more, near 0, so that its z is a little
nearer to 0. The floors were set on newsarticles."""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.compare import distinctive
from tests.bench.timing import Line, medians, report

PRIOR = 500.0
DRAWS = 1_000
FEWEST = 5  # articles a word must stand in

PEER = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np
from scipy import sparse
from scattertext import LogOddsRatioInformativeDirichletPrior as Peer
counts, outlet, prior, out = sparse.load_npz(sys.argv[1]), np.load(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
pooled = np.asarray(counts.sum(axis=0)).ravel()
peer = Peer(pooled / pooled.sum() * prior, scale_type="none")
seconds = []
for _ in range(5):
    start = time.perf_counter()
    z = []
    for k in range(outlet.max() + 1):
        y, rest = (np.asarray(counts[side].sum(axis=0)).ravel() for side in (outlet == k, outlet != k))
        z.append(peer.get_zeta_i_j_given_separate_counts(y, rest))
    seconds.append(time.perf_counter() - start)
np.save(out, np.stack(z, axis=1))
print(json.dumps(sorted(seconds)[2]))
"""


def counted(path: Path) -> distinctive.Counted:
    """The words of a corpus that stand in five articles or more."""
    table = pd.read_csv(path, encoding_errors="replace").dropna(subset=["body"]).reset_index(drop=True)
    articles = pd.DataFrame({"article_id": [f"{i:06d}" for i in table.index], "outlet": table["outlet"], "event": None})
    found = distinctive.counted(articles.assign(text=table["body"]), articles)
    kept = np.flatnonzero(np.bincount(found.counts.indices, minlength=len(found.vocabulary)) >= FEWEST)
    vocabulary = tuple(found.vocabulary[i] for i in kept)
    return distinctive.Counted(found.counts[:, kept].tocsr(), vocabulary, found.outlets, found.outlet, found.event)


def peer(words: distinctive.Counted, python: str) -> tuple[np.ndarray, float]:
    """scattertext's z for every outlet, and the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        counts, outlet, out = (Path(folder) / name for name in ("counts.npz", "outlet.npy", "z.npy"))
        sparse.save_npz(counts, words.counts)
        np.save(outlet, words.outlet)
        call = [python, "-c", PEER, str(counts), str(outlet), str(PRIOR), str(out)]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"The peer failed: {done.stderr[-800:]}")
        return np.load(out), json.loads(done.stdout.splitlines()[-1])


def ours(words: distinctive.Counted) -> np.ndarray:
    return distinctive.z_scores(words.by_outlet, prior=PRIOR)[1]


def loop(words: distinctive.Counted, *, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of z over replicates, one replicate after the other."""
    weights = distinctive._weights(words, draws=draws, seed=seed).astype(np.float64)
    a = PRIOR * words.by_outlet.sum(axis=1) / words.counts.sum()
    across = words.counts.T.tocsr().astype(np.float64)
    total, squares = np.zeros((2, len(words.vocabulary), len(words.outlets)))
    for b in range(draws):
        of_outlet = sparse.csr_matrix(
            (weights[:, b], (np.arange(len(weights)), words.outlet)), shape=(len(weights), len(words.outlets))
        )
        y = (across @ of_outlet).toarray()
        n, pooled = y.sum(axis=0), y.sum(axis=1, keepdims=True)
        own, rest = y + a[:, None], pooled - y + a[:, None]
        delta = np.log(own / (n + PRIOR - own)) - np.log(rest / (n.sum() - n + PRIOR - rest))
        z = delta / np.sqrt(1 / own + 1 / rest)
        total, squares = total + z, squares + z * z
    mean = total / draws
    return mean, np.sqrt(np.maximum(squares / draws - mean**2, 0) * draws / (draws - 1))


def tiled(words: distinctive.Counted, *, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The same from the program's replicates."""
    mean, sd = np.empty((2, len(words.vocabulary), len(words.outlets)))
    for some, _, z in distinctive.replicates(words, draws=draws, seed=seed, prior=PRIOR):
        mean[some], sd[some] = distinctive.mean_and_sd(z)
    return mean, sd


def lines(path: Path, *, python: str) -> list[Line]:
    """`python` is an interpreter with scattertext; without it that line is left out."""
    words = counted(path)
    print(f"{words.counts.shape[0]} articles, {len(words.vocabulary)} words, {len(words.outlets)} outlets")
    out: list[Line] = []
    if python:
        theirs, seconds = peer(words, python)
        mine = medians({"ours": lambda: ours(words)}, repeats=5)["ours"]
        again = peer(words, python)[1]
        print(f"z: largest difference from scattertext {np.abs(theirs - ours(words)).max():.2e}")
        out.append(("log-odds: times as fast as scattertext", (seconds + again) / 2 / mine, "at least", 4))
    else:
        print("scattertext: left out, no --peer given")
    mean, sd = tiled(words, draws=DRAWS, seed=1)
    slow_mean, slow_sd = loop(words, draws=DRAWS, seed=1)
    off = max(np.abs(mean - slow_mean).max(), np.abs(sd - slow_sd).max())
    took = medians(
        {
            "tiled": lambda: tiled(words, draws=DRAWS, seed=1),
            "loop": lambda: loop(words, draws=DRAWS, seed=1),
        },
        repeats=3,
    )
    return [
        *out,
        (
            f"log-odds, {DRAWS:,} resamples: times as fast as a numpy loop",
            took["loop"] / took["tiled"],
            "at least",
            2.5,
        ),
        ("log-odds, resampled: largest difference from the loop", off, "at most", 0.01),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--peer", default="", help="an interpreter with scattertext")
    given = parser.parse_args()
    report(lines(given.corpus, python=given.peer))


if __name__ == "__main__":
    main()
