"""Studies and requests in the database: what it keeps, and what it refuses."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from factories.studies import STUDY, write_study

from askall.asking import services as asking
from askall.asking.models import Request
from askall.asking.records import Event
from askall.bodies import services as bodies
from askall.bodies.register import shipped
from askall.foundation.errors import BadInput
from askall.study import services as studies
from askall.study.models import CodebookVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(tmp_path, now):
    return studies.save_study(path=write_study(tmp_path), register=shipped(), by="alice", at=now)


def test_the_frame_is_frozen(study, tmp_path, now):
    """Later changes of the register or of the CSV never change whom the study asks."""
    before = bodies.frame(key=study.frame_key)
    assert [one.id for one in before.bodies] == ["GLN", "HLM", "PNT", "STN", "WXB"]
    (tmp_path / "bodies.csv").write_text("id,name\nNEW,New Council\n")
    again = studies.save_study(path=tmp_path / "study.toml", register=shipped(), by="alice", at=now)
    assert bodies.frame(key=again.frame_key) == before
    assert bodies.frame(key=again.frame_key).sha256 == before.sha256


def test_a_frame_of_another_date_needs_another_study(study, tmp_path, now):
    moved = write_study(tmp_path, STUDY.replace("as_at = 2022-02-07", "as_at = 2023-02-07"))
    with pytest.raises(BadInput, match="frozen as at 2022-02-07"):
        studies.save_study(path=moved, register=shipped(), by="alice", at=now)


def test_a_changed_question_makes_a_new_codebook_version(study, tmp_path, now):
    assert study.codebook.version == 1
    changed = write_study(tmp_path, STUDY.replace("How many cameras made by Hikvision", "How many Hikvision cameras"))
    second = studies.save_study(path=changed, register=shipped(), by="alice", at=now)
    assert second.codebook.version == 2
    assert second.codebook.sha256 != study.codebook.sha256
    with pytest.raises(BadInput, match="forward only"):
        studies.save_study(path=write_study(tmp_path), register=shipped(), by="alice", at=now)


def test_a_codebook_version_cannot_be_changed(study):
    row = CodebookVersion.objects.get()
    row.sha256 = "0" * 64
    with pytest.raises(BadInput, match="cannot be changed"):
        row.save()


def test_one_request_per_study_body_and_wave(study, now):
    assert asking.open_requests(study=study.slug, by="alice", at=now) == 5
    assert asking.open_requests(study=study.slug, by="alice", at=now) == 0
    assert asking.open_requests(study=study.slug, wave=2, by="alice", at=now) == 5
    row = Request.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.create(study=row.study, wave=row.wave, body=row.body, token="another")


def test_state_and_dates_come_from_the_log(study, now):
    asking.open_requests(study=study.slug, by="alice", at=now)
    one = asking.requests(study=study.slug)[0]
    event = asking.NewEvent(one.key, Event("sent", now, "f" * 64))
    asking.log_events(events=[event, event], by="alice", at=now)
    asking.log_events(events=[event], by="alice", at=now)
    again = asking.requests(keys=[one.key])[0]
    assert [event.kind for event in again.events] == ["opened", "sent"]
    assert again.state.name == "waiting"
    assert again.state.sent_on == date(2022, 2, 7)
    with pytest.raises(BadInput, match="not a kind of event"):
        asking.log_events(events=[asking.NewEvent(one.key, Event("vanished", now))], by="alice", at=now)


def test_the_shipped_register_frames_the_founding_study(now, tmp_path):
    path = tmp_path / "study.toml"
    source = STUDY.replace('csv = "bodies.csv"', "").replace("study@campaign", "hik@campaign")
    path.write_text(source)
    record = studies.save_study(path=path, register=shipped(), by="alice", at=now)
    assert len(bodies.frame(key=record.frame_key).bodies) == 398
    assert asking.open_requests(study=record.slug, by="alice", at=now) == 398


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (STUDY.replace("Cameras in five councils", "C" * 400), "400 characters"),
        (STUDY.replace('id = "camera_count"', f'id = "{"c" * 200}"'), "line"),
    ],
)
def test_what_the_tables_cannot_hold_is_a_fault_of_the_file(source, why, tmp_path, now):
    with pytest.raises(BadInput, match=why):
        studies.save_study(path=write_study(tmp_path, source), register=shipped(), by="alice", at=now)


def test_who_acts_has_a_name_the_tables_can_hold(study, now):
    for handle in ("", "   ", "x" * 151):
        with pytest.raises(BadInput, match="Say who does this"):
            asking.open_requests(study=study.slug, wave=3, by=handle, at=now)


def test_letters_taken_over_count_as_sent_once(study, now):
    from askall.asking.sent_letters import SentLetter

    asking.open_requests(study=study.slug, by="alice", at=now)
    key = asking.requests(study=study.slug)[0].key
    letters = [SentLetter(key, "study+gln@campaign.org.uk", now, "FOI-77")]
    for _ in range(2):
        asking.take_over_letters(letters=letters, by="alice", at=now)
    again = asking.requests(keys=[key])[0]
    assert [event.kind for event in again.events].count("sent") == 1
    assert again.reply_address == "study+gln@campaign.org.uk"


def test_letters_from_before_the_request_was_opened_are_its_letters(study, now):
    """A mailbox tells of last year; the workspace was made today."""
    asking.open_requests(study=study.slug, by="alice", at=now)
    key = asking.requests(study=study.slug)[0].key
    before = datetime(2021, 8, 31, 9, tzinfo=UTC)
    for kind, source in (("sent", "a" * 64), ("received", "b" * 64)):
        asking.log_events(events=[asking.NewEvent(key, Event(kind, before, source))], by="alice", at=now)
    assert asking.requests(keys=[key])[0].state.name == "received"
