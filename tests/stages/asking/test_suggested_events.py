"""What the machine reads out of mail: suggested with its words, judged by people and rules, never quietly counted."""

from datetime import UTC, date, datetime

import pytest
from factories.journeys import read_all, request_of, take_in, take_over
from factories.studies import STUDY, answer, letter, mailbox_messages, write_mbox, write_study

from askall.asking import services as asking
from askall.asking.deadlines import deadline_of
from askall.asking.models import EventVerdict
from askall.asking.records import Event
from askall.asking.services import board
from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.foundation.errors import BadInput
from askall.reading import services as reading
from askall.study import services as studies
from askall.team import services as team

pytestmark = pytest.mark.django_db
RULES = '\n[clock]\nconfirm = ["acknowledged", "stated_due", "clarification_asked"]\n'
ACKNOWLEDGED = "Thank you for your request, reference 4711. We will respond by 5pm on Tuesday 28th September.\n"
ASKED = """Thank you for your request. Before we deal with it we need clarification from you.

Could you please clarify whether you mean cameras owned by the council or those of its contractors too?

The 20 working days start when we have received your answer.
"""
LONGER = """We need more time to consider the public interest under section 43 of the Freedom of Information Act.

We now expect to send you our response by 26 October 2021.
"""


def mails(*texts, days=1):
    """Our letter to Wexbarrow and what it answered, a mail a day."""
    letters = [letter(0, "foi@wexbarrow.gov.uk", "Wexbarrow")]
    answers = [answer(0, "foi@wexbarrow.gov.uk", text, days=days + number) for number, text in enumerate(texts)]
    for number, one in enumerate(answers):
        one.replace_header("Message-ID", f"<answer-{number}@wexbarrow.gov.uk>")
    return letters + answers


@pytest.fixture
def wexbarrow(tmp_path, store, now):
    """The request to Wexbarrow after these mails came in and were read."""

    def after(*texts, study=STUDY, days=1):
        record = take_over(tmp_path, now, study)
        take_in(write_mbox(tmp_path / "box.mbox", mails(*texts, days=days)), store, now)
        read_all(record, store, now)
        return record

    return after


def suggested(record, body="WXB"):
    return [(one.kind, one.note, one.verdict) for one in request_of(record, body).events if one.suggested]


def key_of(record, kind):
    return next(one.event.key for one in asking.suggestions(study=record.slug, pending=False, kinds=[kind]))


def test_every_suggested_event_rests_on_words_of_a_stored_file(tmp_path, store, now):
    record = take_over(tmp_path, now)
    take_in(
        write_mbox(tmp_path / "box.mbox", [*mailbox_messages(), *mails(ACKNOWLEDGED, ASKED, LONGER)[1:]]), store, now
    )
    read_all(record, store, now)
    texts = coding.stored_texts(study=record)
    found = asking.suggestions(study=record.slug)
    assert {one.event.kind for one in found} >= {
        "acknowledged", "stated_due", "clarification_asked", "extended", "replied", "refused"
    }  # fmt: skip
    for one in found:
        assert one.event.evidence, one.event.kind
        assert 0 < one.event.confidence <= 1
        for quote in one.event.evidence:
            assert texts[one.request_id][quote.sha256, quote.part].text[quote.start : quote.end] == quote.quote


def test_a_date_without_its_year_is_read_by_the_day_of_the_mail(wexbarrow):
    record = wexbarrow(ACKNOWLEDGED)
    assert suggested(record) == [("acknowledged", "", ""), ("stated_due", "2021-09-28", "")]


def test_no_deadline_rests_on_a_suggestion(wexbarrow):
    record = wexbarrow(ASKED)
    one = request_of(record, "WXB")
    assert (one.state.name, one.state.firm, one.state.pending) == ("clarification_asked", "received", 1)
    assert deadline_of(one).waiting_for is None


def test_confirmed_by_a_person_it_counts_and_the_person_may_think_again(wexbarrow, now):
    record = wexbarrow(ASKED)
    key = key_of(record, "clarification_asked")
    assert asking.judge_events(events=[key], accepted=True, by="alice", at=now, why="read it") == 1
    assert deadline_of(request_of(record, "WXB")).waiting_for == "clarification"
    assert asking.judge_events(events=[key], accepted=True, by="alice", at=now) == 0
    assert asking.judge_events(events=[key], accepted=False, by="ben", at=now) == 1
    one = request_of(record, "WXB")
    assert (one.state.name, deadline_of(one).waiting_for) == ("received", None)
    said = list(EventVerdict.objects.values_list("accepted", "by__username", "why"))
    assert said == [(True, "alice", "read it"), (False, "ben", "")], "both verdicts are kept"
    assert [one.action for one in team.trail()][:2] == ["suggestions rejected", "suggestions accepted"]


def test_no_machine_judges_but_by_a_rule_the_user_switched_on(wexbarrow, now):
    record = wexbarrow(ASKED)
    with pytest.raises(BadInput, match="Machines suggest"):
        asking.judge_events(events=[key_of(record, "clarification_asked")], accepted=True, by="machine:reader", at=now)
    assert suggested(record)[0][2] == ""


def test_a_rule_of_the_study_confirms_in_its_own_words(wexbarrow):
    record = wexbarrow(ACKNOWLEDGED, LONGER, study=STUDY + RULES)
    verdicts = {kind: verdict for kind, _, verdict in suggested(record)}
    assert verdicts["stated_due"] == "accepted"
    assert verdicts["acknowledged"] == "accepted"
    assert verdicts["extended"] == "", "no rule was switched on for it"
    assert deadline_of(request_of(record, "WXB")).stated_due == date(2021, 9, 28)
    words = {(one.by.username, one.why) for one in EventVerdict.objects.select_related("by")}
    assert words == {
        (
            "machine:rule",
            'study.toml: [clock] confirm = ["acknowledged", "stated_due", "clarification_asked"], sure = 0.9',
        )
    }


def test_a_rule_asks_for_certainty(wexbarrow):
    record = wexbarrow(ACKNOWLEDGED, study=STUDY + RULES + "sure = 0.99\n")
    assert {verdict for _, _, verdict in suggested(record)} == {""}


def test_a_person_s_word_stands_over_the_rule(wexbarrow, now):
    record = wexbarrow(ASKED, study=STUDY + RULES)
    key = key_of(record, "clarification_asked")
    asking.judge_events(events=[key], accepted=False, by="alice", at=now)
    assert reading.apply_rules(study=record, at=now) == 0
    assert suggested(record)[0][2] == "rejected"


def test_a_rule_switched_off_later_undoes_nothing(wexbarrow, tmp_path, store, now):
    record = wexbarrow(ASKED, study=STUDY + RULES)
    assert ("clarification_asked", "", "accepted") in suggested(record)
    without = studies.save_study(path=write_study(tmp_path), register=shipped(), by="alice", at=now)
    read_all(without, store, now)
    assert ("clarification_asked", "", "accepted") in suggested(record)


def test_a_rule_switched_on_later_judges_what_waits(wexbarrow, tmp_path, store, now):
    record = wexbarrow(ASKED)
    with_rule = studies.save_study(path=write_study(tmp_path, STUDY + RULES), register=shipped(), by="alice", at=now)
    read_all(with_rule, store, now)
    assert ("clarification_asked", "", "accepted") in suggested(record)


def test_read_again_alike_the_verdicts_stay(wexbarrow, store, now):
    record = wexbarrow(ACKNOWLEDGED)
    key = key_of(record, "stated_due")
    asking.judge_events(events=[key], accepted=True, by="alice", at=now)
    before = asking.suggestions(study=record.slug, pending=False)
    reading.forget_readings(study=record)
    read_all(record, store, now)
    assert asking.suggestions(study=record.slug, pending=False) == before


def test_the_overdue_list_keeps_who_only_acknowledged(wexbarrow):
    record = wexbarrow(ACKNOWLEDGED, study=STUDY + RULES)
    filters = board.Filters(study=record.slug, overdue=True)
    found, _ = board.rows(filters=filters, today=date(2021, 9, 29))
    assert [one.code for one in found] == ["WXB"]


def test_an_extension_moves_the_date_once_it_is_confirmed(wexbarrow, now):
    record = wexbarrow(LONGER, days=14)
    assert deadline_of(request_of(record, "WXB")).due == date(2021, 9, 28)
    asking.judge_events(events=[key_of(record, "extended")], accepted=True, by="alice", at=now)
    moved = deadline_of(request_of(record, "WXB"))
    assert (moved.due, moved.stated_due) == (date(2021, 10, 26), date(2021, 10, 26))
    assert "s.10(3)" in moved.source


def test_suggestions_are_listed_by_what_is_asked_for(tmp_path, store, now):
    record = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    read_all(record, store, now)
    everything = asking.suggestions(study=record.slug)
    assert [one.request_id for one in everything] == sorted(one.request_id for one in everything)
    [refused] = asking.suggestions(kinds=["refused"])
    assert (refused.body_name, refused.event.note) == ("Starney City Council", "refused")
    assert asking.suggestions(keys=[refused.event.key]) == (refused,)
    assert asking.suggestions(requests=[refused.request]) == (refused,)
    assert all(one.event.confidence >= 0.9 for one in asking.suggestions(least=0.9))
    assert asking.suggestions(study="another") == ()
    with pytest.raises(BadInput, match="“sent” is nothing the machine suggests"):
        asking.suggestions(kinds=["sent"])


def test_a_suggestion_that_was_said_without_its_words_gives_way(wexbarrow, store, now):
    """As an earlier version logged it, as if it were known."""
    record = wexbarrow(ACKNOWLEDGED)
    one = request_of(record, "WXB")
    source = next(event.source for event in one.events if event.kind == "stated_due")
    old = Event("clarification_asked", datetime(2021, 9, 1, 9, tzinfo=UTC), source)
    asking.log_events(events=[asking.NewEvent(one.key, old)], by="machine:reader", at=now)
    read_all(record, store, now)
    assert "clarification_asked" not in [event.kind for event in request_of(record, "WXB").events]
