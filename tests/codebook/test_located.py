"""Where a codebook lies: beside a study, in any format, or among those that ship."""

import pytest

from analysis import codebook, study
from analysis.__main__ import app, main
from analysis.codebook.files import asked, load
from analysis.errors import InputError
from analysis.paths import CODEBOOKS

DIC = "%\n1\tharbour\n%\nwall*\t1\nship\t1\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "echo.txt").write_text(f"{'The council approved the harbour wall on Monday. ' * 4}Ada wept.")
    (tmp_path / "in" / "mercury.txt").write_text("Residents marched against the plan, and the mayor listened. " * 4)
    (tmp_path / "own.dic").write_text(DIC)
    (tmp_path / "study.yaml").write_text("articles: in\ncodebooks: {topics: own.dic}\n")
    return tmp_path


def test_a_study_may_name_a_dictionary_of_another_tool(folder):
    opened = study.load(".")
    assert codebook.load(opened.codebook_files["topics"]).labels == {"harbour": "harbour"}


def test_a_dictionary_that_is_not_there(folder):
    (folder / "own.dic").unlink()
    with pytest.raises(InputError, match=r"^study\.yaml: the codebook file 'own\.dic' is not there\.$"):
        study.load(".")


def test_the_command_line_names_a_file_or_what_ships(folder):
    assert asked("own.dic").read_text() == DIC
    assert asked("news-topics") == CODEBOOKS / "news-topics.yaml"
    with pytest.raises(InputError, match=r"no codebook 'news-topic': .* Did you mean 'news-topics'\?$"):
        asked("news-topic")


def test_the_command_tries_a_codebook_on_a_study(folder, capsys):
    status = main(lambda: app(["codebook", "own.dic", "--study", ".", "--sentences", "1", "--out", "tried"]))
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    assert "The council approved the harbour [wall] on Monday." in out
    assert "wrote tried/codebook.md" in out
    assert (folder / "tried" / "terms.csv").read_text().splitlines()[1] == "harbour,wall*,4,1,1"
    assert not (folder / "runs").exists()


def test_a_broken_dictionary_is_one_sentence_and_status_2(folder, capsys):
    (folder / "own.dic").write_text("%\n1\tharbour\nwall*\t1\n")
    assert main(lambda: app(["codebook", "own.dic", "--study", "."])) == 2
    assert capsys.readouterr().err.startswith("Error: own.dic, line 1: this line of % has no second one.")


def test_a_script_names_a_codebook_that_ships():
    assert load("news-topics") == load(CODEBOOKS / "news-topics.yaml")
    with pytest.raises(InputError, match=r"There is no codebook 'nws-topics': .* Did you mean 'news-topics'\?"):
        load("nws-topics")
