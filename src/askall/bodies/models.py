"""Tables of the register, and of frames frozen from it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

PERSONAL: dict[str, dict[str, str]] = {
    "RegisteredBody": {"code": "not personal", "name": "not personal", "fields": "official addresses of public bodies"},
    "StudyFrame": {"sha256": "not personal"},
    "FrameBody": {
        "code": "not personal",
        "name": "not personal",
        "type": "not personal",
        "nation": "not personal",
        "region": "not personal",
        "law": "not personal",
        "fields": "official addresses of public bodies",
    },
}


class RegisteredBody(models.Model):
    """A body of the workspace's register. `fields` holds the whole record; the columns beside it are for queries."""

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    fields = models.JSONField()

    class Meta:
        db_table = "register_of_bodies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(start__lt=F("end")),
                name="body_starts_before_it_ends",
            )
        ]


class StudyFrame(models.Model):
    """The bodies asked, as at a date. Never changed once made: equal content has the equal hash and is the same row."""

    as_at = models.DateField()
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "frames"


class FrameBody(models.Model):
    """A body as it was when the frame was frozen."""

    frame = models.ForeignKey(StudyFrame, on_delete=models.PROTECT, related_name="bodies")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=80)
    nation = models.CharField(max_length=80)
    region = models.CharField(max_length=80)
    law = models.CharField(max_length=10)
    fields = models.JSONField()

    class Meta:
        db_table = "frame_bodies"
        constraints: ClassVar = [models.UniqueConstraint(fields=["frame", "code"], name="body_once_in_a_frame")]
