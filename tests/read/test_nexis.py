"""Layouts of Nexis exports, built from their descriptions; all texts are made up."""

import docx
import pytest

from analysis import corpus
from analysis.errors import InputError
from analysis.read import nexis

COVER = """User Name: A. Reader
Date and Time: Tuesday, March 12, 2024 10:17:00 AM EST
Job Number: 217000001
Documents ({n})
1. Harbour wall approved
Client/Matter: -None-
Search Terms: "harbour wall"
Search Type: Natural Language
Narrowed by:
Content Type
Narrowed by
News
-None-
2. Residents march
| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2024 LexisNexis"""
ONE = """Harbour wall approved
The Evening Echo (Oslo)
March 5, 2024 Tuesday
Late Edition - Final

Copyright 2024 The Evening Echo All Rights Reserved
Section: Section A; Column 0; Harbour Desk; Pg. 4
Length: 48 words
Byline: By Ada Brandt
Highlight: A close vote.
Body

The council approved the harbour wall on Monday, after a long debate.

Fishermen fear the cost. "It is our sea," one of them said.

Graphic

PHOTO: The harbour at night.
Classification

Language: ENGLISH
Publication-Type: Newspaper
Subject: HARBORS (90%)
Load-Date: March 6, 2024

End of Document"""
TWO = """Residents march
against the wall
The Morning Mercury
6 March 2024 Wednesday 11:20 PM GMT

Copyright 2024 Mercury Ltd
Length: 20 words

Body

Several hundred residents marched against the harbour wall on Tuesday.

Load-Date: March 7, 2024

End of Document"""
OLD = """                               1 of 2 DOCUMENTS

                              The Evening Echo

                            March 5, 2024 Tuesday
                              Late Edition

Harbour wall approved

BYLINE: Ada Brandt

SECTION: HARBOUR; Pg. 4

LENGTH: 48 words

The council approved the harbour wall on Monday, after
a long debate.

Fishermen fear the cost.

LOAD-DATE: March 6, 2024

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                 Copyright 2024 The Evening Echo
                       All Rights Reserved


                               2 of 2 DOCUMENTS

                             The Morning Mercury

                           March 6, 2024 Wednesday

Residents march

LENGTH: 20 words

Several hundred residents marched against the harbour wall on Tuesday.

LOAD-DATE: March 7, 2024
"""
BODIES = [
    'The council approved the harbour wall on Monday, after a long debate.\nFishermen fear the cost. "It is our sea," '
    "one of them said.",
    "Several hundred residents marched against the harbour wall on Tuesday.",
]


def word(path, text):
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(path)


def rtf(path, text):
    body = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text.replace("\n", "\\par\n"))
    path.write_text(f"{{\\rtf1\\ansi {body}}}", encoding="ascii")


WRITERS = {"docx": word, "rtf": rtf, "txt": lambda path, text: path.write_text(text, encoding="utf-8")}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("cover", ["", COVER.format(n=2) + "\n", COVER.format(n=2) + "\n\n\n"])
def test_many_documents_in_one_file(tmp_path, kind, cover):
    WRITERS[kind](tmp_path / f"march.{kind}", f"{cover}{ONE}\n{TWO}")
    found = corpus.read(tmp_path, columns={})
    articles = found.articles
    assert articles["article_id"].tolist() == ["march-1", "march-2"]
    assert articles["headline"].tolist() == ["Harbour wall approved", "Residents march against the wall"]
    assert articles["outlet"].tolist() == ["The Evening Echo (Oslo)", "The Morning Mercury"]
    assert articles["published"].dt.strftime("%F").tolist() == ["2024-03-05", "2024-03-06"]
    assert articles["body"].tolist() == BODIES
    assert articles["document"].tolist() == [f"march.{kind} document 1", f"march.{kind} document 2"]
    assert found.account == "2 found = 2 kept + 0 rejected"


@pytest.mark.parametrize("kind", ["docx", "rtf"])
def test_one_document_a_file_and_their_list(tmp_path, kind):
    WRITERS[kind](tmp_path / f"Harbour wall approved.{kind}", ONE)
    WRITERS[kind](tmp_path / f"Residents march.{kind}", COVER.format(n=1) + "\n" + TWO)
    WRITERS[kind](tmp_path / f"export_doclist.{kind}", COVER.format(n=2))
    found = corpus.read(tmp_path, columns={})
    assert found.articles["article_id"].tolist() == ["Harbour wall approved", "Residents march"]
    assert found.articles["body"].tolist() == BODIES
    assert found.rejected.to_dict("list") == {
        "document": [f"export_doclist.{kind}"],
        "reason": ["a cover page or list of 2 documents, without an article"],
    }


def test_a_list_of_more_documents_than_lie_beside_it_stops(tmp_path):
    word(tmp_path / "one.docx", ONE)
    word(tmp_path / "doclist.docx", COVER.format(n=100))
    with pytest.raises(InputError) as error:
        corpus.read(tmp_path, columns={})
    assert str(error.value) == (
        "doclist.docx lists 100 documents, and 1 lie beside it. Put the missing ones there, or take the list away."
    )


def test_a_stated_number_that_does_not_agree_stops(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    word(tmp_path / "march.docx", f"{COVER.format(n=100)}\n{ONE}\n{TWO}")
    with pytest.raises(InputError) as error:
        corpus.read("march.docx", columns={})
    assert str(error.value) == (
        "march.docx: it states 100 documents, and 2 were found in it. It was cut off, or its layout is not the one "
        "that is known: export it again, or divide it."
    )


def test_the_older_text_files(tmp_path):
    (tmp_path / "march.txt").write_text(OLD)
    articles = corpus.read_articles(tmp_path)
    assert articles["headline"].tolist() == ["Harbour wall approved", "Residents march"]
    assert articles["outlet"].tolist() == ["The Evening Echo", "The Morning Mercury"]
    assert articles["published"].dt.strftime("%F").tolist() == ["2024-03-05", "2024-03-06"]
    assert articles["body"].tolist() == [
        "The council approved the harbour wall on Monday, after a long debate.\nFishermen fear the cost.",
        "Several hundred residents marched against the harbour wall on Tuesday.",
    ]


def test_section_and_author_are_kept():
    (document,) = nexis.read(ONE.split("\n"), layout="Nexis DOCX", encoding="").documents
    assert document["section"] == "Section A; Column 0; Harbour Desk; Pg. 4"
    assert document["author"] == "By Ada Brandt"


def test_without_a_body_line_the_text_follows_the_length():
    text = ONE.replace("Body\n", "").replace("Highlight: A close vote.\n", "").replace("Byline: By Ada Brandt\n", "")
    (document,) = nexis.read(text.split("\n"), layout="Nexis DOCX", encoding="").documents
    assert document["raw"].split("\n\n") == BODIES[0].split("\n")


def test_a_layout_that_is_not_known_is_an_error_with_its_first_lines():
    lines = ["Wall approved", "Echo", "", "The council approved it.", "Load-Date: March 6, 2024", "End of Document"]
    assert nexis.recognised(lines)
    with pytest.raises(InputError) as error:
        nexis.read(lines, layout="Nexis DOCX", encoding="")
    assert str(error.value) == (
        "this looks like an export of Nexis, but a document in it has neither a line `Body` nor a line `Length:`; it "
        "begins: Wall approved | Echo | The council approved it.. Export it again as DOCX or RTF with full text."
    )


@pytest.mark.parametrize(
    "text", ["The council met.\nLength: 4 hours.\nIt ended.", "Documents (2)\nThe council met.", "End of Document"]
)
def test_a_text_with_a_word_of_it_is_no_export(text):
    assert not nexis.recognised(text.split("\n"))
