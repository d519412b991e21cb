"""Words an outlet chose itself: its verbs of speech, its words of judgement, and how it spells."""

import re
from functools import cache

import pandas as pd

from analysis import words
from analysis.features.cues import SPEECH, forms
from analysis.features.naming import judgements
from analysis.features.tokens import spellings
from analysis.schema import CHOICES, SEGMENTS, SOURCES, SPELLINGS, conform, require

VERB, JUDGEMENT = "verb", "judgement"
PLAIN, OTHER = "plain", "other"
BRITISH, AMERICAN = "British", "American"
KINDS = {VERB: ("plain", "claim", "call for", "praise", "attack", "warn", "admit", "deny", "other")}
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def verb_kinds() -> dict[str, tuple[str, str]]:
    """Each form of a verb of speech: its base form and its kind."""
    found: dict[str, tuple[str, str]] = {}
    for row in words.rows("speech_verbs"):
        for form, _ in forms(row["verb"]):
            found.setdefault(form, (row["verb"], row["kind"]))
    return found


def speech_verbs(sources: pd.DataFrame) -> pd.DataFrame:
    """The verb with which each attribution is given.

    In: SOURCES. Out: CHOICES of the sort `verb`, one row per attribution of speech with a cue: `word` is its base form,
    `kind` what it does (data/words/speech_verbs.csv): plain ("say", "according to"), claim, warn, praise, attack,
    admit, deny, call for; `other` where the list has not the word. The choice is the outlet's, what was said is not:
    "attack" may tell truly of an attack."""
    require(sources, SOURCES, by="choices.speech_verbs", made_by="features.sources.attributions")
    cued = sources[(sources["cue_start"] >= 0) & (sources["manner"] == SPEECH)]
    cued = cued.drop_duplicates(["article_id", "cue_start"])
    plain = cued["cue"].str.lower().str.split().str[0].fillna("")
    known = [verb_kinds().get(word, (word, OTHER)) for word in plain]
    table = cued[["article_id", "outlet", "sentence"]].assign(
        part="body",
        sort=VERB,
        kind=[kind for _, kind in known],
        word=[word for word, _ in known],
        start=cued["cue_start"],
        end=cued["cue_end"],
    )
    spoken = table["word"].str.fullmatch(r"[a-z][a-z-]*").astype(bool)  # a colon or a dash is no verb
    return conform(table[spoken], CHOICES)


def judging_words(segments: pd.DataFrame) -> pd.DataFrame:
    """The words of judgement in the outlet's own words.

    In: SEGMENTS. Out: CHOICES of the sort `judgement`: the words of data/words/judgements.csv that stand in runs of the
    narrator, in small letters, and whether they praise, blame or give weight. It reads words, not stance."""
    require(segments, SEGMENTS, by="choices.judging_words", made_by="features.segments.segments")
    own = segments[(segments["voice"] == "narrator") & ~segments["stub"]]
    return _found(own, set(judgements())).pipe(
        lambda t: conform(
            t.assign(sort=JUDGEMENT, word=t["written"], kind=t["written"].map(judgements()))[list(CHOICES.columns)],
            CHOICES,
        )
    )


def spelled(segments: pd.DataFrame) -> pd.DataFrame:
    """Every word that has a British and an American spelling, in the spelling the text gives it.

    In: SEGMENTS. Out: SPELLINGS of every voice, of words in small letters: proper names keep their own spelling."""
    require(segments, SEGMENTS, by="choices.spelled", made_by="features.segments.segments")
    british = {b: a for b, a in spellings().items() if b != a}
    known = set(british) | set(british.values())
    found = _found(segments, known)
    manner = found["written"].isin(list(british)).map({True: BRITISH, False: AMERICAN})
    word = found["written"].map(lambda w: british.get(w, w))
    return conform(found.assign(word=word, manner=manner)[list(SPELLINGS.columns)], SPELLINGS)


def _found(segments: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """Each word of a set, in small letters, with its place."""
    columns = ["article_id", "outlet", "part", "sentence", "voice", "start", "text"]
    rows = []
    for article, outlet, part, sentence, voice, start, text in segments[columns].itertuples(index=False, name=None):
        if known.isdisjoint(_LETTERS.findall(text)):
            continue
        for match in _LETTERS.finditer(text):
            if match[0] in known:
                at = [start + match.start(), start + match.end()]
                rows.append([article, outlet, part, sentence, voice, match[0], *at])
    names = ["article_id", "outlet", "part", "sentence", "voice", "written", "start", "end"]
    table = pd.DataFrame(rows, columns=names)
    for column in ("outlet", "part", "voice"):
        table[column] = pd.Categorical(table[column], segments[column].cat.categories, ordered=True)
    return table
