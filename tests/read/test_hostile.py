"""Files made to do harm: a clear sentence, and nothing else."""

import io
import os
import socket
import struct
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from analysis import corpus
from analysis.errors import InputError
from analysis.read import packages, places
from analysis.read.documents import documents, files

BODY = "The council approved the harbour wall on Monday, after a long debate. " * 4
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:t>{}</w:t></w:p></w:document>'


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(BODY)
    return tmp_path / "in"


def packed(path, members, **how):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def reasons():
    return dict(documents("in").rejected.itertuples(index=False))


def message():
    with pytest.raises(InputError) as error:
        documents("in")
    return str(error.value)


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.xlsx"])
def test_a_zip_bomb_is_not_unpacked(folder, name):
    inner = {"a.zip": "a.txt", "a.docx": "word/document.xml", "a.xlsx": "xl/workbook.xml"}[name]
    packed(folder / name, {inner: b"\x00" * 30_000_000})
    assert message() == (
        f"in/{name}: '{inner}' would unpack to 30 MB from 0.03 MB, as no text does. It was not unpacked."
    )


def test_a_zip_file_that_lies_about_its_size_gives_no_more_than_it_says(folder):
    packed(folder / "a.zip", {"a.txt": b"x" * 5_000_000})
    data = bytearray((folder / "a.zip").read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)  # the size in the central directory
    (folder / "a.zip").write_bytes(bytes(data))
    assert reasons()["a.zip/a.txt"].startswith("a damaged zip file: ")


def test_a_zip_file_of_too_many_files_or_too_much_is_refused(folder, monkeypatch):
    packed(folder / "a.zip", {"a.txt": BODY, "b.txt": BODY})
    monkeypatch.setattr(packages, "MOST_MEMBERS", 1)
    assert message() == "in/a.zip: 2 files in one zip file are too many (1 at most). Divide it."
    monkeypatch.setattr(packages, "MOST_MEMBERS", 9)
    monkeypatch.setattr(packages, "LARGEST_WHOLE", 100)
    assert message().startswith("in/a.zip: it would unpack to 0.0 GB, and 0 GB may be unpacked.")


def test_names_in_a_zip_file_lead_nowhere(folder, tmp_path):
    packed(
        folder / "a.zip",
        {"../../out.txt": BODY, "/etc/abs.txt": BODY, "C:\\win\\x.txt": BODY, "b\n.txt": BODY, ".hidden/x.txt": BODY},
    )
    before = sorted(tmp_path.rglob("*"))
    found = documents("in")
    assert sorted(found.documents["document"]) == [
        "a.zip/b\\n.txt",
        "a.zip/etc/abs.txt",
        "a.zip/out.txt",
        "a.zip/win/x.txt",
        "good.txt",
    ]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_file_with_a_password_or_a_zip_file_inside(folder):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.txt", BODY)
    packed(folder / "a.zip", {"again.zip": inner.getvalue(), "b.txt": BODY})
    data = bytearray((folder / "a.zip").read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rfind(mark)
        data[at + offset] |= 1  # says that the last member is encrypted
    (folder / "a.zip").write_bytes(bytes(data))
    assert reasons() == {
        "a.zip/again.zip": "a zip file in a zip file: unpack it",
        "a.zip/b.txt": "packed with a password: unpack it yourself and name the folder",
    }


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE, ENTITIES.replace("DOCTYPE", "doctype")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_word_document_are_refused(folder, head, encoding):
    packed(folder / "a.docx", {"word/document.xml": (head + WORD.format("&j;")).encode(encoding)})
    assert reasons() == {"a.docx": "word/document.xml declares entities, as no document that Word or Excel writes does"}


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE])
@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_entities_of_a_workbook_are_refused(folder, head, member):
    pd.DataFrame({"text": [BODY]}).to_excel(folder / "good.xlsx", index=False)
    with zipfile.ZipFile(folder / "good.xlsx") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    (folder / "good.xlsx").unlink()
    members[member] = head.encode() + members.get(member, b"<x/>").split(b"?>", 1)[-1]
    packed(folder / "a.xlsx", members)
    assert reasons() == {"a.xlsx": f"{member} declares entities, as no document that Word or Excel writes does"}


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body>{'<div>' * 100_000}{BODY}",
        f"<html><body>{'<b>' * 100_000}{BODY}",
        f"<html><body>{'<span><font>' * 50_000}{BODY}",
    ],
)
def test_a_hundred_thousand_tags_in_one_another_are_refused(folder, page):
    (folder / "a.html").write_text(page)
    assert reasons() == {"a.html": "more than 400 tags in one another, as no page of news has"}


@pytest.mark.parametrize(
    "page",
    [f"<html><body>{'<p>' * 5_000}{BODY}", f"<html><body>{'</div>' * 50_000}<p>{BODY}", "<html>" + "<!--" * 50_000],
)
def test_many_tags_side_by_side_take_no_time(folder, page):
    (folder / "a.html").write_text(page)
    assert documents("in").documents["article_id"].tolist()[-1] == "good"


def test_a_page_of_too_many_tags_is_refused(folder):
    (folder / "a.html").write_text(f"<html><body>{'<p>ab</p>' * 100_000}")
    assert reasons() == {"a.html": "200,002 tags, more than a page of news has (30,000 at most)"}


def test_entities_of_a_page_are_text(folder):
    (folder / "a.html").write_text(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><article><p>{BODY}&x;</p></article>'
    )
    assert "root:" not in documents("in").documents["raw"].str.cat()


def test_groups_of_rtf_in_one_another_are_refused(folder):
    (folder / "a.rtf").write_text("{\\rtf1 " + "{" * 100_000 + BODY)
    assert reasons() == {"a.rtf": "more than 1000 groups in one another, as no word processor writes"}


def test_json_in_json_is_refused(folder):
    (folder / "a.json").write_text("[" * 200_000)
    assert message().startswith("in/a.json: this is no JSON table that can be read: ")


def test_nuls_and_a_million_columns_of_a_table(folder):
    (folder / "a.csv").write_bytes(b"text,outlet\n" + BODY.encode() + b"\x00,Echo\n")
    assert documents("in").documents["raw"].tolist()[0] == BODY.strip() or BODY
    (folder / "a.csv").write_text(",".join(["text", *("x" * 1_000_000)]) + "\n1\n")
    assert message() == (
        "in/a.csv: 1,000,001 columns are no table of articles (2,000 at most). Save only the columns that matter."
    )


def test_a_workbook_of_many_columns(folder):
    pd.DataFrame([["x"] * 3000], columns=[f"c{i}" for i in range(3000)]).to_excel(folder / "a.xlsx", index=False)
    assert message().startswith("in/a.xlsx: 3,000 columns are no table of articles (2,000 at most).")


def test_a_formula_of_a_workbook_is_not_computed(folder):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["text", "outlet"])
    book.active.append([BODY, "=cmd|' /C calc'!A0"])
    book.save(folder / "a.xlsx")
    assert documents("in").documents["outlet"].tolist() == ["a", "good"]


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "secret.txt").write_text(BODY)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    assert reasons() == dict.fromkeys(("link.txt", "passwd.txt"), places.OUTWARD)
    assert [p.name for p in files("in")] == ["good.txt"]
    (tmp_path / "all").symlink_to(folder)
    assert documents("all").documents["article_id"].tolist() == ["good"]
    assert documents("in/link.txt").documents["article_id"].tolist() == ["link"]


def test_a_file_that_changes_while_it_is_read_stops(folder, monkeypatch):
    read = Path.read_bytes

    def grows(path):
        data = read(path)
        path.write_bytes(data + b"More.")
        return data

    monkeypatch.setattr(Path, "read_bytes", grows)
    assert message() == ("in/good.txt: changed while it was read. Wait until nothing writes to it, and read it again.")


def test_a_pipe_is_passed_over(folder):
    os.mkfifo(folder / "pipe.txt")
    assert documents("in").documents["article_id"].tolist() == ["good"]


def test_a_name_with_a_line_end_is_one_line(folder):
    (folder / "two\nlines.html").write_text(f"<html><body><article><p>{BODY}</p></article></body></html>")
    found = corpus.read("in", columns={})
    assert found.articles["document"].tolist() == ["good.txt", "two\\nlines.html"]


def test_a_member_without_a_name_is_passed_over(folder):
    packed(folder / "a.zip", {"abcde.txt": BODY, "b.txt": BODY})
    data = (folder / "a.zip").read_bytes()
    (folder / "a.zip").write_bytes(data.replace(b"abcde.txt", b"\x00bcde.txt"))
    assert documents("in").documents["document"].tolist() == ["a.zip/b.txt", "good.txt"]


def test_a_parquet_file_whose_text_is_none(folder):
    pd.DataFrame({"text": ["The harbour wall was built."]}).to_parquet(folder / "a.parquet", compression=None)
    data = (folder / "a.parquet").read_bytes()
    (folder / "a.parquet").write_bytes(data.replace(b"The harbour wall", b"\x80he harbour wall", 1))
    assert message().startswith("in/a.parquet: this is no PARQUET table that can be read: ")
