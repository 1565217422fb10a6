"""What the codes of the journey are called on the pages. A code without a word here is shown as it is."""

from dataclasses import dataclass
from datetime import date

OUTCOMES = {
    "answered": ("Answered", "every question got an answer, whatever it is"),
    "partly_answered": ("Partly answered", "some of it answered, some refused or not held"),
    "refused": ("Refused", "an exemption or a cost limit; needs law and section"),
    "not_held": ("Not held", "the body says it does not have the information"),
    "neither_confirm_nor_deny": ("Neither confirmed nor denied", "it will not say whether it has the information"),
    "clarification_asked": ("Clarification asked", "the last word is a question to us"),
    "transferred": ("Transferred", "passed on to another body"),
    "acknowledged": ("Acknowledged only", "nothing came after “we received your request”"),
    "no_reply": ("No reply", "nothing came but automatic mail"),
    "undeliverable": ("Undeliverable", "the letter never arrived"),
    "withdrawn": ("Withdrawn", "we took the request back"),
    "review_upheld": ("Review: upheld", "the body stands by its refusal"),
    "review_overturned": ("Review: overturned", "wholly or in part"),
}
MISSING = {
    "not_stated": ("Not stated", "the reply does not speak of it"),
    "unclear": ("Unclear", "it speaks of it, but one cannot tell"),
    "not_applicable": ("Does not apply", "the question cannot arise here"),
}
REQUEST_STATES = {
    "prepared": "Not sent yet",
    "waiting": "Waiting for an answer",
    "received": "Mail received, meaning open",
    "replied": "Replied",
    "refused": "Refused",
    "transferred": "Passed to another body",
    "clarification_asked": "Clarification asked",
    "fee_asked": "Fee asked",
    "undeliverable": "Undeliverable",
    "review": "Review requested",
    "review_upheld": "Review: refusal upheld",
    "complaint": "Complaint made",
    "withdrawn": "Withdrawn",
}
REACHED = {
    "accepted": "Letter accepted",
    "acknowledged": "Acknowledged",
    "replied": "Replied",
    "coded": "Replied and coded",
}
CODING_STATES = {
    "nobody": "Nobody has coded it",
    "begun": "Waits for another coder",
    "disagreement": "Coders disagree",
    "done": "Done",
}
DECISIONS = {
    "undecided": "nobody yet",
    "awaiting_second_coder": "waits for another coder",
    "disagreement": "coders disagree",
    "agreed": "agreed",
    "adjudicated": "settled",
}
EVENTS = {
    "opened": "Request opened",
    "sent": "We sent the letter",
    "chased": "We sent a reminder",
    "received": "Mail came in",
    "acknowledged": "They acknowledged it",
    "automatic_reply": "Automatic reply",
    "delayed": "Delivery was delayed",
    "bounced": "The letter came back",
    "replied": "They replied",
    "refused": "They refused",
    "transferred": "They passed it to another body",
    "clarification_asked": "They asked what we mean",
    "clarified": "We explained",
    "fee_notice": "They asked for a fee",
    "fee_paid": "We paid the fee",
    "extended": "They took more time",
    "stated_due": "They named a date",
    "review_requested": "We asked for a review",
    "review_answered": "They answered the review",
    "review_upheld": "The review upheld their refusal",
    "complained": "We complained to the regulator",
    "withdrawn": "We withdrew the request",
    # What kind of automatic mail a message is.
    "auto_reply": "Automatic reply",
    "bounce": "The letter came back",
    "delay": "Delivery was delayed",
    "receipt": "Receipt",
}
LETTER_STATES = {
    "accepted": "Accepted by the mail server",
    "handing": "Being handed over",
    "connecting": "Taken by the sender",
    "queued": "Waiting",
    "deferred": "Put off by the server",
    "unknown": "Fate unknown",
    "rejected": "Refused",
    "cancelled": "Taken back",
}
LETTER_TONES = {
    "accepted": "good",
    "handing": "fair",
    "connecting": "fair",
    "queued": "open",
    "deferred": "some",
    "unknown": "bad",
    "rejected": "bad",
    "cancelled": "none",
}
STEPS = {
    "ask": "Request",
    "chase": "Reminder",
    "chase_again": "Further reminder",
    "clarify": "Clarification",
    "review": "Request for a review",
    "review_silence": "Request for a review of silence",
    "complain": "Complaint",
    "readdress": "Request once more",
    "reply": "Reply",
}
PROOFS = {
    "server": "the mail server said so",
    "sent folder": "it stands in the Sent folder",
    "copy": "the copy to our own address arrived",
    "reply": "the body answered it",
    "bounce": "a report on its delivery came back",
    "person": "a person said so",
}
SIGNALS = {
    "copy": "it is a copy of mail that is filed there",
    "our own letter": "it is our own letter",
    "copy of our own letter": "it is a copy of our own letter",
    "reply address": "it was sent to the reply address of this request alone",
    "token in recipient": "the mark of this request stands in the address it was sent to",
    "token in subject": "the mark of this request stands in its subject",
    "token in message id": "it bears the mark of this request",
    "token quoted": "the mark of this request stands in the letter it quotes",
    "about": "it tells what became of a letter filed there",
    "in reply to": "it answers a message filed there",
    "references": "it goes on with a conversation filed there",
    "body's reference": "it gives the body’s own reference",
    "reference in text": "it mentions the body’s reference",
    "other reference": "it mentions that reference beside its own",
    "recipient": "it was written to an address the register gives for the body",
    "recipient's domain": "it was written to the body’s domain",
    "failed recipient": "it says that a letter to the body’s address failed",
    "sender": "it comes from an address the register gives for the body",
    "domain": "it comes from the body’s domain",
    "earlier sender": "its sender has written for the body before",
    "place in address": "its sender’s address has the body’s place in it",
    "sender's name": "its sender is called like the body",
    "name": "it names the body",
    "name in subject": "its subject names the body",
    "name quoted": "the letter it quotes names the body",
    "address quoted": "the letter it quotes went to the body",
    "subject alone": "it has the subject of our letter to this body alone",
    "subject": "it has the subject of our letter",
    "subject words": "its subject has words of our letter’s",
    "day": "it names the day of our letter",
    "words": "it speaks of what was asked",
    "words quoted": "the letter it quotes speaks of what was asked",
    "general words": "it speaks of requests for information",
}
ATTACHED = "attached: "
"""Before the name of a signal: it was seen in a mail that is attached."""
UNTOLD = frozenset(
    {
        *("copy", "our own letter", "copy of our own letter", "about", "in reply to", "references"),
        *("token in message id", "name", "name in subject", "name quoted", "address quoted"),
    }
)
"""Signals whose seen words tell a person nothing: ids that mail programs write for each other, or the whole text."""


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of work is told: what `one` or `many` of it are, its page's title, why it is to be done, and how."""

    one: str
    many: str
    title: str
    why: str
    deed: str


TASKS = {
    "unfiled": Words(
        "message could not be filed for certain",
        "messages could not be filed for certain",
        "Mail in triage",
        "Nothing counts for a body before it is filed to its request.",
        "Say where",
    ),
    "ask": Words(
        "body has not been asked",
        "bodies have not been asked",
        "A wave to ask",
        "Look at every letter first; none goes out while anything is wrong with one.",
        "Ask them",
    ),
    "clarify": Words(
        "body asked what we mean",
        "bodies asked what we mean",
        "Questions to answer",
        "Nothing runs against them until you answer.",
        "Answer them",
    ),
    "fee": Words(
        "body asked for a fee",
        "bodies asked for a fee",
        "Fees to decide on",
        "The clock stands still until it is paid, and the request lapses if it is not.",
        "Look at them",
    ),
    "review": Words(
        "request can be put to an internal review",
        "requests can be put to an internal review",
        "Internal reviews to ask for",
        "Refused, or answered in part; where the law wants it, also silence. The time to ask runs out.",
        "Ask for reviews",
    ),
    "complain": Words(
        "request can be taken to the regulator",
        "requests can be taken to the regulator",
        "Complaints to make",
        "The review upheld the decision or never came. Each complaint goes with its chronology.",
        "Complain",
    ),
    "chase": Words(
        "overdue body can be reminded",
        "overdue bodies can be reminded",
        "Overdue bodies to remind",
        "Past the latest of all readings of the law. An acknowledgement is no answer.",
        "Remind them",
    ),
    "readdress": Words(
        "letter did not arrive",
        "letters did not arrive",
        "Letters that did not arrive",
        "It came back, or the mail server refused it. Another address is suggested where one is known.",
        "Send elsewhere",
    ),
    "confirm": Words(
        "request has news that nobody has confirmed",
        "requests have news that nobody has confirmed",
        "News to confirm",
        "What the machine read in their mail. Deadlines rest only on what is confirmed.",
        "Confirm them",
    ),
    "outbox": Words(
        "letter needs a decision",
        "letters need a decision",
        "Letters that did not go out",
        "The mail server refused them, or the connection was lost and their fate is unknown.",
        "Look at them",
    ),
}


def signal(name: str, seen: str) -> tuple[str, str]:
    """Why a message may belong to a request, and the words that say so, if they say anything to people."""
    bare = name.removeprefix(ATTACHED)
    said = SIGNALS.get(bare, bare)
    told = "" if bare in UNTOLD else ", ".join(map(note, seen.split(", "))) if bare == "day" else seen
    return (said if bare == name else f"a mail attached to it: {said}"), told


def plain(code: object) -> str:
    """An outcome or an answer in words."""
    text = str(code)
    named = OUTCOMES.get(text) or MISSING.get(text)
    return named[0] if named else text


def event(kind: str) -> str:
    """What happened, as a sentence of a timeline."""
    return EVENTS.get(kind, kind)


def note(text: str) -> str:
    """What is noted of an event: an outcome in words, a day as people write it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return plain(text).lower()
    return f"{day.day} {day:%B %Y}"


def news(kind: str, noted: str) -> str:
    """What a mail seems to say: "They named a date: 20 October 2021"."""
    return f"{event(kind)}: {note(noted)}" if noted else event(kind)


def decision(state: str) -> str:
    """Where a variable stands."""
    return DECISIONS.get(state, state)


def request_state(name: str) -> str:
    """Where a request stands."""
    return REQUEST_STATES.get(name, name)


def coding_state(name: str) -> str:
    """Where the coding of a request stands."""
    return CODING_STATES.get(name, name)


def letter_state(name: str) -> str:
    """What became of a letter."""
    return LETTER_STATES.get(name, name)


def step(name: str) -> str:
    """What a letter does."""
    return STEPS.get(name, name)


def proof(name: str) -> str:
    """On whose word a letter counts as accepted."""
    return PROOFS.get(name, name)
