"""Officers who decide in their own words: refusing, keeping back, not holding, passing on, asking back, reviewing."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.read import read
from askall.reading.records import Reading, Text

LETTER = "Dear Clerk,\n\nPlease send me the plans of the depot and the costs of the new boiler.\n\nJo Poe\n"


def reading_of(body: str, law: str = "FOIA", subject: str = "Your request") -> Reading:
    text = f"Dear Jo Poe\n\nThank you for your request for information.\n\n{body}\n\nYours sincerely\n\nA. Clerk\n"
    reading = read([Text("letter", text, "0" * 64, subject=subject)], (), law, LETTER)
    for one in reading.outcome.evidence:
        assert text[one.start : one.end] == one.quote
    return reading


OUTCOMES = [
    # refusing without the word
    ("refused", "Plans of the depot are not something the council is prepared to hand over. Section 31(1)(a) is engaged."),
    ("refused", "I am afraid we will not be sending you the plans. They are covered by section 43(2)."),
    ("refused", "The plans will stay with us. Section 24 applies to them."),
    ("refused", "Having weighed both sides, I find that the balance lies in maintaining the exemption in section 43(2)."),
    ("refused", "Section 12 - to go through the boxes would take us past the 18 hours that Parliament allows."),
    ("refused", "Section 31(1)(a) - Law enforcement"),
    # some kept back
    ("partly_answered", "Please find the plans attached. The names of the architects have been blacked out under section 40(2)."),
    ("partly_answered", "The boiler cost £41,000. We decline to release the plans of the depot, by virtue of section 24(1)."),
    # nothing there
    ("not_held", "There is nothing on our files about a boiler or a depot."),
    ("not_held", "Our search drew a blank. No plans could be traced."),
    ("not_held", "Costs of boilers have never been recorded, and no plans are kept."),
    # not saying whether
    ("neither_confirm_nor_deny", "We are not able to say whether we have any plans of the depot or not, by reason of section 24(2)."),
    # asking back
    ("clarification_asked", "Before we can begin, could you tell us which of our four depots you mean?"),
    ("clarification_asked", "May I check something with you? When you say boiler, do you mean the one at the baths?"),
    # passed on
    ("transferred", "Your e-mail has gone over to the county council, who look after the depot and will write to you."),
    ("transferred", "I have today passed your request to our colleagues at Wexbarrow Hospitals NHS Trust, who will reply to you."),
    ("transferred", "The depot belongs to the county. I have forwarded your request to foi@county.example this morning."),
    ("not_held", "All members searched their mailboxes. No e-mails with the builder of the depot were found."),
    ("not_held", "The council has no systems of that kind, and therefore holds none of the documents you have requested."),
    ("clarification_asked", "To be able to help we would be grateful if you could tell us a bit more about what you are after.\n\n- Do you mean the old depot or the new one?"),
    ("refused", "The request is manifestly unreasonable within the meaning of regulation 12(4)(b). There are some 138,000 plans. Each has been drawn by hand."),
    # not yet
    ("acknowledged", "This is to confirm that we received your request on 7 August and it has been given the reference WX-12. You should receive a response by 5 September 2025."),
    ("acknowledged", "We are not yet in a position to reply. We hope to let you have our answer by the end of the month."),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "body"), OUTCOMES, ids=[body[:50] for _, body in OUTCOMES])
def test_what_an_officer_says_in_own_words_is_read(outcome: str, body: str):
    assert reading_of(body).outcome.value == outcome


REVIEWS = [
    ("review_upheld", "I was asked to review our refusal. The reply of 3 May stands, and your appeal does not succeed."),
    ("review_upheld", "I have looked again at our decision and find no fault with it."),
    ("review_overturned", "I have looked again at our decision. I accept your complaint: section 43 was not engaged, and the plans are attached."),
    ("review_overturned", "The review panel met on 4 June. The plans should have been sent to you and are enclosed with this letter."),
    # a review that says nothing of the first decision
    ("review_overturned", "Having now reviewed our response, I attach the plans."),
    ("review_upheld", "Having now reviewed our response: the plans are exempt under section 43(2) of the Act."),
]  # fmt: skip


@pytest.mark.parametrize(("outcome", "body"), REVIEWS, ids=[body[:50] for _, body in REVIEWS])
def test_what_a_review_came_to_is_read(outcome: str, body: str):
    assert reading_of(body, subject="Internal review").outcome.value == outcome


@pytest.mark.parametrize(
    "body",
    [
        "Nothing has been withheld. The plans are attached.",
        "None of the information has been redacted. The plans are attached.",
        "The plans are attached. Forty homes are exempt from the charge.",
        "The plans are attached. Not held: 88; Refused: 4",
        "The plans are attached. The meeting of 4 May was not held.",
        "The plans are attached. You were told in March that section 43 had been applied; that was before the works ended.",
        "The plans are attached. Section 12 may be relied on if you ask for more.",
        "The plans are attached. The doors were taken out and the cars removed from the yard.",
        "The plans are attached. Residents who do not provide proof cannot be given a permit.",
    ],
)
def test_words_of_refusing_that_refuse_nothing_here_count_for_nothing(body: str):
    assert reading_of(body).outcome.value == "answered"


@pytest.mark.parametrize(
    ("body", "law", "sections"),
    [
        ("Regulation 12(5)(a) - public safety", "EIR", {("EIR", "12(5)(a)")}),
        ("The plans fall within section 30(1)(b) of the Act.", "FOISA", {("FOISA", "30(1)(b)")}),
        ("Section 24(1) is what we rely on for the plans.", "FOIA", {("FOIA", "24(1)")}),
    ],
)
def test_a_section_that_is_merely_named_for_the_plans_keeps_them_back(
    body: str, law: str, sections: set[tuple[str, str]]
):
    reading = reading_of(body, law)
    assert reading.outcome.value == "refused"
    assert {(one.law, one.section) for one in reading.provisions} == sections


@pytest.mark.parametrize(
    "body",
    [
        "You may appeal under section 47.",
        "Section 16 of the Act has us give advice and assistance.",
        "Unless section 12 applies, we will write to you within 20 working days.",
    ],
)
def test_a_section_named_otherwise_decides_nothing(body: str):
    assert reading_of(body).outcome.value not in ("refused", "partly_answered", "not_held")


REVIEW = """Dear Jo Poe

INTERNAL REVIEW

1. You asked the Council to reconsider its decision to refuse your request.
2. I had no part in that decision.
The request
3. It was for the plans of the depot.
Your complaint
4. You say that the plans ought to be public in any event.
Conclusion
5. For these reasons I uphold the decision to refuse the request under section 43(2), and your complaint is not upheld.

A. Clerk
"""


def test_a_review_whose_paragraphs_are_numbered_is_read_through():
    assert read([Text("letter", REVIEW, "0" * 64)], (), "FOIA", LETTER).outcome.value == "review_upheld"


@pytest.mark.parametrize(
    "told",
    [
        "Yes we do. We would only know if the builder told us and there is no central record.",
        "No. The depot is a store and repairs are not provided here.",
    ],
)
def test_what_follows_a_yes_or_no_tells_of_the_matter(told: str):
    body = f"1. Does the council repair boilers?\n\n{told}\n\n2. How many boilers are there?\n\n14"
    assert reading_of(body).outcome.value == "answered"


def test_what_is_told_beside_what_is_not_held_is_a_part_of_the_answer():
    body = (
        "We use the depot for boilers and for lamps. We have had no claims about the depot since 2019. "
        "The new boiler cost £41,000 in 2022. We do not hold the plans of the depot."
    )
    found = reading_of(body).outcome
    assert found.value == "partly_answered"
    assert found.confidence < 0.7


COVER = """Dear Jo Poe

Thank you for your request. I have attached our formal response.

Records and Access Team
Ministry of Parks, Ponds and Gardens
2nd floor | Mill House | 9 Mill Street | Wexbarrow | WX1 4DF
"""


def test_a_cover_mail_is_answered_by_what_it_points_to_and_not_by_who_writes():
    reading = read([Text("letter", COVER, "0" * 64)], (), "FOIA", LETTER)
    assert reading.outcome.value in (None, "answered")
    assert reading.outcome.confidence <= 0.5
    assert [one.quote for one in reading.outcome.evidence] == ["I have attached our formal response."]


@pytest.mark.parametrize(
    ("cover", "attached", "value"),
    [
        ("Please see the attached spreadsheet for our answers.", "This is exempt under section 31(1).", "refused"),
        ("Our response is attached.", "We do not hold this information.", "not_held"),
        ("Please find attached the contract you asked for, and our letter.", "Prices are exempt under section 43(2).", "partly_answered"),
        ("Please find our response attached. We have 14 wardens.", "Their names are exempt under section 40(2).", "partly_answered"),
    ],
)  # fmt: skip
def test_a_covering_line_that_leads_to_a_letter_gives_nothing_by_itself(cover, attached, value):
    texts = [Text("message", f"Dear Ms Roe\n\n{cover}\n\nYours sincerely", "0" * 64), Text("answers.docx", attached, "1" * 64)]  # fmt: skip
    assert read(texts, (), "FOIA", "").outcome.value == value
