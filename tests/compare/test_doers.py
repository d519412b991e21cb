"""One deed, given to different doers; off unless asked for."""

import pandas as pd
import pytest

from analysis.compare.discrepancies import EVERY_KIND, KINDS
from analysis.compare.doers import doers


def _found(here: str, there: str) -> list[list[str]]:
    rows = [("a", "bell", "body", 0, here), ("b", "crier", "body", 0, there)]
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "part", "sentence", "text"])
    table = table.assign(start=0, claim_id="c1")
    return [[v["value"] for v in fact] for fact in doers(table, table)]


def test_two_doers_of_one_deed():
    got = _found("The ferry was rammed by Gull Trawlers.", "Divers say the ferry was rammed on Monday by Otter Lines.")
    assert got == [["Gull Trawlers", "Otter Lines"]]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("The ferry was rammed by Gull Trawlers.", "The ferry was rammed by the Trawlers."),
        ("The ferry was rammed by Gull Trawlers.", "The ferry was salvaged by Otter Lines."),
        ("The ferry was repaired by Monday.", "The ferry was repaired by Otter Lines."),
        ("The ferry was rammed by smugglers.", "The ferry was rammed by Otter Lines."),
    ],
)
def test_what_is_no_other_doer(here, there):
    assert _found(here, there) == []


def test_what_is_mostly_wrong_is_off():
    assert set(EVERY_KIND) - set(KINDS) == {"doer", "attribution", "date"}
