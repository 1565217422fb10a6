"""The values of answers as text in a dataset: numbers with their thousands separators, lists by semicolon."""

import re
from decimal import Decimal

from askall.study.records import Question

# "1,234", "£350,000.50", "-3": what coders write. Words ("about 200") are not numbers; a coder decides what they mean.
NUMBER = re.compile(r"[-−]?£?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{1,20})?")


def number_of(answer: str) -> Decimal | None:
    """The number that `answer` is, or None."""
    text = answer.strip()
    if not NUMBER.fullmatch(text):
        return None
    return Decimal(text.translate(str.maketrans("−", "-", "£,")))


def items(answer: str, question: Question) -> tuple[str, ...]:
    """The values that count one by one: the items of a list, the answer itself for a choice, none for other kinds."""
    if question.kind == "list":
        return tuple(dict.fromkeys(one.strip() for one in answer.split(";") if one.strip()))
    return (answer,) if question.kind == "choice" else ()


def plain(number: Decimal) -> int | float:
    """For JSON: an integer where there is no fraction."""
    return int(number) if number == number.to_integral_value() else float(number)
