import re

import pytest

from analysis import words
from analysis.clean.furniture import Removed, count_words, kind, without_end, without_start
from analysis.clean.lines import Line

SENTENCE = "The bridge was opened on Friday."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Also Read: Ferry Fares to Rise Next Month", "related link"),
        ("READ MORE | The bridge in pictures", "related link"),
        ("Related Articles", "related link"),
        ("Leave a Reply", "comment form"),
        ("12 comments", "comment form"),
        ("Your email address will not be published. Required fields are marked *", "comment form"),
        ("Share this:", "sharing"),
        ("Share on Facebook", "sharing"),
        ("Facebook Twitter WhatsApp Email", "sharing"),
        ("Subscribe to our morning briefing", "subscription"),
        ("Sign up for the evening newsletter", "subscription"),
        ("ADVERTISEMENT", "advertisement"),
        ("Story continues below this ad", "advertisement"),
        ("By Maria Ortiz", "byline"),
        ("By Maria Ortiz and Jan de Vries, Harbour Correspondent", "byline"),
        ("BYLINE: Maria Ortiz", "byline"),
        ("Photo: Echo/Jan de Vries", "picture credit"),
        ("Image caption The bridge at dawn", "picture credit"),
        ("Published: 7 February 2017", "time stamp"),
        ("Last updated on Tuesday, February 7, 2017 10:15 IST", "time stamp"),
        ("Posted 3 hours ago", "time stamp"),
        ("4 min read", "reading time"),
        ("© 2017 The Echo", "copyright"),
        ("Copyright 2017 The Echo. All rights reserved.", "copyright"),
        ("* * *", "divider"),
        ("**Also read:** Ferry fares", "related link"),
        ("## Leave a Reply", "comment form"),
    ],
)
def test_a_line_of_a_page_is_known(line, expected):
    assert kind(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        SENTENCE,
        "Share on share, the ferry company lost 40 percent.",
        "Shares in the ferry company fell.",
        "Published on Tuesday, the report found that 40 percent of ferries were late.",
        "Updated plans for the bridge cost 40 million.",
        "Copyright law does not know the ferry.",
        "(c) the ferry company shall pay for the bridge.",
        "Picture this: a bridge without a ferry.",
        "By Friday the bridge was open.",
        "By the river, Maria Ortiz waited.",
        "Comments by the mayor were few.",
        "Related to the ferry, the bridge is new.",
        "Read more slowly, the plan makes sense.",
        "Advertising pays for the bridge.",
        "Subscribe to the plan, the mayor said. Nobody did.",
        "Recommended fares are lower than last year.",
        "Also, read the plan.",
        "Print and share prices fell.",
        "Email traffic fell.",
        "Support for the bridge fell.",
        "Follow the river to the bridge.",
        "- one bridge",
        "5",
        "",
        "x" * 300,
    ],
)
def test_a_sentence_is_not(line):
    assert kind(line) == ""


def cut_end(text):
    removed: list[Removed] = []
    lines = without_end([Line(0, len(text), text, True)], removed)
    assert all(text[r.start : r.end] == r.text for r in removed)
    return [line.text for line in lines], [r.kind for r in removed]


@pytest.mark.parametrize(
    ("tail", "kinds"),
    [
        (" Source: Echo and news agencies", ["source line"]),
        (" ab/cde (AFP, dpa)", ["source line"]),
        (" The Associated Press contributed to this report.", ["source line"]),
        (" Maria Ortiz, Jan P. de Vries and Li Na Jr. contributed to this story.", ["source line"]),
        (" (Harbour Weekly 01/27/2017 page14)", ["page reference"]),
        (" ortiz@echo.org (Harbour Weekly 01/27/2017 page14)", ["page reference", "contact"]),
        (" Contact the writer at ortiz@echo.org", ["contact"]),
        (" Follow Maria Ortiz on Twitter: @ortiz", ["contact"]),
        (
            " The views expressed in this article are the author's own and do not necessarily reflect Echo's policy.",
            ["disclaimer"],
        ),
        (" This is a developing story. Please check back for updates.", ["update note"]),
        (" This story has been updated.", ["update note"]),
        (" Facebook Twitter Reddit Permalink http://e.org/1", ["sharing"]),
        (" Sign up for our harbour newsletter.", ["subscription"]),
        (" All photographs are copyrighted.", ["copyright"]),
        (" ab/cde (AFP) Facebook Twitter Reddit", ["sharing", "source line"]),
    ],
)
def test_what_stands_behind_the_last_sentence_is_cut(tail, kinds):
    assert cut_end(SENTENCE + tail) == ([SENTENCE], kinds)
    assert cut_end(f'"It is open," she said. "{SENTENCE}"' + tail) == ([f'"It is open," she said. "{SENTENCE}"'], kinds)
    assert cut_end(tail.strip())[0] == []


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "She named the source: a ferryman.",
        "He wrote to the mayor (Echo, Mercury).",
        "Those who contributed to this report were not named, and its author left.",
        "She said to write to ortiz@echo.org or to call.",
        "Asked where the plan was, she said that it was in your inbox.",
        "The views of the mayor do not reflect those of the river",
        "The mayor is on Facebook and Twitter.",
    ],
)
def test_a_last_sentence_stays(text):
    assert cut_end(text) == ([text], [])


def test_a_quotation_that_ends_before_the_tail_keeps_its_mark():
    kept, kinds = cut_end('She said: "It is open!"?Sign up for our harbour newsletter.')
    assert (kept, kinds) == (['She said: "It is open!"?'], ["subscription"])


def test_what_stands_before_the_first_sentence_is_cut():
    text = f"Share this with Media playback is not supported on this device {SENTENCE}"
    removed: list[Removed] = []
    lines = without_start([Line(0, len(text), text, True)], removed)
    assert [line.text for line in lines] == [SENTENCE]
    assert [r.kind for r in removed] == ["sharing", "picture credit"]
    assert all(text[r.start : r.end] == r.text for r in removed)


def test_the_word_list_can_be_read_by_a_person():
    rows = words.rows("furniture")
    assert {row["place"] for row in rows} == {"line", "start", "end"}
    for row in rows:
        assert re.compile(row["pattern"])
        assert None not in row.values(), row
        assert None not in row, row


def test_words_are_counted_with_their_marks_inside():
    # The | U.S | 10-year | plan | isn't | Maria's | 2,000 is two: 2 and 000
    assert count_words("The U.S. 10-year plan isn't Maria's — 2,000!") == 8
