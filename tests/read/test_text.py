import pytest

from analysis.read.encoding import UnreadableError
from analysis.read.text import front_matter


def fields(text):
    return front_matter(text)[0]


def test_the_keys_become_columns_and_the_text_goes_on_behind_them():
    text = (
        "---\noutlet: Echo\ndate: 2017-02-07\ntitle: Bridge opens\nlink: http://e.org/1\nid: e1\ntags: x\n---\nBody.\n"
    )
    found, start = front_matter(text)
    assert found == {
        "outlet": "Echo",
        "published": "2017-02-07",
        "headline": "Bridge opens",
        "url": "http://e.org/1",
        "article_id": "e1",
    }
    assert text[start:] == "Body.\n"


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("headline: Summit: a new start", "Summit: a new start"),
        ("headline: Rule #1 is out", "Rule #1 is out"),
        ('headline: "Bridge opens"', "Bridge opens"),
        ("headline: 'It''s open'", "It's open"),
        ('headline: "Yes" and "no" on the bridge', '"Yes" and "no" on the bridge'),
        ('headline: "Yes," mayor says', '"Yes," mayor says'),
        ("headline: [LIVE] Bridge opens", "[LIVE] Bridge opens"),
        ("headline: >\n  Bridge opens\n  at last", "Bridge opens at last"),
        ("headline: 2017", "2017"),
        ("headline: yes", "yes"),
        ("Headline:   Bridge opens  ", "Bridge opens"),
    ],
)
def test_a_value_is_taken_as_written(line, headline):
    assert fields(f"---\n{line}\ntags:\n  - a\n  - b\n---\nBody.") == {"headline": headline}


@pytest.mark.parametrize("start", ["\ufeff---\n", "\n\n---\n", "---  \n", "\ufeff\n---\n"])
def test_a_mark_or_blank_lines_may_stand_before_it(start):
    text = f"{start}outlet: Echo\n---\nBody."
    found, end = front_matter(text)
    assert found == {"outlet": "Echo"}
    assert text[end:] == "Body."


def test_without_a_closing_line_it_ends_with_the_last_key():
    text = "---\noutlet: Echo\ndate: 2017-02-07\n\nThe bridge: it opened.\n"
    found, end = front_matter(text)
    assert found == {"outlet": "Echo", "published": "2017-02-07"}
    assert text[end:] == "\nThe bridge: it opened.\n"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened.\n---\noutlet: Echo\n---\n",
        "---\nThe bridge opened on Friday.\n---\nNobody came.\n",
        "---\n---\nThe bridge opened.\n",
        "--- \nWarning: this text has a rule above it.\n\nIt goes on.\n",
        "",
        "---",
    ],
)
def test_a_rule_across_the_page_is_no_front_matter(text):
    assert front_matter(text) == ({}, 0)


def test_empty_values_say_nothing():
    assert fields("---\noutlet:\ndate: \n---\nBody.") == {}


def test_a_line_that_is_no_key_is_named_with_its_number():
    with pytest.raises(UnreadableError) as error:
        front_matter("\n---\noutlet: Echo\nthe bridge opened\n---\nBody.")
    assert str(error.value) == "line 4: front matter needs `key: value`, and this line is 'the bridge opened'"
