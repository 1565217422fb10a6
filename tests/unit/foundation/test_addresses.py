"""Addresses that a letter can be sent to."""

import pytest

from askall.foundation.addresses import mail_address
from askall.foundation.errors import BadInput


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" foi@Wexbarrow.GOV.uk ", "foi@wexbarrow.gov.uk"),
        ("Jane.O'Neil+foi@x.co", "Jane.O'Neil+foi@x.co"),
        ("foi@bürger.example", "foi@xn--brger-kva.example"),
    ],
)
def test_an_address_is_made_plain(text, address):
    assert mail_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foi",
        "foi@",
        "@wexbarrow.gov.uk",
        "foi@localhost",
        "foi@10.0.0.1",
        "foi@a..uk",
        "foi@-a.uk",
        "a b@c.uk",
        "a@b@c.uk",
        ".a@b.uk",
        '"a b"@c.uk',
        "FOI <foi@wexbarrow.gov.uk>",
        "foi@wexbarrow.gov.uk, foi@holmdale.gov.uk",
        "foi@wexbarrow.gov.uk\r\nBcc: x@y.uk",
        "foi@wexbarrow.gov.uk\nDATA",
        "x" * 65 + "@c.uk",
        "x@" + "a" * 64 + ".uk",
        "x@" + ".".join(["a" * 50] * 6),
    ],
)
def test_what_no_server_could_deliver_to_is_refused(text):
    with pytest.raises(BadInput, match="is no mail address") as refused:
        mail_address(text)
    assert "\n" not in str(refused.value)


def test_letters_beyond_ascii_before_the_at_are_told_apart():
    with pytest.raises(BadInput, match="many mail servers cannot deliver to"):
        mail_address("müller@rathaus.example")
