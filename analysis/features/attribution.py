"""Who is said to have said, thought or wanted what: rules over the tokens of one article.

Each rule looks at one cue and yields its source and its content. A sentence that stands wholly in quotation marks
takes the speaker beside it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress

from analysis.features.clauses import (
    LONGEST_APPOSITION,
    LONGEST_SUBJECT,
    adverb,
    clause_end,
    content_start,
    gerund,
    nearest_name,
    opening_subject,
    subject,
    verbal,
)
from analysis.features.cues import BASE, GERUND, PAST, SPEECH, THIRD, Cue, cues, function_words
from analysis.features.people import folded, places
from analysis.features.reading import Reading
from analysis.features.sentences import Span

MARKS = frozenset(("“", "”", '"', "''", "``", "»", "’"))
RESUMING = frozenset((",", ":", ";", "—", "and", "but", "that", "then", "because"))
NOT_CONTENT = frozenset(("ahead", "from", "by", "for", "after", "at", "before", "than"))  # "reported by", "shown at"
FINITE = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "can", "may", "might"))
OWNING = frozenset(("his", "her", "their", "its", "my", "our", "your", "whose"))
THAT = frozenset(("that", "the", "a", "an", "he", "she", "they", "it"))
UNSPEAKING = re.compile(r"(?:it|this|that|there|here|these|those|what|why|how|now|still|nothing|none)(?:['’]s)?$")
STOPS = frozenset(".!?…")
LOOSE_OPENERS = frozenset(("according", "a", "an"))
DASHES = frozenset("-–—")
CLAUSE_STOPS = ",?!—.-…"


@dataclass(slots=True)
class Attribution:
    """One attribution; spans are half-open ranges of tokens."""

    rule: str
    lemma: str
    manner: str
    cue: Span
    source: Span | None
    content: list[Span]


@dataclass(slots=True)
class Sentence:
    """The sentence under a rule: tokens `low` to `high`, final stops left out."""

    reading: Reading
    low: int
    high: int
    heading: bool  # most words are capitalised

    def before(self, k: int) -> str:
        return self.reading.lower[k - 1] if k > self.low else ""

    def after(self, k: int) -> str:
        return self.reading.lower[k + 1] if k + 1 < self.high else ""


def made(
    rule: str, lemma: str, manner: str, cue: Span, source: Span | None, *content: Span | None
) -> Attribution | None:
    """The attribution, unless it has no content."""
    kept = [c for c in content if c and c[0] < c[1]]
    return Attribution(rule, lemma, manner, cue, source, kept) if kept else None


def by_cue(s: Sentence, k: int, cue: Cue | None) -> Attribution | None:
    """The attribution whose cue is token k, if it is one."""
    r, word = s.reading, s.reading.lower[k]
    previous, following = s.before(k), s.after(k)
    if cue is None:
        return according(s, k) if word == "according" and following == "to" else hearsay(s, k)
    verbal = bool(cue.verb) and (k == s.low or not r.capital(k) or s.heading or previous == ":")
    skipped = k + 1 + (following not in ("that", "to"))
    if cue.adjective and following in ("that", "to", "about", "of", "by", "with"):
        rest = skipped, clause(s, k + 1)
        return made("adjective", word, cue.manner["adjective"], (k, k + 1), subject(r, k, s.low), rest)
    owned = previous in function_words("determiner") or previous.endswith(("’s", "'s"))
    if cue.noun and (
        not verbal
        or owned
        or previous in function_words("preposition")
        or (cue.form in (BASE, THIRD) and following in ("that", "of"))
    ):
        if not (following in ("that", "to", "about", "for", "on", "over") or (following == "of" and cue.noun_of)):
            return None
        if following == "that" and r.word(k + 2) in function_words("auxiliary"):
            return None  # a relative clause: "a report that could end the talks"
        rest = skipped, clause(s, k + 1)
        if following not in ("that", "to"):
            rest = rest[0], next((q for q in range(*rest) if r.lower[q] in FINITE and not r.quote[q]), rest[1])
        source = possessor(r, k, s.low) if owned else None
        return made("noun", cue.noun, cue.manner["noun"], (k, k + 1), source, rest)
    return by_verb(s, k, cue, owned) if verbal else None


def possessor(r: Reading, k: int, low: int) -> Span | None:
    """Whose noun token k is: "her" in "her claim", "Lena Mora's" in "Lena Mora's claim"; nobody's in "the claim"."""
    start = k - 1
    if r.lower[start] in OWNING:
        return start, k
    if not r.lower[start].endswith(("’s", "'s")):
        return None
    while start > low and r.capital(start) and r.capital(start - 1) and not r.quote[start - 1]:
        start -= 1
    return start, k


def according(s: Sentence, k: int) -> Attribution | None:
    """'According to X, content' and 'content, according to X(, content)'."""
    r = s.reading
    stop = next((q for q in range(k + 2, s.high) if r.quote[q] or r.lower[q] in ",;—–"), s.high)
    opens = k - s.low <= 1
    comma = s.before(k) == ","
    split = 1 < k - s.low < 9 and comma
    return made(
        "according",
        "according",
        SPEECH,
        (k, k + 2),
        (k + 2, stop),
        None if opens else (s.low, k - comma),
        (stop + 1, s.high) if opens or split else None,
    )


def hearsay(s: Sentence, k: int) -> Attribution | None:
    """'The deal will reportedly lapse': the whole clause, from nobody."""
    low = max((q + 1 for q in range(s.low, k) if s.reading.lower[q] == ","), default=s.low)
    return made("hearsay", s.reading.lower[k], SPEECH, (k, k + 1), None, (low, k), (k + 1, clause(s, k)))


def by_document(s: Sentence) -> Attribution | None:
    """'In a new poll, content'."""
    r = s.reading
    if s.high - s.low < 3 or r.lower[s.low] != "in" or r.quote[s.low]:
        return None
    stop = next(
        (q for q in range(s.low, min(s.high, s.low + LONGEST_DOCUMENT)) if r.lower[q] == "," or r.quote[q]), s.high
    )
    if stop == s.high or not any(r.lower[q] in ("poll", "survey", "polls", "surveys") for q in range(s.low, stop)):
        return None
    return made("document", "in", SPEECH, (s.low, s.low + 1), (s.low + 1, stop), (stop + 1, s.high))


def clause(s: Sentence, p: int) -> int:
    """The end of the clause behind a cue."""
    return clause_end(s.reading, p, s.high, openers=function_words("clause_opener"))


def is_verb(s: Sentence, k: int, cue: Cue, owned: bool) -> bool:
    """Whether a form that could be a noun or a participle stands here as a verb."""
    previous, following = s.before(k), s.after(k)
    if owned and (cue.form in (BASE, THIRD) or (cue.form == PAST and following != "that")):
        return False
    if cue.form == BASE and previous in ("of", "for", "in", "with", "on"):
        return False
    if cue.form == GERUND and (previous in ("a", "an", "the", "most", "more", "very", "so") or following == "than"):
        return False
    if cue.form == PAST and previous in function_words("preposition") and following != "that":
        return False
    if not cue.noun_alike:
        return True
    capital = s.reading.capital(k - 1)
    pronoun = previous in function_words("pronoun")
    adverbial = k > s.low and adverb(s.reading, k - 1)
    if cue.form == THIRD and following == "that" and not (capital or pronoun or adverbial or previous in tellers()):
        return False  # "the four states that"
    return (
        pronoun
        or adverbial
        or previous in function_words("auxiliary")
        or previous in ("to", "that", "and", "'ll", ",")
        or s.heading
        or (cue.form == BASE and previous.endswith("s") and not previous.endswith(("ics", "ss", "us", "is")))
        or (cue.form == THIRD and (capital or s.reading.capital(k + 1) or following in THAT))
    )


def by_verb(s: Sentence, k: int, cue: Cue, owned: bool) -> Attribution | None:
    """The attribution of a verb, by what the verb takes and where the content stands."""
    if not is_verb(s, k, cue, owned):
        return None
    if leading(s, k):
        stop = first_comma(s, k + 1)
        if as_told(s, k, cue, stop):
            who = subject(s.reading, k, s.low)
            return made("before", cue.verb["clause"], cue.manner["clause"], (k, k + 1), who, (stop + 1, s.high))
        s = Sentence(s.reading, s.low, stop, s.heading)
    r = s.reading
    previous, following = s.before(k), s.after(k)
    be = function_words("be")
    token = (k, k + 1)
    going_on = previous in be or (r.word(k - 2) in be and adverb(r, k - 1))
    who = noun_phrase(r, subject(r, k, s.low)) if cue.form != GERUND or going_on else None
    passive = cue.form == PAST and going_on
    if (passive and cue.participle and following in ("to", "as", "that")) or "seem" in cue.verb:
        manner = cue.manner.get("participle") or cue.manner["seem"]
        if not following or (following in function_words("preposition") and following not in ("to", "as")):
            return None
        return made("seem", r.lower[k], manner, token, None, who, (k + 1, clause(s, k + 1)))
    if cue.form == PAST and previous == "," and "by" in r.lower[k + 1 : k + 4]:
        return None
    if passive and following == "by":
        return by_agent(s, k, cue, who)
    speaks = "clause" in cue.verb or "hearer" in cue.verb
    if not speaks and "infinitive" in cue.verb:
        rule = "infinitive" if following == "to" else "object" if cue.manner["infinitive"] == SPEECH else "want"
        return made(rule, cue.verb["infinitive"], cue.manner["infinitive"], token, who, (k + 1, clause(s, k + 1)))
    if not speaks and cue.form == PAST and named_so(s, k):
        return None
    if not speaks:
        skipped = ("to", "on", "for", "about", "against", "of", "in", "out", "at", "with")
        p = next((p for p in range(k + 1, s.high) if r.lower[p] not in skipped), s.high)
        return made("object", cue.verb["object"], cue.manner["object"], token, who, (p, clause(s, p)))
    return by_speech(s, k, cue, who)


def named_so(s: Sentence, k: int) -> bool:
    """Whether "called" only names, as in "a group called Harbour Watch" and "so called"."""
    r = s.reading
    if r.lower[k] != "called" or not (r.capital(k + 1) or r.quote[k + 1]):
        return False
    start = next(
        (q for q in range(k - 1, max(s.low, k - LONGEST_NAMED) - 1, -1) if r.lower[q] in ("a", "an", "so")), -1
    )
    return start >= 0 and r.lower[k - 1] not in function_words("title") and not r.capital(k - 1)


def noun_phrase(r: Reading, found: Span | None) -> Span | None:
    """What was found left of a cue, unless it starts like a verb phrase or is a phrase of time or place."""
    if found is None:
        return None
    first, last = found[0], found[1] - 1
    loose = r.lower[first] in function_words("preposition") and not r.capital(last)
    return None if loose or (verbal(r, first) and first < last) else found


def behind_quotation(s: Sentence, k: int) -> Span | None:
    """The name between a quotation that opens the sentence and its cue: '"...," Mora, 81, of Norhaven, said'."""
    r = s.reading
    if not r.quote[s.low]:
        return None
    end = k - 1
    while end > s.low and not r.quote[end] and k - end < LONGEST_APPOSITION:
        end -= 1
    comma = next((q for q in range(end + 1, k) if r.lower[q] == ","), k)
    closed = r.closing(end) and r.word(end - 1) in CLAUSE_STOPS
    if not closed or comma in (k, end + 1) or not likely(r, (end + 1, comma)):
        return None
    told = any(verbal(r, q) and r.lower[q - 1] != "who" for q in range(end + 1, k) if not gerund(r, q))
    return None if told else (end + 1, k - (r.lower[k - 1] == ","))


def ends_apposition(r: Reading, i: int) -> bool:
    """Whether token i is a comma that closes an apposition for good: a gerund, "and" or "but" follows it."""
    following = r.word(i + 1)
    return r.lower[i] == "," and bool(following) and (gerund(r, i + 1) or following in ("and", "but", "as", "in", "on"))


def opens_name(r: Reading, i: int) -> bool:
    """Whether token i can open a noun phrase that follows its verb ('..., said one aide')."""
    word = r.word(i)
    closed = function_words("pronoun") | function_words("preposition") | function_words("content_opener")
    return word[:1].isalnum() and word not in closed and word not in function_words("time") and not adverb(r, i)


def ends_in_name(s: Sentence, p: int) -> bool:
    """Whether token p opens a noun phrase without a verb, and no more follows: "..., says a leading economist"."""
    lower, auxiliary = s.reading.lower, function_words("auxiliary")
    if lower[p] not in ("a", "an", "one") or s.high - p > LONGEST_SUBJECT:
        return False
    return not any(lower[q] in auxiliary or verbal(s.reading, q) for q in range(p + 1, s.high))


def by_agent(s: Sentence, k: int, cue: Cue, who: Span | None) -> Attribution | None:
    """ "Mora was asked by Diaz whether ..." and "The deal was criticised by Diaz"."""
    r = s.reading
    opener = function_words("content_opener")
    stop = next((q for q in range(k + 2, s.high) if r.quote[q] or r.lower[q] in opener or r.lower[q] in ",;—:"), s.high)
    told = stop < s.high and (r.lower[stop] in opener or r.quote[stop + 1] or r.quote[stop])
    kind = "clause" if "clause" in cue.verb else "hearer" if "hearer" in cue.verb else "object"
    if kind not in cue.verb:
        return None
    if kind != "object" and told:
        content: Span | None = (stop + (r.lower[stop] in ",:"), s.high)
    else:
        content = who if "object" in cue.verb else None
    return made("agent", cue.verb[kind], cue.manner[kind], (k, k + 1), (k + 2, stop), content)


def by_speech(s: Sentence, k: int, cue: Cue, who: Span | None) -> Attribution | None:
    """The attribution of a verb of speech or thought: content before it, behind it, or on both sides."""
    r, token = s.reading, (k, k + 1)
    lower, quote, low, high = r.lower, r.quote, s.low, s.high
    previous, following = s.before(k), s.after(k)
    kind = "clause" if "clause" in cue.verb else "hearer"
    lemma, manner = cue.verb[kind], cue.manner[kind]
    who = behind_quotation(s, k) or who
    hearer = kind == "hearer" or lemma in ("ask", "warn")
    p = content_start(r, k + 1, high, hearer=hearer)
    again = next(compress(range(k + 1, high), quote[k + 1 : high]), high)
    closed = k > low and bool(quote[k - 1]) and r.word(k - 2) in CLAUSE_STOPS
    conjunction = function_words("conjunction")
    apposed = who is not None and (who[0] <= low + 1 or lower[who[0] - 1] in conjunction)
    if apposed and r.capital(k + 1) and following not in function_words("time"):
        name = next((q for q in range(k + 1, high) if not r.capital(q) and r.words[q] != "."), high)
        apposed = not (name == high or lower[name] == ",")
    if (
        cue.form in (PAST, THIRD)
        and k > low + 1
        and following
        and following not in function_words("time")
        and (
            (closed and opens_name(r, k + 1))
            or (previous == "," and lemma == "say" and not apposed and ends_in_name(s, k + 1))
            or (
                r.capital(k + 1)
                and (
                    closed
                    or (
                        previous == ","
                        and lemma == "say"
                        and not apposed
                        and following not in function_words("pronoun")
                    )
                )
            )
        )
    ):
        ends = ("who", "in", "on", "during", "after", "as", "to", "at")
        q = next((q for q in range(k + 1, high) if quote[q] or lower[q] in ",.;:—–?!(" or lower[q] in ends), high)
        if q < high and (lower[q] == "who" or (lower[q] == "," and not gerund(r, min(q + 1, high - 1)))):
            q = next((j for j in range(q + 1, high) if quote[j] or lower[j] in ";:—–(" or ends_apposition(r, j)), high)
        source = (k + 1, q) if q > k + 1 else None
        resumed = (again, high) if r.word(again - 1) in (",", ":", ";") else None
        return made("inverted", lemma, manner, token, source, (low, k - (not closed)), resumed)
    if who and who[0] > low + 1:
        b = who[0] - 1
        outside = lower[b] == "," and r.closing(b - 1)
        ends_quoted = outside or (
            bool(quote[b]) and (lower[b] not in MARKS or r.word(b - 1) in CLAUSE_STOPS or quote[b] == quote[low])
        )
        final = following in ("", ",") or (hearer and p >= high)
        loose = (
            final
            or following in ".—–;(-"
            or following in function_words("preposition")
            or following in function_words("time")
        )
        opener = lower[low] in function_words("preposition") or lower[low] in conjunction
        fits = "marks" not in cue.needs or quote[b] or outside
        if fits and (
            (ends_quoted and (loose or (quote[low] and "that" not in lower[k + 1 : min(k + 8, high)])))
            or (lower[b] in ",?!" and loose and (final or not opener))
        ):
            resumes = (
                following == ","
                and not ends_quoted
                and not r.word(k + 2).endswith("ing")
                and r.word(k + 2) not in function_words("clause_opener") - {"the", "a", "in", "on", "at", "with"}
            )
            resumed = (k + 2, high) if resumes else (again, high) if r.word(again - 1) in RESUMING else None
            return made("after", lemma, manner, token, who, (low, b + (ends_quoted and not outside)), resumed)
    told = p < high and (lower[p] in function_words("content_opener") or bool(quote[p]))
    told = told or (who is not None and any(lower[q] in function_words("document") for q in range(*who)))
    if not told and "object" in cue.verb and "told" in cue.needs:
        return made("object", lemma, manner, token, who, (p, clause(s, p)))
    passive = cue.form == PAST and kind == "clause" and lower[k - 1] in function_words("be") and k > low
    if p >= high or (not told and (passive or "that" in cue.needs or lower[p] in NOT_CONTENT)):
        return None
    if "infinitive" in cue.verb and following == "to":
        return made("infinitive", lemma, manner, token, who, (k + 1, clause(s, k + 1)))
    return made(
        "before",
        lemma,
        manner,
        token,
        who,
        (p, clause_end(r, p, high, openers=LOOSE_OPENERS, loose=True)),
    )


TURN = re.compile(r"^[^\S\n]*[A-Z][^\n:]{0,80}:", re.MULTILINE)
SPEAKING = frozenset(("before", "after", "inverted"))
TOLD = SPEAKING | {"object", "according", "agent", "inherited"}  # rules whose cue tells words, not only a stance
LONGEST_DOCUMENT = 16  # tokens of "In a poll of ...,"
HEARSAY = frozenset(("reportedly", "allegedly", "purportedly", "supposedly"))
LONGEST_NAMED = 4  # tokens of "a new group" in "a new group called ..."
LONGEST_SIGNATURE = 14  # tokens
LONGEST_TURN_NAME = 6  # tokens before the colon
LABELS = frozenset(
    (
        "also",
        "read",
        "related",
        "update",
        "watch",
        "photo",
        "photos",
        "video",
        "see",
        "note",
        "correction",
        "editor",
        "source",
        "more",
        "breaking",
    )
)
LONGEST_HEADING = 25  # tokens; a longer run of capitalised words is a list of names
HEADING = 0.6  # share of capitalised words above which a line is a heading
LONGEST_SENTENCE = 400  # tokens; a longer one is looked at piece by piece, so that time stays linear


@dataclass(slots=True)
class Analysis:
    """What one sentence yields by itself."""

    sentence: Sentence
    whole: bool  # stands wholly in quotation marks
    found: list[Attribution]
    pieces: list[Span]  # runs in quotation marks that no cue has claimed

    def speech(self) -> Attribution | None:
        """The attribution whose speaker goes on to speak: the first that quotes, else the first."""
        speaking = [x for x in self.found if x.source and x.rule in SPEAKING]
        quote = self.sentence.reading.quote
        quoting = (x for x in speaking if any(any(quote[a:b]) for a, b in x.content))
        return next(quoting, speaking[0] if speaking else None)


@cache
def tellers() -> frozenset[str]:
    """Common nouns for who or what tells: "the memo states that", against "the four states that"."""
    return frozenset().union(*(function_words(name) for name in ("document", "title", "unnamed", "organisation")))


@cache
def triggers() -> frozenset[str]:
    """The forms at which a rule is tried at all."""
    return frozenset(cues()) | HEARSAY | {"according"}


def analysis(r: Reading, low: int, high: int, cued: Sequence[int]) -> Analysis:
    """The attributions of the cues of one sentence, at the tokens given, and its quoted runs that no cue claims."""
    known = cues()
    lower, quote = r.lower, r.quote
    quoted = any(quote[low:high])
    if not (quoted or cued or (low < high and lower[low] == "in")):
        return Analysis(Sentence(r, low, high, False), False, [], [])
    whole = quoted and all(quote[low:high])
    s = Sentence(r, low, high, heading(r, low, high))
    found: list[Attribution] = []
    if not whole:
        for k in cued:
            x = None if quote[k] else by_cue(s, k, known.get(lower[k]))
            if x:
                found.append(x)
        document = by_document(s)
        if document:
            found.append(document)
    for x in found:
        if x.source is None and x.rule not in ("seem", "hearsay"):
            x.source = sourced(s, x, found)
    for x in found:
        if x.rule == "after" and x.source and x.content[0][0] == low:
            stop = x.content[0][1]
            for y in found:
                if y is not x and y.cue[0] < stop:
                    y.content = [(a, min(b, stop) if a < x.source[0] < b else b) for a, b in y.content]
    pieces: list[Span] = []
    if quoted:
        contents = [span for x in found for span in x.content]
        for mark in dict.fromkeys(quote[low:high]):
            if mark:
                i, j = r.quoted[mark - 1]
                i, j = max(i, low), min(j, high)
                if not any(a <= i < b for a, b in contents):
                    pieces.append((i, j))
    return Analysis(s, whole, found, pieces)


def postmodified(s: Sentence, k: int) -> Span | None:
    """The name right before a cue in -ing: "with Lena Mora arguing that ..."."""
    r = s.reading
    cue = cues().get(r.lower[k])
    start = k
    small = function_words("preposition") | function_words("conjunction")
    while start > s.low and r.capital(start - 1) and not r.quote[start - 1] and r.lower[start - 1] not in small:
        start -= 1
    named = s.low < start < k and not (start > s.low and r.lower[start - 1] in ("in", "on", "at", "to", "told"))
    return (start, k) if named and cue and cue.form == GERUND and r.lower[start] not in function_words("time") else None


def sourced(s: Sentence, x: Attribution, found: list[Attribution]) -> Span | None:
    """The source of a cue without a subject: that of the last cue before it, else what opens the sentence."""
    modified = postmodified(s, x.cue[0])
    if modified:
        return modified
    before = [y for y in found if y.source and y.source[0] < x.cue[0] and y.cue[0] < x.cue[0]]
    outer = [y.source for y in before if y.source and not any(within(y.source, z) for z in before)]
    if outer:
        return max(outer)
    nearest = clause_subject(s, x.cue[0])
    if nearest:
        return nearest
    if leading(s, x.cue[0]):
        stop = first_comma(s, x.cue[1])
        return opening_subject(s.reading, stop + (s.reading.word(stop) == ","), s.high)
    return opening_subject(s.reading, s.low, x.cue[0])


def within(source: Span | None, x: Attribution) -> bool:
    """Whether a source stands inside the content of an attribution, as "he" in "Mora said he saw it"."""
    return source is not None and any(a <= source[0] < b for a, b in x.content)


def clause_subject(s: Sentence, k: int) -> Span | None:
    """What opens the subordinate clause before a cue in -ing: "... when Mora raised tariffs, accusing ..."."""
    r = s.reading
    start = next((q for q in range(k - 1, s.low, -1) if r.lower[q] in SUBORDINATE and not r.quote[q]), None)
    if start is None or s.before(k) != ",":
        return None
    found = opening_subject(r, start + 1, k)
    named = found and (r.capital(found[0]) or r.lower[found[0]] in function_words("pronoun"))
    return found if named and found and found[1] < k - 1 else None


AS_TOLD = frozenset(("note", "say", "report", "write", "point", "explain", "argue", "observe", "recall", "describe"))
SUBORDINATE = frozenset(
    (
        "when",
        "while",
        "if",
        "as",
        "although",
        "though",
        "after",
        "before",
        "since",
        "because",
        "once",
        "until",
        "unless",
        "whereas",
    )
)


def leading(s: Sentence, k: int) -> bool:
    """Whether cue k stands in a clause that leads up to the main one: "When asked about it, Mora said ..."."""
    lower = s.reading.lower
    i = s.low + (lower[s.low] in ("and", "but", "so", "or", "even"))
    if i > k or ("," in lower[i:k] and any(lower[q] == "," and not s.reading.quote[q] for q in range(i, k))):
        return False
    cue = cues().get(lower[k])
    if i == k:
        return cue is not None and cue.form in (GERUND, PAST)
    if lower[i] in SUBORDINATE:
        return True
    opening = cues().get(lower[i])
    if opening and opening.form in (GERUND, PAST) and first_comma(s, k) < s.high:
        return True
    return bool(cue and cue.form == GERUND and k - i <= 2 and lower[i] in function_words("preposition"))


def as_told(s: Sentence, k: int, cue: Cue, comma: int) -> bool:
    """Whether cue k opens the sentence as in "As Mora noted in May, the port is open"."""
    first = s.low + (s.reading.lower[s.low] in ("and", "but", "so"))
    return s.reading.lower[first] == "as" and comma < s.high and cue.verb.get("clause") in AS_TOLD


def first_comma(s: Sentence, p: int) -> int:
    """The first comma from token p outside quotations, or the end of a quotation that ends in one; else the end."""
    r = s.reading
    for q in range(p, s.high):
        if not r.quote[q] and r.lower[q] == ",":
            return q
        if r.closing(q) and r.word(q - 1) == "," and q + 1 < s.high:
            return q + 1
    return s.high


def attributions(r: Reading) -> list[Attribution]:
    """Every attribution of an article, in the order of the sentences."""
    chain = [0]
    for number, mark in enumerate(r.quotations, 1):
        chain.append(chain[-1] if mark.continues else number)
    turns = TURN.search(r.text) is not None
    named = Counter(compress(r.lower, r.upper)) if turns else Counter[str]()
    cued = list(compress(range(len(r.lower)), map(triggers().__contains__, r.lower)))
    out: list[Attribution] = []
    paragraph: list[Analysis] = []
    carried: Span | None = None
    lead: Span | None = None
    owners: dict[int, Attribution] = {}
    for (low, stop), opens in zip(r.sentences, r.opens, strict=True):
        if opens and paragraph:
            carried, lead = joined(paragraph, chain, owners, carried, lead, out, named)
            paragraph = []
        for first in range(low, stop, LONGEST_SENTENCE):
            high = min(stop, first + LONGEST_SENTENCE)
            while high > first and r.lower[high - 1] in STOPS and not r.quote[high - 1]:
                high -= 1
            here = cued[bisect_left(cued, first) : bisect_left(cued, high)]
            paragraph.append(analysis(r, first, high, here))
    if paragraph:
        joined(paragraph, chain, owners, carried, lead, out, named)
    return out


def heading(r: Reading, low: int, high: int) -> bool:
    """Whether most words of a range are capitalised, as in a headline."""
    capitals = sum(r.upper[low:high])
    return capitals > HEADING * (high - low) / 2 and capitals > HEADING * sum(w[0].isalpha() for w in r.words[low:high])


def joined(
    paragraph: list[Analysis],
    chain: list[int],
    owners: dict[int, Attribution],
    carried: Span | None,
    lead: Span | None,
    out: list[Attribution],
    named: Counter[str],
) -> tuple[Span | None, Span | None]:
    """Give the quoted runs of a paragraph that no cue claims to a speaker, and add all attributions to `out`.

    `owners` knows the attribution of each quotation, `carried` who spoke last, `lead` whom a colon announced.
    Returned are the latter two for the next paragraph."""
    quote = paragraph[0].sentence.reading.quote
    dialogue = turn(paragraph, named)
    if dialogue:
        out.append(dialogue)
        return dialogue.source, None
    signed = signature(paragraph)
    if signed and out and out[-1].rule == "inherited" and out[-1].content[-1][1] == paragraph[0].sentence.low:
        out[-1].source = signed
    for unit in paragraph:
        for x in unit.found:
            if x.rule in SPEAKING:
                for number in {chain[mark] for a, b in x.content for mark in set(quote[a:b]) if mark}:
                    owners.setdefault(number, x)
    here: Span | None = None
    if not any(unit.pieces for unit in paragraph):
        for unit in paragraph:
            out += unit.found
            speech = unit.speech() if unit.found else None
            here = speech.source if speech else here
        return here or carried, announced(paragraph[-1].sentence)
    for unit in paragraph:
        for piece in unit.pieces:
            number = chain[quote[piece[0]]]
            if not unit.whole and number not in owners and behind(unit.sentence, piece):
                x = Attribution("marks", "", SPEECH, (piece[0], piece[0]), behind(unit.sentence, piece), [])
                owners[number] = x
                out.append(x)
    speeches = [unit.speech() for unit in paragraph]
    later: list[Attribution | None] = [None] * (len(paragraph) + 1)
    for n in range(len(paragraph) - 1, -1, -1):
        later[n] = speeches[n] or later[n + 1]
    topic: Span | None = None
    for n, unit in enumerate(paragraph):
        out += unit.found
        for piece in unit.pieces:
            number = chain[quote[piece[0]]]
            owner = owners.get(number)
            if owner:
                owner.content.append(piece)
                continue
            following = later[n]
            if unit.whole:
                source = here or (following.source if following else None) or lead or topic or carried
                made_here = Attribution("inherited", "", SPEECH, (piece[0], piece[0]), source, [piece])
                owners[number] = made_here
                out.append(made_here)
            elif spoken(unit.sentence, piece):
                source = beside(unit.sentence, piece) or here or nearest(unit.sentence, piece)
                owners[number] = Attribution("marks", "", SPEECH, (piece[0], piece[0]), source, [piece])
                out.append(owners[number])
        speech = speeches[n]
        known = next((behind(unit.sentence, piece) for piece in unit.pieces if not unit.whole), None)
        if speech or known:
            here, topic = speech.source if speech else known, None
        elif not unit.whole:
            topic = opening_subject(unit.sentence.reading, unit.sentence.low, unit.sentence.high) or topic
    return here or carried, announced(paragraph[-1].sentence)


def signature(paragraph: list[Analysis]) -> Span | None:
    """The name in a paragraph that signs the quotation above it: "- Lena Mora, Norhaven"."""
    s = paragraph[0].sentence
    r, low = s.reading, s.low
    if len(paragraph) > 1 or s.high - low > LONGEST_SIGNATURE or r.lower[low] not in DASHES or not r.capital(low + 1):
        return None
    return low + 1, next((q for q in range(low + 2, s.high) if r.lower[q] in ",(;"), s.high)


def turn(paragraph: list[Analysis], named: Counter[str]) -> Attribution | None:
    """A paragraph that is a turn of an interview or a heading of that shape: "MORA: We shall see."."""
    s = paragraph[0].sentence
    r, low = s.reading, s.low
    if ":" not in r.words[low + 1 : low + LONGEST_TURN_NAME]:
        return None
    colon = next((q for q in range(low + 1, min(s.high, low + LONGEST_TURN_NAME)) if r.words[q] == ":"), None)
    end = paragraph[-1].sentence.high
    if colon is None or colon + 1 >= end or not all(r.capital(q) or r.words[q] == "." for q in range(low, colon)):
        return None
    single = colon == low + 1 and r.lower[low] in ("q", "a")
    names = tuple(folded(r.words[q]) for q in range(low, colon) if r.words[q] != ".")
    if names in places() or r.lower[low] == "the" or r.lower[colon - 1] in function_words("document"):
        return None
    if end - colon > LONGEST_HEADING and heading(r, colon + 1, end):
        return None
    if not single and (named[r.lower[colon - 1]] < 2 or any(r.lower[q] in LABELS for q in range(low, colon))):
        return None
    return Attribution("turn", "", SPEECH, (colon, colon + 1), (low, colon), [(colon + 1, end)])


def announced(s: Sentence) -> Span | None:
    """Who is to speak behind a sentence that ends in a colon."""
    r = s.reading
    if s.high - s.low < 2 or r.lower[s.high - 1] != ":":
        return None
    return announcing(s, s.high - 1)


def announcing(s: Sentence, colon: int) -> Span | None:
    """Who is to speak behind a colon: the subject of the sentence, else of the last verb before it."""
    r = s.reading
    start = colon
    while start > s.low and (r.capital(start - 1) or (r.lower[start - 1] == "and" and r.capital(start))):
        start -= 1
    if start < colon and start > s.low and (r.lower[start - 1] in ("from", "by") or r.lower[start - 1] in DASHES):
        return start, colon
    low = s.low + (r.lower[s.low] == "as")
    opener = opening_subject(r, low, colon)
    if opener and likely(r, opener):
        return opener
    k = next((k for k in range(colon - 1, low, -1) if verbal(r, k)), None)
    return (subject(r, k, low) if k else None) or opener


def likely(r: Reading, named: Span) -> bool:
    """Whether a noun phrase starts as one who speaks does: with a name, a pronoun or a determiner."""
    word = r.word(named[0])
    if UNSPEAKING.match(word) or word in function_words("time") | function_words("conjunction"):
        return False
    return r.capital(named[0]) or word in function_words("pronoun") or word in function_words("determiner")


def spoken(s: Sentence, piece: Span) -> bool:
    """Whether marks without a cue hold speech: not round a title or policy, nor round a word or two."""
    r = s.reading
    held = [r.words[i] for i in range(*piece) if r.words[i][0].isalnum()]
    final = r.word(piece[1] - 2) in (".", "?", "!") and piece[1] - piece[0] > 2
    if len(held) > 6:
        return True
    if not s.heading and titled(held):
        return False
    return len(held) > 2 or (len(held) == 2 and (final or s.heading))


def titled(held: list[str]) -> bool:
    """Whether words are capitalised as in a title."""
    small = ("of", "the", "and", "in", "a", "an", "to", "for", "on", "with", "or", "at", "by")
    return bool(held) and not held[0][0].islower() and all(not w[0].islower() or w in small for w in held)


def behind(s: Sentence, piece: Span) -> Span | None:
    """Who is named behind a run that ends like a clause and whose verb is no known cue: "...," the suit reads."""
    r, after = s.reading, piece[1]
    if r.word(after - 2) not in (",", "?", "!") or after >= s.high:
        return None
    after += r.lower[after] not in ("the", "a", "an") and not r.capital(after) and verbal(r, after)
    follows = opening_subject(r, after, s.high)
    return follows if follows and likely(r, follows) else None


def beside(s: Sentence, piece: Span) -> Span | None:
    """Who speaks a quoted run without a known cue.

    What follows a run that ends like a clause ("...," the suit reads), else what opens the sentence if that is a name,
    else the nearest name."""
    r = s.reading
    follows = behind(s, piece)
    if follows:
        return follows
    if r.word(piece[0] - 1) == ":" and piece[0] > s.low + 1:
        return announcing(s, piece[0] - 1)
    named = opening_subject(r, s.low, piece[0])
    return named if named and likely(r, named) else None


def nearest(s: Sentence, piece: Span) -> Span | None:
    """The name nearest to a quoted run."""
    return nearest_name(s.reading, s.low, piece[0], s.high)
