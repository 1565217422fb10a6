"""Tables drawn in plain text, whose cells run over several lines."""

import pytest

from askall.reading.read import read
from askall.reading.records import Reading, Text
from askall.study.records import Question

WARDENS = Question("wardens", "Do you employ dog wardens?", "choice", ("yes", "no"), ("wardens",))
CHARGE = Question("charge", "Is there a charge for stray dogs?", "choice", ("yes", "no"), ("charge",))
DOGS = Question("dogs", "How many dogs were taken in?", "number", (), ("dogs",))

DASHED = """Dear Jo Poe

Please see our answers.

+----+----------------------+--------------------+
| No | Question             | Answer             |
+----+----------------------+--------------------+
| 1  | Do you employ dog    | No. Two were let   |
|    | wardens?             | go last year.      |
| 2  | Is there a charge    | Yes                |
|    | for stray dogs?      |                    |
| 3  | How many dogs were   | 27                 |
|    | taken in?            |                    |
+----+----------------------+--------------------+

Yours sincerely
"""

DRAWN = """Dear Jo Poe

┌────────┬───────────────┐
│Question│Do you employ  │
│1       │dog wardens?   │
├────────┼───────────────┤
│Response│No. Two were   │
│        │let go.        │
├────────┼───────────────┤
│Question│Is there a     │
│2       │charge for     │
│        │stray dogs?    │
├────────┼───────────────┤
│Response│Yes            │
├────────┼───────────────┤
│Question│How many dogs  │
│3       │were taken in? │
├────────┼───────────────┤
│Response│27             │
└────────┴───────────────┘

Yours sincerely
"""

# As a web page leaves it: spaces gone, the first stroke too.
SQUASHED = "\n".join(" ".join(line.split()) for line in DRAWN.splitlines()).replace("│Question│Do", "Question│Do")


def reading_of(text: str) -> Reading:
    reading = read([Text("letter", text, "0" * 64)], (WARDENS, CHARGE, DOGS), "FOIA", "")
    for shown in (reading.outcome, *(one for _, one in reading.answers)):
        assert all(text[one.start : one.end] == one.quote for one in shown.evidence)
    return reading


@pytest.mark.parametrize("text", [DASHED, DRAWN, SQUASHED], ids=["dashed", "drawn", "squashed"])
def test_cells_of_a_drawn_table_are_read_down_their_column(text):
    assert [one.value for _, one in reading_of(text).answers] == ["no", "yes", 27]


def test_a_table_of_one_line_a_row_is_read_as_before():
    rows = "| 1 | Do you employ dog wardens? | No |\n| 2 | Is there a charge for stray dogs? | Yes |"
    text = f"Dear Jo Poe\n\n{rows}\n\nYours sincerely\n"
    assert [one.value for _, one in reading_of(text).answers][:2] == ["no", "yes"]


def test_a_line_drawn_across_the_page_is_no_table():
    text = "Dear Jo Poe\n\n--------+--------\nWe employ no dog wardens.\n--------+--------\n\nYours sincerely\n"
    assert dict(reading_of(text).answers)["wardens"].value == "no"
