"""What a letter says of the request's clock. A date merely mentioned, or a charge that is the answer, says nothing."""

# ruff: noqa: E501 -- letters keep their sentences.

from datetime import date

import pytest

from askall.reading.dates import dates_in
from askall.reading.notices import transferred_to
from askall.reading.read import read
from askall.reading.records import Text

SENT = date(2021, 9, 1)


def told(text: str, sent: date | None = None, law: str = "FOIA") -> list[tuple[str, str, str]]:
    read_out = read([Text("letter", text, "0" * 64, sent_on=sent)], (), law)
    for one in read_out.events:
        for quote in one.evidence:
            assert text[quote.start : quote.end] == quote.quote
    return [(one.kind, one.date, one.note) for one in read_out.events if one.kind != "clarification_asked"]


def letter(body: str) -> str:
    return (
        f"Dear Ro,\n\nThank you for your request for information about lamps.\n\n{body}\n\nYours sincerely\nA Clerk\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will respond by 21 September 2021.", [("stated_due", "2021-09-21", "")]),
        ("We must reply within 20 working days, by 29/11/2024.", [("stated_due", "2024-11-29", "")]),
        ("You can expect our response no later than 3rd March 2022.", [("stated_due", "2022-03-03", "")]),
        (
            "Your request was received on 1 May 2021. A response is due by 31 May 2021.",
            [("stated_due", "2021-05-31", "")],
        ),
        ("We are extending the deadline until 4 March 2022.", [("extended", "2022-03-04", "")]),
        ("Your request was received on 1 May 2021.", []),
        ("The contract ends on 4 March 2026.", []),
        ("We will respond by 31 February 2021.", []),
    ],
)
def test_a_bare_sentence_tells(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "You should expect a response by 28 September 2021.",
        "The due date is 28 September 2021.",
        "It was passed to the relevant service and you will receive a response by 28 September 2021.",
        "We will respond within 20 working days, i.e. by 28 September 2021.",
        "We aim to reply by 5pm on Tuesday 28th September.",
        "Under the Act we have until 28 September to respond.",
        "A response will be sent to you no later than close of business on 28 September 2021.",
        "Target date: 28/09/2021",
        "Date response due: 28/09/2021",
        "Please note that we will respond by 28 September 2021.",
        "The statutory deadline for our reply is Tuesday, 28 September 2021.",
        "I will get back to you before the end of 28 September 2021.",
        "The 20 working days end on 28 September 2021.",
        "Our reply will reach you on or before 28 September 2021.",
        "You can expect to hear from us on 28 September 2021.",
        "The Council has 20 working days, until 28 September 2021, in which to answer your request.",
        "Your request will be answered by 28.9.2021",
        "The Code of Practice says that we should aim to answer your request for review in 20 working days, by 28/09/2021.",
        "Byddwn yn ymateb i'ch cais erbyn 28 Medi 2021.",
        "Dylech ddisgwyl clywed gennym erbyn 28 Medi.",
    ],
)
def test_a_date_by_which_the_body_will_answer(sentence: str) -> None:
    assert told(letter(sentence), SENT) == [("stated_due", "2021-09-28", "")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Please reply by 28 September 2021.",
        "If we do not hear from you by 28 September 2021 we will close your request.",
        "Unless we receive your answer by 28 September 2021 the request will lapse.",
        "Please provide clarification by 28 September 2021 or your request will be treated as withdrawn.",
        "You can ask for an internal review by 28 September 2021.",
        "Requests for internal review should be made by 28 September 2021.",
        "You have until 28 September 2021 to complain to the Commissioner.",
        "We would be grateful for your response by 28 September 2021.",
        "The fee must be paid by 28 September 2021.",
        "We expect the works to be completed by 28 September 2021.",
        "The Council will publish its strategy by 28 September 2021.",
        "We will respond to the consultation by 28 September 2021.",
        "The council must respond to planning objections by 28 September 2021.",
        "The council will provide 300 homes by 28 September 2021.",
        "Tenders must be received by 28 September 2021.",
        "Bidders will hear the outcome by 28 September 2021.",
        "Your request should have been answered by 28 September 2021.",
        "Our response would be due on 28 September 2021.",
        "Thank you for your request of 28 September 2021.",
    ],
)
def test_a_date_that_is_none_of_theirs(sentence: str) -> None:
    assert told(letter(sentence), SENT) == []


def test_nobody_promises_for_the_past() -> None:
    overdue = letter("We must respond to you within 20 working days, by 27/08/2021.")
    assert told(overdue, SENT) == []
    assert told(overdue, date(2021, 8, 2)) == [("stated_due", "2021-08-27", "")]


def test_an_answer_promises_only_what_it_tells_the_applicant() -> None:
    answer = "The council has 56 lamps made by Larkvision. They will be replaced. Our response to the audit is due by 4 May 2022."
    assert told(letter(answer), SENT) == []
    rest = "Please find the information attached. We will send you the remaining figures by 8 September 2021."
    assert told(letter(rest), SENT) == [("stated_due", "2021-09-08", "")]


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("We need further time to consider the public interest under section 43. We will respond by 18 October 2021.", "2021-10-18"),
        ("I am writing to say that we need an extra 20 working days to weigh the public interest under section 36.", ""),
        ("Because of the complexity and volume of the information we are extending the time for our response to 40 working "
         "days under regulation 7 of the EIR. The new date is 18 October 2021.", "2021-10-18"),
        ("Unfortunately your request requires an extension to the 20 working day limit. We hope to have a response to you by "
         "18 October.", "2021-10-18"),
        ("We are extending the deadline for our response from 29 September to 18 October 2021.", "2021-10-18"),
        ("The deadline for your request has been extended to 18 October 2021.", "2021-10-18"),
        ("We have not completed our internal review, which we are putting back to 18 October 2021.", "2021-10-18"),
        ("We estimate that it will take an additional 20 working days to reach a decision on the public interest. We plan to "
         "let you have a response by 18 October 2021.", "2021-10-18"),
    ],
)  # fmt: skip
def test_more_time_is_taken(body: str, day: str) -> None:
    assert told(letter(body), SENT) == [("extended", day, "")]


@pytest.mark.parametrize(
    "body",
    [
        "The Act allows us to extend the time limit if we need to consider the public interest.",
        "Sometimes, for more complex requests, we are entitled to extend the response time.",
        "Please note that the Code of Practice does allow us to extend this deadline by 20 days in some situations.",
        "If we need more time we will tell you by 18 October 2021.",
        "We may need to extend the deadline for responding to your request.",
        "We apologise for missing the extended deadline of 18 August 2021.",
        "The contract has been extended until 18 October 2024 in response to the market.",
        "No extension to the deadline is needed.",
        "You asked for more time to clarify your request. That is fine.",
        "It was in good faith that we sought an extension of the deadline.",
    ],
)
def test_more_time_is_only_spoken_of(body: str) -> None:
    assert told(letter(body), SENT) == []


@pytest.mark.parametrize(
    ("body", "day", "amount"),
    [
        ("This letter is a fees notice under section 9. The fee for photocopying and postage is £27.50. Please send a cheque. "
         "Once we receive your payment we will send the information.", "", "£27.50"),
        ("To comply with your request we require payment of £45 for disbursements. The fee must be paid by 1 December 2021.",
         "2021-12-01", "£45"),
        ("The information can be supplied for a charge of £1,120.00. We will release it on receipt of payment.", "", "£1,120.00"),
        ("The charge for this environmental information is £85. You have 60 working days to make the payment.", "", "£85"),
    ],
)  # fmt: skip
def test_a_fee_is_asked_for(body: str, day: str, amount: str) -> None:
    assert told(letter(body), SENT) == [("fee_notice", day, amount)]


@pytest.mark.parametrize(
    "body",
    [
        "The council may make a charge for the provision of information, for example to cover postage (£5).",
        "The monthly hire fee is £300 and payment is made by direct debit.",
        "The council paid £27,000 in fees to its contractor for the information system.",
        "It would cost £700 to comply, which exceeds the appropriate limit of £450. We therefore refuse your request.",
        "Parking charges: £2 per hour. Payment can be made by phone.",
        "There is no charge for this information.",
    ],
)
def test_money_that_is_not_asked_for(body: str) -> None:
    assert told(letter(body), SENT) == []


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("We have transferred your request to Wexshire County Council, who will reply.", "Wexshire County Council"),
        ("It has been transferred to the Department for Transport.", "Department for Transport"),
        ("I have forwarded it to NHS Wexbarrow and Holm Clinical\nCommissioning Group who hold it.",
         "NHS Wexbarrow and Holm Clinical Commissioning Group"),
        ("We have passed your request to the police.", ""),
    ],
)  # fmt: skip
def test_where_a_request_was_passed_on_to(quote: str, body: str) -> None:
    assert transferred_to([quote]) == body


def test_a_question_back_is_quoted_without_what_it_repeats_of_our_letter() -> None:
    ours = "1. How many lamps made by Larkvision does the council own in its parks and streets?"
    text = letter(
        "You asked: How many lamps made by Larkvision does the council own in its parks and streets?\n\n"
        "Before we can deal with it we need clarification. Could you please clarify which parks you mean?"
    )
    [asked] = list(read([Text("letter", text, "0" * 64)], (), "FOIA", ours).events)
    assert (asked.kind, [one.quote for one in asked.evidence]) == (
        "clarification_asked",
        ["Could you please clarify which parks you mean?"],
    )


def test_what_is_quoted_from_an_earlier_mail_is_said_by_nobody_now() -> None:
    text = letter("Please find our answer attached: we own 14 lamps.") + (
        "\nFrom: FOI\nSent: 2 September 2021 10:14\nTo: Ro\nSubject: Your request\n\nWe will respond by 28 September 2021.\n"
    )
    assert told(text, SENT) == []


def test_days_stand_before_months() -> None:
    assert [one.day.isoformat() for one in dates_in("on 03/04/2021, 2021-12-05 and 7 june 2020")] == [
        "2021-04-03",
        "2021-12-05",
        "2020-06-07",
    ]
