"""A codebook tried on a study, as pages: tables for the terminal, CSV and Markdown for a folder."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis import corpus, files, schema, steps, workspace
from analysis.codebook import Codebook
from analysis.errors import InputError, nearest
from analysis.review import Review
from analysis.schema import ALL, EVERY_VOICE

SHOWN = 15
READ = ("articles", "segments", "units")


def tables(study: str, *, folder: str = "") -> dict[str, pd.DataFrame]:
    """ARTICLES, SEGMENTS and UNITS of a study: those in `folder`, else those of its last run where that is current,
    else made now. Raises `InputError`."""
    place = workspace.place(study)
    if folder:
        paths = {name: Path(folder).expanduser() / f"{name}.parquet" for name in READ}
        missing = [path.name for path in paths.values() if not path.is_file()]
        if missing:
            raise InputError(
                f"--tables {folder}: {', '.join(missing)} not there. Name the folder `tables` of a finished run."
            )
        read = {name: pd.read_parquet(path) for name, path in paths.items()}
        for name, table in read.items():
            schema.require(table, schema.TABLES[name], by=f"--tables {folder}", made_by=f"a run of {study}")
        return read
    if steps.current(place, "01-articles") and steps.current(place, "02-voices"):
        made = {"articles": "01-articles", "segments": "02-voices", "units": "02-voices"}
        return {name: pd.read_parquet(place.part(step, name)) for name, step in made.items()}
    articles = corpus.load(place.study).articles
    _, segments, units = workspace.Workspace(place, "codebook").voices(articles)
    return {"articles": articles, "segments": segments, "units": units}


def checked(book: Codebook, *, items: Sequence[str], voice: str) -> None:
    """Raise `InputError` for an item that the codebook lacks or a voice that there is not."""
    for item in items:
        if item not in book.labels:
            raise InputError(f"--item {item}: the codebook has no such item.{nearest(item, book.labels)}")
    if voice not in EVERY_VOICE:
        raise InputError(f"--voice {voice}: there is no such voice.{nearest(voice, EVERY_VOICE)}")


def show(found: Review, book: Codebook, console: Console, *, study: str, voice: str) -> None:
    """Print what was found. Where the console is no terminal it is given width enough for the tables."""
    if not console.is_terminal:
        console.width = max(console.width, 160)
    whose = "whole sentences" if voice == ALL else f"{voice} words"
    console.print(Text(f"{book.title}, on {study} ({whose} of the bodies)", style="bold"))
    if book.note:
        console.print(Text(f"Note: {book.note}"))
    console.print(_table("Hits", items_with_terms(found)))
    console.print(_table("Terms that never match", silent_by_item(found)))
    title = "Places that several items claim" + _more(found.shared)
    console.print(_table(title, found.shared.head(SHOWN)))
    console.print(_table("Sentences that carry the item, % (without its strongest term)", strongest_by_outlet(found)))
    labels = book.labels
    for item, part in found.sentences.groupby("item", sort=False):
        console.print(Text(f"\n{labels[str(item)]}", style="bold"))
        for number, row in enumerate(part.itertuples(), 1):
            console.print(Text(f"{number}. ({row.outlet}) ") + _marked(row.text, row.marks), soft_wrap=True)


def write(found: Review, book: Codebook, *, folder: Path, study: str) -> list[Path]:
    """Write each table as CSV, and all of it as codebook.md. Gives the files written."""
    plain = [(f.name.replace("_", "-"), getattr(found, f.name)) for f in fields(found)]
    written = [
        files.write_csv(folder / f"{name}.csv", _with_marks(table) if name == "sentences" else table)
        for name, table in plain
    ]
    return [*written, files.write(folder / "codebook.md", markdown(found, book, study=study))]


def markdown(found: Review, book: Codebook, *, study: str) -> str:
    """All of it as one page."""
    labels = book.labels
    parts = [f"# {book.title}, on {study}", *([book.note] if book.note else [])]
    parts += ["## Hits", _pipes(items_with_terms(found))]
    parts += ["## Terms that never match", _pipes(silent_by_item(found))]
    parts += ["## Places that several items claim", _pipes(found.shared)]
    parts += ["## Sentences that carry the item, % (without its strongest term)", _pipes(strongest_by_outlet(found))]
    parts.append("## Sentences drawn by seed, hits in brackets")
    for item, part in found.sentences.groupby("item", sort=False):
        parts.append(f"### {labels[str(item)]}")
        rows = enumerate(_with_marks(part).itertuples(), 1)
        parts.append("\n".join(f"{i}. ({row.outlet}) {_escaped(row.text)}" for i, row in rows))
    return "\n\n".join(parts) + "\n"


def items_with_terms(found: Review, *, most: int = 5) -> pd.DataFrame:
    """One row per item: its counts, and the terms that hit most, with their hits."""
    top = found.terms.groupby("item", sort=False).head(most)
    named = top["term"] + " " + top["hits"].astype("str")
    listed = named.groupby(top["item"]).agg(", ".join)
    return found.items.assign(
        share=[_percent(v) for v in found.items["share"]], terms=found.items["item"].map(listed).fillna("")
    ).rename(columns={"share": "% of sentences", "terms": "top terms"})


def silent_by_item(found: Review) -> pd.DataFrame:
    """One row per item that has terms which match nowhere: how many, and which."""
    by = found.silent.groupby("item", sort=False)["term"]
    return pd.DataFrame({"n": by.size(), "terms": by.agg(", ".join)}).rename_axis("item").reset_index()


def strongest_by_outlet(found: Review) -> pd.DataFrame:
    """One row per item: its strongest term, and for each outlet the share with and, in brackets, without it."""
    table = found.without_strongest
    cells = [f"{_percent(a)} ({_percent(b)})" for a, b in zip(table["share"], table["without"], strict=True)]
    wide = table.assign(cell=cells).pivot(index="item", columns="outlet", values="cell")
    wide = wide.loc[list(dict.fromkeys(table["item"])), list(dict.fromkeys(table["outlet"]))]
    strongest = table.drop_duplicates("item").set_index("item")["strongest"]
    wide.insert(0, "strongest term", strongest)
    return wide.rename_axis(columns=None).reset_index()


def _percent(share: float) -> str:
    return "-" if pd.isna(share) else f"{100 * share:.1f}"


def _more(table: pd.DataFrame) -> str:
    return f" (the first {SHOWN} of {len(table)} pairs of terms)" if len(table) > SHOWN else ""


def _table(title: str, rows: pd.DataFrame) -> Table | Text:
    if rows.empty:
        return Text(f"{title}: none", style="italic")
    table = Table(title=title, title_justify="left")
    for column in rows.columns:
        numbers = pd.api.types.is_numeric_dtype(rows[column])
        table.add_column(Text(str(column)), justify="right" if numbers else "left", overflow="fold")
    for row in rows.itertuples(index=False):
        table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row))
    return table


def _pieces(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text cut at its hits, white space made plain; hits of several terms that overlap are one."""
    pieces, last = [], 0
    for start, end in marks:
        if end > last:
            pieces += [(text[last : max(start, last)], False), (text[max(start, last) : end], True)]
            last = end
    return [(" ".join(f"|{piece}|".split())[1:-1], hit) for piece, hit in [*pieces, (text[last:], False)] if piece]


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> Text:
    return Text.assemble(*((f"[{p}]", "bold reverse") if hit else p for p, hit in _pieces(text, marks)))


def _with_marks(sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences with their hits in brackets in place of a column of offsets."""
    pairs = zip(sentences["text"], sentences["marks"], strict=True)
    return sentences.assign(text=[_marked(text, marks).plain for text, marks in pairs]).drop(columns="marks")


def _pipes(table: pd.DataFrame) -> str:
    """A Markdown table."""
    if table.empty:
        return "None."
    rows = [[str(c) for c in table.columns], ["---"] * table.shape[1], *table.astype("str").to_numpy().tolist()]
    return "\n".join("| " + " | ".join(_escaped(cell) for cell in row) + " |" for row in rows)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
