import pytest

from analysis.features.terms import silent
from analysis.features.topics import topics


@pytest.fixture(scope="module")
def marks(units, runs, book):
    return topics(units, runs, book)


def test_each_hit_is_a_slice_of_the_text(marks, articles):
    bodies = articles.set_index("article_id")["body"]
    hits = [bodies[r.article_id][r.start : r.end].lower() for r in marks.itertuples()]
    assert sorted(set(hits)) == ["cost", "costly", "harbour wall", "marched", "wall"]


def test_the_longest_term_counts_once(marks):
    first = marks[(marks["article_id"] == "echo") & (marks["sentence"] == 0)]
    assert first["term"].tolist() == ["harbour wall"]


def test_a_hit_has_the_voice_it_stands_in(marks):
    quoted = marks[(marks["article_id"] == "echo") & (marks["sentence"] == 1)]
    assert quoted["voice"].tolist() == ["quoted"]


def test_terms_that_match_nowhere_are_known(marks, book):
    assert silent(marks, book) == [("protest", "strike*")]
