"""A letter on its way out, as a pure machine: in which state it is after each thing that can happen to it.

"Accepted" is reached only by the mail server's own word, or by proof that it took the letter. Until its content begins
to go out no server can have accepted it, so it may go back to the queue; after that, without an answer, it is unknown.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

QUEUED, CONNECTING, HANDING, ACCEPTED = "queued", "connecting", "handing", "accepted"
DEFERRED, REJECTED, UNKNOWN, CANCELLED = "deferred", "rejected", "unknown", "cancelled"
STATES = (QUEUED, CONNECTING, HANDING, ACCEPTED, DEFERRED, REJECTED, UNKNOWN, CANCELLED)
WAITING = (QUEUED, DEFERRED)
"""States in which the sender may take a letter, and in which it can be undone."""
UNDER_WAY = (QUEUED, CONNECTING, HANDING, DEFERRED, UNKNOWN)

# What happens: claimed (the sender takes it), content (it is transmitted from here on), returned (back to the queue: it
# cannot have been accepted), accepted, deferred, rejected (the server's answers), lost (no answer after the content
# began), proven (mail shows that it was accepted), not_sent (a person says it was not), cancelled (undone).
AFTER: dict[tuple[str, str], str] = {
    (QUEUED, "claimed"): CONNECTING,
    (DEFERRED, "claimed"): CONNECTING,
    (CONNECTING, "content"): HANDING,
    (CONNECTING, "returned"): QUEUED,
    (CONNECTING, "deferred"): DEFERRED,
    (CONNECTING, "rejected"): REJECTED,
    (HANDING, "accepted"): ACCEPTED,
    (HANDING, "returned"): QUEUED,
    (HANDING, "deferred"): DEFERRED,
    (HANDING, "rejected"): REJECTED,
    (HANDING, "lost"): UNKNOWN,
    (UNKNOWN, "not_sent"): QUEUED,
    (QUEUED, "cancelled"): CANCELLED,
    (DEFERRED, "cancelled"): CANCELLED,
    # Proof stands against every state but "cancelled": a server may take a letter and answer otherwise, and a workspace
    # restored from a backup knows less than the mailbox.
    **{(state, "proven"): ACCEPTED for state in STATES if state not in (ACCEPTED, CANCELLED)},
}

STEPS = ("ask", "chase", "clarify", "review", "complain", "reply")
EVENT_OF: dict[str, str] = {
    "ask": "sent",
    "chase": "chased",
    "clarify": "clarified",
    "review": "review_requested",
    "complain": "complained",
}
"""Step → the event that its acceptance is. A plain reply is none."""
HELD_BACK = ("chase", "clarify")
"""Steps whose letter would be wrong once the body has written."""

BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
GIVE_UP = timedelta(days=5)  # as mail servers do: RFC 5321 s.4.5.4.1


def after(state: str, what: str) -> str | None:
    """The state after this happens; None if it cannot happen there."""
    return AFTER.get((state, what))


def next_try(deferrals: int, first_tried: datetime, now: datetime) -> datetime | None:
    """When a letter that was put off for the `deferrals`th time (from 1) is tried again; None: it is given up."""
    again = now + BACK_OFF[min(deferrals, len(BACK_OFF)) - 1]
    return again if again - first_tried <= GIVE_UP else None


def in_the_way(step: str, earlier: Sequence[str], asked_on: date | None, state: str) -> str:
    """Why a further letter of this step is not queued; "" if nothing stands against it.

    `earlier` are the states of its letters of the same step, `state` and `asked_on` those of the request. A request is
    asked once; again only where its letter was refused or came back.
    """
    under_way = next((one for one in earlier if one in UNDER_WAY), None)
    if under_way:
        return f"a letter of this step is {under_way} already"
    if state == "withdrawn":
        return "the request was withdrawn"
    if step == "ask" and (asked_on or ACCEPTED in earlier) and state != "undeliverable":
        return f"it was asked on {asked_on} already" if asked_on else "it was asked already"
    return ""
