"""Names, titles, epithets, spelling, verbs of speech."""

import pytest

from analysis.compare import called
from analysis.features import choices, segments, sources
from analysis.features.naming import naming, printed
from analysis.metrics import choices as rates
from analysis.study import Actor
from tests.conftest import made_articles

ACTORS = (
    Actor(id="brandt", name="Ada Brandt", aliases=("Brandt", "Secretary of Tides", "harbour secretary")),
    Actor(id="lund", name="Olaf Lund", aliases=("Lund",)),
    Actor(id="norway", name="Norway", aliases=("Oslo",)),
)
TEXTS = {
    "echo": "Norway and the U.S. Secretary of Tides Ada Brandt signed a landmark ten-year harbour agreement on Monday. "
    "Embattled Trade Minister Olaf Lund, the party leader, was absent. Brandt labelled the defence colourful.",
    "mercury": "Mayor Olaf Lund met the harbour secretary. Brandt, the harbour secretary, hailed the "
    "color of the wall. "
    '"The pact is historic," Lund claimed.',
}


@pytest.fixture(scope="module")
def made():
    articles = made_articles(TEXTS)
    attributed = sources.attributions(articles)
    runs = segments.segments(articles, attributed)
    return articles, attributed, runs, segments.units(runs, articles)


@pytest.fixture(scope="module")
def named(made):
    _, _, runs, units = made
    return naming(units, runs, actors=ACTORS)


def of(named, outlet, actor):
    part = named[(named["outlet"] == outlet) & (named["actor"] == actor)]
    return [(r.kind, r.form) for r in part.itertuples()]


def test_title_before_name_and_epithet(named):
    assert ("title", "US Secretary of Tides") in of(named, "echo", "brandt")
    lund = of(named, "echo", "lund")
    assert ("title", "Trade Minister") in lund
    assert ("epithet", "Embattled") in lund
    assert ("title", "party leader") in lund


def test_apposition_and_title_alone(named):
    assert of(named, "mercury", "brandt") == [
        ("title alone", "harbour secretary"),
        ("name", "Brandt"),
        ("title", "harbour secretary"),
    ]
    assert ("title", "Mayor") in of(named, "mercury", "lund")


def test_epithets_of_the_matter(named):
    matter = named[named["actor"] == "what it is about"]
    assert matter["form"].tolist() == ["landmark"]


def test_first_named_and_first_person(named):
    echo = named[named["outlet"] == "echo"]
    assert echo.loc[echo["first"], "actor"].tolist() == ["norway"]
    assert echo.loc[echo["first_person"], "actor"].tolist() == ["brandt"]


def test_every_row_opens_at_its_place(made, named):
    bodies = made[0].set_index("article_id")["body"]
    assert all(bodies[r.article_id][r.start : r.end].lower() == r.written.lower() for r in named.itertuples())


def test_a_title_counts_once(named):
    titles = named[named["kind"].isin(["title", "title alone"])]
    assert not titles.duplicated(["article_id", "part", "start"]).any()


def test_shares_of_mentions_by_hand(named):
    got = called.called(named, names=printed(ACTORS), voice="all").astype({"outlet": "str"})
    row = got[(got["form"] == "Brandt") & (got["outlet"] == "mercury")].iloc[0]
    assert (row["hits"], row["mentions"], row["share"]) == (1, 2, 0.5)  # a title alone, and a name


def test_without_actors_only_the_matter_is_left(made):
    _, _, runs, units = made
    assert set(naming(units, runs, actors=())["actor"]) == {"what it is about"}


def test_spelling_is_of_words_in_small_letters(made):
    got = choices.spelled(made[2]).astype({"outlet": "str"})
    by = {(r.outlet, r.written): r.manner for r in got.itertuples()}
    assert by["echo", "defence"] == "British"
    assert by["echo", "labelled"] == "British"
    assert by["mercury", "color"] == "American"
    assert set(got.loc[got["written"] == "defence", "word"]) == {"defense"}


def test_verbs_and_their_kinds(made):
    articles, attributed, _, units = made
    verbs = choices.speech_verbs(attributed)
    kinds = dict(zip(verbs["word"], verbs["kind"], strict=True))
    assert kinds["claim"] == "claim"
    shares = rates.verb_shares(verbs, units, articles)
    one = shares[shares["article_id"] == "mercury"]
    assert one["value"].sum() == pytest.approx(1)


def test_words_of_judgement_are_the_outlets_own(made):
    articles, _, runs, units = made
    words = choices.judging_words(runs)
    assert "landmark" in set(words["word"])
    assert "historic" not in set(words["word"])  # Lund says it
    rate = rates.judging_rate(words, units, articles).astype({"item": "str"})
    echo = rate[(rate["article_id"] == "echo") & (rate["item"] == "weight")].iloc[0]
    assert echo["value"] == pytest.approx(1000 * 1 / echo["n_words"])
