"""Deeds that can be taken back: notices that carry their own Undo, and for how long letters wait for it."""

from datetime import UTC, datetime

from django.contrib import messages as notices
from django.http import HttpRequest
from django.urls import reverse

from askall.foundation.errors import BadInput

LONGEST_UNDO = 24 * 60


def say_undo(request: HttpRequest, said: str, decided: datetime) -> None:
    """Say what was decided in triage at that moment, with a button that takes it back."""
    notices.success(request, said, extra_tags=f"undo {reverse('triage_undo')} {decided.isoformat()}")


def undo_minutes_in(text: str) -> int:
    """How long letters can be taken back, as typed. Raises BadInput for what is no number of minutes up to a day."""
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and int(text) <= LONGEST_UNDO):
        raise BadInput(f"The time to take letters back is 0 to {LONGEST_UNDO} minutes.")
    return int(text)


def moment_in(text: str) -> datetime | None:
    """The moment an Undo names, in UTC; None if the text is none."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
