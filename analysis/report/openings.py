"""What figures show beside the items of a codebook, as MARKS whose item is the printed name, to be opened."""

import pandas as pd

from analysis.features.naming import ALONE, EPITHET, TITLE
from analysis.plots import together as pair_maps
from analysis.plots.naming import SORTS
from analysis.report.hits import as_marks
from analysis.schema import ALL, named

PLACE = ["article_id", "part", "sentence"]
_SORT_OF = {"verb": "verbs of speech", "judgement": "words of judgement"}


def of_forms(naming: pd.DataFrame, *, names: dict[str, str], voice: str) -> pd.DataFrame:
    """Each form of an actor's name or title: "Actor: form". In: NAMING; printed names; the voice that counts."""
    heard = naming if voice == ALL else naming[naming["voice"] == voice]
    heard = heard[heard["actor"].isin(names) & (heard["kind"] != EPITHET)]
    kind = heard["kind"].where(heard["kind"] != ALONE, TITLE)
    item = heard["actor"].map(names) + ": " + heard["form"]
    return _marks(heard.assign(item=item, kind=kind, term=heard["written"]))


def of_choices(choices: pd.DataFrame) -> pd.DataFrame:
    """Each kind of verb of speech and of judging word. In: CHOICES."""
    sort = choices["sort"].map(_SORT_OF)
    item = sort + ": " + choices["kind"] + ", " + sort.map(SORTS)
    return _marks(choices.assign(item=item, voice=ALL, term=choices["word"]))


def of_themes(sentences: pd.DataFrame) -> pd.DataFrame:
    """The sentences that speak most in a theme's words, whole. In: THEME_SENTENCES."""
    return _marks(sentences.assign(item=sentences["words"], voice=ALL, term=""))


def of_pairs(marks: pd.DataFrame, together: pd.DataFrame, *, voice: str, labels: dict[str, str]) -> pd.DataFrame:
    """The sentences that hold both items of a pair that is drawn. In: MARKS; TOGETHER."""
    heard = marks if voice == ALL else marks[marks["voice"] == voice]
    heard = heard[heard["part"] == "body"].astype({"part": "str", "item": "str"})
    drawn = pair_maps.shown(together).drop_duplicates(["item", "other"]).astype({"item": "str", "other": "str"})
    out = []
    for item, other in zip(drawn["item"], drawn["other"], strict=True):
        two = heard[heard["item"].isin([item, other])]
        both = two.groupby(PLACE, sort=False)["item"].transform("nunique") == 2
        name = f"{labels.get(item, item)} + {labels.get(other, other)}"
        out.append(two[both].assign(item=name))
    return _marks(pd.concat(out) if out else heard.head(0))


def of_tone_words(marks: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    """Each of these words where it carries tone, in whatever voice. In: MARKS of the metric `tone`."""
    return _marks(marks[marks["term"].isin(words)].assign(item=lambda t: t["term"]))


def _marks(runs: pd.DataFrame) -> pd.DataFrame:
    items = list(dict.fromkeys(runs["item"]))
    return as_marks(runs.assign(item=named(runs["item"], items)).reset_index(drop=True))
