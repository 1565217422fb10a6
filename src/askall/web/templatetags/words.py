"""Codes in plain words: `{{ value|plain }}`, `{{ event.kind|event }}`."""

from django import template
from django.contrib.messages.storage.base import Message

from askall.web import words

register = template.Library()
register.filter("plain", words.plain)
register.filter("event", words.event)
register.filter("decision", words.decision)
register.filter("request_state", words.request_state)
register.filter("coding_state", words.coding_state)


@register.filter
def thousands(number: int) -> str:
    """1024 as 1,024."""
    return f"{number:,}"


@register.filter
def undo(notice: Message) -> dict[str, str] | None:
    """Of a notice about a moved message: where its Undo puts the message; "" is triage. Else None."""
    kind, _, place = (notice.extra_tags or "").partition(":")
    sha256, _, request = place.partition(":")
    return {"sha256": sha256, "request": request} if kind == "undo" else None
