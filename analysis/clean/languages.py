"""The language that a text is in, by the function words it uses (data/words/languages.csv) or by its script."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from analysis import words

READ = 250  # words from the top
FEWEST = 12  # of words, below which nothing is said
KINDS = 3  # of function words that a language must show
LEAST = 0.10  # share of function words in a text; prose has .3 to .5
CLEAR = 1.25  # times the runner-up
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=\w)|[\u0300-\u036f\u064b-\u0652\u0900-\u0963])*")
_SCRIPTS = (  # scripts that one language writes, or that have no spaces to find words by
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
)
_OTHER = re.compile("|".join(pattern.pattern for _, pattern in _SCRIPTS))


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """The languages of each function word."""
    found: dict[str, list[str]] = {}
    for row in words.rows("languages"):
        found.setdefault(row["word"], []).append(row["language"])
    return {word: tuple(names) for word, names in found.items()}


def language(text: str) -> str:
    """The ISO 639-1 code of the language, or an empty string where the text is too short or none is clear.

    It reads the first 250 words. A text half in another language passes as the one that has more of them; names and
    quotations in another language do not count, since they hold few function words."""
    head = text[:3000]
    letters = sum(map(str.isalpha, head))
    if not head.isascii() and letters and len(_OTHER.findall(head)) > letters / 4:
        return _by_script(head)
    found = [word.lower() for word in _WORD.findall(head)[:READ]]
    if len(found) < FEWEST:
        return ""
    known = _languages()
    hits = Counter(name for word in found for name in known.get(word, ())).most_common(2)
    if not hits or hits[0][1] < LEAST * len(found):
        return ""
    if len({word for word in found if hits[0][0] in known.get(word, ())}) < KINDS:
        return ""
    runner_up = hits[1][1] if len(hits) > 1 else 0
    return hits[0][0] if hits[0][1] >= CLEAR * runner_up else ""


def _by_script(text: str) -> str:
    kana = _SCRIPTS[0][1].search(text)
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    return "ja" if kana and counts["ja"] * 10 > counts["zh"] else max(counts, key=lambda name: counts[name])
