"""Codes in plain words: `{{ value|plain }}`, `{{ event.kind|event }}`."""

from django import template
from django.contrib.messages.storage.base import Message

from askall.asking.records import Event
from askall.web import words

register = template.Library()
register.filter("plain", words.plain)
register.filter("event", words.event)
register.filter("note", words.note)
register.filter("decision", words.decision)
register.filter("request_state", words.request_state)
register.filter("coding_state", words.coding_state)
register.filter("letter_state", words.letter_state)
register.filter("step", words.step)
register.filter("proof", words.proof)


@register.filter
def thousands(number: int) -> str:
    """1024 as 1,024."""
    return f"{number:,}"


@register.filter
def news(told: Event) -> str:
    """What a mail seems to say."""
    return words.news(told.kind, told.note)


@register.filter
def percent(share: float) -> str:
    """0.683 as 68 %. Signs add up towards certainty and never reach it."""
    return f"{min(99, round(100 * share))}\N{NO-BREAK SPACE}%"


@register.filter
def signal(name: str) -> str:
    """Why a message was filed where it was."""
    return words.signal(name, "")[0]


@register.filter
def undo(notice: Message) -> dict[str, str] | None:
    """Of a notice about a deed that can be taken back: where its button goes, which deed it names, and what it is
    called. Else None."""
    kind, _, place = (notice.extra_tags or "").partition(" ")
    address, _, rest = place.partition(" ")
    deed, _, label = rest.partition(" ")
    return {"address": address, "deed": deed, "label": label or "Undo"} if kind == "undo" else None


@register.filter
def working_days(left: int) -> str:
    """What is left until a day, or how long it is past, in working days."""
    number = abs(left)
    days = f"{number} working day{'' if number == 1 else 's'}"
    return "The last day is today." if not left else f"{days} left" if left > 0 else f"{days} past"
