"""Whatever bytes a file holds, it is read or refused with a sentence: 25 inputs a reader here, 1,000 by `make fuzz`."""

import io
import json
import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import corpus
from analysis.errors import InputError
from analysis.read import formats

INPUTS = int(os.environ.get("FUZZ_INPUTS", "25"))
WORDS = st.sampled_from(
    [
        "The wall was built.",
        "é",
        "\ufffd",
        "\x00",
        "“",
        "<p>",
        "&amp;",
        "---",
        "\n",
        "\n\n",
        "\t",
        ",",
        ";",
        '"',
        " ",
        "=1",
        "1",
    ]
)
TEXT = st.one_of(st.lists(WORDS, max_size=30).map("".join), st.text(max_size=200))
BYTES = st.one_of(st.binary(max_size=300), TEXT.map(lambda text: text.encode("utf-8", "replace")))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "maintext", "title", "url", "date", "date_publish", "x"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)
TAGS = st.sampled_from(
    [
        *(
            "<html>",
            "<head>",
            "<body>",
            "<article>",
            "<p>",
            "</p>",
            "<div class='article enArticle'>",
            "</div>",
            "<div>",
        ),
        *(
            "<table><tr><td>HD</td><td>x</td></tr>",
            "<td>TD",
            "</table>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<![CDATA[",
        ),
        *(
            "<p class='enarticleParagraph'>",
            "<meta property='og:site_name' content='x'>",
            "<link rel=canonical href='x'>",
        ),
        *(
            '<script type=\'application/ld+json\'>[{"@type": "NewsArticle"}]</script>',
            "&#x0;",
            "&#1114112;",
            "<svg",
            "\x00",
        ),
        *("The council approved the harbour wall on Monday, after a long debate. " * 3,),
    ]
)
LINES = st.sampled_from(
    [
        *(
            "Documents (2)",
            "1 of 2 DOCUMENTS",
            "End of Document",
            "Body",
            "Classification",
            "Length: 5 words",
            "Length:",
        ),
        *(
            "User Name: x",
            "Load-Date: March 5, 2024",
            "March 5, 2024 Tuesday",
            "Copyright 2024",
            "Headline",
            "1. Headline",
            "",
        ),
        *(
            "Document 1 of 1",
            "_" * 40,
            "Full text:",
            "Full text: x",
            "ProQuest document ID: 1",
            "Publication title: x; y",
        ),
        *("Abstract: x", "Title:", "The council approved the wall.", "Byline: By x"),
    ]
)
RTF = st.sampled_from(
    [
        *(
            "{",
            "}",
            "\\par ",
            "\\u8217?",
            "\\'92",
            "\\bin5 ",
            "\\*",
            "\\fonttbl",
            "\\ansicpg1252",
            "\\u-1?",
            "\\'zz",
            "text ",
            "\\uc2 ",
        )
    ]
)


def packed(members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def cut(data):
    """Good bytes with some taken away, changed or put in."""
    places = st.lists(st.tuples(st.integers(0, max(0, len(data) - 1)), st.integers(0, 255)), max_size=6)

    def harmed(pairs):
        out = bytearray(data)
        for place, value in pairs:
            out[min(place, len(out) - 1)] = value
        return bytes(out)

    return places.map(harmed) | st.integers(0, len(data)).map(lambda n: data[:n])


WORD_XML = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
WORD_PARTS = st.lists(
    st.sampled_from(
        ["<w:p>", "</w:p>", "<w:r><w:t>x</w:t></w:r>", "<w:del>", "</w:del>", "<w:br/>", "<x/>", "&x;", "<w:tab/>"]
    ),
    max_size=12,
).map("".join)


def workbook():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["text", "date"])
    book.active.append(["The wall was built.", 45000])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def parquet():
    import pandas as pd

    data = io.BytesIO()
    pd.DataFrame({"text": ["The wall was built."], "id": [1]}).to_parquet(data)
    return data.getvalue()


READERS = {
    "any.bin": BYTES,
    "a.txt": TEXT.map(lambda text: f"---\noutlet: {text}\n---\n{text}".encode("utf-8", "replace")) | BYTES,
    "a.md": BYTES,
    "a.csv": TEXT.map(lambda text: f"outlet,text\n{text}".encode("utf-8", "replace")) | BYTES,
    "a.tsv": TEXT.map(lambda text: f"outlet\ttext\n{text}".encode("utf-8", "replace")),
    "a.json": JSON.map(lambda value: json.dumps(value).encode()) | BYTES,
    "a.jsonl": st.lists(JSON, max_size=4).map(lambda rows: "\n".join(map(json.dumps, rows)).encode()) | BYTES,
    "a.html": st.lists(TAGS, max_size=25).map(lambda tags: f"<html>{''.join(tags)}".encode()) | BYTES,
    "a.mhtml": st.lists(TAGS, max_size=9).map(
        lambda tags: (
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
            + "".join(tags)
        ).encode()
    ),
    "nexis.txt": st.lists(LINES, max_size=25).map(lambda lines: "\n".join(lines).encode()),
    "a.rtf": st.lists(RTF | TEXT, max_size=20).map(
        lambda parts: f"{{\\rtf1 {''.join(parts)}".encode("utf-8", "replace")
    ),
    "a.docx": WORD_PARTS.map(lambda parts: packed({"word/document.xml": WORD_XML.format(parts)}))
    | BYTES.map(lambda data: packed({"word/document.xml": data})),
    "a.xlsx": cut(workbook()),
    "a.parquet": cut(parquet()),
    "a.zip": st.dictionaries(st.sampled_from(["a.txt", "b/../c.csv", "/d.html", "e\n.json"]), BYTES, max_size=3).map(
        packed
    )
    | cut(packed({"a.txt": b"The wall was built.", "b.csv": b"text\nIt stood.\n"})),
}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=INPUTS, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_bytes_are_read_or_refused_with_a_sentence(tmp_path_factory, name, data):
    content = data.draw(READERS[name])
    folder = tmp_path_factory.getbasetemp() / "fuzz"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    path = folder / name
    path.write_bytes(content)
    try:
        found = corpus.read(path, columns={})
    except InputError as error:
        said = str(error)
    else:
        said = "read"
        assert found.found == len(found.articles) + len(found.rejected) > 0
    assert said.strip()
    assert "\x00" not in said
    assert [p.name for p in folder.iterdir()] == [name]


def test_every_kind_has_inputs():
    assert {f".{name.rsplit('.')[-1]}" for name in READERS} | {
        ".text",
        ".markdown",
        ".htm",
        ".xhtml",
        ".mht",
        ".ndjson",
    } >= formats.KNOWN
