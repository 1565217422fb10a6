"""Messages given as files (.eml, .msg): what they say, then the files attached to them."""

from askall.documents.draft import Draft
from askall.mail.parse import parse_message


def read_message(content: bytes, draft: Draft) -> None:
    """The part "message", then the parts of each attached file; pictures shown in the text are left out."""
    message = parse_message(content)
    for warning in message.warnings:
        draft.warn(warning)
    draft.add("message", message.text)
    for attachment in message.attachments:
        if not (attachment.inline and attachment.media_type.startswith("image/")):
            draft.read_within(attachment.filename or attachment.media_type, attachment.content)
