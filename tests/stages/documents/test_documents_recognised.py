"""Scanned attachments in the database: recognised after extraction, each page once, and quotes found on the page."""

import pytest
from factories.journeys import take_in
from factories.scans import as_bytes, readers, scan, scanned_pdf
from factories.studies import answer, write_mbox

from askall.documents import services as documents
from askall.foundation.work import Parallel
from askall.mail import services as mail

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def work():
    processes = Parallel(workers=1)
    yield processes
    processes.close()


@pytest.fixture
def scanned(tmp_path, store, now, work):
    """A scanned letter and a logo, extracted; the hash of the letter."""
    readers()
    message = answer(0, "foi@starney.gov.uk", "Please find attached.")
    letter = scanned_pdf(scan(), "A page of words, which are the file's own.")
    message.add_attachment(letter, maintype="application", subtype="pdf", filename="letter.pdf")
    message.add_attachment(as_bytes(scan().resize((60, 80))), maintype="image", subtype="png", filename="logo.png")
    take_in(write_mbox(tmp_path / "box.mbox", [message]), store, now)
    documents.extract_files(files=mail.attached_files(), store=store, work=work)
    return next(sha for sha, name in mail.attached_files() if name == "letter.pdf")


def test_pages_without_text_are_recognised_once_and_quotes_have_boxes(scanned, store, tmp_path, work):
    assert documents.unread_pages() == 1
    told = []
    gained = documents.recognise_files(store=store, work=work, folder=tmp_path / "seen", progress=told.append)
    assert (gained, told[-1], documents.unread_pages()) == (1, 1, 0)
    found = documents.documents(hashes=[scanned])[scanned]
    assert [part.ocr for part in found.parts] == [True, False]
    start = found.parts[0].text.index("56 Larkvision")
    options = {"store": store, "folder": tmp_path / "places", "work": work, "recognised": tmp_path / "seen"}
    (place,) = documents.where(sha256=scanned, part=0, start=start, end=start + 13, **options)
    assert 0 < place.box[0] < place.box[2] < 1
    assert documents.recognise_files(store=store, work=work, folder=tmp_path / "seen") == 0


def test_forgotten_texts_come_again_from_what_was_recognised(scanned, store, tmp_path, work):
    documents.recognise_files(store=store, work=work, folder=tmp_path / "seen")
    before = documents.documents(hashes=[scanned])
    documents.forget()
    documents.extract_files(files=mail.attached_files(), store=store, work=work)
    documents.recognise_files(store=store, work=work, folder=tmp_path / "seen")
    assert documents.documents(hashes=[scanned]) == before
