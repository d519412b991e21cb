import json

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import corpus, reconciliation, study
from analysis.errors import InputError
from analysis.schema import ARTICLES
from analysis.study import Outlet

BODY = "The bridge was opened on Friday after four years of work, and the mayor walked across it. " * 4


def put(folder, contents):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def opened(folder, text):
    put(folder, {"study.yaml": text})
    return study.load(str(folder))


def message(call):
    with pytest.raises(InputError) as error:
        call()
    return str(error.value)


@pytest.fixture
def mixed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return put(
        tmp_path / "in",
        {
            "echo.txt": f"OSLO — {BODY}\n\nA New Way Over\n\n{BODY}\n\nAlso Read: Ferry fares\n",
            "mercury.md": f"---\noutlet: Mercury\ndate: 31 November 2016\n---\n# The Bridge Opens\n\n{BODY}",
            "more/argus.csv": f'id,outlet,date,text\na1,Argus,2017-02-07,"{BODY}"\na2,Argus,2017-02-09,-1\n',
            "empty.txt": "",
            "picture.png": b"\x89PNG",
            "buttons.txt": "Share this\n\nLeave a Reply\n",
        },
    )


def test_found_is_kept_and_rejected(mixed):
    found = corpus.read("in", columns={})
    assert found.articles["article_id"].tolist() == ["a1", "echo", "mercury"]
    assert found.rejected.to_dict("list") == {
        "document": ["empty.txt", "picture.png", "buttons.txt", "more/argus.csv row 2"],
        "reason": ["empty file", "files of the kind .png are not read", "no text left", "no text left"],
    }
    assert found.account == "7 found = 3 kept + 4 rejected"
    assert found.mappings["more/argus.csv"] == {
        "body": "text",
        "outlet": "outlet",
        "published": "date",
        "article_id": "id",
    }


def test_what_is_told(mixed):
    found = corpus.read("in", columns={})
    assert corpus.told(found) == [
        "7 found = 3 kept + 4 rejected.",
        "3 outlets; published 07 February 2017.",
        "Rejected, no text left: 2.",
        "Rejected, empty file: 1.",
        "Rejected, files of the kind .png are not read: 1.",
        "Taken out of the texts: 1 dateline, 1 related link, 1 headline, 1 cross-head.",
        "more/argus.csv: body from column 'text', outlet from column 'outlet', published from column 'date', "
        "article_id from column 'id'.",
        "1 of 3 articles with a date that cannot be (kept, without a date): mercury.md.",
    ]
    assert list(corpus.removed_by_article(found.articles).columns) == [
        "article_id",
        "outlet",
        "n_words",
        "dateline",
        "related link",
        "cross-head",
        "headline",
    ]


def test_one_article_alone_is_a_warning(tmp_path):
    found = corpus.read(put(tmp_path, {"echo.txt": BODY}), columns={})
    assert found.warnings == ("One article alone: it can be described, not compared.",)
    assert corpus.told(found)[1] == "1 outlet; published unknown."
    assert corpus.sizes_in_words(corpus.sizes(found.articles), outlets={"echo": "The Echo"}) == "The Echo: 68 words."


@pytest.fixture
def harmed(tmp_path):
    lost = BODY + 'They don"t know, and the D\ufffd\ufffdil "?if it met "?paid ?5m.'
    return corpus.read(
        put(
            tmp_path,
            {"a.csv": ""}
            | {
                "a.jsonl": "\n".join(
                    json.dumps({"outlet": outlet, "text": text})
                    for outlet, text in [("Echo", lost), ("Echo", BODY), ("Mercury", BODY + "Nobody knew.")]
                )
            },
        ),
        columns={},
    )


def test_damage_is_counted_by_outlet(harmed):
    # Echo: 68 + 12 and 68 words, since D\ufffd\ufffdil counts as two; 1 lost character and 1 question mark are left.
    table = reconciliation.by_outlet(harmed.articles)
    assert table["outlet"].tolist() == ["Echo", "Mercury"]
    assert table.to_dict("list") == {
        "outlet": ["Echo", "Mercury"],
        "n_articles": [2, 1],
        "n_flagged": [1, 0],
        "per_1000_words": [13.51, 0.0],  # 1000 * 2 / 148
        "without: headline": [2, 1],
        "without: published": [2, 1],
        "without: url": [2, 1],
        "mended: lost dash": [2, 0],
        "mended: lost contraction": [1, 0],
        "left: lost character": [1, 0],
        "left: question mark for a character": [1, 0],
    }
    assert isinstance(table["outlet"].dtype, pd.CategoricalDtype)


def test_damage_is_told(harmed):
    told = corpus.told(harmed)
    assert "Characters mended: 2 lost dash, 1 lost contraction; most in Echo (20.27 per 1,000 words)." in told
    assert (
        "Characters lost and left so: 1 lost character, 1 question mark for a character; "
        "most in Echo (13.51 per 1,000 words)." in told
    )


def test_damage_without_any_is_a_table_of_zeros(tmp_path):
    whole = f"---\nheadline: Open\ndate: 2024-03-05\nurl: https://e.example\n---\n{BODY}"
    table = reconciliation.by_outlet(corpus.read(put(tmp_path, {"echo.txt": whole}), columns={}).articles)
    assert table.to_dict("list") == {"outlet": ["echo"], "n_articles": [1], "n_flagged": [0], "per_1000_words": [0.0]}


def test_nothing_usable_says_what_was_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "in", {f"{n}.txt": "" for n in range(5)})
    assert message(lambda: corpus.read("in", columns={})) == (
        "articles: no usable article in in (0.txt: empty file; 1.txt: empty file; 2.txt: empty file; and 2 more). "
        "Put articles there as .txt, .md, .html, .docx, .rtf, .csv, .xlsx, .json, .jsonl, .parquet or .zip."
    )


def test_a_study_puts_its_outlets_in_order(tmp_path):
    put(tmp_path / "in", {"a.txt": BODY, "b.txt": BODY + "x"})
    opened_study = opened(tmp_path, "articles: in\noutlets: [b, a]")
    assert list(corpus.load(opened_study).articles["outlet"].cat.categories) == ["b", "a"]
    other = corpus.load(opened_study, articles=str(tmp_path / "in" / "a.txt"))
    assert list(other.articles["outlet"].cat.categories) == ["a"]


@pytest.mark.parametrize(
    ("outlets", "said"),
    [
        ("[Echo, Mercry]", "in.csv row 2 is of the outlet 'Mercury', which is not listed. Did you mean 'Mercry'?"),
        ("[Echo, Mercury, Argus]", "no article is of the outlet 'Argus'. Known: Echo, Mercury."),
        ("[echo, Mercury]", "in.csv row 1 is of the outlet 'Echo', which is not listed. Did you mean 'echo'?"),
    ],
)
def test_an_outlet_that_is_not_known_is_named_with_the_nearest(tmp_path, monkeypatch, outlets, said):
    monkeypatch.chdir(tmp_path)
    put(tmp_path, {"in.csv": f'outlet,text\nEcho,"{BODY}"\nMercury,"{BODY}"\n'})
    opened_study = opened(tmp_path, f"articles: in.csv\noutlets: {outlets}")
    assert message(lambda: corpus.load(opened_study)) == f"study.yaml: {said}"


def test_columns_of_the_study_are_used(tmp_path):
    put(tmp_path, {"in.csv": f'paper,lead\nEcho,"{BODY}"\n'})
    opened_study = opened(tmp_path, "articles: in.csv\ncolumns: {outlet: paper, body: lead}")
    assert corpus.load(opened_study).articles["outlet"].tolist() == ["Echo"]


def test_order_is_by_outlets_given():
    articles = pd.DataFrame({"outlet": pd.Categorical(["a", "b"]), "document": ["1", "2"]})
    ordered = corpus.in_study_order(articles, (Outlet(id="b"), Outlet(id="a")), study=study.load("framework"))
    assert list(ordered["outlet"].cat.categories) == ["b", "a"]
    assert corpus.in_study_order(articles, (), study=study.load("framework")) is articles


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(["a.txt", "b.md", "c.csv", "d.txt", "e.txt"]))
def test_the_order_of_files_changes_nothing(tmp_path_factory, order):
    contents = {"c.csv": f'text\n"{BODY}"\n-1\n', "d.txt": "", "e.txt": BODY}
    found = corpus.read(
        put(tmp_path_factory.mktemp("in"), {n: contents.get(n, f"{BODY} {n} came.") for n in order}), columns={}
    )
    expected = corpus.read(
        put(tmp_path_factory.mktemp("in"), {n: contents.get(n, f"{BODY} {n} came.") for n in sorted(order)}),
        columns={},
    )
    pd.testing.assert_frame_equal(found.articles, expected.articles)
    pd.testing.assert_frame_equal(found.rejected, expected.rejected)
    assert found.warnings == expected.warnings


def test_articles_alone_for_scripts(mixed):
    found = corpus.read_articles(["in/echo.txt", "in/more/*.csv"])
    assert found["article_id"].tolist() == ["a1", "echo"]
    assert list(found.columns[: len(ARTICLES.columns)]) == list(ARTICLES.columns)


def test_a_date_of_two_readings_is_warned_of_once_and_until_it_is_settled(tmp_path):
    rows = [("Echo", "03/04/2024", BODY), ("Mercury", "31 November 2024", f"{BODY} Again.")]
    pd.DataFrame(rows, columns=["outlet", "date", "text"]).to_csv(tmp_path / "a.csv", index=False)
    warned = "\n".join(corpus.read(tmp_path, columns={}).warnings)
    assert "1 of 2 articles with a date that cannot be (kept, without a date): a.csv row 2." in warned
    assert "`dates: month first` in study.yaml settles it): a.csv row 1." in warned
    assert "swapped" not in "\n".join(corpus.read(tmp_path, columns={}, order="day first").warnings)


def test_a_table_whose_outlets_are_not_found_is_warned_of(tmp_path):
    rows = [("Echo", BODY), ("Mercury", f"{BODY} Again.")]
    pd.DataFrame(rows, columns=["Zeitung", "text"]).to_csv(tmp_path / "a.csv", index=False)
    assert corpus.read(tmp_path, columns={}).warnings[-1] == (
        "All 2 articles are of one outlet, a: they can be described, not compared. a.csv has no column that is known "
        "for the outlet: name it in study.yaml, columns: {outlet: NAME}."
    )
    named = corpus.read(tmp_path, columns={"outlet": "Zeitung"})
    assert not any("one outlet" in sentence for sentence in named.warnings)


def test_all_articles_of_a_study_of_one_event_are_of_that_event(tmp_path):
    for name in ("echo", "mercury"):
        (tmp_path / f"{name}.txt").write_text(f"{BODY} {name}")
    (tmp_path / "study.yaml").write_text("articles: '*.txt'\nevents: one")
    found = corpus.load(study.load(str(tmp_path))).articles
    assert found["event"].tolist() == [tmp_path.name] * 2
