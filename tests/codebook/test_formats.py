"""Dictionaries that people have: each format is known by its content."""

import pytest

from analysis.codebook import load
from analysis.errors import InputError

QUANTEDA = """economy:
  growth: [gdp, "econom?c*"]
  jobs:
    - job*
    - unemploy*
war: [war, ":-)"]
"""
LIWC = """%
1\taffect (Affect)
\t2\tposemo (Positive Emotions)
\t3\tnegemo
4\twork
%
happi*\t1\t2
glad\t2
kind of\t3
kind (02 134)125/464
office 4 1
"""
LCD = """<?xml version="1.0" encoding="UTF-8"?>
<dictionary style="Lexicoder" name="Policy">
  <cnode name="Economy">
    <pnode name="prices "></pnode>
    <cnode name="Jobs"><pnode name="job*"/></cnode>
  </cnode>
  <cnode name="War"><pnode name="war"/></cnode>
</dictionary>
"""
LC3 = "+Economy\nprices\nhigh costs\n+War\nwar\n"
CSV = "item,term,exclude,parent\nJobs,job*,job centre,Economy\nJobs,work,,Economy\nWar,war,,\n"


def items(path, text):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(i.id, i.parent, i.terms) for i in load(path).items]


@pytest.mark.parametrize("name", ["q.yml", "q.yaml", "q.txt"])
def test_quanteda(tmp_path, name):
    assert items(tmp_path / name, QUANTEDA) == [
        ("economy", "", ()),
        ("growth", "economy", ("gdp", "econom*c*")),
        ("jobs", "economy", ("job*", "unemploy*")),
        ("war", "", ("war",)),
    ]
    assert load(tmp_path / name).note == (
        "1 term without a letter or digit left out: ':-)' (line 6). 1 term with ? read as *: 'econom?c*' (line 2)."
    )


def test_names_that_return_below_other_names_take_these_before_them(tmp_path):
    text = "economy: {good: [growth], bad: [slump]}\nart: {good: [masterpiece], bad: [flop]}\n"
    assert [i for i, _, _ in items(tmp_path / "q.yml", text)] == [
        *("economy", "economy-good", "economy-bad"),
        *("art", "art-good", "art-bad"),
    ]


def test_quanteda_keeps_words_that_yaml_takes_for_something_else(tmp_path):
    assert items(tmp_path / "q.yml", "answer: [yes, 911, null]\n") == [("answer", "", ("yes", "911"))]


@pytest.mark.parametrize("name", ["l.dic", "l.txt", "l.yaml"])
def test_liwc_by_its_content(tmp_path, name):
    assert items(tmp_path / name, LIWC.replace("\n", "\r\n")) == [
        ("affect", "", ("happi*", "office")),
        ("posemo", "affect", ("happi*", "glad")),
        ("negemo", "affect", ("kind of",)),
        ("work", "", ("office",)),
    ]
    book = load(tmp_path / name)
    assert book.labels["posemo"] == "Positive Emotions"
    assert book.note == "1 word with conditions left out (line 10)."


@pytest.mark.parametrize("name", ["l.lcd", "l.ykd", "l.xml"])
def test_lexicoder_xml(tmp_path, name):
    assert items(tmp_path / name, LCD) == [
        ("economy", "", ("prices",)),
        ("jobs", "economy", ("job*",)),
        ("war", "", ("war",)),
    ]
    assert load(tmp_path / name).title == "Policy"


def test_lexicoder_lines(tmp_path):
    assert items(tmp_path / "l.lc3", LC3) == [("economy", "", ("prices", "high costs")), ("war", "", ("war",))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path, delimiter):
    path = tmp_path / "t.csv"
    assert items(path, CSV.replace(",", delimiter)) == [
        ("jobs", "economy", ("job*", "work")),
        ("economy", "", ()),
        ("war", "", ("war",)),
    ]
    assert load(path).items[0].exclude == ("job centre",)


def test_csv_with_a_column_of_flags(tmp_path):
    path = tmp_path / "t.csv"
    assert items(path, "category,word,exclude\nwar,war*,no\nwar,warm,yes\n") == [("war", "", ("war*",))]
    assert load(path).items[0].exclude == ("warm",)


ENTITIES = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><dictionary><cnode name="&b;"/>'


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.dic", "%\n1\tx\nhappy\t1\n", "a.dic, line 1: this line of % has no second one. A .dic file has one line"),
        ("a.dic", "1\tx\nhappy\t1\n", "a.dic, line 1: expected a line of %, and found '1\\tx'. A .dic file has one"),
        ("a.dic", "%\n1\tx\n%\na\t1\n%\n", "a.dic, line 5: a third line of %. A .dic file has one line"),
        ("a.dic", "%\n1\tx\n%\na\t1\t7\n", "a.dic, line 4: there is no category '7' between the % lines. Known: 1."),
        ("a.dic", "%\n1\tx\n%\na\n", "a.dic, line 4: the word 'a' has no category number after it."),
        ("a.dic", "%\nx 1\n%\na\t1\n", "a.dic, line 2: expected a category, such as '1<tab>affect', and found 'x 1'."),
        ("a.dic", "%\n1\tx\n1\ty\n%\na\t1\n", "a.dic, line 3: the number 1 is that of 'x' already."),
        ("a.dic", "%\n1\tx\n2\ty\n%\na\t1\n", "a.dic, line 3: the item 'y' is empty; give it terms or leave it out."),
        ("a.dic", "%\n1\tx\n2\tx\n%\na\t1\t2\n", "a.dic, line 3: two items have the id 'x'."),
        ("a.dic", b"%\n1\tx\n%\ncaf\xe9\t1\n", "a.dic, line 4: is not UTF-8 (byte 11). Save it as UTF-8."),
        ("a.lcd", ENTITIES, "a.lcd: it declares a document type or entities, which a dictionary has no need of"),
        ("a.lcd", "<dictionary>\n<cnode name='a'>\n</dictionary>", "a.lcd, line 3: not valid XML: mismatched tag."),
        ("a.lcd", "<dictionary>\n<pnode name='x'/></dictionary>", "a.lcd, line 2: a <pnode> outside every <cnode>."),
        ("a.lcd", "<dictionary>\n<cnode/></dictionary>", "a.lcd, line 2: a <cnode> without a name."),
        ("a.lcd", "<html/>", "a.lcd: there is no item in it."),
        ("a.lcd", "<cnode name='a'>" * 101, "a.lcd, line 1: more than 100 cnodes stand one inside the other."),
        ("a.lc3", "word\n+a\nx\n", "a.lc3, line 1: 'word' stands before the first item. Begin with a line +NAME."),
        ("a.lc3", "+a\nx\n+\ny\n", "a.lc3, line 3: a + without a name. Write the item's name after it."),
        ("a.lc3", "+a\n+b\nx\n", "a.lc3, line 1: the item 'a' is empty; give it terms or leave it out."),
        ("a.csv", "item,term,paren\na,b,c\n", "a.csv, line 1: unknown column 'paren'. Did you mean 'parent'?"),
        ("a.csv", "item,term\na,b,c\n", "a.csv, line 2: 3 cells, and the first line names 2 columns."),
        ("a.csv", "item,term\n,b\n", "a.csv, line 2: a row without an item."),
        ("a.csv", "item,term\na,*\n", "a.csv, line 2: the term '*' of 'a' has no letter or digit and would match e"),
        ("a.csv", "item,term,parent\na,x,b\nb,y,a\n", "a.csv, line 2: the items a > b > a stand one inside the other"),
        ("a.csv", "item,term,parent\na,x,b\na,y,c\n", "a.csv, line 3: 'a' is a part of 'c' here and of 'b' in line 2."),
        ("a.csv", "item,term\n", "a.csv: there is no item in it."),
        ("a.csv", 'item,term\na,"b\n', "a.csv, line 2: not valid CSV: unexpected end of data."),
        ("a.yml", "war: [war]\nwar: [peace]\n", "a.yml, line 2: the key 'war' stands here a second time."),
        ("a.yml", "war:\n  near: []\nart: [x]\n", "a.yml, line 2: the item 'near' is empty; give it terms or leave"),
        ("a.yml", "war:\n- war\n- '* *'\n", "a.yml, line 3: the term '* *' of 'war' has no letter or digit and would"),
    ],
)
def test_an_error_names_file_and_line(tmp_path, monkeypatch, name, text, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as error:
        items(tmp_path / name, text)
    assert str(error.value).startswith(said)
