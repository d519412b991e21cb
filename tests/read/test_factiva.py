"""Layouts of Factiva's HTML, built from their descriptions; all texts are made up."""

import pytest

from analysis import corpus
from analysis.errors import InputError
from analysis.read import factiva

BODIES = [
    "The council approved the harbour wall on Monday, after a long debate.\nFishermen fear the cost of it.",
    "Several hundred residents marched against the harbour wall on Tuesday.",
]
CODED = """<html><head><title>Factiva</title></head><body><div id="articleHeader">Dow Jones Factiva</div>
<div class="article enArticle"><p><table>
<tr><td class="index"><b>SE</b>&nbsp;</td><td>Harbour</td></tr>
<tr><td class="index"><b>HD</b>&nbsp;</td><td><span class="enHeadline">Harbour wall approved</span></td></tr>
<tr><td class="index"><b>BY</b>&nbsp;</td><td>By Ada Brandt</td></tr>
<tr><td class="index"><b>WC</b>&nbsp;</td><td>48 words</td></tr>
<tr><td class="index"><b>PD</b>&nbsp;</td><td>5 March 2024</td></tr>
<tr><td class="index"><b>ET</b>&nbsp;</td><td>06:00</td></tr>
<tr><td class="index"><b>SN</b>&nbsp;</td><td>The Evening Echo</td></tr>
<tr><td class="index"><b>SC</b>&nbsp;</td><td>ECHO</td></tr>
<tr><td class="index"><b>LA</b>&nbsp;</td><td>English</td></tr>
<tr><td class="index"><b>CY</b>&nbsp;</td><td>Copyright 2024 The Evening Echo</td></tr>
<tr><td class="index"><b>LP</b>&nbsp;</td><td><p class="articleParagraph enarticleParagraph">The council approved the
harbour wall on Monday, after a long debate.</p></td></tr>
<tr><td class="index"><b>TD</b>&nbsp;</td><td><p class="articleParagraph enarticleParagraph">Fishermen fear the cost of
it.</p></td></tr>
<tr><td class="index"><b>AN</b>&nbsp;</td><td>Document ECHO000020240305ek350001</td></tr></table></p></div>
<div class="article enArticle"><table>
<tr><td><b>HD</b></td><td>Residents march</td></tr><tr><td><b>PD</b></td><td>6 March 2024</td></tr>
<tr><td><b>SN</b></td><td>The Morning Mercury</td></tr>
<tr><td><b>TD</b></td><td>Several hundred residents marched against the harbour wall on Tuesday.</td></tr></table></div>
</body></html>"""
PLAIN = """<html><body><div id="headlines"><a href="#1">Harbour wall approved</a></div>
<div class="article enArticle"><div>Harbour</div><div id="hd"><span class='enHeadline'>Harbour wall approved</span>
</div><div class="author">Ada Brandt</div><div>48 words</div><div>5 March 2024</div><div>06:00</div>
<div>The Evening Echo</div><div>ECHO</div><div>English</div>
<div>Copyright 2024 The Evening Echo. All rights reserved.</div>
<p class="articleParagraph enarticleParagraph">The council approved the harbour wall on Monday, after a long debate.</p>
<p class="articleParagraph enarticleParagraph">Fishermen fear the cost of it.</p>
<p>Document ECHO000020240305ek350001</p></div><br/><hr/>
<div class="article enArticle"><div id="hd"><span class='enHeadline'>Residents march</span></div>
<div>12 words</div><div>6 March 2024</div><div>The Morning Mercury</div><div>MERC</div><div>English</div>
<p class="articleParagraph enarticleParagraph">Several hundred residents marched against the harbour wall on
Tuesday.</p></div></body></html>"""


@pytest.mark.parametrize("page", [CODED, PLAIN, PLAIN.replace(' class="author"', "")])
def test_articles_with_codes_and_without(tmp_path, page):
    (tmp_path / "Factiva.htm").write_text(page, encoding="utf-8")
    found = corpus.read(tmp_path, columns={})
    articles = found.articles
    assert articles["article_id"].tolist() == ["Factiva-1", "Factiva-2"]
    assert articles["headline"].tolist() == ["Harbour wall approved", "Residents march"]
    assert articles["outlet"].tolist() == ["The Evening Echo", "The Morning Mercury"]
    assert articles["published"].dt.strftime("%F").tolist() == ["2024-03-05", "2024-03-06"]
    assert articles["time"].tolist() == ["06:00", ""]
    assert articles["section"].tolist() == ["Harbour", ""]
    assert articles["body"].tolist() == BODIES
    assert found.files["layout"].tolist() == ["Factiva HTML"]


def test_one_article_bears_the_files_name(tmp_path):
    one = PLAIN[: PLAIN.index("<br/>")] + "</body></html>"
    (tmp_path / "wall.html").write_text(one, encoding="utf-8")
    assert corpus.read_articles(tmp_path)["article_id"].tolist() == ["wall"]


def test_a_stated_number_that_does_not_agree_stops(tmp_path):
    page = CODED.replace("<body>", "<body><div>Articles in this export: 1,000</div>")
    (tmp_path / "Factiva.html").write_text(page, encoding="utf-8")
    with pytest.raises(InputError, match=r"it states 1,000 documents, and 2 were found in it\."):
        corpus.read(tmp_path, columns={})


def test_a_layout_that_is_not_known_is_an_error_with_its_first_lines():
    page = CODED.replace("<b>TD</b>", "<b>T1</b>").replace("<b>LP</b>", "<b>L1</b>")
    with pytest.raises(InputError) as error:
        factiva.read(page.encode())
    assert str(error.value).startswith(
        "this looks like an export of Factiva, but an article in it has no text that can"
    )
    assert "it begins: SE | Harbour | HD." in str(error.value)


def test_a_page_of_a_site_that_calls_its_articles_so_is_no_export():
    assert not factiva.recognised(b'<html><div class="article"><p>The wall was built.</p></div></html>')
