"""Tables of mail: messages with their attachments, and the log of how each was filed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from askall.foundation.clock import uk_date
from askall.mail.filing import Incoming
from askall.mail.records import Address, AttachedFile, Brief, FiledAs, Segment, StoredMessage

NEVER = "never leaves the workspace"
PERSONAL = {
    "Message": {
        "sha256": "not personal",
        "message_id": NEVER,
        "in_reply_to": NEVER,
        "references": NEVER,
        "sender_name": NEVER,
        "sender_email": NEVER,
        "to": NEVER,
        "cc": NEVER,
        "reply_to": NEVER,
        "delivered_to": NEVER,
        "about": NEVER,
        "failed_recipients": NEVER,
        "subject": NEVER,
        "direction": "not personal",
        "automatic": "not personal",
        "text": "quotes from it are redacted before publication",
        "segments": "not personal",
        "warnings": "not personal",
        "found_in": NEVER,
    },
    "Attachment": {
        "filename": "redacted before publication",
        "media_type": "not personal",
        "sha256": "not personal",
        "source": "not personal",
    },
    "Filing": {"reasons": NEVER, "candidates": NEVER, "why": NEVER},
    "LearntReference": {"reference": NEVER},
    "SharedMessage": {"why": NEVER},
    "MailFolder": {"account": NEVER, "name": NEVER},
    "FetchedMail": {"why": NEVER},
}

WAITS = Q(request__isnull=True, set_aside=False)
"""In triage: no request has it, and nobody said that none should."""

BRIEF = ("sha256", "sent_at", "sender_email", "subject", "direction", "automatic", "request_id", "set_aside")


class Message(models.Model):
    """One mail. The raw bytes are in the file store under `sha256`; everything else here is derived from them."""

    sha256 = models.CharField(max_length=64, unique=True)
    message_id = models.CharField(max_length=500, blank=True, db_index=True)
    in_reply_to = models.CharField(max_length=500, blank=True)
    references = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True, db_index=True)
    sender_name = models.CharField(max_length=500, blank=True)
    sender_email = models.CharField(max_length=500, blank=True)
    to = models.JSONField(default=list)  # addresses, lower case
    cc = models.JSONField(default=list)
    reply_to = models.JSONField(default=list)
    delivered_to = models.JSONField(default=list)  # as the mail servers noted it
    about = models.JSONField(default=list)  # of a bounce, delay or receipt: ids of the message it tells of
    failed_recipients = models.JSONField(default=list)
    subject = models.TextField(blank=True)
    direction = models.CharField(max_length=3)
    automatic = models.JSONField(null=True)  # {"kind", "permanent", "reasons"}
    text = models.TextField(blank=True)
    segments = models.JSONField(default=list)  # [[kind, start, end], …]
    warnings = models.JSONField(default=list)
    size = models.PositiveIntegerField()
    found_in = models.TextField(blank=True)  # file and place it was first imported from
    imported_at = models.DateTimeField()
    # Where the newest filing put it; null means triage (or, without any filing, not yet looked at).
    request = models.ForeignKey("asking.Request", null=True, on_delete=models.PROTECT, related_name="+")
    filed = models.BooleanField(default=False, db_index=True)
    # A person looked at it and said that it belongs to no request: kept and listed, but it waits no more.
    set_aside = models.BooleanField(default=False)

    class Meta:
        db_table = "messages"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(direction__in=["in", "out"]), name="message_in_or_out"),
            models.CheckConstraint(condition=Q(request__isnull=True) | Q(filed=True), name="a_request_needs_a_filing"),
            models.CheckConstraint(
                condition=Q(set_aside=False) | Q(request__isnull=True, filed=True), name="set_aside_is_nowhere_else"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sent_at", "id"], condition=WAITS, name="triage_queue"),
            models.Index(fields=["sender_email"], condition=WAITS, name="triage_by_sender"),
            models.Index(fields=["id"], condition=Q(set_aside=True), name="messages_set_aside"),
            models.Index(fields=["direction", "message_id"], name="messages_counted"),
        ]

    def own_text(self) -> str:
        """The sender's own words."""
        return self._text_of("own")

    def automatic_kind(self) -> tuple[str, bool | None]:
        """Its kind and whether a bounce is permanent; "" if a person wrote it."""
        return (self.automatic["kind"], self.automatic["permanent"]) if self.automatic else ("", None)

    def as_brief(self) -> Brief:
        """As lists show it; needs the columns BRIEF only."""
        return Brief(
            self.pk,
            self.sha256,
            self.sent_at,
            self.sender_email,
            self.subject,
            self.direction == "out",
            self.automatic_kind()[0],
            self.request_id,
            self.set_aside,
        )

    def for_filing(self, files: tuple[str, ...] = (), copy_of: int | None = None) -> Incoming:
        """What filing needs of it. `files` are the names of what is attached; `copy_of` is the request that has the
        same mail already."""
        return Incoming(
            self.sender_email,
            (*self.to, *self.cc, *self.delivered_to),
            self.subject,
            self.in_reply_to,
            tuple(self.references),
            self._text_of("own", "signature"),
            self.direction == "out",
            self.message_id,
            self.sender_name,
            tuple(self.reply_to),
            tuple(self.about),
            tuple(self.failed_recipients),
            self._text_of("quoted", "forwarded"),
            files,
            uk_date(self.sent_at) if self.sent_at else None,
            copy_of,
        )

    def _text_of(self, *kinds: str) -> str:
        return "".join(self.text[start:end] for kind, start, end in self.segments if kind in kinds)

    def as_record(self) -> StoredMessage:
        """As it is handed on."""
        return StoredMessage(
            self.pk,
            self.sha256,
            self.message_id,
            self.sent_at,
            Address(self.sender_name, self.sender_email),
            tuple(self.to),
            self.subject,
            self.direction == "out",
            self.automatic_kind()[0],
            self.text,
            tuple(Segment(kind, start, end) for kind, start, end in self.segments),
            tuple(
                AttachedFile(one.filename, one.media_type, one.size, one.sha256, one.inline, one.source)
                for one in self.attachments.all()
            ),
            tuple(self.warnings),
            self.request_id,
            self.found_in,
            self.imported_at,
            self.set_aside,
        )


class Attachment(models.Model):
    """A file that came with a message; its bytes are in the file store."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    position = models.PositiveIntegerField()
    filename = models.TextField(blank=True)
    media_type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    inline = models.BooleanField()
    source = models.CharField(max_length=10)

    class Meta:
        db_table = "attachments"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "position"], name="attachment_once")]


class Filing(models.Model):
    """A decision on where a message belongs, by the machine or a person. Append-only: the newest one holds."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="filings")
    request = models.ForeignKey("asking.Request", null=True, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    candidates = models.JSONField(default=list)  # [{"request", "score", "reasons"}]
    set_aside = models.BooleanField(default=False)
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "filings"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["id"], condition=Q(set_aside=True), name="filings_set_aside")]

    def as_record(self) -> FiledAs:
        """As it is handed on."""
        return FiledAs(
            self.request_id,
            self.score,
            tuple(self.reasons),
            tuple(self.candidates),
            self.by.username,
            self.at,
            self.why,
            self.set_aside,
        )


class LearntReference(models.Model):
    """A body's own reference ("FOI 1306/25"), learnt from mail filed to a request."""

    request = models.ForeignKey("asking.Request", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80, db_index=True)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "learnt_references"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reference", "message"], name="reference_once_per_message")
        ]


class SharedMessage(models.Model):
    """A message that speaks for a further request beside the one it is filed to: two bodies in one mail."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="shares")
    request = models.ForeignKey("asking.Request", on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken back; never deleted

    class Meta:
        db_table = "message_shares"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["message", "request"], condition=Q(ended_at__isnull=True), name="message_shared_once"
            )
        ]


class MailFolder(models.Model):
    """How far a folder of the user's mailbox has been looked through. UIDs mean something only beside their
    `uid_validity` (RFC 3501 s.2.3.1.1): when the server gives out another, the folder is looked through again."""

    account = models.CharField(max_length=320)
    name = models.CharField(max_length=500)
    uid_validity = models.PositiveBigIntegerField()
    last_uid = models.PositiveBigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "mail_folders"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name", "uid_validity"], name="mail_folder_once")
        ]


class FetchedMail(models.Model):
    """What was seen in a folder: taken, and why, or left alone. Of what was left alone nothing else is kept."""

    folder = models.ForeignKey(MailFolder, on_delete=models.PROTECT, related_name="seen")
    uid = models.PositiveBigIntegerField()
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "fetched_mail"
        constraints: ClassVar = [models.UniqueConstraint(fields=["folder", "uid"], name="fetched_once")]
