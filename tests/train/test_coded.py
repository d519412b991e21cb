"""Files of coded texts."""

import json

import pytest

from analysis.errors import InputError
from analysis.train import coded


def written(tmp_path, text, name="coded.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def test_labels_in_one_column(tmp_path):
    got = coded.read(
        written(tmp_path, 'outlet,text,labels\na,"Aye, so",conflict; moral\nb,No,\nb,Yes,moral|economic\n')
    )
    assert got.texts == ["Aye, so", "No", "Yes"]
    assert got.present.to_dict("list") == {
        "conflict": [True, False, False],
        "economic": [False, False, True],
        "moral": [True, False, True],
    }
    assert got.outlet.tolist() == ["a", "b", "b"]
    assert got.event is None


def test_a_column_a_frame(tmp_path):
    got = coded.read(written(tmp_path, "id,body,conflict,moral\n7,Aye,1,no\n8,No,0,x\n"))
    assert got.present.to_dict("list") == {"conflict": [True, False], "moral": [False, True]}


def test_json_lines(tmp_path):
    rows = [{"text": "Aye", "labels": ["moral"]}, {"text": "No", "labels": []}]
    got = coded.read(written(tmp_path, "\n".join(map(json.dumps, rows)), "coded.jsonl"))
    assert got.present.to_dict("list") == {"moral": [True, False]}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("words,labels\nAye,moral\n", "there is no column of texts among words, labels"),
        ("text,labels\nAye,moral\n ,moral\n", "row 2: the text is empty"),
        ("text,note\nAye,one\nNo,two\n", "no frame is coded"),
        ("text,moral\n" + "Aye,1\n" * 30 + "Aye,7\n", "row 31, column 'moral': '7' is neither 1 nor 0"),
    ],
)
def test_a_slip_is_named_with_its_place(tmp_path, content, sentence):
    with pytest.raises(InputError, match=sentence):
        coded.read(written(tmp_path, content))


def test_a_column_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"no column 'label' for labels\. Did you mean 'labels'"):
        coded.read(written(tmp_path, "text,labels\nAye,moral\n"), labels="label")


def test_no_file(tmp_path):
    with pytest.raises(InputError, match="There is no file"):
        coded.read(tmp_path / "none.csv")
