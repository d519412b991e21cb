import pytest

from analysis.clean import provenance

LONG = "The council approved the harbour wall on Monday, after a debate. " * 20


def wire(**given):
    empty = {"dateline": "", "author": "", "body": LONG, "credits": [], "outlet": "Echo"}
    return provenance.wire(**(empty | given))


@pytest.mark.parametrize(
    ("given", "agency"),
    [
        ({"dateline": "OSLO, March 5 (Reuters)"}, "Reuters"),
        ({"dateline": "OSLO (AP)"}, "AP"),
        ({"dateline": "New Delhi [India], March 5 (ANI)"}, "ANI"),
        ({"dateline": "MOSCOW, March 15. /TASS/"}, "TASS"),
        ({"author": "By Reuters"}, "Reuters"),
        ({"author": "Press Trust of India"}, "PTI"),
        ({"author": "Ada Brandt, Associated Press"}, "AP"),
        ({"body": f"{LONG}(With inputs from PTI)"}, "PTI"),
        ({"body": f"{LONG}(Reporting by Kari Lund; Editing by Olav Moe)"}, "Reuters"),
        ({"body": f"{LONG}(Xinhua)"}, "Xinhua"),
        ({"body": f"The wall (dpa) was built. {LONG}"}, "dpa"),
        ({"body": f"{LONG}kl/om (AFP, dpa)"}, "AFP"),
        ({"credits": ["Reuters"]}, "Reuters"),
        ({"dateline": "MOSCOW /TASS/", "outlet": "tass.com"}, ""),
        ({"author": "Ada Brandt"}, ""),
        ({"body": f"{LONG}He reads the AP every day. {LONG}"}, ""),
        ({"body": f"The app, by uni students. {LONG}"}, ""),
    ],
)
def test_the_agency_that_an_article_credits(given, agency):
    assert wire(**given) == agency


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"section": "Opinion"}, True),
        ({"section": "Section A; Column 0; Editorial Desk; Pg. 22"}, True),
        ({"section": "News; Opinion"}, True),
        ({"section": "Comment is free"}, True),
        ({"url": "https://echo.example/opinion/2024/wall"}, True),
        ({"url": "https://echo.example/commentisfree/wall"}, True),
        ({"headline": "Opinion: The wall is wrong"}, True),
        ({"headline": "The wall is wrong | Editorial"}, True),
        ({"section": "World"}, False),
        ({"section": "Harbour; reviews"}, False),
        ({"url": "https://echo.example/news/opinion"}, False),
        ({"url": "http://[x"}, False),
        ({"headline": "Opinion polls close"}, False),
    ],
)
def test_what_calls_itself_opinion(given, said):
    assert provenance.opinion(**({"section": "", "url": "", "headline": ""} | given)) is said
