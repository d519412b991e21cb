"""The same gap under other definitions: does it keep its sign, and how far does it move?"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.compare.design import REST
from analysis.schema import ALL, GAPS, MEASURES, require

ALIKE = "articles alike"
EVENTS = "events alike"
SUMS = "ratio of sums"
COPIES_COUNT = "copies of other outlets count"
WITHOUT_COPIES = "without copies"
COMPARED = ("narrator", ALL)  # the voices whose gaps are set beside each other
CHOICES = ["definition", "voice", "aggregation", "copies"]
COLUMNS = ["metric", "item", "outlet", *CHOICES, "gap"]


def key_gaps(gaps: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """The gaps to look at first: one row per metric, item, voice and outlet against the rest, widest first.

    In: GAPS of one definition per metric and the voice that is shown. Out: at most `most` rows of them for each metric,
    those that differ before those that do not, and no outlet twice before each has had its turn."""
    require(gaps, GAPS, by="definitions.key_gaps", made_by="compare.tests.gaps")
    rest = gaps[(gaps["other"] == REST) & gaps["gap"].notna() & (gaps["gap"] != 0)]
    ranked = rest.assign(sure=rest["differs"].fillna(False).astype(bool), wide=rest["gap"].abs())
    ranked = ranked.sort_values(["sure", "wide", "item", "outlet"], ascending=[False, False, True, True], kind="stable")
    turn = ranked.groupby(["metric", "outlet"]).cumcount()
    ordered = ranked.assign(turn=turn).sort_values(
        ["turn", "sure", "wide"], ascending=[True, False, False], kind="stable"
    )
    chosen = ordered.groupby("metric", sort=False).head(most)
    return chosen.sort_values(["metric", "wide"], ascending=[True, False], kind="stable").drop(
        columns=["sure", "wide", "turn"]
    )


def grid(measures: pd.DataFrame, *, copied: Collection[str] = ()) -> pd.DataFrame:
    """The gap of each outlet to the mean of the others under every definition, voice, aggregation and rule for copies.

    In: MEASURES of any number of definitions; `copied`, the ids of articles that repeat one of any outlet
    (`flag_copied`). Out: one row per metric, item, outlet, definition, voice, aggregation and rule: `articles alike` is
    the mean over articles, `events alike` the mean of event means (only where there are several events), `ratio of
    sums` weighs each article by its words (only where an outlet has several); `without copies` leaves the copied
    articles out (only where there are any). A gap that cannot be measured is missing."""
    require(measures, MEASURES, by="definitions.grid", made_by="metrics")
    tables = [_aggregated(measures).assign(copies=COPIES_COUNT)]
    own = measures[~measures["article_id"].isin(copied)]
    if len(own) < len(measures):
        tables.append(_aggregated(own).assign(copies=WITHOUT_COPIES))
    return pd.concat(tables, ignore_index=True)[COLUMNS]


def _aggregated(measures: pd.DataFrame) -> pd.DataFrame:
    known = measures[measures["value"].notna()].astype({"item": "str", "voice": "str", "outlet": "str"})
    by = ["metric", "definition", "voice", "item", "outlet"]
    tables = [known.groupby(by)["value"].mean().rename(ALIKE)]
    if (known.groupby(by)["value"].size() > 1).any():
        sums = known.assign(weighed=known["value"] * known["n_words"]).groupby(by)[["weighed", "n_words"]].sum()
        tables.append((sums["weighed"] / sums["n_words"].replace(0, np.nan)).rename(SUMS))
    if known["event"].nunique() > 1:
        tables.append(known.groupby([*by, "event"])["value"].mean().groupby(by).mean().rename(EVENTS))
    values = pd.concat(tables, axis=1).rename_axis(columns="aggregation").stack().rename("value").reset_index()
    within = values.groupby(["metric", "definition", "voice", "item", "aggregation"])["value"]
    n, total = within.transform("size"), within.transform("sum")
    others = (total - values["value"]) / (n - 1).replace(0, np.nan)
    return values.assign(gap=values["value"] - others)


def agreement(grid: pd.DataFrame, key: pd.DataFrame, *, voices: tuple[str, ...] = COMPARED) -> pd.DataFrame:
    """How many definitions keep the sign of each key gap, and the range they span.

    In: the table of `grid`; key gaps. Out: a row per key gap: metric, item, voice, outlet, gap, `n_definitions` (those
    that can measure it), `n_same` (those with its sign; a gap of 0 has none), low, high."""
    heard = grid[grid["voice"].isin(voices) & grid["gap"].notna()]
    rows = []
    for row in key.itertuples():
        mine = heard[
            (heard["metric"] == row.metric) & (heard["item"] == str(row.item)) & (heard["outlet"] == row.outlet)
        ]
        same = np.sign(mine["gap"]) == np.sign(row.gap)
        rows.append(
            [
                row.metric,
                str(row.item),
                str(row.voice),
                row.outlet,
                row.gap,
                len(mine),
                int(same.sum()),
                mine["gap"].min(),
                mine["gap"].max(),
            ]
        )
    names = ["metric", "item", "voice", "outlet", "gap", "n_definitions", "n_same", "low", "high"]
    return pd.DataFrame(rows, columns=names)
