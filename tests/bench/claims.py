"""How well claims gather what several articles of one event tell, against a reader's list of facts.

    python -m tests.bench.claims FOLDER FACTS [--definition wordllama] [--forbid negation,numbers,dates,names]

FOLDER holds articles of one event; FACTS is a CSV with the columns `fact, outlet, fragment`: every fragment that tells
a fact, word for word as it stands in an article of that outlet. A claim holds an outlet for a fact where one of its
clauses covers half of a fragment or more.

*Found*: one claim holds most outlets that tell the fact (60 % at least). *Exact*: one claim holds just these. *Mixed*:
of claims of two outlets or more, those whose outlets have no fact of the list in common; a list that lacks small
things that two outlets share makes this too high. *False*: of the cells "not found" in the rows of the claims that
hold most outlets of each fact, those whose outlet tells it; *perhaps*: the same of the cells "perhaps". *Wrong*: of
the cells "told" there, those whose outlet is in the claim for something else.

`tests/compare/data/framework_facts.csv` is the list for the study `framework`."""

import argparse
import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.compare.claims import NAME, in_events
from analysis.compare.conflicts import USUAL
from analysis.compare.paraphrase import CHARACTERS, DEFINITIONS
from analysis.corpus import read_articles
from analysis.features import segments, sources
from analysis.study import load
from analysis.told import Told, told

FLOORS = {"found": 0.85, "exact": 0.60, "mixed": 0.10}
MOST = 0.6
COVERED = 0.5

Place = tuple[str, str, int, int]  # article, part, start, end
Facts = dict[str, dict[str, list[Place]]]


def facts(file: Path, articles: pd.DataFrame) -> Facts:
    """Where each fact is told: fact, outlet, places. Raises `ValueError` for a lost fragment."""
    texts: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for a in articles.itertuples():
        both = ((p, getattr(a, p)) for p in ("headline", "body"))
        texts[str(a.outlet)] += [(str(a.article_id), p, text) for p, text in both if isinstance(text, str)]
    found: Facts = defaultdict(lambda: defaultdict(list))
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            said, n = row["fragment"], len(row["fragment"])
            places = [(a, p, at, at + n) for a, p, text in texts[row["outlet"]] if (at := text.find(said)) >= 0]
            if not places:
                raise ValueError(f"{row['fact']}: {row['outlet']} does not say {said!r}")
            found[row["fact"]][row["outlet"]] += places
    return found


def measured(
    heads: pd.DataFrame, sentences: pd.DataFrame, facts: Facts, outlets: frozenset[str]
) -> tuple[dict[str, float], list[str], list[str]]:
    """Shares of facts found and exact, of claims mixed and of cells false and wrong; facts not found; mixed claims.

    In: CLAIMS; CLAIM_SENTENCES; the facts; all outlets that have an article on the event."""
    claims: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for s in sentences.itertuples():
        claims[s.claim_id][str(s.outlet)].append((s.article_id, str(s.part), s.start, s.end))
    several = {c: by for c, by in claims.items() if len(by) > 1}
    told = {
        (claim, fact): {o for o, places in by.items() if _tells(places, facts[fact].get(o, []))}
        for claim, by in several.items()
        for fact in facts
    }
    best = {f: max((len(told[c, f]) / len(facts[f]) for c in several), default=0.0) for f in facts}
    exact = [f for f in facts if any(told[c, f] == set(facts[f]) == set(several[c]) for c in several)]
    mixed = [c for c in several if not any(told[c, f] == set(several[c]) for f in facts)]
    row = {f: max(several, key=lambda c: (len(told[c, f]), -len(several[c]), c), default="") for f in facts}
    row = {f: c for f, c in row.items() if c and told[c, f]}
    near = {c: set(p.split("; ")) for c, p in zip(heads["claim_id"], heads["perhaps_in"], strict=True)}
    silent = [(f, o) for f, c in row.items() for o in outlets - set(several[c]) - near[c]]
    perhaps = [(f, o) for f, c in row.items() for o in (outlets - set(several[c])) & near[c]]
    full = [(f, o) for f, c in row.items() for o in several[c]]
    shares = {
        "found": sum(b >= MOST for b in best.values()) / len(facts),
        "exact": len(exact) / len(facts),
        "mixed": len(mixed) / max(1, len(several)),
        "false": sum(o in facts[f] for f, o in silent) / max(1, len(silent)),
        "perhaps": sum(o in facts[f] for f, o in perhaps) / max(1, len(perhaps)),
        "wrong": sum(o not in told[row[f], f] for f, o in full) / max(1, len(full)),
    }
    return shares, [f"{f} ({b:.2f})" for f, b in best.items() if b < MOST], mixed


def _tells(held: list[Place], wanted: list[Place]) -> bool:
    return any(
        (i, p) == (j, q) and min(z, y) - max(a, x) >= COVERED * (y - x) for i, p, a, z in held for j, q, x, y in wanted
    )


def run(folder: Path, *, definition: str = CHARACTERS, forbid: Sequence[str] = USUAL) -> tuple[pd.DataFrame, Told]:
    """ARTICLES of a folder, as one event, and what they told; people are found, none is listed."""
    study = load("framework")
    study = replace(study, settled=study.settled.model_copy(update={"forbid": tuple(forbid)}))
    articles = read_articles(folder)
    attributed = sources.attributions(articles)
    runs = segments.segments(articles, attributed)
    placed = in_events(articles, articles[["article_id", "event"]])
    return articles, told(placed, attributed, runs, segments.units(runs, articles), study=study, definition=definition)


def drawn(found: Told) -> tuple[pd.DataFrame, pd.DataFrame]:
    """CLAIMS and CLAIM_SENTENCES without those that are a person's name and no more: the matrix has none of them."""
    heads = found.claims[found.claims["basis"] != NAME]
    return heads, found.sentences[found.sentences["claim_id"].isin(set(heads["claim_id"]))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--definition", choices=DEFINITIONS, default=CHARACTERS)
    parser.add_argument("--forbid", default=",".join(USUAL))
    given = parser.parse_args()
    articles, found = run(given.folder, definition=given.definition, forbid=given.forbid.split(","))
    wanted = facts(given.facts, articles)
    heads, lines = drawn(found)
    shares, missed, mixed = measured(heads, lines, wanted, frozenset(articles["outlet"].astype("str")))
    print(f"{len(wanted)} facts, {(heads['reach'] != 'one').sum()} claims of two outlets or more")
    for name, share in shares.items():
        bound = "at most" if name == "mixed" else "at least"
        print(f"{name:7} {share:.3f}" + (f" ({bound} {FLOORS[name]:.2f})" if name in FLOORS else ""))
    print("not found: " + ", ".join(missed))
    labels = found.claims.set_index("claim_id")["label"]
    print("mixed:\n" + "\n".join(f"  {labels[c]}" for c in mixed))
    columns = ["kind", "relation", "what", "value", "outlet", "confidence"]
    print(found.discrepancies[columns].to_string(index=False), flush=True)


if __name__ == "__main__":
    main()
