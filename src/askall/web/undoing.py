"""Notices about deeds that can be taken back: each carries its own Undo."""

from datetime import UTC, datetime

from django.contrib import messages as notices
from django.http import HttpRequest
from django.urls import reverse


def say_undo(request: HttpRequest, said: str, decided: datetime) -> None:
    """Say what was decided in triage at that moment, with a button that takes it back."""
    notices.success(request, said, extra_tags=f"undo {reverse('triage_undo')} {decided.isoformat()}")


def moment_in(text: str) -> datetime | None:
    """The moment an Undo names, in UTC; None if the text is none."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
