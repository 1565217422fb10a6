"""The pure parts of taking mail in: batches, whose side a message is from, and what it means for its request."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.foundation.text import storable
from askall.mail.containers import Found, messages_in
from askall.mail.filing import Incoming
from askall.mail.records import ParsedMessage

BATCH_MESSAGES, BATCH_BYTES = 200, 20_000_000


def found_in(path: Path) -> Iterator[Found]:
    """The messages of a file or folder; one that holds none is a fault in its place: the others are taken in."""
    try:
        yield from messages_in(path)
    except BadInput as error:
        yield Found(str(path), None, str(error))


def batches(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Up to 200 messages or 20 MB at a time, whichever comes first; a single larger message is a batch of its own."""
    items = iter(found)
    while batch := list(islice(items, 1)):
        size = len(batch[0].raw or b"")
        while len(batch) < BATCH_MESSAGES and size < BATCH_BYTES and (following := next(items, None)):
            batch.append(following)
            size += len(following.raw or b"")
        yield batch


def our_side(sender: str, own: frozenset[str]) -> bool:
    """Whether the sender is the study itself. `own` holds addresses in lower case, or "@domain" for every address of
    a domain; what stands behind a "+" in the sender's address does not matter."""
    local, _, domain = sender.lower().rpartition("@")
    return f"{local}@{domain}" in own or f"{local.partition('+')[0]}@{domain}" in own or f"@{domain}" in own


def event_kind(outgoing: bool, automatic_kind: str, permanent: bool | None, state: str) -> str:
    """The event a filed message logs for its request, given the state the request is in.

    What a reply says (an answer, a refusal) is for reading and coding; here it is only "received".
    """
    if outgoing:
        return {"prepared": "sent", "clarification_asked": "clarified"}.get(state, "chased")
    if automatic_kind == "bounce":
        return "bounced" if permanent is not False else "delayed"
    return {"delay": "delayed", "auto_reply": "automatic_reply", "receipt": "automatic_reply"}.get(
        automatic_kind, "received"
    )


def incoming(message: ParsedMessage) -> Incoming:
    """What filing needs of a mail that is attached to another."""
    text = {
        which: "".join(message.text[one.start : one.end] for one in message.segments if one.kind in kinds)
        for which, kinds in (("own", ("own", "signature")), ("others", ("quoted", "forwarded")))
    }
    return Incoming(
        message.sender.email,
        (*(one.email for one in (*message.to, *message.cc)), *message.delivered_to),
        message.subject,
        message.in_reply_to,
        message.references,
        text["own"],
        message_id=message.message_id,
        sender_name=message.sender.name,
        reply_to=tuple(one.email for one in message.reply_to),
        about=message.about,
        failed_recipients=message.failed_recipients,
        quoted=text["others"],
        files=tuple(one.filename for one in message.attachments),
        sent_on=uk_date(message.date) if message.date else None,
    )


def derived_fields(message: ParsedMessage) -> dict[str, Any]:
    """What the table of messages keeps of a parsed message; all of it can be derived again from the raw bytes."""
    automatic = message.automatic
    return {
        "message_id": storable(message.message_id)[:500],
        "in_reply_to": storable(message.in_reply_to)[:500],
        "references": [storable(one) for one in message.references[-50:]],
        "sent_at": message.date,
        "sender_name": storable(message.sender.name)[:500],
        "sender_email": storable(message.sender.email)[:500],
        "to": [storable(one.email) for one in message.to],
        "cc": [storable(one.email) for one in message.cc],
        "reply_to": [storable(one.email) for one in message.reply_to],
        "delivered_to": [storable(one) for one in message.delivered_to],
        "about": [storable(one) for one in message.about],
        "failed_recipients": [storable(one) for one in message.failed_recipients],
        "subject": storable(message.subject),
        "automatic": automatic and {**asdict(automatic), "reasons": [storable(one) for one in automatic.reasons]},
        "text": storable(message.text),
        "segments": [[one.kind, one.start, one.end] for one in message.segments],
        "warnings": [storable(one) for one in message.warnings],
    }


ATTACHMENT_FIELDS = ("position", "filename", "media_type", "size", "sha256", "inline", "source")


def attachment_fields(message: ParsedMessage) -> list[dict[str, Any]]:
    """What the table of attachments keeps of each, in order."""
    return [
        {
            "position": position,
            "filename": storable(one.filename),
            "media_type": storable(one.media_type)[:255],
            "size": one.size,
            "sha256": one.sha256,
            "inline": one.inline,
            "source": one.source,
        }
        for position, one in enumerate(message.attachments)
    ]
