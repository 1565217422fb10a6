"""What whole letters put around their decision: reasons, help, others' words; and decisions in more manners."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.passages import passages
from askall.reading.read import read
from askall.reading.records import Text
from askall.study.records import Question

LETTER = """Dear Department for Ferries and Local Piers,

Please tell me:
1. How many piers do you maintain?
2. What was spent on each pier in 2023?
3. Which of them were closed?

Jo Poe
"""


def reading_of(body: str, law: str = "FOIA", letter: str = LETTER):
    text = f"Dear Jo Poe\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    return read([Text("letter", text, "0" * 64)], (), law, letter)


CASES = {
    "refused": [
        "The Department estimates that to provide the information you have asked for would cost more than the appropriate limit of £600. It is not obliged to comply under section 12(1).\n\nHow was the estimate arrived at?\n\nThe Department does not operate a pier team. Each of its eleven offices has a spreadsheet of 2,640 lines, at 4 minutes a line 176 hours.",
        "We cannot comply with your request, as the cost of doing so would exceed the appropriate limit under section 12.\n\nNorth office - 31 hours\nSouth office - 44 hours\nIslands - 12 hours",
        "Freedom of Information Act 2000: Refusal notice\n\nSection 14(1) says that we need not comply with a request if the request is vexatious. The Department has decided that yours is. Since June you have made 43 requests.",
        "We have concluded that the request is vexatious and are refusing it under section 14(1). In reaching that view we looked at these:\n\n- since March you have made 58 requests;\n- the Ombudsman and the Tribunal looked into it and none upheld your complaint;\n- you say that further requests are to follow.",
    ],
    "not_held": [
        "I am afraid that the Department does not hold the information you ask for. The piers were leased to a society in 2009. Since then the society has mended them and let the moorings. The only thing which comes to us is a ground rent of £60 a year. There is a notice by the gate with a telephone number.",
        "I have been through the cabinet and the box of papers and I am afraid we have not got anything on piers.",
        "The Department does not own or manage any piers. They belong to a private landlord, whose staff look after them. We have checked with both offices, and I can confirm that the Department does not hold any recorded information relevant to questions 1 to 3. The landlord does not hold information on our behalf.",
    ],
    "transferred": [
        "Piers are with the county. We believe that the information is held by that authority and have today passed your request to the county's Freedom of Information team. They will deal with you directly.",
        "The Town Office is not the piers authority. I have forwarded your email to their FOI people this morning so they should be in touch.",
    ],
    "acknowledged": [
        "Because of the number of piers we require an extension, and you will receive a full response no later than 19 December 2024.",
    ],
    "clarification_asked": [
        "We would like to help but cannot go ahead on the current wording. Could you please tell us:\n\n* whether you mean ferry piers only\n* which years you want\n\nWe are not required to deal with the request until we have this further information.",
        "Many thanks for your request. We are not required to deal with the request until we know which piers you mean.",
        "Before we can take it further we need to check with you what you would like. Could you please tell us:\n\n(a) whether you want us to include the piers of two trusts; and\n(b) whether you want us to include piers where we only pay for the lamps (for most of these we don't hold accounts).\n\nUnder section 1(3) of the Act the Department is not obliged to comply until it has received the further information.",
    ],
    "review_overturned": [
        "You required the Department to review its response of 30 October. We have come to the conclusion that the exemption wasn't rightly applied and the decision is reversed in its entirety. The list of piers is attached.",
        "Internal review\n\nIn that reply the Department answered questions 1 and 2 but withheld the list of closed piers under section 43(2). I am not persuaded that anyone would lose by it and I do not uphold the exemption. The list is enclosed. I have also looked at the remainder of the reply and find no fault with it.",
    ],
    "review_upheld": [
        "Internal review\n\nYou asked on 19 June for a review of our response. I have decided that the response was right to withhold the list, although its reasons might have been given at greater length.",
    ],
    "answered": [
        "Number of piers. These are attached at Annex A.\n\nSpend. Both documents are attached.",
        "1. There are 40 piers.\n2. £2,000 on each.\n3. Three. The contractor does not collect personal data for us.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("outcome", "body"), [(outcome, body) for outcome, some in CASES.items() for body in some])
def test_the_decision_of_a_whole_letter(outcome, body):
    assert reading_of(body).outcome.value == outcome


def test_a_refusal_of_one_question_leaves_the_answers_to_the_others():
    body = "1. There are 40 piers.\n\n2. To find what was spent would exceed the appropriate limit under section 12.\n\n3. North Pier and Mill Pier."
    assert reading_of(body).outcome.value == "partly_answered"


def test_what_might_be_asked_for_instead_is_not_given():
    body = "We do not hold figures for each pier. Under section 16 (advice and assistance) it might help you to know that yearly totals are held and could be provided."
    assert reading_of(body).outcome.value == "not_held"


def test_the_words_of_a_lease_refuse_nothing():
    body = '1. There are 40 piers.\n\n2. £2,000 on each. "The Tenant shall not disclose or permit to be disclosed, and shall withhold, the terms of this lease."\n\n3. None.'
    assert reading_of(body).outcome.value == "answered"


def test_that_is_24_is_no_section():
    assert reading_of("1. We run 14 and share 10, so that's 24. Last year 3 were closed.\n2. £2,000 each.\n3. Three.").provisions == ()  # fmt: skip


def test_the_number_of_a_page_is_no_answer_to_the_motto_above_it():
    text = "Dear Jo Poe\n\nThe cost would exceed the appropriate limit.\n\nWe are a smoke free harbour\n1\n\nThis letter is a refusal notice.\n"
    labels = {one.plain: one.label for one in passages([Text("letter", text, "0" * 64)], LETTER)}
    assert labels["we are a smoke free harbour"] != "question"
    text = text.replace("We are a smoke free harbour", "Piers that we maintain")
    labels = {one.plain: one.label for one in passages([Text("letter", text, "0" * 64)], LETTER)}
    assert labels["piers that we maintain"] == "question"


def test_a_form_that_names_no_exemption_applies_none():
    body = "Exemptions applied: None\n\n1. There are 40 piers.\n2. £2,000 on each.\n3. None."
    assert reading_of(body).outcome.value == "answered"


def test_the_interest_in_withholding_what_is_not_held_refuses_nothing():
    body = "I have searched the files and the Board does not hold any information within the scope of your request. It is refused for that reason under regulation 12(4)(a) of the Environmental Information Regulations 2004. Although this exception is subject to a public interest test, there is no public interest in withholding what we have not got."
    assert reading_of(body, "EIR").outcome.value == "not_held"


def test_a_section_of_another_act_that_is_named_before_it():
    body = "We are refusing your request under section 12 of the Freedom of Information Act. Legal Services looked at the consents register (Land Drainage Act s.23)."
    assert [f"{one.law} {one.section}" for one in reading_of(body).provisions] == ["FOIA 12"]


def test_a_review_that_says_so_late():
    body = "You wrote on 3 November to say that you did not accept the refusal of your request, and I have reviewed it. It relied upon section 12. I can't see that it was engaged and I am overturning the decision.\n\n1. There are 40 piers.\n2. £2,000 on each."
    assert reading_of(body).outcome.value == "review_overturned"


def test_a_vexatious_request_is_refused_whole_whatever_is_told_of_it():
    officer = Question(
        "officer", "Is there an officer whose main job is piers?", "choice", ("yes", "no"), ("piers officer",)
    )
    text = "Dear Jo Poe\n\nOur piers officer, who works three days a week, has spent 90 hours on your emails. It is our decision that the request is vexatious, and under section 14(1) we are not obliged to comply with it.\n\nYours sincerely\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], (officer,), "FOIA", LETTER).outcome.value == "refused"


@pytest.mark.parametrize(
    "told",
    [
        "We do not charge. The only exemption is for lifeboats.",
        "Yes. The rule is in section 14 of the Harbour Users Handbook, attached.",
        "This is not something that we do routinely.",
    ],
)
def test_other_exemptions_and_sections_and_what_is_not_done_keep_nothing_back(told):
    body = f"1. There are 40 piers.\n\n2. £2,000 on each.\n\n3. {told}"
    reading = reading_of(body)
    assert (reading.outcome.value, reading.provisions) == ("answered", ())


def test_without_the_letter_the_codebook_stands_in_for_it_to_tell_what_was_decided():
    codebook = tuple(
        Question(name, text, "choice", ("yes", "no"), (word,))
        for name, text, word in (
            ("piers", "Does the department run piers?", "piers"),
            ("lamps", "Are there lamps on them?", "lamps"),
        )
    )
    text = "Dear Jo Poe\n\n1. An officer of the harbour team, since 2019\n2. Not on every one\n\nYours sincerely\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], codebook, "FOIA").outcome.value == "answered"


def test_a_reply_that_counts_further_and_has_one_answer_that_surely_fits_is_read():
    letter = "1. Do you run piers?\n2. How many lamps are there on the long pier?\n"
    text = "Dear Jo Poe\n\nPiers\n\n1. Yes\n2. Yes\n3. Yes\n4. 40 lamps on the long pier\n\nYours sincerely\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], (), "FOIA", letter).outcome.value == "answered"
