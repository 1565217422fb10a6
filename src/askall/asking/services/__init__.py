"""What can be done with requests: open them for a wave, log what happens to them, list them with their events."""

from askall.asking.services.asked import (
    forget_reply_address,
    learn_reply_addresses,
    open_requests,
    requests,
    take_over_letters,
    token_for,
)
from askall.asking.services.events import NewEvent, log_events, move_events, replace_events

__all__ = [
    "NewEvent",
    "forget_reply_address",
    "learn_reply_addresses",
    "log_events",
    "move_events",
    "open_requests",
    "replace_events",
    "requests",
    "take_over_letters",
    "token_for",
]
