import shutil

import pandas as pd
import pytest

from analysis import corpus, study
from analysis.errors import InputError
from analysis.new import columns_of, cut, new

BODY = "The bridge was opened on Friday after four years of work. " * 6


@pytest.fixture
def articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "my articles"
    folder.mkdir()
    for name in ("echo.txt", 'it\'s "M" & Co.txt', "no.txt"):
        (folder / name).write_text(f"{BODY} {name}")
    return folder


@pytest.mark.parametrize("source", ["my articles", "my articles/*.txt", "./my articles/"])
def test_the_study_that_is_written_can_be_loaded_and_holds_the_articles(articles, source):
    file, account = new("studies/bridge", articles=source, title='The "bridge": 50% off')
    opened = study.load("studies/bridge")
    assert opened.file == file.resolve()
    assert opened.title == 'The "bridge": 50% off'
    assert account == corpus.load(opened).account == "3 found = 3 kept + 0 rejected"
    assert list(opened.outlet_names) == ["echo", 'it\'s "M" & Co', "no"]


def test_the_title_is_the_folders_name(articles, monkeypatch):
    monkeypatch.chdir(articles)
    new(".", articles="echo.txt")
    assert study.load(".").title == "my articles"


@pytest.mark.parametrize(
    ("folder", "source", "said"),
    [
        ("taken", "my articles", "taken/study.yaml exists already. Choose another folder, or edit that file."),
        ("file", "my articles", "file is a file. Name a folder for the study."),
        ("fresh", "nowhere", "articles: there is no file, folder or match for nowhere."),
        ("fresh", "", "articles: no file or folder is named."),
        ("file/below", "my articles", "file/below/study.yaml cannot be written: Not a directory."),
        (
            "fresh",
            "taken",
            "articles: no usable article in taken (study.yaml: files of the kind .yaml are not read). "
            "Put articles there as .txt, .md, .html, .docx, .rtf, .csv, .xlsx, .json, .jsonl, .parquet or .zip.",
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(articles, tmp_path, folder, source, said):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "study.yaml").write_text("articles: x")
    (tmp_path / "file").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError) as error:
        new(folder, articles=source)
    assert str(error.value) == said
    assert sorted(tmp_path.rglob("*")) == before


NAMES = (
    "Mayor Ada Brandt opened the bridge on Friday after four years of work. Brandt said it was safe. "
    "The builder Olav Moe was there, and Moe told reporters that it would last. Kuala Lumpur has such a bridge."
)


@pytest.fixture
def named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [
        ("1", "nytimes.com", "2024-03-05 21:30 +05:30", "Bridge opened", f"{NAMES} The harbour wall was named too."),
        ("2", "NYT", "2024-03-06", None, f"{NAMES} Nobody spoke of harbour walls."),
        ("3", "Echo", "2024-03-07", "On the harbour wall", f'OSLO (Reuters) - {NAMES} "It holds," Brandt said.'),
        ("4", "Echo", None, None, f"{NAMES} A harbour wall without a day."),
        ("5", "Mercury", "2024-03-08", None, "Ferries were late again this week, and fares are to rise in May."),
    ]
    pd.DataFrame(rows, columns=["id", "outlet", "date", "title", "text"]).to_csv("all.csv", index=False)
    return tmp_path


def test_outlets_are_folded_and_the_people_named_most_are_offered_as_actors(named):
    new("bridge", articles="all.csv")
    opened = study.load("bridge")
    assert list(opened.outlet_names) == ["Echo", "Mercury", "The New York Times"]
    assert {(a.name, a.aliases) for a in opened.settled.actors} == {("Ada Brandt", ("Brandt",)), ("Olav Moe", ("Moe",))}
    assert corpus.load(opened).account == "5 found = 5 kept + 0 rejected"
    assert "check them" in (named / "bridge" / "study.yaml").read_text()


def test_articles_may_be_copied_into_the_study(articles, tmp_path):
    new("bridge", articles="my articles", copy=True)
    assert study.load("bridge").settled.articles == "articles"
    shutil.rmtree(tmp_path / "my articles")
    assert len(corpus.load(study.load("bridge")).articles) == 3


def test_articles_in_two_languages_are_refused_by_name_unless_any_are_wanted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    german = "Der Rat hat die Mauer am Hafen gebilligt, und die Arbeit wird im Frühjahr beginnen, sagte der Sprecher. "
    (tmp_path / "in").mkdir()
    for name, text in (("a", BODY), ("b", f"{BODY} b"), ("c", german * 3)):
        (tmp_path / "in" / f"{name}.txt").write_text(text)
    with pytest.raises(InputError) as error:
        new("bridge", articles="in")
    assert str(error.value) == (
        "new bridge: 2 articles are in the language 'en' and 1 in others: c.txt (de). Words and tones of several "
        "languages cannot be compared: take them out, or call it again with --languages any."
    )
    new("bridge", articles="in", languages="any")
    found = corpus.load(study.load("bridge"))
    assert found.articles["language"].tolist() == ["en", "en", "de"]
    (tmp_path / "bridge" / "study.yaml").write_text("articles: ../in\n")
    with pytest.raises(InputError, match=r"c\.txt \(de\).*write `languages: any` in study\.yaml"):
        corpus.load(study.load("bridge"))


def test_an_event_cut_out_of_a_corpus_holds_the_same_articles(named):
    new("all", articles="all.csv", title="All")
    _, account = cut("wall", study="all", query="harbour wall*", start="2024-03-05", end="2024-03-07")
    assert account == "3 of 5 articles of all, 2 outlets; 1 without a day were not asked"
    opened = study.load("wall")
    assert opened.title == "harbour wall*: All"
    assert list(opened.outlet_names) == ["Echo", "The New York Times"]
    whole = corpus.load(study.load("all")).articles
    part = corpus.load(opened).articles
    assert part["article_id"].tolist() == ["1", "2", "3"]
    assert part["event"].tolist() == ["wall"] * 3
    same = ["article_id", "published", "time", "zone", "headline", "body", "dateline", "wire", "url", "n_words"]
    expected = whole[whole["article_id"].isin(["1", "2", "3"])]
    pd.testing.assert_frame_equal(part[same], expected[same].reset_index(drop=True))
    assert [a.id for a in opened.settled.actors] == [a.id for a in study.load("all").settled.actors]


def test_outlets_of_the_cut_may_be_named(named):
    new("all", articles="all.csv")
    _, account = cut("wall", study="all", query="harbour wall, ferries", outlets=["Mercury"])
    assert account == "1 of 5 articles of all, 1 outlets"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"query": ""}, "--query: name a word or phrase, or several with commas: 'travel ban, immigration order*'."),
        ({"query": "*"}, "--query: name a word or phrase, or several with commas: 'travel ban, immigration order*'."),
        ({"query": "zebra"}, "no article of all fits: query 'zebra', days ... to ...."),
        ({"query": "wall", "start": "May"}, "--from-date May: write the day as 2017-01-27."),
        (
            {"query": "wall", "start": "2024-03-06", "end": "2024-03-05"},
            "--from-date 2024-03-06 is after --to-date 2024-03-05.",
        ),
        (
            {"query": "wall", "outlets": ["Mercry"]},
            "--outlets Mercry: all has no such outlet. Did you mean 'Mercury'?",
        ),
    ],
)
def test_a_cut_that_cannot_be_is_said_and_nothing_is_written(named, given, said):
    new("all", articles="all.csv")
    with pytest.raises(InputError) as error:
        cut("wall", study="all", **given)
    assert str(error.value) == said
    assert not (named / "wall").exists()


def test_a_table_with_columns_of_its_own_becomes_a_study(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [("Echo", BODY), ("Mercury", f"{BODY} Again.")]
    pd.DataFrame(rows, columns=["Zeitung", "Volltext"]).to_csv("my.csv", index=False)
    columns = columns_of("body = Volltext, outlet=Zeitung")
    assert columns == {"body": "Volltext", "outlet": "Zeitung"}
    new("mine", articles="my.csv", columns=columns)
    opened = study.load("mine")
    assert opened.settled.columns == columns
    assert list(opened.outlet_names) == ["Echo", "Mercury"]
    assert corpus.load(opened).account == "2 found = 2 kept + 0 rejected"


@pytest.mark.parametrize("text", ["body", "=Volltext", "body=Volltext, outlet="])
def test_columns_that_cannot_be_read_say_how(text):
    with pytest.raises(InputError, match=r"--columns .*: write it as body=NAME, outlet=NAME\."):
        columns_of(text)
