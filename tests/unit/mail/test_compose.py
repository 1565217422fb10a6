"""A letter as the bytes that go out, whatever is put into it."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.asking.records import Attached
from askall.foundation.errors import BadInput
from askall.mail.compose import Draft, compose, sound_references, with_token, without_token
from askall.mail.parse import parse_message

NOW = datetime(2022, 7, 7, 12, 0, tzinfo=UTC)
PLAIN = Draft(
    "Jane Doe",
    "study@campaign.org.uk",
    "study+abcdefghij@campaign.org.uk",
    "foi@wexbarrow.gov.uk",
    "Hikvision cameras [abcdefghij]",
    "Dear Wexbarrow,\n\nDo you use Hikvision?\n",
    "askall.abcdefghij.ask1.20220707-120000-0a1b2c3d@campaign.org.uk",
    NOW,
)


def test_a_plain_letter():
    assert compose(PLAIN).decode("ascii").split("\r\n") == [
        "From: Jane Doe <study@campaign.org.uk>",
        "To: foi@wexbarrow.gov.uk",
        "Reply-To: Jane Doe <study+abcdefghij@campaign.org.uk>",
        "Subject: Hikvision cameras [abcdefghij]",
        "Date: Thu, 07 Jul 2022 13:00:00 +0100",
        "Message-ID: <askall.abcdefghij.ask1.20220707-120000-0a1b2c3d@campaign.org.uk>",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: 7bit",
        "MIME-Version: 1.0",
        "",
        "Dear Wexbarrow,",
        "",
        "Do you use Hikvision?",
        "",
    ]


def test_without_plus_addresses_there_is_no_reply_to():
    assert b"Reply-To" not in compose(replace(PLAIN, reply_to=PLAIN.sender))


def test_a_later_letter_stands_in_its_thread():
    thread = ("first@campaign.org.uk", "DB7PR04.EX@wexbarrow.gov.uk")
    mail = message_from_bytes(compose(replace(PLAIN, references=thread)), policy=default)
    assert mail["In-Reply-To"] == "<DB7PR04.EX@wexbarrow.gov.uk>"
    assert mail["References"].split() == ["<first@campaign.org.uk>", "<DB7PR04.EX@wexbarrow.gov.uk>"]


def test_what_other_mailers_wrote_as_ids_is_left_out_if_it_cannot_stand_in_a_header():
    odd = ["a@b", "no-at-sign", "with space@b", "evil@b>\r\nBcc: all@x.uk", "", "x" * 400 + "@b", "ü@b", "c@d", "a@b"]
    assert sound_references(odd) == ("a@b", "c@d")
    assert sound_references([f"{number}@b" for number in range(100)]) == (
        "0@b",
        *(f"{number}@b" for number in range(81, 100)),
    )


def test_invented_studies_say_so():
    assert b"\r\nX-Synthetic: askall simulation\r\n" in compose(replace(PLAIN, synthetic=True))
    assert b"Synthetic" not in compose(PLAIN)


def test_attachments_come_through_byte_for_byte():
    files = (
        Attached("chronology.pdf", "application/pdf", bytes(range(256)) * 300),
        Attached("Übersicht.csv", "text/csv", b"a;b\n1;2\n"),
        Attached("thread.eml", "message/rfc822", b"Subject: x\n\nbody"),
    )
    found = parse_message(compose(replace(PLAIN, attachments=files))).attachments
    assert [(one.filename, one.content) for one in found] == [(one.filename, one.content) for one in files]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sender_name": "Jane\r\nBcc: all@x.uk"}, "sender's name"),
        ({"subject": "Cameras\nBcc: all@x.uk"}, "subject"),
        ({"subject": "  "}, "subject"),
        ({"subject": "Cameras\x00"}, "subject"),
        ({"recipient": "foi@x.uk\r\nBcc: all@x.uk"}, "no mail address"),
        ({"recipient": "foi@x.uk, all@x.uk"}, "no mail address"),
        ({"recipient": "müller@x.uk"}, "before the @"),
        ({"reply_to": "a b@x.uk"}, "no mail address"),
        ({"message_id": "a@b>\r\nBcc: x@y.uk"}, "Message-ID"),
        ({"body": " \n"}, "empty"),
        ({"body": "bell \x07"}, "U\\+0007"),
        ({"attachments": (Attached("a\r\nb", "text/csv", b""),)}, "attachment"),
        ({"attachments": (Attached("a", "text/csv\r\nX: y", b""),)}, "media type"),
    ],
)
def test_what_would_begin_a_header_of_its_own_is_refused_in_one_sentence(changed, why):
    with pytest.raises(BadInput, match=f"(?i){why}") as refused:
        compose(replace(PLAIN, **changed))
    assert "\n" not in str(refused.value)


words = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
text = st.text(words | st.sampled_from("\n.\t \u2028"), min_size=1, max_size=400).filter(str.strip)
line = st.text(words, min_size=1, max_size=200).filter(str.strip)


@given(text, line, line)
def test_whatever_is_written_goes_out_in_sound_lines_and_can_be_read_again(body, subject, name):
    raw = compose(replace(PLAIN, body=body, subject=subject, sender_name=name))
    assert raw.isascii()
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    _, _, rest = raw.partition(b"\r\n\r\n")
    assert max(map(len, rest.split(b"\r\n"))) <= 76
    mail = message_from_bytes(raw, policy=default)
    assert sorted(mail.keys()) == [
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Reply-To",
        "Subject",
        "To",
    ]
    assert mail["From"].addresses[0].addr_spec == PLAIN.sender
    sent = body.replace("\u2028", "\n").strip("\n")
    assert mail.get_content().replace("\r\n", "\n").strip("\n") == sent


def test_the_mark_of_a_request_stands_in_the_subject_once():
    marked = with_token("Cameras", "abcdefghij")
    assert marked == "Cameras [abcdefghij]"
    assert with_token(marked, "abcdefghij") == marked
    assert without_token(marked, "abcdefghij") == "Cameras"


@pytest.mark.parametrize("length", [20, 60])
def test_a_long_message_id_stays_in_one_piece(length):
    name = f"askall.abcdefghij.complain12.20220707-120000-0a1b2c3d@{'a' * length}.{'b' * length}.uk"
    raw = compose(replace(PLAIN, message_id=name, references=(name, f"x.{name}")))
    assert f"\r\nMessage-ID: <{name}>\r\n".encode() in raw
    assert parse_message(raw).references == (name, f"x.{name}")
