"""Files made to harm, cut short, or wrongly named: always a document, never a crash, and what can be read is read."""

import io
import zipfile
import zlib
from dataclasses import replace

import py7zr
import pytest
from document_samples import excel97, open_document, p, packed, pdf, word, word97
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.documents.extract import NO_READER, READERS, _reader, extract
from askall.documents.limits import DEFAULT_LIMITS, Limits
from askall.documents.media_type import MAGIC, OLE_HEADER, media_type
from askall.documents.records import Document
from askall.foundation.files import hash_of

LETTER = b"The council does not use equipment made by Hikvision."
SMALL = replace(DEFAULT_LIMITS, unpacked=1_000_000, members=5, characters=1_000, small=10_000, cells=10, rows=3)


def labels(document: Document) -> list[str]:
    return [part.label for part in document.parts]


# --- archives


def test_each_member_of_a_zip_is_read_under_its_name() -> None:
    inner = packed({"annex.txt": b"Annex"})
    content = packed({"letter.docx": word(p("Dear Sir")), "more/annexes.zip": inner, "__MACOSX/._letter.docx": b"\0\1"})
    document = extract(content, "reply.zip")
    assert labels(document) == ["letter.docx › document", "more/annexes.zip › annex.txt › document"]
    assert [part.text for part in document.parts] == ["Dear Sir", "Annex"]
    assert document.warnings == ()


def test_a_zip_bomb_costs_no_more_than_its_limit() -> None:
    document = extract(packed({"bomb.txt": b"0" * 900_000, "letter.txt": LETTER}), "a.zip", SMALL)
    assert labels(document) == ["letter.txt › document"]
    assert "“bomb.txt” unpacks to over 250 times its size; it was not read." in document.warnings


def test_many_members_of_middling_size_end_at_the_limit_for_all() -> None:
    members = {
        f"{index}.bin": zlib.compress(bytes(range(256)) * 4) * 1 + bytes([index]) * 400_000 for index in range(4)
    }
    document = extract(packed(members), "a.zip", replace(SMALL, small=500_000))
    assert "It unpacks to more than 1,000,000 bytes; the rest is left out." in document.warnings


def test_a_zip_of_too_many_files_is_read_up_to_the_limit() -> None:
    document = extract(packed({f"{index}.txt": LETTER for index in range(9)}), "a.zip", SMALL)
    assert len(document.parts) == 5
    assert document.warnings == ("There are more than 5 files inside; the rest is left out.",)


def test_a_deep_zip_is_opened_three_levels_down() -> None:
    content = packed({"letter.txt": LETTER})
    for level in range(6):
        content = packed({f"{level}.zip": content, f"beside{level}.txt": b"beside"})
    document = extract(content, "deep.zip")
    assert labels(document)[-1] == "beside5.txt › document"
    assert any("packed more than 3 levels deep and was not opened" in warning for warning in document.warnings)
    assert not any("letter.txt" in label for label in labels(document))


def test_a_zip_that_holds_itself_in_name_only_ends() -> None:
    """Names are labels: a path that climbs out of the folder is shown and never used."""
    document = extract(packed({"../../etc/passwd": LETTER, "a\nb.txt": LETTER, "x" * 300: LETTER}), "a.zip")
    assert labels(document) == ["../../etc/passwd › document", "a b.txt › document", "x" * 120 + " › document"]


def test_a_member_locked_with_a_password_is_said() -> None:
    content = bytearray(packed({"secret.txt": LETTER, "open.txt": b"open"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + place] |= 1
    document = extract(bytes(content), "a.zip")
    assert labels(document) == ["open.txt › document"]
    assert document.warnings == ("“secret.txt” is locked with a password and was not read.",)


def test_a_damaged_member_costs_only_itself() -> None:
    content = bytearray(packed({"bad.txt": LETTER * 50, "good.txt": b"good"}))
    content[45] ^= 0xFF
    document = extract(bytes(content), "a.zip")
    assert labels(document) == ["good.txt › document"]
    assert "“bad.txt” is damaged" in document.warnings[0]


def test_a_letter_cut_short_is_salvaged() -> None:
    content = word("".join(p(f"Paragraph {index} of a long letter.") for index in range(3000)))
    cut = content[: len(content) // 2]
    document = extract(cut, "reply.docx")
    assert document.media_type.endswith("wordprocessingml.document")
    assert document.parts[0].text.startswith("Paragraph 0 of a long letter.\nParagraph 1 ")
    assert "damaged or cut short" in document.warnings[0]


def test_a_gzip_bomb_is_cut() -> None:
    engine = zlib.compressobj(wbits=31)
    bomb = engine.compress(b"0" * 50_000_000) + engine.flush()
    document = extract(bomb, "a.gz", SMALL)
    assert len(document.parts[0].text) == 1_000
    assert document.warnings[-1] == "The text is longer than 1,000 characters; the rest is left out."


# --- limits of a single file


def test_text_past_the_limit_is_left_out_and_said() -> None:
    document = extract(b"x" * 5_000, "a.txt", SMALL)
    assert len(document.parts[0].text) == 1_000
    assert document.warnings == ("The text is longer than 1,000 characters; the rest is left out.",)


def test_rows_and_cells_past_the_limit_are_left_out_and_said() -> None:
    many = extract(b"a,b\n" * 9, "a.csv", SMALL)
    assert len(many.tables[0].rows) == 3
    assert many.warnings == ("There are more than 3 rows; the rest is left out.",)
    wide = extract(b"a,b,c,d,e,f,g\n" * 2, "a.csv", SMALL)
    assert wide.parts[0].text.startswith("a\tb")
    assert wide.tables == ()
    assert wide.warnings == ("There are more than 10 cells in tables; the rest is left out.",)


def test_a_file_too_large_is_not_read() -> None:
    document = extract(b"x" * 20, "a.txt", replace(SMALL, bytes_in=10))
    assert document.parts == ()
    assert document.warnings == ("The file has 20 bytes, more than 10; it was not read.",)


def test_nothing_is_a_document_too() -> None:
    assert extract(b"", "a.pdf").warnings == ("The file is empty.",)


# --- wrong names


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (pdf(("Letter",)), "reply.docx", "application/pdf"),
        (word(p("Letter")), "reply.pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"{\\rtf1 Letter}", "reply.doc", "application/rtf"),
        (b"<html><table><tr><td>Letter</td></tr></table></html>", "costs.xls", "text/html"),
        (b"Letter", "reply.pdf", "text/plain"),
        (open_document("text", "<office:text><text:p>Letter</text:p></office:text>"), "reply.docx",
         "application/vnd.oasis.opendocument.text"),
    ],
)  # fmt: skip
def test_a_wrong_name_is_said_and_the_content_read(content: bytes, name: str, kind: str) -> None:
    document = extract(content, name)
    assert document.media_type == kind
    assert document.parts[0].text == "Letter"
    assert f"the content is {kind}; it was read as that." in document.warnings[0]


@pytest.mark.parametrize("name", ["reply", "reply.txt", "notes.log", "reply.csv", "REPLY.TXT"])
def test_text_may_have_any_name(name: str) -> None:
    assert extract(LETTER, name).warnings == ()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"Received: by mx\r\nFrom: a@b.example\r\nSubject: Reply\r\n\r\nHello", "message/rfc822"),
        (b"From: The Clerk\nTo: Ms Hart\n\nDear Ms Hart", "text/plain"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image/png"),
        (b"\0\1\2\3" * 100, "application/octet-stream"),
        (b"  \r\n<!DOCTYPE html><p>x", "text/html"),
        (b"junk before\n%PDF-1.4", "application/pdf"),
        (b"Reply <p> in text", "text/plain"),
    ],
)
def test_media_type_by_content(content: bytes, kind: str) -> None:
    assert media_type(content, "") == kind


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\x89PNG\r\n\x1a\n", "The image is damaged and cannot be opened."),
        (b"\0\1\2\3" * 100, NO_READER["application/octet-stream"]),
        (b"Rar!\x1a\x07\x00", "Files of the kind application/vnd.rar cannot be read."),
    ],
)
def test_a_file_without_a_reader_says_why(content: bytes, why: str) -> None:
    assert extract(content, "x").warnings == (why,)


# --- anything at all

EACH_KIND = {
    "reply.pdf": pdf(("The council uses 56 cameras",)),
    "reply.docx": word(p("The council uses 56 cameras")),
    "costs.xls": excel97({(0, 0): "Hikvision", (0, 1): 56.0}),
    "reply.doc": word97("The council uses 56 cameras\r"),
    "reply.odt": open_document("text", "<office:text><text:p>56 cameras</text:p></office:text>"),
    "reply.rtf": rb"{\rtf1\ansi The council uses {\b 56} cameras\par}",
    "reply.html": b"<html><body><table><tr><td>Hikvision</td><td>56</td></tr></table></body></html>",
    "reply.csv": b"Maker,Count\nHikvision,56\n",
    "reply.zip": packed({"a.txt": LETTER, "b.docx": word(p("56"))}),
}


def is_whole(document: Document, content: bytes) -> bool:
    """The hash is right, tables belong to parts, and whatever has no text says why."""
    placed = all(0 <= table.part < len(document.parts) for table in document.tables)
    stored = all(part.text.encode("utf-8") is not None for part in document.parts)
    return document.sha256 == hash_of(content) and placed and stored and bool(document.parts or document.warnings)


@pytest.mark.parametrize("name", EACH_KIND)
def test_every_kind_cut_anywhere_gives_a_document(name: str) -> None:
    content = EACH_KIND[name]
    assert not [warning for warning in extract(content, name).warnings if "damaged" in warning]
    for cut in range(1, len(content), max(1, len(content) // 60)):
        assert is_whole(extract(content[:cut], name), content[:cut])


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(EACH_KIND)), place=st.integers(0, 10_000), junk=st.binary(min_size=1, max_size=40))
def test_every_kind_with_junk_inside_gives_a_document(name: str, place: int, junk: bytes) -> None:
    content = bytearray(EACH_KIND[name])
    place %= len(content)
    content[place : place + len(junk)] = junk
    assert is_whole(extract(bytes(content), name), bytes(content))


HEADS = [*(magic for magic, _ in MAGIC), b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", OLE_HEADER, b"<html>", b""]
HEADS += [OLE_HEADER + "WordDocument\0".encode("utf-16-le"), OLE_HEADER + "Workbook\0".encode("utf-16-le")]


@settings(max_examples=200, deadline=None)
@given(head=st.sampled_from(HEADS), tail=st.binary(max_size=600), name=st.sampled_from([*EACH_KIND, "x", "x.gz"]))
def test_random_bytes_behind_any_first_bytes_give_a_document(head: bytes, tail: bytes, name: str) -> None:
    content = head + tail
    assert is_whole(extract(content, name), content)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300))
def test_plain_text_loses_no_letter(text: str) -> None:
    document = extract(text.encode("utf-8"), "reply.txt")
    if document.media_type == "text/plain" and document.parts:
        letters = [one for one in text.removeprefix("\ufeff") if one.isalnum()]
        assert [one for one in document.parts[0].text if one.isalnum()] == letters


@pytest.mark.parametrize("kind", sorted(READERS))
def test_every_reader_named_exists(kind: str) -> None:
    assert callable(_reader(kind))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_a_name_given_twice_gives_both() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"first")
        archive.writestr("a.txt", b"second")
    assert [part.text for part in extract(out.getvalue(), "a.zip").parts] == ["first", "second"]


def seven(members: dict[str, bytes], password: str | None = None) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return out.getvalue()


def test_each_member_of_a_7z_is_read_under_its_name() -> None:
    document = extract(seven({"a.txt": LETTER, "b.csv": b"a,b\n1,2\n"}), "replies.7z")
    assert [part.label for part in document.parts] == ["a.txt › document", "b.csv › document"]


def test_a_7z_that_unpacks_to_too_much_is_not_unpacked() -> None:
    document = extract(seven({"a.txt": bytes(2_000_000)}), "bomb.7z", Limits(unpacked=1_000_000))
    assert document.parts == ()
    assert "unpacks to more than" in document.warnings[0]


def test_a_7z_locked_with_a_password_is_said_to_be() -> None:
    assert extract(seven({"a.txt": LETTER}, "secret"), "a.7z").warnings == ("The archive is locked with a password.",)
