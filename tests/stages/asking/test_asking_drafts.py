"""Letters of a step, body by body: merged, addressed, and held back where they should not go."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from askall.asking.services.work import QUEUED_AS, Known, drafts
from askall.bodies.models import FrameBody
from askall.foundation.errors import BadInput

pytestmark = pytest.mark.django_db
ALL = ("WXB", "HLM", "STN", "GLN", "PNT", "CRG")


@pytest.fixture
def drafted(wave):
    """The drafts of a step by body id, in the order of the bodies given."""

    def _drafted(step, month, day, bodies=ALL, known=None):
        codes = {key: code for code, key in wave.keys.items()}
        known = {wave.keys[code]: one for code, one in (known or {}).items()}
        keys = [wave.keys[code] for code in bodies]
        made = drafts(study=wave.study, step=step, requests=keys, today=date(2022, month, day), known=lambda _: known)
        return {codes[one.request]: one for one in made}

    return _drafted


def test_each_body_gets_its_own_letter_under_its_own_law(wave, drafted):
    wave.log("WXB", ("sent", 1, 10))
    wave.log("GLN", ("sent", 1, 10), ("chased", 2, 8))
    made = drafted("chase", 3, 1, ("WXB", "GLN"))
    assert list(made) == ["WXB", "GLN"]
    first, second = made["WXB"], made["GLN"]
    assert (first.step, first.recipient, first.why_excluded) == ("chase", "foi@wexbarrow.gov.uk", "")
    assert first.subject == "Re: Cameras in five councils"
    assert first.body.startswith("Dear Wexbarrow Borough Council,\n\nOn 10 January 2022 I asked you")
    assert "by 7 February 2022 under section 10(1) of the Freedom of Information Act 2000." in first.body
    assert "1. Does the council use equipment made by Hikvision?" in first.body
    assert "I reminded you on 8 February 2022" in second.body
    assert "section 20 of the Freedom of Information (Scotland) Act 2002" in second.body


def test_a_letter_keeps_the_subject_of_the_thread(wave, drafted):
    wave.log("WXB", ("sent", 1, 10))
    token = next(one.token for one in wave.requests() if one.body.id == "WXB")
    known = {"WXB": Known(subject=f"FOI: cameras [{token}]")}
    assert drafted("chase", 3, 1, ("WXB",), known)["WXB"].subject == "Re: FOI: cameras"


def test_a_body_that_should_not_be_written_to_says_why(wave, drafted):
    wave.log("WXB", ("sent", 1, 10), ("received", 2, 1))
    wave.log("HLM", ("sent", 1, 10), ("replied", 2, 1))
    made = drafted("chase", 3, 1, ("WXB", "HLM"))
    assert made["WXB"].why_excluded.startswith("It wrote on 1 February 2022, after our last letter")
    assert made["HLM"].why_excluded == "There is nothing to remind it of today."
    assert made["HLM"].body.startswith("Dear Holmdale")  # to be looked at all the same


def test_an_answer_to_a_question_has_to_be_given(wave, drafted):
    wave.log("WXB", ("sent", 1, 10), ("clarification_asked", 1, 20))
    why = drafted("clarify", 2, 1, ("WXB",))["WXB"].why_excluded
    assert why == "[letter.FOIA.clarify] uses {request.answer}, which is empty."
    made = drafted("clarify", 2, 1, ("WXB",), {"WXB": Known(answer="The last {calendar} year.")})["WXB"]
    assert "question of 20 January 2022 about my request of 10 January 2022. My answer is:" in made.body
    assert "\n\nThe last {calendar} year.\n\n" in made.body
    assert made.why_excluded == ""


def test_a_review_says_what_was_refused_and_under_which_section(wave, drafted):
    wave.log("WXB", ("sent", 1, 10), ("refused", 2, 10))
    made = drafted("review", 3, 1, ("WXB",), {"WXB": Known(provisions=("FOIA 31(1)(a)",))})["WXB"]
    assert made.step == "review"
    decision = "you refused my request, relying on section 31(1)(a) of the Freedom of Information Act 2000."
    assert f"On 10 February 2022 {decision}" in made.body


def test_scottish_silence_gets_a_requirement_for_review(wave, drafted):
    wave.log("GLN", ("sent", 1, 10), ("chased", 2, 8), ("chased", 2, 23))
    made = drafted("review", 3, 10, ("GLN",))["GLN"]
    assert made.subject == "Requirement for review: Cameras in five councils"
    assert "I require you to review your failure to answer my request of 10 January 2022." in made.body
    assert made.why_excluded == ""


@pytest.mark.parametrize(
    ("body", "regulator", "section"),
    [
        ("WXB", "icocasework@ico.org.uk", "section 50 of the Freedom of Information Act 2000"),
        ("GLN", "enquiries@foi.scot", "section 47 of the Freedom of Information (Scotland) Act 2002"),
        ("PNT", "icocasework@ico.org.uk", "regulation 18 of the Environmental Information Regulations 2004"),
        ("CRG", "enquiries@foi.scot", "regulation 17 of the Environmental Information (Scotland) Regulations 2004"),
    ],
)
def test_a_complaint_goes_to_the_regulator_with_the_whole_history(wave, drafted, body, regulator, section):
    wave.log(body, ("sent", 1, 10), ("refused", 2, 10), ("review_requested", 3, 1), ("review_upheld", 3, 15))
    made = drafted("complain", 4, 1, (body,))[body]
    assert made.recipient == regulator
    assert f"I apply under {section}" in made.body
    assert "10 February 2022: The authority refused my request.\n1 March 2022: I asked for a review." in made.body
    assert "15 March 2022: The authority upheld its decision on review." in made.body
    assert made.warnings[0].startswith("The chronology goes with it. Check at https://")


def test_a_body_that_the_regulator_hears_no_complaint_about_is_a_warning(wave, drafted):
    row = FrameBody.objects.get(code="GLN")
    row.fields["name"] = "Crown Office and Procurator Fiscal Service"
    row.save()
    wave.log("GLN", ("sent", 1, 10), ("refused", 2, 10), ("review_requested", 3, 1), ("review_upheld", 3, 15))
    made = drafted("complain", 4, 1, ("GLN",))["GLN"]
    assert (
        made.warnings[1]
        == "The Scottish Information Commissioner may hear no complaint about this body (FOISA 2002 s.48)."
    )


def test_a_request_goes_to_another_address_as_the_request_it_is(wave, drafted):
    wave.log("WXB", ("sent", 1, 10), ("bounced", 1, 10))
    assert drafted("readdress", 1, 11, ("WXB",))["WXB"].why_excluded == "No address is known to write to."
    other = {"WXB": Known(seen=("information@wexbarrow.gov.uk",))}
    made = drafted("readdress", 1, 11, ("WXB",), other)["WXB"]
    assert (made.step, made.recipient, made.why_excluded) == ("ask", "information@wexbarrow.gov.uk", "")
    assert made.subject == "Cameras in five councils"


def test_a_guessed_address_is_a_warning(wave, drafted):
    row = FrameBody.objects.get(code="WXB")
    row.fields["emails"] = ["info@wexbarrow.gov.uk"]
    row.save()
    wave.log("WXB", ("sent", 1, 10), ("bounced", 1, 10))
    made = drafted("readdress", 1, 11, ("WXB",))["WXB"]
    assert (made.recipient, made.why_excluded) == ("foi@wexbarrow.gov.uk", "")
    assert made.warnings == ("foi@wexbarrow.gov.uk is a guess: check it on the body's website.",)


def test_where_the_last_letter_was_taken_it_is_not_sent_again(wave, drafted):
    wave.log("WXB", ("sent", 1, 10), ("bounced", 1, 10))
    wave.accepted("WXB", "ask", "old@wexbarrow.gov.uk")
    assert drafted("readdress", 1, 11, ("WXB",))["WXB"].recipient == "foi@wexbarrow.gov.uk"


def test_every_step_drafts_for_every_body_or_says_why_not(wave, drafted):
    for step in QUEUED_AS:
        made = drafted(step, 3, 1)
        assert tuple(made) == ALL
        assert all(one.why_excluded for one in made.values())


def test_what_is_no_step_is_told(wave, drafted):
    with pytest.raises(BadInput, match="no step with a letter"):
        drafted("fee", 3, 1)


def test_requests_of_other_studies_are_not_written_to(wave):
    assert drafts(study=wave.study, step="chase", requests=[10**6], today=date(2022, 3, 1)) == ()


def test_the_number_of_queries_does_not_grow_with_the_letters(wave):
    for code in ALL:
        wave.log(code, ("sent", 1, 10))

    def queries(codes):
        keys = [wave.keys[one] for one in codes]
        with CaptureQueriesContext(connection) as caught:
            assert len(drafts(study=wave.study, step="chase", requests=keys, today=date(2022, 3, 1))) == len(codes)
        return len(caught)

    assert queries(ALL[:1]) == queries(ALL) <= 12
