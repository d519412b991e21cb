"""news-please JSON and Media Cloud lists; all texts are made up."""

import json

import pytest

from analysis import corpus
from analysis.errors import InputError
from analysis.read import mediacloud

WALL = "The council approved the harbour wall on Monday, after a debate that went on until two in the morning. " * 3
CRAWLED = {
    "authors": ["Ada Brandt", "Olav Moe"],
    "date_download": "2024-03-07 10:00:00",
    "date_modify": None,
    "date_publish": "2024-03-05 21:30:00",
    "description": "A close vote.",
    "filename": "wall.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": WALL.strip(),
    "source_domain": "www.echo.example",
    "title": "Harbour wall approved",
    "title_page": None,
    "title_rss": None,
    "url": "https://www.echo.example/wall",
}


def page(url, text=WALL):
    return (
        f'<!doctype html><html><head><title>Saved</title><link rel="canonical" href="{url}"></head>'
        f"<body><article><h1>Saved</h1><p>{text}</p></article></body></html>"
    )


def test_news_please_one_article_a_file(tmp_path):
    (tmp_path / "wall.json").write_text(json.dumps(CRAWLED))
    (tmp_path / "none.json").write_text(json.dumps(CRAWLED | {"maintext": None}))
    found = corpus.read(tmp_path, columns={})
    (row,) = found.articles.to_dict("records")
    assert (row["article_id"], row["outlet"], row["headline"]) == ("wall", "echo.example", "Harbour wall approved")
    assert (str(row["published"].date()), row["time"]) == ("2024-03-05", "21:30")
    assert row["author"] == "Ada Brandt, Olav Moe"
    assert row["body"] == WALL.strip()
    assert found.rejected["reason"].tolist() == ["news-please found no text on the page"]


@pytest.mark.parametrize("name", ["all.json", "all.jsonl"])
def test_news_please_many_articles_in_one_file(tmp_path, name):
    two = [CRAWLED, CRAWLED | {"url": "https://x.example/2", "source_domain": "mercury.example"}]
    text = json.dumps(two) if name == "all.json" else "\n".join(map(json.dumps, two))
    (tmp_path / name).write_text(text)
    articles = corpus.read_articles(tmp_path)
    assert articles["article_id"].tolist() == ["all-1", "all-2"]
    assert articles["outlet"].str.removeprefix("www.").tolist() == ["echo.example", "mercury.example"]


OLD = "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url\n"
NEW = "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"


@pytest.mark.parametrize(
    "table",
    [
        OLD
        + "1,2024-03-05 06:00:00,Wall approved,http://echo.example/wall/,en,False,,7,The Evening Echo,http://echo.example\n"
        + "2,2024-03-06,March,https://mercury.example/march,en,False,,8,The Morning Mercury,http://mercury.example\n",
        NEW
        + "1,2024-03-08,en,The Evening Echo,echo.example,2024-03-05,Wall approved,http://echo.example/wall/?utm=1\n"
        + "2,2024-03-08,en,The Morning Mercury,mercury.example,2024-03-06,March,https://mercury.example/march\n",
    ],
)
def test_a_media_cloud_list_is_joined_to_saved_pages_by_address(tmp_path, table):
    (tmp_path / "list.csv").write_text(table)
    (tmp_path / "one.html").write_text(page("https://www.echo.example/wall"))
    (tmp_path / "two.html").write_text(page("https://argus.example/other", WALL.replace("Monday", "Friday")))
    found = corpus.read(tmp_path, columns={})
    rows = found.articles.set_index("article_id")
    assert rows.loc["one", "outlet"] == "The Evening Echo"
    assert rows.loc["one", "headline"] == "Wall approved"
    assert str(rows.loc["one", "published"].date()) == "2024-03-05"
    assert rows.loc["two", "outlet"] == "argus.example"
    assert found.rejected.to_dict("list") == {
        "document": ["list.csv row 2"],
        "reason": ["metadata only: no saved page of this address is among the articles"],
    }
    assert "1 of 2 rows of Media Cloud lists were joined to saved pages." in found.notes
    assert found.account == "3 found = 2 kept + 1 rejected"


def test_a_list_alone_leaves_no_usable_article(tmp_path):
    (tmp_path / "list.csv").write_text(
        NEW + "1,2024-03-08,en,Echo,echo.example,2024-03-05,Wall,http://echo.example/w\n"
    )
    with pytest.raises(InputError, match=r"no usable article in .*list.csv row 1: metadata only: no saved page"):
        corpus.read(tmp_path, columns={})


def test_a_table_with_a_text_is_no_list():
    assert not mediacloud.recognised(["url", "media_name", "media_url", "Text"])
    assert not mediacloud.recognised(["url", "title"])


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://www.echo.example/wall/?utm=1#top", "echo.example/wall"),
        ("http://m.echo.example/wall/amp/", "echo.example/wall"),
        ("http://echo.example/wall/index.html", "echo.example/wall"),
        ("http://[x", ""),
        ("wall", ""),
    ],
)
def test_addresses_are_compared_without_what_does_not_matter(url, same):
    assert mediacloud.address(url) == same
