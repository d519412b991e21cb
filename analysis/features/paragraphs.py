"""Who is said to have said, thought or wanted what in one article.

Each sentence is read by itself; what stands in marks without a cue then falls to who speaks in its paragraph."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress

from analysis.features.attribution import CARRIED, MARKS, SPEAKING, TURN, Attribution
from analysis.features.bare_marks import announced, behind, beside, spoken
from analysis.features.cues import SPEECH, function_words
from analysis.features.dialogue import announces_block, block, signature, tag, turn
from analysis.features.reading import Reading
from analysis.features.sentence_cues import Analysis, analysis, triggers
from analysis.features.sentences import Span
from analysis.features.subjects import nearest_name, opening_subject

TURN_LINE = re.compile(r"^[^\S\n]*[A-Z][^\n:]{0,80}:", re.MULTILINE)
STOPS = frozenset(".!?…")
CLOSE = 3  # tokens between two quoted runs of one speaker
LONGEST_SENTENCE = 400  # tokens; a longer one is looked at piece by piece, so that time stays linear


@dataclass(slots=True)
class Thread:
    """What an article has told so far, from one paragraph to the next."""

    first: list[int]  # by number of a quotation: that of the first of those that it goes on with
    named: Counter[str]  # capitalised words, where the article has turns of an interview
    found: list[Attribution] = field(default_factory=list)
    owners: dict[int, Attribution] = field(default_factory=dict)  # by first quotation
    carried: Span | None = None  # who spoke last
    lead: Span | None = None  # whom a colon at the end of the paragraph before announces
    block: Span | None = None  # whom a verb of speech before that colon announces
    told: Attribution | None = None  # a quotation set off as paragraphs that may go on
    waiting: list[Span] = field(default_factory=list)  # paragraphs behind it that go on with it if a later one does


def attributions(r: Reading) -> list[Attribution]:
    """All that an article attributes to somebody, from its first sentence to its last."""
    first = [0]
    for number, mark in enumerate(r.quotations, 1):
        first.append(first[-1] if mark.continues else number)
    turns = TURN_LINE.search(r.text) is not None
    thread = Thread(first, Counter(compress(r.lower, r.upper)) if turns else Counter())
    for paragraph in paragraphs(r):
        add_paragraph(thread, paragraph)
    return thread.found


def paragraphs(r: Reading) -> Iterator[list[Analysis]]:
    """The sentences of each paragraph, each read by itself."""
    cued = list(compress(range(len(r.lower)), map(triggers().__contains__, r.lower)))
    found = 0  # cues before the sentence
    paragraph: list[Analysis] = []
    for (low, stop), opens in zip(r.sentences, r.opens, strict=True):
        if opens and paragraph:
            yield paragraph
            paragraph = []
        for start in range(low, stop, LONGEST_SENTENCE):
            end = min(stop, start + LONGEST_SENTENCE)
            while end > start and r.lower[end - 1] in STOPS and not r.quote[end - 1]:
                end -= 1
            last = bisect_left(cued, end, found)
            paragraph.append(analysis(r, start, end, cued[found:last]))
            found = bisect_left(cued, min(stop, start + LONGEST_SENTENCE), last)
    if paragraph:
        yield paragraph


def add_paragraph(thread: Thread, paragraph: Sequence[Analysis]) -> None:
    """Add the attributions of a paragraph to the thread, those of quoted runs that no cue claims included."""
    first, last = paragraph[0].sentence, paragraph[-1].sentence
    dialogue = turn(first, last.high, thread.named)
    if dialogue:
        thread.found.append(dialogue)
        thread.carried, thread.lead, thread.block, thread.told = dialogue.source, None, None, None
        return
    announcer, thread.block = thread.block, announces_block(paragraph[-1])
    if announcer and not thread.block and block(first):
        thread.told = Attribution(TURN, (first.low, first.low), "", SPEECH, announcer, [(first.low, last.high)])
        thread.found.append(thread.told)
    elif thread.told:
        go_on(thread, thread.told, paragraph)
    before = thread.found[-1] if thread.found else None
    if len(paragraph) == 1 and before and before.construction == CARRIED and before.content[-1][1] == first.low:
        before.source = signature(first) or before.source
    own_quotations(thread, paragraph)
    if any(unit.pieces for unit in paragraph):
        speaker = add_with_pieces(thread, paragraph)
    else:
        speaker = add_plain(thread, paragraph)
    thread.carried, thread.lead = speaker or thread.carried, announced(last)


def go_on(thread: Thread, told: Attribution, paragraph: Sequence[Analysis]) -> None:
    """Give a paragraph behind a quotation set off without marks to it, where somebody speaks of himself in it.

    Paragraphs between wait for that, as long as nobody else speaks in them."""
    span = paragraph[0].sentence.low, paragraph[-1].sentence.high
    if not block(paragraph[0].sentence) or any(others_speak(unit) for unit in paragraph):
        thread.told, thread.waiting = None, []
        return
    thread.waiting.append(span)
    lower = paragraph[0].sentence.reading.lower
    if not function_words("first_person").isdisjoint(lower[span[0] : span[1]]):
        told.content += thread.waiting
        thread.waiting = []


def others_speak(unit: Analysis) -> bool:
    """Whether somebody speaks in a sentence who does not call himself "I"."""
    speech, lower = unit.speech(), unit.sentence.reading.lower
    return bool(unit.pieces) or bool(speech and speech.source and lower[speech.source[0]] not in ("i", "we"))


def own_quotations(thread: Thread, paragraph: Sequence[Analysis]) -> None:
    """Note whose each quotation is that a cue of speech claims: later parts of it are the same speaker's."""
    for unit in paragraph:
        quote = unit.sentence.reading.quote
        for x in sorted(unit.found, key=lambda x: sum(b - a for a, b in x.content)):
            if x.construction in SPEAKING:
                for number in {thread.first[mark] for a, b in x.content for mark in set(quote[a:b]) if mark}:
                    thread.owners.setdefault(number, x)


def add_plain(thread: Thread, paragraph: Sequence[Analysis]) -> Span | None:
    """Add the attributions of a paragraph whose quotations all have a cue, and return who spoke last in it."""
    here: Span | None = None
    for unit in paragraph:
        thread.found += unit.found
        speech = unit.speech() if unit.found else None
        here = speech.source if speech else here
    return here


def add_with_pieces(thread: Thread, paragraph: Sequence[Analysis]) -> Span | None:
    """Add the attributions of a paragraph, give its unclaimed runs to a speaker, and return who spoke last in it."""
    quote = paragraph[0].sentence.reading.quote
    named_behind(thread, paragraph)
    spoke = [speaker(unit, paragraph[n - 1] if n else None) for n, unit in enumerate(paragraph)]
    later: list[Span | None] = [None] * (len(paragraph) + 1)
    for n in range(len(paragraph) - 1, -1, -1):
        later[n] = spoke[n] or later[n + 1]
    here: Span | None = None
    topic: Span | None = None  # what the last sentence without speech is about
    for n, unit in enumerate(paragraph):
        s = unit.sentence
        thread.found += unit.found
        for piece in unit.pieces:
            number = thread.first[quote[piece[0]]]
            owner = thread.owners.get(number)
            if owner:
                owner.content.append(piece)
            elif unit.whole:
                source = here or later[n] or thread.lead or topic or thread.carried
                add_run(thread, CARRIED, number, piece[0], source).content.append(piece)
            elif spoken(s, piece):
                source = (
                    going_on(unit, piece)
                    or beside(s, piece)
                    or here
                    or nearest_name(s.reading, s.low, piece[0], s.high)
                )
                add_run(thread, MARKS, number, piece[0], source).content.append(piece)
        known = None if unit.whole else next((behind(s, piece) for piece in unit.pieces), None)
        if spoke[n] or known:
            here, topic = spoke[n] or known, None
        elif not unit.whole:
            topic = opening_subject(s.reading, s.low, s.high) or topic
    return here


def speaker(unit: Analysis, before: Analysis | None) -> Span | None:
    """Who speaks in a sentence: by its cues, or as one who only says, behind a sentence in marks, that he spoke."""
    speech = unit.speech()
    if speech:
        return speech.source
    return tag(unit.sentence) if before and before.whole and not unit.found and not unit.pieces else None


def going_on(unit: Analysis, piece: Span) -> Span | None:
    """Whose words in marks stand right before a quoted run of the same sentence: "calling it “fair”, a “fine deal”"."""
    quote = unit.sentence.reading.quote
    near = [x for x in unit.found for _, b in x.content if x.source and quote[b - 1] and 0 < piece[0] - b <= CLOSE]
    return near[-1].source if near else None


def named_behind(thread: Thread, paragraph: Sequence[Analysis]) -> None:
    """Give the runs of a paragraph that nobody owns to who is named behind them."""
    quote = paragraph[0].sentence.reading.quote
    for unit in paragraph:
        for piece in [] if unit.whole else unit.pieces:
            number = thread.first[quote[piece[0]]]
            title = piece[0] > unit.sentence.low and not spoken(unit.sentence, piece)
            source = None if title or number in thread.owners else behind(unit.sentence, piece)
            if source:
                add_run(thread, MARKS, number, piece[0], source)


def add_run(thread: Thread, construction: str, number: int, start: int, source: Span | None) -> Attribution:
    """Add an attribution without a cue, that owns a quotation, and return it; its runs are added to it as they come."""
    x = Attribution(construction, (start, start), "", SPEECH, source, [])
    thread.owners[number] = x
    thread.found.append(x)
    return x
