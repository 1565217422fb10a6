"""Tables of asking: requests, the events their state and deadlines are derived from, and the outbox."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

NEVER = "never leaves the workspace"
PERSONAL = {
    "Request": {"token": "not personal", "reply_address": "the study's own address"},
    "RequestEvent": {
        "kind": "not personal",
        "source": "not personal",
        "note": "redacted before publication",
        "evidence": "quotes from it are redacted before publication",
        "verdict": "not personal",
    },
    "EventVerdict": {"why": NEVER},
    "Standing": {
        "state": "not personal",
        "firm": "not personal",
        "clock": "not personal",
        "code": "not personal",
        "name": "not personal",
        "type": "not personal",
        "nation": "not personal",
        "region": "not personal",
    },
    "OutgoingLetter": {
        "step": "not personal",
        "state": "not personal",
        "batch": "not personal",
        "message_id": NEVER,
        "sha256": "not personal",
        "recipient": "official addresses of public bodies",
        "subject": NEVER,
        "body": NEVER,
        "answer": NEVER,
        "settled_by": "not personal",
    },
    "SendingAttempt": {"outcome": "not personal", "answer": NEVER},
    "SendingPause": {"why": NEVER},
    "BodyAddress": {"address": "official addresses of public bodies", "source": NEVER},
    "HolidaysSeen": {"days": "not personal"},
    "SavedList": {"name": NEVER, "query": NEVER},
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
    # The machine's reading of a mail: shown at once, but no deadline rests on it before it is accepted.
    suggested = models.BooleanField(default=False)
    confidence = models.FloatField(default=1.0)
    evidence = models.JSONField(default=list)  # [{"sha256", "part", "start", "end", "quote"}]
    # What the newest verdict says, "" while there is none: derived, so that a list needs no second look.
    verdict = models.CharField(max_length=8, blank=True, default="")

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
        indexes: ClassVar = [
            models.Index(
                fields=["kind", "request"],
                condition=Q(suggested=True, verdict="", withdrawn=False),
                name="events_to_confirm",
            ),
        ]


class EventVerdict(models.Model):
    """Whether what the machine read out of a mail is so. Append-only: the newest one holds. `by` is a person, or
    "machine:rule" where the study switched a rule on; `why` then names the rule."""

    event = models.ForeignKey(RequestEvent, on_delete=models.PROTECT, related_name="verdicts")
    accepted = models.BooleanField()
    why = models.TextField(blank=True, default="")
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "event_verdicts"
        ordering: ClassVar = ["id"]


class Standing(models.Model):
    """Where each request stands, folded from its events whenever one is logged: for lists, and derived again at will.

    `clock` is what its due date is computed from (see asking/clocks.py): the date itself is computed when it is looked
    at, for a bank holiday may be proclaimed any day. The fields of the body are those of its frozen frame.
    """

    request = models.OneToOneField(Request, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    study = models.ForeignKey("study.Study", on_delete=models.PROTECT, related_name="+")
    wave = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=80)
    nation = models.CharField(max_length=80)
    region = models.CharField(max_length=80)
    state = models.CharField(max_length=20)
    firm = models.CharField(max_length=20)
    outstanding = models.BooleanField()
    heard = models.BooleanField(default=False)
    partly = models.BooleanField(default=False)
    pending = models.PositiveIntegerField()
    messages = models.PositiveIntegerField()
    chases = models.PositiveIntegerField()
    clock = models.CharField(max_length=400, blank=True)
    sent_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    first_reply_on = models.DateField(null=True)
    last_reply_on = models.DateField(null=True)
    last_heard_on = models.DateField(null=True)
    last_written_on = models.DateField(null=True)

    class Meta:
        db_table = "request_standings"
        indexes: ClassVar = [
            models.Index(fields=["study", "code", "wave"], name="standings_in_order"),
            models.Index(fields=["study", "name", "code", "wave"], name="standings_by_name"),
            models.Index(fields=["study", "outstanding", "clock"], name="standings_by_clock"),
            # These hold all that the overview, the work list and the progress of coding are counted from.
            models.Index(
                fields=["study", "state", "heard", "pending", "sent_on", "acknowledged_on", "first_reply_on"],
                name="standings_counted",
            ),
            models.Index(fields=["study", "clock", "first_reply_on", "state"], name="standings_by_reply_day"),
            models.Index(fields=["study", "state", "nation", "region", "type", "wave"], name="standings_choices"),
            models.Index(
                fields=[
                    *("study", "state", "firm", "outstanding", "clock", "chases", "pending", "partly"),
                    *("last_reply_on", "last_heard_on", "last_written_on", "request"),
                ],
                name="standings_work",
            ),
            models.Index(fields=["study", "firm"], name="standings_by_firm"),
            # Few of the requests each: found without a look at all the others.
            models.Index(fields=["study"], condition=models.Q(pending__gt=0), name="standings_pending"),
            models.Index(
                fields=["study", "request", "heard"],
                condition=models.Q(first_reply_on=None),
                name="standings_unreplied",
            ),
        ]


class OutgoingLetter(models.Model):
    """One letter of ours on its way out. What is sent, under which Message-ID and to whom is fixed when it is queued;
    the bytes are in the file store under `sha256`. Its states are those of asking/outbox.py.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=12)  # ask, chase, clarify, review, complain
    number = models.PositiveIntegerField()  # which letter of this step to this request, from 1
    batch = models.CharField(max_length=40)  # letters queued together
    message_id = models.CharField(max_length=255, unique=True)
    sha256 = models.CharField(max_length=64)
    recipient = models.CharField(max_length=320)
    subject = models.TextField()
    body = models.TextField()
    state = models.CharField(max_length=10, default="queued")
    not_before = models.DateTimeField()  # the end of the undo window, or when to try again
    queued_at = models.DateTimeField()
    queued_by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    code = models.PositiveIntegerField(null=True)  # the mail server's last answer, with its words
    answer = models.TextField(blank=True, default="")
    accepted_at = models.DateTimeField(null=True)
    # server, sent folder, copy, reply, bounce or person: on whose word it is accepted
    settled_by = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        db_table = "outbox"
        ordering: ClassVar = ["not_before", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "step", "number"],
                condition=~Q(state="cancelled"),
                name="one_letter_per_request_step_number",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "queued",
                        "connecting",
                        "handing",
                        "accepted",
                        "deferred",
                        "rejected",
                        "unknown",
                        "cancelled",
                    ]
                ),
                name="outbox_state_is_known",
            ),
            # "Sent" is the mail server's word for that recipient, or proof that it took the letter.
            models.CheckConstraint(
                condition=~Q(state="accepted") | (Q(accepted_at__isnull=False) & ~Q(settled_by="")),
                name="accepted_by_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "not_before"], name="outbox_next"),
            models.Index(fields=["tried_at"], name="outbox_pace"),
        ]


class SendingAttempt(models.Model):
    """One try at handing a letter over, and what came of it: providers' limits are kept by these, across restarts too.

    `outcome` is what happened as asking/outbox.py names it, "" while it is under way.
    """

    letter = models.ForeignKey(OutgoingLetter, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=10, blank=True, default="")
    code = models.PositiveIntegerField(null=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        db_table = "sending_attempts"
        ordering: ClassVar = ["id"]


class BodyAddress(models.Model):
    """Where requests to a body of a frozen frame are sent, as the user said after it was frozen. The newest one holds;
    without any, the first address of the frame itself."""

    body = models.ForeignKey("bodies.FrameBody", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=320)
    source = models.CharField(max_length=200)  # the file it came from, or why it was changed
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "body_addresses"
        ordering: ClassVar = ["id"]


class SendingPause(models.Model):
    """No letter goes out before `until`: a daily limit was reached, or a person said stop. The newest one holds."""

    until = models.DateTimeField(null=True)  # null: until a person says go on
    why = models.TextField()
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sending_pauses"
        ordering: ClassVar = ["id"]


class HolidaysSeen(models.Model):
    """The bank holidays that open due dates were last shown by, so that a change of the calendar is noticed and told.

    `days`: calendar → ISO dates.
    """

    days = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "holidays_seen"
        ordering: ClassVar = ["id"]


class SavedList(models.Model):
    """A list of requests somebody keeps: its filters, as they stand in an address."""

    name = models.CharField(max_length=100, unique=True)
    query = models.TextField()
    by = models.ForeignKey("team.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "saved_lists"
        ordering: ClassVar = ["name"]
