"""Questions and answers side by side in plain text, and triggers looked for by their rarest letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.reading.columns import columns, masked
from askall.reading.cues import CUES
from askall.reading.patterns import Triggers, phrases
from askall.reading.read import read
from askall.reading.records import Text
from askall.study.records import Question

PAGE = """Request                                              Response
1) Does the council employ dog wardens of its          Yes. Two of them, who share
   own?                                                a van with the parks team.
2) Is there a charge for a dog that is                 No
   brought back to its owner?
3) How many dogs were taken in during 2024?            61
"""
WARDENS = Question("wardens", "Does the council employ dog wardens?", "choice", ("yes", "no"), ("dog wardens",))
CHARGE = Question("charge", "Is there a charge for a dog brought back?", "choice", ("yes", "no"), ("charge",))
DOGS = Question("dogs", "How many dogs were taken in during 2024?", "number", (), ("dogs",))


def lines_of(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def test_cells_are_read_down_their_column():
    table = columns(PAGE, lines_of(PAGE))
    assert table is not None
    asked = [" ".join(PAGE[slice(*one)].strip() for one in row.left) for row in table.rows[-3:]]
    told = [" ".join(PAGE[slice(*one)].strip() for one in row.right) for row in table.rows[-3:]]
    assert asked[0] == "1) Does the council employ dog wardens of its own?"
    assert told == ["Yes. Two of them, who share a van with the parks team.", "No", "61"]


def test_each_answer_is_found_beside_its_question():
    text = f"Disclosure log\n\n{PAGE}\nBack to the list\n"
    reading = read([Text("letter", text, "0" * 64)], (WARDENS, CHARGE, DOGS), "FOIA", "")
    assert {name: one.value for name, one in reading.answers} == {"wardens": "yes", "charge": "no", "dogs": 61}
    for _, one in reading.answers:
        assert all(text[found.start : found.end] == found.quote for found in one.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line.\n",
        # a letterhead
        "Ms J Poe                    Our ref: 12/34\nBy e-mail                   Date: 4 May 2025\n"
        "1 Mill Lane                 Ask for: Legal\nWexbarrow                   Phone: 01632 960000\n",
        # a table of figures asks nothing
        "Year     Found     Lost\n2021     12        3\n2022     14        5\n2023     9         1\n",
        # one question is no column of them
        "1) Is there a charge?       No\nThe park opens at nine, and closes when it is dark.\n",
    ],
)
def test_other_gaps_are_no_columns_of_questions(text: str):
    assert columns(text, lines_of(text)) is None


@given(st.text(alphabet="a1?. \n\t|)", max_size=400))
def test_any_text_is_looked_through(text: str):
    table = columns(text, lines_of(text))
    if table:
        for left in (True, False):
            assert len(masked(text, table.rows, left)) == len(text)


@given(
    st.lists(st.lists(st.text(alphabet="abc d", min_size=1, max_size=6), max_size=3), max_size=6),
    st.text(alphabet="abc d", max_size=40),
)
def test_triggers_find_what_looking_for_each_finds(sets: list[list[str]], text: str):
    made = [phrases(" ".join(one.replace(" ", "_") for one in words), "x") for words in sets]
    plainly = {at for at, one in enumerate(made) if not one.triggers or any(word in text for word in one.triggers)}
    assert Triggers(made).among(text) == plainly


@pytest.mark.parametrize("text", ["the information is exempt under section 31", "no record is kept", "", "0"])
def test_no_cue_is_passed_over(text: str):
    likely = Triggers([one.phrases for one in CUES]).among(text)
    assert {at for at, one in enumerate(CUES) if one.phrases.search(text)} <= likely
