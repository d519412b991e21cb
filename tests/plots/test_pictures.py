"""Pictures for elsewhere: places, one column, captions, style."""

import io

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Text
from PIL import Image

from analysis.errors import InputError
from analysis.plots import bars, captions, columns, heat, multiples, places, style
from analysis.schema import named

OUTLETS = {"echo": "The Echo", "mercury": "The Mercury"}
ITEMS = {"wall": "The harbour wall and all who built it", "cost": "Its cost"}


@pytest.fixture(autouse=True)
def _closed():
    style.apply()
    yield
    plt.close("all")


@pytest.fixture
def shares():
    rows = [("echo", "wall", 0.5), ("echo", "cost", 0.25), ("mercury", "wall", 0.2), ("mercury", "cost", 0.0)]
    table = pd.DataFrame(rows, columns=["outlet", "item", "value"])
    return table.assign(
        metric="topic",
        definition="share of sentences",
        voice="all",
        low=np.nan,
        high=np.nan,
        n_articles=1,
        n_events=1,
        n_words=100,
        note="",
        outlet=named(table["outlet"], list(OUTLETS)),
        item=named(table["item"], list(ITEMS)),
    )


@pytest.fixture
def drawn(shares):
    ax = heat.share_map(shares, labels=ITEMS, outlets=OUTLETS, ax=style.canvas(height=2.0))
    style.title(ax, "Share of sentences with each topic, a long title that one column must break somewhere")
    return ax


def test_each_cell_has_its_place(drawn):
    style.rendered(drawn.get_figure(), "svg")
    found = places.places(drawn)
    assert {(p["row"], p["column"]) for p in found} == {(i, o) for i in ITEMS.values() for o in OUTLETS.values()}
    by = {(p["row"], p["column"]): p["box"] for p in found}
    left, top, width, height = by[ITEMS["wall"], "The Echo"]
    assert 0 < left < left + width <= 1
    assert 0 < top < top + height <= 1
    # The cell to its right begins where it ends, the one below it too.
    assert by[ITEMS["wall"], "The Mercury"][0] == pytest.approx(left + width, abs=1e-3)
    assert by[ITEMS["cost"], "The Echo"][1] == pytest.approx(top + height, abs=1e-3)


def test_dots_and_bars_are_known_by_row_and_value():
    ax = style.canvas(height=2.0)
    ax.barh([0, 1], [3.0, 0.0])
    ax.scatter([0.25, 0.75], [0, 1.2])
    ax.set_yticks([0, 1], ["The Echo", "The Mercury"])
    style.rendered(ax.get_figure(), "svg")
    found = [(p["row"], p["value"]) for p in places.places(ax)]
    assert found == [("The Echo", 3.0), ("The Echo", 0.25), ("The Mercury", 0.75)]


def test_one_column_is_89_mm_and_cuts_nothing(drawn):
    figure = drawn.get_figure()
    before = figure.get_size_inches().tolist(), figure.get_suptitle()
    copy = columns.narrow(figure)
    assert (figure.get_size_inches().tolist(), figure.get_suptitle()) == before
    with Image.open(io.BytesIO(style.rendered(copy, "png"))) as picture:
        assert picture.width == pytest.approx(89 / 25.4 * 300, abs=1)
        assert round(picture.info["dpi"][0]) == 300
    copy.set_dpi(style.DOTS)  # as it was drawn: letters are a little wider on a screen
    copy.draw_without_rendering()
    page = copy.bbox
    for text in (t for t in copy.findobj(Text) if t.get_text() and t.get_visible()):
        box = text.get_window_extent()
        assert box.x0 >= -1
        assert box.x1 <= page.width + 1
        assert box.y1 <= page.height + 1
        assert text.get_fontsize() >= columns.SMALLEST


def test_two_columns_are_183_mm(drawn):
    with Image.open(io.BytesIO(style.rendered(drawn.get_figure(), "png"))) as picture:
        assert picture.width == pytest.approx(183 / 25.4 * 300, abs=1)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_the_same_picture_is_the_same_bytes(shares, suffix):
    pictures = []
    for _ in range(2):
        ax = heat.share_map(shares, labels=ITEMS, outlets=OUTLETS, ax=style.canvas(height=2.0))
        pictures.append(style.rendered(ax.get_figure(), suffix))
    assert pictures[0] == pictures[1]


def test_text_stays_text_in_svg(drawn):
    assert "The Echo</text>" in style.rendered(drawn.get_figure(), "svg").decode()


def test_a_study_changes_the_style(tmp_path):
    sheet = tmp_path / "figures.mplstyle"
    sheet.write_text("font.size: 13\n")
    style.apply(sheet)
    assert plt.rcParams["font.size"] == 13
    assert plt.rcParams["savefig.dpi"] == 300


@pytest.mark.parametrize("line", ["font.siez: 13", "font.size: large and small", "no colon"])
def test_a_wrong_style_says_where(tmp_path, line):
    sheet = tmp_path / "figures.mplstyle"
    sheet.write_text(line + "\n")
    with pytest.raises(InputError, match=r"figures\.mplstyle"):
        style.apply(sheet)


def said(rows):
    return captions.caption("Shares", alt="Echo leads.", reading="A cell.", rows=rows, draws=2000, seed=7, level=0.05)


def test_a_caption_has_n_method_and_interval(shares):
    assert said(shares) == (
        "Shares. Echo leads. A cell.\nn: 2 articles of 2 outlets.\nMethod: share of sentences; in all words.\n"
        "Interval: none: too few articles of each outlet.\n"
    )
    assert said(shares.assign(low=0.1, high=0.6)).endswith(
        "Interval: 95 %, bootstrap by article or event, 2,000 draws, seed 7.\n"
    )


def test_a_caption_of_ranges_calls_them_no_interval():
    rows = pd.DataFrame({"outlet": ["echo"], "n_definitions": [8], "low": [0.1], "high": [0.2]})
    assert "n: 1 gaps, each under 8 definitions." in said(rows)
    assert "Interval: none; low and high are the range over definitions." in said(rows)
    assert "n: 0 rows drawn." in said(rows.head(0))
    assert "n: 0 rows drawn." in said(pd.DataFrame({"outlet": [], "term": [], "n_articles": []}))


def test_n_of_pairs_and_of_events():
    # Three outlets of 4, 7 and 9 articles, each pair a row; then two outlets in 5 and 6 events.
    pairs = pd.DataFrame(
        {"outlet": ["a", "a", "b"], "other": ["b", "c", "c"], "n": [4, 4, 7], "n_other": [7, 9, 9], "low": [0.1] * 3}
    )
    assert "n: 20 articles of 3 outlets." in said(pairs)
    gaps = pd.DataFrame({"outlet": ["a", "b"], "other": ["rest"] * 2, "n": [5, 6], "n_other": [6, 5], "n_events": 5})
    assert "n: 11 accounts of events by 2 outlets." in said(gaps)
    assert "n: 11 articles of 2 outlets." in said(gaps.assign(n_events=0))


def test_shares_by_voice_have_places(shares):
    voices = shares.assign(metric="voice", item=named(["narrator", "quoted"] * 2, ["narrator", "quoted"]))
    ax = bars.voice_shares(voices, outlets=OUTLETS, ax=style.canvas(height=1.6))
    style.rendered(ax.get_figure(), "svg")
    assert {(p["row"], p["value"]) for p in places.places(ax)} == {
        ("The Echo", 0.5),
        ("The Echo", 0.25),
        ("The Mercury", 0.2),
    }


def test_panels_are_known_by_their_headings():
    left, right = multiples.panels(2, columns=2, height=2.0)
    for ax, name in ((left, "The Echo"), (right, "The Mercury")):
        multiples.heading(ax, name)
        ax.barh([0, 1], [1.0, -2.0])
        ax.set_yticks([0, 1], ["wall", "cost"])
    right.plot([0.5], [0.5], marker="o", label="Top")
    style.rendered(left.get_figure(), "svg")
    found = places.places(left)
    assert [(p["panel"], p["row"], p["value"]) for p in found] == [
        ("The Echo", "wall", 1.0),
        ("The Echo", "cost", -2.0),
        ("The Mercury", "wall", 1.0),
        ("The Mercury", "cost", -2.0),
        ("The Mercury", "Top", 0.5),
    ]
    assert found[0]["box"][0] < found[2]["box"][0]


def test_crossings_of_named_rows_and_columns_are_cells():
    ax = style.canvas(height=2.0)
    ax.plot([0, 1], [0, 1], marker="s", ls="none")
    ax.set_xticks([0, 1], ["The Echo", "The Mercury"])
    ax.set_yticks([0, 1], ["wall", "cost"])
    ax.xaxis.tick_top()
    style.rendered(ax.get_figure(), "svg")
    found = [(p["row"], p["column"]) for p in places.places(ax)]
    assert found == [(row, column) for row in ("wall", "cost") for column in ("The Echo", "The Mercury")]


def test_every_dot_of_a_panel_with_a_label_is_of_it():
    ax = style.canvas(height=2.0)
    panel = ax.inset_axes((0, 0, 1, 1))
    panel.set_label("The Echo: wall")
    panel.scatter([0, 1], [-0.5, 0.25])
    style.rendered(ax.get_figure(), "svg")
    assert [(p["row"], p["value"]) for p in places.places(ax)] == [("The Echo: wall", -0.5), ("The Echo: wall", 0.25)]
