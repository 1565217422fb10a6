"""The tree of parts: damaged, deep and wide ones too; text outside the parts is not lost."""

import email
import email.policy

from hypothesis import given, settings
from hypothesis import strategies as st

from askall.mail.mime_tree import split_message
from askall.mail.parse import parse_message

HEAD = b"From: a@x.example\nDate: Tue, 14 Sep 2021 09:12:44 +0100\n"


def nested(depth):
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b0\n\n"
    for level in range(depth):
        raw += b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (level, level + 1)
    raw += b"--b%d\n\nThe answer is 19.\n" % depth
    return raw + b"".join(b"--b%d--\n" % level for level in range(depth, -1, -1))


def test_500_nested_parts():
    message = parse_message(nested(500))
    assert message.text == "The answer is 19."
    assert message.warnings == ()


def test_1000_flat_parts():
    part = b"--b\nContent-Type: application/pdf; name=%d.pdf\n\n%%PDF-%d\n"
    raw = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"".join(part % (n, n) for n in range(1000))
        + b"--b--\n"
    )
    files = parse_message(raw).attachments
    assert [one.filename for one in files] == [f"{number}.pdf" for number in range(1000)]
    assert files[999].content == b"%PDF-999"


def test_500_nested_messages_are_opened_to_a_limit_and_told():
    raw = b"From: a@x.example\n\ninnermost"
    for _ in range(500):
        raw = b"From: a@x.example\nContent-Type: message/rfc822\n\n" + raw
    message = parse_message(raw)
    assert message.attachments[0].content.endswith(b"innermost")
    assert any("too deep" in one for one in message.warnings)


MULTI = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"


def text_of(body):
    return parse_message(MULTI + body).text


def test_text_outside_the_parts_is_kept():
    assert text_of(b"Before.\n--b\n\nInside.\n--b--\nAfter.\n") == "Before.\n\nInside.\n\nAfter."


def test_the_usual_preamble_is_not_shown():
    assert text_of(b"This is a multi-part message in MIME format.\n--b\n\nInside.\n--b--\n") == "Inside."


def test_a_part_without_headers_or_blank_line_is_text():
    assert text_of(b"--b\nJust text: yes\n--b--\n") in ("Just text: yes",)
    assert text_of(b"--b\nContent-Type: text/plain\nThe answer.\n--b--\n") == "The answer."


def test_a_boundary_is_a_whole_line():
    assert text_of(b"--b\n\nOne.\n--bb\nTwo.\n--b--\n") == "One.\n--bb\nTwo."


def test_an_outer_boundary_closes_what_is_open_inside():
    raw = MULTI + b"--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nInner.\n--b\n\nOuter.\n--b--\n"
    assert parse_message(raw).text == "Inner.\n\nOuter."


def test_a_declared_boundary_that_never_comes_is_found_in_the_text():
    raw = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=gone\n\n--real\nContent-Type: text/plain\n\nThe answer.\n--real--\n"
    )
    message = parse_message(raw)
    assert message.text == "The answer."
    assert any("boundary" in one for one in message.warnings)


def test_a_multipart_without_any_parts_is_its_text():
    assert parse_message(MULTI + b"The answer.\n").text == "The answer."


WORD = st.text(alphabet="abcdefgh xyz", min_size=1, max_size=30).map(str.strip).filter(bool)


@st.composite
def trees(draw, depth=0):
    """A MIME body as (headers and body bytes, leaf texts in order)."""
    if depth > 3 or draw(st.booleans()):
        word = draw(WORD)
        end = draw(st.sampled_from([b"\r\n", b"\n"]))
        return b"Content-Type: text/plain" + end + end + word.encode(), [word]
    boundary = f"=_b{depth}.{draw(st.integers(0, 99))}"
    children = draw(st.lists(trees(depth=depth + 1), min_size=1, max_size=3))
    body = b"".join(b"\r\n--" + boundary.encode() + b"\r\n" + child for child, _ in children)
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n'.encode()
    return head + body + b"\r\n--" + boundary.encode() + b"--", [word for _, words in children for word in words]


@settings(deadline=None)
@given(trees())
def test_well_formed_trees_are_read_as_the_standard_library_reads_them(tree):
    body, words = tree
    raw = b"From: a@x.example\r\n" + body
    found = [part.body().decode().strip() for part in split_message(raw, []).leaves()]
    reference = [
        part.get_payload().strip()
        for part in email.message_from_bytes(raw, policy=email.policy.compat32).walk()
        if not part.is_multipart()
    ]
    assert found == words == reference
