"""Verbs of speech or thought that take a clause: what they tell stands behind them, before them, or on both sides."""

from dataclasses import dataclass

from analysis.features.attribution import (
    CUE_FIRST,
    CUE_LAST,
    NAME_LAST,
    OBJECT,
    PURPOSE,
    Attribution,
    Sentence,
    attributed,
)
from analysis.features.clauses import behind_apposition, clause_end, content_start, finite, main_verb, opens_clause
from analysis.features.cues import BASE, PAST, THIRD, Cue, cues, function_words
from analysis.features.names_behind import (
    apposition_end,
    behind_quotation,
    ends_clause,
    ends_in_name,
    name_end,
    opens_name,
)
from analysis.features.reading import Reading
from analysis.features.sentences import Span
from analysis.features.word_cues import clause_behind
from analysis.features.word_shapes import dash, gerund

CLOSING_MARKS = frozenset('"“”»’') | {"''", "``"}
GOES_ON = frozenset((";", ":", ",", "—", "then", "that", "because", "but", "and"))  # before a quotation that goes on
NEAR = 8  # tokens behind a cue in which a "that" tells that its content follows


@dataclass(slots=True)
class Speech:
    """A verb of speech in its sentence."""

    s: Sentence
    at: int
    cue: Cue
    kind: str  # clause or hearer
    who: Span | None
    start: int  # of the content, if that stands behind the cue
    quoted: int  # the next token in a quotation, or the end
    closed: bool  # a quotation that ended like a clause stands before the cue

    @property
    def lemma(self) -> str:
        return self.cue.verb[self.kind]

    def told(
        self, construction: str, source: Span | None, *content: Span | None, about: bool | None = None
    ) -> Attribution | None:
        token, manner = (self.at, self.at + 1), self.cue.manner[self.kind]
        return attributed(construction, token, source, *content, lemma=self.lemma, manner=manner, about=about)


def by_speech(s: Sentence, at: int, cue: Cue, who: Span | None) -> Attribution | None:
    """The attribution of a verb of speech or thought."""
    r = s.reading
    kind = "clause" if "clause" in cue.verb else "hearer"
    quoted = at + 1
    while quoted < s.high and not r.quote[quoted]:
        quoted += 1
    v = Speech(
        s,
        at,
        cue,
        kind,
        behind_quotation(s, at) or who,
        content_start(r, at + 1, s.high, hearer=has_hearer(cue, kind)),
        quoted,
        at > s.low and bool(r.quote[at - 1]) and ends_clause(r, at - 2),
    )
    return name_last(v) or cue_last(v) or cue_first(v)


def has_hearer(cue: Cue, kind: str) -> bool:
    """Whether a hearer may stand behind a verb: "told her", "warned reporters"."""
    return kind == "hearer" or cue.verb[kind] in function_words("may_have_hearer")


def name_last(v: Speech) -> Attribution | None:
    """'content, said Mora(, a lawyer, "content")'."""
    s, r, at, following = v.s, v.s.reading, v.at, v.s.after(v.at)
    several = v.cue.form == BASE and s.before(at) == "," and v.lemma in ("say", "argue", "warn")
    if (
        not (several or v.cue.form in (PAST, THIRD))
        or at <= s.low + 1
        or not following
        or following in function_words("time")
    ):
        return None
    if not (v.closed and (opens_name(r, at + 1) or r.capital(at + 1))):
        said = s.before(at) == "," and v.lemma in function_words("inverts")
        if not said or apposed_source(v):
            return None
        named = r.capital(at + 1) and following not in function_words("pronoun")
        if not (named or ends_in_name(s, at + 1)):
            return None
    end = name_end(s, at + 1)
    if not function_words("finite").isdisjoint(r.lower[at + 1 : end]) or (not v.closed and goes_on(s, end)):
        return None  # '"...," said the deal was off', "..., said Diaz on Friday was late"
    end = apposition_end(s, end)
    resumes = r.word(v.quoted - 1) in (":", ";", ",")
    verb_behind = end + 1 < s.high and r.lower[end] == "," and r.lower[end + 1] in function_words("finite")
    resumed = (end + 1, s.high) if verb_behind and not v.closed else (v.quoted, s.high) if resumes else None
    return v.told(
        NAME_LAST,
        (at + 1, end) if end > at + 1 else None,
        (tagged(v, at - 1), at) if v.closed else (s.low, at - 1),
        resumed,
    )


def goes_on(s: Sentence, start: int) -> bool:
    """Whether a finite verb stands behind a name before any comma: the name is the subject of what was told."""
    r, subordinate = s.reading, function_words("subordinate")
    for i in range(start, s.high):
        if r.quote[i] or r.lower[i] in (",", ";", "who") or r.lower[i] in subordinate:
            return False
        if r.lower[i] in function_words("finite"):
            return True
    return False


def apposed_source(v: Speech) -> bool:
    """Whether the source stands before the cue, in "Mora, a lawyer, said Diaz lied"; not so in "..., said Diaz"."""
    s, r = v.s, v.s.reading
    if v.who is None or (v.who[0] > s.low + 1 and r.lower[v.who[0] - 1] not in function_words("conjunction")):
        return False
    if not r.capital(v.at + 1) or s.after(v.at) in function_words("time"):
        return True
    end = v.at + 1
    while end < s.high and (r.capital(end) or r.words[end] == "."):
        end += 1
    return end < s.high and r.lower[end] != ","


def cue_last(v: Speech) -> Attribution | None:
    """'content, Mora said(, content)'."""
    s, r, at, following = v.s, v.s.reading, v.at, v.s.after(v.at)
    if v.who is None or v.who[0] <= s.low + 1:
        return None
    pointed = following == "out" and v.lemma == "point"  # "..., Mora pointed out"
    if pointed:
        following = s.after(at + 1)
    lower, quote, low, high = r.lower, r.quote, s.low, s.high
    gap = v.who[0] - 1  # the token between content and source
    comma_outside = lower[gap] == "," and r.closing(gap - 1)
    ends_quoted = comma_outside or (
        quote[gap] > 0 and (quote[gap] == quote[low] or lower[gap] not in CLOSING_MARKS or ends_clause(r, gap - 1))
    )
    modal = not function_words("modal").isdisjoint(lower[v.who[1] : at]) or (
        v.cue.form == PAST and lower[at - 1] in function_words("be")
    )
    if modal and not ends_quoted:
        return None  # "the boat was late, so they could only guess"
    if "marks" in v.cue.needs and not (quote[gap] or comma_outside or (pointed and following in ("", ","))):
        return None
    final = following in ("", ",", ";") or (v.start >= high and has_hearer(v.cue, v.kind))
    hour = following in function_words("time") or following in function_words("part_of_day")
    loose = final or hour or following in function_words("loose_end")
    loose = loose or following in function_words("preposition")
    led = lower[low] in function_words("preposition") or lower[low] in function_words("conjunction")
    plain = loose and lower[gap] in (",", "?", "!") and (final or not led)
    plain = plain and (final or following not in function_words("topic"))
    plain = plain and (final or v.start >= high or lower[v.start] != "that")  # "In May, Mora said on Friday that ..."
    untold = quote[low] > 0 and "that" not in lower[at + 1 : min(at + NEAR, high)]
    if not plain and not (ends_quoted and (loose or untold)):
        return None
    if following == "," and not ends_quoted and carries_on(r, at + 2):
        resumed: Span | None = (at + 2, high)
    else:
        goes_on = r.word(v.quoted - 1) in GOES_ON and not tells(r, at + 1, v.quoted)
        resumed = (v.quoted, high) if goes_on else None
    leads = gerund(r, low) or lower[low] in function_words("leads_to_speech")
    if not ends_quoted and following == "," and quote[at + 2] and leads:
        return v.told(CUE_LAST, v.who, (at + 2, high))  # "Commenting on this, Mora said, “...”"
    start = tagged(v, gap - comma_outside) if ends_quoted else low
    return v.told(CUE_LAST, v.who, (start, gap + (ends_quoted and not comma_outside)), resumed)


def tagged(v: Speech, close: int) -> int:
    """Where the words told before a cue begin, whose last token `close` stands in a quotation.

    With that quotation, where a colon or a dash sets it off from the words before it; else with the sentence."""
    s, r = v.s, v.s.reading
    if not r.quote[close]:
        return s.low
    start = r.quoted[r.quote[close] - 1][0]
    set_off = start > s.low and (r.lower[start - 1] in (":", ";") or dash(r, start - 1))
    return start if set_off else s.low


def tells(r: Reading, start: int, end: int) -> bool:
    """Whether a finite verb of speech stands among tokens: what is quoted behind it is another's."""
    found = (cues().get(r.lower[i]) for i in range(start, end))
    return any(cue and cue.form in (PAST, THIRD) and "clause" in cue.verb for cue in found)


def carries_on(r: Reading, i: int) -> bool:
    """Whether token i behind '..., Mora said,' goes on with what she said, and opens no new clause."""
    word = r.word(i)
    if word.endswith("ing"):
        return False
    if word in function_words("told_joint") or (word == "but" and r.word(i + 1) == "also"):
        return True
    return word not in function_words("clause_opener") or word in function_words("phrase_opener")


def cue_first(v: Speech) -> Attribution | None:
    """'Mora said (that) content', 'Mora vowed to content'."""
    s, r, at, start = v.s, v.s.reading, v.at, v.start
    lower, needs = r.lower, v.cue.needs
    told = start < s.high and (r.quote[start] > 0 or lower[start] in function_words("content_opener"))
    if not told and v.who is not None:
        told = not function_words("document").isdisjoint(lower[v.who[0] : v.who[1]])
    passive = v.kind == "clause" and v.cue.form == PAST and at > s.low and lower[at - 1] in function_words("be")
    if start >= s.high or (passive and not told and not v.cue.participle):
        return None  # "the deal was announced on Friday": by nobody
    if not told and "told" in needs and "object" in v.cue.verb:
        end = clause_behind(s, start)
        return v.told(OBJECT, v.who, (start, end), about=not opens_clause(r, start, end))
    if not told and (passive or "that" in needs or lower[start] in function_words("no_content")):
        return None
    if "infinitive" in v.cue.verb and s.after(at) == "to":
        return v.told(PURPOSE, v.who, (at + 1, clause_behind(s, at + 1)))
    openers = function_words("loose_opener")
    end = clause_end(r, start, s.high, openers=openers, loose=True)
    end = behind_apposition(r, start, end, s.high, openers=openers)
    if v.who and lower[v.who[1] - 1] == "who" and r.word(v.who[1] - 2) == ",":
        end = main_verb(r, start, end)
    if not told and v.lemma in function_words("takes_noun") and not finite(r, start + 1, end):
        return None
    if r.quote[start]:
        close = min(r.quoted[r.quote[start] - 1][1], s.high)
        again = close < end and any(r.quote[close:end])
        if close < end and not again and ends_clause(r, close - 2):
            end = close  # '"...!" but nobody came'
    phrase = not (told or any(r.quote[start:end]) or finite(r, start, end) or "to" in lower[start:end])
    if phrase and v.lemma == "tell" and lower[start] not in function_words("object_link"):
        return None  # "told the Evening Post radio"
    topic = lower[start] in function_words("topic")  # "told them of the plan"
    about = topic or (phrase and v.lemma not in function_words("tells_clause"))
    return v.told(CUE_FIRST, v.who, (start, end), about=about)
