"""Decisions in unusual words: acknowledgements that list outcomes, refusals of one question, reviews, closed requests."""

# ruff: noqa: E501 -- letters keep their lines.

import re

import pytest

from askall.reading.read import read
from askall.reading.records import Suggestion, Text


def decided(text: str, law: str = "FOIA") -> Suggestion:
    return read([Text("letter", text, "0" * 64)], (), law).outcome


FOOT = """
Information Team, Westham Council, PO Box 12, Westham WS1 1AA
Tel: 01234 567890  www.westham.example
This e-mail is intended only for the person to whom it is addressed and may contain confidential information.
"""

ACKNOWLEDGED = {
    "opened": "FOI 24/118 has been opened, a response will be sent no later than 4 June 2024.",
    "noted": "Thanks, noted, due 12/03/2024.",
    "case number": "Case number 7751\nYour case has been created and assigned to our Information Team. Target date: 3 May 2023",
    "in hand": "Hello,\nThis is now in hand. You'll have our answer before 1 July.",
    "twenty days": "We've got your e-mail of 2 May. The Act allows us twenty working days.",
    "reference and date": "Reference: RFI-2240\nDate received: 4 May 2021\nWe will be in touch.",
    "under consideration": "Your letter is under consideration by colleagues in Highways. I'll come back to you.",
    "a form's receipt": "Your submission was successful. Please keep this reference: 01/FOI/25/006753/Z",
    "passed on inside": "I've asked our CCTV manager for this and will write again when I hear.",
    "counting": "We received your request on 4 May 2021, so the statutory deadline is 2 June 2021.",
}
LISTING = {
    "one sentence": """Thank you for your request. Within 20 working days we will either send you the information, tell you that it is not held,
or explain why it is exempt from disclosure.""",
    "bullets after will": """We received your request on 4 May. In our reply we will:
• confirm whether the information is held;
• provide it, or refuse it under an exemption;
• tell you if a fee is payable.""",
    "bullets after one of": """Your request has been logged as FOI 99. You will receive one of the following:
- the information requested
- notice that the information is not held
- a refusal notice stating the exemption relied on
- a request for clarification""",
    "possible outcomes": """Your request has been received and passed to the department.
Possible outcomes of your request:
1. Information disclosed in full
2. Information withheld under an exemption
3. Information not held
4. Transferred to another authority
We aim to reply by 3 June.""",
    "what happens next": """We have logged your request (FOI 412).
What happens next?
We will check whether we hold the information. If we do not hold it we will tell you. Some information can be withheld, for
example where it is exempt because it is personal data. We will reply by 14 May 2022.""",
    "there may be": """Receipt of your request is acknowledged. There are cases in which we cannot provide information: it is exempt, it is not
held, or the cost of finding it exceeds the appropriate limit. You will hear from us within 20 working days.""",
    "the law": """We acknowledge your request of 2 May. Under the Act we must tell you whether we hold the information and provide it unless an
exemption applies, the cost exceeds the appropriate limit, or the request is vexatious. A reply is due on 1 June 2021.""",
}
PARTLY = {
    "one of several refused": """1. How many vans do you run?
31
2. How many are electric?
4
3. Where are they kept at night?
Refused under section 31(1)(a).""",
    "one not held": """Q1 Do you use drones?
A1 Yes
Q2 What did they cost?
A2 £4,200
Q3 How many flights were made?
A3 We do not hold this.""",
    "one over the limit": """1. Is there a policy? Yes, attached.
2. All e-mails about it: to find these would exceed the appropriate limit and section 12 applies.""",
    "a table": """Request\tResponse
How many staff wear body cameras?\t22
Which staff?\tExempt, section 38(1)(a)""",
    "names only": "The minutes are attached. Names of junior officers have been removed under section 40(2).",
    "in sentences": """The Trust spent £12,400 on agency nurses in March 2022.
The rates paid to each agency are withheld under section 43(2), as they are commercially sensitive.""",
}
NCND = {
    "headed": """REFUSAL NOTICE
Section 1 of the Act places two duties on public authorities. The first is to confirm or deny whether information is held, the second
to disclose it unless an exemption applies.
The Force neither confirms nor denies that it holds the information requested, by virtue of section 31(3).
Public interest test
Factors favouring confirming or denying: openness about the use of public funds.
Factors against: criminals would learn what tactics exist.""",
    "duty does not arise": """The duty to confirm or deny does not arise under section 40(5B)(a)(i), because to say whether we hold this would itself
disclose personal data.""",
    "not obliged": "We are not obliged to confirm or deny whether we hold this information (section 24(2)).",
    "with rights": """Dear Ms Poe,
The Trust can neither confirm nor deny whether the information is held, relying on section 44(2).
If you are unhappy with this response you may ask for a review. You can then complain to the Information Commissioner.""",
    "Scotland": """In terms of section 18 of the Act, I am neither confirming nor denying that this information exists or is held, because if held
it would be exempt under section 35(1)(a), and to reveal whether it exists would be contrary to the public interest.""",
    "under a disclosure heading": """DECISION
This request is one to which we give a neither confirm nor deny response, pursuant to sections 23(5) and 24(2).""",
}
REFUSED = {
    "public interest and data protection": """The information is exempt under section 31(1)(a).
Public interest considerations
In favour of disclosure: it would show how public money is spent. Against: it would assist offenders.
On balance the public interest favours withholding it.
We process your personal data in accordance with the Data Protection Act 2018. Our privacy notice is published on our website.""",
    "a courtesy": "We have considered your request with care and are grateful for your patience. It is refused: section 14(1).",
    "both": """We hold this information. It is exempt from disclosure under sections 24(1) and 31(1)(a). The arguments are set out below.
Section 24(1): factors for disclosure are accountability. Factors against are harm to national security.
Section 31(1)(a): factors for disclosure are confidence in the council.""",
    "advice": """Complying would take some 90 hours, beyond the 18 hours allowed. We are therefore not obliged to comply (section 12(1)).
You may wish to narrow your request, for example to one year. Some information on spending is published on our website.""",
    "confirming held": "I can confirm that the Council holds the information. It is being withheld under section 43(2).",
    "personal": "This concerns named people, so it is personal data and section 40(2) exempts it. I am sorry that I cannot help.",
}
CLARIFY = {
    "acknowledging": "Thank you for your request, received on 2 May and logged as FOI 12. Which financial years are you interested in?",
    "by cameras": """Your request is acknowledged. So that we can deal with it, please tell us whether you mean public-space cameras only.
The 20 working days begin when we hear from you.""",
    "too broad": "We have received your request. As worded it is too broad; could you narrow it to a service or a period?",
    "a question": "Thank you for your e-mail. Do you mean cameras owned by the council, or those of its tenants too?",
    "hold": "Your request has been placed on hold until you clarify what you mean by “advanced”.",
    "name": "We acknowledge your e-mail. A request must bear a real name. Please provide your full name so that we can proceed.",
}
OVERTURNED = {
    "set aside": "Internal review\nI set aside the earlier decision and enclose the list that you asked for.",
    "in your favour": "I have completed my internal review and find in your favour. The figure is 88.",
    "partly": "My review concludes that section 43 was wrongly applied to the totals. These are now disclosed.",
    "upheld complaint": "Internal review outcome: your complaint is upheld in part.",
    "no longer relies": "Following the review, the Council no longer relies on section 12 and provides the information below. Total: 88",
    "should have": "Having reviewed our handling I consider that the information should have been provided. It is attached.",
}
UPHELD = {
    "remains": "I have carried out the review. It remains the council's position that section 31(1)(a) applies.",
    "agrees": "Review decision: I agree with the original response.",
    "no reason": "Having reviewed your request, I see no reason to alter the decision to refuse it.",
    "correctly": "The review panel found that section 12 had been correctly applied.",
    "not upheld": "I have considered your request for a review. Your complaint has not been upheld.",
    "stands": "I have completed the internal review. The decision of 4 May stands.",
}
WITHDRAWN = {
    "not heard": "As we have not heard from you since our letter of 2 March, your request has been closed.",
    "no clarification": "We asked for clarification on 2 March and have had no reply. The request is now treated as withdrawn.",
    "you withdrew": "Thank you for letting us know that you no longer need this. We have withdrawn your request.",
    "lapsed": "Your request has lapsed, since the clarification we asked for was not received within two months.",
    "closing": "We have received no response to our query and are closing this case.",
    "confirm": "I confirm that your request is withdrawn as you asked.",
}
ALL = {
    "acknowledged": {**ACKNOWLEDGED, **LISTING},
    "partly_answered": PARTLY,
    "neither_confirm_nor_deny": NCND,
    "refused": REFUSED,
    "clarification_asked": CLARIFY,
    "review_overturned": OVERTURNED,
    "review_upheld": UPHELD,
    "withdrawn": WITHDRAWN,
}
CASES = [
    pytest.param(value, text, id=f"{value}: {name}") for value, kinds in ALL.items() for name, text in kinds.items()
]
LAWS = {NCND["Scotland"]: "FOISA"}


@pytest.mark.parametrize(("value", "text"), CASES)
def test_decision(value: str, text: str) -> None:
    assert decided(text, LAWS.get(text, "FOIA")).value == value


@pytest.mark.parametrize(("value", "text"), CASES)
def test_a_footer_changes_nothing_and_is_no_evidence(value: str, text: str) -> None:
    found = decided(f"Dear Ms Poe,\n\n{text}\n\nYours sincerely,\nA. Clerk\n{FOOT}", LAWS.get(text, "FOIA"))
    assert found.value == value
    foot = " ".join(FOOT.split())
    for one in found.evidence:
        assert len(one.quote) < 4 or " ".join(one.quote.split()) not in foot
        assert not re.fullmatch(r"(?:reference|case number|date received)\b[^.]*", one.quote, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "Reference: FOI 24/118",
        "Ref: 01/FOI/25/006753/Z\nDate: 4 May 2021",
        "Westham Council\nCouncil House\nWestham WS1 1AA\nTel: 01234 567890",
        "This e-mail is intended only for the person to whom it is addressed.",
        "Official - sensitive\nPage 1 of 2",
        "Kind regards\nA. Clerk\nInformation Governance Officer",
        "Download\nView as HTML\nattachment.pdf",
    ],
)
def test_a_reference_a_footer_or_a_marker_is_no_answer(text: str) -> None:
    assert decided(text).value in (None, "acknowledged")


@pytest.mark.parametrize(
    "text",
    [
        "We hope that this is helpful and wish you well with your project.",
        "It was good to speak to you on Tuesday about the work of our team.",
        "Our offices are closed from 24 December to 2 January.",
        "The Freedom of Information team works in the Legal Services department of the council.",
        "You may find the pages on our website about the history of the town of interest to you.",
        "We take the privacy of residents very seriously at all times and train our staff each year.",
    ],
)
def test_a_statement_about_nothing_asked_is_an_abstention(text: str) -> None:
    assert decided(f"Dear Ms Poe,\n{text}\nYours sincerely,\nA. Clerk").value is None
