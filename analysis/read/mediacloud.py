"""Media Cloud lists: addresses, titles, dates and outlets without a text, joined to saved pages by their address."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

import pandas as pd

from analysis.read import tables

METADATA_ONLY = "metadata only: no saved page of this address is among the articles"
_MARKS = {"media_name", "media_url", "media_id", "stories_id", "ap_syndicated", "themes", "indexed_date"}
_ALIKE = re.compile(r"^(?:www|m|amp|mobile)\.")
_JOINED = ("outlet", "published", "headline", "url", "section", "author")


def recognised(names: Iterable[str]) -> bool:
    """Whether a table's columns are those of a Media Cloud list: an address, two of its own, and no text."""
    lower = {name.strip().lower() for name in names}
    return "url" in lower and len(_MARKS & lower) > 1 and not lower & set(tables.COMMON_NAMES["body"])


def rows(table: pd.DataFrame, columns: Mapping[str, str]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """The rows of a list under our names, what is missing left out, and the mapping used."""
    mapping = tables.guessed(list(table.columns), {k: v for k, v in columns.items() if v in set(table.columns)})
    picked = tables.picked(table, mapping)
    return [
        {k: str(v).strip() for k, v in row.items() if v == v and str(v).strip()} for row in picked.to_dict("records")
    ], mapping


def joined(
    documents: Sequence[Mapping[str, object]], listed: Sequence[tuple[str, Mapping[str, str]]]
) -> tuple[list[dict[str, object]], list[dict[str, str]], int]:
    """Documents with what the lists know of their address, the rows without a page as rejected, and how many joined.

    In: documents with `url`; (place, row) pairs. What a list says of outlet, date and headline wins over the page:
    it was made by one rule for all outlets."""
    by_address: dict[str, Mapping[str, str]] = {}
    for _, row in listed:
        by_address.setdefault(address(row.get("url", "")), row)
    by_address.pop("", None)
    out, met = [], set()
    for document in documents:
        key = address(str(document.get("url") or ""))
        known = by_address.get(key, {})
        out.append({**document, **{k: known[k] for k in _JOINED if k in known}})
        if known:
            met.add(key)
    rejected = [
        {"document": place, "reason": METADATA_ONLY} for place, row in listed if address(row.get("url", "")) not in met
    ]
    return out, rejected, len(listed) - len(rejected)


def address(url: str) -> str:
    """An address as it is compared: host and path, without protocol, www, query, fragment and a last slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    host = _ALIKE.sub("", (parts.hostname or "").lower())
    path = re.sub(r"/(?:amp|index\.html?)?/?$", "", parts.path)
    return f"{host}{path}" if host else ""
