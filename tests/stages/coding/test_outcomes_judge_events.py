"""Coding an outcome judges what the machine suggested, in the same transaction: nobody has to say it twice."""

from datetime import date, timedelta

import pytest
from factories.journeys import CODED, Word, coded_study, hand_in, read_all, request_of, take_in, take_over
from factories.studies import answer, letter, write_mbox

from askall.asking import services as asking
from askall.asking.models import EventVerdict
from askall.asking.services import board
from askall.coding import services as coding
from askall.coding.records import Coding, Quote
from askall.foundation.errors import BadInput

pytestmark = pytest.mark.django_db
LONG_AFTER = date(2022, 2, 7)


def overdue(record):
    filters = board.Filters(study=record.slug, overdue=True)
    return {one.code for one in board.rows(filters=filters, today=LONG_AFTER)[0]}


def verdicts(record, body):
    return {one.kind: one.verdict for one in request_of(record, body).events if one.suggested}


def words(**changed):
    return CODED | {(key[:3], key[4:]): word for key, word in changed.items()}


def test_until_people_have_spoken_who_answered_is_in_the_list_beside_the_silent(record):
    assert overdue(record) == {"WXB", "HLM", "STN", "GLN", "PNT"}


def test_coded_outcomes_take_the_answered_out_of_it(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    assert overdue(record) == {"PNT"}
    assert verdicts(record, "WXB") == {"replied": "accepted"}
    assert verdicts(record, "STN") == {"refused": "accepted"}
    said = EventVerdict.objects.filter(event__kind="refused").get()
    assert (said.by.username, said.why) == ("anna", "outcome coded as refused")


def test_another_outcome_rejects_the_machine_s_and_logs_the_person_s(record, tmp_path, now):
    told = Word("answered", "it is exempt from disclosure under section 31(1)(a)")
    hand_in(record, tmp_path, now, "anna", words(STN_outcome=told))
    assert verdicts(record, "STN") == {"refused": "rejected", "replied": "accepted"}
    one = request_of(record, "STN")
    assert (one.state.name, one.state.firm, one.state.outstanding) == ("replied", "replied", False)
    [event] = [event for event in one.events if event.kind == "replied"]
    assert (event.by, event.note, event.evidence[0].quote) == ("anna", "answered", told.quote)


def test_the_newest_word_holds(record, tmp_path, now):
    told = Word("answered", "it is exempt from disclosure under section 31(1)(a)")
    hand_in(record, tmp_path, now, "anna", words(STN_outcome=told))
    hand_in(record, tmp_path, now + timedelta(hours=1), "ben")
    assert verdicts(record, "STN") == {"refused": "accepted", "replied": "rejected"}
    assert request_of(record, "STN").state.firm == "refused"


def test_a_mail_that_answers_nothing_after_all_leaves_the_request_outstanding(record, tmp_path, now):
    told = Word("acknowledged", "Yes, the council uses Hikvision equipment in its car parks.")
    hand_in(record, tmp_path, now, "anna", words(WXB_outcome=told))
    assert verdicts(record, "WXB") == {"replied": "rejected", "acknowledged": "accepted"}
    assert "WXB" in overdue(record)


def test_a_refused_coding_judges_nothing(record, now):
    source = next(one.source for one in request_of(record, "STN").events if one.suggested)
    wrong = Quote(source, 0, "e-mail", 0, 9, "not there")
    one = Coding("STN", "outcome", "refused", "anna", "coder", record.codebook.version, now, (wrong,), ("FOIA 31",))
    with pytest.raises(BadInput, match="does not stand"):
        coding.save_codings(study=record, codings=[one], by="anna", at=now)
    assert verdicts(record, "STN") == {"refused": ""}


def test_codings_of_the_machine_and_of_questions_judge_nothing(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna", {key: word for key, word in CODED.items() if key[1] != "outcome"})
    assert not EventVerdict.objects.exists()


def test_an_adjudicator_s_word_is_the_last(tmp_path, store, now):
    record = coded_study(tmp_path, store, now)
    assert overdue(record) == {"PNT"}
    assert verdicts(record, "GLN") == {"replied": "accepted"}


def test_two_answers_of_one_request_are_judged_by_the_mail_that_is_quoted(tmp_path, store, now):
    record = take_over(tmp_path, now)
    first = answer(
        0, "foi@wexbarrow.gov.uk", "The council uses 12 cameras made by Hikvision in its car parks.\n", days=5
    )
    second = answer(
        0, "foi@wexbarrow.gov.uk", "The council also uses 44 cameras made by Hikvision in libraries.\n", days=9
    )
    second.replace_header("Message-ID", "<second@wexbarrow.gov.uk>")
    mails = [letter(0, "foi@wexbarrow.gov.uk", "Wexbarrow"), first, second]
    take_in(write_mbox(tmp_path / "box.mbox", mails), store, now)
    read_all(record, store, now)
    suggested = asking.suggestions(study=record.slug, kinds=["replied"])
    assert len(suggested) == 2
    told = {("WXB", "outcome"): Word("answered", "The council also uses 44 cameras made by Hikvision in libraries.")}
    hand_in(record, tmp_path, now, "anna", told)
    pending = asking.suggestions(study=record.slug, kinds=["replied"])
    assert [one.event.at.day for one in pending] == [5], "the other one still waits for a word"
    assert request_of(record, "WXB").state.outstanding is False
