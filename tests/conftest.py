"""What several tests share: made-up articles and the tables made of them."""

from datetime import date

import pandas as pd
import pytest

from analysis.clean.articles import articles as cleaned
from analysis.codebook import Codebook
from analysis.features import segments, sources

ECHO = """The council approved the harbour wall on Monday.
"The wall will protect every street in the old town," Mayor Ada Brandt said.
Fishermen fear the cost. Builders praised the plan."""
MERCURY = """Residents marched against the harbour wall.
The wall is costly.
Nobody spoke for the council."""


def documents(texts: dict[str, str]) -> pd.DataFrame:
    """One made-up document per outlet, as `read.documents` gives them."""
    rows = [
        {
            "document": f"{name}.txt",
            "article_id": name,
            "outlet": name,
            "event": None,
            "published": "2024-05-06",
            "headline": None,
            "url": None,
            "raw": text,
            "start": 0,
            "markup": "text",
        }
        for name, text in texts.items()
    ]
    return pd.DataFrame(rows)


def made_articles(texts: dict[str, str]) -> pd.DataFrame:
    """ARTICLES of made-up texts."""
    return cleaned(documents(texts), today=date(2024, 6, 1))[0]


@pytest.fixture(scope="session")
def articles() -> pd.DataFrame:
    return made_articles({"echo": ECHO, "mercury": MERCURY})


@pytest.fixture(scope="session")
def attributed(articles: pd.DataFrame) -> pd.DataFrame:
    return sources.attributions(articles)


@pytest.fixture(scope="session")
def runs(articles: pd.DataFrame, attributed: pd.DataFrame) -> pd.DataFrame:
    return segments.segments(articles, attributed)


@pytest.fixture(scope="session")
def units(articles: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    return segments.units(runs, articles)


@pytest.fixture(scope="session")
def book() -> Codebook:
    return Codebook.model_validate(
        {
            "title": "Harbour",
            "source": "made up",
            "items": [
                {"id": "wall", "label": "The wall", "terms": ["wall", "harbour wall"]},
                {"id": "cost", "label": "Its cost", "terms": ["cost*"]},
                {"id": "protest", "label": "Protest", "terms": ["march*", "strike*"]},
            ],
        }
    )


@pytest.fixture(scope="session")
def story():
    """UNITS, SEGMENTS, SOURCES and ARTICLES of one made-up event, an article an outlet."""

    def make(texts: dict[str, str], *, headlines: dict[str, str] | None = None):
        table = made_articles(texts).assign(event="wall")
        table["headline"] = table["article_id"].map(headlines or {})
        attributed = sources.attributions(table)
        runs = segments.segments(table, attributed)
        return segments.units(runs, table), runs, attributed, table

    return make
