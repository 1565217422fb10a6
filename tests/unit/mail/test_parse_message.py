"""parse_message as a whole: never raises, loses nothing, and chooses the text a person would read."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.foundation.files import hash_of
from askall.mail.parse import parse_message

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "samples" / "mail").glob("*.eml"))]
HEAD = b"From: a@x.example\nDate: Tue, 14 Sep 2021 09:12:44 +0100\nMIME-Version: 1.0\n"


def check(raw):
    message = parse_message(raw)
    assert message.sha256 == hash_of(raw)
    assert "".join(message.text[one.start : one.end] for one in message.segments) == message.text
    assert all(one.sha256 == hash_of(one.content) and one.size == len(one.content) for one in message.attachments)
    assert message.date is None or message.date.tzinfo is not None
    json.dumps(message.as_json(), ensure_ascii=False).encode("utf-8")
    return message


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read(raw):
    check(raw)


JUNK = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        b"\r|\n\n|\x00|--b\n|--|=?utf-8?q?=C3|Content-Type: multipart/mixed; boundary=b\n|Content-Type: message/rfc822|"
        b"begin 644 x\n|\nend\n|<table><td>|; name*0*=x''%|\xff\xfe|charset=utf-16|charset=utf-7|"
        b"Content-Transfer-Encoding: base64\n|From: |> ".split(b"|")
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 30), JUNK), max_size=10))
def test_mutated_mails_are_read(raw, changes):
    for place, length, junk in changes:
        place %= len(raw) + 1
        raw = raw[:place] + junk + raw[place + length :]
    check(raw)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 1000))
def test_mails_cut_anywhere_are_read(raw, length):
    check(raw[:length])


# No file begins so that it is opened to see what is in it.
CONTENT = st.binary(max_size=900).map(lambda content: b"\x01" + content)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60),
    st.lists(st.tuples(st.from_regex(r"[a-z]{1,8}\.(bin|dat)", fullmatch=True), CONTENT), max_size=4),
)
def test_whatever_was_sent_comes_out(text, files):
    raw = HEAD + b'Content-Type: multipart/mixed; boundary="=_b"\n\n--=_b\nContent-Type: text/plain; charset=utf-8\n'
    raw += b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(text.encode())
    for name, content in files:
        raw += (
            f'--=_b\nContent-Disposition: attachment; filename="{name}"\nContent-Type: application/x-thing\n'.encode()
        )
        raw += b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(content)
    message = check(raw + b"--=_b--\n")
    assert message.text == text.replace("\u00ad", "").replace("\u2060", "")
    assert [(one.filename, one.content) for one in message.attachments] == files
    assert message.warnings == ()


def alternative(plain, html):
    return parse_message(
        HEAD
        + b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n"
        + plain.encode()
        + b"\n--b\nContent-Type: text/html; charset=utf-8\n\n"
        + html.encode()
        + b"\n--b--\n"
    ).text


LETTER = "We hold 19 cameras of two makes in the town centre and none elsewhere."


@pytest.mark.parametrize(
    ("plain", "html", "text"),
    [
        (LETTER, f"<p>{LETTER}</p>", LETTER),
        ("", f"<p>{LETTER}</p>", LETTER),
        ("Your mail program cannot show HTML.", f"<p>{LETTER}</p><p>{LETTER}</p>", f"{LETTER}\n\n{LETTER}"),
        (LETTER, "<p>Short.</p>", LETTER),
        ("Axis\n19\nBosch\n4", "<table><tr><td>Axis<td>19<tr><td>Bosch<td>4</table>", "Axis\t19\nBosch\t4"),
        (LETTER, f"<table><tr><td>{LETTER}</td></tr></table>", LETTER),
    ],
)
def test_the_fuller_alternative_is_the_text(plain, html, text):
    assert alternative(plain, html) == text


def test_an_html_page_labelled_as_plain_text_is_read_as_html():
    raw = HEAD + b"Content-Type: text/plain\n\n<html><body><p>We hold 19.</p></body></html>"
    assert parse_message(raw).text == "We hold 19."


def test_plain_text_labelled_as_html_keeps_its_lines():
    raw = HEAD + b"Content-Type: text/html\n\nWe hold 19.\nThat is all &amp; more.\n"
    assert parse_message(raw).text == "We hold 19.\nThat is all & more."


def test_the_charset_a_page_names_counts_where_the_mail_names_none():
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">100€'.encode("iso-8859-15")
    assert parse_message(HEAD + b"Content-Type: text/html\n\n" + page).text == "100€"


def test_text_parts_with_a_name_are_files_unless_they_are_the_letter():
    raw = HEAD + (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; name=body.txt\n\nThe letter.\n"
        b"--b\nContent-Type: text/plain; name=list.txt\nContent-Disposition: inline; filename=list.txt\n\n"
        b"A list.\n--b--\n"
    )
    message = parse_message(raw)
    assert message.text == "The letter."
    assert [(one.filename, one.inline) for one in message.attachments] == [("list.txt", True)]


def test_several_texts_follow_one_another():
    raw = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nOne.\n--b\nContent-Type: text/html\n\n<p>Two.\n--b--\n"
    )
    assert parse_message(raw).text == "One.\n\nTwo."


def test_a_mail_that_is_only_a_file():
    raw = HEAD + b"Content-Type: application/pdf; name=letter.pdf\n\n%PDF-1.4"
    message = parse_message(raw)
    assert message.text == ""
    assert message.segments == ()
    assert message.attachments[0].filename == "letter.pdf"


def test_the_date_of_receipt_stands_in_for_a_bad_date():
    raw = b"From: a@x.example\nDate: last week\nReceived: by mx.example; Tue, 14 Sep 2021 09:12:44 +0100\n\nText"
    message = parse_message(raw)
    assert message.date.isoformat() == "2021-09-14T09:12:44+01:00"
    assert "“last week” cannot be read" in message.warnings[0]


def test_an_empty_file_is_a_message_with_a_warning():
    message = check(b"")
    assert message.text == ""
    assert "The message is empty." in message.warnings


def test_addresses_the_servers_noted_are_kept():
    raw = b"From: a@x.example\nReply-To: b@x.example\nX-Original-To: Me+tok@y.example\nDelivered-To: me@y.example\n\n"
    message = parse_message(raw)
    assert [one.email for one in message.reply_to] == ["b@x.example"]
    assert message.delivered_to == ("me@y.example", "me+tok@y.example")
