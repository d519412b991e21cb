"""Topics found by NMF."""

import numpy as np
import pytest

from analysis.compare import themes
from analysis.errors import InputError
from analysis.features import segments, sources
from tests.conftest import made_articles

SUBJECTS = ("harbor wall sea tide stone", "budget tax council vote levy", "match goal player league coach")


@pytest.fixture(scope="module")
def corpus():
    rng = np.random.default_rng(0)
    lines = [" ".join(rng.permutation(SUBJECTS[k % 3].split())[:4]).capitalize() + "." for k in range(90)]
    articles = made_articles({"echo": " ".join(lines[:45]), "mercury": " ".join(lines[45:])})
    runs = segments.segments(articles, sources.attributions(articles))
    return segments.units(runs, articles), articles


def test_three_subjects_come_out_as_three_stable_themes(corpus):
    got = themes.themes(*corpus, stop=(), seed=1, n=3)
    heads = got.themes.drop_duplicates("theme")
    assert {frozenset(w.split(", ")[:5]) for w in heads["words"]} == {frozenset(s.split()) for s in SUBJECTS}
    assert (heads["stability"] > 0.95).all()
    assert heads["stable"].all()


def test_shares_of_an_outlet_add_up_to_1(corpus):
    got = themes.themes(*corpus, stop=(), seed=1, n=3).themes
    assert got.groupby("outlet", observed=True)["share"].sum().tolist() == pytest.approx([1, 1])


def test_more_themes_than_subjects_are_unstable(corpus):
    got = themes.themes(*corpus, stop=(), seed=1, n=9).themes.drop_duplicates("theme")
    assert got["stability"].min() < 0.95


def test_each_theme_opens_its_sentences_at_their_place(corpus):
    units, articles = corpus
    got = themes.themes(units, articles, stop=(), seed=1, n=3).sentences
    bodies = articles.set_index("article_id")["body"]
    assert (got.groupby("theme").size() <= 10).all()
    assert all(bodies[r.article_id][r.start : r.end] == r.text for r in got.itertuples())
    assert got.groupby("theme")["cosine"].is_monotonic_decreasing.all()


def test_below_fifty_sentences_nothing_is_fitted(corpus):
    units, articles = corpus
    got = themes.themes(units[units["sentence"] < 20], articles, stop=(), seed=1)
    assert got.themes.empty
    assert got.why == "40 sentences: fewer than 50 tell nothing."


def test_a_stop_word_is_set_aside(corpus):
    words = ", ".join(themes.themes(*corpus, stop={"harbor"}, seed=1, n=3).themes["words"])
    assert "harbor" not in words


def test_too_many_themes_are_refused(corpus):
    with pytest.raises(InputError, match="99 themes are too many for 90 documents and 15 words"):
        themes.themes(*corpus, stop=(), seed=1, n=99)


def test_same_seed_same_themes_whatever_the_order(corpus):
    units, articles = corpus
    first = themes.themes(units, articles, stop=(), seed=1, n=3).themes
    again = themes.themes(units.sample(frac=1, random_state=2), articles, stop=(), seed=1, n=3).themes
    assert first.equals(again)
