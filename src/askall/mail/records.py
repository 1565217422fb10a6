"""What mail hands on: a parsed message, and how it was filed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

SEGMENT_KINDS = ("own", "quoted", "forwarded", "signature", "disclaimer")
SENT_BY_US = "sent by askall"
"""Where a letter from the outbox was found; other mail names the file and place it was imported from."""
SOURCES = ("mime", "tnef", "uuencode", "message", "archive")


@dataclass(frozen=True, slots=True)
class Address:
    """A display name (may be empty) and an address in lower case (may be empty when unreadable)."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Automatic:
    """A message no person wrote. `kind`: auto_reply, bounce, delay or receipt; `permanent` only for bounces."""

    kind: str
    permanent: bool | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """`text[start:end]` is of this kind. Segments follow one another and cover the text without gaps."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file. `content` stays out of the JSON form."""

    filename: str
    media_type: str
    size: int
    sha256: str
    inline: bool
    source: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """One message as INTERFACES describes it. Offsets count Unicode characters in `text`."""

    sha256: str
    message_id: str  # without angle brackets; "" if missing
    in_reply_to: str
    references: tuple[str, ...]
    date: datetime | None  # with a time zone
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    automatic: Automatic | None
    text: str
    segments: tuple[Segment, ...]
    attachments: tuple[Attachment, ...]
    warnings: tuple[str, ...]
    reply_to: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()  # addresses the mail servers noted: Delivered-To, X-Original-To, Envelope-To
    about: tuple[str, ...] = ()  # of a bounce, delay or receipt: ids of the message it tells of
    failed_recipients: tuple[str, ...] = ()  # of a bounce or delay: whom it names

    @classmethod
    def unreadable(cls, sha256: str, why: str) -> "ParsedMessage":
        """What is kept of a message whose parsing could not be finished: its bytes are stored, and this says why."""
        nobody = Address("", "")
        return cls(sha256, "", "", (), None, nobody, (), (), "", None, "", (), (), (f"Not read: {why}",))

    def own_text(self) -> str:
        """The sender's own words: own segments only, joined as they stand."""
        return "".join(self.text[part.start : part.end] for part in self.segments if part.kind == "own")

    def as_json(self, path: str = "") -> dict[str, Any]:
        """The object of `askall mail parse --json`."""
        return {
            "path": path,
            "sha256": self.sha256,
            "message_id": self.message_id,
            "in_reply_to": self.in_reply_to,
            "references": list(self.references),
            "date": self.date.isoformat() if self.date else None,
            "from": _address(self.sender),
            "to": [_address(one) for one in self.to],
            "cc": [_address(one) for one in self.cc],
            "subject": self.subject,
            "automatic": self.automatic
            and {
                "kind": self.automatic.kind,
                "permanent": self.automatic.permanent,
                "reasons": list(self.automatic.reasons),
            },
            "text": self.text,
            "segments": [{"kind": part.kind, "start": part.start, "end": part.end} for part in self.segments],
            "attachments": [
                {
                    "filename": one.filename,
                    "media_type": one.media_type,
                    "size": one.size,
                    "sha256": one.sha256,
                    "inline": one.inline,
                    "source": one.source,
                }
                for one in self.attachments
            ],
            "warnings": list(self.warnings),
            "reply_to": [_address(one) for one in self.reply_to],
            "delivered_to": list(self.delivered_to),
            "about": list(self.about),
            "failed_recipients": list(self.failed_recipients),
        }


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "email": address.email}


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A stored attachment; its bytes are in the file store under `sha256`."""

    filename: str
    media_type: str
    size: int
    sha256: str
    inline: bool
    source: str


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message of the workspace. `request` is the key of the request it is filed to, None for triage; in the thread of
    a request that it is shared with, that request, and `shared_from` the one it is filed to."""

    key: int
    sha256: str
    message_id: str
    sent_at: datetime | None
    sender: Address
    to: tuple[str, ...]
    subject: str
    outgoing: bool
    automatic: str  # kind, "" if a person wrote it
    text: str
    segments: tuple[Segment, ...]
    attachments: tuple[AttachedFile, ...]
    warnings: tuple[str, ...]
    request: int | None
    found_in: str = ""
    imported_at: datetime | None = None
    set_aside: bool = False  # a person said that it belongs to no request
    shared_from: int | None = None

    def own_text(self) -> str:
        """The sender's own words."""
        return "".join(self.text[part.start : part.end] for part in self.segments if part.kind == "own")


@dataclass(frozen=True, slots=True)
class Brief:
    """A message in a list, without its text. `sender` is an address; `automatic` its kind, "" if a person wrote it."""

    key: int
    sha256: str
    sent_at: datetime | None
    sender: str
    subject: str
    outgoing: bool
    automatic: str
    request: int | None
    set_aside: bool


@dataclass(frozen=True, slots=True)
class FiledAs:
    """One entry of a message's filing log. `request` None: triage, or `set_aside` as belonging to no request."""

    request: int | None
    score: float
    reasons: tuple[dict[str, Any], ...]  # {"signal", "weight", "seen"}
    candidates: tuple[dict[str, Any], ...]  # {"request", "score", "reasons"}
    by: str
    at: datetime
    why: str
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class SharedAs:
    """A request that a message was shared with; `ended_at` says since when no more."""

    request: int
    by: str
    at: datetime
    why: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class FiledMail:
    """An entry of the filing log with the message it is about. `holds`: no later entry puts it elsewhere."""

    key: int
    mail: Brief
    filed: FiledAs
    holds: bool


@dataclass(slots=True)
class ImportReport:
    """What an import did. `faults` are (place, reason) of items that could not be taken in at all."""

    seen: int = 0
    new: int = 0
    known: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class FilingReport:
    """What a filing pass did: messages looked at, filed to a request, and left in triage."""

    looked_at: int = 0
    filed: int = 0
    waiting: int = 0


@dataclass(slots=True)
class FolderReport:
    """What was found in one folder of the mailbox. `why`: for what reasons mail was taken, and how often."""

    name: str
    new: int = 0
    known: int = 0
    left_alone: int = 0
    why: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class FetchReport:
    """What a fetch did. `faults` are (place, reason) of what should have been taken and could not; `stopped` says why
    it ended before everything was looked at, "" if it did not."""

    folders: list[FolderReport] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A message that a fetch would take, or look at as a whole (`certain` is False), judged by its header lines."""

    folder: str
    uid: int
    date: datetime | None
    sender: str
    subject: str
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class TakenMail:
    """A message taken from the mailbox: when, from where, and why."""

    at: datetime
    folder: str
    why: str
    sha256: str
    sender: str
    subject: str
    request: int | None
