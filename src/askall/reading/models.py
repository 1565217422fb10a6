"""Tables of reading: what the machine suggests for each message."""

from typing import ClassVar

from django.db import models

PERSONAL = {
    "MessageReading": {
        "reader": "not personal",
        "given": "not personal",
        "result": "quotes are redacted before publication",
    },
}


class MessageReading(models.Model):
    """The suggestions of one reader version for one message under one codebook; can be derived again at any time.

    `result` is the object of `askall read --json`; its "parts" say which file and part each evidence number means.
    """

    message = models.ForeignKey("mail.Message", on_delete=models.PROTECT, related_name="+")
    codebook = models.ForeignKey("study.CodebookVersion", on_delete=models.PROTECT, related_name="+")
    reader = models.CharField(max_length=40)
    given = models.CharField(max_length=64, default="")  # hash of all it rests on
    result = models.JSONField()

    class Meta:
        db_table = "readings"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "codebook", "reader"], name="one_reading_per_reader")
        ]
