import json

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.read import formats, tables
from analysis.read.encoding import UnreadableError


def rows(path, **columns):
    table, _ = tables.frame(path.read_bytes(), kind=formats.told(path.read_bytes(), path.name))
    return tables.mapped(table, columns)


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def message(path, **columns):
    with pytest.raises(InputError) as error:
        rows(path, **columns)
    return str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        'outlet,text\nEcho,"One, ""two"".\n\nThree."\n',
        'outlet;text\r\nEcho;"One, ""two"".\n\nThree."\r\n',
        'outlet\ttext\nEcho\t"One, ""two"".\n\nThree."\n',
        'outlet|text\nEcho|"One, ""two"".\n\nThree."\n',
        '\ufeffoutlet,text\nEcho,"One, ""two"".\n\nThree."\n',
        'outlet,text\nEcho,"One, ""two"".\n\n\x00Three."\n' + "Mercury," + "a " * 2000 + "\n",
    ],
)
def test_separators_quoted_line_ends_marks_and_a_stray_nul(tmp_path, content):
    table, mapping = rows(written(tmp_path, "a.csv", content))
    assert mapping == {"body": "text", "outlet": "outlet"}
    assert table.iloc[0].to_dict() == {"body": 'One, "two".\n\nThree.', "outlet": "Echo"}


def test_utf16_from_a_spreadsheet(tmp_path):
    path = written(tmp_path, "a.tsv", "outlet\ttext\nEcho\tCafé.\n".encode("utf-16"))
    assert rows(path)[0]["body"].tolist() == ["Café."]


def test_words_that_look_like_nothing_stay_words(tmp_path):
    table, _ = rows(written(tmp_path, "a.csv", "outlet,text\nNA,null\nNone,nan\n"))
    assert table["outlet"].tolist() == ["NA", "None"]
    assert table["body"].tolist() == ["null", "nan"]


def test_jsonl_json_and_parquet_say_the_same(tmp_path):
    records = [{"id": 7, "title": "A", "text": "One."}, {"id": None, "title": None, "text": ["Two.", "Three."]}]
    lines = written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, records)) + "\n\n")
    listed = written(tmp_path, "a.json", json.dumps(records))
    within = written(tmp_path, "b.json", json.dumps({"count": 2, "articles": records}))
    parquet = tmp_path / "a.parquet"
    pd.DataFrame({"id": [7, None], "title": ["A", None], "text": [["One."], ["Two.", "Three."]]}).to_parquet(parquet)
    for path in (lines, listed, within, parquet):
        table, mapping = rows(path)
        assert mapping == {"body": "text", "headline": "title", "article_id": "id"}, path.name
        assert table["body"].tolist() == ["One.", "Two.\nThree."], path.name
        assert table["article_id"].tolist()[0] == "7", path.name
        assert table["headline"].isna().tolist() == [False, True], path.name


def test_columns_of_the_study_win_over_common_names(tmp_path):
    path = written(tmp_path, "a.csv", "text,lead,paper\nOne.,Two.,Echo\n")
    table, mapping = rows(path, body="lead", outlet="paper")
    assert mapping == {"body": "lead", "outlet": "paper"}
    assert table.iloc[0].to_dict() == {"body": "Two.", "outlet": "Echo"}


def test_a_common_name_is_found_in_any_case_and_the_first_of_several_is_taken(tmp_path):
    path = written(tmp_path, "a.csv", "Date ,TEXT,body\n2017-01-02,One.,Two.\n")
    assert rows(path)[1] == {"body": "body", "published": "Date "}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.csv",
            "title,words\nA,One.\n",
            "there is no text column among title, words. Say which one holds the text: "
            "columns: {body: NAME} in study.yaml, or `new` with --columns body=NAME.",
        ),
        ("a.csv", "text,text\nA,One.\n", "2 columns are called 'text'. Rename all but one of them."),
        (
            "a.csv",
            "text,title\nOne.,A\nTwo.,B,C\n",
            "this is no CSV table that can be read: Error tokenizing data. C error: Expected 2 fields in line 3, "
            "saw 3. Mend it, or take it out of the folder.",
        ),
        (
            "a.csv",
            'text,title\n"One.,A\nTwo.,B\n',
            "this is no CSV table that can be read: Error tokenizing data. C error: EOF inside string starting at "
            "row 1. Mend it, or take it out of the folder.",
        ),
        (
            "a.jsonl",
            '{"text": "One."}\n{"text": "Two."\n',
            "line 2: not valid JSON: Expecting ',' delimiter (column 16). Mend or delete that line.",
        ),
        (
            "a.jsonl",
            '{"text": "One."}\n\n["Two."]\n',
            "line 3: expected one JSON object a line, found list. Mend or delete that line.",
        ),
        (
            "a.json",
            '{"text": "One.",',
            "this is no JSON table that can be read: Expecting property name enclosed in double quotes: line 1 "
            "column 17 (char 16). Mend it, or take it out of the folder.",
        ),
        ("a.json", '["One."]', "expected a JSON list of objects, one an article."),
    ],
)
def test_a_table_that_cannot_be_used_says_why_and_what_to_do(tmp_path, name, content, said):
    assert message(written(tmp_path, name, content)) == said


def test_parquet_that_is_none(tmp_path):
    said = message(written(tmp_path, "a.parquet", "One."))
    assert said.startswith("this is no PARQUET table that can be read: ")
    assert said.endswith(". Mend it, or take it out of the folder.")


def test_a_row_with_more_fields_than_the_header_is_not_cut_off(tmp_path):
    said = message(written(tmp_path, "a.csv", "text,title\nOne.,A,left over\n"))
    assert said.startswith("this is no CSV table that can be read: ")


def test_a_mapped_column_that_is_not_there_offers_the_nearest(tmp_path):
    path = written(tmp_path, "a.csv", "maintext,title\nOne.,A\n")
    assert message(path, body="main_text") == (
        "there is no column 'main_text', which `columns` in study.yaml names for body. Did you mean 'maintext'?"
    )
    assert message(path, text="maintext") == "columns: 'text' is no column of an article. Our name for it is 'body'."
    assert message(path, bdy="maintext") == "columns: 'bdy' is no column of an article. Did you mean 'body'?"


@pytest.mark.parametrize(("name", "content"), [("a.csv", "text,title\n"), ("a.jsonl", "\n\n"), ("a.json", "[]")])
def test_a_table_without_a_row_is_unreadable_not_wrong(tmp_path, name, content):
    with pytest.raises(UnreadableError, match=r"^a table without a row$"):
        rows(written(tmp_path, name, content))
