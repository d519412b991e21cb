"""Lexicon tone of scored units, and the words behind it."""

from collections.abc import Set

import pandas as pd

from analysis import words
from analysis.features.vader import vader, vader_hits
from analysis.schema import ALL, MARKS, TONES, UNITS, conform, named, require

STRAIGHT = str.maketrans({"’": "'", "‘": "'"})
GUARDED = "VADER, institutional terms masked"
PLAIN = "VADER, unmasked"


def guards() -> frozenset[str]:
    """Terms that carry no tone in news, such as "United States" or "defence": data/words/guard.csv."""
    return frozenset(row["term"] for row in words.rows("guard"))


def tones(units: pd.DataFrame, *, guards: Set[str], definition: str) -> pd.DataFrame:
    """VADER's neg, neu, pos (0 to 1) and compound (-1 to 1) of each scored unit.

    In: UNITS; terms that carry no tone; the name of this way of scoring. Out: TONES, a row per unit, stubs and
    headings included; all four missing where a unit has no word. Curly apostrophes are read as straight ones.
    Without guards the numbers equal vaderSentiment 3.3.2's. They say how pleasant words are, not what is approved."""
    require(units, UNITS, by="tone.tones", made_by="features.segments.units")
    scored = vader([text.translate(STRAIGHT) for text in units["text"]], guards=guards)
    return conform(pd.concat([units.reset_index(drop=True), scored], axis=1).assign(definition=definition), TONES)


def tone_words(units: pd.DataFrame, *, guards: Set[str]) -> pd.DataFrame:
    """The lexicon words of each sentence, with the valence that the rules leave them.

    In: UNITS; terms that carry no tone. Out: MARKS with metric `tone`, a row per word that counted in the whole
    sentence; `item` is `positive` or `negative`, `weight` the valence (about -4 to 4), `voice` is `all`, since a
    rule may look across voices."""
    require(units, UNITS, by="tone.tone_words", made_by="features.segments.units")
    whole = units[units["voice"] == ALL].reset_index(drop=True)
    hits = vader_hits([text.translate(STRAIGHT) for text in whole["text"]], guards=guards)
    place = whole.loc[hits["text"], ["article_id", "part", "sentence", "voice", "start"]].reset_index(drop=True)
    signs = hits["valence"].gt(0).map({True: "positive", False: "negative"})
    return conform(
        place.assign(
            metric="tone",
            item=named(signs, ("positive", "negative")),
            term=hits["word"].str.lower(),
            end=place["start"] + hits["end"],
            start=place["start"] + hits["start"],
            weight=hits["valence"],
        ),
        MARKS,
    )
