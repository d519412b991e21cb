"""The results that a reader should see first: a sentence each, with n, interval and where it holds."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import findings
from analysis.report import parts
from analysis.workspace import Workspace

TOPICS, FRAMES, TONES, ROBUST = "03-emphasis", "04-framing", "05-tone", "08-robustness"
CLAIMS = "07-claims"
MOST_TOPICS = 5


@dataclass(frozen=True)
class Result:
    """A sentence, what it rests on, and the item and outlet whose sentences show it."""

    lead: str
    sentence: str
    rests_on: str
    step: str
    item: str = ""
    outlet: str = ""


def key_results(desk: Workspace) -> list[Result]:
    """Five to eight results: whose words, each outlet's widest stress, the widest frame, tone.

    Rests on SCORES, GAPS and ROBUSTNESS of the notebooks that were run."""
    robust = parts.read(desk, ROBUST, "robustness") if parts.has(desk, ROBUST, "robustness") else pd.DataFrame()
    scores, out = parts.every(desk, "scores"), []
    if "02-voices" in scores:
        own = scores["02-voices"]
        voices = own[own["metric"] == "voice"]
        sentence = findings.voices(voices, outlets=desk.outlet_names())
        out.append(Result("Whose words", sentence, _plain(voices), "02-voices"))
    for step, most in ((TOPICS, MOST_TOPICS), (FRAMES, 1)):
        if step in scores:
            out += [_widest(desk, step, gap, scores[step], robust) for gap in _chosen(desk, step, robust, most=most)]
    if TONES in scores:
        out += _tone(desk, scores[TONES], robust)
    return out


def summary(results: list[Result]) -> str:
    """Key results as a Markdown list."""
    return "\n".join(f"- **{r.lead}.** {r.sentence} ({r.rests_on})" for r in results)


def not_said(desk: Workspace) -> list[str]:
    """What the design and the methods cannot show, a sentence each."""
    scores = parts.every(desk, "scores")
    told_of = [table for step, table in scores.items() if step != CLAIMS]  # claims find events of their own
    table = pd.concat(told_of) if told_of else pd.DataFrame({"n_articles": [1], "n_events": [1]})
    lines = [findings.cannot(table)]
    lines.append("Why an outlet left something out: it may have had no room, no reporter there, or no wish to tell it.")
    lines.append(
        "Whether a topic was praised or blamed: topics and frames are lists of words, counted where they stand."
    )
    if TONES in scores:
        lines.append(findings.tone_limits())
    return lines


def n_is(desk: Workspace) -> str:
    """What n counts in the key results."""
    gaps = [table for step, table in parts.every(desk, "gaps").items() if step != CLAIMS]
    if gaps and findings.unit(pd.concat(gaps)) == "event":
        return (
            "Of a gap, n is the number of events that an outlet shares with others, against their accounts of these; "
            "an outlet's mean in one event is the unit of its interval and test."
        )
    return "n is the number of articles, the unit of every interval and test."


def _chosen(desk: Workspace, step: str, robust: pd.DataFrame, *, most: int) -> list[Any]:
    """The gaps to tell: those that were computed again where there are such, each outlet once, in their order."""
    rest = parts.to_rest(desk, step)
    if rest.empty:
        return []
    rest = rest[rest["gap"].notna() & (rest["gap"] != 0)].astype({"item": "str", "outlet": "str"})
    known = set()
    if len(robust):
        known = set(zip(robust["metric"].astype("str"), robust["item"].astype("str"), robust["outlet"], strict=True))
    again = [key in known for key in zip(rest["metric"].astype("str"), rest["item"], rest["outlet"], strict=True)]
    ranked = rest.assign(
        again=again, sure=rest["differs"].fillna(False).astype(bool), above=rest["gap"] > 0, wide=rest["gap"].abs()
    ).sort_values(["again", "sure", "above", "wide"], ascending=False, kind="stable")
    first = ranked.drop_duplicates("outlet").head(most)
    order = {o: i for i, o in enumerate(desk.outlet_names())}
    return sorted(first.itertuples(), key=lambda r: order[r.outlet])


def _widest(desk: Workspace, step: str, gap: Any, scores: pd.DataFrame, robust: pd.DataFrame) -> Result:
    name = desk.outlet_names()[gap.outlet]
    label = parts.labels(desk, step).get(gap.item, gap.item)
    own = scores[
        (scores["outlet"].astype("str") == gap.outlet)
        & (scores["item"].astype("str") == gap.item)
        & (scores["voice"].astype("str") == gap.voice)
        & (scores["definition"] == gap.definition)
    ]["value"].iloc[0]
    side = "above" if gap.gap > 0 else "below"
    what = {
        TOPICS: f"{findings.percent(own)} of its sentences touch “{label}”",
        FRAMES: f"{findings.percent(own)} of its sentences ({findings.voice_name(gap.voice)}) use words of “{label}”",
    }[step]
    far = f"{abs(100 * gap.gap):.0f}" if abs(gap.gap) >= 0.0995 else f"{abs(100 * gap.gap):.1f}"
    if gap.differs is not pd.NA and gap.differs:
        sentence = (
            f"{what}; it differs from the mean of the others by {findings.points(gap.gap)} "
            f"({findings.points(gap.low)} to {findings.points(gap.high)}; q {findings.q_value(gap.q)}; "
            f"n {gap.n:,} against {gap.n_other:,})."
        )
        rests_on = _again(gap, robust)
    else:
        sentence = f"{what}, {far} points {side} the mean of the others."
        rests_on = f"{_tested(gap)}; {_again(gap, robust)}"
    lead = name if step == TOPICS else f"{name}, frame vocabulary"
    return Result(lead, sentence, f"{rests_on}.", step, label, name)


def _tested(gap: Any) -> str:
    n = f"n = {findings.counted(gap.n, 'event' if gap.n_events > 1 else 'article')} against {gap.n_other:,}"
    if pd.notna(gap.low):
        q = f", q {findings.q_value(gap.q)}" if pd.notna(gap.q) else ""
        return f"{n}, interval {findings.points(gap.low)} to {findings.points(gap.high)}{q}, not told from chance"
    return f"{n}, too few for an interval or a test"


def _again(gap: Any, robust: pd.DataFrame) -> str:
    if robust.empty:
        return "not computed under other definitions"
    row = robust[
        (robust["metric"] == gap.metric)
        & (robust["item"].astype("str") == gap.item)
        & (robust["outlet"].astype("str") == gap.outlet)
    ]
    if row.empty:
        return "not among the gaps computed under other definitions"
    same = row.iloc[0]
    side = "above" if gap.gap > 0 else "below"
    return (
        f"{side} the others under {same['n_same']} of {same['n_definitions']} definitions "
        f"({100 * same['low']:+.1f} to {100 * same['high']:+.1f} points)"
    )


def _plain(scores: pd.DataFrame) -> str:
    known = scores[scores["low"].notna()]
    n = f"n = {findings.on(scores)}"
    if known.empty:
        return f"{n}, too few for an interval."
    narrator = known[known["item"].astype("str") == "narrator"]
    widest = (narrator["high"] - narrator["low"]).max()
    return f"{n}; the widest interval of an outlet spans {100 * widest:.1f} points."


def _tone(desk: Workspace, scores: pd.DataFrame, robust: pd.DataFrame) -> list[Result]:
    voice = parts.voice(desk, TONES)
    sentence = findings.tone(parts.primary(scores), voice=voice, outlets=desk.outlet_names())
    rest = parts.to_rest(desk, TONES)
    mean = rest[rest["item"].astype("str") == "mean"].astype({"item": "str", "outlet": "str"}) if len(rest) else rest
    sure = mean[mean["differs"].fillna(False).astype(bool)] if len(mean) else mean
    if len(sure):
        lines = parts.differences(desk, TONES, most=2)
        sentence += " " + " ".join(lines[:2])
    tones = robust[robust["metric"] == "tone"] if len(robust) else robust
    again = "not computed under other definitions"
    if len(tones):
        whole = int((tones["n_same"] == tones["n_definitions"]).sum())
        again = f"{whole} of {findings.counted(len(tones), 'gap')} in tone keep their sign under every definition"
    n = f"n = {findings.on(scores)}" + ("" if findings.can_infer(scores) else ", too few for an interval or a test")
    held = f"{n}; {again}. {findings.tone_order(scores, voice=voice)}".strip()
    return [Result(f"Tone ({findings.voice_name(voice)})", sentence, held, TONES)]
