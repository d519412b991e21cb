"""The words round a mention, as arrays: the sentence with the mention put down to a single blank word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.features.connotations import VERB, Connotation, connotations
from analysis.features.cues import cues, function_words
from analysis.features.tokens import tokens
from analysis.features.vader import vader_hits

MENTION, NAME = "\0mention", "\0name"  # stand for the mention and for any other name

_STRAIGHT = str.maketrans({"’": "'", "‘": "'"})
_NO_CONNOTATION = Connotation(-1, 0, 0)
_PARTICIPLE = ("ed", "en", "wn", "ught", "ade")
_NEGATION_REACH = 4  # words
_TITLE_CASE = 0.8  # share of the longer words with a capital from which capitals tell no name


@dataclass(frozen=True)
class Mentions:
    """Words of all sentences, one after the other; row by row, `rel` 0 is the mention, below 0 before, above 0 after.

    `word` indexes `vocabulary`. Everything has an entry per word but what says otherwise."""

    n: int
    vocabulary: list[str]
    row: NDArray[np.int64]
    rel: NDArray[np.int64]
    word: NDArray[np.int64]
    at: NDArray[np.int64]  # by row: the place of its mention
    name: NDArray[np.bool_]
    function: NDArray[np.bool_]
    clause: NDArray[np.int64]  # clauses away from the mention's
    quoted: NDArray[np.bool_]  # between double quotation marks
    negated: NDArray[np.bool_]  # a negation up to four words before, in its clause
    negation: NDArray[np.bool_]
    be: NDArray[np.bool_]
    passive: NDArray[np.bool_]
    by: NDArray[np.bool_]  # passive, with "by" next
    cue: NDArray[np.bool_]
    contrast: NDArray[np.bool_]
    suffix: NDArray[np.int64]
    valence: NDArray[np.float64]  # VADER's, after its rules
    part: NDArray[np.int64]  # of a word with a connotation; -1 for others
    subject: NDArray[np.int64]
    object: NDArray[np.int64]
    between: NDArray[np.int64]  # other names between the word and the mention, 2 and more as 2
    nearer: NDArray[np.bool_]  # to another name than to the mention
    possessive: NDArray[np.bool_]  # by row
    pronoun: NDArray[np.int64]  # by row: number in `pronouns()`, else 0 (with "the") or 1
    mention_words: NDArray[np.int64]  # by row
    own_row: NDArray[np.int64]  # the mention's own words in lower case, such as "shooter": of which row
    own_word: NDArray[np.int64]  # and which word


@cache
def pronouns() -> list[str]:
    """Pronouns that a mention may be, in a fixed order."""
    return sorted(function_words("pronoun_form"))


@cache
def _function_words() -> frozenset[str]:
    classes = (
        *("auxiliary", "conjunction", "determiner", "glue", "negation"),
        *("passive_auxiliary", "preposition", "pronoun", "pronoun_form", "subclause_opener"),
    )
    return frozenset().union(*(function_words(c) for c in classes))


def neighbour(values: NDArray[Any], row: NDArray[np.int64], k: int, fill: Any) -> NDArray[Any]:
    """The value k words on (back, below 0) in the same sentence, or `fill`."""
    out = np.full_like(values, fill)
    here, there = (slice(None, -k), slice(k, None)) if k > 0 else (slice(-k, None), slice(None, k))
    same = row[here] == row[there]
    out[here][same] = values[there][same]
    return out


def mentions(texts: Sequence[str], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Mentions:
    """The words of each text and what each is to the mention at start:end of it.

    In: a text and a span inside it per row; the same text may come in several rows. Out: `Mentions`. Nothing of a
    row depends on other rows. Word order stands in for syntax: who acts on whom is a guess."""
    n, found = len(texts), tokens(texts)
    token_row = np.repeat(np.arange(n), np.diff(found.indptr))
    n_before = np.bincount(token_row[found.end <= starts[token_row]], minlength=n)
    n_after = np.bincount(token_row[found.start >= ends[token_row]], minlength=n)
    size = n_before + 1 + n_after
    row = np.repeat(np.arange(n), size)
    place = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
    rel = place - n_before[row]
    blank = rel == 0
    source = np.where(rel < 0, found.indptr[row] + place, found.indptr[row + 1] - n_after[row] + rel - 1)
    start, end, word = (np.zeros(len(row), np.int64) for _ in range(3))
    start[~blank], end[~blank] = found.start[source[~blank]], found.end[source[~blank]]
    word[~blank] = found.ids[source[~blank]]
    start[blank], end[blank], word[blank] = starts, ends, len(found.vocabulary)
    vocabulary = [*found.vocabulary, MENTION, NAME]

    def has(test: Callable[[str], bool]) -> NDArray[np.bool_]:
        return np.array([test(w) for w in vocabulary], bool)[word]

    marks = _Characters(texts, row, place, start, end)
    function = has(_function_words().__contains__)
    negation = has(lambda w: w in function_words("negation") or w.endswith("n't"))
    valence = _valences(texts, row, start)
    valence[blank] = 0
    meant = [connotations().get(w, _NO_CONNOTATION) for w in vocabulary]
    part, subject, object_ = (np.array(column, np.int64)[word] for column in zip(*meant, strict=True))
    capital = marks.capital & ~blank & ~function
    longer = ~blank & ~function & (end - start > 3)
    n_longer, n_capital = (np.bincount(row[m], minlength=n) for m in (longer, longer & capital))
    title_case = (n_longer >= 3) & (n_capital >= _TITLE_CASE * n_longer)
    ordinary = (valence != 0) | (part >= 0)
    name = capital & ~(ordinary & ((place == 0) | marks.after_stop | title_case[row]))
    valence[name], part[name] = 0, -1

    border = marks.border | has(function_words("subclause_opener").__contains__)
    border[place == 0] = False
    clause = np.cumsum(border)
    be = has(function_words("passive_auxiliary").__contains__)
    negated, passive = np.zeros(len(row), bool), np.zeros(len(row), bool)
    for k in range(1, _NEGATION_REACH + 1):
        negated |= neighbour(negation, row, -k, False) & (neighbour(clause, row, -k, -1) == clause)
    participle = has(lambda w: w.endswith(_PARTICIPLE))
    for k in (1, 2):
        passive |= neighbour(be, row, -k, False) & participle
    inside = np.flatnonzero((found.start >= starts[token_row]) & (found.end <= ends[token_row]))
    letters = [texts[r][a] for r, a in zip(token_row[inside].tolist(), found.start[inside].tolist(), strict=True)]
    lower = np.array([not c.isupper() for c in letters], bool)
    small = np.array([w in _function_words() for w in vocabulary], bool)[found.ids[inside]]
    own = inside[lower & ~small]
    at = np.flatnonzero(blank)
    counted = np.cumsum(name)
    written = [t[a:z].lower() for t, a, z in zip(texts, starts.tolist(), ends.tolist(), strict=True)]
    known = {w: i + 2 for i, w in enumerate(pronouns())}
    return Mentions(
        n=n,
        vocabulary=vocabulary,
        row=row,
        rel=rel,
        word=np.where(name, len(vocabulary) - 1, word),
        at=at,
        name=name,
        function=function,
        clause=np.clip(clause - clause[at][row], -2, 2),
        quoted=marks.quoted,
        negated=negated,
        negation=negation,
        be=be,
        passive=passive,
        by=passive & neighbour(has("by".__eq__), row, 1, False),
        cue=has(cues().__contains__),
        contrast=has(function_words("contrast").__contains__),
        suffix=np.select([participle, has(lambda w: w.endswith("ing"))], [1, 2], 0),
        valence=valence,
        part=part,
        subject=subject,
        object=object_,
        between=np.clip(np.abs(counted - counted[at][row]), 0, 2),
        nearer=_name_distance(name, row) < np.abs(rel),
        possessive=np.array([t[z : z + 2] in ("'s", "’s") for t, z in zip(texts, ends.tolist(), strict=True)], bool),
        pronoun=np.array([known.get(w, 0 if w.startswith("the ") else 1) for w in written], np.int64),
        mention_words=np.array([len(w.split()) for w in written], np.int64),
        own_row=token_row[own],
        own_word=found.ids[own].astype(np.int64),
    )


def effect(m: Mentions) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The connotation of each word toward the mention, before negation, and the role that gives it.

    A verb after the mention has it for its subject, one before it for its object, the other way round in the passive;
    what a passive without "by" has behind it is neither."""
    verb = m.part == VERB
    acts = (m.rel > 0) ^ m.passive
    sign = np.where(verb & ~acts, m.object, m.subject)
    sign = np.where((m.part < 0) | (verb & m.passive & (m.rel < 0) & ~m.by), 0, sign)
    role = np.where(verb, 2 * m.passive + (m.rel > 0), 4 + m.part)
    return sign, role


def _valences(texts: Sequence[str], row: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.float64]:
    hits = vader_hits([t.translate(_STRAIGHT) for t in texts])
    longest = max((len(t) for t in texts), default=0) + 1
    key = row * longest + start  # rises within a row but for a mention in the middle of a word
    order = np.argsort(key, kind="stable")
    wanted = hits["text"].to_numpy() * longest + hits["start"].to_numpy()
    found = np.minimum(np.searchsorted(key[order], wanted), max(len(key) - 1, 0))
    out = np.zeros(len(row))
    if len(wanted):
        held = key[order][found] == wanted
        out[order[found[held]]] = hits["valence"].to_numpy()[held]
    return out


def _name_distance(name: NDArray[np.bool_], row: NDArray[np.int64]) -> NDArray[np.int64]:
    """Words to the nearest name of the sentence; very far where it has none."""
    far, here = 1 << 30, np.arange(len(name))
    last = np.maximum.accumulate(np.where(name, here, -1))
    following = np.minimum.accumulate(np.where(name, here, len(name))[::-1])[::-1]
    back = np.where((last >= 0) & (row[last] == row), here - last, far)
    forward = np.where(
        (following < len(name)) & (row[np.minimum(following, len(name) - 1)] == row), following - here, far
    )
    return np.minimum(back, forward)


class _Characters:
    """What stands in the characters round each word."""

    def __init__(
        self,
        texts: Sequence[str],
        row: NDArray[np.int64],
        place: NDArray[np.int64],
        start: NDArray[np.int64],
        end: NDArray[np.int64],
    ) -> None:
        offset = np.cumsum([0, *(len(t) + 1 for t in texts)])[:-1]
        code = np.frombuffer(("\n".join(texts) + "\n ").encode("utf-32-le", "surrogatepass"), np.uint32)
        begin = start + offset[row]
        previous = np.where(place == 0, offset[row], np.concatenate([[0], (end + offset[row])[:-1]]))

        def count(characters: str) -> NDArray[np.int64]:
            return np.concatenate([[0], np.cumsum(np.isin(code, [ord(c) for c in characters]))])

        def between(characters: str) -> NDArray[np.bool_]:
            counts = count(characters)
            return counts[begin] > counts[previous]

        distinct, which = np.unique(code, return_inverse=True)
        self.capital = np.array([chr(c).isupper() for c in distinct])[which][begin]
        self.after_stop = between(".!?\n")
        self.border = between(',—–;:()[]\n.!?"“”')
        opened, closed, straight = count("“"), count("”"), count('"')
        depth = (opened - closed)[begin] - (opened - closed)[offset[row]]
        self.quoted = (depth > 0) | ((straight[begin] - straight[offset[row]]) % 2 == 1)
