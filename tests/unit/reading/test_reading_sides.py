"""Which of two sides does a thing; sections of the body's own papers; what stands below the signature."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.provisions import cited
from askall.reading.read import read
from askall.reading.records import Text
from askall.reading.sides import said_of_sides
from askall.study.records import Question

ASKED = "are the windows cleaned by an outside contractor, by your own staff, or by both?"
OUTSIDE = "Are windows cleaned, wholly or in part, by an outside contractor?"
OWN = "Does the board clean its windows only with its own staff?"
SIDES = {
    ("Contractor.",): ("yes", "no"),
    ("(a) Both.",): ("yes", "no"),
    ("A mixture.",): ("yes", "no"),
    ("In-house team",): ("no", "yes"),
    ("(a) By the Board's own Quays and Grounds staff.",): ("no", "yes"),
    ("Offices: own staff.", "Warehouses: Pane & Sons Ltd."): ("yes", "no"),
    ("Offices: own staff.", "Warehouses: as before."): ("", ""),
    ("No contractor.",): ("", ""),
    ("See the attached list.",): ("", ""),
    ("Once a month.",): ("", ""),
}


@pytest.mark.parametrize(("told", "expected"), SIDES.items())
def test_the_side_that_an_answer_names_is_a_yes_or_a_no(told, expected):
    folded = [one.lower() for one in told]
    assert (said_of_sides(OUTSIDE, ASKED, folded), said_of_sides(OWN, ASKED, folded)) == expected


def test_sides_are_read_only_where_two_are_put_against_each_other():
    assert not said_of_sides(OUTSIDE, "who cleans the windows?", ["contractor."])
    assert not said_of_sides("Are windows cleaned in winter?", ASKED, ["contractor."])
    assert not said_of_sides("Are windows cleaned by a contractor or by own staff?", ASKED, ["contractor."])


def test_a_side_is_read_below_the_question_of_the_letter():
    question = Question("outside", OUTSIDE, "choice", ("yes", "no"), ("contractor",))
    letter = "Dear Board,\n\n1. Are the windows cleaned by an outside contractor, by your own staff, or by both?\n2. How often?\n\nJo Poe\n"
    for told, expected in (("Own staff only.", "no"), ("Both.", "yes")):
        reply = f"Dear Jo Poe\n\nOur answers are as follows.\n\n1. {told}\n2. Monthly.\n\nYours sincerely\nA. Clerk\n"
        answer = dict(read([Text("letter", reply, "0" * 64)], (question,), "FOIA", letter).answers)["outside"]
        assert answer.value == expected
        assert told in answer.evidence[0].quote


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('Yes, Fire Policy ver 5.2, s.14 "Leaving the quay"', ()),
        ("Policy for Fire Safety Management, section 12, and a toolkit.", ()),
        ("The Parks Standards Manual, of which section 12 is of relevance, is on our website.", ()),
        ("We withhold the policy, section 43(2) of the Act.", (("FOIA", "43(2)"),)),
        ("The plan is withheld under section 43.", (("FOIA", "43"),)),
    ],
)
def test_sections_of_the_bodys_own_papers_are_no_provisions(sentence, expected):
    assert cited(sentence, "FOIA") == expected


def test_how_to_complain_below_the_signature_answers_nothing():
    reply = (
        "Dear Jo Poe\n\nThe Board can neither confirm nor deny that it holds the information you requested, by virtue of "
        "section 31(3).\n\nYours sincerely\nA. Clerk\n\nYour request:\n1. Do you use cranes?\n2. How many?\n\n"
        "COMPLAINTS PROCEDURE\n\n1. Who can ask for a review? Any person who is not happy.\n"
        "2. How? By writing to the Clerk within 40 working days.\n"
    )
    outcome = read([Text("letter", reply, "0" * 64)], (), "FOIA", "1. Do you use cranes?\n2. How many?").outcome
    assert outcome.value == "neither_confirm_nor_deny"


def test_what_is_sent_to_help_with_a_question_back_does_not_answer():
    reply = (
        "Dear Jo Poe\n\nBefore we can proceed we need some clarification from you, in terms of section 1(3). Please specify the "
        "quays.\n\nA list of quays is attached to help you.\n\nThe twenty working days will begin when we have your reply.\n"
    )
    outcome = read([Text("letter", reply, "0" * 64)], (), "FOISA", "Please send the reports on the quays.").outcome
    assert outcome.value == "clarification_asked"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The Board has 96 passenger and goods lifts.", None),
        ("There are three passenger lifts.", None),
        (
            "To establish how long any lift was out of use would require each of the 2,140 job sheets to be opened.",
            None,
        ),
        ("Yes, two passenger lifts were.", "yes"),
        ("No passenger lift was.", "no"),
    ],
)
def test_how_many_there_are_tells_nothing_of_what_befell_them(told, expected):
    asked = "Was any passenger lift out of use for more than seven days in 2023?"
    question = Question("out", asked, "choice", ("yes", "no"), ("passenger lift",))
    reply = f"Dear Jo Poe\n\nOur answers are as follows.\n\n1. {told}\n2. Monthly.\n\nYours sincerely\nA. Clerk\n"
    letter = f"Dear Board,\n\n1. {asked}\n2. How often are lifts serviced?\n\nJo Poe\n"
    assert dict(read([Text("letter", reply, "0" * 64)], (question,), "FOIA", letter).answers)["out"].value == expected
