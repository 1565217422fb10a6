"""Worker processes with limits: a file that hangs, dies or eats memory costs only itself."""

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from document_samples import p, packed, pdf, word

from askall.documents.extract import extract
from askall.documents.limits import DEFAULT_LIMITS, Limits
from askall.documents.records import Document, Part
from askall.documents.sandbox import Job, documents_of, extract_limited
from askall.foundation.files import hash_of
from askall.foundation.work import Parallel, Serial

QUICK = replace(DEFAULT_LIMITS, seconds=0.5, last_seconds=1.5, memory=300_000_000)
CRAMPED = replace(DEFAULT_LIMITS, memory=300_000_000)
LOST = "Reading the file broke its process twice (a crash, too much memory or too much time); it has no text."


def misbehaving(content: bytes, filename: str, limits: Limits) -> Document:
    """An extractor that does what the file says; workers find it by this module's name."""
    if content == b"die":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif content == b"hang":
        while True:
            time.sleep(0.01)
    elif content == b"hang outside Python":
        _sleep_through_signals()
    elif content == b"eat":
        return _eater(content)
    elif content == b"raise":
        raise KeyError("a fault of ours")
    elif content == b"abort":
        os.abort()
    return Document(hash_of(content), "text/plain", (Part("process", str(os.getpid())),))


def _sleep_through_signals() -> None:
    """As a loop in a C library: signals are noted and never acted on."""
    pause = ctypes.CDLL(None).usleep
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    while True:
        pause(1000)


def _eater(content: bytes) -> Document:
    eaten = []
    while True:
        eaten.append(bytearray(50_000_000))


def read(*contents: bytes, limits: Limits = QUICK) -> list[Document]:
    items = [(content, "a.txt") for content in contents]
    return list(documents_of(items, Parallel(workers=2), limits, misbehaving))


def test_documents_come_in_order_and_are_those_of_extract() -> None:
    items = [
        (word(p("Dear Sir")), "reply.docx"),
        (pdf(("Hikvision",)), "reply.pdf"),
        (b"", "empty.txt"),
        (packed({"a.txt": b"Annex"}), "a.zip"),
    ]
    told: list[int] = []
    found = list(documents_of(items, Parallel(workers=2), progress=told.append))
    assert found == [extract(content, name) for content, name in items]
    assert told == [1, 2, 3, 4]


@pytest.mark.parametrize("harm", [b"die", b"abort", b"hang outside Python"])
def test_a_file_that_kills_its_process_costs_only_itself(harm: bytes) -> None:
    contents = [b"one", harm, b"three", b"four"]
    found = read(*contents)
    assert [document.sha256 for document in found] == [hash_of(content) for content in contents]
    assert [document.warnings for document in found] == [(), (LOST,), (), ()]
    assert [len(document.parts) for document in found] == [1, 0, 1, 1]


def test_a_file_whose_reader_raises_is_said() -> None:
    before, document, after = read(b"one", b"raise", b"three")
    assert document.warnings == ("The file could not be read (KeyError: 'a fault of ours').",)
    assert before.parts
    assert after.parts


def test_a_fault_of_memory_is_raised_in_the_worker_and_said() -> None:
    (document,) = read(b"eat", limits=CRAMPED)
    assert document.warnings[0].startswith("The file could not be read (MemoryError")


def test_a_hang_ends_in_time_and_is_said() -> None:
    first, second = read(b"hang", b"two")
    assert "OutOfTime: Reading it took more than 0.5 seconds" in first.warnings[0]
    assert second.parts


def slow_pages(content: bytes, filename: str, limits: Limits) -> Document:
    """`extract` of a PDF whose second page never ends."""
    from askall.documents import pdf as reader

    fast = reader._page_text

    def page_text(document: object, index: int, places: bool) -> object:
        while index:
            time.sleep(0.01)
        return fast(document, index, places)

    reader._page_text = page_text
    return extract(content, filename, limits)


def test_pages_read_before_the_time_was_up_are_kept() -> None:
    (document,) = documents_of([(pdf(("one",), ("two",)), "a.pdf")], Parallel(workers=1), QUICK, slow_pages)
    assert [part.text for part in document.parts] == ["one"]
    assert document.warnings == ("Reading it took more than 0.5 seconds; the rest is left out.",)


def test_a_bomb_of_a_spreadsheet_leaves_a_document() -> None:
    """Two cells at the far corners: as a dense table it would take terabytes."""
    cells = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c>'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kin = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {main} xmlns:r="{kin}"><sheets><sheet name="A" sheetId="1" r:id="r1"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{kin}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData><row r="1">{cells}</row></sheetData>'
            "</worksheet>",
        }
    )
    bomb, letter = documents_of([(content, "a.xlsx"), (b"Dear Sir", "a.txt")], Parallel(workers=1), CRAMPED)
    assert bomb.warnings
    assert letter.parts[0].text == "Dear Sir"


def test_many_small_files_share_their_processes() -> None:
    found = read(*(str(number).encode() for number in range(60)))
    assert len({document.parts[0].text for document in found}) <= 2


def test_files_are_taken_as_they_are_needed() -> None:
    taken = []

    def items() -> Iterator[tuple[bytes, str]]:
        for number in range(1000):
            taken.append(number)
            yield b"x", "a.txt"

    found = documents_of(items(), Parallel(workers=1), extractor=misbehaving)
    next(found)
    assert len(taken) < 20
    found.close()


def test_work_in_this_process_is_never_trusted_with_files() -> None:
    (document,) = documents_of([(b"x", "a.txt")], Serial(), extractor=misbehaving)
    assert document.parts[0].text != str(os.getpid())


def test_the_process_that_calls_is_never_limited() -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert extract_limited(Job(b"Dear Sir", "a.txt")).parts[0].text == "Dear Sir"
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
