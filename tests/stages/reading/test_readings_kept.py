"""Suggestions in the database: with exact quotes, derived again alike, never counted, their dates in the log."""

import pytest
from factories.journeys import coded_study, freeze, kinds_of, read_all, request_of, take_in, take_over
from factories.studies import STUDY, answer, letter, mailbox_messages, write_mbox, write_study

from askall.asking import services as asking
from askall.asking.models import RequestEvent
from askall.asking.records import Event
from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.documents import services as documents
from askall.foundation.work import Serial
from askall.mail import services as mail
from askall.mail.models import Message
from askall.reading import services as reading
from askall.reading.models import MessageReading
from askall.study import services as studies

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(tmp_path, store, now):
    study = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    return study


def results():
    return dict(MessageReading.objects.values_list("message__sha256", "result"))


def log():
    return sorted(RequestEvent.objects.filter(withdrawn=False).values_list("request", "kind", "at", "source", "note"))


def test_each_reply_is_read_once(record, store, now):
    assert read_all(record, store, now) == 4
    assert read_all(record, store, now) == 0
    assert MessageReading.objects.count() == 4
    assert not MessageReading.objects.filter(message__direction="out").exists()


def test_reading_can_be_kept_to_some_requests(record, now):
    some = {request_of(record, "WXB").key}
    assert reading.read_messages(study=record, work=Serial(), at=now, requests=some) == 1
    assert set(MessageReading.objects.values_list("message__request_id", flat=True)) == some
    assert reading.read_messages(study=record, work=Serial(), at=now, requests=()) == 0
    assert reading.read_messages(study=record, work=Serial(), at=now) == 3


def test_suggestions_quote_the_stored_text_to_the_character(record, store, now):
    read_all(record, store, now)
    texts = coding.stored_texts(study=record)
    quotes = 0
    for request, words in coding.suggestions(study=record).items():
        for word in words.values():
            for quote in word.quotes:
                assert texts[request][quote.sha256, quote.part].text[quote.start : quote.end] == quote.quote
                quotes += 1
    assert quotes >= 8


def test_what_the_small_study_says_is_found(record, store, now):
    read_all(record, store, now)
    found = {
        (request, variable): word.value
        for request, words in coding.suggestions(study=record).items()
        for variable, word in words.items()
    }
    assert found["WXB", "uses_hikvision"] == "yes"
    assert found["WXB", "camera_count"] == "56"
    assert found.get(("HLM", "uses_hikvision"), "no") == "no", "an abstention is allowed, a wrong answer is not"
    assert found["HLM", "camera_count"] == "0"
    assert found["STN", "outcome"] == "refused"
    assert not {key for key in found if key[0] == "PNT"}


def test_derived_again_from_the_bytes_all_is_the_same(record, store, now):
    """Invariant 7, for texts, suggestions and the log they cause."""
    read_all(record, store, now)
    before = results(), log(), coding.suggestions(study=record)
    assert mail.reparse(store=store, work=Serial()) == 0
    documents.forget()
    assert reading.forget_readings(study=record) == 4
    assert read_all(record, store, now) == 4
    assert (results(), log(), coding.suggestions(study=record)) == before


def test_damaged_rows_are_mended_from_the_bytes(record, store, now):
    read_all(record, store, now)
    before = results()
    Message.objects.filter(direction="in").update(text="nothing", segments=[["own", 0, 7]])
    assert mail.reparse(store=store, work=Serial()) == 4
    read_all(record, store, now)
    assert results() == before


def test_a_letter_that_comes_later_has_the_reply_read_again(tmp_path, store, now):
    """What a body repeats of our letter is not its own word; that is known once the letter is there."""
    study = take_over(tmp_path, now)
    reply = answer(0, "foi@wexbarrow.gov.uk", "Does the council use Hikvision equipment? We are looking into this.")
    take_in(write_mbox(tmp_path / "a", [reply]), store, now)
    assert read_all(study, store, now) == 1
    take_in(write_mbox(tmp_path / "b", [letter(0, "foi@wexbarrow.gov.uk", "Wexbarrow")]), store, now)
    assert read_all(study, store, now) == 1
    assert read_all(study, store, now) == 0


def test_a_new_codebook_has_everything_read_for_it(record, store, now, tmp_path):
    read_all(record, store, now)
    changed = write_study(tmp_path, STUDY.replace("How many cameras made by", "How many cameras of"))
    newer = studies.save_study(path=changed, register=shipped(), by="alice", at=now)
    assert read_all(newer, store, now) == 4
    assert MessageReading.objects.count() == 8, "what was suggested under the old one stays beside its codings"


def test_a_stated_date_goes_to_the_log_and_gives_way_to_a_better_reading(tmp_path, store, now):
    study = take_over(tmp_path, now)
    text = "Thank you for your request. We will respond by 28 September 2021 at the latest.\n"
    reply = answer(0, "foi@wexbarrow.gov.uk", text, days=1)
    take_in(write_mbox(tmp_path / "a", [letter(0, "foi@wexbarrow.gov.uk", "Wexbarrow"), reply]), store, now)
    read_all(study, store, now)
    stated = [one for one in request_of(study, "WXB").events if one.kind == "stated_due"]
    assert [one.note for one in stated] == ["2021-09-28"]
    wrong = asking.NewEvent(request_of(study, "WXB").key, Event("replied", now, stated[0].source))
    asking.log_events(events=[wrong], by="machine:reader", at=now)  # as an older reader may have said
    assert "replied" in kinds_of(study, "WXB")
    read_all(study, store, now)
    assert "replied" not in kinds_of(study, "WXB")
    assert "stated_due" in kinds_of(study, "WXB")


def test_a_reader_that_fails_on_one_message_reads_the_others(record, store, now, monkeypatch):
    from askall.reading.services import kept as services

    def fails_on_one(job):
        if "56 cameras" in job.texts[0].text:
            raise RecursionError("too deep")
        return read_job(job)

    read_job = services.read_job
    monkeypatch.setattr(services, "read_job", fails_on_one)
    assert read_all(record, store, now) == 4
    failed = [one for one in results().values() if "not read" in one["outcome"].get("abstained", "")]
    assert len(failed) == 1
    assert "too deep" in failed[0]["outcome"]["abstained"]


def test_suggestions_alone_are_no_answers(tmp_path, store, now):
    """The machine may be as sure as it likes: without people nothing is counted."""
    study = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    read_all(study, store, now)
    from askall.findings.dataset import load

    dataset = load(freeze(study, tmp_path, now, allow_uncoded=True))
    assert dataset.answers == ()
    assert {row.outcome for row in dataset.requests} == {"not_coded", "no_reply"}


def test_agreement_of_the_machine_with_people_is_reported(tmp_path, store, now):
    study = coded_study(tmp_path, store, now)
    _, machine = coding.agreement(study=study)
    assert machine["uses_hikvision"]["units"] >= 2
    assert machine["uses_hikvision"]["raw"] == 1.0


def test_an_inbox_alone_is_read_beside_the_letter_of_the_study(tmp_path, store, now):
    """Answers that have only a number are those of our questions, though no mail of ours was taken in."""
    asks = "".join(
        f'[letter.{law}]\nsubject = "Cameras"\nbody = "Dear {{body.name}},\\n\\n{{study.questions}}"\n\n'
        for law in ("FOIA", "FOISA")
    )
    study = take_over(tmp_path, now, STUDY.replace("[[claim]]", f"{asks}[[claim]]", 1))
    reply = answer(0, "foi@wexbarrow.gov.uk", "Dear Test Society,\n\n1. Yes\n2. 56\n\nYours sincerely,\nA. Clerk")
    take_in(write_mbox(tmp_path / "a", [reply]), store, now)
    read_all(study, store, now)
    found = coding.suggestions(study=study)["WXB"]
    assert (found["uses_hikvision"].value, found["camera_count"].value) == ("yes", "56")


def test_the_letter_to_a_body_counts_the_questions_that_it_is_asked(tmp_path, store, now):
    asks = '[letter.FOIA]\nsubject = "Cameras"\nbody = "Dear {body.name},\\n\\n{study.questions}"\n\n'
    asks += asks.replace("FOIA", "FOISA")
    first = '[[question]]\nid = "wales"\ntext = "Is it said in Welsh?"\nchoices = ["yes", "no"]\n'
    first += 'applies_to = { nations = ["Wales"] }\n\n'
    text = STUDY.replace("[[claim]]", f"{asks}[[claim]]", 1).replace("[[question]]", f"{first}[[question]]", 1)
    study = take_over(tmp_path, now, text)
    reply = answer(0, "foi@wexbarrow.gov.uk", "Dear Test Society,\n\n1. Yes\n2. 56\n\nYours sincerely,\nA. Clerk")
    take_in(write_mbox(tmp_path / "a", [reply]), store, now)
    read_all(study, store, now)
    found = coding.suggestions(study=study)["WXB"]
    assert (found["uses_hikvision"].value, found["camera_count"].value) == ("yes", "56")
