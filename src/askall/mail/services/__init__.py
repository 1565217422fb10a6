"""What can be done with mail: import it, file it to requests, move it by hand, hand on threads."""

from askall.mail.services.filing import file_messages, move_message, tell_sides
from askall.mail.services.importing import import_mail, reparse
from askall.mail.services.lookup import (
    attached_files,
    candidates,
    counts,
    filing_log,
    hashes_starting,
    heard_requests,
    messages,
    stored_hashes,
)

__all__ = [
    "attached_files",
    "candidates",
    "counts",
    "file_messages",
    "filing_log",
    "hashes_starting",
    "heard_requests",
    "import_mail",
    "messages",
    "move_message",
    "reparse",
    "stored_hashes",
    "tell_sides",
]
