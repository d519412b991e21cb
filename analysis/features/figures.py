"""Figures in a text, with their units, brought to one form: "ten-year" and "10 years", "25 percent" and "25%"."""

import re
from typing import NamedTuple

ONES = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}
SCALES |= {"trillion": 1e12, "tn": 1e12, "dozen": 12.0}
TIMES = {"second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month"}
TIMES |= {"year": "year", "decade": "year"}
CURRENCIES = {"$": "dollar", "us$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee"}
MONEY = {"dollar": "dollar", "pound": "pound", "euro": "euro", "yen": "yen", "rupee": "rupee", "ruble": "ruble"}
MONEY |= {"rouble": "ruble", "yuan": "yuan"}
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
ABOUT = {
    "about": "about", "around": "about", "some": "about", "nearly": "about", "almost": "about", "roughly": "about",
    "approximately": "about", "estimated": "about", "than": "bound", "least": "bound", "over": "bound",
    "under": "bound", "most": "bound", "to": "to", "by": "by", "another": "part", "other": "part", "further": "part",
    "additional": "part", "first": "part",
}  # fmt: skip
_WORDS = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<currency>US\$|[$£€¥₹])?\s?(?<![\w.,/:-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?"
    rf"|(?:{_WORDS})(?:[- ](?:{_WORDS}))?(?![a-z]))(?P<fused>k|m|mn|bn|tn)?(?![\d/:])(?P<joint>[- ]?)"
    r"(?:(?P<scale>hundred|thousand|million|billion|trillion|dozen)(?=\W|$)[- ]?)?"
    r"(?P<percent>%|per ?cent\b|percent\b|percentage points?\b)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[-\s]*([A-Za-z][a-z’']*)(?:[-\s]+([A-Za-z][a-z’']*))?(?:\s+([a-z][a-z’']*))?")
_NO_UNIT = frozenset(
    [
        "of",
        "and",
        "or",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "the",
        "a",
        "an",
        "per",
        "as",
        "is",
        "was",
        "were",
        "are",
        "had",
        "has",
        "have",
        "its",
        "his",
        "her",
        "their",
        "this",
        "that",
        "which",
        "who",
        "before",
        "after",
        "since",
        "until",
        "between",
        "than",
        "more",
        "less",
        "other",
        "others",
        "times",
        "years-old",
        "am",
        "pm",
        "gmt",
    ]
)
_ADJECTIVES = frozenset(
    [
        "new",
        "more",
        "other",
        "additional",
        "people’s",
        "foreign",
        "civilian",
        "military",
        "local",
        "different",
        "young",
        "old",
    ]
)


class Figure(NamedTuple):
    """A figure at `start` to `end`; `unit` is percent, a currency, a span of time, or a noun in the singular.

    `manner` is how it is meant: "" plainly, about, bound (at least, more than), to, by, or part (another, first)."""

    start: int
    end: int
    value: float
    unit: str
    manner: str

    @property
    def told(self) -> str:
        """The figure in one form: "50 percent", "10 years", "500,000,000,000 dollars"."""
        number = f"{self.value:,.10g}" if self.value % 1 else f"{self.value:,.0f}"
        alone = self.value == 1 or self.unit in ("percent", "people")
        plural = self.unit if alone else f"{self.unit}{'es' if self.unit.endswith(('ch', 'sh', 's', 'x')) else 's'}"
        return f"{number} {plural}"


def figures(text: str) -> list[Figure]:
    """The figures of a text that have a unit, left to right.

    A decade is ten years. A number that names a year, a day of a month, a clock time, an age or a score has no unit
    here and is left out, as is one that no unit follows. Thousands are joined: "2,790" is one number. It cannot tell
    what is counted where the noun stands elsewhere ("of the 40, 12 were ...")."""
    found = []
    for match in _FIGURE.finditer(text):
        value = _value(match)
        if value is None:
            continue
        unit, end = _unit(text, match)
        if not unit:
            continue
        if text[match.end() : match.end() + 1] == "-" and unit.endswith(" old"):
            continue
        if unit == "decade":
            value, unit = 10 * value, "year"
        start = match.start("currency") if match["currency"] else match.start("number")
        found.append(Figure(start, end, value, unit, _manner(text, start)))
    return found


def _value(match: re.Match[str]) -> float | None:
    word = match["number"].lower()
    if word[0].isdigit():
        value = float(word.replace(",", ""))
    else:
        parts = re.split(r"[- ]", word)
        values = [ONES.get(p, TENS.get(p, 0)) for p in parts]
        if len(parts) == 2 and (parts[0] not in TENS or not 0 < values[1] < 10):
            return None
        value = float(sum(values))
    for scale in (match["fused"], match["scale"]):
        value *= SCALES[scale.lower()] if scale else 1
    return value


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The unit and where the figure ends, or "" without one."""
    if match["percent"]:
        return ("percent" if "point" not in match["percent"].lower() else "point"), match.end()
    if match["currency"]:
        return CURRENCIES[match["currency"].lower()], max(match.end(g) for g in ("number", "fused", "scale"))
    if match["fused"] and match["fused"].lower() == "m":
        return "", match.end()
    before = text[: match.start("number")].rsplit(None, 1)[-1].lower() if text[: match.start("number")].strip() else ""
    if before.strip(".") in (*MONTHS, "no", "number", "aged", "age", "article", "chapter", "resolution", "under"):
        return "", match.end()
    after = _AFTER.match(text, match.end())
    if not after or (text[match.end() : match.end() + 1] in ".,;:)" and not match["scale"]):
        return "", match.end()
    for k in (1, 2, 3):
        word = after[k]
        if not word or word.lower() in _NO_UNIT:
            break
        plain = _singular(word.lower().strip("’'"))
        if k > 1 and text[after.start(k) - 1] not in "- ":
            break
        if plain == "time":
            break
        if plain in TIMES:
            if (after[k + 1] or "").lower() == "old" if k < 3 else False:
                return "", match.end()
            return ("decade" if plain == "decade" else TIMES[plain]), after.end(k)
        if plain in MONEY:
            return MONEY[plain], after.end(k)
        if word.lower() in MONTHS or (plain == word.lower() and _value(match) != 1 and text[match.end()] != "-"):
            if word.lower() in _ADJECTIVES or (k < 3 and word.islower() and word.lower() not in MONTHS):
                if plain in ("people", "percent"):
                    return plain, after.end(k)
                continue
            break
        if word[0].isupper() and k == 1 and not word.lower().endswith("s"):
            continue
        return plain, after.end(k)
    return "", match.end()


def _singular(word: str) -> str:
    for ending, other in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word.removesuffix("s") if len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def _manner(text: str, start: int) -> str:
    before = re.findall(r"[\w%]+", text[max(0, start - 24) : start].lower())[-2:]
    return next((ABOUT[w] for w in reversed(before) if w in ABOUT), "")
