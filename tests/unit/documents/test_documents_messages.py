"""Messages given as files: what they say, then the files attached to them."""

from email.message import EmailMessage

from document_samples import p, packed, word

from askall.documents.extract import extract
from askall.documents.records import Document


def message(subject: str = "Your request") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "foi@westmarsh.example"
    mail["To"] = "ask@study.example"
    mail["Subject"] = subject
    mail["Date"] = "Thu, 02 Sep 2021 10:00:00 +0100"
    mail["Message-ID"] = "<1@westmarsh.example>"
    mail.set_content("Please see the attached reply.\n")
    return mail


def labelled(document: Document) -> list[tuple[str, str]]:
    return [(part.label, part.text.strip()) for part in document.parts]


def test_a_message_is_read_with_its_attachments() -> None:
    mail = message()
    mail.add_attachment(
        word(p("The council uses 56")), maintype="application", subtype="octet-stream", filename="r.docx"
    )
    mail.add_attachment(packed({"a.txt": b"Annex"}), maintype="application", subtype="zip", filename="annexes.zip")
    document = extract(mail.as_bytes(), "reply.eml")
    assert document.media_type == "message/rfc822"
    assert labelled(document) == [
        ("message", "Please see the attached reply."),
        ("r.docx › document", "The council uses 56"),
        ("annexes.zip › a.txt › document", "Annex"),
    ]


def test_a_message_in_a_zip_is_found_by_its_content() -> None:
    document = extract(packed({"reply": message().as_bytes()}), "a.zip")
    assert labelled(document) == [("reply › message", "Please see the attached reply.")]


def test_a_picture_shown_in_the_text_is_no_file_of_its_own() -> None:
    mail = message()
    mail.add_alternative("<p>Hello</p><img src='cid:logo'>", subtype="html")
    html = mail.get_payload(1)
    assert isinstance(html, EmailMessage)
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
    html.add_related(picture, maintype="image", subtype="png", cid="<logo>", disposition="inline", filename="logo.png")
    document = extract(mail.as_bytes(), "reply.eml")
    assert [part.label for part in document.parts] == ["message"]
    assert not any("image" in warning for warning in document.warnings)


def test_a_scan_attached_is_said() -> None:
    mail = message()
    mail.add_attachment(b"\x89PNG\r\n\x1a\n" + b"\0" * 40, maintype="image", subtype="png", filename="scan.png")
    document = extract(mail.as_bytes(), "reply.eml")
    assert "scan.png › The image is damaged and cannot be opened." in document.warnings


def test_a_damaged_outlook_file_is_said() -> None:
    head = bytes.fromhex("d0cf11e0a1b11ae1") + "__properties_version1.0\0".encode("utf-16-le") + b"\0" * 2000
    document = extract(head, "reply.msg")
    assert document.media_type == "application/vnd.ms-outlook"
    assert document.warnings


def test_a_message_in_a_message_is_read_once_with_its_files() -> None:
    inner = message("First reply")
    inner.add_attachment(b"Maker,Count\nHikvision,56\n", maintype="text", subtype="csv", filename="costs.csv")
    outer = message()
    outer.add_attachment(inner)
    labels = [part.label for part in extract(outer.as_bytes(), "reply.eml").parts]
    assert labels[0] == "message"
    assert len([label for label in labels if label.endswith("› message")]) == 1
    assert len([label for label in labels if label.endswith("costs.csv › document")]) == 1
