import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import files, formulas
from analysis.read import tables

CELLS = st.text(st.sampled_from(list("='+-@\t\r1.e a")), max_size=6)


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "'=1", "''@x", "--1"])
def test_a_formula_gets_an_apostrophe(cell):
    assert formulas.harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-1", "+3.5", "-1.2e-05", "", "'", "It's = so", "a=1", "'tis", -1.5, None])
def test_anything_else_stays(cell):
    assert formulas.harmless(cell) == cell


@given(CELLS)
def test_what_was_escaped_reads_back_equal(cell):
    assert formulas.plain(formulas.harmless(cell)) == cell


def test_no_cell_of_a_table_that_is_written_can_run(tmp_path):
    table = pd.DataFrame(
        {
            "=outlet": pd.Categorical(["=a", "b"], ["b", "=a"], ordered=True),
            "text": ["@x", "-1"],
            "value": [-1.5, -2.0],
        }
    )
    path = files.write_csv(tmp_path / "t.csv", table)
    assert path.read_text() == "'=outlet,text,value\n'=a,'@x,-1.5\nb,-1,-2\n"
    assert table["=outlet"].cat.categories.tolist() == ["b", "=a"]
    read, _ = tables.frame(path.read_bytes(), kind="separated")
    assert read.to_dict("list") == {"=outlet": ["=a", "b"], "text": ["@x", "-1"], "value": ["-1.5", "-2"]}
    assert pd.read_csv(io.BytesIO(path.read_bytes())).shape == (2, 3)
