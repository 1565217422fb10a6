"""Codings in the database: sheets out and in, append-only, decided by people, frozen once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from factories.journeys import (
    CODED,
    Word,
    filled,
    freeze,
    hand_in,
    read_all,
    request_of,
    take_in,
    take_over,
)
from factories.studies import ANSWERS, STUDY, answer, letter, mailbox_messages, write_mbox, write_study

from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.coding.models import CodingEntry, CodingQuote, Freeze
from askall.findings.dataset import load
from askall.foundation.errors import BadInput, CheckFailed, InputFaults
from askall.mail import services as mail
from askall.study import services as studies
from askall.study.models import CodebookVersion
from askall.team import services as team

pytestmark = pytest.mark.django_db


def words(**changed):
    """CODED with one word changed: words(WXB_uses_hikvision=Word("no", …))."""
    return CODED | {(key[:3], key[4:]): word for key, word in changed.items()}


# --- Sheets ---------------------------------------------------------------------------------------------------------


def test_a_filled_sheet_comes_in_whole(record, tmp_path, now):
    assert hand_in(record, tmp_path, now, "anna") == len(CODED)
    kept = {(one.request, one.variable): one for one in coding.codings(study=record) if one.coder == "anna"}
    assert {key: one.value for key, one in kept.items()} == {key: word.value for key, word in CODED.items()}
    assert kept["STN", "outcome"].provisions == ("FOIA 31(1)(a)",)
    texts = coding.stored_texts(study=record)
    for one in kept.values():
        for quote in one.quotes:
            assert texts[one.request][quote.sha256, quote.part].text[quote.start : quote.end] == quote.quote


def test_the_same_sheet_again_adds_nothing(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    assert hand_in(record, tmp_path, now + timedelta(hours=1), "anna") == 0


def test_who_is_silent_is_not_in_the_sheet(record):
    requests = {one.request for one in coding.sheet_requests(study=record)}
    assert requests == {"WXB", "HLM", "STN", "GLN"}


def test_a_blind_sheet_shows_no_suggestions(record):
    assert b"56" in coding.export_sheet(study=record)
    assert b"56 cameras" not in coding.export_sheet(study=record, blind=True)


def test_any_fault_refuses_the_whole_sheet_and_all_are_named(record, tmp_path, now):
    wrong = words(
        WXB_uses_hikvision=Word("perhaps", "Yes, the council uses Hikvision equipment"),
        HLM_camera_count=Word("0", "these words nobody wrote"),
        STN_outcome=Word("refused", "it is exempt from disclosure under section 31(1)(a)"),
        GLN_uses_hikvision=Word("yes"),
    )
    before = len(coding.codings(study=record))
    with pytest.raises(InputFaults) as caught:
        hand_in(record, tmp_path, now, "anna", wrong)
    named = {(fault.column, fault.row is not None) for fault in caught.value.faults}
    assert named == {("value", True), ("quote", True), ("provisions", True)}
    assert len(caught.value.faults) == 4
    assert len(coding.codings(study=record)) == before


def test_words_of_our_own_letter_are_no_evidence(record, tmp_path, now):
    ours = words(WXB_uses_hikvision=Word("yes", "Under the Freedom of Information Act I ask you"))
    with pytest.raises(InputFaults, match="does not stand in what Wexbarrow Borough Council sent"):
        hand_in(record, tmp_path, now, "anna", ours)


def test_a_sheet_of_an_older_codebook_is_refused(record, tmp_path, now):
    sheet = filled(coding.export_sheet(study=record))
    changed = write_study(tmp_path, STUDY.replace("How many cameras made by", "How many cameras of"))
    newer = studies.save_study(path=changed, register=shipped(), by="alice", at=now)
    (tmp_path / "old.csv").write_bytes(sheet)
    with pytest.raises(InputFaults, match="codebook"):
        coding.import_sheet(study=newer, path=tmp_path / "old.csv", coder="anna", role="coder", at=now)


# --- What the service refuses, whoever calls it -----------------------------------------------------------------------


def a_coding(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    return next(
        one
        for one in coding.codings(study=record)
        if (one.request, one.variable, one.coder) == ("WXB", "uses_hikvision", "anna")
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quotes": ()}, "needs the words"),
        ({"value": "perhaps"}, "not an answer"),
        ({"value": ""}, "blank"),
        ({"value": "Yes"}, "not written as"),
        ({"variable": "colour"}, "no such question"),
        ({"variable": "outcome", "value": "yes"}, "not an outcome"),
        ({"request": "ZZZ"}, "has no request"),
        ({"codebook_version": 7}, "version 7"),
        ({"role": "machine"}, "people code"),
        ({"coder": "machine:reader"}, "people code"),
    ],
)
def test_an_unsound_coding_is_refused(record, tmp_path, now, change, why):
    sound = a_coding(record, tmp_path, now)
    before = len(coding.codings(study=record))
    fresh = {"coder": "ben"} | change
    with pytest.raises(BadInput, match=why):
        coding.save_codings(study=record, codings=[replace(sound, **fresh)], by="alice", at=now)
    assert len(coding.codings(study=record)) == before


def test_a_quote_one_character_off_is_refused(record, tmp_path, now):
    sound = a_coding(record, tmp_path, now)
    quote = sound.quotes[0]
    for wrong in (
        replace(quote, start=quote.start + 1),
        replace(quote, quote=quote.quote.lower()),
        replace(quote, sha256="f" * 64),
        replace(quote, part=9),
    ):
        with pytest.raises(BadInput, match="does not stand"):
            coding.save_codings(study=record, codings=[replace(sound, coder="ben", quotes=(wrong,))], by="ben", at=now)


# --- Append-only ------------------------------------------------------------------------------------------------------


def test_a_change_of_mind_is_a_new_coding_and_the_old_one_stays(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    mind = {("HLM", "camera_count"): Word("not_stated")}
    assert hand_in(record, tmp_path, now + timedelta(days=1), "anna", mind) == 1
    said = [
        one.value
        for one in coding.codings(study=record)
        if (one.request, one.variable, one.coder) == ("HLM", "camera_count", "anna")
    ]
    assert said == ["0", "not_stated"]
    assert coding.decisions(study=record)["HLM"]["camera_count"].codings[0].value == "not_stated"


def test_a_row_cannot_be_saved_again(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    row = CodingEntry.objects.first()
    row.value = "no"
    with pytest.raises(BadInput, match="never changed"):
        row.save()


@pytest.mark.parametrize(
    ("model", "change"),
    [(CodingEntry, {"value": "no"}), (CodingQuote, {"quote": "other words"}), (CodebookVersion, {"sha256": "0" * 64})],
)
def test_the_database_refuses_a_change_past_our_code(record, tmp_path, now, model, change):
    hand_in(record, tmp_path, now, "anna")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's triggers leave deleting open, see append_only")
def test_postgresql_refuses_to_delete(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CodingQuote.objects.all().delete()


def test_the_database_refuses_a_blank_and_an_unknown_role(record, now):
    given = {
        "request_id": request_of(record, "WXB").key,
        "codebook_id": record.codebook_key,
        "variable": "uses_hikvision",
        "coder": team.person(handle="anna"),
        "at": now,
    }
    for wrong in ({"value": "", "role": "coder"}, {"value": "yes", "role": "guesser"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CodingEntry.objects.create(**given, **wrong)


# --- Decisions --------------------------------------------------------------------------------------------------------


def test_two_coders_agree_or_an_adjudicator_settles(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    assert coding.coding_progress(study=record)["complete"] == 0, "one coder is not enough here"
    hand_in(record, tmp_path, now, "ben", words(HLM_camera_count=Word("not_stated")))
    progress = coding.coding_progress(study=record)
    assert [progress[name] for name in ("heard", "silent", "complete", "disagreements")] == [4, 1, 3, 1]
    people, _ = coding.agreement(study=record)
    assert people["uses_hikvision"]["raw"] == 1.0
    assert people["camera_count"]["raw"] == pytest.approx(2 / 3, abs=1e-4)

    sheet = coding.export_adjudication(study=record).decode("utf-8-sig")
    assert "anna: 0" in sheet
    assert "ben: not_stated" in sheet
    assert hand_in(record, tmp_path, now, "clara", {("HLM", "camera_count"): CODED["HLM", "camera_count"]},
                   "adjudicator") == 1  # fmt: skip
    settled = coding.decisions(study=record)["HLM"]["camera_count"]
    assert (settled.value, settled.adjudicated, settled.final) == ("0", True, True)
    assert coding.coding_progress(study=record)["complete"] == 4


def test_the_machine_never_counts(record, tmp_path, now):
    machine = [one for one in coding.codings(study=record) if one.role == "machine"]
    assert {one.request for one in machine} >= {"WXB", "HLM", "STN", "GLN"}
    assert not any(one.final for each in coding.decisions(study=record).values() for one in each.values())
    hand_in(record, tmp_path, now, "anna")
    with pytest.raises(BadInput, match="not finally coded"):
        freeze(record, tmp_path, now)
    with pytest.raises(BadInput, match="is a machine"):
        hand_in(record, tmp_path, now, "machine:reader")


def test_an_answer_the_new_codebook_does_not_know_waits_to_be_coded_again(coded, tmp_path, now):
    changed = STUDY.replace('choices = ["yes", "no", "formerly"]', 'choices = ["uses", "no"]')
    changed = write_study(tmp_path, changed.replace('answer = "yes"', 'answer = "uses"'))
    newer = studies.save_study(path=changed, register=shipped(), by="alice", at=now)
    decided = coding.decisions(study=newer)
    assert "uses_hikvision" not in decided["WXB"]
    assert decided["HLM"]["uses_hikvision"].final
    with pytest.raises(BadInput, match="not finally coded"):
        freeze(newer, tmp_path, now)
    assert len(coding.codings(study=newer)) == len(coding.codings(study=coded)), "the log keeps what was said"


# --- Freeze -----------------------------------------------------------------------------------------------------------


def test_a_freeze_copies_the_decisions_and_numbers_itself(coded, tmp_path, now):
    first = load(freeze(coded, tmp_path, now))
    assert {row.body: row.outcome for row in first.requests} == {
        "WXB": "answered", "HLM": "answered", "STN": "refused", "GLN": "answered", "PNT": "no_reply",
    }  # fmt: skip
    assert {row.coders for row in first.answers} == {"coder 1;coder 2"}
    second = freeze(coded, tmp_path, now)
    assert second.name.endswith("-2")
    assert coding.newest_dataset(study=coded, folder=second.parent) == second
    assert coding.changed_datasets(study=coded, folder=second.parent) == []


def test_the_same_decisions_freeze_to_the_same_bytes(coded, tmp_path, now):
    first, second = freeze(coded, tmp_path, now), freeze(coded, tmp_path, now)
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_a_freeze_waits_for_the_last_coding_or_counts_it_as_unknown(record, tmp_path, now):
    partly = {key: word for key, word in CODED.items() if key[0] != "GLN"}
    for coder in ("anna", "ben"):
        hand_in(record, tmp_path, now, coder, partly)
    with pytest.raises(BadInput, match=r"1 of 5 requests are not finally coded \(GLN\)"):
        freeze(record, tmp_path, now)
    assert not Freeze.objects.exists()
    dataset = load(freeze(record, tmp_path, now, allow_uncoded=True))
    assert dataset.latest["GLN"].outcome == "not_coded"
    assert "not finally coded" in dataset.info.notes[0]


def test_a_frozen_dataset_is_never_written_again(coded, tmp_path, now):
    folder = freeze(coded, tmp_path, now)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    Freeze.objects.all().delete()  # as after a power cut between writing the folder and recording it
    again = freeze(coded, tmp_path, now)
    assert again != folder
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_changed_or_lost_dataset_is_told(coded, tmp_path, now):
    folder = freeze(coded, tmp_path, now)
    with (folder / "manifest.json").open("a") as file:
        file.write(" ")
    assert "is not what was frozen" in coding.changed_datasets(study=coded, folder=folder.parent)[0]
    (folder / "manifest.json").unlink()
    assert "is not what was frozen" in coding.changed_datasets(study=coded, folder=folder.parent)[0]


def test_words_that_are_gone_are_told_and_stop_the_freeze(coded, tmp_path, now):
    """The answer is moved to another council after it was coded: the coding has lost its words."""
    assert coding.lost_quotes(study=coded) == []
    wexbarrow = request_of(coded, "WXB")
    answer = next(one for one in mail.messages(requests=[wexbarrow.key]) if not one.outgoing)
    pentrefan = request_of(coded, "PNT")
    mail.move_message(sha256=answer.sha256, to_request=pentrefan.key, by="alice", at=now, why="wrong council")
    lost = coding.lost_quotes(study=coded)
    assert lost
    assert all(sentence.startswith("WXB, ") for sentence in lost)
    with pytest.raises(CheckFailed, match="WXB, uses_hikvision"):
        freeze(coded, tmp_path, now, allow_uncoded=True)
    mail.move_message(sha256=answer.sha256, to_request=wexbarrow.key, by="alice", at=now, why="it was right")
    assert coding.lost_quotes(study=coded) == []
    assert Path(freeze(coded, tmp_path, now)).is_dir()


# --- Who is late, people say -----------------------------------------------------------------------------------------


@pytest.fixture
def unread(tmp_path, store, now):
    """Filed, but the machine has suggested nothing: it did not see that there was a reply."""
    study = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    return study


def test_a_reply_that_only_people_recognised_is_in_time(unread, tmp_path, now):
    for coder in ("anna", "ben"):
        hand_in(unread, tmp_path, now, coder)
    rows = load(freeze(unread, tmp_path, now)).latest
    assert (rows["WXB"].first_reply_on, rows["WXB"].late) == ("2021-09-14", "no")
    assert (rows["STN"].first_reply_on, rows["STN"].late) == ("2021-09-14", "no")
    assert (rows["PNT"].first_reply_on, rows["PNT"].late) == ("", "yes")


def test_nobody_is_called_late_before_people_have_read_what_came(unread, tmp_path, now):
    rows = load(freeze(unread, tmp_path, now, allow_uncoded=True)).latest
    assert {body for body, row in rows.items() if row.late} == {"PNT"}


def test_a_reply_only_the_machine_saw_is_none(record, tmp_path, now):
    """People read it as an acknowledgement: then nothing has been answered yet."""
    only = {("WXB", "outcome"): Word("acknowledged", "Thank you for your request.")}
    for coder in ("anna", "ben"):
        hand_in(record, tmp_path, now, coder, only)
    row = load(freeze(record, tmp_path, now, allow_uncoded=True)).latest["WXB"]
    assert (row.outcome, row.first_reply_on, row.late) == ("acknowledged", "", "yes")


def test_a_refusal_in_time_is_not_late_because_its_review_was(tmp_path, store, now):
    study = take_over(tmp_path, now)
    refusal = answer(2, "foi@starney.gov.uk", ANSWERS["foi@starney.gov.uk"])
    text = "We have reviewed our decision and now answer: the council has 7 cameras made by Hikvision.\n"
    review = answer(2, "foi@starney.gov.uk", text, days=90)
    review.replace_header("Message-ID", "<review@starney.gov.uk>")
    messages = [letter(2, "foi@starney.gov.uk", "Starney"), refusal, review]
    take_in(write_mbox(tmp_path / "box.mbox", messages), store, now)
    read_all(study, store, now)
    quote = "the council has 7 cameras made by Hikvision."
    said = {
        ("STN", "outcome"): Word("review_overturned", quote),
        ("STN", "uses_hikvision"): Word("yes", quote),
        ("STN", "camera_count"): Word("7", quote),
    }
    for coder in ("anna", "ben"):
        hand_in(study, tmp_path, now, coder, said)
    row = load(freeze(study, tmp_path, now)).latest["STN"]
    assert (row.outcome, row.late) == ("review_overturned", "")
