"""The part of a letter that answers: a phrase for each question, laid out as the house does it."""

from collections.abc import Callable
from dataclasses import dataclass

from askall.simulation.letters import Block, Case, Statement
from askall.simulation.phrases import choose, fill, fragments

WORDS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass(frozen=True, slots=True)
class Item:
    """One question with what the council says to it. `text` is "" where it passes over the question."""

    number: int
    question: str
    asked: str
    value: str
    text: str


def items(case: Case, answers: dict[str, str], replaced: dict[str, str]) -> list[Item]:
    """What the council says to each question; `replaced` gives other words (a refusal) for some of them."""
    bare = case.house.layout != "prose"
    return [
        Item(
            number,
            question,
            asked,
            answers[question],
            replaced.get(question) or _phrase(case, question, answers[question], bare),
        )
        for number, (question, asked) in enumerate(case.questions, 1)
    ]


def _phrase(case: Case, question: str, value: str, bare: bool) -> str:
    table = fragments("answers")[question]
    fields = case.fields | {"maker": case.house.maker}
    if question == "camera_count":
        value, fields = _count(case, value, fields)
    kinds = table[value]
    options = kinds["bare"] if bare else kinds["full"]
    return fill(case.rng.choice(options), fields) if options else ""


def _count(case: Case, value: str, fields: dict[str, str]) -> tuple[str, dict[str, str]]:
    """How a number is told: as one figure, in words, as parts that must be added up, or as "over"."""
    if value == "0":
        return "zero", fields
    if not value.isdecimal():
        return value, fields
    number, rng = int(value), case.rng
    if number % 10 == 0 and number >= 20 and rng.random() < 0.6:
        return "over", fields | {"n": f"{number:,}"}
    kind = rng.choices(["number", "two_parts", "three_parts"], [72, 18, 10])[0] if number >= 9 else "number"
    first = rng.randint(1, number - 4) if number >= 9 else 0
    second = rng.randint(1, number - first - 1) if kind == "three_parts" else number - first
    shown = (
        WORDS[number] if number < len(WORDS) and case.house.layout != "prose" and rng.random() < 0.3 else f"{number:,}"
    )
    return kind, fields | {"n": shown, "a": str(first), "b": str(second), "c": str(number - first - second)}


def lay_out(case: Case, said: list[Item]) -> list[Block]:
    """The blocks of the answers; what they state is noted in `case.said`."""
    return _LAID_OUT[case.house.layout](case, said)


def _state(case: Case, item: Item, text: str = "", after: str = "") -> None:
    if item.text:
        case.said.append(Statement(item.question, item.value, text or item.text, after))


def _numbered(case: Case, item: Item) -> str:
    return f"{case.house.numbering.format(n=item.number)} {item.asked}"


def _pairs(case: Case, said: list[Item]) -> list[Block]:
    request, response = case.house.heads
    blocks: list[Block] = []
    for item in said:
        blocks += [Block("heading", f"{request} {item.number}"), Block("question", item.asked)]
        blocks += [Block("heading", response), Block("answer", item.text)]
        _state(case, item, after=item.asked)
    return blocks


def _inline(case: Case, said: list[Item]) -> list[Block]:
    blocks: list[Block] = []
    for item in said:
        blocks += [Block("question", _numbered(case, item)), Block("answer", item.text)]
        _state(case, item, after=item.asked)
    return blocks


def _lettered(case: Case, said: list[Item]) -> list[Block]:
    blocks: list[Block] = []
    for item in said:
        answer = f"A{item.number}. {item.text}"
        blocks += [Block("question", f"Q{item.number}. {item.asked}"), Block("answer", answer)]
        _state(case, item, answer)
    return blocks


def _table(case: Case, said: list[Item]) -> list[Block]:
    rows: list[tuple[str, ...]] = [case.house.heads]
    for item in said:
        rows.append((_numbered(case, item), item.text))
        _state(case, item, after=item.asked)
    return [Block("table", rows=tuple(rows))]


def _numbers(case: Case, said: list[Item]) -> list[Block]:
    blocks = [Block("heading", choose(case.rng, fragments("shells"), "answer_intro"))]
    for item in said:
        line = f"{case.house.numbering.format(n=item.number)} {item.text}"
        blocks.append(Block("answer", line))
        _state(case, item, line)
    return blocks


def _prose(case: Case, said: list[Item]) -> list[Block]:
    """Running text: the last two answers often share a paragraph, and a question passed over leaves no trace."""
    texts = [item.text for item in said if item.text]
    for item in said:
        _state(case, item)
    cut = case.rng.randint(1, len(texts))
    return [Block("answer", " ".join(part)) for part in (texts[:cut], texts[cut:]) if part]


def _interleaved(case: Case, said: list[Item]) -> list[Block]:
    """Answers between the ">" lines of the original."""
    blocks = [Block("wrote")]
    for item in said:
        blocks += [Block("cited", f"{item.number}. {item.asked}"), Block("answer", item.text)]
        _state(case, item, after=item.asked)
    return blocks


def _worked_in(case: Case, said: list[Item]) -> list[Block]:
    """Answers typed into the original below its From/Sent/To/Subject block, where a mail program sees a quotation."""
    mark = case.rng.choice(["", "Answer: ", "** ", "[Council] ", "- "])
    blocks = [
        Block("original"),
        Block("question", f"Dear {case.body.name},"),
        Block("question", "I would like to be given the following information."),
    ]
    for item in said:
        answer = f"{mark}{item.text}"
        blocks += [Block("question", f"{item.number}. {item.asked}"), Block("answer", answer)]
        _state(case, item, answer, item.asked)
    return blocks


_LAID_OUT: dict[str, Callable[[Case, list[Item]], list[Block]]] = {
    "pairs": _pairs,
    "inline": _inline,
    "lettered": _lettered,
    "table": _table,
    "numbers": _numbers,
    "prose": _prose,
    "interleaved": _interleaved,
    "worked_in": _worked_in,
}
