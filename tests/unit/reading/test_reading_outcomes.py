"""What was decided: letters in the manners of real ones, each with the outcome a careful person would code."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.read import read
from askall.reading.records import Span, Text
from askall.study.records import OUTCOMES


def outcome(text: str, law: str = "FOIA", **fields: object) -> str | None:
    reading = read([Text("letter", text, "0" * 64, **fields)], (), law)  # type: ignore[arg-type]
    value = reading.outcome.value
    assert value is None or value in OUTCOMES
    assert (value is None) == bool(reading.outcome.abstained)
    return None if value is None else str(value)


RIGHTS = """
If you are unhappy with this response you may ask for an internal review within 40 working days.
If you remain dissatisfied you can complain to the Information Commissioner, Wycliffe House, Wilmslow, Cheshire SK9 5AF.
Some information may be exempt or not held; where that is so we will always say so.
"""

ANSWERED = {
    "question and answer in turn": """Dear Ms Poe,
Thank you for your request of 3 May 2024.
1. How many parking permits were issued in 2023?
411
2. Which company prints them?
Larch Print Ltd.
Yours sincerely,
A. Clerk""",
    "blocks": """You asked:
1. Whether the council owns any drones.
2. The name of their maker.
Our response:
1. Yes
2. Heron Aero""",
    "labels": """Q1: Do you use number plate recognition?
A1: No.
Q2: What did it cost?
A2: N/A""",
    "a table": "Question\tAnswer\nHow many vans do you run?\t31\nHow many are electric?\t4",
    "a plain word": "Dear Sam,\nWe have never used this firm.\nBest wishes\nJo",
    "a no worded as not held": """Dear Sir,
1. Please list the body cameras of this brand that you own.
We do not use this brand and therefore hold no information.""",
    "a section number of another law": """Response
The council spent £9,200 in 2022 under section 106 of the Town and Country Planning Act 1990.
Payments are reported under section 151 of the Local Government Act 1972.""",
    "an attachment": "Please find attached the figures you asked for.\nRegards\nInformation Team",
}
PARTLY = {
    "one withheld": """1. How many cameras are there?
There are 36.
2. Where are they?
We are withholding the locations under section 31(1)(a) of the Freedom of Information Act 2000.""",
    "one not held": """Q1 How many calls were received?
A1 902
Q2 How many were abandoned?
A2 We do not record this.""",
    "a rider": """RESPONSE
The force operates 12 fixed cameras.
The force can neither confirm nor deny that it holds any other information, by virtue of section 24(2) and
section 31(3) of the Act.""",
    "names blacked out": """Please find attached the report you requested.
The names of junior staff have been redacted under section 40(2) of the Act.""",
    "goodwill over the limit": """Complying with all of your request would exceed the appropriate limit (section 12).
As a gesture of goodwill we have attached the figures for the last year.""",
}
REFUSED = {
    "an exemption": """Dear Ms Poe,
Under section 43(2) of the Act the information is exempt from disclosure, as it would harm our commercial interests.
Factors in favour of disclosure: openness. Factors in favour of withholding: fair competition.""",
    "cost": """We estimate that it would take 61 hours to search the files. This exceeds the appropriate limit of
18 hours set by the regulations, and section 12 of the Act therefore applies.
If you would like to narrow your request, we will be glad to help.""",
    "elsewhere": """The information you requested is exempt under section 21 as it is reasonably accessible to you by other
means: it is published on our website.""",
    "vexatious": "Having considered your nineteen letters we find that your request is vexatious under section 14(1).",
    "cover note": "Dear Mr Low,\nPlease find attached our refusal to provide this information.",
}
NOT_HELD = {
    "plain": "Dear Ms Poe,\nThe Trust does not hold this information.\nYours sincerely\nB. Low",
    "passive": "In reply to your request: the information requested is not held by the Council.",
    "someone else": """The information you seek is held by the county council.
Please direct your request to Westshire County Council.""",
    "nothing found": "We searched the archive and could find no record of such a meeting.",
}
CLARIFICATION = {
    "scope": """Thank you for your request, which has been logged as FOI 77.
Before we can go on we need further information from you. Could you please clarify which years you mean?
The 20 working day clock will start once we have received your clarification.""",
    "name": """Unfortunately we cannot process your request because you have not given us your full name.
Could you please let us know your full name.""",
}
ACKNOWLEDGED = {
    "plain": """Thank you for your request, which we received on 2 June 2021. It has been passed to the relevant service and
you will receive a response by 30 June 2021.""",
    "every possible outcome": """We acknowledge your request. We will reply within 20 working days. We may:
- provide the information;
- tell you that it is not held;
- tell you that it may be exempt, and why;
- tell you if a fee is to be charged.""",
    "late": "We are sorry for the delay. We are working on your request and will reply as soon as possible.",
    "more time": """We have not yet reached a decision on the public interest in section 42(1).
We are extending the time by a further 20 working days, until 4 March 2022.""",
    "clarified": """Thank you for your clarification, which we received on 4 May. We will now deal with your request.
The 20 working day clock will start the day after we received the clarification. You should expect a response by 2 June.""",
}
NCND = {
    "plain": """The Constabulary can neither confirm nor deny that it holds the information you requested, as the duty in
section 1(1)(a) does not apply by virtue of section 23(5), section 24(2) and section 31(3).
Sections 24 and 31 are qualified exemptions and a public interest test is required.""",
}
TRANSFERRED = {"plain": "We have transferred your request to Westshire County Council, which will answer you directly."}
UPHELD = {
    "stood": """I have now completed the internal review of your request. I am satisfied that section 31(1)(a) applies and
I uphold the original decision to withhold the locations.""",
    "not upheld": "Outcome of the internal review: your complaint is not upheld.",
}
OVERTURNED = {
    "partly": """I have concluded the internal review of our response. I am partially upholding your complaint: the total
should have been disclosed, and it is 88.""",
    "wholly": "Following your request for an internal review, the decision is overturned and the report is attached.",
}
CASES = [
    pytest.param(expected, text, id=f"{expected}: {name}")
    for expected, letters in (
        ("answered", ANSWERED),
        ("partly_answered", PARTLY),
        ("refused", REFUSED),
        ("not_held", NOT_HELD),
        ("clarification_asked", CLARIFICATION),
        ("acknowledged", ACKNOWLEDGED),
        ("neither_confirm_nor_deny", NCND),
        ("transferred", TRANSFERRED),
        ("review_upheld", UPHELD),
        ("review_overturned", OVERTURNED),
    )
    for name, text in letters.items()
]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_outcome(expected: str, text: str) -> None:
    assert outcome(text) == expected


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_the_rights_paragraph_changes_nothing(expected: str, text: str) -> None:
    assert outcome(text + "\n" + RIGHTS) == expected


@pytest.mark.parametrize("name", list(ANSWERED))
def test_the_requesters_own_words_change_nothing(name: str) -> None:
    request = """Dear council,
My name is Ro Poe and I would like the following. If you refuse, please say whether section 31 or section 12 is relied on
and whether the information is exempt or not held.
Yours faithfully,
Ro Poe
"""
    text = ANSWERED[name] + "\n\nFrom: Ro Poe\nSent: 4 May 2021 10:00\nTo: FOI\nSubject: Request\n\n" + request
    assert outcome(text) == "answered"


def test_section_17_is_not_held_in_scotland_and_a_refusal_notice_elsewhere() -> None:
    scottish = "This is a notice under section 17 of the Act that the information you seek is not held by the Council."
    assert outcome(scottish, "FOISA") == "not_held"
    english = "This letter is a refusal notice under section 17 of the Act: the plans are exempt under section 43(2)."
    assert outcome(english) == "refused"


def test_answers_written_into_the_quoted_request_are_read() -> None:
    own = "Please see our replies in red within your request below.\n"
    quoted = "1. How many lifts are there?\nThere are 14 lifts.\n2. Who services them?\nWe use Plover Lifts.\n"
    text = own + quoted
    spans = (Span("own", 0, len(own)), Span("quoted", len(own), len(text)))
    assert outcome(text, spans=spans) == "answered"


def test_what_is_only_quoted_decides_nothing() -> None:
    own = "We have received your message and will reply within 20 working days.\n"
    quoted = "Last year you wrote that this is exempt under section 31 and that you do not hold the rest.\n"
    text = own + quoted
    spans = (Span("own", 0, len(own)), Span("quoted", len(own), len(text)))
    assert outcome(text, spans=spans) == "acknowledged"


def test_a_cover_note_is_read_with_its_letter() -> None:
    note = Text("message", "Please find our response attached.\nRegards", "a" * 64)
    letter = Text(
        "reply.pdf, page 1", "Your request is refused. The cost would exceed the appropriate limit.", "b" * 64
    )
    reading = read([note, letter], (), "FOIA")
    assert reading.outcome.value == "refused"
    assert {one.part for one in reading.outcome.evidence} == {1}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("bounce", "Delivery to foi@example.org failed permanently.", "undeliverable"),
        ("auto_reply", "I am away until Monday.", None),
        ("auto_reply", "Your request has been received. We will respond within 20 working days.", "acknowledged"),
        ("delay", "Your message has not been delivered yet.", None),
    ],
)
def test_automatic_messages(kind: str, text: str, expected: str | None) -> None:
    assert outcome(text, automatic=kind) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "Dear Ms Poe,\nPlease see our response below.\nKind regards",
        "Please log in to our portal to see it.",
        "Please take our short survey: www.survey.example",
        "Dear Ms Poe,\nYours sincerely,\nA. Clerk",
    ],
)
def test_nothing_said_is_an_abstention(text: str) -> None:
    assert outcome(text) is None
