"""Outcomes and provisions in manners of speaking that came with more bodies' letters; the words are invented."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.read import read
from askall.reading.records import Text

LETTER = """Dear Department for Ferries and Local Piers,

Please tell me:
1. How many piers do you maintain?
2. What was spent on each pier in 2023?

Jo Poe
"""


def reading_of(body: str, law: str = "FOIA"):
    text = f"Dear Jo Poe\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    return read([Text("letter", text, "0" * 64)], (), law, LETTER)


CASES = {
    "not_held": [
        "Unfortunately we cannot send you this information, because we do not have it.",
    ],
    "clarification_asked": [
        "You have written of piers. We would like to check whether you mean ferry piers or pleasure piers, or both?\nI cannot take this further without this extra information from you.",
        "It is not clear from your email which of your two requests you are asking about.",
        "The Act asks for the name of the applicant. Before we can consider your request, please provide proof of your identity.",
        "We seem never to have answered this request, for which we apologise. Please let us know whether you still require the information.",
    ],
    "transferred": [
        "Thank you for writing. It is for the Harbour Commission to answer, whose remit this is.",
        "Piers are outside our remit. The Harbour Board looks after them.",
    ],
    "answered": [
        "I can confirm that we published a list of piers in June. You can find the information on our website via the following link: https://www.example.gov.uk/piers",
        "We are sorry for the delay and now attach the information you asked for.",
    ],
    "refused": [
        "You asked the very same of us in March. We have decided that section 14 of the Act applies and we will not be providing the information requested.",
        "We do not think it necessary to give you these names, and disclosing this information would be unlawful.",
        "The cost of finding what was spent would exceed the appropriate limit under section 12. We have received 1,402 invoices since 2023 and would need to search each of 1402 invoices by hand.",
    ],
    "partly_answered": [
        "We maintain over 40 piers. We are unable to say what was spent on each, for the cost of finding out would exceed the appropriate limit of section 12 of the Act.",
    ],
    "acknowledged": [
        "We are dealing with your request.\n\nDepartment for Ferries and Local Piers\nHarbour House\n2 Quay Street\nWestport\nWP1 4DF\nNOTE: please do not edit the subject line when replying.",
        "Thank you for your request, which we are now processing. Please note that requests may also be made via our online form. Please bookmark this page. The online form is linked to our systems to streamline our processes.",
        "Thank you for your request, received today, which we are considering under the Act.\n\nWe aim to reply within 20 working days, but if you have any questions, please reply, quoting the above number.",
        "Internal review under the Freedom of Information Act 2000\n\nThank you for your request for a review. I am considering your concerns and will aim to provide you with a response by 20 August.",
    ],
}


@pytest.mark.parametrize(
    ("value", "body"),
    [pytest.param(value, body, id=f"{value} {at}") for value, some in CASES.items() for at, body in enumerate(some)],
)
def test_decision(value: str, body: str) -> None:
    assert reading_of(body).outcome.value == value


def test_what_the_body_itself_holds_is_held() -> None:
    body = "I can confirm that the information requested is held by Westshire Constabulary. The table below gives it.\nPiers\t40"
    assert reading_of(body).outcome.value == "answered"


def test_a_form_without_a_place_for_it_is_not_a_thing_not_held() -> None:
    body = "1. We maintain 40 piers.\n2. Spending is put on the form. We have no special box to record it by pier."
    assert reading_of(body).outcome.value == "answered"


def test_a_section_of_the_data_protection_act_is_no_provision() -> None:
    body = "The names are exempt under section 40(2) of the Act, for it must be lawful and fair (DPA 2018 35(1))."
    assert [one.section for one in reading_of(body).provisions] == ["40(2)"]
