import pytest

from analysis.__main__ import app, main

BODY = "The bridge was opened on Friday after four years of work. " * 6


def call(capsys, *words: str):
    status = main(lambda: app(list(words)))
    out, err = capsys.readouterr()
    return status, out.splitlines(), err.splitlines()


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def write(folder, text="articles: in", **contents):
    (folder / "study.yaml").write_text(text)
    for name, content in contents.items():
        path = folder / "in" / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_check_prints_the_account(folder, capsys):
    write(
        folder,
        "title: The bridge\narticles: in",
        echo__txt=f'OSLO — {BODY}They don"t know.',
        mercury__txt=f"Published: 31 November 2016\n\n{BODY}",
        picture__txt=b"\x89PNG\x00\x00\x00",
        empty__txt="",
    )
    status, out, err = call(capsys, "check", ".")
    assert status == 0
    assert err == []
    assert out == [
        "The bridge: 4 found = 2 kept + 2 rejected",
        "  echo: 1 article, 69 words",
        "  mercury: 1 article, 66 words",
        "  2 files (text, utf-8): 2 found = 2 kept + 0 rejected; without headline 2, published 2, url 2; "
        "mended: lost contraction 1",
        "  rejected: empty.txt: empty file",
        "  rejected: picture.txt: not text: it holds control characters, as pictures, archives and programs do",
        "  taken out of the text: 1 dateline, 1 time stamp",
        "  characters mended: 1 lost contraction; most in echo (14.49 per 1,000 words)",
        "  warning: 1 of 2 articles with a date that cannot be (kept, without a date): mercury.txt.",
        "  warning: 1 of 2 articles only repeat another outlet's; they count for both.",
    ]


def test_check_prints_how_a_table_was_read(folder, capsys):
    write(folder, all__csv=f'outlet,text\nEcho,"{BODY}"\nMercury,"{BODY}"\nEcho,\n')
    status, out, _ = call(capsys, "check", ".")
    assert status == 0
    assert out[:2] == [
        f"{folder.name}: 3 found = 2 kept + 1 rejected",
        "  all.csv: body from 'text', outlet from 'outlet'",
    ]
    assert "  rejected: all.csv row 3: empty text" in out


def test_brackets_and_long_names_are_printed_as_they_are(folder, capsys):
    name = "[bold]" + "long name " * 20 + "end"
    write(folder, **{f"{name}__txt": BODY})
    status, out, _ = call(capsys, "check", ".")
    assert status == 0
    assert f"  {name}: 1 article, 66 words" in out


@pytest.mark.parametrize(
    ("text", "contents", "said"),
    [
        (
            "articles: in",
            {},
            "Error: articles: the folder in is empty. Put articles (.txt, .html, .docx, .csv ...) in it.",
        ),
        (
            "articles: in",
            {"a__txt": "-1"},
            "Error: articles: no usable article in in (a.txt: no text left). "
            "Put articles there as .txt, .md, .html, .docx, .rtf, .csv, .xlsx, .json, .jsonl, .parquet or .zip.",
        ),
        (
            "articles: in",
            {"a__csv": "title,words\nA,B\n"},
            "Error: in/a.csv: there is no text column among title, words. "
            "Say which one holds the text: columns: {body: NAME} in study.yaml, or `new` with --columns body=NAME.",
        ),
        (
            "articles: in",
            {"a__txt": BODY, "a__md": BODY},
            "Error: 2 articles have the id 'a': a.md, a.txt. "
            "Give each an id of its own: another file name, or `id:` at the top of the file.",
        ),
        (
            "artikles: in",
            {"a__txt": BODY},
            "Error: study.yaml, line 1: the key 'articles' is missing.",
        ),
        (
            "articles: in\nactor: []",
            {"a__txt": BODY},
            "Error: study.yaml, line 2: unknown key 'actor'. Did you mean 'actors'?",
        ),
        (
            "articles: in\noutlets: [ehco]",
            {"echo__txt": BODY},
            "Error: study.yaml: echo.txt is of the outlet 'echo', which is not listed. Did you mean 'ehco'?",
        ),
        (
            "articles: in\ncodebooks: {frames: generic-frame}",
            {"a__txt": BODY},
            "Error: study.yaml: there is no codebook 'generic-frame' in data/codebooks. Did you mean 'generic-frames'?",
        ),
        (
            "articles: in\ncolumns: {body: txt}",
            {"a__csv": "text\nA\n"},
            "Error: in/a.csv: there is no column 'txt', which `columns` in study.yaml names for body. "
            "Did you mean 'text'?",
        ),
        (
            "articles: [in",
            {"a__txt": BODY},
            "Error: study.yaml, line 1: not valid YAML: expected ',' or ']', but got '<stream end>'.",
        ),
    ],
)
def test_bad_input_is_one_sentence_with_the_mend_and_status_2(folder, capsys, text, contents, said):
    write(folder, text, **contents)
    before = sorted(folder.rglob("*"))
    status, out, err = call(capsys, "check", ".")
    assert (status, out) == (2, [])
    assert err[0] == said
    assert sorted(folder.rglob("*")) == before


def test_a_study_that_is_not_there_is_status_2(capsys):
    assert call(capsys, "check", "framewrk") == (
        2,
        [],
        ["Error: There is no study 'framewrk'. Did you mean 'framework'?"],
    )


def test_an_unknown_parameter_is_status_2_and_starts_nothing(folder, capsys):
    write(folder, a__txt=BODY)
    status, _, err = call(capsys, "run", ".", "--out", "out", "--set", "draw=5")
    assert status == 2
    assert err[0].startswith("Error: --set draw=5: no notebook has a parameter 'draw'.")
    assert not (folder / "out").exists()


def test_words_that_the_command_line_does_not_know_are_status_2(capsys):
    assert call(capsys, "chek", ".")[0] == 2
    assert call(capsys, "check")[0] == 2
    assert call(capsys, "--help")[0] == 0


def test_new_makes_a_study_that_check_reads(folder, capsys):
    (folder / "in" / "echo.txt").write_text(BODY)
    status, out, _ = call(capsys, "new", "bridge", "--articles", "in", "--title", "The bridge")
    assert (status, out) == (
        0,
        ["bridge/study.yaml: 1 found = 1 kept + 0 rejected", "Run it with: python -m analysis run bridge"],
    )
    status, out, _ = call(capsys, "check", "bridge")
    assert (status, out[0]) == (0, "The bridge: 1 found = 1 kept + 0 rejected")
    assert "  warning: One article alone: it can be described, not compared." in out


def test_new_where_a_study_is_already_is_status_2(folder, capsys):
    write(folder, a__txt=BODY)
    assert call(capsys, "new", ".", "--articles", "in")[::2] == (
        2,
        ["Error: study.yaml exists already. Choose another folder, or edit that file."],
    )


def test_a_call_ended_from_the_keyboard_says_that_it_can_be_taken_up(capsys):
    def stopped():
        raise SystemExit(130)

    assert main(stopped) == 130
    assert capsys.readouterr().err == "Stopped. What was done is kept; the next call goes on from there.\n"


def test_a_place_that_cannot_be_written_is_named(capsys):
    def refused():
        raise PermissionError(13, "Permission denied", "locked/study.yaml")

    assert main(refused) == 2
    said = "Error: locked/study.yaml: Permission denied. Choose a place that you may write to.\n"
    assert capsys.readouterr().err == said
