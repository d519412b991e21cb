"""Surnames spelled in two ways."""

import pandas as pd
import pytest

from analysis.compare.naming import named_people
from analysis.compare.surnames import surnames


def _found(**texts: str) -> list[list[dict[str, object]]]:
    rows = [
        (name, name, "body", k, line, text.index(line))
        for name, text in texts.items()
        for k, line in enumerate(text.split("\n"))
    ]
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "part", "sentence", "text", "start"])
    return list(surnames(table, named_people(texts)))


def test_two_spellings_of_one_surname():
    (versions,) = _found(
        bell="Mayor Ada Brandtner opened the wall.\nBrandtner smiled.",
        crier="The wall was opened by Ada Brantner on Monday.",
    )
    assert [(v["outlet"], v["value"]) for v in versions] == [("bell", "Brandtner"), ("crier", "Brantner")]
    assert {(v["kind"], v["relation"]) for v in versions} == {("spelling", "naming")}
    for v in versions:
        assert str(v["text"])[v["start"] - v["text_start"] : v["end"] - v["text_start"]] == v["value"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Ada Brandt", "Ada Brandt"),
        ("Ada Müller", "Ada Muller"),  # an accent
        ("Ada Brandtner", "Ida Brantner"),  # somebody else
        ("Ada Brandtner", "Ada Bergström"),
        ("Ada Lund", "Ada Lind"),  # too short to tell
        ("Ada Carter", "Ada Carters"),
    ],
)
def test_what_is_no_other_spelling(here, there):
    assert _found(bell=f"The mayor is {here} of Tidewell.", crier=f"The mayor is {there} of Tidewell.") == []


def test_an_outlet_that_writes_both_names_two_people():
    assert (
        _found(
            bell="The mayor is Ada Brandtner of Tidewell.\nHer cousin is Ada Brantner of Gull Point.",
            crier="The mayor is Ada Brantner of Tidewell.",
        )
        == []
    )
