import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.features import segments, sources
from tests.conftest import made_articles

PIECES = st.lists(
    st.sampled_from(
        [
            "The harbour was calm. ",
            "“It is over,” Mora said. ",
            "“Never,” he said, “will we go.” ",
            "Officials said the wall would hold. ",
            "A “new era” began. ",
            "\n",
            "“An open mark never closed. ",
            "Dr. Vale left the U.S. on May 3. ",
        ]
    ),
    min_size=1,
    max_size=14,
)


def visible(text):
    return re.sub(r"\s+", "", text)


@settings(max_examples=60, deadline=None)
@given(PIECES)
def test_runs_cover_each_sentence_and_are_slices(pieces):
    articles = made_articles({"echo": "A first line of plain words stands here. " + "".join(pieces)})
    runs = segments.segments(articles, sources.attributions(articles))
    body = articles["body"].iloc[0]
    inside = runs[runs["part"] == "body"]
    for row in inside.itertuples():
        assert body[row.start : row.end] == row.text
    assert (inside["start"].to_numpy()[1:] >= inside["end"].to_numpy()[:-1]).all()
    assert visible("".join(inside["text"])) == visible(body)


def test_voices_of_one_sentence(runs):
    echo = runs[(runs["article_id"] == "echo") & (runs["sentence"] == 1)]
    assert list(zip(echo["voice"], echo["text"], echo["stub"], strict=True)) == [
        ("quoted", '"The wall will protect every street in the old town,"', False),
        ("narrator", "Mayor Ada Brandt said.", True),
    ]


def test_position_runs_from_top_to_end(runs):
    echo = runs[runs["article_id"] == "echo"]
    assert echo["position"].min() == 0
    assert echo["position"].max() == 1


def test_cross_heads_are_headings_not_sentences():
    text = "The first paragraph ends here.\nA Heading Between Them\nThe second paragraph is a longer one and ends here."
    articles = made_articles({"echo": text})
    runs = segments.segments(articles, sources.attributions(articles))
    heads = runs[runs["part"] == "crosshead"]
    assert heads["text"].tolist() == ["A Heading Between Them"]
    body = articles["body"].iloc[0]
    assert body[heads["start"].iloc[0] : heads["end"].iloc[0]] == "A Heading Between Them"
    assert (runs["part"] == "body").sum() == 2


def test_the_unit_of_all_is_the_sentence(units, articles):
    body = articles.set_index("article_id")["body"]
    whole = units[(units["voice"] == "all") & (units["part"] == "body")]
    for row in whole.itertuples():
        assert row.text == body[row.article_id][row.start : row.end]
    assert whole.groupby("article_id").size().to_dict() == {"echo": 4, "mercury": 3}


def test_units_have_one_row_per_voice_and_sentence(units):
    assert not units.duplicated(["article_id", "part", "sentence", "voice"]).any()


def test_order_of_articles_changes_nothing(articles, attributed):
    turned = segments.segments(articles.iloc[::-1], attributed.iloc[::-1])
    straight = segments.segments(articles, attributed)
    key = ["article_id", "part", "start"]
    pd.testing.assert_frame_equal(
        turned.sort_values(key, ignore_index=True), straight.sort_values(key, ignore_index=True)
    )


@pytest.mark.parametrize("text", ["Words without an end", "One. Two. Three."])
def test_plain_text_is_the_narrators(text):
    articles = made_articles({"echo": text})
    runs = segments.segments(articles, sources.attributions(articles))
    assert set(runs["voice"]) == {"narrator"}
