"""Tables of documents: the text of each stored file, in parts."""

from typing import ClassVar

from django.db import models

PERSONAL = {
    "Extraction": {
        "sha256": "not personal",
        "media_type": "not personal",
        "tables": "never leaves the workspace",
        "warnings": "not personal",
        "unread": "not personal",
        "extractor": "not personal",
    },
    "ExtractedPart": {
        "label": "not personal",
        "text": "quotes from it are redacted before publication",
        "marks": "never leaves the workspace",
    },
}


class Extraction(models.Model):
    """What the extractor of this version made of one file; can be derived again from the stored bytes."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=255)
    tables = models.JSONField(default=list)  # [{"part", "rows"}]
    warnings = models.JSONField(default=list)
    unread = models.JSONField(default=list)  # numbers of parts without usable text
    extractor = models.CharField(max_length=40)

    class Meta:
        db_table = "documents"


class ExtractedPart(models.Model):
    """A page, a sheet, a body of text."""

    document = models.ForeignKey(Extraction, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    label = models.TextField()
    text = models.TextField(blank=True)
    ocr = models.BooleanField(default=False)
    confidence = models.FloatField(null=True)
    marks = models.JSONField(default=list)  # [[start, end, kind, note]]

    class Meta:
        db_table = "document_parts"
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "number"], name="part_once")]
