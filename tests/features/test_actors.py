import pandas as pd
import pytest

from analysis.features import segments as segment_features
from analysis.features import sources
from analysis.features.actors import actor_mentions, in_sentence, known_names
from analysis.study import Actor
from tests.conftest import made_articles

ACTORS = (
    Actor(id="ortega", name="Ana Ortega", aliases=("Ortega", "Mayor Ortega", "the mayor of Brackwater")),
    Actor(id="haugen", name="Nils Haugen", aliases=()),
    Actor(id="norland", name="Norland", aliases=("Port Norland", "NL")),
)
NAMES = known_names(ACTORS)


def found(text, *, pronouns=True):
    articles = made_articles({"echo": text})
    runs = segment_features.segments(articles, sources.attributions(articles, actors=ACTORS))
    return actor_mentions(runs, segment_features.units(runs, articles), actors=ACTORS, pronouns=pronouns)


def spelled(text):
    return [(m.actor, text[m.start : m.end]) for m in in_sentence(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ortega won.", [("ortega", "Ortega")]),
        ("All of them praised Ortega", [("ortega", "Ortega")]),
        ("Ana Ortega’s plan", [("ortega", "Ana Ortega")]),
        ("Mayor Ana Ortega spoke.", [("ortega", "Ana Ortega")]),
        ("The mayor of Brackwater spoke.", [("ortega", "The mayor of Brackwater")]),
        ("Mayor Ortega met Nils Haugen.", [("ortega", "Mayor Ortega"), ("haugen", "Nils Haugen")]),
        ("Luis Ortega sings.", []),
        ("The Ortega Foundation paid.", []),
        ("The Ortega-led council met.", []),
        ("NL and Norland signed; Radio Norland told of it.", [("norland", "NL"), ("norland", "Norland")]),
        ("The nl plan.", []),
        ("Haugen won.", []),
        ("", []),
    ],
)
def test_names_in_a_sentence(text, wanted):
    assert spelled(text) == wanted


def test_a_surname_counts_where_the_article_has_the_full_name_and_nobody_else_of_it():
    assert found("Nils Haugen came. Haugen won.")["term"].tolist() == ["Nils Haugen", "Haugen"]
    assert found("Nils Haugen came. Kari Haugen left. Haugen won.")["term"].tolist() == ["Nils Haugen"]


def test_offsets_open_the_sentence():
    got = found("The wall stands.\nOn Monday Ortega praised it, and Norland paid.")
    for row in got.itertuples():
        assert row.text[row.at : row.until] == row.term
    articles = made_articles({"echo": "The wall stands.\nOn Monday Ortega praised it, and Norland paid."})
    body = articles["body"].iloc[0]
    assert [body[a:z] for a, z in zip(got["start"], got["end"], strict=True)] == ["Ortega", "Norland"]


def test_a_pronoun_that_can_mean_one_person_only():
    got = found("Ana Ortega opened the harbour. She thanked the builders.")
    assert got["term"].tolist() == ["Ana Ortega", "She"]
    assert got["item"].tolist() == ["ortega", "ortega"]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ortega met Kari Lund. She thanked the builders.",
        "Ana Ortega opened the harbour. Lund said she was late.",
        "Norland opened the harbour. She was a fine ship.",
        "Ana Ortega opened the harbour. “She is late,” the captain said.",
        "Ana Ortega opened it. It rained. It snowed. It rained again. She left.",
    ],
)
def test_a_pronoun_that_could_mean_another_is_left_alone(text):
    assert "she" not in found(text)["term"].str.lower().tolist()


def test_a_pronoun_of_another_gender_than_most_is_left_alone():
    got = found("Ana Ortega came. She spoke. She left. Ana Ortega praised the captain. His ship sank.")
    assert got["term"].tolist() == ["Ana Ortega", "She", "She", "Ana Ortega"]


def test_pronouns_can_be_left_out():
    assert found("Ana Ortega came. She spoke.", pronouns=False)["term"].tolist() == ["Ana Ortega"]


def test_the_voice_is_that_of_the_run():
    got = found("“The wall will protect Norland,” Ana Ortega said on Monday.")
    assert dict(zip(got["item"], got["voice"], strict=True)) == {"norland": "quoted", "ortega": "narrator"}
    assert got.set_index("item")["stub"].astype(bool).to_dict() == {"norland": False, "ortega": True}


def test_no_actor_and_no_mention_give_an_empty_table(runs, units):
    for actors in ((), ACTORS):
        got = actor_mentions(runs, units, actors=actors)
        assert len(got) == 0
        assert list(got["item"].cat.categories) == [a.id for a in actors]


def test_other_articles_change_nothing():
    one = "Ana Ortega came. She spoke."
    articles = made_articles({"echo": one, "mercury": "Nils Haugen left. Haugen was late."})
    runs = segment_features.segments(articles, sources.attributions(articles, actors=ACTORS))
    got = actor_mentions(runs, segment_features.units(runs, articles), actors=ACTORS)
    mine = got[got["article_id"] == "echo"].reset_index(drop=True)
    columns = ["sentence", "term", "start", "end", "text", "at", "until"]
    pd.testing.assert_frame_equal(mine[columns], found(one)[columns])


def test_an_office_counts_where_one_person_holds_it_and_helps_pronouns():
    got = found("Mayor Ana Ortega came. Haugen spoke. The mayor left. She smiled.")
    assert got["term"].tolist() == ["Ana Ortega", "The mayor", "She"]
    assert found("Mayor Ana Ortega came. The mayor left.", pronouns=False)["term"].tolist() == ["Ana Ortega"]
