"""The unit of inference: what is independent of what, and how many of them each outlet has."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.schema import MEASURES, require

FEWEST_TO_RESAMPLE = 5  # units a side; below it no interval holds its coverage
FEWEST_TO_TEST = 3  # units an outlet needs before its own spread can be used
REST = "rest"


@dataclass(frozen=True)
class Family:
    """One metric, definition and voice. Rows of `values` are units: articles, or an outlet's means in one event.

    Units are sorted by outlet, event and article, so that nothing depends on the order of the input. A unit without
    a value for an item is missing there, and not a unit for that item."""

    metric: str
    definition: str
    voice: str
    outlets: tuple[str, ...]
    items: tuple[str, ...]
    several_events: bool
    values: np.ndarray  # units x items
    outlet: np.ndarray  # units; places in `outlets`, rising
    event: np.ndarray  # units; 0 everywhere unless there are several events
    n_articles: np.ndarray  # outlets x items; articles with a value
    n_events: np.ndarray  # outlets x items; 0 in a corpus without events
    n_words: np.ndarray  # outlets x items; words of those articles

    @property
    def noun(self) -> str:
        """What one unit is called in a sentence."""
        return "event" if self.several_events else "article"


def families(measures: pd.DataFrame) -> Iterator[Family]:
    """The families of tests in a table of measures: one metric, definition and voice each.

    In: MEASURES. One event, or none known for any article: the unit is the article. Several events: the outlet's mean
    in one event, since follow-ups on one story are not independent; an article without an event then stands alone
    and is an event of its own. Every outlet of the category `outlet` is kept, with or without articles; the items of
    a family are those that its metric and definition hold in any voice.

    Raises InputError for an infinite value, an article in two outlets or events, and a measure given twice."""
    require(measures, MEASURES, by="compare", made_by="metrics")
    table = _checked(measures)
    outlets, voices = _order(table["outlet"]), _order(table["voice"])
    event, n_known = _event_codes(table)
    table = table.assign(_event=event)
    for (metric, definition), part in table.groupby(["metric", "definition"], observed=True, sort=True):
        present = set(part["item"])
        items = tuple(i for i in _order(table["item"]) if i in present)
        for voice in (v for v in voices if v in set(part["voice"])):
            rows = part.loc[part["voice"].isin([voice])]
            yield _family((str(metric), str(definition), voice), rows, outlets, items, n_known)


def pairs(family: Family) -> list[tuple[int, int]]:
    """Each pair of outlets once, in the study's order."""
    return list(combinations(range(len(family.outlets)), 2))


def patterns(present: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Items that have the same units: (which units, which items), so that draws are shared among them.

    In: units x items, true where there is a value."""
    if not present.size:
        return
    _, first, group = np.unique(present, axis=1, return_index=True, return_inverse=True)
    for place in np.argsort(first):
        items = np.flatnonzero(group.ravel() == place)
        yield np.flatnonzero(present[:, items[0]]), items


def cells(family: Family) -> np.ndarray:
    """Outlets x events x items: the unit's value, missing where an outlet has none in an event."""
    out = np.full((len(family.outlets), int(family.event.max(initial=-1)) + 1, len(family.items)), np.nan)
    out[family.outlet, family.event] = family.values
    return out


def _checked(measures: pd.DataFrame) -> pd.DataFrame:
    values = measures["value"].to_numpy(dtype=float, na_value=np.nan)
    if np.isinf(values).any():
        raise InputError("A measure is infinite. Give `value` as a finite number, or missing where `base` is 0.")
    for column in ("article_id", "outlet", "metric", "definition", "item", "voice"):
        if measures[column].isna().any():
            raise InputError(f"Measures need a `{column}` in every row; {int(measures[column].isna().sum())} lack it.")
    twice = measures.duplicated([*MEASURES.key])
    if twice.any():
        row = measures.loc[twice].iloc[0]
        raise InputError(
            f"Article {row['article_id']!r} has two measures of {row['metric']}, {row['definition']}, {row['item']}, "
            f"{row['voice']}. Give one row per article, metric, definition, item and voice."
        )
    homes = measures[["article_id", "outlet", "event"]].drop_duplicates()
    torn = homes.loc[homes["article_id"].duplicated(), "article_id"]
    if len(torn):
        raise InputError(
            f"Article {torn.iloc[0]!r} stands in two outlets or events. Give each article an id of its own."
        )
    return measures.assign(value=values)


def _order(names: pd.Series) -> tuple[str, ...]:
    """The category's own order; the alphabet where there is none, never the order of the rows."""
    if isinstance(names.dtype, pd.CategoricalDtype):
        return tuple(str(n) for n in names.cat.categories)
    return tuple(sorted(str(n) for n in names.unique()))


def _event_codes(table: pd.DataFrame) -> tuple[np.ndarray, int]:
    """A number for each row's event, and how many events are known."""
    event = table["event"].astype("str")
    known = sorted(event.dropna().unique())
    places = event.map({name: place for place, name in enumerate(known)})
    codes = places.to_numpy(dtype=float, na_value=np.nan, copy=True)
    alone = np.isnan(codes)
    if not known:
        return np.zeros(len(table), dtype=np.int64), 0
    if alone.any():
        ids, place = np.unique(table["article_id"].to_numpy(dtype=str)[alone], return_inverse=True)
        codes[alone] = len(known) + place
        return codes.astype(np.int64), len(known) + len(ids)
    return codes.astype(np.int64), len(known)


def _family(
    name: tuple[str, str, str], rows: pd.DataFrame, outlets: tuple[str, ...], items: tuple[str, ...], n_known: int
) -> Family:
    outlet = rows["outlet"].astype(str).map({o: k for k, o in enumerate(outlets)}).to_numpy(dtype=np.int64)
    item = rows["item"].astype(str).map({i: k for k, i in enumerate(items)}).to_numpy(dtype=np.int64)
    home = pd.DataFrame(
        {"outlet": outlet, "event": rows["_event"].to_numpy(), "article": rows["article_id"].to_numpy(dtype=str)}
    )
    articles = home.drop_duplicates().sort_values(["outlet", "event", "article"]).reset_index(drop=True)
    place = home["article"].map(pd.Series(articles.index, index=articles["article"])).to_numpy(dtype=np.int64)
    values = np.full((len(articles), len(items)), np.nan)
    words = np.zeros((len(articles), len(items)))
    values[place, item] = rows["value"].to_numpy(dtype=float)
    words[place, item] = rows["n_words"].to_numpy(dtype=float, na_value=0)
    has = ~np.isnan(values)
    by_outlet, event = articles["outlet"].to_numpy(), articles["event"].to_numpy()

    several = n_known > 1
    size = (len(outlets), len(items))
    n_articles, n_words = np.zeros(size, dtype=np.int64), np.zeros(size)
    np.add.at(n_articles, by_outlet, has)
    np.add.at(n_words, by_outlet, np.where(has, words, 0))
    n_events = (n_articles > 0).astype(np.int64) * min(n_known, 1)
    if several:
        values, by_outlet, event = _event_means(values, by_outlet, event)
        n_events = np.zeros(size, dtype=np.int64)
        np.add.at(n_events, by_outlet, ~np.isnan(values))
    else:
        event = np.zeros(len(articles), dtype=np.int64)
    return Family(
        *name, outlets, items, several, values, by_outlet, event, n_articles, n_events, n_words.astype(np.int64)
    )


def _event_means(
    values: np.ndarray, outlet: np.ndarray, event: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Means of an outlet's articles in one event, over those that have a value."""
    units, place = np.unique(np.column_stack([outlet, event]), axis=0, return_inverse=True)
    place = place.ravel()
    has = ~np.isnan(values)
    total, count = np.zeros((len(units), values.shape[1])), np.zeros((len(units), values.shape[1]))
    np.add.at(total, place, np.where(has, values, 0))
    np.add.at(count, place, has)
    means = np.divide(total, count, out=np.full_like(total, np.nan), where=count > 0)
    return means, units[:, 0], units[:, 1]
