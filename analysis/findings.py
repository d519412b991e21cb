"""Results as sentences, computed from the tables; modest words only."""

import pandas as pd

from analysis.schema import ALL

Names = dict[str, str]
VOICE_NAMES = {"narrator": "outlet's own words", "quoted": "quoted", "reported": "reported speech", "all": "all words"}


def voice_name(voice: str) -> str:
    """A voice as figures print it."""
    return VOICE_NAMES[voice]


def counted(n: int, noun: str) -> str:
    """A number with its noun: "1 article", "3,824 articles"."""
    return f"{n:,} {noun}{'s' * (n != 1)}"


def percent(value: float) -> str:
    """A share from 0 to 1 as a percentage, below 10 with a decimal; a share above 0 is never written as 0."""
    if 0 < value < 0.0005:
        return "under 0.1 %"
    return f"{100 * value:.1f} %" if 0 < value < 0.0995 else f"{100 * value:.0f} %"


def listed(names: list[str]) -> str:
    """Names with commas and a last "and"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def on(scores: pd.DataFrame) -> str:
    """How many articles and outlets a result rests on: "5 articles of 5 outlets"."""
    per_outlet = scores.groupby("outlet", observed=True)["n_articles"].max()
    articles, outlets = int(per_outlet.sum()), len(per_outlet)
    return f"{counted(articles, 'article')} of {counted(outlets, 'outlet')}"


def room(scores: pd.DataFrame, *, labels: Names, outlets: Names) -> list[str]:
    """For each item, most contrasting first: who gives it most room, and who gives it none.

    In: SCORES of one metric, definition and voice; values are shares."""
    spread = scores.groupby("item", observed=True)["value"].agg(lambda v: v.max() - v.min())
    sentences = []
    for item in spread.sort_values(ascending=False, kind="stable").index:
        part = scores[(scores["item"] == item) & scores["value"].notna()]
        top = part.sort_values("value", ascending=False, kind="stable")
        label = labels.get(str(item), str(item))
        if top.empty or top["value"].iloc[0] == 0:
            sentences.append(f"{label}: not touched by any outlet.")
            continue
        first = top.iloc[0]
        sentence = f"{label}: most room in {outlets[first['outlet']]} ({percent(first['value'])} of sentences)"
        if len(top) > 1 and top["value"].iloc[1] > 0:
            second = top.iloc[1]
            sentence += f", then {outlets[second['outlet']]} ({percent(second['value'])})"
        none = [outlets[o] for o in part.loc[part["value"] == 0, "outlet"].sort_values()]
        sentences.append(f"{sentence}; {'none in ' + listed(none) if none else 'every outlet touches it'}.")
    return sentences


def profile(scores: pd.DataFrame, *, labels: Names, outlets: Names) -> list[str]:
    """For each outlet the item in which it is furthest above the mean of the others; whether that differs is for
    `differences` to say."""
    table = scores.pivot(index="item", columns="outlet", values="value").astype(float)
    sentences = []
    for outlet in table.columns:
        others = table.drop(columns=outlet)
        if others.shape[1] == 0:
            continue
        gap = (table[outlet] - others.mean(axis=1)).dropna()
        if gap.empty:
            continue
        item = gap.idxmax()
        name = outlets[str(outlet)]
        label = labels.get(str(item), str(item))
        sentences.append(
            f"{name} is furthest above the others in “{label}”: {percent(table.loc[item, outlet])} of its sentences, "
            f"{percent(others.loc[item].mean())} in the others' mean."
            if gap[item] > 0
            else f"{name} is below the others' mean in every item."
        )
    return sentences


def turned_by_voice(scores: pd.DataFrame, *, labels: Names, outlets: Names) -> list[str]:
    """Items for which another outlet is highest in the narrator's own words than in the whole text."""
    sentences = []
    for item, part in scores.groupby("item", observed=True):
        tops: dict[str, tuple[str, float]] = {}
        for voice in ("narrator", ALL):
            known = part[(part["voice"] == voice) & part["value"].notna()].sort_values(
                "value", ascending=False, kind="stable"
            )
            if len(known) and known["value"].iloc[0] > 0:
                tops[voice] = str(known["outlet"].iloc[0]), float(known["value"].iloc[0])
        if len({outlet for outlet, _ in tops.values()}) == 2:
            own, whole = (f"{outlets[tops[v][0]]} ({percent(tops[v][1])})" for v in ("narrator", ALL))
            sentences.append(
                f"{labels.get(str(item), str(item))}: highest in its own words is {own}, once quoted and reported "
                f"speech count {whole}."
            )
    return sentences


def tone(scores: pd.DataFrame, *, voice: str, outlets: Names) -> str:
    """Which outlets' wording is the least and the most pleasant, and how far apart.

    In: SCORES of the metric `tone`, item `mean`, one definition."""
    part = scores[(scores["voice"] == voice) & (scores["item"] == "mean") & scores["value"].notna()]
    part = part.sort_values("value", kind="stable")
    if len(part) < 2:
        return "Tone cannot be compared here."
    low, high = part.iloc[0], part.iloc[-1]
    return (
        f"The wording is least pleasant in {outlets[low['outlet']]} ({low['value']:+.2f}) and most in "
        f"{outlets[high['outlet']]} ({high['value']:+.2f}), on a scale from -1 to 1."
    )


def tone_order(scores: pd.DataFrame, *, voice: str) -> str:
    """Whether the order of outlets by tone depends on the definition.

    In: SCORES of the metric `tone`, item `mean`, every definition."""
    part = scores[(scores["voice"] == voice) & (scores["item"] == "mean")]
    orders = {
        definition: tuple(p.sort_values("value", kind="stable")["outlet"].astype(str))
        for definition, p in part[part["value"].notna()].groupby("definition")
    }
    if len(orders) < 2:
        return ""
    if len(set(orders.values())) == 1:
        return "The order of the outlets is the same with and without masking institutional terms."
    return (
        "The order of the outlets depends on the definition: with institutional terms masked it is not the order "
        "without. Read it with care."
    )


def cannot(scores: pd.DataFrame) -> str:
    """What the design cannot show: with one article per outlet, differences are described, not inferred.

    In: SCORES, those of `coverage` left out: claims are compared within events that are found for them alone."""
    if scores["n_articles"].max() <= 1:
        return (
            "One article per outlet: these figures describe these articles. Whether the outlets differ in general "
            "cannot be told from them, so there are no intervals and no tests."
        )
    n_events = scores["n_events"].max()
    if n_events > 1:
        return (
            "What holds beyond these events: outlets are compared inside each event that they share, so the unit of "
            "every interval and test is an outlet's mean in one event, not an article or a sentence."
        )
    mixed = " No events are known here, so what was covered and how it was told are one in every gap."
    return (
        "What single sentences show: the article is the unit, and intervals and tests resample articles, "
        f"not sentences.{'' if n_events == 1 else mixed}"
    )


def unit(table: pd.DataFrame) -> str:
    """What `n` counts in SCORES or GAPS: "event" where outlets are compared within several, else "article"."""
    return "event" if table["n_events"].max() > 1 else "article"


def voices(scores: pd.DataFrame, *, outlets: Names) -> str:
    """Which outlet leaves most and least of its words to others.

    In: SCORES of the metric `voice`."""
    own = scores[(scores["item"] == "narrator") & scores["value"].notna()].sort_values("value", kind="stable")
    if len(own) < 2:
        return "The share of words by voice is known for one outlet at most."
    low, high = own.iloc[0], own.iloc[-1]
    return (
        f"{outlets[low['outlet']]} gives others the largest part of its text "
        f"({percent(1 - low['value'])} quoted or reported), {outlets[high['outlet']]} the smallest "
        f"({percent(1 - high['value'])})."
    )


def tone_by_voice(scores: pd.DataFrame, *, outlets: Names) -> str:
    """The outlet whose quoted or reported words differ most in tone from its own.

    In: SCORES of the metric `tone`, item `mean`, one definition."""
    table = scores.astype({"voice": "str"}).pivot(index="outlet", columns="voice", values="value").astype(float)
    own = table.get("narrator")
    others = table.reindex(columns=["quoted", "reported"])
    gaps = others.sub(own, axis=0).stack().dropna() if own is not None else pd.Series(dtype=float)
    if gaps.empty:
        return "No outlet has sentences in more than one voice."
    outlet, voice = gaps.abs().idxmax()
    return (
        f"The widest gap between an outlet's own words and those it passes on: {outlets[outlet]}, "
        f"{table.loc[outlet, 'narrator']:+.2f} in its own words and {table.loc[outlet, voice]:+.2f} in {voice} speech."
    )


def tone_limits() -> str:
    """What lexicon tone cannot show."""
    return (
        "Lexicon tone reads words one by one. It cannot tell praise of a pact from praise by its signers, takes a "
        "threat for unpleasant whoever is threatened, and misses irony. Outlets ordered by it agree with readers about "
        "as often as chance would; use it to find passages, not to rank outlets."
    )


def can_infer(scores: pd.DataFrame) -> bool:
    """Whether any score has an interval: with one article per outlet none has."""
    return bool(scores["low"].notna().any())


def differences(
    gaps: pd.DataFrame, *, voice: str, labels: Names, outlets: Names, most: int = 8, share: bool = True
) -> list[str]:
    """The widest gaps to the other outlets that can be told from chance, with interval, q and n.

    In: GAPS of one metric and definition, in points of percent where its values are shares. Where no gap can be told
    from chance, the reason that holds for most of them."""
    rest = gaps[(gaps["voice"] == voice) & (gaps["other"] == "rest")]
    sure = rest[rest["differs"].fillna(False).astype(bool)]
    if sure.empty:
        reasons = rest["why"].dropna()
        reason = reasons.mode().iloc[0] if len(reasons) else ""
        return [f"No gap to the other outlets can be told from chance{': ' + reason if reason else ''}."]
    written = points if share else scale
    wide = sure.reindex(sure["gap"].abs().sort_values(ascending=False, kind="stable").index).head(most)
    lines = [
        f"{labels.get(str(r.item), str(r.item))}: {outlets[r.outlet]} differs from the others by {written(r.gap)} "
        f"({written(r.low)} to {written(r.high)}; q {q_value(r.q)}; n {r.n:,} against {r.n_other:,})."
        for r in wide.itertuples()
    ]
    rest_of = len(sure) - len(wide)
    return [*lines, f"{counted(rest_of, 'further gap')} can be told from chance."] if rest_of else lines


def points(gap: float) -> str:
    """A difference of shares in points of percent, with its sign."""
    return "unknown" if pd.isna(gap) else f"{100 * gap:+.1f} points"


def scale(gap: float) -> str:
    """A difference on the measure's own scale, with its sign."""
    return "unknown" if pd.isna(gap) else f"{gap:+.3f}"


def q_value(q: float) -> str:
    """A q value in two significant digits, or "< .001"."""
    return "< .001" if q < 0.001 else f"= {q:.2g}".replace("0.", ".")


def kept_signs(robust: pd.DataFrame, *, labels: Names, outlets: Names) -> list[str]:
    """For each key gap how many definitions keep its sign, and the range they span.

    In: `compare.definitions.agreement`; tone is on its own scale, all else in points of percent."""
    lines = []
    for row in robust.itertuples():
        written = scale if row.metric == "tone" else points
        label = "Tone" if row.metric == "tone" else labels.get(row.item, row.item)
        lines.append(
            f"{outlets[row.outlet]}, {label}: {written(row.gap)} against the others; "
            f"{row.n_same} of {row.n_definitions} definitions keep the sign "
            f"({written(row.low)} to {written(row.high)})."
        )
    return lines


def loudest(heard: pd.DataFrame, *, outlets: Names) -> str:
    """For each outlet the source that it gives most words.

    In: `compare.speakers.words_by_outlet`."""
    lines = [
        f"{outlets[str(outlet)]} gives most words to {heard[outlet].idxmax()} ({heard[outlet].max():,})"
        for outlet in heard.columns
        if len(heard) and heard[outlet].max() > 0
    ]
    return "; ".join(lines) + "." if lines else "No named source speaks."


def robust(robustness: pd.DataFrame) -> str:
    """How many key gaps keep their sign under every definition, and how many under fewer than four fifths.

    In: `compare.definitions.agreement`."""
    whole = int((robustness["n_same"] == robustness["n_definitions"]).sum())
    weak = int((robustness["n_same"] < 0.8 * robustness["n_definitions"]).sum())
    return (
        f"Under other definitions: {whole} of {counted(len(robustness), 'key gap')} keep their sign in every one, "
        f"{weak} in fewer than four fifths of them."
    )


def own_words(odds: pd.DataFrame, *, outlets: Names, each: int = 4) -> str:
    """The most distinctive words of each outlet, those that can be told from chance where any can.

    In: `compare.distinctive.log_odds`."""
    above = odds[odds["z"] > 0]
    sure = above["differs"].fillna(False).astype(bool)
    lines = []
    for outlet, part in (above[sure] if sure.any() else above).groupby("outlet", observed=True):
        lines.append(f"{outlets[str(outlet)]}: {', '.join(part.head(each)['term'])}")
    tail = "" if sure.any() else " None of them can be told from chance with these articles."
    return "; ".join(lines) + "." + tail if lines else "No word sets an outlet apart."
