"""Documents as they were found -> ARTICLES, finished: nothing edits headline or body afterwards."""

import json
from dataclasses import asdict
from datetime import date

import pandas as pd

from analysis.clean import characters, dates, furniture, languages, provenance
from analysis.clean.parts import parts
from analysis.errors import InputError
from analysis.schema import ARTICLES, REJECTED, conform, named

SHORT = 50
ABOUT = ["document", "repairs", "damage", "section", "author", "time", "zone", "wire", "language"]
FLAGS = ["flag_date", "flag_date_order", "flag_short", "flag_repeat", "flag_characters", "flag_opinion"]


def articles(documents: pd.DataFrame, *, today: date, order: dates.Order = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """In: one row a document, from `read.documents`. Out: ARTICLES, and REJECTED with a reason a row.

    Outlets are categories in order of their names. `order` says how to read 03/02/2017. `time` (of 24 hours) and
    `zone` are those printed; `wire` is the news agency that the article credits, `language` an ISO 639-1 code; empty
    where there is none. `flag_date` says that a date was given and cannot be (kept, `published` missing);
    `flag_date_order` that its day and month may be swapped (kept; without an order `published` is missing);
    `flag_opinion` that section, address or headline call it opinion; `flag_short` fewer than 50 words; `flag_repeat`
    that an article of the same outlet, with an id before this one, has the same text; `flag_characters` that
    characters were lost on the way. How many, by kind, is in `damage`; what was mended in `repairs` (JSON, of headline
    and body).
    Raises `InputError` where two documents have one id."""
    _ids_are_unique(documents)
    rows, rejected = [], []
    for document in documents.to_dict("records"):
        row, reason = _article({k: None if v != v else v for k, v in document.items()}, today, order)
        if row is None:
            rejected.append({"document": document["document"], "reason": reason})
        else:
            rows.append(row)
    columns = [*ARTICLES.columns, *ABOUT, *FLAGS]
    frame = pd.DataFrame(rows, columns=columns).sort_values("article_id", kind="stable")
    frame["flag_repeat"] = frame.duplicated(["outlet", "body"])
    frame["outlet"] = named(frame["outlet"], sorted(set(frame["outlet"])))
    frame = frame.astype({**dict.fromkeys(FLAGS, "bool"), **dict.fromkeys(ABOUT, "str")})
    return conform(frame, ARTICLES), conform(pd.DataFrame(rejected, columns=list(REJECTED.columns)), REJECTED)


def _article(document: dict, today: date, order: dates.Order) -> tuple[dict | None, str]:
    found = parts(
        document["raw"],
        start=int(document["start"]),
        headline=document["headline"] or "",
        markdown=document["markup"] == "markdown",
    )
    words = furniture.count_words(found.body)
    if not any(c.isalpha() for c in found.body):
        return None, "no text left" if document["raw"].strip() else "empty text"
    left = characters.damage(found.headline) + characters.damage(found.body)
    stated = document["published"] or found.published
    published = dates.dated(stated, today=today, order=order)
    outlet, author, section = (_line(document.get(name)) for name in ("outlet", "author", "section"))
    wire = provenance.wire(
        dateline=found.dateline,
        author=author,
        body=found.body,
        credits=[r.text for r in found.removed if r.kind != "front matter"],
        outlet=outlet,
    )
    return {
        "article_id": document["article_id"],
        "outlet": outlet,
        "event": document["event"],
        "published": pd.Timestamp(published.day) if published.day else pd.NaT,
        "dateline": found.dateline or None,
        "headline": found.headline or None,
        "body": found.body,
        "url": document["url"],
        "n_words": words,
        "crossheads": json.dumps(found.crossheads),
        "raw": document["raw"],
        "removed": json.dumps([asdict(r) for r in found.removed], ensure_ascii=False),
        "document": document["document"],
        "repairs": json.dumps(dict(found.repairs)),
        "damage": json.dumps(dict(sorted(left.items()))),
        "section": section,
        "author": author,
        "time": published.time,
        "zone": published.zone,
        "wire": wire,
        "language": languages.language(found.body),
        "flag_date": bool(stated and stated.strip() and published.day is None and not published.either),
        "flag_date_order": published.either,
        "flag_short": words < SHORT,
        "flag_repeat": False,
        "flag_characters": bool(left),
        "flag_opinion": provenance.opinion(section=section, url=document["url"] or "", headline=found.headline),
    }, ""


def _line(value: str | None) -> str:
    return " ".join((value or "").split())


def _ids_are_unique(documents: pd.DataFrame) -> None:
    twice = documents[documents.duplicated("article_id", keep=False)]
    if len(twice):
        first = twice["article_id"].iloc[0]
        where = twice.loc[twice["article_id"] == first, "document"].tolist()
        raise InputError(
            f"{len(where)} articles have the id {first!r}: {', '.join(where[:4])}{' ...' if len(where) > 4 else ''}. "
            "Give each an id of its own: another file name, or `id:` at the top of the file."
        )
