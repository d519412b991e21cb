"""What was told, left out and told differently: a matrix of things told by outlets, and facts with their versions."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import findings, steps
from analysis.compare.claims import NAME
from analysis.compare.coverage import PERHAPS
from analysis.report import matrices, parts
from analysis.report.chapters import Figure, figures
from analysis.report.matrices import Table, Value
from analysis.report.passages import MOST_SENTENCES, Cell, Library, line, whole
from analysis.workspace import Workspace

MOST_CLAIMS = 120
MOST_FACTS = 120
RELATIONS = {
    "incompatible": "with versions that cannot both hold",
    "possibly compatible": "with versions that may both hold",
    "naming": "named in several ways",
}


@dataclass(frozen=True)
class Version:
    """One version of a fact: its value, and the sentence that gives it."""

    value: str
    cell: Cell


@dataclass(frozen=True)
class Fact:
    """A fact told in several versions."""

    what: str
    kind: str
    relation: str
    versions: list[Version]


@dataclass(frozen=True)
class ClaimsChapter:
    """The chapter of claims."""

    step: str
    question: str
    about: str
    found: list[str]
    figures: list[Figure]
    matrix: Table | None
    evidence: list[Cell]
    facts: list[Fact]
    omissions: list[tuple[str, list[str]]]


def chapter(desk: Workspace, shelf: Library) -> ClaimsChapter | None:
    """The chapter of the claims, or nothing where no notebook wrote them."""
    step = next((n.stem for n in steps.all_notebooks() if parts.has(desk, n.stem, "claims")), "")
    if not step or not parts.has(desk, step, "claim_sentences"):
        return None
    claims = parts.read(desk, step, "claims").astype({"claim_id": "str", "label": "str"})
    told = parts.read(desk, step, "claim_sentences").astype({"claim_id": "str", "outlet": "str", "part": "str"})
    versions = parts.read(desk, step, "discrepancies") if parts.has(desk, step, "discrepancies") else pd.DataFrame()
    question, about = parts.question(step)
    if "basis" in claims:
        claims = claims[claims["basis"] != NAME]
    first = ["rank"] if "rank" in claims else ["n_outlets"]
    shown = claims.sort_values(first, ascending="rank" in claims, kind="stable").head(MOST_CLAIMS)
    evidence = told_by(pd.concat([told, *_nearest(desk, step)]), shown, shelf=shelf)
    return ClaimsChapter(
        step,
        question,
        about,
        found(claims, versions, outlets=shelf.outlets, n_shown=len(shown)),
        figures(desk, step, evidence) if desk.place.figures_file(step).is_file() else [],
        coverage(shown, told, id=f"{step}-claims", outlets=shelf.outlets, evidence=evidence),
        evidence,
        facts(versions, shelf=shelf)[:MOST_FACTS],
        omissions(shown, told, outlets=shelf.outlets),
    )


def _nearest(desk: Workspace, step: str) -> list[pd.DataFrame]:
    """What an outlet says that perhaps tells a claim in other words, in the columns of CLAIM_SENTENCES."""
    if not parts.has(desk, step, "coverage"):
        return []
    near = parts.read(desk, step, "coverage")
    perhaps = near[near["how"].astype("str") == PERHAPS]
    held = ["claim_id", "outlet", "article_id", "part", "sentence", "text", "start", "end"]
    return [perhaps[held].astype({"outlet": "str"})] if "article_id" in near and len(perhaps) else []


def told_by(told: pd.DataFrame, claims: pd.DataFrame, *, shelf: Library) -> list[Cell]:
    """The sentences that tell each thing, by outlet. In: CLAIM_SENTENCES; CLAIMS."""
    texts, order = whole(shelf), {o: i for i, o in enumerate(shelf.outlets)}
    by = dict(iter(told.groupby("claim_id")))
    out = []
    for number, (claim, label) in enumerate(zip(claims["claim_id"], claims["label"], strict=True)):
        if claim not in by:
            continue
        for outlet, part in sorted(by[claim].groupby("outlet"), key=lambda pair: order[pair[0]]):
            lines = []
            for r in part.head(MOST_SENTENCES).itertuples():
                text, start = texts.get((r.article_id, r.part, r.sentence), (r.text, r.start))
                span = [(int(r.start - start), int(r.end - start))]
                lines.append(line(r.article_id, r.part, r.sentence, text, span, shelf=shelf))
            out.append(Cell(f"e07c-{number}-{order[outlet]}", label, shelf.outlets[outlet], len(part), lines))
    return out


def coverage(
    claims: pd.DataFrame, told: pd.DataFrame, *, id: str, outlets: dict[str, str], evidence: list[Cell]
) -> Table:
    """A row per thing told, in the claims' order, a column per outlet; a cell opens its sentences.

    In: CLAIMS; CLAIM_SENTENCES. An outlet that has no article on the event told nothing that could be looked for."""
    cells_by_id = {cell.id: cell for cell in evidence}
    rows = []
    for number, claim in enumerate(claims.itertuples()):
        looked = set(str(getattr(claim, "not_found_in", "") or "").split("; "))
        near = set(str(getattr(claim, "perhaps_in", "") or "").split("; "))
        known = "not_found_in" in claims.columns
        cells = []
        for at, outlet in enumerate(outlets):
            cell = cells_by_id.get(f"e07c-{number}-{at}")
            perhaps = {outlet, outlets[outlet]} & near
            if cell and perhaps:
                cells.append(Value("perhaps, in other words", None, 0, "", cell.id))
            elif cell:
                cells.append(Value(findings.counted(cell.of, "sentence"), cell.of, min(2 * cell.of, 6), "", cell.id))
            else:
                absent = known and outlet not in looked and outlets[outlet] not in looked
                words = "no article on it" if absent else "perhaps, in other words" if perhaps else "not found"
                cells.append(Value(words, None if absent or perhaps else 0))
        rows.append((Value(claim.label, claim.label, told=True), cells))
    head = ["What was told", *outlets.values()]
    shown = told[told["claim_id"].isin(claims["claim_id"])]
    return Table(id, "Who told what", head, rows, f"{id}.csv", matrices.download(shown), open=True)


def facts(versions: pd.DataFrame, *, shelf: Library) -> list[Fact]:
    """Each fact told in several versions, those that contradict each other first. In: DISCREPANCIES."""
    if versions.empty:
        return []
    texts, rank = whole(shelf), {relation: i for i, relation in enumerate(RELATIONS)}
    out = []
    for number, (_, part) in enumerate(versions.groupby("fact_id", sort=False)):
        first: Any = part.iloc[0]
        rows = []
        for at, (value, same) in enumerate(part.groupby("value", sort=False)):
            for index, r in enumerate(same.astype({"part": "str"}).itertuples()):
                text, start = texts.get((r.article_id, r.part, r.sentence), ("", 0))
                span = [(int(r.start - start), int(r.end - start))]
                cell = Cell(
                    f"e07d-{number}-{at}-{index}",
                    str(value),
                    shelf.outlets[str(r.outlet)],
                    1,
                    [line(r.article_id, r.part, r.sentence, text, span, shelf=shelf)],
                )
                rows.append(Version(str(value), cell))
        out.append(Fact(str(first["what"]), str(first["kind"]), str(first["relation"]), rows))
    return sorted(out, key=lambda fact: rank.get(fact.relation, len(rank)))


def omissions(claims: pd.DataFrame, told: pd.DataFrame, *, outlets: dict[str, str]) -> list[tuple[str, list[str]]]:
    """For each outlet with an article on the event: what most of the others told and it did not, not even perhaps.

    In: CLAIMS; CLAIM_SENTENCES."""
    tellers = told.groupby("claim_id")["outlet"].agg(set)
    out = []
    for outlet, name in outlets.items():
        missing = []
        for row in claims.itertuples():
            who = tellers.get(row.claim_id, set())
            of = getattr(row, "of_outlets", len(outlets))
            looked = str(getattr(row, "not_found_in", outlet)).split("; ")
            near = str(getattr(row, "perhaps_in", "")).split("; ")
            absent = outlet not in who and {outlet, name} & set(looked) and not {outlet, name} & set(near)
            if absent and len(who) > (of - 1) / 2:
                missing.append(row.label)
        out.append((name, missing))
    return out


def found(claims: pd.DataFrame, versions: pd.DataFrame, *, outlets: dict[str, str], n_shown: int) -> list[str]:
    """How much was told by all, by most and by one, and how many facts have versions."""
    n = claims["n_outlets"]
    every = claims["of_outlets"] if "of_outlets" in claims else pd.Series(len(outlets), index=claims.index)
    one, all_of_them, most = n == 1, (n == every) & (n > 1), (n > every / 2) & (n < every) & (n > 1)
    some = ~(one | all_of_them | most)
    lines = [
        f"{findings.counted(len(claims), 'thing')} told: {all_of_them.sum():,} by all outlets with an article on it, "
        f"{most.sum():,} by most, {some.sum():,} by some, {one.sum():,} by one alone."
    ]
    if n_shown < len(claims):
        lines.append(f"The first {n_shown:,} of them are shown; tables/claim_sentences.csv of the run holds all.")
    if len(versions):
        kinds = versions.drop_duplicates("fact_id")["relation"].value_counts()
        counted = [f"{kinds[r]} {words}" for r, words in RELATIONS.items() if r in kinds]
        lines.append(f"Facts told in several versions: {findings.listed(counted)}.")
    return lines
