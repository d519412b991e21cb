"""What frame vocabulary rests on, what goes together, and what outlets call things, as computed sentences."""

from typing import TYPE_CHECKING

import pandas as pd

from analysis.features.choices import BRITISH, PLAIN
from analysis.features.naming import MATTER
from analysis.findings import Names, counted, listed, percent

if TYPE_CHECKING:
    from analysis.features.learned import Classifier


def rests_on(strongest: pd.DataFrame, *, outlets: Names, labels: Names, most: int = 5) -> list[str]:
    """The scores that lose most without their strongest term.

    In: STRONGEST."""
    known = strongest[strongest["value"] > 0].assign(lost=lambda d: d["value"] - d["without"])
    known = known.assign(part=known["lost"] / known["value"])
    if known.empty:
        return ["No item is touched."]
    widest = known.sort_values(["lost", "item", "outlet"], ascending=[False, True, True], kind="stable").head(most)
    lines = [
        f"{outlets[str(r.outlet)]}, {labels.get(str(r.item), str(r.item))}: {percent(r.value)}, without "
        f"“{r.strongest}” "
        f"{percent(r.without)}."
        for r in widest.itertuples()
    ]
    alone = int((known["without"] == 0).sum())
    return [*lines, f"{alone} of {counted(len(known), 'score')} above 0 rest on one term alone."]


def order_kept(strongest: pd.DataFrame, *, outlets: Names, labels: Names) -> str:
    """The items whose leading outlet is another once each outlet's strongest term is left out.

    In: STRONGEST."""
    turned = []
    for item, part in strongest.groupby("item", observed=True):
        heads = [part.sort_values(c, ascending=False, kind="stable")["outlet"].iloc[0] for c in ("value", "without")]
        if part["value"].max() > 0 and heads[0] != heads[1]:
            turned.append(
                f"{labels.get(str(item), str(item))} ({outlets[str(heads[0])]}, then {outlets[str(heads[1])]})"
            )
    if not turned:
        return "Without the strongest term the same outlet leads in every item."
    return f"Without the strongest term another outlet leads in {listed(turned)}: read those with care."


def going_together(together: pd.DataFrame, *, outlets: Names, labels: Names, most: int = 5) -> list[str]:
    """Pairs of items that go together in one outlet and not in another.

    In: TOGETHER. With intervals: where one outlet's lies above 1 and another's does not reach it. Without: pairs that
    share sentences in one outlet alone; then nothing is inferred."""
    lines = []
    known = together.astype({"outlet": "str", "item": "str", "other": "str"})
    if known["low"].notna().any():
        for (item, other), part in known.groupby(["item", "other"], sort=False):
            sure = part[part["low"] > 1].sort_values("low", ascending=False, kind="stable")
            if sure.empty:
                continue
            top = sure.iloc[0]
            below = part[part["high"] < top["low"]].sort_values("high", kind="stable")
            if len(below):
                least = below.iloc[0]
                lines.append((top["low"] - least["high"], _contrast(item, other, top, least, outlets, labels)))
        lines.sort(key=lambda pair: -pair[0])
        said = [line for _, line in lines[:most]]
        tail = "Intervals hold one by one: among many pairs a few stand apart by chance."
        return [*said, tail] if said else ["No two outlets' intervals of any pair lie apart."]
    for (item, other), part in known.groupby(["item", "other"], sort=False):
        holds = part[part["both"] > 0]
        able = part[(part["both"] == 0) & (part["n_item"] > 0) & (part["n_other"] > 0)]
        if len(holds) == 1 and len(able):
            one = holds.iloc[0]
            lines.append(
                (
                    one["both"],
                    f"{_pair(item, other, labels)} share {counted(int(one['both']), 'sentence')} in "
                    f"{outlets[one['outlet']]} and none in {listed([outlets[o] for o in able['outlet']])}, "
                    "which " + ("has" if len(able) == 1 else "have") + " both.",
                )
            )
    lines.sort(key=lambda pair: -pair[0])
    return [line for _, line in lines[:most]] or ["No pair shares sentences in one outlet alone."]


def called_by(called: pd.DataFrame, *, outlets: Names) -> list[str]:
    """For each actor the title each outlet gives most, where they differ.

    In: `compare.called.called`."""
    lines = []
    titles = called[called["kind"] == "title"].astype({"outlet": "str"})
    for actor, part in titles.groupby("actor_name", sort=False):
        used = part[part["hits"] > 0].sort_values("hits", ascending=False, kind="stable").drop_duplicates("outlet")
        if used["form"].str.lower().nunique() > 1:
            by_form = used.groupby("form", sort=False)["outlet"].agg(lambda o: [x for x in outlets if x in set(o)])
            forms = "; ".join(f"“{form}” in {listed([outlets[o] for o in names])}" for form, names in by_form.items())
            lines.append(f"{actor} is most often {forms}.")
    return lines or ["No actor bears different titles in different outlets."]


def first_named(first: pd.DataFrame, *, outlets: Names, names: Names, what: str = "actor") -> list[str]:
    """Who is named first in headlines and in ledes, by outlet.

    In: `compare.called.named_first`; `what` they are."""
    lines = []
    for part, here in first.groupby("part", sort=True):
        top = here.sort_values(["articles", "actor"], ascending=[False, True], kind="stable")
        each = dict(list(top.groupby("outlet", sort=False)))
        said = [
            f"{name}: {names.get(each[o]['actor'].iloc[0], '')}"
            + (
                f" ({percent(each[o]['articles'].iloc[0] / each[o]['articles'].sum())} of "
                f"{each[o]['articles'].sum():,})"
                if each[o]["articles"].sum() > 1
                else ""
            )
            for o, name in outlets.items()
            if o in each
        ]
        lines.append(f"The {what} named first in the {part}: {'; '.join(said)}.")
    return lines or [f"No {what} of the study is named in a headline or a lede."]


def epithets(epithets: pd.DataFrame, *, outlets: Names, names: Names, voice: str, each: int = 4) -> list[str]:
    """The words of judgement each outlet puts before actors and before what the news is about.

    In: `compare.called.epithets`."""
    heard = epithets if voice == "all" else epithets[epithets["voice"] == voice]
    lines = []
    for outlet, name in outlets.items():
        part = heard[heard["outlet"] == outlet].head(each)
        if len(part):
            said = [
                f"{r.form}{'' if r.actor == MATTER else ' (' + names.get(r.actor, r.actor) + ')'} {r.hits}"
                for r in part.itertuples()
            ]
            lines.append(f"{name}: {', '.join(said)}.")
    return lines or ["No word of judgement stands before an actor or what the news is about."]


def spelling(spellings: pd.DataFrame, *, outlets: Names) -> list[str]:
    """Which spelling each outlet keeps in its own words.

    In: SPELLINGS."""
    own = spellings[spellings["voice"] == "narrator"].astype({"outlet": "str"})
    if own.empty:
        return ["No word with two spellings occurs in the outlets' own words."]
    counts = own.groupby("outlet")["manner"].value_counts().unstack(fill_value=0)
    lines = []
    for outlet, name in outlets.items():
        if outlet not in counts.index:
            continue
        total, british = int(counts.loc[outlet].sum()), int(counts.loc[outlet].get(BRITISH, 0))
        kept = "British" if british > 0.8 * total else "American" if british < 0.2 * total else "no one"
        lines.append(f"{name} keeps {kept} spelling ({british} British, {total - british} American in its own words).")
    return lines


def choices(scores: pd.DataFrame, *, outlets: Names) -> list[str]:
    """Who leaves the plain verbs of speech most, and who judges most in its own words.

    In: SCORES of the metrics `verbs of speech` and `words of judgement`."""
    known = scores[scores["value"].notna()].astype({"outlet": "str", "item": "str"})
    verbs = known[(known["metric"] == "verbs of speech") & (known["item"] == PLAIN)].sort_values("value")
    lines = []
    if len(verbs) > 1:
        low, high = verbs.iloc[0], verbs.iloc[-1]
        lines.append(
            f"{outlets[high['outlet']]} keeps most to plain verbs such as “say” "
            f"({percent(high['value'])} of its verbs of "
            f"speech), {outlets[low['outlet']]} least ({percent(low['value'])})."
        )
    judged = known[known["metric"] == "words of judgement"].groupby("outlet")["value"].sum().sort_values()
    if len(judged) > 1:
        lines.append(
            f"In its own words {outlets[judged.index[-1]]} judges most ({judged.iloc[-1]:.1f} words of "
            f"praise, blame or "
            f"weight in 1,000), {outlets[judged.index[0]]} least ({judged.iloc[0]:.1f})."
        )
    return lines or ["Verbs and words of judgement cannot be compared here."]


def chosen_words(choices: pd.DataFrame, *, outlets: Names) -> pd.DataFrame:
    """How often each outlet takes each verb of speech and word of judgement: a row per word, a column per outlet.

    In: CHOICES. The commonest words first."""
    counts = choices.astype({"outlet": "str"}).groupby(["sort", "kind", "word"])["outlet"].value_counts()
    table = counts.unstack("outlet", fill_value=0).reindex(columns=list(outlets), fill_value=0)
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order].rename(columns=outlets)


def _pair(item: str, other: str, labels: Names) -> str:
    return f"“{labels.get(item, item)}” and “{labels.get(other, other)}”"


def _contrast(item: str, other: str, top: pd.Series, least: pd.Series, outlets: Names, labels: Names) -> str:
    return (
        f"{_pair(item, other, labels)} share a sentence {top['lift']:.1f} times as often as by chance in "
        f"{outlets[top['outlet']]} ({top['low']:.1f} to {top['high']:.1f}; {counted(int(top['both']), 'sentence')}), "
        f"{least['lift']:.1f} times in {outlets[least['outlet']]} ({least['low']:.1f} to {least['high']:.1f})."
    )


def classifier(taught: "Classifier | None") -> list[str]:
    """How well the study's classifier finds each frame in texts that it had not seen, beside the vocabulary."""
    if taught is None:
        return ["The study names no classifier; `python -m analysis learn frames` makes one from coded texts."]
    lines = []
    for row in taught.quality:
        beside = row.get("vocabulary_macro_f1")
        vocabulary = f", the vocabulary {beside:.2f}" if beside is not None else ""
        lines.append(
            f"{row['frame']}: coded in {row['n']} texts; macro-F1 {row['macro_f1']:.2f}{vocabulary}; of what it finds "
            f"{percent(row['precision'])} is right, of what was coded it finds {percent(row['recall'])}."
        )
    return lines
