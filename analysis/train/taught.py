"""Mentions that a teacher has judged where no reader has: a corpus's sentence, a span in it, three probabilities.

The sentences stay with their publishers. A file of judgements holds the place of each, and a hash by which it is known
again; it is of use to whoever has the corpus."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.features.people import small_words
from analysis.features.sentences import sentences
from analysis.features.sources import spans
from analysis.features.toward import LABELS
from analysis.paths import shown
from analysis.schema import ARTICLES, require

SHORTEST, LONGEST = 40, 500  # characters of a sentence, both excluded
PRONOUNS = 0.25  # of the sentences that have a pronoun, how many give it in place of their names
OPENERS = 0.3  # of the words that open a sentence, how many are taken for a name
SEVERAL = 2  # names beyond which a sentence gives two mentions
ROWS = 48_000
SEED, SHUFFLE = 5, 1
PARTS = 255  # a probability is kept as so many parts of 1

_NAME = re.compile(r"[A-Z][\w.'’-]*\w(?:\s+[A-Z][\w’'-]*\w){0,3}")
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|him|her|them)\b")
_NO_NAMES = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "i", "but", "and", "the", "it", "we", "they"),
    )
)


def corpus_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """In: ARTICLES. Out: the sentences of their bodies, in order: `article_id`, `at` (in the body), `text`."""
    require(articles, ARTICLES, by="taught.corpus_sentences", made_by="clean.articles")
    told = zip(articles["article_id"], articles["body"], articles["crossheads"], strict=True)
    rows = [(i, a, body[a:z]) for i, body, heads in told for a, z in sentences(body, crossheads=spans(heads))]
    return pd.DataFrame(rows, columns=["article_id", "at", "text"])


def candidates(told: pd.DataFrame) -> pd.DataFrame:
    """Mentions for a teacher to judge, at most `ROWS` of them, drawn by a fixed seed.

    In: `corpus_sentences`. Out: one row per mention: `article_id`, `at`, `text`, and `start`, `end` in the text.
    Mentions are what capitals make of a sentence, one or two in each, or a pronoun; they need not be people, since the
    teacher's labels are of people and institutions too."""
    draw = np.random.default_rng(SEED)
    fit = told[told["text"].str.len().between(SHORTEST, LONGEST, inclusive="neither")]
    rows = [(*row, *span) for row in fit.itertuples(index=False) for span in _spans(str(row.text), draw)]
    found = pd.DataFrame(rows, columns=["article_id", "at", "text", "start", "end"]).drop_duplicates(["text", "start"])
    return found.sample(min(ROWS, len(found)), random_state=SHUFFLE).reset_index(drop=True)


def _spans(text: str, draw: np.random.Generator) -> list[tuple[int, int]]:
    found = list(_names(text, draw))
    pronouns = [m.span() for m in _PRONOUN.finditer(text)]
    if pronouns and draw.random() < PRONOUNS:
        found = pronouns[:1]
    return [found[i] for i in draw.permutation(len(found))[: 2 if len(found) > SEVERAL else 1]] if found else []


def _names(text: str, draw: np.random.Generator) -> Iterator[tuple[int, int]]:
    skip = small_words() | _NO_NAMES
    for match in _NAME.finditer(text):
        held, start = match[0].split(), match.start()
        while held and held[0].lower() in skip:
            start += len(held.pop(0)) + 1
        if held and not (start == 0 and len(held) == 1 and draw.random() < 1 - OPENERS):
            yield start, match.end()


def save(judged: pd.DataFrame, path: Path) -> None:
    """Write judgements: `candidates` with the three probabilities, without the text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        article=np.array([_hash(str(i)) for i in judged["article_id"]], np.uint64),
        at=judged["at"].to_numpy(np.uint32),
        length=judged["text"].str.len().to_numpy(np.uint16),
        sentence=np.array([_hash(t) for t in judged["text"]], np.uint64),
        start=judged["start"].to_numpy(np.uint16),
        end=judged["end"].to_numpy(np.uint16),
        probability=np.rint(judged[list(LABELS)].to_numpy() * PARTS).astype(np.uint8),
    )


def load(path: Path, articles: pd.DataFrame) -> pd.DataFrame:
    """Judgements with the sentences that they are of, found again in a corpus.

    In: ARTICLES of the corpus that was judged. Out: one row per mention, in the file's order: `text`, `start`, `end`,
    and probabilities that sum to 1. Raises InputError where there is no file or where a sentence does not stand where
    the file has it."""
    if not path.is_file():
        raise InputError(f"train.taught needs {shown(path)}, which is not there. It ships with the program.")
    with np.load(path, allow_pickle=False) as file:
        kept = {name: file[name] for name in file.files}
    body_of = {_hash(str(i)): body for i, body in zip(articles["article_id"], articles["body"], strict=True)}
    places = zip(kept["article"].tolist(), kept["at"].tolist(), kept["length"].tolist(), strict=True)
    texts = [body_of.get(article, "")[at : at + n] for article, at, n in places]
    if lost := sum(_hash(t) != wanted for t, wanted in zip(texts, kept["sentence"].tolist(), strict=True)):
        raise InputError(
            f"{lost:,} of the {len(texts):,} sentences of {shown(path)} do not stand in the corpus where it has them. "
            "Pass the corpus that was judged, read by a version that cleans texts as the one that judged it."
        )
    shares = kept["probability"] / kept["probability"].sum(axis=1, keepdims=True)
    places_in = {"start": kept["start"].astype("int64"), "end": kept["end"].astype("int64")}
    return pd.DataFrame({"text": texts, **places_in}).assign(**dict(zip(LABELS, shares.T, strict=True)))


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
