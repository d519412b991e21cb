"""Who did it, where clauses of one claim give one deed to different doers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.compare.alignment import stem
from analysis.features.figures import MONTHS

SURE = 0.2  # in 278 events of news two were found, neither right: another office, and initials
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BY = re.compile(
    r"\b(?P<deed>\w+(?:ed|wn|ot|ught|iven|aken|ten))\b(?:\s+\w+){0,3}?\s+by\s+(?:the\s+|an?\s+)?"
    r"(?P<doer>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3})"
)


def doers(claimed: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[list[dict[str, Any]]]:
    """Claims whose clauses say of one deed "by" whom it was done, and do not name the same: a list of versions each.

    In: CLAIM_SENTENCES of one event; one row a sentence of it. Only the passive with a name tells it ("attacked by
    Gull Point"); initials and full names of one body are not known to be one, so most of what is found is no
    contradiction."""
    place = sentences.set_index(["article_id", "part", "sentence"])
    for _, part in claimed.groupby("claim_id", sort=True):
        found: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        for row in part.itertuples():
            key = (row.article_id, str(row.part), row.sentence)
            for match in _BY.finditer(row.text) if key in place.index else ():
                first = match["doer"].split()[0]
                if first in _WEEKDAYS or first.lower() in MONTHS:
                    continue
                whole = place.loc[key]
                found[stem(match["deed"].lower())].setdefault(
                    row.article_id,
                    {
                        "kind": "doer",
                        "relation": "incompatible",
                        "what": f"who: {match['deed'].lower()} by",
                        "value": match["doer"],
                        "article_id": row.article_id,
                        "outlet": str(row.outlet),
                        "part": str(row.part),
                        "sentence": row.sentence,
                        "start": row.start + match.start("doer"),
                        "end": row.start + match.end("doer"),
                        "text": whole["text"],
                        "text_start": whole["start"],
                        "confidence": SURE,
                    },
                )
        for deed in sorted(found):
            versions = list(found[deed].values())
            named = [frozenset(stem(w.lower()) for w in v["value"].split()) for v in versions]
            apart = [v for v, here in zip(versions, named, strict=True) if any(not here & there for there in named)]
            if len({v["outlet"] for v in apart}) > 1:
                yield apart
