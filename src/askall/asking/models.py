"""Tables of asking: requests, and the events their state and deadlines are derived from."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

PERSONAL = {
    "Request": {"token": "not personal", "reply_address": "the study's own address"},
    "RequestEvent": {"kind": "not personal", "source": "not personal", "note": "redacted before publication"},
}


class Request(models.Model):
    """The question put to one body in one wave of one study."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey("study.Wave", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("bodies.FrameBody", on_delete=models.PROTECT, related_name="+")
    # Stands in the address or subject of our letters, so that an answer finds its way back.
    token = models.CharField(max_length=20, unique=True)
    # Every address of ours this body was written to from, as learnt from our own letters; "" until one is known.
    reply_address = models.CharField(max_length=320, blank=True, default="")

    class Meta:
        db_table = "requests"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "body", "wave"], name="one_request_per_study_body_wave")
        ]


class RequestEvent(models.Model):
    """Something that happened to a request. Append-only; `source` is the hash of the message it came with, or "".

    The same event of the same message is logged once, however often a mailbox is imported.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    source = models.CharField(max_length=64, blank=True, default="")
    note = models.TextField(blank=True, default="")
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    # A message moved to another request takes its events along: they are withdrawn here, never deleted.
    withdrawn = models.BooleanField(default=False)

    class Meta:
        db_table = "request_events"
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "kind", "source"],
                condition=~Q(source="") & Q(withdrawn=False),
                name="one_event_per_message",
            )
        ]
