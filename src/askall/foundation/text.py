"""Text as a database can keep it."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """PostgreSQL keeps no NUL and no lone surrogate in a text: each becomes U+FFFD, so that offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text)
