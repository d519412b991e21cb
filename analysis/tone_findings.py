"""Tone as sentences: shares, arcs, words behind a gap, actors, and what none of it can show."""

import pandas as pd

from analysis.findings import Names, counted, differences, listed, percent, voice_name
from analysis.schema import ALL

CLEAR_ITEMS = ("clearly negative", "clearly positive")


def clear_shares(scores: pd.DataFrame, *, voice: str, outlets: Names) -> str:
    """Who has most and fewest clearly negative and clearly positive sentences.

    In: SCORES of the metric `tone`, one definition."""
    lines = []
    for item in CLEAR_ITEMS:
        part = scores[(scores["voice"] == voice) & (scores["item"] == item) & scores["value"].notna()]
        part = part.sort_values("value", kind="stable")
        if len(part) < 2:
            continue
        low, high = part.iloc[0], part.iloc[-1]
        lines.append(
            f"{item.capitalize()} sentences: most in {outlets[high['outlet']]} ({percent(high['value'])}), fewest in "
            f"{outlets[low['outlet']]} ({percent(low['value'])})."
        )
    return " ".join(lines) or "The shares cannot be compared here."


def arc(scores: pd.DataFrame, *, outlets: Names) -> str:
    """Where tone rises and falls most from the first stretch to the last.

    In: SCORES of the metric `tone arc`, one voice."""
    table = scores.astype({"outlet": "str", "item": "str"}).pivot(index="outlet", columns="item", values="value")
    first, last = (str(scores["item"].cat.categories[k]) for k in (0, -1))
    move = (table[last] - table[first]).dropna().sort_values(kind="stable")
    if move.empty:
        return "No outlet has sentences both at the top and at the end."
    said = []
    for outlet, word, fits in (
        (move.index[-1], "rises", move.iloc[-1] > 0),
        (move.index[0], "falls", move.iloc[0] < 0),
    ):
        if fits:
            said.append(
                f"{word} most in {outlets[outlet]} (from {table.loc[outlet, first]:+.2f} to "
                f"{table.loc[outlet, last]:+.2f})"
            )
    return f"From the top of the articles to their end tone {' and '.join(said)}." if said else "Tone stays as it is."


def words_behind(contributions: pd.DataFrame, *, outlets: Names, most: int = 3) -> list[str]:
    """For each outlet, lowest first, the words without which its gap to the others would shrink most.

    In: `compare.contributions.contributions`."""
    lines = []
    gaps = contributions.groupby("outlet", sort=False)["gap"].first().dropna().sort_values(kind="stable")
    for outlet, gap in gaps.items():
        mine = contributions[contributions["outlet"] == outlet]
        making = mine[mine["contribution"] * (1 if gap > 0 else -1) > 0].head(most)
        words = [f"“{r.word}” ({r.contribution:+.3f})" for r in making.itertuples()]
        if words:
            stands = f"{outlets[str(outlet)]} stands {gap:+.2f} from the others' mean."
            lines.append(f"{stands} Most of it: {listed(words)}.")
    return lines


def orders(scores: pd.DataFrame, *, outlets: Names, lowest: int = 2) -> list[str]:
    """The order of outlets by mean tone under each definition and voice, lowest first, and how often each is low.

    In: SCORES of the metric `tone`, item `mean`, every definition."""
    part = scores[(scores["item"] == "mean") & scores["value"].notna() & scores["voice"].isin(("narrator", ALL))]
    lines = []
    ends: list[str] = []
    for (definition, voice), one in part.groupby(["definition", "voice"], observed=True):
        ordered = one.sort_values("value", kind="stable")
        names = [f"{outlets[o]} {v:+.2f}" for o, v in zip(ordered["outlet"], ordered["value"], strict=True)]
        ends += ordered["outlet"].astype("str").head(lowest).tolist()
        lines.append(f"{definition}, {voice_name(str(voice))}: {', '.join(names)}.")
    if len(lines) < 2:
        return lines
    n = pd.Series(ends).value_counts()
    often = [f"{outlets[o]} in {n[o]}" for o in sorted(n.index, key=lambda o: (-n[o], ends.index(o)))]
    return [*lines, f"Among the lowest {lowest} of {len(lines)} definitions: {listed(often)}."]


def turned_by_voice(scores: pd.DataFrame, *, outlets: Names) -> str:
    """Whether another outlet is lowest or highest in its own words than once quoted and reported speech count.

    In: SCORES of the metric `tone`, item `mean`, one definition."""
    part = scores[(scores["item"] == "mean") & scores["value"].notna()].sort_values("value", kind="stable")
    own, whole = (part[part["voice"] == v]["outlet"].astype("str").tolist() for v in ("narrator", ALL))
    if len(own) < 2 or len(whole) < 2:
        return "Voices cannot be compared here."
    lines = [
        f"{outlets[own[k]]} is {word} in its own words, {outlets[whole[k]]} once quoted and reported speech count."
        for k, word in ((0, "lowest"), (-1, "highest"))
        if own[k] != whole[k]
    ]
    return " ".join(lines) or "The same outlets are lowest and highest in their own words and in all words."


def toward(scores: pd.DataFrame, gaps: pd.DataFrame, *, voice: str, actors: Names, outlets: Names) -> list[str]:
    """For each actor who is kindest and unkindest, on how many articles; then the gaps that differ.

    In: SCORES and GAPS of the metric `toward`."""
    lines = []
    for item in actors:
        part = scores[(scores["voice"] == voice) & (scores["item"] == item) & scores["value"].notna()]
        if part["low"].notna().sum() > 1:
            part = part[part["low"].notna()]
        part = part.sort_values("value", kind="stable")
        if len(part) < 2:
            lines.append(f"{actors[item]}: mentioned by {counted(len(part), 'outlet')}, nothing to compare.")
            continue
        said = [
            f"{outlets[r.outlet]} ({r.value:+.2f}; {counted(int(r.n_articles), 'article')})"
            for r in (part.iloc[0], part.iloc[-1])
        ]
        lines.append(f"{actors[item]}: least favourable in {said[0]}, most in {said[1]}.")
    return lines + differences(gaps, voice=voice, labels=actors, outlets=outlets, most=6, share=False)


def limits(scores: pd.DataFrame, marks: pd.DataFrame, *, voice: str, measured: dict[str, float]) -> str:
    """What tone can and cannot show with these articles.

    In: SCORES of the metric `toward`; MARKS of the same; what was measured of the model."""
    body = marks[marks["part"] == "body"]
    unread = int(body["weight"].isna().sum())
    part = scores[scores["voice"] == voice]
    cells, sure = len(part), int(part["low"].notna().sum())
    return (
        f"Here: {counted(len(body), 'mention')} of {counted(body['item'].nunique(), 'actor')}, {unread} of them in "
        f"sentences that could not be read and are missing. {sure} of {counted(cells, 'cell')} (actor and outlet) "
        f"{'has' if sure == 1 else 'have'} the articles for an interval. "
        f"The model behind tone toward an actor agrees with people to macro-F1 {measured['dev_rw']:.1f} on sentences "
        f"as they come and {measured['dev_mt']:.1f} where a sentence has several mentions (experts: "
        f"{measured['experts']:.0f}). {agreement(measured)} So an interval here says how far a mean would move with "
        "other articles, not that readers would feel the difference. Bad news about an actor counts as unfavourable, "
        "whoever tells it; irony, omission and what is known from other sentences are not seen."
    )


def agreement(measured: dict[str, float]) -> str:
    """How often readers found the same outlet kinder to an actor. In: what was measured of the model."""
    better = "more than" if measured["low"] > 50 else "no better than"
    return (
        "Asked which of two outlets is kinder to an actor, the model sided with readers in "
        f"{measured['right']:.1f} % of {measured['pairs']:.0f} pairs (95 % interval {measured['low']:.0f} to "
        f"{measured['high']:.0f}), {better} chance; lexicon tone in {measured['vader']:.1f} %."
    )
