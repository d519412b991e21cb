"""What the rules of attribution find in a body."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.features.sources import attributions


@pytest.fixture(scope="session")
def found() -> Callable[[str], pd.DataFrame]:
    """SOURCES of one body, without actors."""

    def of(body: str) -> pd.DataFrame:
        return attributions(pd.DataFrame({"article_id": ["a"], "outlet": ["Echo"], "body": [body], "crossheads": None}))

    return of


@pytest.fixture(scope="session")
def told(found: Callable[[str], pd.DataFrame]) -> Callable[[str], list[tuple[str | None, str]]]:
    """The words of the source, or nothing, and the text of each run of one body."""

    def of(body: str) -> list[tuple[str | None, str]]:
        return [
            (body[r.source_start : r.source_end] if r.source_start >= 0 else None, r.text)
            for r in found(body).itertuples()
        ]

    return of
