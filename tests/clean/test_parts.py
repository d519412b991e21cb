import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.clean.characters import even, repaired, visible
from analysis.clean.parts import parts

FIRST = "The bridge across the river was opened on Friday after four years of work, the mayor said."
SECOND = "Some two thousand people walked across it in the rain, and the old ferry rang its bell for them."
THIRD = "“It carries ninety trains a day,” the engineer said."


def text(*paragraphs: str, gap="\n\n"):
    return gap.join(paragraphs)


def kinds(found):
    return [r.kind for r in found.removed]


def heads(found):
    return [found.body[a:b] for a, b in found.crossheads]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_page_with_a_dateline_and_crossheads(gap):
    found = parts(
        text(f"OSLO — {FIRST}", "A New Way Over the River", SECOND, "Trains and Ferries Side by Side", THIRD, gap=gap)
    )
    assert found.dateline == "OSLO"
    assert found.body.split("\n") == [
        FIRST,
        "A New Way Over the River",
        SECOND,
        "Trains and Ferries Side by Side",
        THIRD,
    ]
    assert heads(found) == ["A New Way Over the River", "Trains and Ferries Side by Side"]
    assert [(r.kind, r.text) for r in found.removed] == [("dateline", "OSLO —")]


def test_a_page_whose_first_line_holds_date_headline_and_a_counter():
    found = parts(text(" date 2017-02-07 River, Town Seal Their Ten-Year Bridge Pact 2", FIRST, SECOND))
    assert (found.published, found.headline) == ("2017-02-07", "River, Town Seal Their Ten-Year Bridge Pact")
    assert kinds(found) == ["date", "headline", "counter"]
    assert found.body == f"{FIRST}\n{SECOND}"


def test_a_page_with_a_headline_and_a_comment_form():
    found = parts(text("Mayor Ortiz and River’s Engineer Open the New Bridge", FIRST, SECOND, "Leave a Reply"))
    assert found.headline == "Mayor Ortiz and River’s Engineer Open the New Bridge"
    assert kinds(found) == ["headline", "comment form"]
    assert found.body == f"{FIRST}\n{SECOND}"


def test_links_between_paragraphs_are_taken_out():
    found = parts(
        text(FIRST, "Also Read: Ferry Fares to Rise", SECOND, "Also Read: A Town’s Long Wait", THIRD, gap="\n")
    )
    assert kinds(found) == ["related link", "related link"]
    assert found.body == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert not found.crossheads


def test_what_stands_above_the_text():
    found = parts(
        text(
            "Bridge Opens After Four Years", "By Maria Ortiz", "Published: 7 February 2017", "Share this", FIRST, SECOND
        )
    )
    assert (found.headline, found.published) == ("Bridge Opens After Four Years", "7 February 2017")
    assert kinds(found) == ["headline", "byline", "time stamp", "sharing"]
    assert found.body == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    "stamp", ["7 February 2017", "Tuesday, February 7, 2017", "2017-02-07", "Feb. 7, 2017 10:15 GMT"]
)
def test_a_line_that_is_a_date_above_the_text(stamp):
    found = parts(text(stamp, FIRST))
    assert found.published in stamp
    assert found.published
    assert kinds(found) == ["date"]


@pytest.mark.parametrize(
    "repeated",
    [
        "Bridge opens: “at last”",
        "BRIDGE OPENS: “AT LAST”",
        'Bridge opens: "at last".',
        "Bridge opens:\n“at last”",
        "# Bridge opens: “at last”",
    ],
)
def test_a_headline_that_is_known_is_looked_for_and_taken_out(repeated):
    found = parts(text(repeated, FIRST), headline="Bridge opens: “at last”")
    assert found.headline == "Bridge opens: “at last”"
    assert set(kinds(found)) == {"headline"}
    assert found.body == FIRST


def test_another_first_line_stays_where_the_headline_is_known():
    assert parts(text("Bridge opens", FIRST), headline="Ferry closes").body == f"Bridge opens\n{FIRST}"


@pytest.mark.parametrize(
    "first",
    [
        "The bridge opened.",
        "Late again",
        "- one bridge",
        "“It is open”",
        "OSLO — The bridge opened",
    ],
)
def test_a_first_line_that_is_no_headline(first):
    assert parts(text(first, FIRST, SECOND)).headline == ""


def test_a_headline_that_asks_is_known_by_its_capitals():
    assert parts(text("Who Will Ever Cross the New Harbour Bridge?", FIRST)).headline.endswith("Bridge?")
    assert parts(text("Who will ever cross the new harbour bridge?", FIRST)).headline == ""


@pytest.mark.parametrize(
    "line",
    [
        "- one bridge",
        "2. Two ferries",
        "• Three trains",
        "It rained.",
        "“It rained”",
        "it rained",
        "IT RAINED",
        "What the mayor said:",
        "One word after another until the line is far too long to be a heading of anything at all",
    ],
)
def test_a_short_line_that_is_no_crosshead(line):
    assert heads(parts(text(FIRST, line, SECOND))) == []


def test_a_list_without_marks_and_a_last_line_are_no_crossheads():
    found = parts(text(FIRST, "One bridge", "Two ferries", "Three trains", SECOND, "Nobody came"))
    assert heads(found) == []
    assert found.body.endswith("Nobody came")


def test_wrapped_text_gives_the_same_as_unwrapped():
    paragraphs = [f"OSLO — {FIRST}", "A New Way Over the River", SECOND + " " + FIRST, THIRD]
    plain = parts(text("Bridge Opens After Four Years", *paragraphs))
    wrapped = parts(text("Bridge Opens After Four Years", *(textwrap.fill(p, 72) for p in paragraphs)))
    assert (wrapped.body, wrapped.headline, wrapped.dateline) == (plain.body, plain.headline, plain.dateline)
    assert heads(wrapped) == heads(plain) == ["A New Way Over the River"]


def test_markdown():
    found = parts(
        text(
            "# Bridge *Opens*",
            "**OSLO** — The [bridge](https://e.org) was _opened_.",
            "## Trains and Ferries",
            "> It carries **ninety** trains.",
            "- one bridge",
            "***",
            "## Leave a Reply",
        ),
        markdown=True,
    )
    assert found.headline == "Bridge Opens"
    assert found.body.split("\n")[1:] == ["Trains and Ferries", "It carries ninety trains.", "- one bridge"]
    assert heads(found) == ["Trains and Ferries"]
    assert {"headline", "markup", "divider", "comment form"} <= set(kinds(found))


def test_furniture_alone_leaves_no_text():
    found = parts(text("Share this", "Also read: Ferry fares", "Leave a Reply"))
    assert found.body == ""
    assert len(found.removed) == 3


def test_front_matter_is_in_removed():
    raw = f"---\noutlet: Echo\n---\n{FIRST}"
    found = parts(raw, start=raw.index(FIRST))
    assert [(r.kind, r.text) for r in found.removed] == [("front matter", "---\noutlet: Echo\n---\n")]


def test_repairs_of_headline_and_body_are_counted():
    found = parts(text('The mayor doesn"t know', FIRST.replace(", ", ',"?')))
    assert found.headline == "The mayor doesn't know"
    assert found.repairs == {"lost contraction": 1, "lost space after a quotation mark": 1}


LINES = st.sampled_from(
    [
        FIRST,
        SECOND,
        THIRD,
        f"OSLO, Oct 31 (AP) — {FIRST}",
        f"{SECOND} Source: Echo and agencies",
        f"Share this with {FIRST}",
        "Bridge Opens After Four Years",
        "A New Way",
        "date 2017-02-07 Bridge Opens After Years 3",
        "7 February 2017",
        "Published: 7 February 2017",
        "By Maria Ortiz",
        "Also Read: Ferry Fares",
        "Leave a Reply",
        "## A *New* Way ##",
        "> **Bold** [link](http://e.org) ![p](q.png)",
        "- one bridge",
        "* * *",
        "caf\u00e9 \u200bsoft\u00adhyphen\u00a0space",
        "",
        "",
        "   ",
    ]
)
SAFE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"&-?âÂÃÄÅï\ufffd\u2028\u2029'), max_size=60
)


def seen(words):
    """What a reader sees of a text: no space, no invisible character, accents as repaired."""
    return "".join(repaired(visible(words)).split())


@given(st.lists(st.one_of(LINES, SAFE), max_size=12), st.sampled_from(["", FIRST, "A New Way"]), st.booleans())
@example([FIRST, "Share this", " x"], "", True)
def test_nothing_is_thrown_away(lines, headline, markdown):
    raw = "\n".join(lines)
    found = parts(raw, headline=headline, markdown=markdown)
    plain = even(raw)
    left, at = [], 0
    for r in found.removed:
        assert at <= r.start < r.end
        assert plain[r.start : r.end].replace("\n", " ") == r.text
        left.append(plain[at : r.start])
        at = r.end
    left.append(plain[at:])
    assert "".join(map(seen, left)) == seen(found.body) or "".join("".join(left).split()) == "".join(found.body.split())
    assert found.headline in {repaired(headline), *(repaired(r.text) for r in found.removed)} or markdown
    assert not found.dateline or any(found.dateline in r.text for r in found.removed if r.kind == "dateline")
    assert not found.published or any(found.published in r.text for r in found.removed)


@given(st.lists(st.one_of(LINES, SAFE), max_size=10), st.booleans())
def test_crossheads_are_lines_of_the_body(lines, markdown):
    found = parts("\n".join(lines), markdown=markdown)
    body_lines = found.body.split("\n")
    assert all(line and line == line.strip() for line in body_lines) or found.body == ""
    for start, end in found.crossheads:
        assert found.body[start:end] in body_lines
        assert start == 0 or found.body[start - 1] == "\n"
        assert end == len(found.body) or found.body[end] == "\n"
