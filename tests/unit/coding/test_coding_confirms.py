"""What a coding of the outcome says of the events the machine suggested."""

from datetime import UTC, datetime

import pytest

from askall.asking.records import Event
from askall.coding.confirming import mails_quoted, missed, verdicts
from askall.coding.records import Quote
from askall.mail.records import Address, AttachedFile, StoredMessage

AT = datetime(2021, 9, 10, 12, tzinfo=UTC)
FIRST, SECOND, ATTACHED = "a" * 64, "b" * 64, "c" * 64


def mail(sha256, *files, outgoing=False):
    attached = tuple(AttachedFile("reply.pdf", "application/pdf", 9, one, False, "mime") for one in files)
    return StoredMessage(1, sha256, "", AT, Address("", "foi@x.uk"), (), "", outgoing, "", "", (), attached, (), 1)


def suggestion(key, kind, source=FIRST):
    return Event(kind, AT, source, suggested=True, key=key)


def quote(sha256):
    return Quote(sha256, 0, "e-mail", 0, 4, "Yes.")


def test_a_mail_is_quoted_by_its_own_words_or_by_those_of_its_files():
    thread = (mail(FIRST), mail(SECOND, ATTACHED), mail("d" * 64, outgoing=True))
    assert mails_quoted([quote(FIRST)], thread) == thread[:1]
    assert mails_quoted([quote(ATTACHED)], thread) == thread[1:2]
    assert mails_quoted([quote("d" * 64)], thread) == (), "our own words are no evidence of theirs"


def test_the_same_outcome_confirms_the_suggestion_of_the_mail_it_quotes():
    told = [suggestion(1, "replied"), suggestion(2, "replied", SECOND), suggestion(3, "acknowledged", SECOND)]
    said = verdicts("partly_answered", [mail(FIRST)], told)
    assert (said.accepted, said.rejected) == ((1,), ())


def test_the_only_suggestion_of_its_kind_is_confirmed_whatever_was_quoted():
    assert verdicts("answered", [mail(SECOND)], [suggestion(1, "replied")]).accepted == (1,)
    two = [suggestion(1, "replied"), suggestion(2, "replied", SECOND)]
    assert verdicts("answered", [], two).accepted == ()


def test_another_outcome_rejects_what_the_machine_made_of_the_quoted_mail():
    told = [suggestion(1, "replied"), suggestion(2, "acknowledged"), suggestion(3, "stated_due")]
    said = verdicts("refused", [mail(FIRST)], told)
    assert (said.accepted, said.rejected) == ((), (1, 2))


@pytest.mark.parametrize("outcome", ["no_reply", "acknowledged", "clarification_asked", "undeliverable"])
def test_where_nothing_was_decided_every_decision_suggested_is_wrong(outcome):
    told = [suggestion(1, "replied"), suggestion(2, "refused", SECOND), suggestion(3, "extended", SECOND)]
    assert verdicts(outcome, [], told).rejected == (1, 2)


def test_a_request_taken_back_says_nothing_of_its_mail():
    said = verdicts("withdrawn", [mail(FIRST)], [suggestion(1, "acknowledged", SECOND)])
    assert (said.accepted, said.rejected) == ((), ())


def test_what_the_machine_missed_is_logged_with_the_person_s_words():
    [event] = missed("refused", [quote(ATTACHED)], [mail(SECOND, ATTACHED)], [suggestion(1, "replied")], AT)
    assert (event.kind, event.at, event.source, event.note, event.suggested) == ("refused", AT, SECOND, "refused", True)
    assert [(one.sha256, one.quote) for one in event.evidence] == [(ATTACHED, "Yes.")]
    assert missed("refused", [quote(FIRST)], [mail(FIRST)], [suggestion(1, "refused")], AT) == ()
    assert missed("no_reply", [], [], [], AT) == ()
