"""Tables of the study: its protocol as given, codebook versions and waves."""

from typing import Any, ClassVar

from django.db import models

from askall.foundation.errors import BadInput

PERSONAL = {
    "Study": {"slug": "not personal", "title": "not personal", "source": "holds the study's public contact"},
    "CodebookVersion": {"sha256": "not personal", "content": "not personal"},
    "Wave": {},
}


class Study(models.Model):
    """One investigation. `source` is study.toml as last taken over; the frame never changes."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    as_at = models.DateField()
    frame = models.ForeignKey("bodies.StudyFrame", on_delete=models.PROTECT, related_name="+")
    source = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "studies"


class CodebookVersion(models.Model):
    """An immutable version of the codebook: a changed question makes a new version, codings keep theirs."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="codebooks")
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "codebooks"
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "version"], name="codebook_version_once"),
            models.UniqueConstraint(fields=["study", "sha256"], name="codebook_content_once"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever inserts."""
        if self.pk:
            raise BadInput(f"Codebook version {self.version} cannot be changed: changed questions make a new version.")
        super().save(*args, **kwargs)


class Wave(models.Model):
    """One round of asking."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveIntegerField()

    class Meta:
        db_table = "waves"
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "number"], name="wave_number_once")]
