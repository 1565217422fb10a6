"""Texts of attachments in the database: each once, a warning where a file cannot be read, derived again alike."""

import io
import zipfile

import pytest
from factories.journeys import take_in
from factories.studies import answer, write_mbox
from reportlab.pdfgen.canvas import Canvas

from askall.documents import services as documents
from askall.documents.models import ExtractedPart, Extraction
from askall.documents.records import Place
from askall.foundation.errors import CheckFailed
from askall.foundation.work import Serial
from askall.mail import services as mail

pytestmark = pytest.mark.django_db

WORD = b"""<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>The council has 56 cameras.</w:t></w:r></w:p></w:body></w:document>"""


def word_file():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", WORD)
    return packed.getvalue()


FILES = {
    "answer.docx": word_file(),
    "counts.csv": b"Site,Cameras\r\nTown hall,56\r\nDepot\x00,3\r\n",
    "broken.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "cut.docx": word_file()[:200],
    "empty.xlsx": b"",
}


@pytest.fixture
def files(tmp_path, store, now):
    """Every file as an attachment of its own message, the spreadsheet twice; as (hash, name)."""
    messages = []
    for number, (name, content) in enumerate([*FILES.items(), ("copy.csv", FILES["counts.csv"])]):
        message = answer(number, "foi@starney.gov.uk", "Please find attached.")
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        messages.append(message)
    take_in(write_mbox(tmp_path / "box.mbox", messages), store, now)
    return mail.attached_files()


def extract(files, store):
    return documents.extract_files(files=files, store=store, work=Serial())


def by_name(files):
    found = documents.documents(hashes=[sha for sha, _ in files])
    return {name: found[sha] for sha, name in files}


def test_each_file_is_extracted_once(files, store):
    assert extract(files, store) == len(FILES)
    assert extract(files, store) == 0
    assert Extraction.objects.count() == len(FILES)
    found = by_name(files)
    assert "56 cameras" in found["answer.docx"].parts[0].text
    sheet = next(one for name, one in found.items() if name.endswith(".csv"))
    assert "Town hall" in sheet.parts[0].text
    assert sheet.tables[0].rows[1] == ("Town hall", "56")


def test_what_cannot_be_read_says_so_and_is_not_tried_again(files, store):
    extract(files, store)
    for name in ("broken.pdf", "cut.docx", "empty.xlsx"):
        document = by_name(files)[name]
        assert document.warnings, name
        assert not any(part.text.strip() for part in document.parts), name
    assert extract(files, store) == 0


def test_a_nul_in_a_cell_is_no_trouble(files, store):
    extract(files, store)
    assert not ExtractedPart.objects.filter(text__contains="Depot\x01").exists()
    assert any("Depot" in part.text for one in by_name(files).values() for part in one.parts)


def test_derived_again_they_are_the_same(files, store):
    extract(files, store)
    before = by_name(files)
    documents.forget()
    assert by_name_or_none(files) == {}
    assert extract(files, store) == len(FILES)
    assert by_name(files) == before


def by_name_or_none(files):
    return documents.documents(hashes=[sha for sha, _ in files])


def test_an_older_extractor_gives_way(files, store):
    extract(files, store)
    before = by_name(files)
    Extraction.objects.update(extractor="extractor 0")
    assert extract(files, store) == len(FILES)
    assert by_name(files) == before
    assert Extraction.objects.count() == len(FILES)


def test_a_damaged_file_in_the_store_is_told_not_read(files, store):
    sha, _ = files[0]
    store.path(sha).write_bytes(b"rotten")
    with pytest.raises(CheckFailed, match="damaged"):
        extract(files, store)


# --- Pictures ---------------------------------------------------------------------------------------------------------


class Counting:
    """Work that counts what it is asked."""

    def __init__(self):
        self.asked = 0

    def run(self, function, items, progress=None):
        self.asked += 1
        return Serial().run(function, items, progress)


def pdf_of(pages):
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_picture_is_drawn_once(tmp_path, store):
    sha, work = store.put(pdf_of(2)), Counting()
    given = {"sha256": sha, "store": store, "folder": tmp_path / "pictures", "work": work}
    first = documents.picture(number=1, **given)
    assert first.startswith(b"\x89PNG")
    assert documents.picture(number=1, **given) == first
    assert work.asked == 1
    assert documents.picture(number=2, **given) not in (None, first)


def test_a_file_that_cannot_be_drawn_is_tried_once(tmp_path, store):
    sha, work = store.put(FILES["broken.pdf"]), Counting()
    given = {"sha256": sha, "number": 1, "store": store, "folder": tmp_path / "pictures", "work": work}
    assert documents.picture(**given) is None
    assert documents.picture(**given) is None
    assert work.asked == 1
    with pytest.raises(CheckFailed):
        documents.picture(**given | {"sha256": "f" * 64})


def test_how_many_pages_can_be_drawn(files, store, db):
    pixels = bytes.fromhex("47494638396101000100800000ffffff0000002c00000000010001000002024401003b")
    letter, scan = store.put(pdf_of(3)), store.put(pixels)
    more = [(letter, "letter.pdf"), (scan, "scan.gif")]
    documents.extract_files(files=[*files, *more], store=store, work=Serial())
    hashes = {sha for sha, _ in [*files, *more]}
    counted = documents.pages_to_draw(hashes=hashes)
    assert (counted[letter], counted[scan]) == (3, 1)
    names = dict(files)
    assert {names[sha] for sha in counted.keys() & names.keys()} == {"broken.pdf"}
    assert counted[next(sha for sha in names if names[sha] == "broken.pdf")] == 0


# --- Where words stand ------------------------------------------------------------------------------------------------


@pytest.fixture
def letter(store):
    """A stored letter of two pages, extracted; its hash."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    canvas.drawString(60, 600, "Thank you for your request.")
    canvas.showPage()
    canvas.drawString(60, 400, "The council has 56 cameras.")
    canvas.drawString(60, 380, "It has no plans.")
    canvas.showPage()
    canvas.showPage()
    canvas.rect(100, 100, 50, 50)
    canvas.save()
    sha = store.put(out.getvalue())
    extract([(sha, "letter.pdf")], store)
    return sha


def test_a_quote_is_found_on_its_page_and_its_places_are_kept(letter, store, tmp_path):
    text = documents.documents(hashes=[letter])[letter].parts[1].text
    start = text.index("56")
    asked = {"sha256": letter, "part": 1, "start": start, "end": len(text), "store": store, "folder": tmp_path}
    first, second = documents.where(**asked, work=Serial())
    assert text[first.start : first.end] == "56 cameras."
    assert text[second.start : second.end] == "It has no plans."
    left, top, _, bottom = first.box
    assert 0.2 < left < 0.3
    assert top < 1 - 400 / 800 < bottom
    assert second.box[0] == pytest.approx(0.1, abs=0.01)
    assert documents.where(**asked, work=None) == (first, second), "the second time nothing is read"


def test_another_text_than_was_stored_has_no_places(letter, store, tmp_path):
    ExtractedPart.objects.filter(document__sha256=letter, number=0).update(text="Recognised words of another text.")
    asked = {"sha256": letter, "start": 0, "end": 10, "store": store, "folder": tmp_path, "work": Serial()}
    assert documents.where(part=0, **asked) == ()
    assert documents.where(part=9, **asked) == ()
    assert documents.where(part=1, **asked) != ()


def test_what_is_unread_is_stored(letter):
    found = documents.documents(hashes=[letter])[letter]
    assert [bool(part.text) for part in found.parts] == [True, True, False, False]
    assert found.unread == (3,)


def test_only_sheets_have_cells(letter, store, tmp_path):
    quotes = [(letter, 0, 0, 10)]
    assert documents.cells(quotes=quotes, store=store, folder=tmp_path, work=None) == {}


def test_a_cell_is_named_by_its_place(letter, store, tmp_path, monkeypatch):
    Extraction.objects.filter(sha256=letter).update(media_type="text/csv")
    found = {0: [Place(0, 5, cell="B4")], 1: [Place(0, 5, cell="B4"), Place(6, 9, cell="C4"), Place(9, 10, cell="C4")]}
    monkeypatch.setattr(documents, "where", lambda **asked: tuple(found.get(asked["part"], ())))
    quotes = [(letter, part, 0, 10) for part in (0, 1, 2)]
    cells = documents.cells(quotes=quotes, store=store, folder=tmp_path, work=None)
    assert cells == {quotes[0]: "B4", quotes[1]: "B4 to C4"}
