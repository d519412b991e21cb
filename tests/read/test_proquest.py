"""Layouts of ProQuest's text exports, built from their descriptions; all texts are made up."""

import pytest

from analysis import corpus
from analysis.errors import InputError
from analysis.read import proquest

RULE = "_" * 60
COVER = f"""{RULE}

Report Information from ProQuest
March 12 2024 10:17
{RULE}

Table of contents

1. Harbour wall approved .......... 1
2. Residents march ................ 2

"""
ONE = """Harbour wall approved

Author: Brandt, Ada

ProQuest document link

Abstract: A close vote.

Links: Check for full text

Full text:

The council approved the harbour wall on Monday, after a long debate.

Fishermen fear the cost of it.

Subject: Harbors; City councils

Location: Oslo

Title: Harbour wall approved

Publication title: The Evening Echo, Late Edition; Oslo

Pages: A.4

Publication year: 2024

Publication date: Mar 5, 2024

Section: Harbour

Source type: Newspapers

Language of publication: English

Document type: News

ProQuest document ID: 100000001

Document URL: https://example.org/docview/100000001

Copyright: Copyright Evening Echo Mar 5, 2024

Last updated: 2024-03-06

Database: Global Newsstream
"""
TWO = """Title: Residents march

Publication title: The Morning Mercury

Publication date: March 6, 2024

Full text: Several hundred residents marched against the harbour wall on Tuesday.

ProQuest document ID: 100000002
"""
END = f"""{RULE}

Contact ProQuest
Copyright 2024 ProQuest LLC. All rights reserved. - Terms and Conditions
"""


def numbered(*documents, of=None):
    n = of or len(documents)
    return "".join(f"Document {i} of {n}\n\n{text}\n" for i, text in enumerate(documents, 1))


@pytest.mark.parametrize(
    "text",
    [
        f"{COVER}{numbered(ONE, TWO)}{END}",
        f"{COVER}{RULE}\n{RULE}\n{numbered(ONE, TWO)}",
        f"{RULE}\n\n{ONE}\n{RULE}\n\n{TWO}\n{END}",
        f"{COVER}{numbered(ONE, TWO)}{END}".replace("\n", "\r\n"),
    ],
)
def test_documents_of_an_export(tmp_path, text):
    (tmp_path / "ProQuest.txt").write_bytes(text.encode())
    found = corpus.read(tmp_path, columns={})
    articles = found.articles
    assert articles["headline"].tolist() == ["Harbour wall approved", "Residents march"]
    assert articles["outlet"].tolist() == ["The Evening Echo, Late Edition", "The Morning Mercury"]
    assert articles["published"].dt.strftime("%F").tolist() == ["2024-03-05", "2024-03-06"]
    assert articles["section"].tolist() == ["Harbour", ""]
    assert articles["author"].tolist() == ["Brandt, Ada", ""]
    assert articles["url"].tolist()[0] == "https://example.org/docview/100000001"
    assert articles["body"].tolist() == [
        "The council approved the harbour wall on Monday, after a long debate.\nFishermen fear the cost of it.",
        "Several hundred residents marched against the harbour wall on Tuesday.",
    ]
    assert found.account == "2 found = 2 kept + 0 rejected"


def test_a_record_without_its_text_is_rejected_and_counted(tmp_path):
    bare = "Title: A note\n\nAbstract: A wall.\n\nProQuest document ID: 3\n"
    none = TWO.replace("Several hundred residents marched against the harbour wall on Tuesday.", "Not available.")
    (tmp_path / "p.txt").write_text(f"{COVER}{numbered(ONE, bare, none)}{END}")
    found = corpus.read(tmp_path, columns={})
    assert found.account == "3 found = 1 kept + 2 rejected"
    assert found.rejected["reason"].tolist() == [
        "an abstract or a record without the full text",
        "no full text in ProQuest",
    ]


def test_a_stated_number_that_does_not_agree_stops(tmp_path):
    (tmp_path / "p.txt").write_text(numbered(ONE, TWO, of=100))
    with pytest.raises(InputError, match=r"it states 100 documents, and 2 were found in it\."):
        corpus.read(tmp_path, columns={})


def test_a_block_that_is_not_known_is_an_error_with_its_first_lines(tmp_path):
    (tmp_path / "p.txt").write_text(numbered(ONE, "Otsikko: Muuri\n\nTeksti: Kaupunki rakentaa muurin.\n"))
    with pytest.raises(InputError) as error:
        corpus.read(tmp_path, columns={})
    assert "document 2 of this ProQuest export has no field that is known; it begins: Otsikko: Muuri | Teksti:" in str(
        error.value
    )


@pytest.mark.parametrize("text", ["Full text: see below.\nThe wall was built.", "Title: The wall\nIt was built."])
def test_a_text_with_a_word_of_it_is_no_export(text):
    assert not proquest.recognised(text)
