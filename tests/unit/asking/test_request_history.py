"""What happened to a request as its letters tell it: nothing unconfirmed, every last day, the sections in words."""

from datetime import UTC, date, datetime

import pytest

from askall.asking.clocks import clock_of, deadline_by
from askall.asking.history import facts_of, history_of, provisions_in_words
from askall.asking.records import Known, RequestRecord
from askall.asking.state import Event, Quoted
from askall.bodies.records import Body
from askall.study.letters import FACTS


def event(kind, month, day, note="", **more):
    return Event(kind, datetime(2022, month, day, 12, tzinfo=UTC), more.pop("source", ""), note, **more)


def record(*events, law="FOIA"):
    body = Body("WXB", "Wexbarrow Borough Council", "Wexbarrow", "district", "England", "South East", law)
    return RequestRecord(1, "tok3n", "", "study", 1, body, events)


def facts(*events, law="FOIA", known=None):
    return facts_of(record(*events, law=law), known or Known(), "Cameras", date(2022, 6, 1))


def told(*events, until=date(2022, 6, 1)):
    deadline = deadline_by(clock_of("FOIA", events))
    return [(line.on.isoformat(), line.text) for line in history_of(events, deadline, until)]


SENT, REFUSED = event("sent", 1, 10), event("refused", 2, 10, "refused")
REVIEW = event("review_requested", 3, 1)
FOIA = "Freedom of Information Act 2000"
DENIED = "would neither confirm nor deny that the information is held"


def test_a_history_tells_what_happened_and_what_was_due():
    assert told(SENT, event("acknowledged", 1, 12), REFUSED, REVIEW) == [
        ("2022-01-10", "I sent my request."),
        ("2022-01-12", "The authority acknowledged my request."),
        ("2022-02-07", "The answer was due (FOIA 2000 s.10(1), s.10(6))."),
        ("2022-02-10", "The authority refused my request."),
        ("2022-03-01", "I asked for a review."),
        ("2022-03-30", "The outcome of the review was due (FOIA 2000 s.45 Code of Practice (2018) para 5.4)."),
    ]


def test_a_last_day_that_has_not_come_is_left_out():
    assert told(SENT, until=date(2022, 2, 6)) == [("2022-01-10", "I sent my request.")]


def test_what_nobody_confirmed_is_not_told_to_a_regulator():
    pending = event("refused", 2, 10, source="a", suggested=True)
    rejected = event("transferred", 2, 11, suggested=True, verdict="rejected")
    came = event("received", 2, 10, source="a")
    assert told(SENT, came, pending, rejected, until=date(2022, 2, 6))[1:] == [
        ("2022-02-10", "The authority wrote to me.")
    ]
    accepted = event("refused", 2, 10, source="a", suggested=True, verdict="accepted")
    assert told(SENT, came, accepted)[-1] == ("2022-02-10", "The authority refused my request.")


def test_every_fact_of_a_letter_is_there():
    found = facts(SENT, REFUSED, known=Known(reference="FOI 77/22"))
    assert tuple(found) == FACTS
    assert found["request.sent_on"] == "10 January 2022"
    assert found["request.due"] == "7 February 2022"
    assert found["request.answered_on"] == "10 February 2022"
    assert (found["body.reference"], found["request.reference"]) == ("FOI 77/22", "tok3n")
    assert (found["request.review_asked_on"], found["request.chased_on"], found["request.answer"]) == ("", "", "")


def test_the_question_of_the_body_is_quoted():
    quote = Quoted("f" * 64, 0, 0, 12, "Which period?")
    asked = event("clarification_asked", 1, 20, suggested=True, evidence=(quote,))
    found = facts(SENT, asked)
    assert (found["request.asked_on"], found["request.question"]) == ("20 January 2022", "Which period?")


@pytest.mark.parametrize(
    ("answer", "provisions", "decision"),
    [
        (REFUSED, (), "refused my request"),
        (REFUSED, ("FOIA 31",), f"refused my request, relying on section 31 of the {FOIA}"),
        (event("replied", 2, 1, "partly_answered"), (), "answered only part of my request"),
        (event("refused", 2, 1, "neither_confirm_nor_deny"), (), DENIED),
    ],
)
def test_what_the_answer_did(answer, provisions, decision):
    assert facts(SENT, answer, known=Known(provisions=provisions))["request.decision"] == decision


@pytest.mark.parametrize(
    ("provisions", "words"),
    [
        ((), ""),
        (("FOIA 31(1)(a)", "FOIA 43(2)"), "section 31(1)(a) and section 43(2) of the Freedom of Information Act 2000"),
        (("EIR 12(4)(b)",), "regulation 12(4)(b) of the Environmental Information Regulations 2004"),
        (
            ("FOISA 35(1)(a)", "EISR 10(4)(b)"),
            "section 35(1)(a) of the Freedom of Information (Scotland) Act 2002 and regulation 10(4)(b) of the "
            "Environmental Information (Scotland) Regulations 2004",
        ),
    ],
)
def test_a_section_is_named_with_its_law(provisions, words):
    assert provisions_in_words(provisions) == words


def test_a_complaint_about_silence_names_the_reminders():
    chased = (event("chased", 2, 8), event("chased", 2, 23))
    assert facts(SENT, *chased)["request.complaint"] == (
        "The authority has not answered my request, which was due by 7 February 2022 (FOIA 2000 s.10(1), s.10(6)). "
        "I reminded it on 8 February 2022 and 23 February 2022."
    )


def test_a_complaint_about_a_review_that_never_came_says_what_it_was_of():
    assert facts(SENT, REFUSED, REVIEW)["request.complaint"] == (
        "On 10 February 2022 the authority refused my request. I asked for a review on 1 March 2022. I have not been "
        "told its outcome, which was due by 30 March 2022 (FOIA 2000 s.45 Code of Practice (2018) para 5.4)."
    )
    silent = facts(SENT, REVIEW, law="FOISA")["request.complaint"]
    assert silent.startswith("The authority has not answered my request, which was due by 7 February 2022 (FOISA 2002 ")
    assert "I asked for a review on 1 March 2022." in silent


def test_a_complaint_about_a_review_that_changed_nothing():
    upheld = event("review_upheld", 3, 15)
    assert facts(SENT, REFUSED, REVIEW, upheld)["request.complaint"] == (
        "On 10 February 2022 the authority refused my request. On 15 March 2022 its review upheld that. "
        "I do not accept that the information may be withheld."
    )


def test_a_complaint_about_a_refusal_itself_says_if_it_was_late():
    early = event("refused", 2, 3)
    assert facts(SENT, early)["request.complaint"] == (
        "On 3 February 2022 the authority refused my request. I do not accept that the information may be withheld."
    )
    assert " That was late: it was due by 7 February 2022 (FOIA " in facts(SENT, REFUSED)["request.complaint"]


def test_before_any_letter_nothing_is_known():
    found = facts()
    assert {name for name, text in found.items() if text} == {"request.reference", "request.subject"}
