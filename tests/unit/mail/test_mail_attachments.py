"""Files of a message and files inside those: types told truly, limits kept, nothing lost."""

import io
import zipfile
from binascii import b2a_uu

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.foundation.files import hash_of
from askall.mail.archives import safe_path, zip_members
from askall.mail.media_types import media_type_of
from askall.mail.parse import parse_message
from askall.mail.uuencode import take_uuencoded

HEAD = b"From: a@x.example\nDate: Tue, 14 Sep 2021 09:12:44 +0100\nContent-Type: multipart/mixed; boundary=b\n\n"


def with_file(content, headers=b"Content-Type: application/octet-stream", name=b"file.bin"):
    disposition = b"\nContent-Disposition: attachment; filename=" + name
    part = b"--b\n" + headers + disposition + b"\nContent-Transfer-Encoding: base64\n\n"
    return HEAD + b"--b\n\nSee the file.\n" + part + __import__("base64").encodebytes(content) + b"--b--\n"


def zipped(files, **options):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "name", "declared", "found"),
    [
        (b"%PDF-1.7", "report.pdf", "application/octet-stream", "application/pdf"),
        (b"%PDF-1.7", "report.doc", "application/msword", "application/pdf"),
        (b"plain", "report.csv", "application/octet-stream", "text/csv"),
        (b"plain", "report.csv", "application/vnd.ms-excel", "application/vnd.ms-excel"),
        (b"\x89PNG\r\n\x1a\n", "", "image/jpeg", "image/png"),
        (OLE + "Workbook".encode("utf-16-le"), "x.bin", "", "application/vnd.ms-excel"),
        (OLE, "letter.doc", "application/octet-stream", "application/msword"),
        (OLE, "thing", "", "application/x-ole-storage"),
        (
            zipped({"word/document.xml": b""}),
            "x",
            "application/zip",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (zipped({"a.txt": b""}), "a.docx", "application/octet-stream", "application/zip"),
        (b"what", "what", "", ""),
    ],
)
def test_media_types(content, name, declared, found):
    assert media_type_of(content, name, declared) == found


def test_members_of_a_zip_are_listed_behind_it():
    inner = zipped({"deep.csv": b"a,b\n"})
    content = zipped({"folder/letter.pdf": b"%PDF-1.4", "inner.zip": inner})
    files = parse_message(with_file(content, name=b"all.zip")).attachments
    assert [(one.filename, one.source, one.media_type) for one in files] == [
        ("all.zip", "mime", "application/zip"),
        ("folder/letter.pdf", "archive", "application/pdf"),
        ("inner.zip", "archive", "application/zip"),
        ("deep.csv", "archive", "text/csv"),
    ]
    assert files[0].content == content
    assert all(one.sha256 == hash_of(one.content) and one.size == len(one.content) for one in files)


def test_a_word_file_is_not_opened_as_an_archive():
    assert len(parse_message(with_file(zipped({"word/document.xml": b"<x/>"}), name=b"a.docx")).attachments) == 1


def test_a_zip_bomb_stays_packed_and_is_told():
    bomb = zipped({"zeros": bytes(30_000_000)})
    message = parse_message(with_file(bomb, name=b"bomb.zip"))
    assert [one.filename for one in message.attachments] == ["bomb.zip"]
    assert any("larger than the limits" in one for one in message.warnings)


def test_a_zip_of_zips_stops_at_the_limit():
    content = b"the end"
    for _ in range(30):
        content = zipped({"inner.zip": content})
    message = parse_message(with_file(content, name=b"all.zip"))
    assert 5 < len(message.attachments) < 15
    assert any("too deep" in one for one in message.warnings)


def test_locked_and_damaged_members_are_told():
    raw = bytearray(zipped({"secret.txt": b"secret"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    warnings: list[str] = []
    assert list(zip_members(bytes(raw), warnings)) == []
    assert "password" in warnings[0]
    assert list(zip_members(b"PK\x03\x04 cut", warnings)) == []
    assert "could not be opened" in warnings[1]


@given(st.text(max_size=60))
def test_paths_of_members_lead_nowhere_else(name):
    path = safe_path(name)
    assert not path.startswith("/")
    assert ".." not in path.split("/")


@pytest.mark.parametrize(("name", "path"), [("../../etc/x", "etc/x"), ("C:\\a\\b.txt", "a/b.txt"), ("/abs/x", "abs/x")])
def test_paths_of_members(name, path):
    assert safe_path(name) == path


def uuencoded(name, content):
    lines = "".join(b2a_uu(content[at : at + 45]).decode() for at in range(0, len(content), 45))
    return f"begin 644 {name}\n{lines}`\nend\n"


@given(st.binary(min_size=1, max_size=400), st.text(alphabet="ab \n", max_size=20))
def test_uuencoded_files_come_out_whole_and_the_text_stays(content, around):
    text, files = take_uuencoded(f"{around}\n{uuencoded('a.bin', content)}{around}")
    assert files == [("a.bin", content)]
    assert text == f"{around}\n{around}"


def test_what_only_looks_uuencoded_stays_in_the_text():
    text = "begin 644 cameras\nWe have many of them.\nend\n"
    assert take_uuencoded(text) == (text, [])
    assert take_uuencoded("begin with the end in mind\nend\n")[1] == []


def test_a_signed_message_is_read_and_an_encrypted_one_told():
    signed = HEAD.replace(b"mixed", b'signed; protocol="application/pkcs7-signature"')
    message = parse_message(
        signed + b"--b\n\nThe answer.\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--b--\n"
    )
    assert message.text == "The answer."
    assert [one.filename for one in message.attachments] == ["smime.p7s"]
    encrypted = parse_message(
        HEAD.replace(b"mixed", b"encrypted") + b"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n"
    )
    assert any("encrypted" in one for one in encrypted.warnings)


def test_a_calendar_part_is_a_file():
    raw = HEAD.replace(b"mixed", b"alternative") + (
        b"--b\nContent-Type: text/plain\n\nLet us meet.\n"
        b"--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--b--\n"
    )
    message = parse_message(raw)
    assert message.text == "Let us meet."
    assert [one.media_type for one in message.attachments] == ["text/calendar"]


def test_a_letter_wrapped_into_its_signature_is_told():
    raw = b"From: a@x.example\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n\nx"
    assert any("wrapped into its signature" in one for one in parse_message(raw).warnings)
