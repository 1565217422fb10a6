"""Tables of coding: what people decided, append-only, and the datasets frozen from it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from askall.foundation.errors import BadInput

PERSONAL = {
    "CodingEntry": {
        "variable": "not personal",
        "value": "redacted before publication",
        "provisions": "not personal",
        "role": "not personal",
        "why": "never leaves the workspace",
    },
    "CodingQuote": {"sha256": "not personal", "label": "not personal", "quote": "redacted before publication"},
    "Freeze": {"folder": "not personal", "manifest_sha256": "not personal"},
}


class CodingEntry(models.Model):
    """One word of one coder on one variable of one request. A change of mind is a new row."""

    request = models.ForeignKey("asking.Request", on_delete=models.PROTECT, related_name="+")
    codebook = models.ForeignKey("study.CodebookVersion", on_delete=models.PROTECT, related_name="+")
    variable = models.CharField(max_length=80)  # "outcome" or a question's id
    value = models.TextField()
    provisions = models.JSONField(default=list)
    coder = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12)
    at = models.DateTimeField()
    why = models.TextField(blank=True, default="")

    class Meta:
        db_table = "codings"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=["coder", "adjudicator", "machine"]), name="coding_role_is_known"
            ),
            # Silence is not "no": a blank never becomes a value.
            models.CheckConstraint(condition=~Q(value=""), name="coding_is_never_blank"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever inserts."""
        if self.pk:
            raise BadInput("A coding is never changed. Code the request again: the newer coding counts.")
        super().save(*args, **kwargs)


class CodingQuote(models.Model):
    """The words a coding rests on, exactly as they stand in a stored file."""

    coding = models.ForeignKey(CodingEntry, on_delete=models.PROTECT, related_name="quotes")
    position = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    part = models.PositiveIntegerField()
    label = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    class Meta:
        db_table = "coding_quotes"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="a_quote_has_words"),
            models.UniqueConstraint(fields=["coding", "position"], name="quote_once"),
        ]


class Freeze(models.Model):
    """A dataset written once and never changed."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    folder = models.TextField()
    manifest_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "freezes"
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "number"], name="freeze_number_once")]
