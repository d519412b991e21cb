"""Parallax: comparative media analysis of what several outlets made of one event.

The verbs below work on tables (pandas) and return new ones; `analysis.schema` names the tables and their columns:

    articles = read_articles("my-articles")
    sources = attributions(articles)
    runs = segments(articles, sources)
    whole = units(runs, articles)
    marks = topics(whole, runs, load_codebook("data/codebooks/news-topics.yaml"))
    shares = scores(sentence_share(marks, whole, articles, metric="topic"), draws=2000, seed=1)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.codebook import load as load_codebook
    from analysis.compare.claims import claims
    from analysis.compare.coverage import coverage
    from analysis.compare.intervals import scores
    from analysis.compare.tests import gaps
    from analysis.corpus import read_articles
    from analysis.features.actors import actor_mentions
    from analysis.features.frames import frames
    from analysis.features.segments import segments, units
    from analysis.features.sources import attributions
    from analysis.features.tellings import tellings
    from analysis.features.tone import guards, tones
    from analysis.features.topics import topics
    from analysis.features.toward_actors import toward_actors
    from analysis.metrics.emphasis import sentence_share
    from analysis.metrics.sourcing import word_share
    from analysis.metrics.tone import sentence_tone
    from analysis.study import load as load_study

__all__ = [
    "actor_mentions",
    "attributions",
    "claims",
    "coverage",
    "frames",
    "gaps",
    "guards",
    "load_codebook",
    "load_study",
    "read_articles",
    "scores",
    "segments",
    "sentence_share",
    "sentence_tone",
    "tellings",
    "tones",
    "topics",
    "toward_actors",
    "units",
    "word_share",
]

_HOME = {
    "actor_mentions": "features.actors:actor_mentions",
    "attributions": "features.sources:attributions",
    "claims": "compare.claims:claims",
    "coverage": "compare.coverage:coverage",
    "frames": "features.frames:frames",
    "gaps": "compare.tests:gaps",
    "guards": "features.tone:guards",
    "load_codebook": "codebook:load",
    "load_study": "study:load",
    "read_articles": "corpus:read_articles",
    "scores": "compare.intervals:scores",
    "segments": "features.segments:segments",
    "sentence_share": "metrics.emphasis:sentence_share",
    "sentence_tone": "metrics.tone:sentence_tone",
    "tellings": "features.tellings:tellings",
    "tones": "features.tone:tones",
    "topics": "features.topics:topics",
    "toward_actors": "features.toward_actors:toward_actors",
    "units": "features.segments:units",
    "word_share": "metrics.sourcing:word_share",
}


def __getattr__(name: str) -> Any:
    """A verb, imported when it is first asked for, so that a script pays only for what it uses."""
    if name not in _HOME:
        raise AttributeError(f"analysis has no {name!r}; it has {', '.join(__all__)}.")
    module, _, function = _HOME[name].partition(":")
    return getattr(import_module(f"analysis.{module}"), function)


def __dir__() -> list[str]:
    return sorted(__all__)
