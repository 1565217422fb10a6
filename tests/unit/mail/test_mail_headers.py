"""Header blocks and their values, with the faults of real senders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.mail.headers import decode_words, read_block
from askall.mail.parameters import file_name, parse_addresses, parse_date, parse_message_ids, parse_parameters


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?Q?Camer=C3=A2u?=", "Camerâu"),
        ("=?iso-8859-1?Q?=A35_=96?=", "£5 –"),
        ("=?utf-8?B?w6I=?= =?utf-8?B?w7Q=?=", "âô"),
        ("=?utf-8?Q?=C3?= =?utf-8?Q?=A2?=", "â"),
        ("=?utf-8?B?w6I?=", "â"),
        ("=?utf-8?Q?with spaces?=", "with spaces"),
        ("=?utf-8*cy?Q?Camer=C3=A2u?=", "Camerâu"),
        ("=?utf-8?Q?cut=C3=A2", "cutâ"),
        ("Re: =?utf-8?Q?a?= b =?utf-8?Q?c?=", "Re: a b c"),
        ("Re:=?utf-8?Q?glued?=on", "Re:gluedon"),
        ("=?utf-8?Q?what=3F_now??=", "what? now?"),
        ("=?gb2312?B?1tDOxA==?=", "中文"),
        ("plain =? text ?=", "plain =? text ?="),
    ],
)
def test_encoded_words(value, text):
    assert decode_words(value) == text


@given(st.text(max_size=80))
def test_encoded_words_never_raise(value):
    decode_words(f"=?{value}?=")
    decode_words(f"=?utf-8?q?{value}")


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("a@x.example", [("", "a@x.example")]),
        ("Jane <A@X.example>, b@x.example", [("Jane", "a@x.example"), ("", "b@x.example")]),
        ('"Example, Jane" <a@x.example>', [("Example, Jane", "a@x.example")]),
        ("Example, Jane <a@x.example>; b@x.example", [("Example, Jane", "a@x.example"), ("", "b@x.example")]),
        ("a@x.example (Jane Example)", [("Jane Example", "a@x.example")]),
        ("Team: a@x.example, b@x.example;", [("", "a@x.example"), ("", "b@x.example")]),
        ("undisclosed-recipients:;", []),
        ("=?utf-8?Q?Si=C3=A2n?= <s@x.example>", [("Siân", "s@x.example")]),
        ("'Jane' <mailto:a@x.example>", [("Jane", "a@x.example")]),
        ("FOI Team", [("FOI Team", "")]),
        ("Jane </O=EXAMPLE/CN=JANE>", [("Jane", "")]),
        ('"a@x.example" <a@x.example>', [("a@x.example", "a@x.example")]),
        ("<@relay.example:a@x.example>", [("", "a@x.example")]),
        ("", []),
    ],
)
def test_addresses(value, people):
    assert [(one.name, one.email) for one in parse_addresses(value)] == people


@given(st.text(max_size=120))
def test_addresses_never_raise(value):
    for one in parse_addresses(value):
        assert one.name or one.email


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Tue, 14 Sep 2021 09:12:44 +0100", "2021-09-14T09:12:44+01:00"),
        ("14 Sep 2021 09:12 BST", "2021-09-14T09:12:00+01:00"),
        ("Tue, 14 Sep 2021 09:12:44 GMT+01:00", "2021-09-14T09:12:44+01:00"),
        ("Tue, 14 Sep 2021 09:12:44 -0000", "2021-09-14T09:12:44+00:00"),
        ("Tue, 14 Sep 21 09:12:44 +0100 (BST)", "2021-09-14T09:12:44+01:00"),
        ("2021-09-14T09:12:44Z", "2021-09-14T09:12:44+00:00"),
        ("2021-09-14 09:12:44 +0100", "2021-09-14T09:12:44+01:00"),
        ("03/02/2022 10:15", "2022-02-03T10:15:00+00:00"),
        ("14.09.2021 09:12:44", "2021-09-14T09:12:44+00:00"),
        ("Dienstag, 14. September 2021 09:12", "2021-09-14T09:12:00+00:00"),
        ("14 Medi 2021 09:12", "2021-09-14T09:12:00+00:00"),
        ("14th September 2021", "2021-09-14T00:00:00+00:00"),
        ("Tue, 14 Sep 2021 24:61:00 +0100", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(value, moment):
    found = parse_date(value)
    assert (found.isoformat() if found else None) == moment


@given(st.text(alphabet="0123456789/:-+ SepMonGMT,.()T", max_size=40))
def test_dates_never_raise_and_have_a_zone(value):
    found = parse_date(value)
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("a; filename=report.pdf", "report.pdf"),
        ('a; filename="re;port.pdf"', "re;port.pdf"),
        ('a; filename="unclosed.pdf', "unclosed.pdf"),
        ("a; filename*=utf-8''Ateb%20%C3%A2.pdf", "Ateb â.pdf"),
        ("a; filename*=UTF-8'cy'Ateb.pdf; filename=other.pdf", "Ateb.pdf"),
        ('a; filename*0=long; filename*1="er name"; filename*2=.pdf', "longer name.pdf"),
        ("a; filename*1*=%C3%A2; filename*0*=utf-8''a", "aâ"),
        ("a; filename*=iso-8859-1''%A3.pdf", "£.pdf"),
        ('a; FILENAME = "spaced.pdf" ; x=y', "spaced.pdf"),
        ('a; filename="=?utf-8?Q?=C3=A2.pdf?="', "â.pdf"),
        ('a; filename="C:\\\\Users\\\\jane\\\\letter.pdf"', "letter.pdf"),
        ('a; filename="../../etc/passwd"', "passwd"),
    ],
)
def test_names_of_files(value, name):
    assert file_name(parse_parameters(value, [])[1]["filename"]) == name


@given(st.text(max_size=100))
def test_parameters_never_raise(value):
    parse_parameters(f"text/plain; {value}", [])


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("<a@x> <b@x>", ("a@x", "b@x")),
        ("<a@x>,<b@x> <a@x>", ("a@x", "b@x")),
        ("<long id@x>", ("longid@x",)),
        ("a@x", ("a@x",)),
        ("Your message of Tuesday", ()),
    ],
)
def test_message_ids(value, ids):
    assert parse_message_ids(value) == ids


def test_a_block_is_unfolded_and_keeps_order():
    headers, end = read_block(b"Received: one\r\n two\r\nreceived: three\r\nSubject:\r\n long\r\n", [])
    assert headers.raws("received") == ["one two", "three"]
    assert headers.text("subject") == "long"
    assert end == len(b"Received: one\r\n two\r\nreceived: three\r\nSubject:\r\n long\r\n")


def test_a_body_without_a_blank_line_is_found():
    block = b"Subject: x\nDear asker\nthe ratio is 1:2\n"
    headers, end = read_block(block, [])
    assert block[end:] == b"Dear asker\nthe ratio is 1:2\n"
    assert list(headers.first) == ["subject"]


def test_doubled_line_ends_are_read():
    headers, _ = read_block(b"Subject: x\r\r\nFrom: a@x.example\r\r\n", [])
    assert headers.text("subject") == "x"
    assert headers.text("from") == "a@x.example"
