"""The proof for distinctive words: how often any word is called different where nothing differs.

    python -m analysis.compare.word_calibration CORPUS --out DIR --seed N [--corpora 200]

CORPUS is a table of articles (.parquet or .csv with `article_id`, `outlet`, `body`). Writes word-calibration.csv."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from analysis.compare import distinctive
from analysis.compare.distinctive import Counted
from analysis.compare.multiplicity import adjusted

LEVEL = 0.05
CUTS = {"outlets alike": (1.0, 1.0, 1.0), "length differs": (0.25, 0.5, 1.0)}  # share of its words an article keeps
SIZES = {"equal n": (1, 1, 1), "unequal n": (1, 2, 4)}  # in multiples of the smallest outlet's articles


def calibrate(words: Counted, *, corpora: int, units: Sequence[int], labellings: int, seed: int) -> pd.DataFrame:
    """Rates over corpora of real articles dealt out to three outlets at random: one row per kind and units.

    In: words of real articles. Each article keeps all of its words, or a share that hangs on its outlet, drawn at
    random: then articles of one outlet are shorter and nothing else. Out: `any`, the share of corpora with any word
    called different, which Benjamini-Hochberg holds at the level where nothing differs, with `se` over `of` corpora;
    `p`, the share of single p-values up to the level; `peer`, the share of corpora in which z taken as normal says so
    of any of the same words, with the same correction; `words` tested on average, and the `limit` of `any`."""
    rows = []
    for place, (kind, shares, size, times) in enumerate(
        (k, c, s, t) for k, c in CUTS.items() for s, t in SIZES.items()
    ):
        for n in units:
            found = [
                _one(words, shares, n * np.array(times), labellings, [seed, place, n, corpus])
                for corpus in range(corpora)
            ]
            table = pd.DataFrame(found)
            rate = float(table["any"].mean())
            rows.append(
                {
                    "scenario": f"{kind}, {size}",
                    "units": n,
                    "any": rate,
                    "se": np.sqrt(rate * (1 - rate) / corpora),
                    "of": corpora,
                    "p": table["p"].mean(),
                    "peer": table["peer"].mean(),
                    "words": table["words"].mean(),
                    "limit": LEVEL if kind == "outlets alike" else 0.075,
                }
            )
    return pd.DataFrame(rows)


def dealt(words: Counted, *, shares: Sequence[float], sizes: np.ndarray, rng: np.random.Generator) -> Counted:
    """Real articles dealt out at random to as many outlets as there are sizes, each cut to its outlet's share."""
    rows = rng.choice(words.counts.shape[0], size=int(sizes.sum()), replace=False)
    outlet = np.repeat(np.arange(len(sizes)), sizes)
    counts = words.counts[rows].astype(np.int32)
    kept = np.repeat(np.asarray(shares)[outlet], np.diff(counts.indptr))
    counts.data = rng.binomial(counts.data, kept).astype(np.int32)
    counts.eliminate_zeros()
    held = np.flatnonzero(np.bincount(counts.indices, minlength=counts.shape[1]))
    names = tuple(f"outlet-{k + 1}" for k in range(len(sizes)))
    return Counted(
        counts[:, held].tocsr(), tuple(words.vocabulary[i] for i in held), names, outlet, np.zeros(len(rows), np.int64)
    )


def _one(
    words: Counted, shares: Sequence[float], sizes: np.ndarray, labellings: int, seed: list[int]
) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    odds = distinctive.log_odds(
        dealt(words, shares=shares, sizes=sizes, rng=rng),
        seed=int(rng.integers(2**31)),
        labellings=labellings,
        level=LEVEL,
    )
    tested = odds[odds["p"].notna()]
    return {
        "any": float(tested["differs"].fillna(False).any()),
        "p": float((tested["p"] <= LEVEL).mean()),
        "peer": float((adjusted(2 * stats.norm.sf(tested["z"].abs())) <= LEVEL).any()),
        "words": len(tested) / len(sizes),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it and write the table; 1 where a limit is broken beyond chance, 2 where the call is wrong."""
    parser = argparse.ArgumentParser(prog="python -m analysis.compare.word_calibration", description=__doc__)
    parser.add_argument("corpus", type=Path, help="a table of articles")
    parser.add_argument("--out", type=Path, required=True, help="folder for the table")
    parser.add_argument("--seed", type=int, required=True, help="every draw begins here")
    parser.add_argument("--corpora", type=int, default=200, help="corpora per kind and number of articles")
    parser.add_argument("--units", type=int, nargs="+", default=[10, 30], help="articles in the smallest outlet")
    parser.add_argument("--labellings", type=int, default=9_999, help="permutations of the words that may differ")
    given = parser.parse_args(arguments)
    if not given.corpus.exists():
        print(f"There is no {given.corpus}. Give a table of articles.", file=sys.stderr)
        return 2
    table = pd.read_parquet(given.corpus) if given.corpus.suffix == ".parquet" else pd.read_csv(given.corpus)
    articles = table[["article_id", "outlet"]].assign(event=None)
    words = distinctive.counted(table.assign(text=table["body"]), articles)
    rates = calibrate(words, corpora=given.corpora, units=given.units, labellings=given.labellings, seed=given.seed)
    given.out.mkdir(parents=True, exist_ok=True)
    rates.to_csv(given.out / "word-calibration.csv", index=False, float_format="%.4f")
    print(rates.round(4).to_string(index=False))
    limit = rates["limit"]
    return int((rates["any"] > limit + 3 * np.sqrt(limit * (1 - limit) / rates["of"])).any())


if __name__ == "__main__":
    sys.exit(main())
