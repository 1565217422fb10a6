"""Align: pair the questions of a letter with what answers them, in whichever of the usual ways the letter is built."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from askall.reading.alternatives import asked_of_each
from askall.reading.counting import counts_further, placed
from askall.reading.folding import content_stems
from askall.reading.in_order import in_order
from askall.reading.labels import RESPONSE_HEADING
from askall.reading.parts import LETTERS, Item, by_parts
from askall.reading.passage import Passage
from askall.reading.polarity import opening, without_options
from askall.reading.sent import FIRST_PART, firsts, questions_sent

_FOLLOWS_UP = re.compile(
    r"\W{0,2}(?:and )?(?:if (?:so|yes|no|not|applicable|you answered)\b|please also|please (?:respond|answer|state) )"
)


_SAME_AS = re.compile(
    r"(?:the )?(?:same|as)(?: (?:answer|response|reply))? (?:as )?(?:for |in |to |at )?"
    r"(?:(?:question|q|point|part|answer|no)\b[ .]*)?"
    r"(?P<number>\d{1,2}[a-h]?)(?: above)?\W*"
)
MOST_PARTS = 12
MOST_TOPIC, FEWEST_TOPICS = 5, 3  # words of a heading; questions that headings name before they are taken for such


@dataclass(slots=True)
class _Pairing:
    items: list[Item] = field(default_factory=list)
    by_number: dict[str, Item] = field(default_factory=dict)
    major: str = ""
    current: list[Item] = field(default_factory=list)
    row: tuple[int, int] = (-1, -1)
    sent: dict[str, Item] = field(default_factory=dict)  # the questions of our letter, of which the reply repeats none


def align(read: Sequence[Passage], letter: str = "") -> list[Item]:
    """The letter's questions in order, each with its answers (none if it has none).

    Answers find their question by number ("3. Yes", "Q3-5: N/A"), by standing under it, or by standing beside it in a
    table row. Where the reply numbers its answers and repeats no numbered question, they are those of `letter`, the one
    that was sent.
    """
    pairing = _Pairing()
    if _repeats_none(read):
        pairing.sent = _sent(letter)
        if counts_further(read, pairing.sent):
            pairing.sent = _placed(read, letter)
    topics = _topics(read, pairing.sent)
    for at, passage in enumerate(read):
        if at in topics:
            pairing.current = [topics[at]]
            pairing.items += [one for one in pairing.current if one not in pairing.items]
        elif passage.label == "heading" and (named := [one for one in passage.unit.numbers if one in pairing.sent]):
            pairing.current = [pairing.sent[one] for one in named]
            pairing.items += [one for one in pairing.current if one not in pairing.items]
        elif passage.label == "question":
            _ask(pairing, passage)
        elif passage.label in ("own", "argument"):
            _answer(pairing, passage)
        elif passage.label in ("greeting", "signature") or _begins_answers(passage, pairing):
            pairing.current = []
    _refer(pairing)
    return list(by_parts(pairing.items, pairing.sent))


def _refer(pairing: _Pairing) -> None:
    """ "Same answer as 4a": what answers that one answers this."""
    known = {one.number: one for one in pairing.items if one.number} | pairing.sent
    for item in pairing.items:
        found = _SAME_AS.fullmatch(item.answers[0].plain) if len(item.answers) == 1 else None
        other = known.get(found["number"]) if found else None
        if other and other is not item:
            item.answers[:] = [one for one in other.answers if not _SAME_AS.fullmatch(one.plain)]


def align_in_order(read: Sequence[Passage], letter: str) -> list[Item]:
    """As `align`, of a reply in running text whose paragraphs keep the order of the questions: by that order and their
    words. Good enough for what was said of a question, not for whether something was said at all."""
    places, sent = in_order(read, letter), _sent(letter)
    found: dict[str, Item] = {}
    for passage in read if sent else ():
        number = places.get((passage.part, passage.unit.block)) if passage.label == "own" else None
        if number:
            found.setdefault(number, sent[number]).answers.append(passage)
    return list(found.values())


def _repeats_none(read: Sequence[Passage]) -> bool:
    """Whether the answers find their numbers in the letter alone: the reply repeats no numbered question, or only below
    all its answers, as in a request quoted whole."""
    asked = [at for at, one in enumerate(read) if one.label == "question" and one.unit.numbers]
    told = [at for at, one in enumerate(read) if one.label == "own" and one.unit.numbers]
    return not asked or (len(told) > 1 and told[-1] < asked[0])


def _placed(read: Sequence[Passage], letter: str) -> dict[str, Item]:
    """The questions of the letter by the numbers under which the reply surely answers them."""
    found: dict[str, Item] = {}
    for number, part in placed(read, letter).items():
        asked = [Passage(-1, one, "question", letter[one.start : one.end]) for one in part.units]
        found[number] = Item(number, asked)
    return found


def _topics(read: Sequence[Passage], sent: Mapping[str, Item]) -> dict[int, Item]:
    """Headings that name, in words of ours, which of the questions sent is answered below them ("Paid leave")."""
    found: dict[int, Item] = {}
    for at, passage in enumerate(read) if sent else ():
        plain = passage.plain
        if passage.label not in ("own", "heading") or passage.unit.row >= 0 or passage.unit.numbers:
            continue
        if len(plain.split()) > MOST_TOPIC or plain[-1] in ".?!;" or not (stems := content_stems(plain)):
            continue
        shared = [(len(stems & one.stems()), one) for one in sent.values()]
        best, likely = max(shared, key=lambda one: one[0])
        if 2 * best >= len(stems) and sum(number == best for number, _ in shared) == 1:
            found[at] = likely
    return found if len({id(one) for one in found.values()}) >= FEWEST_TOPICS else {}


def _sent(letter: str) -> dict[str, Item]:
    found: dict[str, Item] = {}
    before = ""
    for number, asked in questions_sent(letter):
        item = Item(number, [Passage(-1, one, "question", letter[one.start : one.end]) for one in asked], before=before)
        before = item.subject[-600:]
        found.setdefault(number, item)
        if FIRST_PART.match(item.question):
            found.setdefault(f"{number}a", item)
        for letter in LETTERS[: len(asked_of_each(item.question))]:
            found.setdefault(f"{number}{letter}", item)
    found |= {whole: found[first] for whole, first in firsts(found).items()}
    return found if len(found) > 1 else {}  # numbers in the reply to a single question count something else


def _listed(items: Sequence[Item]) -> Sequence[Item]:
    """The questions that answers count through: the bullets among them, where there are several, without the sentences
    that lead to them."""
    bullets = [one for one in items if one.asked[0].unit.mark == "bullet"]
    return bullets if len(bullets) > 1 else items


def _with_parts(pairing: _Pairing) -> list[Item]:
    """The numbered question whose parts, without numbers or answers of their own, stand between it and the answer."""
    last = pairing.current[0]
    if _FOLLOWS_UP.match(last.question) and not last.answers:
        return _led_to(pairing)
    if last.number or last.answers or not pairing.items or pairing.items[-1] is not last:
        return []
    for behind in range(2, min(MOST_PARTS, len(pairing.items)) + 1):
        item = pairing.items[-behind]
        if item.answers:
            return []
        if item.number:
            return [item] if behind > 2 else []
    return []


def _led_to(pairing: _Pairing) -> list[Item]:
    """The question behind its follow-ups ("If yes, …", "If no, …"), where one answer stands below them all."""
    for item in reversed(pairing.items):
        if item.answers:
            return []
        if not _FOLLOWS_UP.match(item.question):
            return [item]
    return []


def _begins_answers(passage: Passage, pairing: _Pairing) -> bool:
    """A "Response" heading under a block of several questions: the answers find their questions by number."""
    if passage.label != "heading" or not RESPONSE_HEADING.match(passage.plain):
        return False
    last = [item for item in pairing.items[-2:] if not item.answers]
    return len(last) > 1 and len({bool(item.number) for item in last}) == 1


def _ask(pairing: _Pairing, passage: Passage) -> None:
    if pairing.items and not without_options(passage.plain):
        pairing.items[-1].asked.append(passage)
        return
    number = _full_number(pairing, passage.unit.numbers)
    open_item = pairing.current[0] if len(pairing.current) == 1 else None
    if (
        open_item
        and not open_item.answers
        and not number
        and (_FOLLOWS_UP.match(passage.plain) or (passage.unit.mark != "bullet" and _same(open_item, passage)))
    ):
        open_item.asked.append(passage)
        return
    known = pairing.by_number.get(number) if number else None
    if known and not known.answers and _repeats(known, passage):
        item = known
    else:
        item = Item(number, [passage], before=pairing.items[-1].subject[-600:] if pairing.items else "")
        pairing.items.append(item)
    if number:
        pairing.by_number[number] = item
        if FIRST_PART.match(passage.plain):
            pairing.by_number.setdefault(number + "a", item)
    pairing.current = [item]
    pairing.row = (passage.part, passage.unit.row) if passage.unit.row >= 0 else (-1, -1)


def _same(item: Item, passage: Passage) -> bool:
    """A question of two sentences stays one: they stand in one paragraph, or the first is a bare heading."""
    last = item.asked[-1]
    return last.unit.block == passage.unit.block or last.plain[-1] == ":" or not item.stems()


def _repeats(item: Item, passage: Passage) -> bool:
    own, other = item.stems(), content_stems(passage.plain)
    return bool(own & other) or not own or not other


def _full_number(pairing: _Pairing, numbers: Sequence[str]) -> str:
    """ "a" under question 2 is 2a; sub-numbers keep their place."""
    if not numbers:
        return ""
    number = numbers[0]
    if number[0].isdigit():
        pairing.major = number.rstrip("abcdefgh")
        return number
    return pairing.major + number


def _in_letter(pairing: _Pairing, number: str, passage: Passage) -> str:
    """The number of the letter's question; "4a: No" answers question 4, where the letter numbers no parts."""
    if number in pairing.sent:
        return number
    whole = number.removesuffix("a")
    return whole if whole != number and whole in pairing.sent and opening(passage.plain) in ("yes", "no") else ""


def _answer(pairing: _Pairing, passage: Passage) -> None:
    numbers = passage.unit.numbers
    if len(numbers) == 1:
        numbers = (_full_number(pairing, numbers),)
    wanted = [pairing.by_number[one] for one in numbers if one in pairing.by_number]
    if not wanted and not pairing.by_number and not any(one in pairing.sent for one in numbers):
        asked = _listed(pairing.items)
        wanted = [asked[int(one) - 1] for one in numbers if one.isdigit() and 0 < int(one) <= len(asked)]
    if not wanted:
        wanted = [pairing.sent[one] for one in (_in_letter(pairing, one, passage) for one in numbers) if one]
        pairing.items += [one for one in wanted if not one.answers]
    if not numbers and len(pairing.current) == 1:
        pairing.current = [*_with_parts(pairing), *pairing.current]
    if wanted and not (
        len(wanted) == 1 and wanted[0].answers and passage.unit.mark == "item" and pairing.current == wanted
    ):
        pairing.current = wanted
    for item in pairing.current:
        item.answers.append(passage)
