"""What speaks for which request: marks that name it, whose mail it is, and what it is about.

Marks name a request: a token, an address, a message it answers, a case number. Without them a body is known by who
writes and what it is called, and which of its requests is meant by the words, the days and what is still open.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

WEIGHTS = {
    "copy": 1.0,  # we hold the same mail already
    "reply address": 0.97,  # the address only this request was sent from
    "token in recipient": 0.97,
    "token in subject": 0.95,
    "about": 0.95,  # the message a mail server tells of
    "in reply to": 0.93,  # a mail program set it; people do reply to the wrong mail, so not 1
    "token in message id": 0.93,
    "token quoted": 0.9,
    "references": 0.85,
    "body's reference": 0.9,  # the body's own case number, learnt from earlier mail
    "reference in text": 0.75,  # it may be that of another request
    "other reference": 0.5,  # and says so itself
    "recipient": 0.9,  # we wrote to the very address the register gives for the body
    "recipient's domain": 0.8,
    "failed recipient": 0.9,
    "sender": 0.65,  # the body's own address; it may write about other things too
    "domain": 0.6,  # belongs to exactly one body of the frame
    "earlier sender": 0.4,  # wrote to us for this body before, and for no other
    "address quoted": 0.5,  # the letter below was to the body
    "name quoted": 0.5,
    "name": 1.0,  # times how the name stands there, see filing_index.Names
    "name in subject": 0.5,
    "sender's name": 0.8,
    "place in address": 0.5,
    "subject alone": 0.75,  # the subject of our letter to this body and to no other
    "subject": 0.6,  # the subject of our letter, whole
    "day": 0.6,  # names the day our letter went out
    "words": 0.45,  # words of the study's questions, in the sender's own words
    "words quoted": 0.4,
    "subject words": 0.3,
    "general words": 0.15,  # of any request for information
}
# Without one of these, and without a mark, a mail may be about anything.
TELLING = frozenset(
    {"subject", "day", "words", "words quoted", "body's reference", "reference in text", "failed recipient"}
)
EXACT = frozenset(
    {
        "reply address", "token in recipient", "token in subject", "about", "in reply to",
        "token in message id", "token quoted", "references",
    }
)  # fmt: skip
OWN, QUOTED = 6_000, 30_000  # characters of the sender's own words, and of others', that are looked at


@dataclass(frozen=True, slots=True)
class Incoming:
    """What filing needs of a message. `text` is the sender's own words with what stands below them, `quoted` the words
    of others; `files` are the names of what is attached."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    in_reply_to: str
    references: tuple[str, ...]
    text: str
    outgoing: bool = False
    message_id: str = ""
    sender_name: str = ""
    reply_to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    failed_recipients: tuple[str, ...] = ()
    quoted: str = ""
    files: tuple[str, ...] = ()
    sent_on: date | None = None
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal: its name, its weight and what was seen."""

    signal: str
    weight: float
    seen: str

    def as_json(self) -> dict[str, Any]:
        """{"signal", "weight", "seen"}."""
        return {"signal": self.signal, "weight": round(self.weight, 4), "seen": self.seen}


def reason_of(signal: str, seen: str, share: float = 1.0) -> Reason:
    """The signal with a share of its weight."""
    return Reason(signal, WEIGHTS[signal] * share, seen)
