"""Messages given as files (.eml, .msg): what they say, then the files attached to them."""

from askall.documents.draft import Draft
from askall.mail.parse import parse_message
from askall.mail.records import Attachment

ENVELOPE = "application/ms-tnef"


def read_message(content: bytes, draft: Draft) -> None:
    """The part "message", then the parts of each attached file; pictures shown in the text are left out."""
    message = parse_message(content)
    for warning in message.warnings:
        draft.warn(warning)
    draft.add("message", message.text)
    for attachment in message.attachments:
        if not _is_left_out(attachment, draft):
            draft.read_within(attachment.filename or attachment.media_type, attachment.content)


def _is_left_out(attachment: Attachment, draft: Draft) -> bool:
    """Pictures shown in the text, Outlook's envelope of other attachments, and what was read in its zip or message:
    mail lists such files once with what they are packed in and once by themselves.
    """
    is_picture = attachment.inline and attachment.media_type.startswith("image/")
    is_read = attachment.source in ("archive", "message") and attachment.sha256 in draft.seen
    return is_picture or is_read or attachment.media_type == ENVELOPE
