"""What can be done with the team: find or add who acts, write and read the audit trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from askall.foundation.errors import BadInput
from askall.team.models import AuditEntry, Person
from askall.team.records import Entry


def person(*, handle: str) -> Person:
    """Whoever acts under this handle, added on first sight. "machine:…" handles are machines."""
    if not handle.strip() or len(handle) > 150:
        raise BadInput("Say who does this: --by needs a name of 1 to 150 characters.")
    kind = "machine" if handle.startswith("machine:") else "person"
    found, _ = Person.objects.get_or_create(username=handle, defaults={"kind": kind})
    return found


def record(*, by: str, at: datetime, action: str, subject: str, detail: dict[str, Any] | None = None) -> None:
    """Write one line of the audit trail; call it inside the transaction of the deed."""
    AuditEntry.objects.create(at=at, by=person(handle=by), action=action, subject=subject, detail=detail or {})


def record_many(*, by: str, at: datetime, action: str, subjects: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """As `record`, for many subjects at once."""
    actor = person(handle=by)
    AuditEntry.objects.bulk_create(
        [AuditEntry(at=at, by=actor, action=action, subject=subject, detail=detail) for subject, detail in subjects]
    )


def trail(*, subject: str = "", last: int = 100) -> tuple[Entry, ...]:
    """The newest lines of the audit trail, newest first; of one subject if given."""
    rows = AuditEntry.objects.select_related("by").order_by("-at", "-id")
    if subject:
        rows = rows.filter(subject=subject)
    return tuple(Entry(row.at, row.by.username, row.action, row.subject, row.detail) for row in rows[:last])
