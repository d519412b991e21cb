import pandas as pd
import pytest

from analysis.features.topics import topics
from analysis.metrics.emphasis import sentence_share
from analysis.schema import MARKS, TableError


@pytest.fixture(scope="module")
def marks(units, runs, book):
    return topics(units, runs, book)


@pytest.fixture(scope="module")
def measures(marks, units, articles):
    return sentence_share(marks, units, articles, metric="topic")


def value(measures, article, voice, item):
    return measures.set_index(["article_id", "voice", "item"])["value"][article, voice, item]


def test_share_by_hand(measures):
    # echo has 4 sentences; 2 carry "wall" (the first and the quotation), 1 carries "cost": 2/4 and 1/4.
    assert value(measures, "echo", "all", "wall") == pytest.approx(0.5)
    assert value(measures, "echo", "all", "cost") == pytest.approx(0.25)
    # mercury has 3 sentences: "harbour wall" and "wall" in 2, "costly" in 1, "marched" in 1.
    assert value(measures, "mercury", "all", "wall") == pytest.approx(2 / 3)
    assert value(measures, "mercury", "all", "protest") == pytest.approx(1 / 3)


def test_a_stub_is_no_base_for_the_narrator(measures):
    # echo's narrator has 3 sentences of its own ("Mayor Ada Brandt said." is a stub): 1 of 3 carries "wall".
    rows = measures.set_index(["article_id", "voice", "item"])
    assert rows.loc[("echo", "narrator", "wall"), "base"] == 3
    assert value(measures, "echo", "narrator", "wall") == pytest.approx(1 / 3)
    assert value(measures, "echo", "quoted", "wall") == 1


def test_silence_is_a_row(measures, book):
    assert value(measures, "echo", "all", "protest") == 0
    assert len(measures) == 2 * 4 * len(book.items)


def test_what_has_no_base_is_missing(measures):
    assert pd.isna(value(measures, "mercury", "quoted", "wall"))


def test_a_sentence_counts_once(marks, units, articles, measures):
    doubled = pd.concat([marks, marks], ignore_index=True)
    again = sentence_share(doubled, units, articles, metric="topic")
    pd.testing.assert_frame_equal(again, measures)


def test_shuffled_rows_change_nothing(marks, units, articles, measures):
    again = sentence_share(
        marks.sample(frac=1, random_state=3), units.sample(frac=1, random_state=4), articles, metric="topic"
    )
    pd.testing.assert_frame_equal(again, measures)


def test_input_is_left_as_it_was(marks, units, articles):
    before = marks.copy(), units.copy(), articles.copy()
    sentence_share(marks, units, articles, metric="topic")
    for was, table in zip(before, (marks, units, articles), strict=True):
        pd.testing.assert_frame_equal(was, table)


def test_a_table_without_its_columns_is_named(units, articles):
    with pytest.raises(TableError) as error:
        sentence_share(units[["article_id"]], units, articles, metric="topic")
    missing = [c for c in MARKS.columns if c != "article_id"]
    assert str(error.value) == (
        f"emphasis.share of sentences needs {missing} but was given ['article_id']. "
        "Pass the table made by features.topics or features.frames."
    )
