"""Looking around in a small study of our own."""

import pandas as pd
import pytest
from matplotlib import pyplot as plt

from analysis import explore, widgets
from analysis.errors import InputError
from tests.conftest import ECHO, MERCURY

ATTACK = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "texts").mkdir()
    (folder / "texts" / "echo.txt").write_text(f"{ECHO} The tariff of $5 and $6 is {ATTACK} trade.")
    (folder / "texts" / "mercury.txt").write_text(MERCURY)
    (folder / "study.yaml").write_text("articles: texts\ntitle: Harbour\n")
    yield explore.open_study(str(folder), out=str(folder / "out"))
    plt.close("all")


def test_keyword_in_context(opened):
    found = explore.sentences(opened, word="wall")
    # "wall" stands in two sentences of the Echo and in two of the Mercury.
    assert found["outlet"].value_counts().to_dict() == {"echo": 2, "mercury": 2}
    assert set(found["hit"]) == {"wall"}
    assert [t[a:b] for t, spans in zip(found["text"], found["hits"], strict=True) for a, b in spans] == ["wall"] * 4
    assert explore.sentences(opened, word="harb*")["hit"].unique().tolist() == ["harbour"]
    assert explore.sentences(opened, word="arbour").empty
    assert explore.sentences(opened, word="(", most=3).empty


def test_filters_meet(opened):
    quoted = explore.sentences(opened, voice="quoted")
    assert quoted["outlet"].tolist() == ["echo"]
    assert "protect" in quoted["text"].iloc[0]
    (speaker,) = set(explore.speakers(opened)) & {"Ada Brandt", "Mayor Ada Brandt"}
    assert explore.sentences(opened, speaker=speaker, outlet="echo")["text"].str.contains("protect").all()
    assert explore.sentences(opened, speaker=speaker, outlet="mercury").empty
    assert explore.sentences(opened, word="wall", most=1)["of"].tolist() == [4]


def test_an_item_marks_its_terms(opened):
    trade = next(i for i, label in opened.labels.items() if not explore.sentences(opened, item=i).empty)
    found = explore.sentences(opened, item=trade)
    terms = set(opened.marks.loc[opened.marks["item"] == trade, "term"])
    assert terms
    assert found["hits"].map(len).min() > 0


@pytest.mark.parametrize("metric", list(explore.METRICS))
def test_every_comparison_draws(opened, metric):
    for definition in explore.METRICS[metric]:
        ax = explore.compare(opened, metric=metric, definition=definition, outlets=["mercury"])
        assert ax.get_figure().get_suptitle()
        shown = {t.get_text() for t in [*ax.get_xticklabels(), *ax.get_yticklabels()]}
        assert "mercury" in shown
        assert "echo" not in shown
        plt.close("all")
    assert widgets.drawn(opened, metric=metric, voice="all", outlets=(), definition="").startswith(b"\x89PNG")


def test_an_article_is_read_in_runs(opened):
    runs = explore.read(opened, "echo")
    assert runs["sentence"].is_monotonic_increasing
    assert set(runs["voice"].astype("str")) >= {"narrator", "quoted"}
    joined = " ".join(runs["text"])
    assert "The council approved the harbour wall on Monday." in joined
    for text, spans in zip(runs["text"], runs["hits"], strict=True):
        assert all(0 <= a < b <= len(text) for a, b in spans)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"outlet": "ecco"}, "There is no outlet 'ecco'. Did you mean 'echo'?"),
        ({"voice": "quote"}, "There is no voice 'quote'. Did you mean 'quoted'?"),
    ],
)
def test_a_name_that_is_not_there(opened, asked, sentence):
    with pytest.raises(InputError) as error:
        explore.sentences(opened, **asked)
    assert str(error.value) == sentence


def test_text_shows_as_text(opened):
    page = widgets.told(explore.sentences(opened, word="tariff"))
    assert ATTACK not in page
    assert "&lt;script&gt;" in page
    assert "tex2jax_ignore" in page
    assert ATTACK not in widgets.article(explore.read(opened, "echo"))


def test_corpus_has_a_row_for_every_outlet(opened):
    table = explore.corpus(opened)
    assert table["outlet"].tolist() == ["echo", "mercury"]
    assert table["articles"].tolist() == [1, 1]


def test_tools_answer(opened):
    tool = widgets.sentences(opened)
    fields, out = tool.children[1], tool.children[2]
    fields.children[4].value = "costly"
    assert "<mark" in out.value
    fields.children[0].value = "echo"
    assert "0 sentences" in out.value
    assert "costly" in widgets.read(opened).children[2].value or "council" in widgets.read(opened).children[2].value


def test_the_table_of_sentences_is_a_frame(opened):
    assert isinstance(explore.sentences(opened), pd.DataFrame)
