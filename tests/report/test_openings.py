import pandas as pd

from analysis.report import openings
from analysis.schema import named

PLACE = {"article_id": "a", "part": "body", "start": 0, "end": 4}


def test_a_title_alone_is_a_title_and_an_epithet_is_no_form():
    rows = [
        ("mora", "name", "Mora"),
        ("mora", "title alone", "Mayor"),
        ("mora", "epithet", "stern"),
        ("x", "name", "X"),
    ]
    naming = pd.DataFrame(rows, columns=["actor", "kind", "form"]).assign(
        **PLACE, sentence=range(4), voice=["narrator", "narrator", "narrator", "quoted"], written="it"
    )
    found = openings.of_forms(naming, names={"mora": "Ada Mora", "x": "Xi"}, voice="narrator")
    assert found["item"].tolist() == ["Ada Mora: Mora", "Ada Mora: Mayor"]


def test_a_pair_opens_sentences_that_hold_both():
    rows = [(0, "wall"), (0, "cost"), (1, "wall"), (2, "cost"), (3, "wall"), (3, "fish")]
    marks = pd.DataFrame(rows, columns=["sentence", "item"]).assign(**PLACE, voice="narrator", term="t", metric="frame")
    marks["item"] = named(marks["item"], ["wall", "cost", "fish"])
    together = pd.DataFrame({"outlet": ["echo"] * 2, "item": ["wall"] * 2, "other": ["cost", "fish"], "both": [1, 0]})
    found = openings.of_pairs(marks, together, voice="narrator", labels={"wall": "The wall", "cost": "Its cost"})
    assert found["item"].unique().tolist() == ["The wall + Its cost"]
    assert found["sentence"].tolist() == [0, 0]


def test_choices_are_named_as_they_are_drawn():
    choices = pd.DataFrame({"sort": ["verb", "judgement"], "kind": ["warn", "praise"], "word": ["warn", "bold"]})
    found = openings.of_choices(choices.assign(**PLACE, sentence=0))
    assert found["item"].tolist() == ["verbs of speech: warn, %", "words of judgement: praise, per 1,000 words"]
