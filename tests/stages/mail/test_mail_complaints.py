"""The pack for the regulator, from what is stored."""

from datetime import date

import pypdfium2
import pytest
from factories.journeys import request_of, take_in, take_over
from factories.studies import mailbox_messages, write_mbox

from askall.asking import services as asking
from askall.asking.records import Event
from askall.foundation.errors import BadInput
from askall.mail import services as mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(tmp_path, store, now):
    record = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    return record


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        words = []
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            words.append(text.get_text_range())
            text.close()
            page.close()
        return " ".join(" ".join(words).split())
    finally:
        document.close()


def test_the_pack_holds_what_is_stored_of_the_request(record, now):
    key = request_of(record, "STN").key
    refused = next(one for one in mail.messages(requests=[key]) if not one.outgoing)
    event = Event("refused", refused.sent_at, refused.sha256, "refused")
    asking.log_events(events=[asking.NewEvent(key, event)], by="alice", at=now)
    pdf = mail.complaint_pack(study=record, request=key, today=date(2022, 2, 7), provisions=["FOIA 31(1)(a)"])
    words = words_of(pdf)
    assert "Starney City Council" in words
    assert "refused my request, relying on section 31(1)(a) of the Freedom of Information Act 2000." in words
    assert "31 August 2021 I sent my request. Letter 1" in words
    assert "14 September 2021 The authority refused my request. Letter 2" in words
    assert "We therefore refuse your request." in words
    assert "Does the council use equipment made by Hikvision?" in words


def test_nothing_sent_is_nothing_to_complain_about(record, now):
    asking.open_requests(study=record.slug, wave=2, by="alice", at=now)
    second = next(one for one in asking.requests(study=record.slug) if one.wave == 2)
    with pytest.raises(BadInput, match=r"No letter to .* has gone out"):
        mail.complaint_pack(study=record, request=second.key, today=date(2022, 2, 7))
    with pytest.raises(BadInput, match="no such request"):
        mail.complaint_pack(study=record, request=10**6, today=date(2022, 2, 7))
