import json

import pytest

from analysis import corpus
from analysis.read import html
from analysis.read.encoding import UnreadableError

WALL = "The council approved the harbour wall on Monday, after a debate that went on until two in the morning."
COST = "Fishermen fear the cost, which the council puts at 40 million crowns over the next six years of building."
VOTE = "The vote was close: 21 to 19, with two abstentions, and the clerk counted it twice before it was announced."
BODY = f"{WALL}\n{COST}\n{VOTE}"
META = """<link rel="canonical" href="https://www.echo.example/news/wall">
<meta property="og:site_name" content="The Evening Echo">
<meta property="article:published_time" content="2024-03-05T21:30:00+05:30">
<meta property="article:section" content="Harbour">"""
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "not this"},
        {
            "@type": "NewsArticle",
            "headline": "Harbour wall approved",
            "datePublished": "2024-03-05T21:30:00+05:30",
            "articleSection": "Harbour",
            "publisher": {"@type": "Organization", "name": "The Evening Echo"},
            "mainEntityOfPage": "https://www.echo.example/news/wall",
        },
    ],
}


def page(head, title="Harbour wall approved | The Evening Echo", heading="Harbour wall approved", extra=""):
    paragraphs = "".join(f"<p>{p}</p>" for p in BODY.split("\n"))
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}
<style>p {{ color: red }}</style><script>var text = "<p>Nobody wrote this.</p>";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav>
<main><article><h1>{heading}</h1>{paragraphs}{extra}</article></main>
<aside><h3>Most read</h3><a href="/x">Ferry fares rise again in spring</a></aside>
<footer><p>© 2024 The Evening Echo. All rights reserved. Terms of use.</p></footer></body></html>"""


def read(text, encoding="utf-8"):
    return html.read(text.encode(encoding)).documents[0]


@pytest.mark.parametrize(
    "head", [META, f'{META.split(chr(10))[0]}<script type="application/ld+json">{json.dumps(LINKED)}</script>']
)
def test_a_page_tells_its_headline_outlet_date_address_section_and_text(head):
    found = read(page(head))
    assert found["headline"] == "Harbour wall approved"
    assert found["outlet"] == "The Evening Echo"
    assert found["published"] == "2024-03-05T21:30:00+05:30"
    assert found["url"] == "https://www.echo.example/news/wall"
    assert found["section"] == "Harbour"
    for paragraph in BODY.split("\n"):
        assert paragraph in found["raw"]
    for furniture in ("Home", "Most read", "Ferry fares", "All rights", "Nobody wrote", "color"):
        assert furniture not in found["raw"]


def test_the_article_is_clean_and_the_headline_stands_in_its_own_column(tmp_path):
    (tmp_path / "wall.html").write_text(page(META), encoding="utf-8")
    (row,) = corpus.read_articles(tmp_path).to_dict("records")
    assert (row["article_id"], row["outlet"], row["headline"]) == ("wall", "The Evening Echo", "Harbour wall approved")
    assert row["body"] == BODY
    assert str(row["published"].date()) == "2024-03-05"


def test_without_a_site_name_the_host_is_the_outlet():
    found = read(page('<link rel="canonical" href="https://www.echo.example/wall">', title="Harbour wall approved"))
    assert found["outlet"] == "echo.example"


def test_the_address_that_a_browser_wrote_into_the_page():
    mark = "<!-- saved from url=(0031)https://echo.example/saved -->"
    found = read(page("", title="Harbour wall approved").replace("<html", f"{mark}<html", 1))
    assert (found["url"], found["outlet"]) == ("https://echo.example/saved", "echo.example")


def test_an_address_that_is_no_web_address_is_none():
    assert read(page('<link rel="canonical" href="javascript:alert(1)">', title="x"))["url"] is None


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8", "utf-8"), ("cp1252", "windows-1252"), ("cp1252", "iso-8859-1"), ("utf-16", "")]
)
def test_the_characters_are_those_of_the_charset(encoding, said):
    head = f'<meta charset="{said}">' if said else ""
    found = read(
        page(head, extra="<p>“Ja”, sagte Jürgen Møller – und ging nach Hause, ohne noch ein Wort zu sagen.</p>"),
        encoding,
    )
    assert "“Ja”, sagte Jürgen Møller – und" in found["raw"]


def test_a_page_saved_as_one_file(tmp_path):
    boundary = "----MultipartBoundary--x"
    lines = [
        "From: <Saved by Blink>",
        "Snapshot-Content-Location: https://www.echo.example/news/wall",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related; type="text/html"; boundary="{boundary}"',
        "",
        f"--{boundary}",
        "Content-Type: text/html",
        "Content-Transfer-Encoding: 8bit",
        "",
        page("", title="Harbour wall approved"),
        f"--{boundary}--",
    ]
    (tmp_path / "wall.mhtml").write_text("\r\n".join(lines), encoding="utf-8")
    (row,) = corpus.read_articles(tmp_path).to_dict("records")
    assert (row["url"], row["outlet"]) == ("https://www.echo.example/news/wall", "echo.example")
    assert row["body"] == BODY


def test_what_a_browser_saved_beside_a_page_is_passed_over(tmp_path):
    (tmp_path / "wall.html").write_text(page(META), encoding="utf-8")
    (tmp_path / "wall_files").mkdir()
    (tmp_path / "wall_files" / "frame.html").write_text(page(""))
    (tmp_path / "wall_files" / "style.css").write_text("p {}")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "one.txt").write_text(BODY)
    found = corpus.read(tmp_path, columns={})
    assert found.articles["article_id"].tolist() == ["other_files/one", "wall"]
    assert "2 files that a browser saved beside pages were passed over." in corpus.told(found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<html><body></body></html>", "no article text found on the page"),
        ("<html><body><script>1</script></body></html>", "no article text found on the page"),
        (
            f"<html><body>{'<div>' * 100_000}{WALL}</body></html>",
            "more than 400 tags in one another, as no page of news has",
        ),
    ],
)
def test_a_page_without_an_article_is_rejected_with_the_reason(text, reason):
    with pytest.raises(UnreadableError) as error:
        read(text)
    assert str(error.value) == reason


def test_a_page_of_100_megabytes_is_refused_unread(tmp_path):
    with (tmp_path / "huge.html").open("wb") as file:
        file.write(b"<!doctype html><html><body>")
        file.truncate(100_000_000)
    (tmp_path / "wall.html").write_text(page(META), encoding="utf-8")
    found = corpus.read(tmp_path, columns={})
    assert found.rejected["reason"].tolist() == ["too large for one page: 100 MB"]


def test_scripts_and_pictures_held_inline_do_not_count():
    heavy = f'<script>{"x" * 5_000_000}</script><img src="data:image/png;base64,{"A" * 1_000_000}">'
    found = read(page(META, extra=heavy))
    assert WALL in found["raw"]
    assert "AAAA" not in found["raw"]
