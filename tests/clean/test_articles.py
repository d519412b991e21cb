import json
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.clean.articles import articles
from analysis.errors import InputError
from analysis.read.documents import COLUMNS
from analysis.schema import ARTICLES, REJECTED

TODAY = date(2026, 1, 15)
BODY = "The bridge was opened on Friday after four years of work. " * 6


def document(name, raw=BODY, **more):
    row = dict.fromkeys(COLUMNS) | {
        "document": f"{name}.txt",
        "article_id": name,
        "outlet": "Echo",
        "raw": raw,
        "start": 0,
        "markup": "text",
    }
    return row | more


def table(*rows: dict):
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def kept(*rows: dict):
    return articles(table(*rows), today=TODAY)[0].set_index("article_id")


def test_columns_and_types_are_those_of_the_schema():
    found, rejected = articles(table(document("a"), document("b", "")), today=TODAY)
    assert list(found.columns[: len(ARTICLES.columns)]) == list(ARTICLES.columns)
    assert list(rejected.columns) == list(REJECTED.columns)
    assert str(found["published"].dtype) == "datetime64[us]"
    assert found["flag_short"].dtype == bool
    assert len(found) + len(rejected) == 2


def test_columns_and_types_hold_without_an_article():
    found, rejected = articles(table(document("b", "")), today=TODAY)
    assert found.empty
    assert list(found.columns[: len(ARTICLES.columns)]) == list(ARTICLES.columns)
    assert rejected["reason"].tolist() == ["empty text"]
    assert articles(table(), today=TODAY)[1].empty


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty text"),
        (" \n\t\u00a0\n", "empty text"),
        ("-1", "no text left"),
        ("* * *\n\n2017", "no text left"),
        ("Share this\n\nLeave a Reply", "no text left"),
        ("\u200b", "no text left"),
    ],
)
def test_a_document_without_text_is_rejected_with_its_reason(raw, reason):
    found, rejected = articles(table(document("a"), document("b", raw)), today=TODAY)
    assert found["article_id"].tolist() == ["a"]
    assert rejected.to_dict("records") == [{"document": "b.txt", "reason": reason}]


def test_flags():
    short = "Nobody came but the mayor."
    found = kept(
        document("a", published="2017-02-07"),
        document("b", BODY + "x", published="31 November 2016"),
        document("c", short),
        document("d", BODY),
        document("e", BODY, outlet="Mercury"),
        document("f", BODY + "Garda\ufffd\ufffd came."),
        document("g", BODY + "None.", headline="B?rgen"),
        document("h", BODY + "One.", published="  "),
    )
    flagged = {flag: found.index[found[flag]].tolist() for flag in found.columns if flag.startswith("flag_")}
    assert flagged == {
        "flag_date": ["b"],
        "flag_short": ["c"],
        "flag_repeat": ["d"],
        "flag_characters": ["f", "g"],
        "flag_date_order": [],
        "flag_opinion": [],
    }
    assert found.loc["a", "published"] == pd.Timestamp("2017-02-07")
    assert found["published"].isna().sum() == 7
    assert json.loads(found.loc["f", "damage"]) == {"lost character": 1}
    assert json.loads(found.loc["g", "damage"]) == {"question mark for a character": 1}


def test_a_date_in_the_text_stands_in_for_one_that_is_not_given():
    found = kept(
        document("a", f"Published: 7 February 2017\n\n{BODY}"),
        document("b", f"7 February 2017\n\n{BODY}", published="2017-03-01"),
    )
    assert found["published"].dt.day.tolist() == [7, 1]


def test_repairs_are_counted():
    found = kept(document("a", BODY + 'They don"t know.', headline='It isn"t open'))
    assert json.loads(found.loc["a", "repairs"]) == {"lost contraction": 2}
    assert found.loc["a", "headline"] == "It isn't open"
    assert found.loc["a", "body"].endswith("They don't know.")


def test_outlets_are_categories_in_order_of_their_names():
    found = kept(document("a", outlet="Mercury"), document("b", outlet=" Echo "), document("c", outlet="Argus"))
    assert list(found["outlet"].cat.categories) == ["Argus", "Echo", "Mercury"]


def test_two_articles_with_one_id():
    twice = table(*(document("a", document=f"{n}/a.txt") for n in range(5)), document("b"))
    with pytest.raises(InputError) as error:
        articles(twice, today=TODAY)
    assert str(error.value) == (
        "5 articles have the id 'a': 0/a.txt, 1/a.txt, 2/a.txt, 3/a.txt .... "
        "Give each an id of its own: another file name, or `id:` at the top of the file."
    )


POOL = [
    document("a", published="2017-02-07"),
    document("b", ""),
    document("c", f"OSLO — {BODY}\n\nA New Way\n\n{BODY}", outlet="Mercury"),
    document("d", BODY),
    document("e", BODY),
]


@settings(max_examples=20, deadline=None)
@given(st.permutations(POOL))
def test_the_order_of_documents_changes_nothing(order):
    straight, rejected = articles(table(*POOL), today=TODAY)
    mixed, mixed_rejected = articles(table(*order), today=TODAY)
    pd.testing.assert_frame_equal(straight, mixed)
    pd.testing.assert_frame_equal(rejected, mixed_rejected)


def test_the_input_is_not_changed():
    given_table = table(*POOL)
    before = given_table.copy(deep=True)
    articles(given_table, today=TODAY)
    pd.testing.assert_frame_equal(given_table, before)
