"""Running text: papers that are sent or spoken of, what is planned, and what the body has."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.keeping import only_names_it
from askall.reading.plans import said_of_plans
from askall.reading.polarity import negates, opening
from askall.reading.read import read
from askall.reading.records import Suggestion, Text
from askall.study.records import Question

LETTER = """Dear Harbour Board,

1. Do you use cranes? If so, how many, and when were they first used?
2. Do you have a written policy or procedure that governs their use?
3. Has a data protection impact assessment been carried out for their cameras?
4. Were the people who live near the docks consulted?
5. Do you plan to buy any further cranes in the next 12 months?
6. Do you plan to stop using any?

Jo Poe
"""


def choice(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "choice", ("yes", "no"), keywords)


ALL = (
    choice("uses", "Does the board use cranes?", "cranes"),
    choice("policy", "Does the board have a written policy or procedure on the use of cranes?", "policy", "procedure"),
    choice("dpia", "Has a data protection impact assessment been carried out for the cameras?", "impact assessment"),
    choice("asked", "Were nearby residents consulted before the cranes came?", "consulted", "residents"),
    choice("buy", "Does the board plan to buy further cranes in the next 12 months?", "plan to buy"),
    choice("stop", "Does the board plan to stop using any crane?", "plan to stop"),
)


def told(body: str) -> dict[str, Suggestion]:
    text = f"Dear Jo Poe\n\nThank you for your letter about our docks.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    reading = read([Text("letter", text, "0" * 64)], ALL, "FOIA", LETTER)
    for _, one in reading.answers:
        assert all(text[shown.start : shown.end] == shown.quote for shown in one.evidence)
    return dict(reading.answers)


PAPERS = {
    "The drivers work to Service Order 7.14, which I also attach.": ("policy", "yes"),
    "The matter is covered in the Board's Lifting Code of Practice, which I enclose.": ("policy", "yes"),
    "No policy was ever drawn up, as the firm worked to its own manual.": ("policy", "no"),
    "There is no written policy and no training.": ("policy", "no"),
    "A data protection impact assessment was written for the cameras and I attach it for interest.": ("dpia", "yes"),
    "We hold a data protection impact assessment for the section.": ("dpia", "yes"),
    "A data protection impact assessment and a manual will be written; neither exists yet.": ("dpia", "no"),
    "Our complaints procedure is attached.": ("policy", None),
    "If you would like a copy of the policy please let us know.": ("policy", None),
}
PLANS = {
    "We have no plans to buy any.": ("buy", "no"),
    "We will be buying one more this autumn, for the west dock.": ("buy", "yes"),
    "The Board intends to buy two cranes next year.": ("buy", "yes"),
    "There is no intention to stop what there is.": ("stop", "no"),
    "Whether the Board then goes on to buy others will be a matter for its members.": ("buy", None),
    "You ask whether we intend to buy others.": ("buy", None),
}
BELOW_A_QUESTION_OF_PLANS = {
    "the board intends to keep what it has.": "no",
    "we have enough of them, so no.": "no",
    "we are about to buy one more.": "yes",
    "any that we buy will be electric.": "",
}
HAVING = {
    "The hoists are looked after by the driver of our two cranes, who lives at the docks.": "yes",
    "The Board runs a crane section jointly with the fire service.": "yes",
    "There are three cranes on the west dock, the most recent of which came in 2019.": "yes",
    "The Board does not have any cranes now.": "no",
    "The harbour has no cranes of its own, and never did.": "no",
    "The Board is considering whether to use cranes.": None,
}


@pytest.mark.parametrize(("body", "expected"), PAPERS.items(), ids=[one[:40] for one in PAPERS])
def test_a_paper_that_is_sent_is_there(body: str, expected: tuple[str, str | None]):
    assert told(body)[expected[0]].value == expected[1]


@pytest.mark.parametrize(("body", "expected"), PLANS.items(), ids=[one[:40] for one in PLANS])
def test_what_is_planned(body: str, expected: tuple[str, str | None]):
    assert told(body)[expected[0]].value == expected[1]


@pytest.mark.parametrize(("told", "expected"), BELOW_A_QUESTION_OF_PLANS.items())
def test_what_is_planned_below_its_question(told: str, expected: str):
    assert said_of_plans("do you plan to buy any further cranes?", told) == expected


def test_a_policy_that_it_has_is_there():
    noise = choice("noise", "Does the board have a policy on noise?", "policy")
    body = "Dear Jo Poe\n\nSince 2023 the board has had a policy called Quiet Quays, now in its third edition.\n\nA. Clerk\n"
    answer = dict(read([Text("letter", body, "0" * 64)], (noise,), "FOIA", "Dear Board,\n\nIs it loud?\n").answers)[
        "noise"
    ]
    assert answer.value == "yes"


def test_a_new_contract_is_a_change_to_come():
    changes = choice("changes", "Does the board plan to change how it hires cranes next year?", "plan to change")
    body = "Dear Jo Poe\n\nThe lifts are let to a firm. We will re-tender in the spring.\n\nYours sincerely\nA. Clerk\n"
    reading = read([Text("letter", body, "0" * 64)], (ALL[0], changes), "FOIA", "Dear Board,\n\nDo you use cranes?\n")
    assert dict(reading.answers)["changes"].value == "yes"


@pytest.mark.parametrize(("body", "expected"), HAVING.items(), ids=[one[:40] for one in HAVING])
def test_what_is_told_of_a_thing_says_that_it_is_there(body: str, expected: str | None):
    assert told(body)["uses"].value == expected


def test_exempt_is_no_refusal_where_it_is_what_was_asked():
    assert only_names_it("are badge holders exempt from the charge?", "yes, badge holders are exempt")
    assert not only_names_it("are badge holders exempt from the charge?", "this information is exempt under section 40")
    assert not only_names_it("do you charge badge holders?", "badge holders are exempt")


SAID = {
    "nor have we ever paid a reward": True,
    "we use zero-hours contracts": False,
    "drivers can't enter the yard": True,
    "we're not in a position to let them": True,
    "they won't be told": True,
    "it is done at the three without cameras": False,
    "it is done without training": True,
    "i say no more about those": False,
}


@pytest.mark.parametrize(("plain", "expected"), SAID.items(), ids=list(SAID))
def test_what_denies(plain: str, expected: bool):
    assert negates(plain) is expected


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("do / yes.", "yes"),
        ("a. not at present", "no"),
        ("zero-hours contracts are used", ""),
        ("nac ydy. / no.", "no"),
    ],
)
def test_how_an_answer_opens(plain: str, expected: str):
    assert opening(plain) == expected
