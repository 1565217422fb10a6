"""Tables of reading: what the machine suggests for each message, and what a language model was asked for it."""

from typing import Any, ClassVar

from django.db import models

from askall.foundation.errors import BadInput

PERSONAL = {
    "MessageReading": {
        "reader": "not personal",
        "given": "not personal",
        "result": "quotes are redacted before publication",
    },
    "ModelReading": {
        "reader": "not personal",
        "given": "not personal",
        "result": "quotes are redacted before publication",
    },
    "ModelCall": {
        "purpose": "not personal",
        "questions": "not personal",
        "endpoint": "not personal",
        "model": "not personal",
        "prompt_version": "not personal",
        "input_sha256": "not personal",
        "answer": "never leaves the workspace",
        "fault": "never leaves the workspace",
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


class ModelReading(models.Model):
    """What a language model suggests for one message under one codebook, kept apart from what the reader does. Made
    anew from the calls at any time.

    `result` is as above, with "asked": the questions, "looks": what became of each value the model gave, and
    "complete": whether every call was answered.
    """

    message = models.ForeignKey("mail.Message", on_delete=models.PROTECT, related_name="+")
    codebook = models.ForeignKey("study.CodebookVersion", on_delete=models.PROTECT, related_name="+")
    reader = models.CharField(max_length=64)  # hash of endpoint, model and prompt version
    given = models.CharField(max_length=64)  # hash of all else it rests on but the questions
    result = models.JSONField()

    class Meta:
        db_table = "model_readings"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "codebook", "reader"], name="one_reading_per_model")
        ]


class ModelCall(models.Model):
    """One call of a language model for one message: what it cost and what it said. Append-only; what was answered once
    is never asked again."""

    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey("mail.Message", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8)  # "read" a piece, or "look" at a quote once more
    questions = models.JSONField()  # their ids
    endpoint = models.CharField(max_length=400)
    model = models.CharField(max_length=200)
    prompt_version = models.CharField(max_length=20)
    input_sha256 = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    fault = models.TextField(blank=True)  # why there is no answer, or none that can be used
    failed = models.BooleanField()  # the endpoint gave none: it may another time
    tokens_in = models.PositiveIntegerField(null=True)
    tokens_out = models.PositiveIntegerField(null=True)
    cost = models.FloatField(null=True)  # by the study's prices of that time
    seconds = models.FloatField()
    tries = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "model_calls"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(purpose__in=["read", "look"]), name="model_call_has_a_purpose")
        ]
        indexes: ClassVar = [
            models.Index(fields=["input_sha256", "prompt_version"], name="model_calls_by_input"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only ever inserts."""
        if self.pk:
            raise BadInput("What a model was asked, and what it answered, is never changed.")
        super().save(*args, **kwargs)
