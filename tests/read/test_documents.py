import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.read import readers
from analysis.read.documents import documents, files, host


def put(folder, **contents):
    for name, content in contents.items():
        place(folder / name.replace("__", "."), content)


def place(path, content="The bridge opened."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def ids(found):
    return found.documents["article_id"].tolist()


def reasons(found):
    return dict(zip(found.rejected["document"], found.rejected["reason"], strict=True))


def message(source, **more):
    with pytest.raises(InputError) as error:
        documents(source, **more)
    return str(error.value)


def test_an_id_is_the_place_below_the_source_without_the_suffix(tmp_path):
    place(tmp_path / "Echo 1.txt")
    place(tmp_path / "2017" / "v1.2 é.md")
    place(tmp_path / "2017" / "x.txt" / "deep.TXT")
    found = documents(tmp_path)
    assert ids(found) == ["2017/v1.2 é", "2017/x.txt/deep", "Echo 1"]
    assert found.documents["outlet"].tolist() == ["v1.2 é", "deep", "Echo 1"]
    assert found.documents["markup"].tolist() == ["markdown", "text", "text"]


def test_an_id_does_not_hang_on_what_else_is_there(tmp_path):
    place(tmp_path / "a" / "one.txt")
    assert ids(documents(tmp_path)) == ["a/one"]
    place(tmp_path / "b" / "two.txt")
    assert ids(documents(tmp_path)) == ["a/one", "b/two"]


def test_front_matter_names_the_article(tmp_path):
    place(tmp_path / "a.txt", "---\noutlet: Echo\nid: e-1\nevent: bridge\nurl: http://e.org\n---\nIt opened.\n")
    row = documents(tmp_path).documents.iloc[0]
    assert (row["article_id"], row["outlet"], row["event"], row["url"]) == ("e-1", "Echo", "bridge", "http://e.org")
    assert row["raw"][row["start"] :] == "It opened.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_front_matter_in_every_encoding_and_with_every_line_end(tmp_path, encoding, end):
    text = end.join(["---", "outlet: Echo", "headline: Bridge: open at last", "---", "Café."])
    place(tmp_path / "a.txt", text.encode(encoding))
    row = documents(tmp_path).documents.iloc[0]
    assert (row["outlet"], row["headline"]) == ("Echo", "Bridge: open at last")
    assert row["raw"][row["start"] :] == "Café."


def test_a_file_that_is_no_article_is_rejected_with_its_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "LARGEST_ARTICLE", 1000)
    place(tmp_path / "good.txt")
    place(tmp_path / "empty.txt", "")
    place(tmp_path / "empty.csv", "")
    place(tmp_path / "heads.csv", "outlet,text\n")
    place(tmp_path / "picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    place(tmp_path / "picture.png", b"\x89PNG")
    place(tmp_path / "huge.txt", "a " * 600)
    place(tmp_path / "README.md", "About these.")
    place(tmp_path / "broken.txt", "---\noutlet: Echo\nno key\n---\nIt opened.")
    place(tmp_path / "noending", "It opened.")
    found = documents(tmp_path)
    assert ids(found) == ["good"]
    assert reasons(found) == {
        "README.md": "about the folder, not an article, by its name",
        "broken.txt": "line 3: front matter needs `key: value`, and this line is 'no key'",
        "empty.csv": "empty file",
        "empty.txt": "empty file",
        "heads.csv": "a table without a row",
        "huge.txt": "too large for one article: 0 MB",
        "noending": "files of the kind (none) are not read",
        "picture.png": "files of the kind .png are not read",
        "picture.txt": "not text: it holds control characters, as pictures, archives and programs do",
    }
    assert len(found.files) == len(found.documents) + len(found.rejected)


def test_a_file_of_50_megabytes_is_rejected_unread(tmp_path):
    place(tmp_path / "good.txt")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert reasons(documents(tmp_path)) == {"huge.txt": "too large for one article: 50 MB"}


def test_a_file_that_may_not_be_read_is_rejected(tmp_path, monkeypatch):
    place(tmp_path / "good.txt")
    place(tmp_path / "locked.txt")
    read = Path.read_bytes

    def refuse(path):
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert reasons(documents(tmp_path)) == {"locked.txt": "cannot be read: Permission denied"}


def test_names_that_cannot_be_printed_are_spelled_out(tmp_path):
    place(tmp_path / "two\nlines.txt")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("The bridge opened.")
    found = documents(tmp_path)
    assert sorted(ids(found)) == ["caf\ufffd", "two\\nlines"]
    assert sorted(found.documents["document"]) == ["caf\ufffd.txt", "two\\nlines.txt"]


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    place(tmp_path / "a.txt")
    place(tmp_path / ".a.txt.swp")
    place(tmp_path / ".git" / "b.txt")
    assert ids(documents(tmp_path)) == ["a"]


def test_links_in_a_circle_and_two_ways_to_one_file(tmp_path):
    place(tmp_path / "sub" / "a.txt")
    (tmp_path / "sub" / "round").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "again.txt").symlink_to(tmp_path / "sub" / "a.txt")
    assert ids(documents(tmp_path)) == ["again"]
    assert [p.name for p in files([tmp_path, str(tmp_path / "**" / "*.txt")])] == ["again.txt"]


def test_globs_and_several_sources(tmp_path):
    place(tmp_path / "echo" / "1.txt")
    place(tmp_path / "echo" / "2.md")
    place(tmp_path / "mercury" / "1.txt")
    place(tmp_path / "odd [1]" / "3.txt")
    assert ids(documents("echo/*.txt", beside=tmp_path)) == ["1"]
    assert ids(documents("*/1.txt", beside=tmp_path)) == ["echo/1", "mercury/1"]
    assert ids(documents("**/*.txt", beside=tmp_path)) == ["echo/1", "mercury/1", "odd [1]/3"]
    assert ids(documents(["echo", "mercury/1.txt", "echo/1.txt"], beside=tmp_path)) == ["echo/1", "echo/2", "mercury/1"]
    assert ids(documents("odd [1]", beside=tmp_path)) == ["3"]
    assert ids(documents("*.txt", beside=tmp_path / "odd [1]")) == ["3"]
    assert ids(documents("../echo", beside=tmp_path / "mercury")) == ["1", "2"]


def test_what_is_not_there_is_said_with_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    place(tmp_path / "hidden" / ".a.txt")
    assert message("nowhere") == "articles: there is no file, folder or match for nowhere."
    assert message("*.txt") == "articles: there is no file, folder or match for *.txt."
    for folder in ("empty", "hidden"):
        assert message(folder) == (
            f"articles: the folder {folder} is empty. Put articles (.txt, .html, .docx, .csv ...) in it."
        )
    for nothing in ([], "", [" "]):
        assert message(nothing) == "articles: no file or folder is named."


def test_a_table_that_is_wrong_is_named_with_its_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place(tmp_path / "in" / "a.jsonl", '{"text": "One."}\n{"text": \n')
    place(tmp_path / "in" / "good.txt")
    assert message("in") == (
        "in/a.jsonl: line 2: not valid JSON: Expecting value (column 10). Mend or delete that line."
    )


def test_rows_of_a_table(tmp_path):
    place(
        tmp_path / "all.csv",
        'id,outlet,date,title,text\n7, Echo ,2017-02-07, Open ,"One.\r\nTwo."\n,,,,-1\n, ,,,\n',
    )
    found = documents(tmp_path)
    assert ids(found) == ["7", "all-2", "all-3"]
    assert found.documents["outlet"].tolist() == ["Echo", "all", "all"]
    assert found.documents["document"].tolist() == ["all.csv row 1", "all.csv row 2", "all.csv row 3"]
    assert found.documents["raw"].tolist() == ["One.\nTwo.", "-1", ""]
    assert found.documents["headline"].tolist()[0] == "Open"
    assert found.documents["headline"].isna().tolist() == [False, True, True]
    assert found.mappings["all.csv"]["published"] == "date"


def test_without_an_outlet_column_the_host_of_the_address_is_the_outlet(tmp_path):
    place(tmp_path / "a.csv", "url,text\nhttps://www.echo.org/1,One.\nhttp://news.mercury.com:80/2,Two.\n,Three.\n")
    found = documents(tmp_path)
    assert found.documents["outlet"].tolist() == ["echo.org", "news.mercury.com", "a"]
    assert found.mappings["a.csv"]["outlet"] == "url"


@pytest.mark.parametrize(
    ("url", "expected"), [("https://www.Echo.org/a", "echo.org"), ("echo.org/a", ""), ("", ""), ("http://[x", "")]
)
def test_host(url, expected):
    assert host(url) == expected


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(["b.txt", "a.md", "c/a.txt", "t.csv", "empty.txt"]))
def test_the_order_in_which_files_came_changes_nothing(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("order")
    for name in order:
        place(folder / name, {"empty.txt": "", "t.csv": "text\nOne.\nTwo.\n"}.get(name, f"The {name} opened."))
    found = documents(folder)
    assert ids(found) == ["a", "b", "c/a", "t-1", "t-2"]
    assert list(reasons(found)) == ["empty.txt"]
