import pytest

from analysis import evidence
from analysis.features.topics import topics


@pytest.fixture(scope="module")
def marks(units, runs, book):
    return topics(units, runs, book)


def test_each_sentence_with_its_marks(marks, units):
    table = evidence.sentences(marks, units, voice="all", most=20, seed=1)
    walls = table[(table["item"] == "wall") & (table["outlet"] == "mercury")]
    assert walls["of"].tolist() == [2, 2]
    first = walls.iloc[0]
    assert [first["text"][a:b] for a, b in first["marks"]] == ["harbour wall"]


def test_at_most_so_many_and_the_same_ones_each_time(marks, units):
    one = evidence.sentences(marks, units, voice="all", most=1, seed=7)
    assert one.groupby(["item", "outlet"]).size().max() == 1
    assert one["of"].max() == 2
    again = evidence.sentences(marks.sample(frac=1, random_state=2), units, voice="all", most=1, seed=7)
    assert again["text"].tolist() == one["text"].tolist()


def test_a_voice_shows_what_it_counted(marks, units):
    quoted = evidence.sentences(marks, units, voice="quoted", most=20, seed=1)
    assert quoted["terms"].tolist() == ["wall"]


def test_the_strongest_term_leaves_and_the_rest_stays(marks):
    left = evidence.without_strongest(marks)
    # wall: "wall" hits twice, "harbour wall" twice: of equals the first by alphabet goes.
    assert set(left.loc[left["item"] == "wall", "term"]) == {"wall"}
    assert (left["item"] == "cost").sum() == 0
