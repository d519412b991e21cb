"""A study of one's own: from a folder of articles, or as an event cut out of a corpus."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis import corpus, files, settings
from analysis import study as studies
from analysis.codebook import Item
from analysis.errors import InputError, nearest
from analysis.features import matching, names
from analysis.paths import shown
from analysis.read import documents
from analysis.study import Settled, Study

OFFERED = 8
GUESSED = ";\n                            # those below are the most frequent names: check them, add bodies and titles"
KEPT = ["article_id", "outlet", "event", "published", "headline", "url", "section", "author", "body"]


def new(
    folder: str,
    *,
    articles: str,
    title: str = "",
    copy: bool = False,
    languages: str = "one",
    columns: Mapping[str, str] | None = None,
) -> tuple[Path, str]:
    """Write `folder`/study.yaml for the articles, with the outlets found and the people they name most as actors.

    They stay where they are, or with `copy` lie in `folder`/articles too; `columns` are those of a table, by our
    names. Out: the file, and the account of found, kept and rejected. Raises `InputError` where the folder holds a
    study already, no usable article is found, or they are in several languages and `languages` is not `any`; then
    nothing is written."""
    file = _place(folder)
    found = corpus.read(articles, columns=columns or {})
    if languages != "any":
        corpus.one_language(found.articles, where=f"new {folder}", mend="call it again with --languages any")
    source = Path(os.path.relpath(Path(articles).expanduser().absolute(), file.parent.absolute())).as_posix()
    text = _rendered(
        Settled(articles="articles" if copy else source, columns=dict(columns or {})),
        title=title or file.parent.absolute().name,
        outlets=[{"id": o, "name": o} for o in found.articles["outlet"].cat.categories],
        actors=names.frequent(found.articles, most=OFFERED),
        actors_are=GUESSED,
        languages=languages,
    )
    settings.parse(text, Settled, where=shown(file))
    try:
        if copy:
            _copied(articles, file.parent / "articles")
        files.write(file, text)
    except OSError as error:
        raise InputError(f"{shown(file)} cannot be written: {error.strerror}.") from None
    return file, found.account


def cut(
    folder: str, *, study: str, query: str, start: str = "", end: str = "", outlets: Sequence[str] = (), title: str = ""
) -> tuple[Path, str]:
    """Write a study of those articles of another one that name `query` between two days, the texts copied.

    `query` is one or more terms as codebooks have them ("travel ban, immigration order*"): an article with any of
    them in headline or body is kept. Articles without a day are left out where a day is asked for. Outlets, actors,
    codebooks and settings are those of the other study. Raises `InputError` where nothing is left."""
    file = _place(folder)
    source = studies.load(study)
    found = corpus.load(source).articles
    wanted = _outlets(found, outlets, source)
    first, last = _day(start, "--from-date"), _day(end, "--to-date")
    if first and last and first > last:
        raise InputError(f"--from-date {start} is after --to-date {end}.")
    days = found["published"]
    chosen = found["outlet"].isin(wanted) & _named(found, query)
    if first:
        chosen &= days >= pd.Timestamp(first)
    if last:
        chosen &= days <= pd.Timestamp(last)
    kept = found[chosen]
    if kept.empty:
        raise InputError(f"no article of {study} fits: query {query!r}, days {start or '...'} to {end or '...'}.")
    event = file.parent.absolute().name
    rows = pd.DataFrame([_row(article, event) for article in kept.to_dict("records")], columns=KEPT)
    lines = rows.to_json(orient="records", lines=True, force_ascii=False)
    text = _rendered(
        source.settled.model_copy(update={"articles": "articles/articles.jsonl", "codebooks": _books(source, file)}),
        title=title or f"{query}: {source.title}",
        outlets=[_outlet(source, o) for o in found["outlet"].cat.categories if (kept["outlet"] == o).any()],
        actors=[a.model_dump() for a in source.settled.actors] or names.frequent(kept, most=OFFERED),
        actors_are="" if source.settled.actors else GUESSED,
        languages=source.settled.languages,
    )
    settings.parse(text, Settled, where=shown(file))
    files.write(file.parent / "articles" / "articles.jsonl", lines)
    files.write(file, text)
    undated = (
        f"; {int(days.isna().sum())} without a day were not asked" if (first or last) and days.isna().any() else ""
    )
    return file, f"{len(kept)} of {len(found)} articles of {source.name}, {kept['outlet'].nunique()} outlets{undated}"


def _place(folder: str) -> Path:
    place = Path(folder).expanduser()
    file = place / "study.yaml"
    if file.exists():
        raise InputError(f"{shown(file)} exists already. Choose another folder, or edit that file.")
    if place.exists() and not place.is_dir():
        raise InputError(f"{shown(place)} is a file. Name a folder for the study.")
    return file


def _rendered(
    settled: Settled,
    *,
    title: str,
    outlets: Sequence[Mapping[str, Any]],
    actors: Sequence[Mapping[str, Any]],
    actors_are: str,
    languages: str,
) -> str:
    environment = Environment(
        loader=PackageLoader("analysis", "templates"), undefined=StrictUndefined, autoescape=False
    )
    known = settled.model_dump() | {"title": title, "languages": languages, "actors_are": actors_are}
    whole = [{"colour": "", "aliases": (), **outlet} for outlet in outlets]
    people = [{"group": "", **actor} for actor in actors]
    return environment.get_template("study.yaml.j2").render(known | {"outlets": whole, "actors": people})


def columns_of(text: str) -> dict[str, str]:
    """Columns written as "body=Text, outlet=Paper": our name, the table's name. Raises `InputError`."""
    parts = [part.partition("=") for part in text.split(",") if part.strip()]
    if not all(ours.strip() and theirs.strip() for ours, _, theirs in parts):
        raise InputError(f"--columns {text}: write it as body=NAME, outlet=NAME.")
    return {ours.strip(): theirs.strip() for ours, _, theirs in parts}


def _copied(source: str, folder: Path) -> None:
    """The files behind a source, laid into a folder under the same names. Raises `InputError` where it exists."""
    if folder.exists():
        raise InputError(f"{shown(folder)} exists already. Move it away, or leave --copy out.")
    paths = documents.files(source)
    top = Path(os.path.commonpath([path.parent for path in paths]))
    for path in paths:
        target = folder / path.relative_to(top)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _day(text: str, option: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option} {text}: write the day as 2017-01-27.") from None


def _outlets(articles: pd.DataFrame, wanted: Sequence[str], source: Study) -> list[str]:
    """The outlets asked for by id or printed name; all without any."""
    known = list(articles["outlet"].cat.categories)
    by_name = {name: outlet for outlet, name in source.outlet_names.items()} | {o: o for o in known}
    for name in wanted:
        if name not in by_name:
            raise InputError(f"--outlets {name}: {source.name} has no such outlet.{nearest(name, by_name)}")
    return [by_name[name] for name in wanted] or known


def _named(articles: pd.DataFrame, query: str) -> pd.Series:
    """Which articles hold a term of the query in headline or body."""
    terms = tuple(term.strip() for term in query.split(",") if term.strip())
    if not terms or not all(any(c.isalnum() for c in term) for term in terms):
        raise InputError("--query: name a word or phrase, or several with commas: 'travel ban, immigration order*'.")
    item = Item(id="query", label="query", terms=terms)
    whole = [f"{'' if h != h else h}\n\n{body}" for h, body in zip(articles["headline"], articles["body"], strict=True)]
    hits = matching.matches(whole, [item])
    return pd.Series(articles.reset_index().index.isin(hits["text"]), index=articles.index)


def _row(article: Mapping[str, Any], event: str) -> dict[str, Any]:
    """An article as a row that is read back as it is: the text as it was found, without front matter."""
    front = [r["end"] for r in json.loads(article["removed"]) if r["kind"] == "front matter"]
    markup = article["document"].lower().endswith((".md", ".markdown"))
    day = "" if pd.isna(article["published"]) else f"{article['published']:%Y-%m-%d}"
    stamp = f"{day} {article['time']} {article['zone']}".strip() if article["time"] else day
    given = {name: None if pd.isna(article[name]) else article[name] for name in KEPT}
    body = article["body"] if markup else article["raw"][max(front, default=0) :]
    return {**given, "event": event, "published": stamp or None, "body": body}


def _outlet(source: Study, outlet: str) -> dict[str, Any]:
    known = {o.id: o for o in source.settled.outlets}
    return (
        known[outlet].model_dump(exclude={"notes"}) | {"name": known[outlet].label}
        if outlet in known
        else {
            "id": outlet,
            "name": outlet,
        }
    )


def _books(source: Study, file: Path) -> Any:
    """The other study's codebooks as the new one can name them: by name, or by their path from there."""
    named = source.settled.codebooks
    given = {
        kind: getattr(named, kind)
        if path.stem == getattr(named, kind)
        else Path(os.path.relpath(path, file.parent.absolute())).as_posix()
        for kind, path in source.codebook_files.items()
    }
    return named.model_copy(update=given)
