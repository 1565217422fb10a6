"""What can be done with mail: import it, file it to requests, move it by hand, hand on threads."""

from askall.mail.services.complaints import complaint_pack
from askall.mail.services.filing import file_messages, tell_sides
from askall.mail.services.importing import import_mail, reparse
from askall.mail.services.known import known_of
from askall.mail.services.lookup import (
    attached_files,
    candidates,
    counts,
    filing_log,
    filing_logs,
    hashes_starting,
    heard_requests,
    looked_through_at,
    messages,
    stored_hashes,
)
from askall.mail.services.moving import move_message
from askall.mail.services.sharing import share_log, share_message, shared_with, unshare
from askall.mail.services.triage import (
    file_by_hand,
    filed_lately,
    number_aside,
    place_in_queue,
    places,
    queue,
    set_aside,
    take_back,
)

__all__ = [
    "attached_files",
    "candidates",
    "complaint_pack",
    "counts",
    "file_by_hand",
    "file_messages",
    "filed_lately",
    "filing_log",
    "filing_logs",
    "hashes_starting",
    "heard_requests",
    "import_mail",
    "known_of",
    "looked_through_at",
    "messages",
    "move_message",
    "number_aside",
    "place_in_queue",
    "places",
    "queue",
    "reparse",
    "set_aside",
    "share_log",
    "share_message",
    "shared_with",
    "stored_hashes",
    "take_back",
    "tell_sides",
    "unshare",
]
