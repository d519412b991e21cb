"""What each lexicon word does to the tone of the sentence it stands in."""

from collections.abc import Set

import pandas as pd

from analysis.features.tone import STRAIGHT
from analysis.features.vader import vader, vader_hits, vader_without
from analysis.features.vader_words import tables
from analysis.schema import UNITS, require

PLACE = ["article_id", "outlet", "event", "part", "sentence", "voice"]
COLUMNS = [*PLACE, "word", "hits", "valence", "compound", "without"]


def word_effects(units: pd.DataFrame, *, guards: Set[str]) -> pd.DataFrame:
    """The tone of each unit, and what it would be without each of its words.

    In: UNITS; terms that carry no tone. Out: one row per unit and lexicon word that counted in it: `hits` (times),
    `valence` (the lexicon's own, -4 to 4), `compound` (the unit's tone, -1 to 1), `without` (its tone with the word
    out of the lexicon and all rules run again). compound - without is what the word does; the effects of two words of
    one unit do not add up to that of both, since the compound bends."""
    require(units, UNITS, by="word_effects.word_effects", made_by="features.segments.units")
    kept = units.reset_index(drop=True)
    texts = [text.translate(STRAIGHT) for text in kept["text"]]
    hits = vader_hits(texts, guards=guards)
    counted = hits.groupby(["text", "word"]).size().rename("hits").reset_index()
    place, word = counted["text"].to_numpy(), counted["word"].tolist()
    held = [texts[i] for i in place]
    lexicon = tables()
    number = [lexicon.number[w] for w in word]
    out = kept.loc[place, PLACE].reset_index(drop=True)
    return out.assign(
        word=pd.Series(word, dtype="str"),
        hits=counted["hits"].to_numpy(),
        valence=lexicon.valence[number],
        compound=vader(texts, guards=guards)["compound"].to_numpy()[place],
        without=vader_without(held, word, guards=guards)["compound"].to_numpy(),
    )[COLUMNS]
