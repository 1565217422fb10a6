"""Tables of the team: who works on a study, and the trail of what was done."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

PERSONAL = {
    "Person": {
        "username": "a handle, published beside codings only as a number",
        "first_name": "never leaves the workspace",
        "last_name": "never leaves the workspace",
        "email": "never leaves the workspace",
        "password": "stored as a salted hash, never leaves the workspace",
        "kind": "not personal",
    },
    "AuditEntry": {"action": "not personal", "subject": "never leaves the workspace", "detail": "never leaves it"},
}


class Person(AbstractUser):
    """Whoever acts: a person, or a machine with an id of its own whose work never counts as a coding."""

    kind = models.CharField(max_length=10, default="person")

    class Meta:
        db_table = "people"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=["person", "machine"]), name="person_kind_is_known")
        ]


class AuditEntry(models.Model):
    """One thing that was done: written in the same transaction as the deed, never changed."""

    at = models.DateTimeField()
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_trail"
        ordering: ClassVar = ["at", "id"]
