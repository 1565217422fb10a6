"""What can be done with requests: open them for a wave, log what happens to them, list them with their events."""

from askall.asking.services.asked import (
    forget_reply_address,
    learn_reply_addresses,
    open_requests,
    request_keys,
    requests,
    take_over_letters,
    token_for,
)
from askall.asking.services.events import RULE, NewEvent, judge_events, log_events, move_events, replace_events
from askall.asking.services.noted import note_event, take_back
from askall.asking.services.standings import restate_all
from askall.asking.services.suggested import pending_kinds, suggestions

__all__ = [
    "RULE",
    "NewEvent",
    "forget_reply_address",
    "judge_events",
    "learn_reply_addresses",
    "log_events",
    "move_events",
    "note_event",
    "open_requests",
    "pending_kinds",
    "replace_events",
    "request_keys",
    "requests",
    "restate_all",
    "suggestions",
    "take_back",
    "take_over_letters",
    "token_for",
]
