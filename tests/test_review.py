import pandas as pd
import pytest
from rich.console import Console

from analysis import review, review_pages
from analysis.codebook import Codebook
from analysis.errors import InputError
from analysis.features import terms


@pytest.fixture(scope="module")
def crossing(book):
    """The book of the harbour, with an item that claims a word of another."""
    extra = {"id": "town", "label": "The town", "terms": ["wall", "street", "bridge*"]}
    return Codebook.model_validate(book.model_dump() | {"items": [*book.model_dump()["items"], extra]})


@pytest.fixture(scope="module")
def found(units, runs, articles, crossing):
    return review.review(units, runs, articles, crossing, sentences=10, seed=3)


def test_hits_by_item_by_hand(found):
    items = found.items.set_index("item")
    # 7 sentences. wall: echo 0, 1 and mercury 0, 1. cost: echo 2 and mercury 1. protest: mercury 0. town: as wall
    # ("harbour wall" is "wall" to it), and street in echo 1.
    assert items["hits"].to_dict() == {"wall": 4, "cost": 2, "protest": 1, "town": 5}
    assert items["sentences"].to_dict() == {"wall": 4, "cost": 2, "protest": 1, "town": 4}
    assert items["articles"].to_dict() == {"wall": 2, "cost": 2, "protest": 1, "town": 2}
    assert items.loc["cost", "share"] == pytest.approx(2 / 7)


def test_terms_the_strongest_first(found):
    wall = found.terms[found.terms["item"] == "town"]
    assert list(zip(wall["term"], wall["hits"], strict=True)) == [("wall", 4), ("street", 1)]
    assert wall["share"].tolist() == [0.8, 0.2]


def test_terms_that_never_match(found):
    assert list(found.silent.itertuples(index=False, name=None)) == [("protest", "strike*"), ("town", "bridge*")]


def test_places_that_two_items_claim(found):
    # The two "wall" that stand alone; of "harbour wall" the items mark different places.
    assert found.shared.to_dict("records") == [
        {"item": "town", "other": "wall", "term": "wall", "other_term": "wall", "hits": 2}
    ]


def test_without_the_strongest_term(found):
    table = found.without_strongest.set_index(["item", "outlet"])
    # town in echo: 2 of 4 sentences; without "wall" street alone, 1 of 4. In mercury 2 of 3, then 0.
    assert table.loc[("town", "echo"), "strongest"] == "wall"
    assert table.loc[("town", "echo"), ["share", "without"]].tolist() == [0.5, 0.25]
    assert table.loc[("town", "mercury"), ["share", "without"]].tolist() == [pytest.approx(2 / 3), 0]
    assert len(table) == 4 * 2


def test_sentences_are_drawn_by_seed_one_per_article_first(units, runs, crossing):
    marks = terms.marks(units, runs, crossing, metric="codebook")

    def draw(seed, n, only=()):
        return review.drawn(marks, units, crossing, n=n, seed=seed, only=only)

    two = draw(5, 2)
    assert two.groupby("item", sort=False)["article_id"].nunique().to_dict() == {
        "wall": 2,
        "cost": 2,
        "protest": 1,
        "town": 2,
    }
    pd.testing.assert_frame_equal(two, draw(5, 2))
    assert len({draw(seed, 1, ["wall"])["text"].item() for seed in range(12)}) > 1
    alone = draw(5, 10, ["cost"])
    pd.testing.assert_frame_equal(alone, draw(5, 10).query("item == 'cost'").reset_index(drop=True))
    assert len(draw(5, 0)) == 0


def test_marks_are_slices_of_the_sentence(found):
    slices = [row.text[a:b].lower() for row in found.sentences.itertuples() for a, b in row.marks]
    assert set(slices) == {"wall", "harbour wall", "cost", "costly", "marched", "street"}


def test_one_voice_alone(units, runs, articles, crossing):
    quoted = review.review(units, runs, articles, crossing, voice="quoted", sentences=5, seed=1)
    assert quoted.items.set_index("item")["hits"].to_dict() == {"wall": 1, "cost": 0, "protest": 0, "town": 2}


def test_pages_show_all_of_it(found, crossing, tmp_path):
    console = Console(record=True, width=100, file=(tmp_path / "out").open("w"))
    review_pages.show(found, crossing, console, study="harbour", voice="all")
    shown = console.export_text()
    assert "Harbour, on harbour (whole sentences of the bodies)" in shown
    assert "Fishermen fear the [cost]." in shown
    assert "50.0 (25.0)" in shown
    written = review_pages.write(found, crossing, folder=tmp_path / "pages", study="harbour")
    assert [p.name for p in written] == [
        *("items.csv", "terms.csv", "sentences.csv", "silent.csv", "shared.csv", "without-strongest.csv", "codebook.md")
    ]
    assert "Fishermen fear the [cost]." in pd.read_csv(tmp_path / "pages" / "sentences.csv")["text"].tolist()
    page = (tmp_path / "pages" / "codebook.md").read_text()
    assert "| town | wall | 50.0 (25.0) | 66.7 (0.0) |" in page
    assert "| protest | 1 | strike\\* |" in page


def test_hits_that_overlap_are_marked_once():
    assert review_pages._marked("the sea wall", [(4, 12), (8, 12)]).plain == "the [sea wall]"
    assert review_pages._marked("a\n wall  here", [(3, 7)]).plain == "a [wall] here"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"items": ["wal"], "voice": "all"}, "--item wal: the codebook has no such item. Did you mean 'wall'?"),
        ({"items": [], "voice": "quote"}, "--voice quote: there is no such voice. Did you mean 'quoted'?"),
    ],
)
def test_what_is_not_there_is_named(crossing, asked, said):
    with pytest.raises(InputError) as error:
        review_pages.checked(crossing, **asked)
    assert str(error.value) == said


def test_tables_of_a_folder(tmp_path, units, runs, articles):
    with pytest.raises(InputError, match=r"articles\.parquet, segments\.parquet, units\.parquet not there"):
        review_pages.tables("framework", folder=str(tmp_path))
    for name, table in {"articles": articles, "segments": runs, "units": units}.items():
        table.to_parquet(tmp_path / f"{name}.parquet")
    assert len(review_pages.tables("framework", folder=str(tmp_path))["units"]) == len(units)
