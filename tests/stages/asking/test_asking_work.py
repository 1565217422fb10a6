"""The work list: each kind of task with the dates of its law, reckoned by hand, and what keeps a request out of it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.wave import at

from askall.asking import services as asking
from askall.asking.models import OutgoingLetter
from askall.asking.records import Event
from askall.asking.services.board import Filters
from askall.asking.services.work import KINDS, Known, work, work_items
from askall.bodies.models import FrameBody
from askall.foundation.errors import BadInput

pytestmark = pytest.mark.django_db


def day(month, number):
    return date(2022, month, number)


def listed(kind, today, **more):
    """Body id → item, of those ready for it."""
    return {one.row.code: one for one in work_items(kind=kind, today=today, **more)[0] if not one.excluded_because}


def left_out(kind, today, **more):
    """Body id → why it is left out."""
    items = work_items(kind=kind, today=today, **more)[0]
    return {one.row.code: one.excluded_because for one in items if one.excluded_because}


# Chase


def test_a_body_is_chased_once_it_is_overdue(wave):
    """FOIA, sent on Monday 10 January 2022: due on 7 February."""
    wave.log("WXB", ("sent", 1, 10))
    assert listed("chase", day(2, 7)) == {}
    item = listed("chase", day(2, 8))["WXB"]
    assert (item.step, item.by, item.recipient) == ("chase", None, "foi@wexbarrow.gov.uk")
    assert item.why == "No answer by 7 February 2022 (FOIA 2000 s.10(1), s.10(6))."


def test_the_second_reminder_waits_ten_working_days_and_is_another_letter(wave):
    """Ten working days after Tuesday 8 February end on 22 February."""
    wave.log("WXB", ("sent", 1, 10), ("chased", 2, 8))
    assert left_out("chase", day(2, 22))["WXB"] == "We wrote on 8 February 2022, not yet 10 working days ago."
    item = listed("chase", day(2, 23))["WXB"]
    assert item.step == "chase_again"
    assert item.why.endswith("(FOIA 2000 s.10(1), s.10(6)), reminded once.")


def test_an_acknowledgement_and_an_automatic_reply_keep_nobody_off_the_list(wave):
    wave.log("WXB", ("sent", 1, 10), ("acknowledged", 1, 11), ("automatic_reply", 1, 11))
    assert "WXB" in listed("chase", day(2, 8))


def test_what_nobody_has_judged_yet_stands_in_the_way(wave):
    wave.log("WXB", ("sent", 1, 10))
    wave.suggest("WXB", "acknowledged", 1, 11)
    assert left_out("chase", day(2, 8)) == {"WXB": "1 suggestion from its mail waits for a person."}
    wave.confirm("WXB")
    assert "WXB" in listed("chase", day(2, 8))


def test_mail_that_nobody_read_stands_in_the_way_until_we_write_again(wave):
    wave.log("WXB", ("sent", 1, 10), ("received", 1, 20))
    why = "It wrote on 20 January 2022, after our last letter, and nobody has said what that is."
    assert left_out("chase", day(2, 8)) == {"WXB": why}
    wave.log("WXB", ("chased", 2, 8))
    assert "WXB" in listed("chase", day(2, 23))


def test_who_has_just_written_is_left_in_peace(wave):
    wave.log("WXB", ("sent", 1, 10), ("acknowledged", 2, 4))
    assert left_out("chase", day(2, 8)) == {"WXB": "It wrote on 4 February 2022, only days ago."}
    assert "WXB" in listed("chase", day(2, 11))
    assert "WXB" in listed("chase", day(2, 8), exclude_heard_within_days=0)


def test_a_letter_on_its_way_stands_in_the_way(wave):
    wave.log("WXB", ("sent", 1, 10))
    letter = wave.letter("WXB")
    assert left_out("chase", day(2, 8)) == {"WXB": "A letter to it is on its way already."}
    letter.state = "cancelled"
    letter.save()
    assert "WXB" in listed("chase", day(2, 8))


def test_it_goes_where_the_last_letter_was_taken(wave):
    wave.log("WXB", ("sent", 1, 10))
    wave.accepted("WXB", "ask", "new@wexbarrow.gov.uk")
    item = listed("chase", day(2, 8))["WXB"]
    assert (item.recipient, item.recipient_why) == ("new@wexbarrow.gov.uk", "where the last letter was taken")


def test_or_where_mail_tells_that_it_went_or_came_from(wave):
    wave.log("WXB", ("sent", 1, 10))
    known = {wave.keys["WXB"]: Known(written_to="team@wexbarrow.gov.uk", reply_to="jane@wexbarrow.gov.uk")}
    assert listed("chase", day(2, 8), known=lambda _: known)["WXB"].recipient == "team@wexbarrow.gov.uk"
    row = FrameBody.objects.get(code="WXB")
    row.fields["emails"] = []
    row.save()
    assert listed("chase", day(2, 8))["WXB"].recipient == ""
    known = {wave.keys["WXB"]: Known(reply_to="jane@wexbarrow.gov.uk")}
    assert listed("chase", day(2, 8), known=lambda _: known)["WXB"].recipient == "jane@wexbarrow.gov.uk"


# Review


@pytest.mark.parametrize(
    ("body", "refused", "by", "source"),
    [
        ("WXB", (2, 10), day(4, 8), "FOIA 2000 s.45 Code of Practice (2018) para 5.3"),
        ("GLN", (2, 10), day(4, 7), "FOISA 2002 s.20(5)"),
        ("GLN", (1, 20), day(4, 4), "FOISA 2002 s.20(5)"),  # an early answer: counted from 7 February, when it was due
        ("PNT", (2, 10), day(4, 8), "EIR 2004 reg 11(2)"),
        ("CRG", (2, 10), day(4, 7), "EI(S)R 2004 reg 16"),  # 17 March is a working day in Scotland
    ],
)
def test_a_refusal_may_be_reviewed_within_forty_working_days(wave, body, refused, by, source):
    wave.log(body, ("sent", 1, 10), ("refused", *refused))
    item = listed("review", by)[body]
    assert (item.step, item.by) == ("review", by)
    assert source in item.why
    late = left_out("review", date.fromordinal(by.toordinal() + 1))
    assert late == {body: f"The last day was {by.day} April 2022."}


def test_a_refusal_that_nobody_confirmed_waits_for_a_person(wave):
    wave.log("WXB", ("sent", 1, 10))
    wave.suggest("WXB", "refused", 2, 1, "We refuse your request.", "refused")
    assert left_out("review", day(2, 2)) == {"WXB": "1 suggestion from its mail waits for a person."}
    wave.confirm("WXB")
    assert listed("review", day(2, 2))["WXB"].why.startswith("Refused on 1 February 2022. Ask for a review by ")


def test_an_answer_in_part_may_be_reviewed_a_whole_one_not(wave):
    wave.log("WXB", ("sent", 1, 10), ("replied", 2, 1, "partly_answered"))
    wave.log("HLM", ("sent", 1, 10), ("replied", 2, 1, "answered"))
    items = listed("review", day(3, 1))
    assert set(items) == {"WXB"}
    assert items["WXB"].why.startswith("Answered only in part on 1 February 2022.")


def test_after_a_review_no_other_is_asked_for(wave):
    wave.log("WXB", ("sent", 1, 10), ("replied", 2, 1, "partly_answered"), ("review_requested", 2, 10))
    wave.log("WXB", ("review_answered", 3, 1))
    assert work_items(kind="review", today=day(3, 2))[1] == 0


def test_in_scotland_silence_is_reviewed_before_any_complaint(wave):
    """FOISA, due on 7 February: the fortieth working day after it is 4 April. After two reminders a review is required;
    with ten working days left, from 21 March, also without."""
    wave.log("GLN", ("sent", 1, 10), ("chased", 2, 8), ("chased", 2, 23))
    wave.log("CRG", ("sent", 1, 10))
    item = listed("review", day(3, 10))["GLN"]
    assert (item.step, item.by) == ("review_silence", day(4, 4))
    assert "Under FOISA 2002 a review comes before any complaint. Ask for a review by 4 April 2022" in item.why
    assert set(listed("chase", day(3, 18))) == {"CRG"}
    assert set(listed("review", day(3, 18))) == {"GLN"}
    assert set(listed("review", day(3, 21))) == {"GLN", "CRG"}
    assert listed("chase", day(3, 21)) == {}
    assert left_out("review", day(4, 5)) == {"GLN": "The last day was 4 April 2022."}
    assert set(listed("chase", day(4, 5))) == {"CRG"}
    assert work_items(kind="complain", today=day(4, 5))[1] == 0


# Complaint


@pytest.mark.parametrize(
    ("body", "from_day", "by", "recipient"),
    [
        ("WXB", day(4, 30), day(6, 10), "icocasework@ico.org.uk"),  # 40 working days in exceptional cases: 29 April
        ("GLN", day(3, 30), day(9, 29), "enquiries@foi.scot"),
        ("PNT", day(4, 30), day(6, 10), "icocasework@ico.org.uk"),
        ("CRG", day(3, 30), day(9, 29), "enquiries@foi.scot"),
    ],
)
def test_a_review_that_never_came_goes_to_the_regulator_of_the_law(wave, body, from_day, by, recipient):
    wave.log(body, ("sent", 1, 10), ("refused", 2, 10), ("review_requested", 3, 1))
    assert work_items(kind="complain", today=date.fromordinal(from_day.toordinal() - 1))[1] == 0
    item = listed("complain", from_day)[body]
    assert (item.step, item.by, item.recipient) == ("complain", by, recipient)
    assert body in listed("complain", by)
    assert left_out("complain", date.fromordinal(by.toordinal() + 1))[body].startswith("The last day was")


@pytest.mark.parametrize(("body", "by"), [("WXB", day(4, 26)), ("GLN", day(9, 15))])
def test_a_review_that_upheld_the_decision_goes_to_the_regulator(wave, body, by):
    """Six weeks after 15 March, by the practice of the one; six months by the Act of the other."""
    wave.log(body, ("sent", 1, 10), ("refused", 2, 10), ("review_requested", 3, 1), ("review_upheld", 3, 15))
    item = listed("complain", by)[body]
    assert item.by == by
    assert item.why.startswith("The review upheld the decision on 15 March 2022. Complain to the ")
    assert body in left_out("complain", date.fromordinal(by.toordinal() + 1))


def test_silence_goes_to_the_regulator_after_two_reminders_where_no_review_is_wanted(wave):
    wave.log("WXB", ("sent", 1, 10), ("chased", 2, 8), ("chased", 2, 23))
    assert left_out("complain", day(3, 9)) == {"WXB": "We wrote on 23 February 2022, not yet 10 working days ago."}
    item = listed("complain", day(3, 10))["WXB"]
    assert item.by is None
    assert "reminded twice. The ICO hears complaints about silence without a review (section 50 of " in item.why
    assert work_items(kind="chase", today=day(3, 10))[1] == 0


def test_what_was_complained_about_is_done(wave):
    wave.log("WXB", ("sent", 1, 10), ("refused", 2, 10), ("review_requested", 3, 1), ("complained", 5, 2))
    assert work(today=day(5, 10)) == ()


# Clarification, fee, address, suggestions


def test_a_question_back_is_shown_with_its_words(wave):
    wave.log("WXB", ("sent", 1, 10))
    wave.suggest("WXB", "clarification_asked", 1, 20, "Which period do you mean?")
    item = listed("clarify", day(2, 20))["WXB"]
    assert (item.quote, item.step, item.row.overdue) == ("Which period do you mean?", "clarify", True)
    assert item.why == "Asked on 20 January 2022. Nothing runs against it until you answer (FOIA 2000 s.1(3))."
    wave.confirm("WXB")
    assert "WXB" in listed("clarify", day(2, 20))
    assert "WXB" not in listed("chase", day(2, 20))
    wave.log("WXB", ("clarified", 2, 21))
    assert work_items(kind="clarify", today=day(2, 22))[1] == 0


def test_mail_after_a_question_is_read_before_the_question_is_answered(wave):
    wave.log("WXB", ("sent", 1, 10), ("clarification_asked", 1, 20), ("received", 1, 25))
    assert left_out("clarify", day(2, 1))["WXB"].startswith("It wrote on 25 January 2022, after our last letter")


def test_a_question_is_answered_where_it_came_from(wave):
    wave.log("WXB", ("sent", 1, 10), ("clarification_asked", 1, 20))
    known = {wave.keys["WXB"]: Known(reply_to="jane@wexbarrow.gov.uk")}
    assert listed("clarify", day(2, 1), known=lambda _: known)["WXB"].recipient == "jane@wexbarrow.gov.uk"


@pytest.mark.parametrize(
    ("body", "by", "source"),
    [
        ("WXB", day(4, 19), "FOIA 2000 s.9(2)"),  # three months that begin with 20 January
        ("GLN", day(4, 19), "FOISA 2002 s.9(3)"),
        ("PNT", day(4, 19), "EIR 2004 reg 8(5)"),  # sixty working days after it, less 17 March and Easter
    ],
)
def test_a_fee_is_to_be_paid_in_time(wave, body, by, source):
    wave.log(body, ("sent", 1, 10), ("fee_notice", 1, 20))
    item = listed("fee", day(2, 1))[body]
    assert item.by == by
    assert source in item.why


def test_a_letter_that_came_back_needs_another_address(wave):
    wave.log("WXB", ("sent", 1, 10), ("bounced", 1, 10))
    item = listed("readdress", day(1, 11))["WXB"]
    assert item.why == "The letter came back on 10 January 2022."
    assert (item.recipient, item.guess) == ("", False)  # foi@ has failed, and there is no other
    known = {wave.keys["WXB"]: Known(named=("requests@wexbarrow.gov.uk",))}
    item = listed("readdress", day(1, 11), known=lambda _: known)["WXB"]
    assert (item.recipient, item.recipient_why) == (
        "requests@wexbarrow.gov.uk",
        "named in the message that came back",
    )


def test_a_letter_the_mail_server_refused_needs_one_too(wave):
    letter = wave.letter("WXB", "ask", "rejected", answer="5.1.1 no such user")
    item = listed("readdress", day(1, 11))["WXB"]
    assert item.why == "The mail server refused the letter: “5.1.1 no such user”"
    wave.letter("WXB", "ask", "queued")
    assert left_out("readdress", day(1, 11)) == {"WXB": "A letter to it is on its way already."}
    letter.refresh_from_db()
    wave.log("WXB", ("sent", 1, 12))
    OutgoingLetter.objects.filter(state="queued").update(state="accepted", accepted_at=wave.now, settled_by="server")
    assert work_items(kind="readdress", today=day(1, 13))[1] == 0


def test_suggestions_that_wait_are_a_task(wave):
    wave.log("WXB", ("sent", 1, 10))
    wave.suggest("WXB", "acknowledged", 1, 11)
    wave.suggest("WXB", "stated_due", 1, 11, note="2022-02-09", source="e" * 64)
    assert listed("confirm", day(1, 12))["WXB"].why == "2 suggestions from its mail wait for a person."


# The list as a whole


@pytest.fixture
def busy(wave):
    wave.log("WXB", ("sent", 1, 10))
    wave.log("HLM", ("sent", 1, 10), ("refused", 2, 10))
    wave.log("STN", ("sent", 1, 10), ("refused", 2, 3))
    wave.log("GLN", ("sent", 1, 10), ("fee_notice", 1, 20))
    wave.log("PNT", ("sent", 1, 10), ("received", 1, 20))
    wave.log("CRG", ("sent", 1, 10), ("bounced", 1, 10))
    return wave


def test_the_tasks_of_a_study_with_the_first_last_day_of_each(busy):
    """STN was refused on 3 February: forty working days end on 1 April."""
    found = {one.kind: (one.count, one.left_out, one.by) for one in work(today=day(3, 1))}
    assert found == {
        "fee": (1, 0, day(4, 19)),
        "review": (2, 0, day(4, 1)),
        "chase": (1, 1, None),
        "readdress": (1, 0, None),
    }
    assert [one.kind for one in work(today=day(3, 1))] == ["fee", "review", "chase", "readdress"]


def test_those_left_out_stand_last_and_pages_are_cut_from_the_whole(busy):
    items, total = work_items(kind="chase", today=day(3, 1))
    assert ([one.row.code for one in items], total) == (["WXB", "PNT"], 2)
    items, total = work_items(kind="chase", today=day(3, 1), offset=1, limit=1)
    assert ([one.row.code for one in items], total) == (["PNT"], 2)
    items, total = work_items(kind="review", today=day(3, 1), filters=Filters(q="starney"))
    assert ([one.row.code for one in items], total) == (["STN"], 1)


def test_the_oldest_refusal_stands_first(busy):
    assert list(listed("review", day(3, 1))) == ["STN", "HLM"]


def test_what_is_no_kind_is_told(db):
    with pytest.raises(BadInput, match="not a kind of task"):
        work_items(kind="chasing", today=day(3, 1))


@pytest.mark.parametrize("kind", KINDS)
def test_a_workspace_without_requests_has_no_work(db, kind):
    assert work(today=day(3, 1)) == ()
    assert work_items(kind=kind, today=day(3, 1)) == ((), 0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_queries_stays_as_it_is(busy, kind):
    def queries(look):
        with CaptureQueriesContext(connection) as caught:
            look()
        return len(caught)

    looks = (lambda: work(today=day(3, 1)), lambda: work_items(kind=kind, today=day(3, 1)))
    before = [queries(look) for look in looks]
    asking.open_requests(study=busy.study.slug, wave=2, by="alice", at=busy.now)
    events = []
    for number, one in enumerate(asking.requests()):
        events.append(asking.NewEvent(one.key, Event("sent", at(2022, 1, 3 + number))))
        events.append(asking.NewEvent(one.key, Event("refused" if number % 2 else "fee_notice", at(2022, 2, 10))))
    asking.log_events(events=events, by="alice", at=busy.now)
    assert [queries(look) for look in looks] == before
    assert max(before) <= 16
