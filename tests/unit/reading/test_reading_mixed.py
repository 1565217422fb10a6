"""Letters that give something and keep something back: how sure it is that this is an answer in part, and silence where
it is hardly more than a guess, without losing that the body has decided."""

# ruff: noqa: E501 -- letters keep their lines.

from datetime import UTC, datetime

import pytest

from askall.reading.leaning import leaning
from askall.reading.read import read
from askall.reading.records import Place, Reading, StoredReading, Suggestion, Text
from askall.reading.stored import clock_events
from askall.reading.thread import combine

LETTER = """Dear Harbour Board,

Please tell me:
1. How many cranes do you have?
2. What did each of them cost?
3. Which of them were made in Norway?

Jo Poe
"""
EXEMPT = (
    "We have 14 cranes. What each cost is exempt under section 43(2), for we are about to buy others.",
    "1. 14\n2. This is withheld under section 43(2).\n3. None",
)
COST = {
    "1. 14\n2. To find this would take over 18 hours, which is more than the appropriate limit of section 12.\n3. None": "partly_answered",
    "A list of our 14 cranes is attached. To say what each of them cost would exceed the cost limit of section 12.": "partly_answered",
    "The information you requested on their number is as follows: 14 cranes. To say what each of them cost would exceed the cost limit of section 12.": "partly_answered",
    "The information you requested on their number is as follows: 14 cranes. Question 2 would exceed the cost limit of section 12.": "partly_answered",
    "A list of our cranes is attached. To read their invoices would exceed the cost limit of section 12.": "partly_answered",
    "You have written 31 times about our 14 cranes. This is vexatious, and so section 14(1) applies.": "refused",
    "To provide this would exceed the appropriate limit of section 12. There are 14 cranes and 212 paper files in store.": "refused",
    "There are 14 cranes, each with some 90 invoices. Under section 12 we do not have to answer where the limit is exceeded, and your request is therefore refused.": "refused",
    "Reading the invoices of 14 cranes: 31 hours\nAsking the makers: 9 hours\n\nWe are not able to comply with the request, as that is above the limit of section 12.": "refused",
}
WHOLE = (
    "The Board has 94 gangs. Each of them keeps a log on paper. Where one part of a request exceeds the limit, the whole of it may be refused. We are therefore refusing it under section 12.",
    "The cost of complying with your request would be more than £600. The reason is that there is no central register of cranes, and 31 offices would have to be asked.",
    "1. You have written to the Board 40 times about cranes.\n2. Your request is refused under section 14(1) as vexatious.\n3. The Board has three clerks.",
)


def test_a_request_refused_below_one_of_its_questions_is_not_refused_as_a_whole():
    body = "1. How many cranes do you have?\n\n2020 2021 2022\n14 15 15\n\nWe are refusing your request under section 12, for it would take 200 hours to count the masts.\n\n3. Which of them were made in Norway?\n\nThose on the east quay."
    assert reading_of(body).outcome.value == "partly_answered"


@pytest.mark.parametrize("body", WHOLE)
def test_what_explains_a_refusal_of_the_whole_is_no_answer(body: str):
    assert reading_of(body).outcome.value == "refused"


NOT_REFUSED = {
    "1. 14\n2. The Board does not intend to buy any more.\n3. None": "answered",
    "1. 14\n2. £9,000\n3. None\n\nYour letter did not give a postal address, so this goes by email.": "answered",
    "Your request has been logged. If any of the exemptions apply then the information will not be released. You will have our reply within 20 working days.": "acknowledged",
    "It will take an additional 20 working days to weigh the public interest. The exemption under consideration is section 31.": "acknowledged",
    "1. 14\n2. £9,000\n3. None\n\nAll information has been provided and no exemptions have been applied.": "answered",
    "1. 14\n2. The Authority does not give leave to any ship without a pilot. It was £9,000.\n3. None": "answered",
    "Cranes from Norway are not in use and therefore no information is held.": "answered",
    "We have looked into this and have to tell you that none of the information is held.": "not_held",
    "In this instance the Board does not have any of the information you have requested. This is a notice under section 17(1).": "not_held",
    "Regulation 7(1) provides that a public authority may extend the period from 20 to 40 working days, and we do so here.": "acknowledged",
    "1. 14. The contract for their upkeep has been extended to May.\n2. £9,000\n3. None": "answered",
}


@pytest.mark.parametrize(("body", "outcome"), NOT_REFUSED.items())
def test_what_is_not_done_or_only_weighed_is_no_refusal(body: str, outcome: str):
    law = "FOISA" if "notice under section 17(1)" in body else "EIR" if "Regulation 7" in body else "FOIA"
    assert reading_of(body, law).outcome.value == outcome


GUESSES = (
    "The information you requested on their number is as follows: 14 cranes. To read their invoices would exceed the cost limit of section 12.",
    "Our list of cranes is at www.harbour.example/cranes and is exempt under section 21, for you can read it there. There are 14.",
    "We have 14 cranes. Nothing is held on what they are called by those who drive them.",
)


def reading_of(body: str, law: str = "FOIA") -> Reading:
    text = f"Dear Jo Poe\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    return read([Text("letter", text, "0" * 64)], (), law, LETTER)


@pytest.mark.parametrize("body", EXEMPT)
def test_an_exemption_cited_beside_what_is_given_is_an_answer_in_part(body: str):
    outcome = reading_of(body).outcome
    assert (outcome.value, outcome.confidence) == ("partly_answered", 0.85)


@pytest.mark.parametrize(("body", "expected"), COST.items(), ids=[one[:40] for one in COST])
def test_what_explains_the_cost_of_the_whole_is_nothing_given(body: str, expected: str):
    assert reading_of(body).outcome.value == expected


@pytest.mark.parametrize("body", GUESSES)
def test_what_would_be_a_guess_is_not_said_and_not_lost(body: str):
    reading = reading_of(body)
    kept = leaning(reading.outcome)
    assert reading.outcome.value is None
    assert reading.outcome.abstained == "unclear: it may be partly answered"
    assert kept is not None
    assert kept.value == "partly_answered"
    assert kept.evidence


def test_that_a_guess_was_kept_does_not_hide_that_the_body_has_decided():
    stored = StoredReading(reading_of(GUESSES[1]), (Place("0" * 64, 0, "letter"),))
    events = list(clock_events(stored, datetime(2024, 5, 1, tzinfo=UTC), "message"))
    assert [one.kind for one in events] == ["replied"]
    assert [one.section for one in stored.reading.provisions] == ["21"]


def test_an_abstention_for_any_other_reason_leans_to_nothing():
    assert leaning(Suggestion(None, abstained="nothing says what was decided")) is None
    assert leaning(Suggestion("answered", 0.8)) is None


def of(value: str) -> Reading:
    return Reading(Suggestion(value, 0.85), (), (), ())


def test_an_unclear_decision_is_the_last_word_of_a_thread():
    unclear = reading_of(GUESSES[1])
    for before in ("acknowledged", "not_held"):
        told = combine([of(before), unclear]).outcome
        assert (told.suggestion.value, told.message) == (None, 1)
    after = combine([unclear, of("acknowledged")]).outcome
    assert (after.suggestion.value, after.message) == (None, 0)
    assert combine([unclear, of("answered")]).outcome.suggestion.value == "answered"
    assert combine([of("review_upheld"), unclear]).outcome.suggestion.value is None


DECISIONS = {
    # a no that is worded like nothing held
    "The Harbour Board does not use cranes, so I'm afraid there is nothing further we can send you.": "answered",
    "1. There are 14, and the old one hasn't been replaced, so there is not one in the west dock.\n2. £3m\n3. There isn't one particular maker.": "answered",
    "1. 14\n2. £3m, upheld by schools of thought\n3. A crane that doesn't record.": "answered",
    "I have gone through the minutes, and no information on the cost of cranes is held.": "not_held",
    # asked back
    "Before we can go any further we'd be grateful for some help. The Board is sole owner of two companies. Could you tell us:\n(i) whether you want their cranes, or ours alone.\n\nThe twenty working days will begin on the day we hear from you.": "clarification_asked",
    "There isn't one list. Could you say which cranes you have in mind? For instance the big ones. I'm putting the request on hold until I hear from you, as section 1(3) of the Act allows.": "clarification_asked",
    # passed on
    "Cranes are a function of the County Council and this Board does not have the lists that you're after. I have today passed your letter to the County's information team.": "transferred",
    "We have sent your email on today to the FOI teams of the two trusts. They should be in touch with you.": "transferred",
    # more time
    "I am sorry to say we've not been able to complete it. We are still waiting for our West Dock. I am hoping to have everything with you by Friday 1 November.": "acknowledged",
    "Where an exemption may apply, section 10(3) lets us have longer if we need it, and here we do. Part of it may engage section 43(2). I apologise that we are unable to answer more quickly.": "acknowledged",
    "Thank you. Your request has been logged under reference 77 and you should receive a response by 14/10/2024.\n\nDid you know that many of our answers are published?\nSee www.harbour.example/log\n\nSubject as submitted: Cranes": "acknowledged",
    # neither, and reviews
    "The Board can neither confirm nor deny whether it holds this. We take that position under section 31(3). The matter we rely on is at 31(1)(g). Nothing in this letter should be taken as an indication that it is or is not held.": "neither_confirm_nor_deny",
    "I can confirm that a full and impartial review of the decision has been conducted. I have determined that the original position should be upheld.": "review_upheld",
    "I can confirm that a full and impartial review of the decision has been conducted. I uphold your argument that the list was over-redacted.": "review_overturned",
    # what is no provision, and what is enclosed
    "We have 14 cranes. Where one fell on a shed we paid from section 24 money.": "answered",
    "Enclosure 1 - list of cranes, with their papers.\n\nEnclosure 2 - is blank.\n\nThe invoices are exempt in terms of section 43(2).": "partly_answered",
}


@pytest.mark.parametrize(("body", "expected"), DECISIONS.items(), ids=[one[:50] for one in DECISIONS])
def test_decision(body: str, expected: str):
    assert reading_of(body).outcome.value == expected


def test_where_reviews_are_only_spoken_of_none_was_held():
    foot = "Internal review and ICO details are at the foot of this message."
    assert reading_of(f"{foot}\n\nWe have 14 cranes. They cost £3m. None is from Norway.").outcome.value == "answered"
    assert reading_of("8. Review of service\n\nWe have 14 cranes and they cost £3m.").outcome.value == "answered"


def test_money_is_no_provision_and_deliberation_no_purpose_of_the_law():
    assert not reading_of("We have 14 cranes. Some were paid from section 24 money.").provisions
    withheld = "A list is attached. The chair's opinion is that giving the notes would be likely to inhibit the exchange of views for the purposes of deliberation (section 36(2)(b)(ii)). On balance these should be withheld."
    assert [one.section for one in reading_of(withheld).provisions] == ["36(2)(b)(ii)"]
    assert reading_of(withheld).outcome.value == "partly_answered"
