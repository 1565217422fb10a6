"""The invariants of the design, each with a test of its name. Sending (2) is not part of the system yet."""

import inspect
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, models, transaction
from factories.journeys import (
    CODED,
    Word,
    coded_study,
    freeze,
    hand_in,
    read_all,
    request_of,
    take_in,
    take_over,
)
from factories.reports import Page
from factories.studies import answer, letter, mailbox_messages, write_mbox

from askall.asking.deadlines import deadline_of, lateness
from askall.asking.models import Request, RequestEvent
from askall.coding import services as coding
from askall.coding.models import CodingEntry
from askall.documents import services as documents
from askall.documents.records import Document
from askall.documents.sandbox import documents_of
from askall.findings.counting import Tally
from askall.findings.dataset import load
from askall.foundation.errors import BadInput, InputFaults
from askall.foundation.work import Serial
from askall.mail import services as mail
from askall.mail.models import Message
from askall.publishing.site import build
from askall.reading import services as reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(tmp_path, store, now):
    study = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    return study


@pytest.fixture
def coded(tmp_path, store, now):
    return coded_study(tmp_path, store, now)


def test_invariant_01_nothing_received_is_lost(tmp_path, store, now):
    """Spam, junk, a torn message, one without sender: all are stored under their hash and wait where they are seen."""
    take_over(tmp_path, now)
    odd = [
        b"From: winner@lottery.example\nSubject: You have won\nX-Spam-Flag: YES\n\nClick here\n",
        b"Subject: nobody\n\n\xff\xfe\x00 torn",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\nSubject: cut\n\n--x\nContent-Type: applicat",
    ]
    for number, raw in enumerate(odd):
        (tmp_path / f"{number}.eml").write_bytes(raw)
    report, filing = take_in([tmp_path / f"{number}.eml" for number in range(3)], store, now)
    assert (report.new, report.faults, filing.waiting) == (3, [], 3)
    assert {store.get(message.sha256) for message in mail.messages(in_triage=True)} == set(odd)


def test_invariant_03_silence_is_not_no(coded, tmp_path, now):
    dataset = load(freeze(coded, tmp_path, now))
    [no] = [one for one in Tally(dataset).findings() if one.answer == "no" and not any(one.scope.as_json().values())]
    assert no.as_json()["bodies"] == ["HLM"]
    assert (no.as_json()["silent"], no.as_json()["refused"]) == (1, 1)
    assert {dataset.latest[body].outcome for body in ("PNT", "STN")} == {"no_reply", "refused"}
    row = CodingEntry.objects.first()
    blank = {"request": row.request, "codebook": row.codebook, "coder": row.coder, "role": "coder", "at": now}
    with pytest.raises(DatabaseError), transaction.atomic():
        CodingEntry.objects.create(**blank, variable="uses_hikvision", value="")


def test_invariant_04_every_positive_answer_has_a_quote(filed, tmp_path, now):
    for wrong in (Word("yes"), Word("yes", "Yes, the council has bought 99 cameras of Hikvision.")):
        with pytest.raises(InputFaults):
            hand_in(filed, tmp_path, now, "anna", CODED | {("WXB", "uses_hikvision"): wrong})
    hand_in(filed, tmp_path, now, "anna")
    sound = next(one for one in coding.codings(study=filed) if one.value == "yes" and one.coder == "anna")
    for quotes in ((), (replace(sound.quotes[0], end=sound.quotes[0].end - 1),)):
        with pytest.raises(BadInput):
            coding.save_codings(study=filed, codings=[replace(sound, coder="ben", quotes=quotes)], by="ben", at=now)


def test_invariant_05_machines_suggest_and_people_decide(filed, tmp_path, store, now):
    read_all(filed, store, now)
    assert coding.suggestions(study=filed)["WXB"]["uses_hikvision"].value == "yes"
    alone = load(freeze(filed, tmp_path, now, allow_uncoded=True))
    assert not any(one.count for one in Tally(alone).findings())
    assert not any(row.first_reply_on or row.coders for row in alone.requests)
    contrary = {key: word for key, word in CODED.items() if key[0] != "WXB"} | {
        ("WXB", "outcome"): Word("answered", "The council has 56 cameras made by Hikvision."),
        ("WXB", "uses_hikvision"): Word("unclear"),
        ("WXB", "camera_count"): Word("not_stated"),
    }
    for coder in ("anna", "ben"):
        hand_in(filed, tmp_path, now, coder, contrary)
    decided = load(freeze(filed, tmp_path, now))
    assert decided.answer_of["WXB", "uses_hikvision"].answer == "unclear"
    agreement = decided.info.machine_agreement["uses_hikvision"]
    assert agreement["units"] >= 2
    assert agreement["raw"] < 1


def test_invariant_06_codings_are_append_only(coded, tmp_path, now):
    before = coding.codings(study=coded)
    for one in before:
        assert one.codebook_version == 1
        assert one.coder
        assert one.at == now
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CodingEntry.objects.update(value="no")
    later = now + timedelta(days=1)
    hand_in(coded, tmp_path, later, "anna", {("HLM", "camera_count"): Word("unclear")})
    after = coding.codings(study=coded)
    assert after[: len(before)] == before
    assert [(one.value, one.at) for one in after[len(before) :]] == [("unclear", later)]


def test_invariant_07_all_that_is_derived_can_be_rebuilt(coded, tmp_path, store, now):
    """From raw bytes and human decisions alone: texts, suggestions, the log and the dataset, to the byte."""
    first = freeze(coded, tmp_path, now)
    rows = sorted(RequestEvent.objects.filter(withdrawn=False).values_list("request", "kind", "at", "source"))
    Message.objects.update(text="", segments=[], subject="", warnings=["lost"])
    mail.reparse(store=store, work=Serial())
    documents.forget()
    reading.forget_readings(study=coded)
    read_all(coded, store, now)
    assert sorted(RequestEvent.objects.filter(withdrawn=False).values_list("request", "kind", "at", "source")) == rows
    second = freeze(coded, tmp_path, now)
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_invariant_08_every_published_figure_expands(coded, tmp_path, store, now):
    dataset = load(freeze(coded, tmp_path, now))
    report = tmp_path / "report"
    build(dataset, report)
    figures = 0
    for finding in json.loads((report / "data/findings.json").read_text()):
        if not finding["count"] or finding["answer"] is None:
            continue
        behind = Page(report / finding["page"])
        for body in finding["bodies"]:
            page = report / "bodies" / f"{body}.html"
            assert str(page) in behind.targets()
            rows = [row for row in dataset.evidence if (row.body, row.variable) == (body, finding["question"])]
            for row in rows:
                assert row.quote in Page(page).quotes
                assert row.file in Page(page).hashes
                assert store.has(row.file)
            assert rows
            figures += 1
    assert figures >= 6


def test_invariant_09_deadlines_are_computed_on_read(filed, tmp_path, store, now):
    stored = {field.name for model in (Request, RequestEvent) for field in model._meta.get_fields()}
    assert not {name for name in stored if "due" in name or "late" in name or "deadline" in name}
    assert not [f for f in Request._meta.get_fields() if isinstance(f, (models.DateField, models.DateTimeField))]
    pentrefan = request_of(filed, "PNT")
    before = deadline_of(pentrefan)
    assert before.request_due.isoformat() == "2021-09-28"
    mail.move_message(
        sha256=next(one.source for one in pentrefan.events if one.kind == "sent"), to_request=None, by="bea", at=now
    )
    assert deadline_of(request_of(filed, "PNT")) is None


def test_invariant_09_late_is_claimed_only_past_the_later_of_rival_dates(tmp_path, store, now):
    """Sent on a Saturday evening: the body may count from Monday. Between the two dates nobody is called late."""
    study = take_over(tmp_path, now)
    ours = letter(0, "foi@wexbarrow.gov.uk", "Wexbarrow")
    ours.replace_header("Date", "Sat, 04 Sep 2021 22:00:00 +0100")
    take_in(write_mbox(tmp_path / "a", [ours]), store, now)
    deadline = deadline_of(request_of(study, "WXB"))
    assert (deadline.request_due, deadline.rival_due) == (date(2021, 10, 1), date(2021, 10, 4))
    assert [lateness(deadline, None, date(2021, 10, day)) for day in (2, 4, 5)] == ["", "", "yes"]


def test_invariant_10_personal_data_is_declared_and_redacted(coded, tmp_path, now):
    """That every field is declared is tested with the code's shape; here: what is published is redacted, visibly."""
    assert any("Jane Smith" in message.text for message in mail.messages())
    folder = freeze(coded, tmp_path, now)
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    for personal in (b"Jane Smith", b"foi@starney.gov.uk", b"anna", b"study@campaign.org.uk, "):
        assert personal not in content
    assert b"[name removed]" in content


def kill_the_process(content, filename, limits):
    import os

    os._exit(9)


def test_invariant_11_received_files_are_hostile(tmp_path, store, now):
    """A file that kills its reader takes nothing along, and markup in mail is text on a page, not markup."""
    [document] = documents_of([(b"%PDF-1.7 deadly", "a.pdf")], Serial(), extractor=kill_the_process)
    assert isinstance(document, Document)
    assert "broke its process" in document.warnings[0]
    assert "limits" in inspect.signature(documents_of).parameters

    study = take_over(tmp_path, now)
    words = "Yes <script>alert(1)</script> <img src=x onerror=alert(2)> the council uses Hikvision."
    hostile = answer(0, "foi@wexbarrow.gov.uk", words)
    take_in(write_mbox(tmp_path / "a", [letter(0, "foi@wexbarrow.gov.uk", "Wexbarrow"), hostile]), store, now)
    said = {("WXB", name): Word(value, words) for name, value in (("outcome", "answered"), ("uses_hikvision", "yes"))}
    for coder in ("anna", "ben"):
        hand_in(study, tmp_path, now, coder, said | {("WXB", "camera_count"): Word("not_stated")})
    build(load(freeze(study, tmp_path, now)), tmp_path / "report")
    page = Page(tmp_path / "report/bodies/WXB.html")
    assert words in page.quotes
    assert "<script" not in page.source
    assert "<img src=x" not in page.source


def test_invariant_12_a_figure_carries_its_base(coded, tmp_path, now):
    findings = [one.as_json() for one in Tally(load(freeze(coded, tmp_path, now))).findings()]
    assert findings
    for one in findings:
        assert one["as_at"] == "2022-02-07"
        missing = one["refused"] + one["not_held"] + one["neither_confirm_nor_deny"] + one["silent"] + one["other"]
        assert one["asked"] == one["answered"] + missing
        assert 0 <= one["lower"] <= one["upper"] <= 1
        assert one["lower"] == pytest.approx(one["count"] / one["asked"])
        assert one["upper"] == pytest.approx((one["count"] + missing) / one["asked"])
        assert not {key for key in one if "confidence" in key}
