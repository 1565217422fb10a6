"""Text as a database can keep it."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """PostgreSQL keeps no NUL and no lone surrogate in a text: each becomes U+FFFD, so that offsets stay."""
    # Nearly every text is of letters alone. A table has a hundred thousand cells, and a search of each takes seconds.
    if text.isprintable() or (text.isascii() and "\x00" not in text):
        return text
    return _UNSTORABLE.sub("\ufffd", text)
