"""What a language model's answer must stand up to before it is suggested: its value is one that the codebook allows,
its words are the body's own and stand in the text to the character, they speak of what was asked, a figure can be read
from them by our own rules and their polarity is not the opposite. The second look comes after (model_reading.py).

Checked are whole sentences, however few of their words the model quotes: "the council uses Larkvision" is no answer
where the letter says "It is not true that the council uses Larkvision".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from askall.foundation.errors import BadInput
from askall.foundation.quoting import places
from askall.reading.dates import dates_in
from askall.reading.figures import counts, money
from askall.reading.folding import fold
from askall.reading.hiding import HiddenText
from askall.reading.meanings import denies, meaning_of, says
from askall.reading.model_pieces import Piece
from askall.reading.model_prompt import Given
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.polarity import opening, stances
from askall.reading.records import Evidence, Text
from askall.reading.subjects import matching, subject
from askall.study.codebook import check_answer
from askall.study.records import MISSING, Question

LONGEST_QUOTE = 1200  # characters; what is longer than a few sentences shows nobody where the answer stands
OWN = ("own", "intro")
ECHO = "question"
POLAR = ("yes", "no", "formerly")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as its reading sees it: texts, what of them may leave, the passages, and the questions it repeats."""

    texts: Sequence[Text]
    hidden: Sequence[HiddenText]
    passages: Sequence[Passage]
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one answer: a value as the codebook writes it, with its words, or `why` it is not taken."""

    value: str
    evidence: Evidence | None = None
    shown: str = ""  # the words as they may leave
    why: str = ""


def checked(question: Question, given: Given, piece: Piece, letter: Letter) -> Checked:
    """The answer with its words as they were received, or the first reason against it."""
    try:
        value = value_of(question, given.value)
    except BadInput as error:
        return Checked(str(given.value)[:200], why=f"no value of the codebook: {error}")
    found = _passages_of(given.quote, piece, letter)
    if isinstance(found, str):
        return Checked(value, why=found)
    own = [one for one in found if one.label in OWN]
    part, end = found[0].part, max(one.unit.end for one in found)
    start = _beginning(question, own, found, letter)
    if start is None:
        return Checked(value, why="the quote does not say what it speaks of")
    if end - start > LONGEST_QUOTE:
        return Checked(value, why=f"the quote has {end - start} characters, which is no evidence but a text")
    why = contradiction(question, value, own, letter.texts[part])
    evidence = Evidence(letter.texts[part].text[start:end], part, start, end)
    return Checked(value, evidence, letter.hidden[part].hidden(start, end), why)


def value_of(question: Question, given: Any) -> str:
    """A model's value as the codebook writes it. Raises BadInput where it allows none such."""
    if isinstance(given, bool):
        given = "yes" if given else "no"
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        given = "; ".join(given) if question.kind == "list" else given[0] if len(given) == 1 else given
    if not isinstance(given, (str, int, float)):
        raise BadInput(f"“{str(given)[:80]}” is no answer to “{question.id}”.")
    if isinstance(given, str) and question.kind in ("number", "money"):
        given = given.strip().removeprefix("£")
    value = check_answer(question, given)
    if value in MISSING:
        raise BadInput(f"“{value}” is a code for a missing answer, and no value.")
    return value


def _passages_of(quote: str, piece: Piece, letter: Letter) -> list[Passage] | str:
    """The sentences in which the quote stands, the body's own among them; or why there are none."""
    if not any(map(str.isalnum, quote)):
        return "without a quote"
    met = False
    for one in piece:
        hidden = letter.hidden[one.part]
        for start, end in places(quote, hidden.text):
            if one.start <= start and end <= one.end:
                met = True
                begin, stop = hidden.original(start, end)
                found = [
                    each
                    for each in letter.passages
                    if each.part == one.part and each.unit.start < stop and each.unit.end > begin
                ]
                if any(each.label in OWN for each in found):
                    return [each for each in found if each.label in (*OWN, ECHO)]
    if not met:
        return "the quote does not stand in the text"
    return "the quote is not the body's own answer: the request repeated, quoted mail, or what stands in every letter"


def _beginning(question: Question, own: Sequence[Passage], found: Sequence[Passage], letter: Letter) -> int | None:
    """From where on the words say by themselves what they speak of: from the quote's first sentence, or from the
    question of the letter that stands above it; None if they do not."""
    start, about = min(one.unit.start for one in found), subject(question)
    listed = question.kind == "list" and not about.names  # its items stand in the quote themselves
    if listed or not (about.names or about.topics) or any(about.named(one.plain) for one in found):
        return start
    for match in matching(about, letter.items)[:1]:
        answering = {(one.part, one.unit.start) for one in match.item.answers}
        if any((one.part, one.unit.start) in answering for one in own):
            asked = [one.unit.start for one in match.item.asked if one.part == own[0].part]
            return min((one for one in asked if one < start), default=None)
    return None


def contradiction(question: Question, value: str, own: Sequence[Passage], text: Text) -> str:
    """Why our own rules do not let these words say this value; "" where they do, or have no rule for it."""
    if question.kind in ("number", "money"):
        return "" if _figure_stands(question.kind, float(value), own) else "the figure cannot be read from the quote"
    if question.kind == "date":
        days = {found.day.isoformat() for one in own for found in dates_in(one.plain, text.sent_on)}
        return "" if value in days else "the date cannot be read from the quote"
    if question.kind == "choice":
        return _polarity(value, own) or _unsaid(value, own)
    words = [value] if question.kind == "text" else value.split("; ")
    missing = [one for one in words if not _said(one, own)]
    return f"“{missing[0][:80]}” does not stand in the quote" if missing else ""


def _figure_stands(kind: str, value: float, own: Sequence[Passage]) -> bool:
    if value == 0 and any(opening(one.plain) == "no" for one in own):
        return True
    read = counts if kind == "number" else money
    return any(not found.bound and found.value == value for one in own for found in read(fold(one.raw)))


def _polarity(value: str, own: Sequence[Passage]) -> str:
    if any(denies(value, one.plain) for one in own):
        return f"the rule reader finds that the quote denies “{value}”"
    said = {stance for one in own for stance in stances(one.plain)}
    if value.casefold() not in POLAR or not said or value.casefold() in said:
        return ""
    return f"the rule reader reads “{', '.join(sorted(said))}” in the quote"


def _unsaid(value: str, own: Sequence[Passage]) -> str:
    """Whether letters have words for this choice, and the quote has none of them: "security" is no reason that "No,
    there are no plans" gives."""
    if value.casefold() in POLAR or meaning_of(value) is None or any(says(value, one.plain) for one in own):
        return ""
    return f"the rule reader finds no word for “{value}” in the quote"


def _said(words: str, own: Sequence[Passage]) -> bool:
    """Whether something stands in the body's words: as it is written, or as letters say it."""
    plain = fold(words).replace("_", " ").strip()
    return any(plain in one.plain or says(words, one.plain) for one in own) or any(
        places(words, one.raw) for one in own
    )


def same_value(question: Question, value: str, looked: Any) -> bool:
    """Whether the second look gave this value too. The order of a list does not matter, nor the letters' case."""
    try:
        other = value_of(question, looked)
    except BadInput:
        return False
    if question.kind == "list":
        return {one.casefold() for one in value.split("; ")} == {one.casefold() for one in other.split("; ")}
    return " ".join(value.split()).casefold() == " ".join(other.split()).casefold()
