"""A figure's caption as text: what it says, how to read it, n, method and interval."""

import pandas as pd

VOICES = {
    "narrator": "the outlet's own words",
    "quoted": "quoted speech",
    "reported": "reported speech",
    "all": "all words",
}


def caption(title: str, *, alt: str, reading: str, rows: pd.DataFrame, draws: int, seed: int, level: float) -> str:
    """Title, finding and reading; then n, method and interval as the rows drawn tell them.

    In: the rows of any figure; those of SCORES, GAPS and ROBUSTNESS are told in full."""
    lines = [f"{_ended(title)} {_ended(alt)} {_ended(reading)}", f"n: {_counted(rows)}."]
    method = _method(rows)
    if method:
        lines.append(f"Method: {method}.")
    return "\n".join([*lines, f"Interval: {_interval(rows, draws=draws, seed=seed, level=level)}.", ""])


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _counted(rows: pd.DataFrame) -> str:
    if {"outlet", "n_articles"} <= set(rows.columns) and len(rows):
        outlets = rows.groupby("outlet", observed=True)["n_articles"].max()
        n = int(outlets.sum()) if "term" not in rows.columns else int(outlets.max())
        most = "" if "term" not in rows.columns else "at most "
        return f"{most}{n:,} article{'s' * (n != 1)} of {len(outlets)} outlet{'s' * (len(outlets) != 1)}"
    if {"n", "n_other", "outlet"} <= set(rows.columns):
        ends = [rows[["outlet", "n"]], rows[["other", "n_other"]].set_axis(["outlet", "n"], axis=1)]
        sides = ends if not (rows["other"] == "rest").any() else [rows.loc[rows["other"] == "rest", ["outlet", "n"]]]
        units = pd.concat([side.astype({"outlet": "str"}) for side in sides]).groupby("outlet")["n"].max()
        within = "n_events" in rows.columns and rows["n_events"].max() > 1
        return f"{int(units.sum()):,} {'accounts of events by' if within else 'articles of'} {len(units)} outlets"
    if {"sentence", "outlet"} <= set(rows.columns):
        return f"{len(rows):,} sentences of {rows['outlet'].nunique()} outlets"
    if "n_definitions" in rows.columns and len(rows):
        return f"{len(rows)} gaps, each under {_range(rows['n_definitions'])} definitions"
    return f"{len(rows):,} rows drawn"


def _range(values: pd.Series) -> str:
    low, high = int(values.min()), int(values.max())
    return f"{low}" if low == high else f"{low} to {high}"


def _method(rows: pd.DataFrame) -> str:
    parts = []
    if "definition" in rows.columns:
        parts.append(" and ".join(dict.fromkeys(rows["definition"].astype("str"))))
    if "voice" in rows.columns and "metric" in rows.columns and set(rows["metric"].astype("str")) != {"voice"}:
        parts.append("in " + ", ".join(VOICES.get(v, v) for v in dict.fromkeys(rows["voice"].astype("str"))))
    if {"z", "delta"} <= set(rows.columns):
        parts.append("log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008)")
    if {"q", "n_other"} <= set(rows.columns):
        parts.append("permutation of outlet labels within events, q after Benjamini and Hochberg")
    return "; ".join(parts)


def _interval(rows: pd.DataFrame, *, draws: int, seed: int, level: float) -> str:
    if "n_definitions" in rows.columns:
        return "none; low and high are the range over definitions"
    if "low" not in rows.columns:
        return "none"
    if rows["low"].isna().all():
        return "none: too few articles of each outlet"
    of = "article or event"
    return f"{100 * (1 - level):g} %, bootstrap by {of}, {draws:,} draws, seed {seed}"
