"""What every reader hands to the door: the documents of one file, each a mapping of fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# What a document may name of itself. `raw` is its text, read from `start` on; `markup` is text or markdown.
FIELDS = ("article_id", "outlet", "event", "published", "headline", "url", "section", "author")
COLUMNS = ("document", *FIELDS, "raw", "start", "markup")


@dataclass(frozen=True)
class Reading:
    """`documents`: fields and `raw` of each; `single`: the file is one article, which bears the file's name.

    `stated` is how many documents the file itself says it holds, or, where it `is_list`, those beside it; `rejected`
    pairs a place in the file with a reason;
    `mapping` says which column of a table became which; `listed` are rows without a text, to be joined by address."""

    layout: str
    documents: Sequence[Mapping[str, object]] = ()
    encoding: str = ""
    single: bool = False
    unit: str = "document"
    stated: int | None = None
    is_list: bool = False
    rejected: Sequence[tuple[str, str]] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    listed: Sequence[Mapping[str, str]] = ()


def line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def first_lines(text: str, *, most: int = 3) -> str:
    """The first lines of a text that say something, shortened, for an error."""
    lines = [" ".join(line.split()) for line in text[:20_000].split("\n") if line.strip()]
    return " | ".join(line[:80] + ("..." if len(line) > 80 else "") for line in lines[:most])
