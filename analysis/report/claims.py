"""What was told, left out and told differently: a matrix of things told by outlets, and facts with their versions."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import findings, steps
from analysis.report import matrices, parts
from analysis.report.chapters import Figure, figures
from analysis.report.matrices import Table, Value
from analysis.report.passages import MOST_SENTENCES, Cell, Library, line, whole
from analysis.workspace import Workspace

RELATIONS = {
    "incompatible": "contradict each other",
    "possibly compatible": "may both hold",
    "naming": "name it in other words",
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
    claims, told = parts.read(desk, step, "claims"), parts.read(desk, step, "claim_sentences")
    versions = parts.read(desk, step, "discrepancies") if parts.has(desk, step, "discrepancies") else pd.DataFrame()
    question, about = parts.question(step)
    evidence = told_by(told, claims, shelf=shelf)
    return ClaimsChapter(
        step,
        question,
        about,
        found(claims, versions, outlets=shelf.outlets),
        figures(desk, step, evidence) if desk.place.figures_file(step).is_file() else [],
        coverage(claims, told, id=f"{step}-claims", outlets=shelf.outlets, evidence=evidence),
        evidence,
        facts(versions, shelf=shelf),
        omissions(claims, told, outlets=shelf.outlets),
    )


def told_by(told: pd.DataFrame, claims: pd.DataFrame, *, shelf: Library) -> list[Cell]:
    """The sentences that tell each thing, by outlet. In: CLAIM_SENTENCES; CLAIMS."""
    texts, labels = whole(shelf), dict(zip(claims["claim_id"].astype("str"), claims["label"], strict=True))
    order = {o: i for i, o in enumerate(shelf.outlets)}
    out = []
    for number, (claim, label) in enumerate(labels.items()):
        mine = told[told["claim_id"].astype("str") == claim].astype({"outlet": "str", "part": "str"})
        for outlet, part in sorted(mine.groupby("outlet"), key=lambda pair: order[pair[0]]):
            lines = []
            for r in part.head(MOST_SENTENCES).itertuples():
                text, start = texts.get((r.article_id, r.part, r.sentence), (r.text, r.start))
                span = [(int(r.start - start), int(r.end - start))]
                lines.append(line(r.article_id, r.part, r.sentence, text, span, shelf=shelf))
            out.append(Cell(f"e07c-{number}-{order[outlet]}", str(label), shelf.outlets[outlet], len(part), lines))
    return out


def coverage(
    claims: pd.DataFrame, told: pd.DataFrame, *, id: str, outlets: dict[str, str], evidence: list[Cell]
) -> Table:
    """A row per thing told, that of most outlets first, a column per outlet; a cell opens its sentences.

    In: CLAIMS; CLAIM_SENTENCES."""
    ids = {(c.item, c.outlet): c for c in evidence}
    order = claims.sort_values("n_outlets", ascending=False, kind="stable")
    rows = []
    for label in order["label"]:
        cells = []
        for name in outlets.values():
            cell = ids.get((str(label), name))
            n = cell.of if cell else 0
            text = findings.counted(n, "sentence") if cell else "not told"
            cells.append(Value(text, n, min(n, 3) * 2 if cell else 0, "", cell.id if cell else ""))
        rows.append((Value(str(label), str(label), told=True), cells))
    head = ["What was told", *outlets.values()]
    return Table(id, "Who told what", head, rows, f"{id}.csv", matrices.download(told), open=True)


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
    """For each outlet what most of the others told and it did not. In: CLAIMS; CLAIM_SENTENCES."""
    tellers = told.astype({"outlet": "str", "claim_id": "str"}).groupby("claim_id")["outlet"].agg(set)
    out = []
    for outlet, name in outlets.items():
        missing = [
            str(row.label)
            for row in claims.itertuples()
            if outlet not in tellers.get(str(row.claim_id), set())
            and len(tellers.get(str(row.claim_id), set())) > (len(outlets) - 1) / 2
        ]
        out.append((name, missing))
    return out


def found(claims: pd.DataFrame, versions: pd.DataFrame, *, outlets: dict[str, str]) -> list[str]:
    """How much was told by all, by most and by one, and how many facts have versions."""
    n, every = claims["n_outlets"], len(outlets)
    lines = [
        f"{findings.counted(len(claims), 'thing')} told: {int((n == every).sum())} by all "
        f"{findings.counted(every, 'outlet')}, {int(((n > every / 2) & (n < every)).sum())} by most, "
        f"{int((n == 1).sum())} by one alone."
    ]
    if len(versions):
        kinds = versions.drop_duplicates("fact_id")["relation"].value_counts()
        counted = [f"{kinds[r]} whose versions {words}" for r, words in RELATIONS.items() if r in kinds]
        lines.append(f"Facts told in several versions: {findings.listed(counted)}.")
    return lines
