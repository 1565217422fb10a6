"""A workspace with five councils whose mail is filed and read: what every page is tried on."""

import io
from email.message import EmailMessage

import pytest
from django.test import Client
from factories.studies import OURS, STUDY, addressed, answer, mailbox_messages, write_mbox, write_study
from reportlab.pdfgen.canvas import Canvas

from askall.asking import services as asking
from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.documents import services as documents
from askall.foundation.files import FileStore
from askall.foundation.work import Parallel, Serial
from askall.foundation.workspace import create_workspace
from askall.mail import services as mail
from askall.reading import services as reading
from askall.study import services as studies
from askall.web import files as file_pages

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"
MORE_QUESTIONS = """
[[question]]
id = "makes"
text = "Which makes of cameras does the council use?"
kind = "list"
choices = ["Hikvision", "Dahua", "Axis"]
keywords = ["makes"]

[[question]]
id = "since"
text = "Since when?"
kind = "date"
keywords = ["since"]
guidance = "The first day of use."

[[claim]]"""


def hostile_answer():
    """A reply with markup in every place that a page shows, and an attachment that holds the figures."""
    number, address, _ = next(one for one in addressed() if "starney" in one[1])
    message = answer(number, address, f"{HOSTILE}\n\nThe figures are in the file attached.\n", days=20)
    message.replace_header("Message-ID", "<hostile@starney.gov.uk>")
    message.replace_header("Subject", f"Re: Freedom of information request: Hikvision cameras {HOSTILE}")
    sheet = "Question,Answer\nDoes the council use equipment made by Hikvision?,Yes we use Hikvision\n"
    message.add_attachment(sheet.encode(), maintype="text", subtype="csv", filename=f"{HOSTILE[:8]}figures.csv")
    return message


def stray():
    """Mail that belongs to no request for certain."""
    message = EmailMessage()
    message["From"], message["To"] = "someone@elsewhere.example", OURS
    message["Subject"] = f"About our telephone call {HOSTILE}"
    message["Date"] = "Wed, 15 Sep 2021 10:00:00 +0100"
    message["Message-ID"] = "<stray@elsewhere.example>"
    message.set_content(f"We spoke on Tuesday. {HOSTILE}\n")
    return message


@pytest.fixture(scope="session")
def worker():
    """One process that reads attachments for all tests: starting it takes longer than a whole study."""
    work = Parallel(workers=1)
    yield work
    work.close()


@pytest.fixture
def workspace(db, settings, tmp_path, now, worker):
    """The study's record, with its workspace set."""
    settings.WORKSPACE = create_workspace(tmp_path / "work")
    source = STUDY.replace("\n[[claim]]", MORE_QUESTIONS, 1)
    record = studies.save_study(path=write_study(tmp_path, source), register=shipped(), by="alice", at=now)
    asking.open_requests(study=record.slug, by="alice", at=now)
    box = write_mbox(tmp_path / "mail.mbox", [*mailbox_messages(), hostile_answer(), stray()])
    store = FileStore(settings.WORKSPACE.files)
    mail.import_mail(paths=[box], store=store, own_addresses=[OURS], at=now)
    mail.file_messages(keywords=["Hikvision"], at=now)
    documents.extract_files(files=mail.attached_files(), store=store, work=worker)
    reading.read_messages(study=record, work=Serial(), at=now)
    coding.save_suggestions(study=record, at=now)
    return record


@pytest.fixture
def keys(workspace):
    """Body id → the key of its request."""
    return {one.id: one.key for one in asking.requests()}


@pytest.fixture
def client(workspace):
    return Client()


@pytest.fixture
def letter(keys, settings, now, worker, monkeypatch, workspace):
    """Holmdale's answer in a letter of two pages, read: the words stand on the second."""
    monkeypatch.setattr(file_pages, "DRAWERS", worker)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    canvas.drawString(60, 700, "Dear Sir or Madam")
    canvas.drawString(60, 670, "Thank you for your request. Our answers are on the next page.")
    canvas.showPage()
    canvas.drawString(60, 700, "Does the council use equipment made by Hikvision?")
    canvas.drawString(60, 680, "Yes, the council uses Hikvision equipment in its car parks.")
    canvas.save()
    message = answer(1, "foi@holmdale.gov.uk", "Please see the letter attached.", days=16)
    message.replace_header("Message-ID", "<letter@holmdale.gov.uk>")
    message.add_attachment(out.getvalue(), maintype="application", subtype="pdf", filename="letter.pdf")
    store = FileStore(settings.WORKSPACE.files)
    box = write_mbox(settings.WORKSPACE.root / "letter.mbox", [message])
    mail.import_mail(paths=[box], store=store, own_addresses=[OURS], at=now)
    mail.file_messages(keywords=["Hikvision"], at=now)
    documents.extract_files(files=mail.attached_files(), store=store, work=worker)
    reading.read_messages(study=workspace, work=Serial(), at=now)
    coding.save_suggestions(study=workspace, at=now)
    thread = mail.messages(requests=[keys["HLM"]])
    return next(file.sha256 for one in thread for file in one.attachments)
