import pandas as pd
import pytest

from analysis.report import claims
from analysis.report.page import rendered
from analysis.report.passages import Library
from analysis.schema import ALL


def place(units, article, number):
    row = units[(units["article_id"] == article) & (units["voice"] == ALL) & (units["sentence"] == number)].iloc[0]
    return {"article_id": article, "outlet": article, "part": "body", "sentence": number, "text": row["text"]} | {
        "start": int(row["start"]),
        "end": int(row["end"]),
    }


@pytest.fixture
def shelf(articles, units):
    rows = {row.article_id: row for row in articles.itertuples()}
    return Library(rows, {}, units, {"echo": "The Echo", "mercury": "<b>Mercury</b>"}, 7)


@pytest.fixture
def told(units):
    rows = [
        {"claim_id": "c1", **place(units, "echo", 0)},
        {"claim_id": "c1", **place(units, "mercury", 0)},
        {"claim_id": "c2", **place(units, "mercury", 1)},
    ]
    return pd.DataFrame(rows).astype({"outlet": "str"})


@pytest.fixture
def things():
    return pd.DataFrame(
        {
            "claim_id": ["c1", "c2"],
            "label": ["The wall", "<i>Its cost</i>"],
            "n_outlets": [2, 1],
            "of_outlets": [2, 2],
            "not_found_in": ["", "echo"],
        }
    )


@pytest.fixture
def versions(units):
    rows = [
        {"fact_id": "f1", "relation": "naming", "what": "the wall", "value": "harbour wall", **place(units, "echo", 0)},
        {"fact_id": "f1", "relation": "naming", "what": "the wall", "value": "wall", **place(units, "mercury", 1)},
        {"fact_id": "f2", "relation": "incompatible", "what": "day", "value": "Monday", **place(units, "echo", 0)},
        {"fact_id": "f2", "relation": "incompatible", "what": "day", "value": "Sunday", **place(units, "mercury", 0)},
    ]
    return pd.DataFrame(rows).assign(kind="date")


def test_a_cell_counts_its_sentences_and_silence_is_not_found(things, told, shelf):
    evidence = claims.told_by(told, things, shelf=shelf)
    table = claims.coverage(things, told, id="t", outlets=shelf.outlets, evidence=evidence)
    shown = [[v.text for v in cells] for _, cells in table.rows]
    assert shown == [["1 sentence", "1 sentence"], ["not found", "1 sentence"]]
    assert [c.id for c in evidence] == [v.opens for _, cells in table.rows for v in cells if v.opens]


def test_an_outlet_without_an_article_on_it_left_nothing_out(things, told, shelf):
    elsewhere = things.assign(not_found_in=["", "the gazette"])
    table = claims.coverage(elsewhere, told, id="t", outlets=shelf.outlets, evidence=[])
    assert table.rows[1][1][0].text == "no article on it"
    assert claims.omissions(elsewhere, told, outlets=shelf.outlets)[0] == ("The Echo", [])


def test_told_by_most_of_the_others_and_not_here(things, told, shelf):
    # c2: one of the one other outlet tells it, more than half; the Echo does not.
    assert claims.omissions(things, told, outlets=shelf.outlets) == [
        ("The Echo", ["<i>Its cost</i>"]),
        ("<b>Mercury</b>", []),
    ]


def test_incompatible_versions_come_first_and_alone_contradict(things, told, versions, shelf):
    facts = claims.facts(versions, shelf=shelf)
    assert [f.relation for f in facts] == ["incompatible", "naming"]
    assert [v.value for v in facts[0].versions] == ["Monday", "Sunday"]
    page = rendered(
        "report_claims.html.j2",
        settled={"seed": 7},
        claims=claims.ClaimsChapter(
            "07-claims",
            "What was told?",
            "",
            claims.found(things, versions, outlets=shelf.outlets, n_shown=2),
            [],
            claims.coverage(things, told, id="t", outlets=shelf.outlets, evidence=[]),
            claims.told_by(told, things, shelf=shelf),
            facts,
            claims.omissions(things, told, outlets=shelf.outlets),
        ),
    )
    assert page.count("contradict") == 1
    assert "contradict" in page.split('class="fact incompatible"')[1].split('class="fact naming"')[0]
    assert "<i>Its cost</i>" not in page
    assert "&lt;b&gt;Mercury&lt;/b&gt;" in page


def test_how_much_was_told_by_whom(things, versions, shelf):
    lines = claims.found(things, versions, outlets=shelf.outlets, n_shown=2)
    assert lines[0] == "2 things told: 1 by all outlets with an article on it, 0 by most, 0 by some, 1 by one alone."
    assert lines[1] == (
        "Facts told in several versions: 1 with versions that cannot both hold and 1 named in several ways."
    )


def test_what_is_perhaps_told_in_other_words_is_not_left_out(things, told, shelf):
    near = things.assign(perhaps_in=["", "echo"])
    table = claims.coverage(near, told, id="t", outlets=shelf.outlets, evidence=[])
    assert table.rows[1][1][0].text == "perhaps, in other words"
    assert claims.omissions(near, told, outlets=shelf.outlets)[0] == ("The Echo", [])


def test_every_thing_told_is_counted_once(shelf):
    # Of five outlets: all, three (most), two (some), one; of two outlets one is alone, not "all".
    things = pd.DataFrame({"n_outlets": [5, 3, 2, 1, 1], "of_outlets": [5, 5, 5, 5, 1]})
    assert claims.found(things, pd.DataFrame(), outlets=shelf.outlets, n_shown=5) == [
        "5 things told: 1 by all outlets with an article on it, 1 by most, 1 by some, 2 by one alone."
    ]
