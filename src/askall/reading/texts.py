"""Texts: what a message or a file gives the reader, in the order a person opens it."""

from collections.abc import Sequence

from askall.documents.records import Document
from askall.mail.records import ParsedMessage
from askall.reading.records import Span, Text


def texts_of(message: ParsedMessage | None, documents: Sequence[tuple[str, Document]]) -> tuple[Text, ...]:
    """The message's own text first, if there is a message, then every part of every (file name, document)."""
    own = () if message is None else (_of_message(message),)
    return own + tuple(text for name, document in documents for text in _of_document(name, document))


def _of_message(message: ParsedMessage) -> Text:
    return Text(
        label="message",
        text=message.text,
        sha256=message.sha256,
        spans=tuple(Span(one.kind, one.start, one.end) for one in message.segments),
        subject=message.subject,
        automatic=message.automatic.kind if message.automatic else "",
    )


def _of_document(name: str, document: Document) -> tuple[Text, ...]:
    return tuple(
        Text(
            label=f"{name}, {part.label}" if name else part.label,
            text=part.text,
            sha256=document.sha256,
            part=number,
            tables=tuple(table.rows for table in document.tables if table.part == number),
        )
        for number, part in enumerate(document.parts)
    )
