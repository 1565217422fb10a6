"""Outcomes and provisions in manners of speaking that came with more bodies' letters; the words are invented."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.passages import passages
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
        "Further to your request we regret that we no longer hold the information.",
        "The permit was given up in 1996 and is no longer kept. As it is not held, we are refusing your request under regulation 12(4)(a) of the Environmental Information Regulations 2004.",
        "Below are the questions of your request and what we have been able to find.\nFollowing our searches we can confirm that no information is held.",
        "Unfortunately we cannot send you this information, because we do not have it.",
    ],
    "clarification_asked": [
        "We should like some clarification of this request. Question one might go over the cost limit; if you were to limit it to two piers, we could answer.\nPlease could you advise how you wish to proceed?",
        "I am writing to seek clarification of your request. Could you please confirm that you mean ferry piers only?\nSince you write of two periods I assume that both are meant.",
        "You have written of piers. We would like to check whether you mean ferry piers or pleasure piers, or both?\nI cannot take this further without this extra information from you.",
        "It is not clear from your email which of your two requests you are asking about.",
        "The Act asks for the name of the applicant. Before we can consider your request, please provide proof of your identity.",
        "We seem never to have answered this request, for which we apologise. Please let us know whether you still require the information.",
    ],
    "transferred": [
        "Our managers have advised that any requests on this matter should be directed to the police in the first instance.",
        "Thank you for writing. It is for the Harbour Commission to answer, whose remit this is.",
        "Piers are outside our remit. The Harbour Board looks after them.",
    ],
    "answered": [
        "1. We maintain 40 piers.\n2. We are unable to answer this question as we do not spend on single piers.",
        "I can confirm that we published a list of piers in June. You can find the information on our website via the following link: https://www.example.gov.uk/piers",
        "We are sorry for the delay and now attach the information you asked for.",
    ],
    "refused": [
        "Your requests are vexatious under section 14(1) of the Act and, as such, we are refusing to deal with them.",
        "The Council is applying section 14 (vexatious) exemption to this request. We have received over 20 requests on the same day.",
        "In issuing this response the council has applied section 22 of the Freedom of Information Act.",
        "1. There is no central record of this.\n2. We do not hold a schedule. Under section 12 of the Act we are not obliged to comply, for the cost would exceed the appropriate limit, and we will not be processing your request further.",
        "You asked the very same of us in March. We have decided that section 14 of the Act applies and we will not be providing the information requested.",
        "We do not think it necessary to give you these names, and disclosing this information would be unlawful.",
        "The cost of finding what was spent would exceed the appropriate limit under section 12. We have received 1,402 invoices since 2023 and would need to search each of 1402 invoices by hand.",
    ],
    "partly_answered": [
        "Maximum speed: 65km/h\nMinimum speed: 5km/h\nThe pictures are exempt under section 40(2) of the Act.",
        "While we have provided most of the requested information, we have not been able to provide the names.",
        "Our records do not allow us to answer all of this within the appropriate (cost) limit. As a gesture of goodwill:\n1. We maintain 40 piers.",
        "We are only able to provide an answer to Q1; the rest would require a large amount of officer time.\n1. We maintain 40 piers.",
        "I have attached minutes of the last two years. Some redactions have been made under section 40(2) of the Act.",
        "We maintain over 40 piers. We are unable to say what was spent on each, for the cost of finding out would exceed the appropriate limit of section 12 of the Act.",
    ],
    "neither_confirm_nor_deny": [
        "Below is your request and our response.\nThe Board can neither confirm nor deny that it holds the information, by section 31(3) of the Act.",
        "We have fully considered your request and I provide a response for your attention.\nWe neither confirm nor deny that we hold any information regarding your request.",
    ],
    "review_upheld": [
        "I write on your request for an internal review. The Board maintains its original reliance on section 31; we do not wish to change our position.",
        "This is an independent review: I was not involved before. I have concluded that the response was compliant with the requirements of the Act.",
    ],
    "withdrawn": [
        "This request was closed as there was no response to our request for clarification.",
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


@pytest.mark.parametrize(
    ("body", "sections"),
    [
        (
            "We have redacted what is exempt under sections 23 (security bodies), 24 (national security) and 31 (law enforcement).",
            ["23", "24", "31"],
        ),
        (
            "We issue a fresh response that does not rely on section 12. The request is vexatious under section 14(1).",
            ["14(1)"],
        ),
        (
            "Section 31(3) applies. Section 31 of the Act provides: information that section 30 does not exempt is exempt.",
            ["31(3)"],
        ),
    ],
)
def test_what_is_relied_on_is_told_from_what_is_quoted(body: str, sections: list[str]) -> None:
    read_ = reading_of(f"{body}\nThe rest is exempt too, and is withheld.")
    assert [one.section for one in read_.provisions] == sections


def test_a_question_with_its_answer_on_its_line_is_parted() -> None:
    text = "a) do you use steam ferries: no\nb) do you use such piers: yes, two of them\n"
    found = passages([Text("letter", text, "0" * 64)])
    assert [(one.label, one.raw) for one in found] == [
        ("question", "do you use steam ferries"),
        ("own", "no"),
        ("question", "do you use such piers"),
        ("own", "yes, two of them"),
    ]
    assert all(text[one.unit.start : one.unit.end] == one.raw for one in found)


@pytest.mark.parametrize(
    ("law", "body", "found"),
    [
        ("FOISA", "We are withholding names under EIRs regulation 11(2).", ("EISR", "11(2)")),
        (
            "EIR",
            "The report is exempt under Regulation 12(5(b) of the Environmental Information Regulations.",
            ("EIR", "12(5)(b)"),
        ),
    ],
)
def test_regulations_are_read_as_bodies_write_them(law: str, body: str, found: tuple[str, str]) -> None:
    assert [(one.law, one.section) for one in reading_of(body, law).provisions] == [found]


def test_the_exemption_by_which_nothing_is_confirmed_is_no_refusal_beside_it() -> None:
    body = (
        "What you ask for is considered to be exempt under section 30 of the Act, as it concerns an investigation.\n"
        "By section 30(3) the board can neither confirm nor deny that it holds information relevant to your request."
    )
    assert reading_of(body).outcome.value == "neither_confirm_nor_deny"


def test_what_may_be_kept_back_later_is_no_refusal_now() -> None:
    body = (
        "Your request has been logged. We may take up to 20 working days to respond.\n"
        "You should receive the information, subject to the application of any exemptions permitted, by 21 February."
    )
    assert reading_of(body).outcome.value == "acknowledged"


def test_what_is_attached_is_given_though_the_sentence_goes_on_to_keep_something_back() -> None:
    body = (
        "Please see the attached spreadsheet and note we will not provide names, which are exempt under section 40(2)."
    )
    assert reading_of(body).outcome.value == "partly_answered"


def test_the_gate_to_the_environmental_regulations_keeps_nothing_back() -> None:
    body = (
        "1. We maintain 40 piers.\n2. £9,000.\nTo use the EIRs we must apply an exemption under section 39(2) of FOISA."
    )
    found = reading_of(body, "FOISA")
    assert (found.outcome.value, found.provisions) == ("answered", ())


def test_an_exemption_from_a_tax_is_no_refusal() -> None:
    letter = "Dear Council,\nHow many homes are exempt from council tax, class N?\nJo Poe\n"
    text = "Dear Jo Poe\n\nPlease find our response below:\n2021/22 13,501\n2022/23 13,808\nThese are all accounts that had an exemption applied in the year.\n\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], (), "FOIA", letter).outcome.value == "answered"


def test_short_lines_of_a_letterhead_are_no_list() -> None:
    body = "We are dealing with your request. You should expect a full response by 24 June."
    head = "Town Hall\nExample\nDirect line\nText relay\nA. N. Officer\nOur ref EIR5992\nYour ref\n"
    text = f"{head}\nDear Jo Poe\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], (), "FOIA", LETTER).outcome.value == "acknowledged"
