import pandas as pd
import pytest
from matplotlib import pyplot as plt

from analysis.compare.contributions import CONTRIBUTIONS
from analysis.plots import actors, arcs, contributions, multiples, tone_shares
from analysis.schema import SCORES, conform, named

NAMES = {"a": "Echo", "b": "Mercury"}
COLOURS = {"a": "#0072B2", "b": "#E69F00"}


@pytest.fixture(autouse=True)
def _closed():
    yield
    plt.close("all")


def scores(values, *, voice="narrator", low=None, high=None):
    rows = [
        dict.fromkeys(SCORES.columns)
        | {"metric": "m", "definition": "d", "outlet": o, "item": i, "voice": voice, "value": v, "low": low}
        | {"high": high, "n_articles": 7, "n_events": 1, "n_words": 10, "note": None}
        for (i, o), v in values.items()
    ]
    table = pd.DataFrame(rows)
    table["outlet"] = named(table["outlet"], list(NAMES))
    return conform(table, SCORES)


def test_panels_are_as_many_as_asked_for():
    axes = multiples.panels(5, columns=3, height=1.0)
    assert len(axes) == 5
    assert len(axes[0].get_figure(root=True).axes) == 5


def test_a_dot_for_each_known_value_and_none_for_a_missing_one():
    axes = multiples.panels(2, columns=2, height=1.0)
    table = scores({("x", "a"): 0.2, ("x", "b"): None, ("y", "a"): -0.3, ("y", "b"): 0.4}, low=-0.5, high=0.5)
    actors.actor_dots(table, voice="narrator", actors={"x": "X", "y": "Y"}, outlets=NAMES, colours=COLOURS, axes=axes)
    dots = [[tuple(c.get_offsets()[0]) for c in ax.collections] for ax in axes]
    assert dots == [[(0.2, 0.0)], [(-0.3, 0.0), (0.4, 1.0)]]
    assert [ax.get_title(loc="left") for ax in axes] == ["X", "Y"]


def test_an_arc_is_drawn_through_its_stretches():
    axes = multiples.panels(2, columns=2, height=1.0)
    table = scores({("1", "a"): 0.1, ("2", "a"): 0.3, ("1", "b"): 0.2, ("2", "b"): None})
    arcs.tone_arcs(table, outlets=NAMES, colours=COLOURS, axes=axes)
    own = [line for line in axes[0].lines if line.get_color() == COLOURS["a"]]
    assert own[0].get_ydata().tolist() == [0.1, 0.3]


def test_a_bar_is_as_long_as_the_contribution():
    rows = [("a", "rest", "war", -0.2, -0.3, -0.1, 1, 0, 1), ("a", "rest", "good", 0.1, -0.3, -0.4, 0, 2, 0)]
    table = pd.DataFrame([*rows, ("a", "rest", "wall", 0.0, -0.3, -0.3, 1, 1, 1)], columns=CONTRIBUTIONS)
    drawn = contributions.strongest(table, most=5)
    assert drawn["word"].tolist() == ["war", "good"]
    axes = multiples.panels(2, columns=2, height=1.0)
    contributions.word_bars(drawn, outlets=NAMES, axes=axes)
    assert [bar.get_width() for bar in axes[0].patches] == [0.1, -0.2]
    assert [t.get_fontstyle() for t in axes[0].texts] == ["italic", "normal"]
    assert axes[0].get_title(loc="left") == "Echo (-0.30)"


def test_an_outlet_without_others_has_no_bars():
    alone = pd.DataFrame([("a", "rest", "war", None, None, None, 1, 0, 1)], columns=CONTRIBUTIONS)
    drawn = contributions.strongest(alone, most=5)
    assert drawn.empty
    axes = multiples.panels(1, columns=1, height=1.0)
    contributions.word_bars(drawn, outlets={"a": "Echo"}, axes=axes)
    assert axes[0].get_title(loc="left") == "Echo"


def test_shares_lie_on_either_side():
    table = scores({("clearly negative", "a"): 0.2, ("clearly positive", "a"): 0.1, ("clearly positive", "b"): 0.05})
    ax = tone_shares.diverging(table, outlets=NAMES, ax=multiples.panels(1, columns=1, height=2.0)[0])
    widths = [bar.get_width() for bar in ax.patches]
    assert widths[0] == -0.2
    assert widths[2:] == [0.1, 0.05]
