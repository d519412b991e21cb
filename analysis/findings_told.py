"""What was told, left out and told differently, as sentences; absence is never given a reason."""

import pandas as pd

from analysis.findings import counted, listed, percent
from analysis.schema import ALL

Names = dict[str, str]
SHARES = {"shared": "told by two others or more", "most": "told by most others"}
REACHES = {"all": "all outlets", "most": "most", "some": "some", "one": "one alone"}


def reach(claims: pd.DataFrame, *, event: str) -> str:
    """How much of what an event's outlets tell is told by all, by most, by some, by one alone."""
    part = claims[(claims["event"] == event) & (claims["basis"] != "name")]
    if part.empty:
        return "No event is told by two outlets: nothing can be compared."
    n = part["reach"].value_counts()
    kinds = [f"{n[k]} by {REACHES[k]}" for k in ("all", "most", "some") if n.get(k, 0)]
    outlets = int(part["of_outlets"].iloc[0])
    shared = int(len(part) - n.get("one", 0))
    told = f": {listed(kinds)}" if kinds else ""
    alone = counted(int(n.get("one", 0)), "sentence")
    return (
        f"{counted(shared, 'thing')} told by two of {outlets} outlets or more{told}; {alone} found in one outlet alone."
    )


def left_out(rows: pd.DataFrame, *, outlets: Names, most: int) -> list[str]:
    """What most tell and one does not; where it may tell it in other words, that is said.

    In: `coverage.left_out`, of one event. At most `most` lines."""
    lines = []
    for _, part in list(rows.groupby("claim_id", sort=False))[:most]:
        one = part.iloc[0]
        where = []
        for words, perhaps in (("not found in", False), ("perhaps in other words in", True)):
            names = part.loc[part["perhaps"] == perhaps, "outlet"]
            if len(names):
                where.append(f"{words} {listed([outlets.get(o, o) for o in names])}")
        lines.append(f"{one['n_outlets']} of {one['of_outlets']} tell this; {'; '.join(where)}: “{one['label']}”")
    return lines


def alone(rows: pd.DataFrame, *, outlets: Names) -> list[str]:
    """How much of what each outlet tells is found in it alone. In: `coverage.alone`."""
    return [
        f"{outlets.get(r.outlet, r.outlet)}: {r.n} of {r.n_told} things it tells are found in no other "
        f"({percent(r.share)})."
        for r in rows.sort_values("share", ascending=False, kind="stable").itertuples()
    ]


def completeness(scores: pd.DataFrame, *, outlets: Names) -> str:
    """Which outlet tells most and least of what is shared. In: SCORES of the metric `coverage`."""
    part = scores[(scores["item"] == "shared") & (scores["voice"] == ALL) & scores["value"].notna()]
    part = part.sort_values("value", kind="stable")
    if len(part) < 2:
        return "How complete an outlet is cannot be compared here."
    low, high = part.iloc[0], part.iloc[-1]
    return (
        f"An article of {outlets[str(high['outlet'])]} tells {percent(high['value'])} of what two others or more tell "
        f"of its event, one of {outlets[str(low['outlet'])]} {percent(low['value'])}. A short article tells less."
    )


def copies(articles: pd.DataFrame, *, outlets: Names) -> list[str]:
    """Articles that only repeat another outlet's: what is told by these alone rests on one text."""
    if "flag_copied" not in articles:
        return []
    part = articles[articles["flag_copied"]]
    return [
        f"{outlets.get(str(o), str(o))}: {counted(len(p), 'article')} that only repeat{'s' * (len(p) == 1)} another "
        "outlet's; what these alone tell rests on one text."
        for o, p in part.groupby("outlet", observed=True)
    ]


def differing(discrepancies: pd.DataFrame, *, outlets: Names) -> list[str]:
    """Facts told differently, the surest first; “contradict” is said of incompatible versions only."""
    lines = []
    for _, fact in discrepancies.groupby("fact_id", sort=False):
        first = fact.iloc[0]
        versions: dict[str, list[str]] = {}
        for row in fact.itertuples():
            held = versions.setdefault(row.value, [])
            name = outlets.get(str(row.outlet), str(row.outlet))
            if name not in held:
                held.append(name)
        told = "; ".join(f"{listed(names)}: {value}" for value, names in versions.items())
        verdict = {
            "incompatible": "these contradict each other if they are of one thing",
            "naming": "named differently",
        }
        lines.append(f"{first['what']} — {told} ({verdict.get(first['relation'], first['relation'])}).")
    return lines


def shown(discrepancies: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """The first `most` facts told differently as a table to read, the difference between two bars: |50%|."""
    facts = list(dict.fromkeys(discrepancies["fact_id"]))[:most]
    part = discrepancies[discrepancies["fact_id"].isin(facts)]
    marked = []
    for row in part.itertuples():
        a, z = row.start - row.text_start, row.end - row.text_start
        marked.append(f"{row.text[:a]}|{row.text[a:z]}|{row.text[z:]}")
    columns = ["what", "relation", "value", "outlet", "confidence"]
    return part[columns].assign(sentence=marked).reset_index(drop=True)


def matrix_told(claims: pd.DataFrame, *, event: str, outlets: Names) -> str:
    """The matrix for who cannot see it."""
    part = claims[(claims["event"] == event) & (claims["reach"] == "one")]
    by = part["outlets"].value_counts()
    most = f" {outlets.get(by.index[0], by.index[0])} has most that is found in no other." if len(by) else ""
    return f"{reach(claims, event=event)}{most}"
