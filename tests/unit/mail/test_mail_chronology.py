"""The chronology of a complaint: every letter, every date with its section, and nothing in a letter that could do more
than be read."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.asking.deadlines import clock_of, deadline_by
from askall.asking.history import history_of
from askall.asking.records import Event
from askall.mail.chronology import FULL_CHARACTERS, Case, chronology
from askall.mail.printable import _SHOWN, printable
from askall.mail.records import Address, AttachedFile, Segment, StoredMessage

OURS, THEIRS = Address("The Test Society", "study@campaign.org.uk"), Address("", "foi@wexbarrow.gov.uk")
FILE = AttachedFile("Refusal notice.pdf", "application/pdf", 184_320, "ab" * 32, False, "mime")
LOGO = AttachedFile("logo.png", "image/png", 900, "cd" * 32, True, "mime")


def at(month, day):
    return datetime(2022, month, day, 9, 12, tzinfo=UTC)


def message(number, sent_at, *parts, outgoing=False, subject="Cameras", attached=()):
    text, segments = "", []
    for kind, words in parts:
        segments.append(Segment(kind, len(text), len(text) + len(words)))
        text += words
    sender, to = (OURS, THEIRS.email) if outgoing else (THEIRS, OURS.email)
    return StoredMessage(
        number, f"{number:064x}", f"m{number}@x", sent_at, sender, (to,), subject, outgoing, "", text,
        tuple(segments), tuple(attached), (), 1,
    )  # fmt: skip


ASKED = message(1, at(7, 8), ("own", "Dear Council,\n\nPlease tell me.\n"), outgoing=True)
REFUSED = message(
    2,
    at(8, 10),
    ("own", "We refuse your request under section 31.\n\n"),
    ("signature", "Jane Smith\nOfficer\n"),
    ("disclaimer", "This mail is confidential.\n"),
    ("quoted", "> Dear Council,\n> Please tell me.\n"),
    attached=(FILE, LOGO),
)
EVENTS = (Event("sent", at(7, 8), ASKED.sha256), Event("refused", at(8, 10), REFUSED.sha256))


def case(letters=(ASKED, REFUSED), events=EVENTS, **more):
    deadline = deadline_by(clock_of("FOIA", events))
    made = Case(
        body="Wexbarrow Borough Council", law="FOIA", study="Cameras in five councils", applicant="Alex Example",
        reference="tok3n", body_reference="FOI 1306/22", synthetic=True, complaint="The authority refused my request.",
        questions=("Does the council use cameras?",), events=history_of(events, deadline, date(2022, 9, 1)),
        deadlines=(deadline,), letters=tuple(letters), prepared_on=date(2022, 9, 1),
    )  # fmt: skip
    return replace(made, **more)


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[number] for number in range(len(document))]
        texts = [page.get_textpage() for page in pages]
        read = [text.get_text_range() for text in texts]
        for one in (*texts, *pages):
            one.close()
        return read
    finally:
        document.close()


def words_of(pdf):
    return " ".join(" ".join(pages_of(pdf)).replace("\u200b", "").split())


@pytest.fixture(scope="module")
def plain():
    return chronology(case())


def test_it_names_the_case_and_who_hears_it(plain):
    first = pages_of(plain)[0]
    for words in ("Wexbarrow Borough Council", "Freedom of Information Act 2000", "Information Commissioner", "tok3n",
                  "FOI 1306/22", "1 September 2022", "The authority refused my request."):  # fmt: skip
        assert words in first


def test_every_page_of_an_invented_case_says_so_and_bears_its_number(plain):
    pages = pages_of(plain)
    for number, page in enumerate(pages, start=1):
        assert "SYNTHETIC" in page
        assert f"Page {number} of {len(pages)}" in page
    assert "SYNTHETIC" not in words_of(chronology(case(synthetic=False)))


def test_what_happened_stands_beside_what_was_due_each_with_its_source(plain):
    """Sent on 8 July 2022; under FOIA neither 12 July nor the first Monday of August count: due on 9 August, not 5."""
    words = words_of(plain)
    assert "8 July 2022 I sent my request. Letter 1" in words
    assert "9 August 2022 The answer was due (FOIA 2000 s.10(1), s.10(6)). by law" in words
    assert "10 August 2022 The authority refused my request. Letter 2" in words


def test_the_clock_shows_day_zero_and_every_day_left_out(plain):
    words = words_of(plain)
    assert "Received (day zero) 8 July 2022" in words
    assert "Time allowed 20 working days (FOIA 2000 s.10(1), s.10(6))" in words
    assert "Last day 9 August 2022" in words
    assert "12 July 2022" in words
    assert "bank holiday in Northern Ireland" in words
    assert "1 August 2022" in words
    assert "bank holiday in Scotland" in words


def test_each_letter_is_there_in_its_writers_own_words(plain):
    words = words_of(plain)
    assert "Letter 1: from us, 8 July 2022" in words
    assert "Dear Council, Please tell me." in words
    assert "We refuse your request under section 31. Jane Smith Officer" in words
    assert "[1 line of a disclaimer]" in words
    assert "[2 lines of earlier letters, quoted below this one]" in words
    assert "confidential" not in words
    assert "10 August 2022, 10:12" in words  # British Summer Time
    assert ASKED.sha256 in words


def test_files_are_listed_with_their_hashes_pictures_within_a_letter_are_not(plain):
    words = words_of(plain)
    assert "Refusal notice.pdf (184 kB) application/pdf " + FILE.sha256 in words
    assert "logo.png" not in words


def test_a_review_has_a_clock_of_its_own():
    events = (*EVENTS, Event("review_requested", at(8, 11)))
    before, after = (deadline_by(clock_of("FOIA", one)) for one in (EVENTS, events))
    words = words_of(chronology(case(events=events, deadlines=(before, after))))
    assert "The answer to the request Received (day zero) 8 July 2022" in words
    assert "The outcome of the review Received (day zero) 11 August 2022" in words
    assert "In exceptional cases (FOIA 2000 s.45 Code of Practice (2018) para 5.5; ICO guidance)." in words
    assert "This period is guidance or practice, not statute." in words


def test_it_can_be_read_aloud_and_is_the_same_each_time(plain):
    assert b"pdfuaid" in plain
    assert b"/Lang" in plain
    assert chronology(case()) == plain


HOSTILE = (
    '#import "@preview/cetz:0.2.0": *\n#read("/etc/passwd") #include "x.typ" #eval("1+1")\n'
    "]]]) } ${ $x^2$ `raw` *bold* _it_ \\u{1F600} // gone /* gone */\n= Heading\n@label <label> #set page(fill: red)"
)


def test_what_a_letter_says_is_never_markup():
    letter = message(1, at(7, 8), ("own", HOSTILE), subject=HOSTILE, attached=[replace(FILE, filename=HOSTILE)])
    words = words_of(chronology(case([letter], EVENTS[:1], body=HOSTILE, applicant=HOSTILE, complaint=HOSTILE)))
    assert words.count(" ".join(HOSTILE.split())) >= 4


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "word " * 200_000,
        "a\n" * 500_000,
        "a\n\n" * 300_000,
        "\n" * 1_000_000,
        "\U0001f600" * 100_000,
        "e" + "\u0301" * 500_000,
        "\u202e\u0000\ud800\ufffe\U0010ffff\u200b",
        "",
    ],
    ids=["one word", "words", "lines", "paragraphs", "blank", "emoji", "stacked", "unprintable", "nothing"],
)
def test_no_letter_is_too_odd_to_print(text):
    pdf = chronology(case([message(1, at(7, 8), ("own", text))], EVENTS[:1]))
    assert len(pages_of(pdf)) < 70


def test_a_letter_too_long_to_print_says_how_much_is_left_out():
    letter = message(1, at(7, 8), ("own", "word " * FULL_CHARACTERS))
    words = words_of(chronology(case([letter], EVENTS[:1])))
    assert "[400,000 more characters are left out; the whole is kept under the hash above.]" in words


def test_many_letters_and_files_still_make_a_document():
    attached = [replace(FILE, filename="../" + "x" * 5000 + "\u202egpj.exe", size=10**12)] * 50
    letters = [
        message(number, at(7, 8), ("own", "Dear Council"), attached=attached[:number]) for number in range(1, 40)
    ]
    assert b"pdfuaid" in chronology(case(letters, EVENTS[:1]))


def test_a_letter_without_date_sender_or_subject_has_its_place():
    bare = replace(message(1, None, ("own", "Text.")), sender=Address("", ""), to=(), subject="")
    words = words_of(chronology(case([bare], EVENTS[:1])))
    assert "Letter 1: from the authority" in words
    assert "From (unreadable) To (not given) Sent (no date) Subject (none)" in words


def test_a_sign_without_a_shape_becomes_its_number():
    assert printable("ŵ £ – “a” \U0001f600 漢") == "ŵ £ – “a” [U+1F600] [U+6F22]"
    assert printable("a\u202eb\u200bc\ufeff\x00\r\nd\u00a0e\tf") == "abc\nd e    f"
    assert printable("e\u0301") == "é"


def test_every_sign_that_is_shown_has_a_shape():
    """PDF/UA refuses a document with a sign that the font has no shape for."""

    every = "".join(char for number in range(0x20, 0x10000) if re.fullmatch(f"[{_SHOWN}]", char := chr(number)))
    assert len(every) > 2400
    spaced = " ".join(every[start : start + 30] for start in range(0, len(every), 30))
    assert chronology(case([message(1, at(7, 8), ("own", spaced))], EVENTS[:1]))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_printed(text):
    assert chronology(case([message(1, at(7, 8), ("own", text), subject=text)], EVENTS[:1], applicant=text))
