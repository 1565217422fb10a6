"""What mail knows of requests, for their next letters."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F, Q

from askall.asking.records import Known
from askall.mail.known import Heard, known_from
from askall.mail.models import LearntReference, Message

FIELDS = (
    "request_id",
    "direction",
    "automatic",
    "sender_email",
    "to",
    "reply_to",
    "subject",
    "failed_recipients",
    "sha256",
)


def known_of(requests: Sequence[int]) -> dict[int, Known]:
    """Request key → what its mail tells; for `known=` of asking's work list and drafts. Three queries."""
    keys = list(requests)
    mail = Message.objects.filter(request_id__in=keys).order_by(F("sent_at").asc(nulls_last=True), "pk")
    machines = mail.filter(Q(automatic__kind="bounce") | Q(automatic__kind="auto_reply"), direction="in")
    texts = {row.sha256: row.own_text() for row in machines.only("sha256", "text", "segments")}
    heard: dict[int, list[Heard]] = defaultdict(list)
    for request, direction, automatic, sender, to, reply_to, subject, failed, sha256 in mail.values_list(*FIELDS):
        kind, places = (automatic or {}).get("kind", ""), (tuple(to), tuple(reply_to))
        words = texts.get(sha256, "")
        heard[request].append(Heard(direction == "out", kind, sender, *places, subject, tuple(failed), words))
    references: dict[int, list[str]] = defaultdict(list)
    learnt = LearntReference.objects.filter(request_id__in=keys).order_by("pk")
    for request, reference in learnt.values_list("request_id", "reference"):
        references[request].append(reference)
    return {key: known_from(heard[key], references[key]) for key in keys}
