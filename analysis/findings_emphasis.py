"""What outlets stress and where, as sentences computed from the tables."""

import numpy as np
import pandas as pd

from analysis.findings import Names, counted, listed, percent, points
from analysis.metrics import emphasis


def weightings(scores: pd.DataFrame, *, outlets: Names, labels: Names) -> str:
    """How far the other weightings move a share, and where most.

    In: SCORES of one voice under the three weightings."""
    table = scores.astype({"outlet": "str", "item": "str"}).pivot(
        index=["outlet", "item"], columns="definition", values="value"
    )
    moved = table.sub(table[emphasis.BY_SENTENCES], axis=0).drop(columns=emphasis.BY_SENTENCES)
    if moved.isna().all(axis=None) or moved.empty:
        return "The weightings cannot be compared here."
    far = moved.abs().stack().sort_values(ascending=False, kind="stable")
    outlet, item, definition = far.index[0]
    return (
        f"Counted by words or by prominence instead of sentences a share moves by {100 * far.median():.1f} "
        "points at the "
        f"median; most for “{labels.get(item, item)}” in {outlets[outlet]}: "
        f"{percent(table.loc[(outlet, item), emphasis.BY_SENTENCES])} of sentences, "
        f"{percent(table.loc[(outlet, item), definition])} as {definition}."
    )


def headline_to_body(scores: pd.DataFrame, *, outlets: Names, labels: Names) -> list[str]:
    """For each outlet the item that its headlines carry most beyond its body, and who has no headline.

    In: SCORES of one voice, of the definitions share of headlines and share of sentences."""
    table = scores.astype({"outlet": "str", "item": "str"}).pivot(
        index=["outlet", "item"], columns="definition", values="value"
    )
    lines, without = [], []
    for outlet, name in outlets.items():
        part = table.loc[outlet].dropna() if outlet in table.index.get_level_values("outlet") else table.head(0)
        if part.empty:
            without.append(name)
            continue
        change = part[emphasis.IN_HEADLINE] - part[emphasis.BY_SENTENCES]
        item = change.idxmax()
        if change[item] > 0:
            lines.append(
                f"{name} lifts “{labels.get(item, item)}” into its headlines ({percent(part.loc[item].iloc[0])} of them"
                f", {percent(part.loc[item, emphasis.BY_SENTENCES])} of its sentences)."
            )
        else:
            lines.append(f"{name} carries no topic more in its headlines than in its sentences.")
    return [*lines, f"Without a headline: {listed(without)}."] if without else lines


def lede_table(room: pd.DataFrame, *, outlets: Names, labels: Names) -> pd.DataFrame:
    """A row per item, a column per outlet: the shares of headlines, of the lede and below it, in percent.

    In: SCORES of one voice, of the three places. "-" where an outlet has not that place; single articles read as yes
    and no for the headline."""
    order = (emphasis.IN_HEADLINE, emphasis.IN_LEDE, emphasis.BELOW)
    table = room.astype({"outlet": "str", "item": "str", "definition": "str"}).pivot(
        index="item", columns=["outlet", "definition"], values="value"
    )
    rows = {
        labels[item]: {
            name: " / ".join(
                "-" if pd.isna(value) else f"{100 * value:.0f}"
                for value in (table.loc[item].get((outlet, place), np.nan) for place in order)
            )
            for outlet, name in outlets.items()
        }
        for item in labels
        if item in table.index
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("headline / lede / below, %")


def agendas(agendas: pd.DataFrame, *, outlets: Names) -> list[str]:
    """Which two outlets' agendas lie nearest and which farthest apart, and how much of it chance would give."""
    known = agendas[agendas["distance"].notna()].sort_values("distance", kind="stable")
    if known.empty:
        return ["The agendas cannot be compared: fewer than two outlets touch any topic."]
    ends = [("most alike", known.iloc[0]), ("least alike", known.iloc[-1])]
    lines = [
        f"The agendas of {outlets[str(pair['outlet'])]} and {outlets[str(pair['other'])]} are {word}: distance "
        f"{pair['distance']:.2f}{_within(pair)}{_chance(pair)}."
        for word, pair in ends[: len(known)]
    ]
    if known["chance"].isna().all():
        lines.append("With one article an outlet nobody can say how much of a distance is chance.")
    return lines


def breadths(breadths: pd.DataFrame, *, outlets: Names) -> str:
    """The broadest and the narrowest agenda."""
    known = breadths[breadths["breadth"].notna()].sort_values("breadth", kind="stable")
    if len(known) < 2:
        return "Breadth is known for one outlet at most."
    low, high = known.iloc[0], known.iloc[-1]
    excess = "" if pd.isna(low["excess"]) else f" (chance alone: {low['chance']:.1f})"
    return (
        f"{outlets[str(high['outlet'])]} spreads its room over most topics (as good as {high['breadth']:.1f} of equal "
        f"size), {outlets[str(low['outlet'])]} over fewest ({low['breadth']:.1f}){excess}."
    )


def order_within(places: pd.DataFrame, *, outlets: Names, labels: Names) -> list[str]:
    """For each outlet the item that stands highest and the one that stands lowest in its articles, by the median.

    In: `placement.places`. Items of fewer than three sentences in an outlet are left out."""
    body = places[places["part"] == "body"].astype({"outlet": "str", "item": "str"})
    table = body.groupby(["outlet", "item"])["position"].agg(["median", "size"])
    table = table[table["size"] >= 3]
    lines = []
    for outlet, name in outlets.items():
        part = (
            table.loc[outlet, "median"].sort_values(kind="stable") if outlet in table.index else pd.Series(dtype=float)
        )
        if len(part) > 1:
            first, last = part.index[0], part.index[-1]
            lines.append(
                f"{name}: “{labels.get(first, first)}” stands highest (the middle of its sentences at "
                f"{percent(part.iloc[0])} of the article), “{labels.get(last, last)}” lowest "
                f"({percent(part.iloc[-1])})."
            )
    return lines or ["No item has three sentences in an outlet."]


def themes(themes: pd.DataFrame, *, documents: str, why: str) -> str:
    """How many themes were found on what, and how many of them can be trusted."""
    if why:
        return f"No topics were fitted by NMF: {why}"
    heads = themes.drop_duplicates("theme")
    stable = int(heads["stable"].sum())
    return (
        f"{counted(len(heads), 'topic')} by NMF, a document being one {documents}: {stable} stable over "
        f"20 starts (mean "
        f"cosine of .7 or more), {len(heads) - stable} unstable and no finding. They are named by their words alone."
    )


def theme_contrast(themes: pd.DataFrame, *, outlets: Names) -> str:
    """The stable theme that divides the outlets most."""
    stable = themes[themes["stable"]].astype({"outlet": "str"})
    if stable.empty or stable["outlet"].nunique() < 2:
        return "No stable topic to compare outlets by."
    table = stable.pivot(index="theme", columns="outlet", values="share")
    theme = (table.max(axis=1) - table.min(axis=1)).idxmax()
    words = stable.loc[stable["theme"] == theme, "words"].iloc[0]
    row = table.loc[theme]
    return (
        f"Widest apart on the words “{words}”: {percent(row.max())} of {outlets[row.idxmax()]}, "
        f"{percent(row.min())} of "
        f"{outlets[row.idxmin()]} ({points(row.max() - row.min())})."
    )


def _within(pair: pd.Series) -> str:
    return "" if pd.isna(pair["low"]) else f" ({pair['low']:.2f} to {pair['high']:.2f})"


def _chance(pair: pd.Series) -> str:
    if pd.isna(pair["chance"]):
        return ""
    return f", {pair['chance']:.2f} of it what chance alone would give, {pair['excess']:+.2f} beyond"
