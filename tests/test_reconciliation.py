import json

import pandas as pd

from analysis import corpus, reconciliation

BODY = "The bridge was opened on Friday after four years of work, and the mayor walked across it. " * 4


def test_each_file_has_its_account(tmp_path):
    (tmp_path / "a.txt").write_text(f'{BODY}They don"t know.')
    (tmp_path / "b.txt").write_text(f"---\nheadline: Open\ndate: 2024-03-05\nurl: https://e.example\n---\n{BODY}")
    rows = [("Echo", "2024-03-05", BODY), ("Mercury", "", BODY + "\ufffd"), ("Echo", "2024-03-06", "-1")]
    pd.DataFrame(rows, columns=["outlet", "date", "text"]).to_csv(tmp_path / "c.csv", index=False)
    (tmp_path / "d.png").write_bytes(b"\x89PNG")
    found = corpus.read(tmp_path, columns={})
    table = found.files.set_index("file")
    assert table.index.tolist() == ["a.txt", "b.txt", "c.csv"]
    assert table[["n_found", "n_kept", "n_rejected"]].to_numpy().tolist() == [[1, 1, 0], [1, 1, 0], [3, 2, 1]]
    assert table["layout"].tolist() == ["text", "text", "CSV table"]
    assert json.loads(table.loc["a.txt", "repairs"]) == {"lost contraction": 1}
    assert json.loads(table.loc["c.csv", "missing"]) == {"headline": 2, "published": 1, "url": 2}
    assert json.loads(table.loc["c.csv", "damage"]) == {"lost character": 1}
    assert json.loads(table.loc["c.csv", "outlets"]) == {"Echo": 1, "Mercury": 1}
    # 1 + 1 + 3 in files that were read, and one file that was not.
    assert table["n_found"].sum() + 1 == found.found
    assert reconciliation.told(found.files) == [
        "c.csv (CSV table, utf-8): 3 found = 2 kept + 1 rejected; without headline 2, url 2, published 1; "
        "lost: lost character 1",
        "2 files (text, utf-8): 2 found = 2 kept + 0 rejected; without headline 1, published 1, url 1; "
        "mended: lost contraction 1",
    ]


def test_what_metadata_say_is_told(tmp_path):
    rows = [
        ("Echo", "03/04/2024", "World", f"OSLO (Reuters) - {BODY}"),
        ("nytimes.com", "2024-03-05", "Opinion", BODY),
        ("NYT", "2024-03-05", "", f"{BODY} Again."),
    ]
    pd.DataFrame(rows, columns=["outlet", "date", "section", "text"]).to_csv(tmp_path / "a.csv", index=False)
    told = "\n".join(corpus.told(corpus.read(tmp_path, columns={})))
    assert "Spellings of one outlet: NYT, nytimes.com counted as The New York Times." in told
    assert "1 of 3 articles with a date whose day and month may be swapped" in told
    assert "1 of 3 articles with a section, address or headline that calls them opinion: a.csv row 2." in told
    assert "1 of 3 articles credit a news agency: Reuters 1." in told
    read = corpus.read(tmp_path, columns={}, order="day first").articles
    assert str(read.loc[read["article_id"] == "a-1", "published"].iloc[0].date()) == "2024-04-03"
