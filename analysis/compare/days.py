"""Days that differ between clauses of one claim."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from analysis.features.figures import MONTHS

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SURE = 0.2  # read on a week of news, one of nine was right: mostly the day on which somebody spoke
_DAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)}|today|yesterday)\b"
    rf"|\b(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)})\b|\b(?P<month2>{'|'.join(MONTHS)}) (?P<day2>\d{{1,2}})\b",
    re.IGNORECASE,
)


def days(
    claimed: pd.DataFrame, sentences: pd.DataFrame, published: Mapping[str, pd.Timestamp]
) -> Iterator[list[dict[str, Any]]]:
    """Claims whose clauses name one day each and not the same one, by each article's own date.

    In: CLAIM_SENTENCES of one event; one row a sentence of it; the day each article was published. A weekday is the
    last one up to that day. It cannot tell the day of the deed from the day on which somebody spoke of it."""
    place = sentences.set_index(["article_id", "part", "sentence"])
    for _, part in claimed.groupby("claim_id", sort=True):
        found: dict[str, dict[str, Any]] = {}
        for row in part.itertuples():
            held = [(m, d) for m in _DAY.finditer(row.text) if (d := _resolved(m, published.get(row.article_id)))]
            key = (row.article_id, str(row.part), row.sentence)
            if len({d for _, d in held}) != 1 or row.article_id in found or key not in place.index:
                continue
            match, day = held[0]
            whole = place.loc[key]
            found[row.article_id] = {
                "kind": "date",
                "relation": "possibly compatible",
                "what": "day",
                "value": f"{day:%Y-%m-%d}",
                "article_id": row.article_id,
                "outlet": str(row.outlet),
                "part": str(row.part),
                "sentence": row.sentence,
                "start": row.start + match.start(),
                "end": row.start + match.end(),
                "text": whole["text"],
                "text_start": whole["start"],
                "confidence": SURE,
            }
        versions = list(found.values())
        if len({v["value"] for v in versions}) > 1 and len({v["outlet"] for v in versions}) > 1:
            yield versions


def named(text: str, published: Any) -> frozenset[str]:
    """The days that a text names, by the day on which it was published."""
    found = (_resolved(match, published) for match in _DAY.finditer(text))
    return frozenset(f"{day:%Y-%m-%d}" for day in found if day is not None)


def _resolved(match: re.Match[str], published: Any) -> Any:
    """The day that words name, or nothing where the article has no date."""
    if published is None or pd.isna(published):
        return None
    word = (match["weekday"] or "").lower()
    if word == "today":
        return published
    if word == "yesterday":
        return published - pd.Timedelta(days=1)
    if word:
        return published - pd.Timedelta(days=(published.weekday() - WEEKDAYS.index(word)) % 7)
    day, month = int(match["day"] or match["day2"]), (match["month"] or match["month2"]).lower()
    try:
        named = pd.Timestamp(published.year, MONTHS.index(month) + 1, day)
    except ValueError:
        return None
    return named
