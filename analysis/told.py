"""What a study's outlets told: claims, coverage and discrepancies in one pass, a reader's corrections applied."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.compare import claims, corrections, coverage, discrepancies, events, nearest
from analysis.compare.corrections import Corrections
from analysis.compare.paraphrase import CHARACTERS
from analysis.features.tellings import tellings
from analysis.study import Study


@dataclass(frozen=True)
class Told:
    """The tables of notebook 07; `articles` are those of the events looked at; `warnings` for the reader."""

    articles: pd.DataFrame
    claims: pd.DataFrame
    sentences: pd.DataFrame
    coverage: pd.DataFrame
    discrepancies: pd.DataFrame
    warnings: tuple[str, ...]


def told(
    articles: pd.DataFrame,
    sources: pd.DataFrame,
    segments: pd.DataFrame,
    units: pd.DataFrame,
    *,
    study: Study,
    correct: Corrections | None = None,
    definition: str = CHARACTERS,
) -> Told:
    """What each outlet of each event told.

    In: ARTICLES that count, SOURCES, SEGMENTS and UNITS of a study. Events are those given; without any, up to 30
    articles are one and more are grouped by `events.events`. Of many events those of most outlets are taken, as long
    as they hold at most 30,000 clauses."""
    grouped = not articles["event"].notna().any() and len(articles) > claims.FEW
    placed = claims.in_events(articles, events.events(articles) if grouped else articles[["article_id", "event"]])
    several = placed.groupby("event")["outlet"].transform("nunique") > 1
    shared = placed[several].reset_index(drop=True)
    ids = set(shared["article_id"])
    runs, whole = segments[segments["article_id"].isin(ids)], units[units["article_id"].isin(ids)]
    said = sources[sources["article_id"].isin(ids)]
    cut = tellings(whole, runs)
    looked = claims.copied(claims.within(cut, shared)) if len(shared) else shared
    kept = set(looked["article_id"])
    found, lines = claims.claims(
        cut[cut["article_id"].isin(kept)], looked, definition=definition, forbid=study.settled.forbid
    )
    found, lines, warnings = corrections.corrected(found, lines, looked, correct or Corrections())
    near = nearest.nearest(found, lines, cut[cut["article_id"].isin(kept)], looked)
    found = nearest.perhaps(found, near)
    differing = discrepancies.discrepancies(
        whole[whole["article_id"].isin(kept)],
        said[said["article_id"].isin(kept)],
        looked,
        lines,
        actors=study.settled.actors,
    )
    n_events, n_shared = shared["event"].nunique(), looked["event"].nunique()
    if n_shared < n_events:
        warnings.append(f"{n_shared} of {n_events} events of two outlets or more were looked at, the widest first.")
    covered = coverage.coverage(found, lines, looked, near=near)
    return Told(looked, found, lines, covered, differing, tuple(warnings))


def correction_file(study: Study) -> Path:
    """Where a study keeps its corrections."""
    return study.folder / corrections.FILE
