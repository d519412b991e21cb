"""Sentences as they are shown."""

import pandas as pd
import pytest

from analysis.report import hits, matrices
from analysis.report.passages import Cell, Line, Piece, pieces, safe_url, said


def test_cut_where_a_mark_or_a_voice_begins():
    text = "He said the wall will hold."
    #       0       8        17: "the wall will hold" is reported (8 to 26), "wall" is marked (12 to 16)
    assert pieces(text, [(12, 16)], [(8, 26, "reported")]) == [
        Piece("He said ", False, "narrator"),
        Piece("the ", False, "reported"),
        Piece("wall", True, "reported"),
        Piece(" will hold", False, "reported"),
        Piece(".", False, "narrator"),
    ]


@pytest.mark.parametrize("marks", [[], [(0, 4), (2, 9)], [(-3, 2), (20, 400)], [(5, 5)]])
def test_pieces_put_together_are_the_text(marks):
    text = "The wall, the wall and the tide."
    assert "".join(p.text for p in pieces(text, marks, [(4, 12, "quoted")])) == text


def test_who_speaks():
    runs = [(0, 5, "quoted", "Ada Brandt"), (5, 9, "narrator", None), (9, 12, "reported", float("nan"))]
    assert said(runs) == "quoted: Ada Brandt, reported speech"
    assert said([(0, 5, "narrator", None)]) == "outlet's own words"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " data:text/html,x", "//x.org", None, float("nan"), "file:///x"]
)
def test_only_addresses_of_the_web_are_links(url):
    assert safe_url(url) == ""


def test_an_address_of_the_web_stays():
    assert safe_url(" HTTPS://example.org/a ") == "HTTPS://example.org/a"


def cell(number, item, outlet, values=()):
    lines = [Line(str(i), [], "", outlet, "", "", "", "", f"tone {v:+.2f}") for i, v in enumerate(values)]
    return Cell(f"e{number}", item, outlet, len(lines), lines)


def test_places_open_what_they_show(tmp_path):
    twin = tmp_path / "rows.csv"
    pd.DataFrame({"outlet": ["echo"], "item": ["quoted"], "value": [0.25]}).to_csv(twin, index=False)
    evidence = [cell(1, "The wall", "The Echo"), cell(2, "Quoted speech", "The Echo")]
    box = [0.1, 0.2, 0.3, 0.4]
    places = [
        {"box": box, "row": "The\nwall", "column": "The Echo"},
        {"box": box, "row": "The Echo", "value": 0.25},
        {"box": box, "row": "The Echo", "value": 0.9},
        {"box": box, "row": "The Echo: The wall", "value": 3.0},
    ]
    found = hits.resolved(places, twin, evidence, outlets={"echo": "The Echo"}, labels={})
    assert [f[4] for f in found] == ["e1", "e2", "e1"]


def test_each_dot_opens_its_own_sentence(tmp_path):
    twin = tmp_path / "rows.csv"
    pd.DataFrame({"outlet": ["echo"] * 3, "article_id": "a", "compound": [0.0, 0.0, 0.5]}).to_csv(twin, index=False)
    evidence = [cell(7, hits.EVERY, "The Echo", [0.0, 0.0, 0.5])]
    places = [{"box": [0, 0, 0, 0], "row": "The Echo", "value": v} for v in (0.0, 0.0, 0.5)]
    found = hits.resolved(places, twin, evidence, outlets={"echo": "The Echo"}, labels={})
    assert [f[4] for f in found] == ["e7.0", "e7.1", "e7.2"]


def test_a_table_shows_intervals_and_silence():
    scores = pd.DataFrame(
        {
            "metric": "topic",
            "definition": "share of sentences",
            "voice": "all",
            "item": ["wall", "wall"],
            "outlet": ["echo", "mercury"],
            "value": [0.25, float("nan")],
            "low": [0.2, float("nan")],
            "high": [0.3, float("nan")],
            "n_articles": [9, 0],
        }
    )
    names = {"echo": "The Echo", "mercury": "The Mercury"}
    opens = {("Wall", "The Echo"): "e1"}
    table = matrices.shares(scores, id="t", labels={"wall": "Wall"}, outlets=names, opens=opens, is_open=True)
    ((_, (first, second)),) = table.rows
    assert (first.text, first.note, first.opens) == ("25 %", "20 % to 30 %", "e1")
    assert (second.text, second.opens) == ("not measured", "")
