"""Tables of the report: a matrix of items by outlets, or rows one below the other, with their CSV."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis import files, findings
from analysis.report.parts import ARC, TOWARD, is_scaled
from analysis.schema import ALL

LEADS = {ARC: "Tone from top to end", TOWARD: "Tone toward actors"}
SHADES = 7
FEW_ROWS = 8


@dataclass(frozen=True)
class Value:
    """One cell: what it shows, what it sorts by, how dark it is (0 to 7), and the evidence that it opens."""

    text: str
    sort: Any
    shade: int = 0
    note: str = ""
    opens: str = ""
    told: bool = False  # holds words of an article


@dataclass(frozen=True)
class Table:
    """A table of the report; the first column of a row is its heading."""

    id: str
    caption: str
    head: list[str]
    rows: list[tuple[Value, list[Value]]]
    file: str
    csv: str
    open: bool = False

    @property
    def long(self) -> bool:
        return len(self.rows) > FEW_ROWS


def download(table: pd.DataFrame) -> str:
    """A table as the data: address of its CSV."""
    return as_data(files.as_csv(table).encode("utf-8"), "text/csv;charset=utf-8")


def as_data(content: bytes, kind: str) -> str:
    """Bytes as a data: address."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def shares(
    scores: pd.DataFrame,
    *,
    id: str,
    labels: Mapping[str, str],
    outlets: Mapping[str, str],
    opens: Mapping[tuple[str, str], str],
    is_open: bool,
) -> Table:
    """A row per item, most room first (an arc from top to end), a column per outlet; a cell opens its sentences.

    In: SCORES of one metric, definition and voice. Where an interval is known it stands under the value."""
    plain = scores.astype({"item": "str", "outlet": "str"})
    metric = str(plain["metric"].iloc[0])
    means = plain.groupby("item")["value"].mean()
    order = (means.sort_index() if metric == ARC else means.sort_values(ascending=False, kind="stable")).index
    present = [o for o in outlets if o in set(plain["outlet"])]
    by = {(r.item, r.outlet): r for r in plain.itertuples()}
    tops = plain.groupby("item")["value"].max()
    top = float(np.nanmax(tops[[not is_scaled(metric, i) for i in tops.index]].to_numpy(), initial=0.05))
    rows = []
    for item in order:
        label = labels.get(item, item)
        cells = [
            _share(by.get((item, o)), top=top, opens=opens.get((label, outlets[o]), ""), scaled=is_scaled(metric, item))
            for o in present
        ]
        rows.append((Value(label, label), cells))
    voice = str(scores["voice"].iloc[0])
    heard = "" if metric == "voice" else f" ({findings.voice_name(voice)})"
    way = str(scores["definition"].iloc[0])
    caption = f"{f'{LEADS[metric]}, {way}' if metric in LEADS else definition(way)}{heard}: {findings.on(scores)}"
    return Table(
        id, caption, ["Item", *(outlets[o] for o in present)], rows, f"{id}.csv", download(scores), open=is_open
    )


def definition(name: str) -> str:
    """A definition as a heading."""
    return name[:1].upper() + name[1:]


def _share(row: Any, *, top: float, opens: str, scaled: bool) -> Value:
    if row is None or pd.isna(row.value):
        return Value("not measured", None)
    written: Callable[[float], str] = (lambda v: f"{v:+.2f}") if scaled else findings.percent
    note = f"{written(row.low)} to {written(row.high)}" if pd.notna(row.low) else ""
    shade = 0 if scaled else round(SHADES * min(max(row.value / top, 0), 1))
    return Value(written(row.value), float(row.value), shade, note, opens)


def counts(
    table: pd.DataFrame, *, id: str, caption: str, outlets: Mapping[str, str], opens: Mapping[Any, str]
) -> Table:
    """Counts: the table's rows as they come, a column per outlet. Row labels are words of articles."""
    values = table.to_numpy(dtype=float)
    top = max(float(values.max(initial=0)), 1.0)
    rows = []
    for label, line in zip(table.index, values, strict=True):
        cells = [
            Value(
                f"{v:,.0f}" if v else "none",
                v,
                round(SHADES * (v / top) ** 0.5),
                "",
                opens.get((str(label), outlets[str(o)]), "") if v else "",
            )
            for o, v in zip(table.columns, line, strict=True)
        ]
        rows.append((Value(str(label), str(label), told=True), cells))
    head = ["Source", *(outlets[str(o)] for o in table.columns)]
    return Table(id, caption, head, rows, f"{id}.csv", download(table.reset_index()), open=True)


def gaps(
    rest: pd.DataFrame,
    *,
    id: str,
    labels: Mapping[str, str],
    outlets: Mapping[str, str],
    opens: Mapping[tuple[str, str], str],
) -> Table:
    """Every gap to the mean of the other outlets, widest first, with its interval, test and n.

    In: GAPS of one metric, definition and voice against the rest."""
    wide = rest[rest["gap"].notna()]
    wide = wide.reindex(wide["gap"].abs().sort_values(ascending=False, kind="stable").index)
    rows = []
    for r in wide.itertuples():
        label, outlet = labels.get(str(r.item), str(r.item)), outlets[str(r.outlet)]
        written = findings.scale if is_scaled(str(r.metric), str(r.item)) else findings.points
        told_apart = "not testable" if pd.isna(r.differs) else "yes" if r.differs else "no"
        cells = [
            Value(label, label, opens=opens.get((label, outlet), "")),
            Value(written(r.gap), float(r.gap)),
            Value(f"{written(r.low)} to {written(r.high)}" if pd.notna(r.low) else "none", r.low),
            Value(findings.q_value(r.q) if pd.notna(r.q) else "none", r.q),
            Value(f"{r.n:,} against {r.n_other:,}", r.n),
            Value(told_apart, told_apart),
        ]
        rows.append((Value(outlet, outlet, told=True), cells))
    head = ["Outlet", "Item", "Gap to the others", "Interval", "q", f"n ({findings.unit(rest)}s)", "Told from chance"]
    return Table(id, "Each outlet's gap to the mean of the others", head, rows, f"{id}.csv", download(rest))


def robust(
    table: pd.DataFrame,
    *,
    id: str,
    labels: Mapping[str, str],
    outlets: Mapping[str, str],
    opens: Mapping[tuple[str, str, str], str],
) -> Table:
    """Key gaps and how many definitions keep their sign. In: ROBUSTNESS."""
    rows = []
    for r in table.itertuples():
        label = labels.get(str(r.item), str(r.item)) if r.metric != "tone" else "Mean tone"
        written = findings.scale if is_scaled(str(r.metric), str(r.item)) else findings.points
        cells = [
            Value(label, label, opens=opens.get((str(r.metric), label, outlets[str(r.outlet)]), "")),
            Value({"topic": "topic", "frame": "frame vocabulary"}.get(str(r.metric), str(r.metric)), str(r.metric)),
            Value(findings.voice_name(str(r.voice)), str(r.voice)),
            Value(written(r.gap), float(r.gap)),
            Value(f"{r.n_same} of {r.n_definitions}", r.n_same / max(r.n_definitions, 1)),
            Value(f"{written(r.low)} to {written(r.high)}", float(r.low)),
        ]
        rows.append((Value(outlets[str(r.outlet)], str(r.outlet), told=True), cells))
    head = ["Outlet", "Item", "Kind", "Voice", "Gap to the others", "Keep its sign", "Range over definitions"]
    caption = "Key gaps under every definition"
    return Table(id, caption, head, rows, f"{id}.csv", download(table), open=True)


def words(top: pd.DataFrame, *, id: str, outlets: Mapping[str, str], opens: Mapping[tuple[str, str], str]) -> Table:
    """Distinctive words, a row each. In: WORDS."""
    rows = []
    for r in top.itertuples():
        outlet = outlets[str(r.outlet)]
        cells = [
            Value(r.term, r.term, opens=opens.get((r.term, outlet), ""), told=True),
            Value(f"{r.n:,}", r.n),
            Value(f"{r.n_articles:,}", r.n_articles),
            Value(f"{r.rate:.2f}", r.rate),
            Value(f"{r.rate_rest:.2f}", r.rate_rest),
            Value(f"{r.z:.1f}", r.z),
            Value(findings.q_value(r.q) if pd.notna(r.q) else "none", r.q),
        ]
        rows.append((Value(outlet, outlet, told=True), cells))
    head = ["Outlet", "Word", "Times", "Articles", "Per 1,000 words", "Per 1,000, others", "z", "q"]
    return Table(id, f"Distinctive words, {ALL} outlets", head, rows, f"{id}.csv", download(top), open=True)
