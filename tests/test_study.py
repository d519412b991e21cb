import pytest

from analysis import codebook, study
from analysis.errors import InputError
from analysis.paths import STUDIES

CODEBOOK = "title: T\nsource: S\nitems:\n  - {id: trade, label: Trade, terms: [tariff*]}\n"


def made(folder, text, **files):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.yaml").write_text(text)
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content)
    return study.load(str(folder))


def message(folder, text, **files):
    with pytest.raises(InputError) as error:
        made(folder, text, **files)
    return str(error.value)


def test_everything_but_articles_has_a_default(tmp_path):
    opened = made(tmp_path / "harbour", "articles: in")
    assert opened.title == opened.name == "harbour"
    assert opened.settled.draws == 2000
    assert opened.outlet_names == {}


def test_outlets_may_be_bare_names_and_articles_a_list(tmp_path):
    opened = made(tmp_path, "articles: [a, b/*.txt]\noutlets: [Echo, {id: m, name: Mercury}]")
    assert opened.settled.articles == ("a", "b/*.txt")
    assert opened.outlet_names == {"Echo": "Echo", "m": "Mercury"}


def test_a_codebook_beside_the_study(tmp_path):
    opened = made(tmp_path, "articles: a\ncodebooks: {topics: own.yaml}", own=CODEBOOK)
    assert codebook.load(opened.codebook_files["topics"]).labels == {"trade": "Trade"}


@pytest.mark.parametrize("name", sorted(p.parent.name for p in STUDIES.glob("*/study.yaml")))
def test_studies_that_ship_can_be_loaded(name):
    assert study.load(name).name == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: A", "line 1: the key 'articles' is missing."),
        ("articles: 5", "line 1: articles: should be a file, folder or glob, or a list of them (given: 5)."),
        ("articles: []", "line 1: articles: should be a file, folder or glob, or a list of them."),
        ("articles: ['']", "line 1: articles: should be a file, folder or glob, or a list of them."),
        ("artcles: a", "line 1: the key 'articles' is missing."),
        ("articles: a\noutlet: [A]", "line 2: unknown key 'outlet'. Did you mean 'outlets'?"),
        ("articles: a\noutlets: [A, A]", "line 1: two entries of outlets have the id 'A'."),
        (
            "articles: a\nactors:\n- {id: x, name: X, aliases: [Z]}\n- {id: y, name: Z}",
            "line 1: the name 'Z' is given to two actors, 'x' and 'y'.",
        ),
        (
            "articles: a\nprimary: {tone: narator}",
            "line 2: primary.tone: should be 'narrator', 'quoted', 'reported' or 'all' (given: 'narator').",
        ),
        ("articles: a\nlevel: 1", "line 2: level: should be less than 1 (given: 1)."),
        ("articles: a\ncodebooks: {topic: x}", "line 2: unknown key 'topic'. Did you mean 'topics'?"),
    ],
)
def test_an_error_in_the_file_names_file_and_line(tmp_path, monkeypatch, text, said):
    monkeypatch.chdir(tmp_path)
    assert message(tmp_path / "harbour", text).splitlines()[0] == f"harbour/study.yaml, {said}"


def test_a_codebook_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "articles: a\ncodebooks: {topics: news-topic}"
    assert message(tmp_path / "h", text) == (
        "h/study.yaml: there is no codebook 'news-topic' in data/codebooks. Did you mean 'news-topics'?"
    )
    text = "articles: a\ncodebooks: {topics: own.yaml}"
    assert message(tmp_path / "i", text) == "i/study.yaml: the codebook file 'own.yaml' is not there."


@pytest.mark.parametrize(
    ("book", "said"),
    [
        (CODEBOOK + "  - {id: trade, label: B, terms: [b]}\n", "line 5: two items have the id 'trade'."),
        (
            CODEBOOK.replace("tariff*", "'*'"),
            "line 4: the term '*' of 'trade' has no letter or digit and would match everything.",
        ),
        (CODEBOOK.replace("[tariff*]", "[]"), "line 4: the item 'trade' is empty; give it terms or leave it out."),
        (CODEBOOK.replace("terms", "term"), "line 4: unknown key 'term'. Did you mean 'terms'?"),
        (CODEBOOK.replace("id: trade", "id: Free Trade"), "line 4: items.0.id: "),
        ("title: T\nsource: S\nitems: []\n", "line 3: items: "),
        ("title: [\n", "line 2: not valid YAML: "),
    ],
)
def test_a_codebook_that_is_wrong_is_found_when_the_study_is_opened(tmp_path, monkeypatch, book, said):
    monkeypatch.chdir(tmp_path)
    found = message(tmp_path / "h", "articles: a\ncodebooks: {frames: own.yaml}", own=book)
    assert found.startswith(f"h/own.yaml, {said}")


def test_a_study_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    for name, said in (
        ("framwork", "There is no study 'framwork'. Did you mean 'framework'?"),
        (
            "articles",
            "The folder articles has no study.yaml. Make one with: python -m analysis new FOLDER --articles articles",
        ),
    ):
        with pytest.raises(InputError) as error:
            study.load(name)
        assert str(error.value) == said
    with pytest.raises(InputError, match=r"^No study was named\. Known: "):
        study.load(" ")


def test_a_study_is_found_by_folder_by_file_and_by_name(tmp_path):
    opened = made(tmp_path / "harbour", "articles: a")
    assert study.load(str(opened.file)).file == opened.file
    assert study.load("framework").folder == STUDIES / "framework"


def test_a_colour_and_a_file_are_asked_for_in_words(tmp_path):
    assert message(tmp_path, "articles: a\noutlets:\n  - {id: Echo, colour: red}").endswith(
        "line 3: outlets.0.colour: should be a colour such as \"#0072B2\" (given: 'red')."
    )
    table = tmp_path / "my.csv"
    table.write_text("text\nA\n")
    with pytest.raises(InputError, match=r"my\.csv is a file, not a study\. Make one of it with: .* new FOLDER"):
        study.load(str(table))
