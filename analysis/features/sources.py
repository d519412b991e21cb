"""Who speaks: runs of text that an article gives to somebody else."""

import re

import pandas as pd

from analysis.features.sentences import sentences
from analysis.schema import SOURCES, VOICES, conform, named

_MARKED = re.compile(r"“[^“”\n]*”")


def attributions(articles: pd.DataFrame, actors: object = ()) -> pd.DataFrame:
    """Interim: curly quotations of three words or more."""
    rows = []
    for a in articles.to_dict("records"):
        spans = sentences(a["body"])
        for n, m in enumerate(_MARKED.finditer(a["body"])):
            if len(m[0].split()) < 3:
                continue
            sentence = next((i for i, s in enumerate(spans) if s[0] <= m.start() < s[1]), 0)
            rows.append(dict(attribution_id=f"{a['article_id']}-{n}", article_id=a["article_id"], outlet=a["outlet"], sentence=sentence,
                kind="quoted", voice="quoted", speaker=None, speaker_id=None, text=m[0], start=m.start(), end=m.end(), cue=None,
                cue_start=-1, cue_end=-1, source_start=-1, source_end=-1))
    frame = pd.DataFrame(rows, columns=list(SOURCES.columns))
    return conform(frame.assign(outlet=named(frame["outlet"], articles["outlet"].cat.categories), voice=named(frame["voice"], VOICES)), SOURCES)
