"""The same articles in any container give the same ARTICLES."""

import html
import io
import json
import zipfile

import docx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import corpus
from analysis.read import formats, tables

TEXTS = {
    "argus": """Harbour Wall Approved After a Long Night

OSLO — The council approved the harbour wall on Monday, after a debate that went on until two in the morning.
“The wall will protect every street in the old town,” Mayor Ada Brandt said. “We couldn’t wait any longer.”
A Long Debate
Fishermen fear the cost, which the council puts at 40 million crowns over six years.
Also Read: Ferry fares to rise
""",
    "beacon": """date 2024-03-05 Residents march against harbour wall 3

Several hundred residents marched against the harbour wall on Monday evening, many of them young.
Their speakers said that nobody had asked the people who live there.
- A petition has 4,000 names.
- A second one is on its way.
“It is our view, and our sea,” one of them said.
""",
    "courier": """The vote was close: 21 to 19.

Councillors of three parties voted for the wall and two abstained, the clerk said after the count.

The next vote, on the money, is due in May; it isn't certain to pass.

Share this
""",
    "dispatch": """KIRKWALL, March 5 (Reuters) - Builders praised the plan, saying it would bring six years of work.

Shares of the largest of them rose by 4 percent.

"We're ready," its head, Olav Moe, told reporters. "Nobody's stopping us now."

(Reporting by Kari Lund)
""",
    "echo": """What the sea will take if the wall isn’t built – and who will pay

Published: 6 March 2024

The sea rises by four millimetres a year here, and the old town stands two metres above it.

By the year 2080, says the institute, one street in five will be under water in a storm.
""",
}
COLUMNS = ["article_id", "outlet", "event", "published", "dateline", "headline", "body", "url", "n_words", "crossheads"]


def rows():
    return pd.DataFrame([{"id": name, "outlet": name, "text": text} for name, text in TEXTS.items()])


def as_text(folder):
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def as_pages(folder):
    for name, text in TEXTS.items():
        lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
        head = "<!doctype html><html><head><meta charset=utf-8></head>"
        page = f"{head}<body><article>{lines}</article></body></html>"
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


def as_word(folder):
    for name, text in TEXTS.items():
        document = docx.Document()
        for line in text.split("\n"):
            document.add_paragraph(line)
        document.save(folder / f"{name}.docx")


def as_rtf(folder):
    for name, text in TEXTS.items():
        body = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text.replace("\n", "\\par\n"))
        (folder / f"{name}.rtf").write_text(f"{{\\rtf1\\ansi\\deff0 {body}}}", encoding="ascii")


def as_zip(folder):
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for name, text in TEXTS.items():
            archive.writestr(f"my articles/{name}.txt", text)


WAYS = {
    "html": as_pages,
    "docx": as_word,
    "rtf": as_rtf,
    "zip": as_zip,
    "csv": lambda folder: rows().to_csv(folder / "all.csv", index=False),
    "tsv": lambda folder: rows().to_csv(folder / "all.tsv", index=False, sep="\t"),
    "jsonl": lambda folder: rows().to_json(folder / "all.jsonl", orient="records", lines=True),
    "json": lambda folder: rows().to_json(folder / "all.json", orient="records"),
    "parquet": lambda folder: rows().to_parquet(folder / "all.parquet"),
    "xlsx": lambda folder: rows().to_excel(folder / "all.xlsx", index=False),
}


@pytest.mark.parametrize("way", WAYS)
def test_five_articles_in_any_container_are_the_same_articles(tmp_path, way):
    for folder in ("text", way):
        (tmp_path / folder).mkdir()
    as_text(tmp_path / "text")
    WAYS[way](tmp_path / way)
    expected = corpus.read_articles(tmp_path / "text")[COLUMNS]
    pd.testing.assert_frame_equal(corpus.read_articles(tmp_path / way)[COLUMNS], expected)
    assert expected["article_id"].tolist() == list(TEXTS)
    assert expected["headline"].notna().tolist() == [True, True, False, False, True]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
SAFE = WORDS.filter(lambda text: text.strip() and text[0] not in "=+-@'")
WRITERS = {
    "a.csv": lambda table, path: table.to_csv(path, index=False),
    "a.tsv": lambda table, path: table.to_csv(path, index=False, sep="\t"),
    "a.jsonl": lambda table, path: table.to_json(path, orient="records", lines=True),
    "a.json": lambda table, path: table.to_json(path, orient="records", force_ascii=False),
    "a.parquet": lambda table, path: table.to_parquet(path),
    "a.xlsx": lambda table, path: table.to_excel(path, index=False),
}


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(SAFE, SAFE, SAFE), min_size=1, max_size=4))
def test_what_pandas_writes_reads_back_equal(tmp_path, name, cells):
    written = pd.DataFrame(cells, columns=["outlet", "title", "text"], dtype=str)
    WRITERS[name](written, tmp_path / name)
    data = (tmp_path / name).read_bytes()
    read, mapping = tables.mapped(tables.frame(data, kind=formats.told(data, name))[0], {})
    assert mapping == {"body": "text", "headline": "title", "outlet": "outlet"}
    assert read[["outlet", "headline", "body"]].to_numpy().tolist() == written.to_numpy().tolist()


def test_days_and_numbers_of_a_workbook(tmp_path):
    table = pd.DataFrame(
        {
            "id": [7, 8],
            "date": [pd.Timestamp("2024-03-05"), pd.Timestamp("2024-03-05 14:30")],
            "outlet": ["Echo", None],
            "text": ["The wall was built.", "It stands."],
        }
    )
    table.to_excel(tmp_path / "a.xlsx", index=False)
    read, _ = tables.mapped(tables.frame((tmp_path / "a.xlsx").read_bytes(), kind="xlsx")[0], {})
    assert read["article_id"].tolist() == ["7", "8"]
    assert read["published"].tolist() == ["2024-03-05", "2024-03-05 14:30:00"]
    assert read["outlet"].isna().tolist() == [False, True]


def test_the_first_sheet_with_a_table_is_read(tmp_path):
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame().to_excel(book, sheet_name="notes", index=False)
        pd.DataFrame({"text": ["The wall was built."]}).to_excel(book, sheet_name="articles", index=False)
    assert corpus.read_articles(tmp_path / "a.xlsx")["body"].tolist() == ["The wall was built."]


CSV = 'outlet,title,text\nEcho,"Wall, at last","The wall was built on Monday."\n'
PAGE = b"<!DOCTYPE html>\n<html><body><p>The wall.</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (CSV.encode(), "a.txt", "separated"),
        (CSV.encode(), "a.csv", "separated"),
        (b"Text, content and form: an essay.\nIt begins here.", "a.txt", "text"),
        (PAGE, "a.txt", "page"),
        (PAGE, "saved", "page"),
        (b"<?xml version='1.0'?><!-- a --><html></html>", "a.xhtml", "page"),
        (b"<div><p>The wall.</p></div>", "a.htm", "page"),
        (b"No tag stands here.", "a.html", "text"),
        (b'{"text": "The wall."}', "a.txt", "json"),
        (b'{"text": "The wall."}\n{"text": "The sea."}', "a.json", "jsonl"),
        (b'{"text": "The wall."}\n{"text": "The sea."}', "a.txt", "jsonl"),
        (b'[{"text": "The wall."}]', "a.jsonl", "json"),
        (b'{\n "text": "The wall."\n}', "a.jsonl", "json"),
        (b"[The wall] was built.", "a.txt", "text"),
        (b"{\\rtf1 The wall.}", "a.doc", "rtf"),
        (b"# The wall\n\nIt was built.", "a.md", "markdown"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "a.mhtml", "saved mail"),
        (b"PAR1", "a.csv", "parquet"),
    ],
)
def test_the_kind_is_told_from_the_content(data, name, kind):
    assert formats.told(data, name) == kind


@pytest.mark.parametrize("kind", ["docx", "xlsx", "zip"])
def test_what_a_zip_file_is_hangs_on_its_members(tmp_path, kind):
    (tmp_path / "in").mkdir()
    {"docx": as_word, "xlsx": WAYS["xlsx"], "zip": as_zip}[kind](tmp_path / "in")
    data = next((tmp_path / "in").iterdir()).read_bytes()
    assert formats.told(data, "unknown.bin") == kind


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"%PDF-1.7", "a.txt", "a PDF, which holds no text in order: save its text as .txt or .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "an old Word or Excel file: save it as .docx or .xlsx"),
        (b"\x1f\x8b\x08", "a.csv", "packed with gzip: unpack it, or pack it as .zip"),
        (b"PK\x03\x04", "a.docx", "a damaged zip file: its list of members cannot be read"),
        (b"One line.", "a.docx", "its name says .docx, but its content is none"),
        (b"x: 1", "a.yaml", "files of the kind .yaml are not read"),
    ],
)
def test_a_kind_that_is_not_read_is_rejected_with_what_to_do(data, name, reason):
    with pytest.raises(tables.UnreadableError) as error:
        formats.told(data, name)
    assert str(error.value) == reason


def test_a_zip_file_is_a_folder_of_its_name(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.txt", "No one reads this.")
    with zipfile.ZipFile(tmp_path / "march.zip", "w") as archive:
        archive.writestr("echo/one.txt", TEXTS["courier"])
        archive.writestr("argus/one.html", PAGE)
        archive.writestr("argus/again.zip", inner.getvalue())
        archive.writestr("empty.txt", "")
        archive.writestr("__MACOSX/._one.txt", "x")
        archive.writestr("rows.jsonl", json.dumps({"outlet": "Row", "text": "The sea took it."}))
    alone = corpus.read(tmp_path / "march.zip", columns={})
    assert alone.articles["article_id"].tolist() == ["argus/one", "echo/one", "rows-1"]
    assert dict(zip(alone.rejected["document"], alone.rejected["reason"], strict=True)) == {
        "march.zip/argus/again.zip": "a zip file in a zip file: unpack it",
        "march.zip/empty.txt": "empty file",
    }
    (tmp_path / "a.txt").write_text(TEXTS["beacon"])
    beside = corpus.read(tmp_path, columns={})
    assert beside.articles["article_id"].tolist() == ["a", "march/argus/one", "march/echo/one", "march/rows-1"]
