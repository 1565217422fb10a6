"""Texts: what a message or a file gives the reader, in the order a person opens it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar

from askall.documents.records import Document
from askall.foundation.clock import uk_date
from askall.mail.records import ParsedMessage, StoredMessage
from askall.reading.records import Span, Text

ZIP = "application/zip"


class _File(Protocol):
    @property
    def media_type(self) -> str: ...
    @property
    def source(self) -> str: ...


FileT = TypeVar("FileT", bound=_File)


def to_read(files: Sequence[FileT]) -> Iterator[FileT]:
    """The attachments to be read: a zip whose members are attachments of their own is not read twice."""
    unpacked = any(file.source == "archive" for file in files)
    return (file for file in files if not (unpacked and file.media_type == ZIP))


def texts_of(
    message: ParsedMessage | StoredMessage | None, documents: Sequence[tuple[str, Document]]
) -> tuple[Text, ...]:
    """The message's own text first, if there is a message, then every part of every (file name, document)."""
    sent_on = _sent_on(message)
    own = () if message is None else (_of_message(message, sent_on),)
    return own + tuple(text for name, document in documents for text in _of_document(name, document, sent_on))


def _sent_on(message: ParsedMessage | StoredMessage | None) -> date | None:
    moment = message.date if isinstance(message, ParsedMessage) else message.sent_at if message else None
    return uk_date(moment) if moment else None


def _of_message(message: ParsedMessage | StoredMessage, sent_on: date | None) -> Text:
    automatic = message.automatic
    return Text(
        label="message",
        text=message.text,
        sha256=message.sha256,
        spans=tuple(Span(one.kind, one.start, one.end) for one in message.segments),
        subject=message.subject,
        automatic=automatic if isinstance(automatic, str) else automatic.kind if automatic else "",
        sent_on=sent_on,
    )


def _of_document(name: str, document: Document, sent_on: date | None) -> tuple[Text, ...]:
    return tuple(
        Text(
            label=f"{name}, {part.label}" if name else part.label,
            text=part.text,
            sha256=document.sha256,
            part=number,
            tables=tuple(table.rows for table in document.tables if table.part == number),
            sent_on=sent_on,
            marks=tuple(Span(one.kind, one.start, one.end) for one in part.marks),
        )
        for number, part in enumerate(document.parts)
    )
