import pytest

from analysis import corpus, study
from analysis.errors import InputError
from analysis.new import new

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
