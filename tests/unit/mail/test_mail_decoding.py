"""Bytes to text by rules: which encoding wins, and that no byte is ever lost."""

import base64
import binascii

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.mail import decoding
from askall.mail.decoding import decode_text, from_base64, from_quoted_printable, tidy, undo_transfer


@pytest.mark.parametrize(
    ("raw", "label", "text"),
    [
        (b"\xa31,000 \x96 \x93yes\x94", "iso-8859-1", "£1,000 – “yes”"),
        (b"\xa31,000 \x96", "us-ascii", "£1,000 –"),
        (b"\xa31,000 \x96", "", "£1,000 –"),
        ("£5 – ie".encode(), "iso-8859-1", "£5 – ie"),
        ("£5 – ie".encode(), "iso-8859-15", "£5 – ie"),
        (b"\xa4100", "iso-8859-15", "€100"),
        ("ŵ ŷ".encode("iso-8859-14"), "iso-8859-14", "ŵ ŷ"),
        (b"\xef\xbb\xbfyes", "iso-8859-15", "yes"),
        ("ŵy".encode("utf-16"), "utf-8", "ŵy"),
        ("ŵy".encode("utf-16-le"), "utf-16le", "ŵy"),
        ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
        ("中文€".encode("gb18030"), "gb2312", "中文€"),
        ("Grüße".encode("utf-7"), "utf-7", "Grüße"),
        (b"\x81\x8d\x8f\x90\x9d", "windows-1252", "\x81\x8d\x8f\x90\x9d"),
        (b"plain", "rot13", "plain"),
        (b"plain", "x-user-defined", "plain"),
        (b"\xe9", '"ISO-8859-1"', "é"),
    ],
)
def test_order_of_encodings(raw, label, text):
    assert tidy(decode_text(raw, label, [])) == text


def test_mixed_encodings_are_read_each_as_its_own():
    warnings: list[str] = []
    assert decode_text("£ ŵ ".encode() + b"\xa3 \xe9", "utf-8", warnings) == "£ ŵ £ é"
    assert len(warnings) == 1


@given(
    st.binary(max_size=300), st.sampled_from(["", "utf-8", "latin1", "utf-16", "utf-7", "gb2312", "koi8-r", "nonsense"])
)
def test_decoding_never_raises_and_gives_storable_text(raw, label):
    decode_text(raw, label, []).encode("utf-8")


@given(st.binary(max_size=200))
def test_western_keeps_every_byte(raw):
    """What UTF-8 cannot read comes back byte for byte as Windows-1252."""
    text = decoding.western(raw)
    pieces = [char.encode("cp1252", "ignore") or bytes([ord(char)]) if ord(char) < 160 else b"" for char in text]
    assert len(text) <= len(raw)
    assert all(piece in raw for piece in pieces)
    if raw.isascii():
        assert text.encode() == raw


def test_tidy_gives_one_normal_form():
    assert tidy("a\r\nb\rc\r\r\nd\xa0e\u00adf\ufeffg\x00h") == "a\nb\nc\nd efgh"


@given(st.binary(max_size=3000))
def test_both_ways_through_base64_agree(content):
    encoded = base64.encodebytes(content)
    warnings: list[str] = []
    assert from_base64(encoded, warnings) == content
    assert decoding._mended_base64(encoded, warnings) == content
    assert warnings == []


@settings(max_examples=300)
@given(
    st.binary(min_size=300, max_size=500), st.lists(st.tuples(st.integers(0, 700), st.binary(max_size=3)), max_size=4)
)
def test_the_fast_way_gives_what_the_mending_way_gives(content, junk):
    """Wherever the fast decoder accepts damaged input, both must read it alike: evidence must not depend on the way."""
    encoded = bytearray(base64.encodebytes(content))
    for place, piece in junk:
        encoded[place % len(encoded) : place % len(encoded)] = piece
    assert from_base64(bytes(encoded), []) == decoding._mended_base64(bytes(encoded), [])


@pytest.mark.parametrize(
    ("encoded", "content"),
    [
        (b"aGVs!bG8=", b"hello"),
        (b"aGVsbG8", b"hello"),
        (b"aGVsbG8=aGVsbG8=", b"hellohello"),
        (b"aGVs bG8=\n--\n", b"hello"),
        (b"aGVsb", b"hel"),
        (b"=", b""),
        (b"", b""),
    ],
)
def test_damaged_base64_is_mended(encoded, content):
    assert from_base64(encoded, []) == content


def test_damaged_base64_is_told():
    warnings: list[str] = []
    from_base64(b"aGVs!bG8=", warnings)
    assert "foreign characters" in warnings[0]


@pytest.mark.parametrize(
    ("encoded", "content"),
    [
        (b"soft=\nbreak", b"softbreak"),
        (b"soft=  \nbreak", b"softbreak"),
        (b"soft=\r\nbreak", b"softbreak"),
        (b"5=A3 and =C2=A3", b"5\xa3 and \xc2\xa3"),
        (b"100=ZZ", b"100=ZZ"),
        (b"a=3D=3d", b"a=="),
    ],
)
def test_quoted_printable(encoded, content):
    assert from_quoted_printable(encoded) == content


@given(st.binary(max_size=300))
def test_quoted_printable_round_trips(content):
    assert from_quoted_printable(binascii.b2a_qp(content, istext=False)) == content


def test_an_unknown_transfer_encoding_is_told_and_kept():
    warnings: list[str] = []
    assert undo_transfer(b"as it is", "x-rot99", warnings) == b"as it is"
    assert "x-rot99" in warnings[0]
