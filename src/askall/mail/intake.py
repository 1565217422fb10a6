"""The pure parts of taking mail in: batches, whose side a message is from, and what it means for its request."""

from collections.abc import Iterable, Iterator
from itertools import islice

from askall.mail.containers import Found

BATCH_MESSAGES, BATCH_BYTES = 200, 20_000_000


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
