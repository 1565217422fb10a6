"""Passages: every unit of the texts with its label, in the order of reading.

Labels: "own" (the body's own words about this request), "question" (the request echoed), "heading", "boilerplate" (in every
letter), "general" (what may come of a request), "argument" (public interest and harm), "greeting", "signature".
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from askall.reading.echoes import answers_in_its_words, answers_marked, is_news, repeats, says_of_asked
from askall.reading.figures import is_bare
from askall.reading.folding import fold, words
from askall.reading.labels import (
    ARGUMENT,
    ARGUMENT_HEADING,
    FURNITURE,
    GREETING,
    REQUEST_HEADING,
    REQUEST_LEAD,
    RESPONSE_HEADING,
    RESPONSE_LEAD,
    SIGN_OFF,
    asks_requester,
    is_bare_request,
    is_body_voice,
    is_boilerplate,
    is_intro,
    is_nominal,
    is_prospect,
    is_question,
    is_requester_voice,
    opens_like_request,
    opens_prospect,
    restates,
)
from askall.reading.looks import by_looks, said
from askall.reading.neighbours import beside_others
from askall.reading.passage import Passage
from askall.reading.polarity import opening, without_options
from askall.reading.quoting import answers_between, points_below, points_inside, spans_of
from askall.reading.records import Span, Text
from askall.reading.segmenting import Unit, plain_text, units
from askall.reading.sent import Echo, echo_of
from askall.reading.ticks import ticked
from askall.study.records import Question

HEADING_LENGTH = 140
SHORT_ANSWER = 6  # words
# The longest of 137 real replies has 7,700 words, some 600 units. What lies beyond these bounds is data, not a letter.
MOST_CHARACTERS = 250_000
MOST_UNITS = 6_000
TITLE_WORDS = 8  # lines shorter than this, before any sentence, are titles and addresses
_RUN_IN = re.compile(
    r"^(?:(?:ateb|ymateb) ?/ ?)?(?:(?:our|council|trust|force|the) )?(response|answer|reply|request|question|you asked|our answer)[ ]?(?:\([^)]{0,30}\) ?)?[:\-](?!$)[ ]*"
)
_RELYING = re.compile(r"\b(?:exempt\w*|den(?:y|ies|ied)|withh\w+|virtue|refus\w+|not held|do not hold|does not hold)\b")
_STARRED = re.compile(r"\*\*?\w")  # bold type, as mail programs write it in plain text
# Below the signature: how to complain, counted off as steps or as questions.
_RIGHTS = re.compile(
    r"^(?:(?:our|the|your) )?(?:complaints?|(?:internal )?reviews?|appeals?)(?:,? (?:and|&|or) (?:complaints?|reviews?|appeals?))?"
    r" (?:procedures?|process|rights|policy)\W*$"
)
_ANNEX = re.compile(r"^(?:annex|appendix|schedule|attachment|enclosure|part)\b.{0,80}$")
# "We need more time to consider the public interest": news of the request, not the test itself.
_MORE_TIME = re.compile(r"\b(?:more|further|additional|extra) time\b|\bextend\w*|\bextension\b")
_SUBSTANCE = re.compile(r"\b(?:held|exempt|hold|attached|provid|answer|yes|no|respon|withh|clarif|receiv|\d)\b")


@dataclass(slots=True)
class _State:
    """Where in the letter we are: "own", "request", "answer", "argument", "tail" (after the signature) or "rights" (below it)."""

    mode: str = "own"
    tail: int = 0
    sticky: int = -1  # block of which the rest is boilerplate too
    prospect: int = -1  # block of "we will:", of which the items that follow are only possible
    opened: bool = False  # whether a sentence has been met; before it stand titles and addresses
    letter: frozenset[tuple[str, ...]] = frozenset()  # runs of words of the letter sent
    sent: frozenset[str] = frozenset()  # its sentences
    questions: tuple[frozenset[str], ...] = ()  # the words of meaning of each of its questions
    asked: set[str] = field(default_factory=set)  # questions met, so that a second copy is known again
    numbers: set[str] = field(default_factory=set)  # numbers of the questions in the echoed block
    paragraph: int = 0  # the last number of the letter's own paragraphs
    row: int = -1  # of the table, whose first cells asked something
    spoken: bool = False  # whether anything was said: thanks before that do not end the letter


def passages(texts: Sequence[Text], letter: str = "", questions: tuple[Question, ...] = ()) -> list[Passage]:
    """Every unit of every text, labelled. `letter` is what was sent: whatever repeats it is echo.

    Quoted text is read only where the sender points to it or says nothing himself (answers written into the request).
    """
    asked = echo_of(letter)
    found: list[Passage] = []
    for part, text in enumerate(texts):
        if len(found) < MOST_UNITS:
            found.extend(beside_others(by_looks(_of_text(part, text, asked), text.marks), letter, questions))
    return found[:MOST_UNITS]


def _of_text(part: int, text: Text, asked: Echo) -> list[Passage]:
    spans = answers_marked(said(spans_of(text.text, text.spans), text.marks), text.text, asked)
    if answers_between(spans, text.text):
        return _read(part, text.text, [span for span in spans if span.kind in ("own", "signature", "marked")], asked)
    speaking_spans = [span for span in spans if span.kind in ("own", "signature")]
    own = _unmasked(_whole_requests(_read(part, text.text, speaking_spans, asked)))
    forwarded = [span for span in spans if span.kind == "forwarded"]
    quoted = [span for span in spans if span.kind in ("quoted", "marked")]
    speaking = [one for one in own if one.label == "own"]
    if forwarded and not _says_something(speaking):
        return own + _read(part, text.text, forwarded, asked)
    if quoted and _looks_inside(speaking):
        within = _read(part, text.text, quoted, asked, mode="request")
        return own + [replace(one, inside=True) for one in within]
    return own


def _whole_requests(read: list[Passage]) -> list[Passage]:
    """All that stands between "Your request:" and "Our response:" is the request, whoever seems to speak, unless it has
    answers in it."""
    asked = -1
    for at, passage in enumerate(read):
        if passage.label != "heading":
            continue
        if RESPONSE_HEADING.match(passage.plain):
            between = read[asked + 1 : at]
            if asked >= 0 and not any(_answers_within(one) for one in between):
                read[asked + 1 : at] = [
                    replace(one, label="question") if one.label in ("own", "argument") else one for one in between
                ]
            asked = -1
        elif REQUEST_HEADING.match(passage.plain) or REQUEST_LEAD.search(passage.plain):
            asked = at if asked < 0 else asked
    return read


def _answers_within(passage: Passage) -> bool:
    plain = passage.plain
    if passage.label not in ("own", "argument"):
        return False
    return (
        passage.said
        or passage.unit.mark == "a"
        or passage.unit.cell > 0
        or bool(opening(plain) or _RELYING.search(plain) or plain[:1].isdigit() or len(plain.split()) < SHORT_ANSWER)
    )


def _unmasked(own: list[Passage]) -> list[Passage]:
    """Where an echoed request seems to swallow the whole letter, what does not ask for anything is the answer."""
    if any(one.label == "own" and not points_below(one.plain) for one in own):
        return own
    return [
        replace(one, label="own")
        if one.label == "question"
        and not (is_question(one.plain) or is_requester_voice(one.plain) or one.unit.mark == "q")
        and without_options(one.plain)
        else one
        for one in own
    ]


def _looks_inside(speaking: Sequence[Passage]) -> bool:
    """The sender points into the quoted request, or says nothing but "please see below"."""
    if any(points_inside(one.plain) for one in speaking):
        return True
    return all(points_below(one.plain) for one in speaking)


def _says_something(speaking: Sequence[Passage]) -> bool:
    return any(_SUBSTANCE.search(one.plain) for one in speaking)


def _read(part: int, text: str, spans: Sequence[Span], asked: Echo, mode: str = "own") -> list[Passage]:
    state = _State(mode, letter=asked.runs, sent=asked.sentences, questions=asked.questions)
    found: list[Passage] = []
    folded = plain_text(text)
    for span in spans[:MOST_UNITS]:
        if span.kind == "signature":  # mail has told it already; what stands below it is no part of the answer
            state.mode, state.tail = "tail", 0
            continue
        stop = min(span.end, span.start + MOST_CHARACTERS)
        cut = units(text, span.start, stop, folded, asked.lines)[: MOST_UNITS - len(found)]
        for unit in _without_run_in(text, cut):
            label = _label(unit[0], unit[1], state)
            if mode == "request" and label == "question" and _written_in(text[unit[0].start : unit[0].end]):
                label = "own"
            own = (
                mode == "request"
                and label == "own"
                and (state.letter or _written_in(text[unit[0].start : unit[0].end]))
            )
            if span.kind == "marked" and label not in ("greeting", "signature") and not own:
                label, state.mode = "question", "own"
            state.spoken = state.spoken or label in ("own", "intro", "question", "argument")
            if label in ("own", "intro") and unit[0].numbers == (str(state.paragraph + 1),):
                state.paragraph += 1
            if label == "question":
                state.opened, state.row = True, unit[0].row
                state.asked.add(unit[0].plain)
                state.numbers.update(unit[0].numbers)
            found.append(Passage(part, unit[0], label, text[unit[0].start : unit[0].end], said=unit[1] == "answer"))
    return found


def _written_in(raw: str) -> bool:
    """Whether words within a quoted request look like an answer typed into it: in capitals, or in bold."""
    capitals = raw.isupper() and sum(sign.isalpha() for sign in raw) > 2 and not raw.rstrip().endswith((":", "?"))
    return capitals or bool(_STARRED.match(raw))


def _without_run_in(text: str, cut: Sequence[Unit]) -> Iterator[tuple[Unit, str]]:
    """Split "Response: Yes" into its heading's meaning and "Yes"."""
    for unit in cut:
        found = _RUN_IN.match(fold(text[unit.start : min(unit.end, unit.start + 60)]))
        if not found:
            yield unit, ""
            continue
        word = "request" if found[1] in ("request", "question", "you asked") else "answer"
        start = unit.start + found.end()
        plain = ticked(" ".join(fold(text[start : unit.end]).split()))
        yield (replace(unit, start=start, plain=plain), word) if plain else (unit, "")


def _label(unit: Unit, run_in: str, state: _State) -> str:
    plain = unit.plain
    if not without_options(plain):
        return "question"  # "Yes/No", printed behind it
    if state.prospect >= 0 and unit.mark in ("bullet", "item"):
        return "general"
    if unit.row >= 0 and unit.row == state.row and not plain.endswith("?"):
        return "own"  # beside the question, in its row, stands the answer
    if run_in:
        state.mode = run_in
        return "question" if run_in == "request" else "own"
    if len(plain) < HEADING_LENGTH and (heading := _heading(unit, state)):
        return heading
    if state.mode == "rights":
        return "boilerplate"
    if state.mode == "tail" and _tail(unit, state):
        return "signature"
    if unit.mark == "q" and _answers_block(unit, state):
        return _own(unit, state)
    if unit.mark == "q" or (len(plain) > 12 and plain in state.asked):
        return "question"
    if plain in state.sent or (repeats(plain, state.letter) and not answers_in_its_words(plain, state.letter)):
        state.mode = "request" if state.mode != "answer" else state.mode
        return "question"
    return _sentence(unit, state)


def _sentence(unit: Unit, state: _State) -> str:
    plain = unit.plain
    if restates(plain) and not state.numbers:  # where questions are numbered, answers find theirs by number
        return "question"
    if is_intro(plain) and not plain.endswith(":"):
        return "intro"
    if state.mode != "request" and _answers_item(unit, state):
        return _own(unit, state)
    if (unit.block == state.sticky and not _RELYING.search(plain)) or (
        is_boilerplate(plain) and not says_of_asked(plain, state.questions)
    ):
        state.sticky = unit.block if len(plain) > 60 or unit.block == state.sticky else -1
        return "boilerplate"
    if state.mode not in ("request", "answer") and _foreseen(unit, state):
        return "general"
    if RESPONSE_LEAD.search(plain) and not is_question(plain):
        state.mode = "answer"
        return _own(unit, state)
    if REQUEST_LEAD.search(plain) and not _RELYING.search(plain):
        state.mode = "request"
        return "heading" if plain.endswith(":") else "question"
    if state.mode == "request":
        return _in_request(unit, state)
    if (state.mode == "own" or (state.mode == "answer" and state.letter)) and asks_requester(plain):
        return "own"
    fresh = state.letter and is_news(plain, state.letter)
    named = (unit.mark and is_nominal(plain)) or (unit.row < 0 and is_bare_request(plain) and not fresh)
    if (named and not opening(plain)) or (is_question(plain) and not is_body_voice(plain)):
        return "question"
    inline = state.mode == "inline" and unit.numbers and opens_like_request(plain) and not is_body_voice(plain)
    return "question" if inline else _own(unit, state)


def _foreseen(unit: Unit, state: _State) -> bool:
    """Whether a unit belongs to a list, or is a sentence, of what may come of the request."""
    if opens_prospect(unit.plain):
        state.prospect = unit.block
        return True
    state.prospect = -1
    return is_prospect(unit.plain)


def _answers_item(unit: Unit, state: _State) -> bool:
    """ "6. Yes, we follow the complaints procedure" is no boilerplate."""
    if len(unit.plain) >= HEADING_LENGTH or is_question(unit.plain):
        return False
    return bool(opening(unit.plain) or (unit.numbers and unit.numbers[0] in state.numbers))


def _answers_block(unit: Unit, state: _State) -> bool:
    """ "Q2 - £21,750" below "Response", where the questions stand in a block above: an answer that names its question.
    "Q1: Yes" is one anywhere, and so is whatever has words that neither ask nor stand in the letter sent."""
    if is_question(unit.plain) or unit.plain in state.asked:
        return False
    if opening(unit.plain):
        return True
    if is_nominal(unit.plain) or repeats(unit.plain, state.letter):
        return False
    below = state.mode == "answer" and len(state.asked) > 1
    return below or (bool(state.letter) and not state.numbers and is_news(unit.plain, state.letter))


def _own(unit: Unit, state: _State) -> str:
    if not state.opened and not unit.numbers and not unit.mark and unit.row < 0:
        if len(unit.plain.split()) < TITLE_WORDS and unit.plain[-1] not in ".!;" and state.mode == "own":
            return "heading"
        state.opened = True
    if state.mode == "argument":
        if not (unit.numbers or unit.mark == "a" or is_body_voice(unit.plain)):
            return "argument"
        state.mode = "answer"
    return "argument" if ARGUMENT.search(unit.plain) and not _MORE_TIME.search(unit.plain) else "own"


def _in_request(unit: Unit, state: _State) -> str:
    """Inside the echoed request. Numbers that start again, the body's own voice, or words that the letter sent does
    not have, end it."""
    plain = unit.plain
    if (
        state.letter
        and not unit.numbers
        and not is_question(plain)
        and not {(one,) for one in words(plain)} <= state.letter
    ):
        return "own"
    if state.paragraph > 1 and unit.numbers == (str(state.paragraph + 1),) and not is_question(plain):
        state.mode, state.paragraph = "own", state.paragraph + 1  # a letter whose own paragraphs are numbered through
        return "own"
    if (
        unit.mark == "a"
        or (unit.numbers and is_bare(plain))
        or (is_body_voice(plain) and not is_requester_voice(plain))
    ):
        state.mode = "inline"
        return "own"
    if unit.numbers and unit.numbers[0] in state.numbers and not is_question(plain) and len(plain) < HEADING_LENGTH:
        state.mode = "answer"
        return "own"
    if unit.cell > 0 and unit.row >= 0 and not is_question(plain):
        return "own"
    return "question"


def _heading(unit: Unit, state: _State) -> str:
    plain = unit.plain
    if GREETING.match(plain):
        state.mode, state.opened = "own", True
        return "greeting"
    if SIGN_OFF.match(plain) and (state.spoken or "thank" not in plain):
        state.mode, state.tail = "tail", 0
        return "signature"
    if FURNITURE.match(plain) and opening(plain) not in ("yes", "no"):
        return "heading"
    if REQUEST_HEADING.match(plain) or (unit.mark == "q" and not plain):
        state.mode = "request"
        return "heading"
    if RESPONSE_HEADING.match(plain):
        state.mode = "answer"
        return "heading"
    if ARGUMENT_HEADING.match(plain):
        state.mode = "argument"
        return "heading"
    if _RIGHTS.match(plain) and state.tail:
        state.mode = "rights"
        return "heading"
    if _ANNEX.match(plain) and state.mode in ("tail", "rights"):
        state.mode = "own"
        return "heading"
    return ""


def _tail(unit: Unit, state: _State) -> bool:
    """After the signature come names, addresses and disclaimers; an annex or numbered questions end it."""
    state.tail += 1
    if unit.mark in ("q", "a") or (unit.numbers and len(unit.plain) > 15 and unit.numbers[0] == "1"):
        state.mode = "own"
        return False
    if state.tail > 12 and len(unit.plain) > 40 and not is_boilerplate(unit.plain):
        state.mode = "own"
        return False
    return True


def looks_requested(passage: Passage) -> bool:
    """Whether a passage may be an item of the request even where no heading says so."""
    return passage.label == "question" or (passage.inside and opens_like_request(passage.plain))
