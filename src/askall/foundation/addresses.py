"""Mail addresses that a letter can be sent to by any mail server of today."""

import re

from askall.foundation.errors import BadInput

# An atom of RFC 5322 s.3.2.3; the limits of RFC 5321 s.4.5.3.1.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
LONGEST = 254


def mail_address(text: str) -> str:
    """The one bare address in `text`, its domain in lower case and in ASCII (RFC 5890). Raises BadInput otherwise.

    Quoted local parts, and those with letters beyond ASCII, are refused: many servers accept neither.
    """
    bare, shown = text.strip(), "".join(char if char.isprintable() else "�" for char in text.strip()[:80])
    local, at, domain = bare.rpartition("@")
    if not at:
        raise BadInput(f"“{shown}” is no mail address such as foi@wexbarrow.gov.uk.")
    if not local.isascii():
        raise BadInput(f"“{shown}” has letters before the @ that many mail servers cannot deliver to; use another.")
    host = _ascii_domain(domain)
    if not _LOCAL.fullmatch(local) or len(local) > 64 or not host or len(local) + 1 + len(host) > LONGEST:
        raise BadInput(f"“{shown}” is no mail address such as foi@wexbarrow.gov.uk.")
    return f"{local}@{host}"


def _ascii_domain(domain: str) -> str:
    """ "" if no mail can go there: not a name of at least two labels."""
    try:
        host = domain.lower() if domain.isascii() else domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    labels = host.split(".")
    sound = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels) and not labels[-1].isdecimal()
    return host if sound else ""
