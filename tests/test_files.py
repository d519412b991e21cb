import os
from pathlib import Path

import pandas as pd
import pytest

from analysis import files


def names(folder: Path):
    return sorted(p.name for p in folder.iterdir())


def test_a_file_appears_whole_with_its_folders(tmp_path):
    path = files.write(tmp_path / "a" / "b.txt", "Ærø\n")
    assert path.read_bytes() == "Ærø\n".encode()
    assert files.write(path, b"new").read_bytes() == b"new"
    assert names(path.parent) == ["b.txt"]


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = files.write(tmp_path / "a.txt", "old")

    def fail(*_: object):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        files.write(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_csv_is_the_same_everywhere(tmp_path):
    table = pd.DataFrame({"outlet": ["Æ", "B"], "value": [1 / 3, None]})
    assert files.write_csv(tmp_path / "t.csv", table).read_bytes() == "outlet,value\nÆ,0.333333333333\nB,\n".encode()


def test_parquet_keeps_types(tmp_path):
    table = pd.DataFrame({"outlet": pd.Categorical(["b", "a"], ["b", "a"], ordered=True), "n": [1, 2]})
    pd.testing.assert_frame_equal(pd.read_parquet(files.write_parquet(tmp_path / "t.parquet", table)), table)


def test_digests_tell_content_and_name_apart(tmp_path):
    one, two = files.write(tmp_path / "1", "x"), files.write(tmp_path / "2", "x")
    assert files.digest(one) == files.digest(two) == files.digest_text("x")
    assert files.digest(tmp_path / "none") == ""
    assert files.digest_all([one], below=tmp_path) != files.digest_all([two], below=tmp_path)


def test_a_spreadsheet_runs_nothing():
    table = pd.DataFrame({"name": ["=1+1", "@x", "-2 up", "plain", None], "value": [-1.5, 2, 3, 4, 5]})
    lines = files.as_csv(table).splitlines()
    assert lines == ["name,value", "'=1+1,-1.5", "'@x,2", "'-2 up,3", "plain,4", ",5"]
    kinds = table.assign(name=pd.Categorical(table["name"]))
    assert files.as_csv(kinds) == files.as_csv(table)


def test_a_table_without_rows_keeps_its_categories(tmp_path):
    table = pd.DataFrame({"outlet": pd.Categorical([]), "n": pd.Series([], dtype="int64")})
    read = pd.read_parquet(files.write_parquet(tmp_path / "a.parquet", table))
    assert isinstance(read["outlet"].dtype, pd.CategoricalDtype)
