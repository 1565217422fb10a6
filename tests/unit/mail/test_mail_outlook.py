"""Outlook's formats are read as the mails they were; damage costs the damaged piece only."""

import pytest
from factories.outlook_files import compound_file, msg_storage, winmail
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.mail.outlook import uncompress_rtf
from askall.mail.parse import parse_message

SUBJECT, BODY, HTML, SENDER, SENDER_SMTP, CLASS, MESSAGE_ID = 0x37, 0x1000, 0x1013, 0x0C1A, 0x5D01, 0x1A, 0x1035
NAME, SMTP, LONG_NAME, DATA, TRANSPORT = 0x3001, 0x39FE, 0x3707, 0x3701, 0x7D


def letter(extra=None, texts=None, **more):
    base = {
        SUBJECT: "Camerâu",
        BODY: "We use 19 cameras.\r\nRegards",
        SENDER: "Jane Example",
        SENDER_SMTP: "Jane@Eastmere.example",
        CLASS: "IPM.Note",
        MESSAGE_ID: "<m1@eastmere.example>",
    }
    recipient = msg_storage({NAME: "Study", SMTP: "askers@study.example"}, header=8, numbers={0x0C15: 1})
    copied = msg_storage({NAME: "Clerk", SMTP: "clerk@eastmere.example"}, header=8, numbers={0x0C15: 2})
    return msg_storage({**base, **(texts or {})}, **more) | {
        "__recip_version1.0_#00000000": recipient,
        "__recip_version1.0_#00000001": copied,
        **(extra or {}),
    }


def attached(name, content):
    return msg_storage({LONG_NAME: name}, header=8, binary={DATA: content}, numbers={0x3705: 1})


def test_a_msg_file_is_the_mail_it_was():
    pdf = b"%PDF-1.4 " + bytes(range(256)) * 40
    message = parse_message(compound_file(letter({"__attach_version1.0_#00000000": attached("Llythyr é.pdf", pdf)})))
    assert message.subject == "Camerâu"
    assert (message.sender.name, message.sender.email) == ("Jane Example", "jane@eastmere.example")
    assert [one.email for one in message.to] == ["askers@study.example"]
    assert [one.email for one in message.cc] == ["clerk@eastmere.example"]
    assert message.message_id == "m1@eastmere.example"
    assert message.text == "We use 19 cameras.\nRegards"
    assert [(one.filename, one.media_type, one.content) for one in message.attachments] == [
        ("Llythyr é.pdf", "application/pdf", pdf)
    ]


def test_transport_headers_win_over_properties():
    headers = (
        "From: Real Sender <real@eastmere.example>\r\nTo: a@study.example\r\nDate: Tue, 14 Sep 2021 09:12:44 +0100\r\n"
        'Content-Type: multipart/mixed;\r\n\tboundary="x"\r\nReferences: <q1@study.example>\r\n\t<q2@study.example>\r\n'
    )
    message = parse_message(compound_file(letter(texts={TRANSPORT: headers})))
    assert message.sender.email == "real@eastmere.example"
    assert message.references == ("q1@study.example", "q2@study.example")
    assert message.date.isoformat() == "2021-09-14T09:12:44+01:00"
    assert message.text.startswith("We use 19 cameras.")


def test_an_html_only_msg_keeps_its_table():
    page = "<table><tr><td>Hikvision</td><td>£19</td></tr></table>".encode("cp1252")
    message = parse_message(compound_file(letter(texts={BODY: ""}, binary={HTML: page}, numbers={0x3FDE: 1252})))
    assert message.text == "Hikvision\t£19"


def test_a_message_inside_a_msg_is_listed_with_its_files():
    inner = msg_storage({SUBJECT: "Inner", BODY: "Inner letter"}, header=24)
    inner["__attach_version1.0_#00000000"] = attached("count.csv", b"make,count\n")
    holder = msg_storage({NAME: "Inner"}, header=8, numbers={0x3705: 5}) | {"__substg1.0_3701000D": inner}
    message = parse_message(compound_file(letter({"__attach_version1.0_#00000000": holder})))
    assert [(one.filename, one.source) for one in message.attachments] == [
        ("Inner.eml", "message"),
        ("count.csv", "message"),
    ]
    assert parse_message(message.attachments[0].content).text == "Inner letter"


@pytest.mark.parametrize(
    ("message_class", "kind"),
    [("REPORT.IPM.Note.NDR", "bounce"), ("REPORT.IPM.Note.IPNRN", "receipt"), ("IPM.Note", None)],
)
def test_message_classes_tell_reports(message_class, kind):
    automatic = parse_message(compound_file(letter(texts={CLASS: message_class}))).automatic
    assert (automatic.kind if automatic else None) == kind


def test_a_damaged_msg_is_kept_as_a_file_with_a_warning():
    raw = compound_file(letter())[:700]
    message = parse_message(raw)
    assert [one.content for one in message.attachments] == [raw]
    assert any("Outlook file cannot be read" in one for one in message.warnings)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(8, 6000), st.integers(0, 255)), max_size=12))
def test_a_corrupted_msg_never_raises(changes):
    raw = bytearray(compound_file(letter({"__attach_version1.0_#00000000": attached("a.txt", b"content")})))
    for place, byte in changes:
        raw[place % len(raw)] = byte
    assert parse_message(bytes(raw)).sha256


def mail_with_winmail(content):
    import base64

    return (
        b"From: a@eastmere.example\nDate: Tue, 14 Sep 2021 09:12:44 +0100\n"
        b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(content)
    )


def test_files_and_letter_of_a_winmail_dat():
    message = parse_message(mail_with_winmail(winmail({"Counts.csv": b"make,count\n"}, "Dear asker,\r\nsee attached.")))
    assert [(one.filename, one.media_type, one.source) for one in message.attachments] == [
        ("winmail.dat", "application/ms-tnef", "mime"),
        ("Counts.csv", "text/csv", "tnef"),
    ]
    assert message.text == "Dear asker,\nsee attached."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(4, 400), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_corrupted_winmail_dat_stays_as_a_file(changes):
    content = bytearray(winmail({"a.csv": b"a,b\n" * 20}, "Dear asker"))
    for place, byte in changes:
        content[place % len(content)] = byte
    message = parse_message(mail_with_winmail(bytes(content)))
    assert message.attachments[0].content == bytes(content)


def test_compressed_rtf_is_read_as_its_specification_shows():
    """The two worked examples of MS-OXRTFCP s.3.1 and s.3.2, one with a reference that runs over its own output."""
    simple = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    crossing = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert uncompress_rtf(simple) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert uncompress_rtf(crossing) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
