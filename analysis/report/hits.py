"""What was counted, as MARKS, and which evidence each place of a figure opens."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.features.tokens import Tokens, fold
from analysis.report.parts import VOICES
from analysis.report.passages import Cell
from analysis.schema import ALL, MARKS, conform, named

EVERY = "Every sentence drawn, in order of tone"


def as_marks(runs: pd.DataFrame) -> pd.DataFrame:
    """Runs of text with their item as MARKS. In: article_id, part, sentence, voice, item, term, start, end."""
    filled = runs.assign(
        metric="run", weight=1.0, part=named(runs["part"].astype("str"), ("headline", "crosshead", "body"))
    )
    return conform(filled[list(MARKS.columns)], MARKS)


def of_terms(found: Tokens, units: pd.DataFrame, top: pd.DataFrame) -> pd.DataFrame:
    """Every place of an outlet's words in that outlet, as MARKS whose item is the word.

    In: `tokens` of the units' text; UNITS of the voice `all`; WORDS."""
    vocabulary = np.array(found.vocabulary, dtype=object)
    wanted = list(dict.fromkeys(top["term"]))
    row = np.repeat(np.arange(len(units)), np.diff(found.indptr))
    outlets = units["outlet"].astype("str").to_numpy()
    frames = []
    for term, part in top.groupby("term", sort=False):
        at = int(np.searchsorted(vocabulary, fold(str(term))))
        if at >= len(vocabulary) or vocabulary[at] != fold(str(term)):
            continue
        hits = np.flatnonzero(found.ids == at)
        hits = hits[np.isin(outlets[row[hits]], part["outlet"].astype("str").to_numpy())]
        places = units.iloc[row[hits]][["article_id", "part", "sentence", "start"]].reset_index(drop=True)
        frames.append(places.assign(item=term, end=places["start"] + found.end[hits], at=found.start[hits]))
    if not frames:
        return conform(pd.DataFrame({c: [] for c in MARKS.columns}), MARKS)
    table = pd.concat(frames, ignore_index=True)
    table = table.assign(start=table["start"] + table["at"], voice=ALL, metric="word", term=table["item"], weight=1.0)
    return conform(table.assign(item=named(table["item"], wanted)), MARKS)


def resolved(
    places: list[dict[str, Any]],
    twin: Path,
    evidence: list[Cell],
    *,
    outlets: dict[str, str],
    labels: dict[str, str],
) -> list[list[Any]]:
    """Left, top, width and height of each place of a figure, as shares of it, and the id of what it opens.

    In: what `plots.places` found; the figure's CSV; printed names by id. A place is known by the names at its row and
    column, or at its row and over its panel, or by its row's name and its value in the CSV. A place that opens nothing
    is left out."""
    if not places:
        return []
    rows = pd.read_csv(twin)
    ids = {(_plain(c.item), _plain(c.outlet)): c.id for c in reversed(evidence)}
    every = {_plain(c.outlet): c for c in evidence if c.item == EVERY}
    pairs = {_plain(f"{c.outlet}: {c.item}"): c.id for c in reversed(evidence)}
    pairs |= {_plain(f"{c.outlet}: tone"): c.id for c in every.values()}
    seen: dict[tuple[str, float], int] = {}
    group, out = "", []
    for place in places:
        group = place["row"].split(":  ")[0] if ":  " in place["row"] else group
        row, across, key = _plain(place["row"]), _plain(place.get("column", place.get("panel", ""))), ""
        if across:
            grouped = _plain(f"{group}: {place['row']}")
            label = _plain(labels.get(place["row"], ""))
            key = next((_cell(ids, item, across) for item in (row, grouped, label) if _cell(ids, item, across)), "")
            key = key or _cell(ids, across, row) or pairs.get(row, "")
        elif row in pairs:
            key = pairs[row]
        elif row in every and {"article_id", "compound"} <= set(rows.columns):
            value = round(place["value"], 6)
            turn = seen[row, value] = seen.get((row, value), -1) + 1
            mine = [i for i, s in enumerate(every[row].lines) if s.value == f"tone {place['value']:+.2f}"]
            key = f"{every[row].id}.{mine[min(turn, len(mine) - 1)]}" if mine else ""
        elif {"item", "outlet", "value"} <= set(rows.columns):
            mine = rows[rows["outlet"].astype("str").map(lambda o: _plain(outlets.get(str(o), str(o)))) == row]
            near = mine[(mine["value"] - place["value"]).abs() < 1e-6]
            key = _by_item(near, row, evidence, labels)
        if key:
            out.append([*(round(v, 4) for v in place["box"]), key])
    return out


def _cell(ids: dict[tuple[str, str], str], item: str, outlet: str) -> str:
    """The evidence of an item and an outlet, as they are printed: a long item cut short, an outlet with a figure."""
    if (item, outlet) in ids:
        return ids[item, outlet]
    return next((i for (t, o), i in ids.items() if _same(t, item) and (o == outlet or outlet.startswith(f"{o}("))), "")


def _by_item(near: pd.DataFrame, row: str, evidence: list[Cell], labels: dict[str, str]) -> str:
    """The evidence of an item in the row's outlet; a mean by voice opens the sentences that hold that voice."""
    here = {cell.item: cell.id for cell in reversed(evidence) if _plain(cell.outlet) == row}
    for r in near.astype("str").itertuples():
        for wanted in (labels.get(r.item), VOICES.get(r.item), VOICES.get(getattr(r, "voice", ""))):
            if wanted in here:
                return here[wanted]
    return ""


def _plain(text: str) -> str:
    return "".join(str(text).split()).casefold()


def _same(item: str, shown: str) -> bool:
    begins = re.split(r"[….]+[”\"’']?$|\([\d.]+(?:,unstable|%)?\)$", shown)[0]
    return item in (shown, begins) or (len(begins) >= 20 and item.startswith(begins))
