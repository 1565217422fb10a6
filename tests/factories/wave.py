"""A wave in the database whose events a test logs by hand: five councils, each under the law a test needs."""

from datetime import UTC, datetime

from askall.asking import services as asking
from askall.asking.models import OutgoingLetter
from askall.asking.records import Event, Quoted
from askall.bodies.models import FrameBody
from askall.bodies.register import shipped
from askall.study import services as studies
from askall.team import services as team
from factories.studies import BODIES, STUDY, write_study

MORE = (
    "CRG,Craigowan Council,Craigowan,Scottish council,Scotland,Scotland,FOISA,craigowan.gov.uk,foi@craigowan.gov.uk\n"
)
ENVIRONMENTAL = {"PNT": "EIR", "CRG": "EISR"}
"""Bodies that are asked for environmental information; of the others Glenmorra answers under FOISA."""


def at(year, month, day):
    return datetime(year, month, day, 12, tzinfo=UTC)


class Wave:
    """Requests by body id, and a log that a test writes into as it goes."""

    def __init__(self, folder, now, study=STUDY):
        self.now, path = now, write_study(folder, study, BODIES + MORE)
        self.study = studies.save_study(path=path, register=shipped(), by="alice", at=now)
        for row in FrameBody.objects.filter(code__in=ENVIRONMENTAL):
            row.law = row.fields["law"] = ENVIRONMENTAL[row.code]
            row.save()
        asking.open_requests(study=self.study.slug, by="alice", at=now)
        self.keys = {one.body.id: one.key for one in self.requests()}

    def requests(self):
        return asking.requests(study=self.study.slug)

    def log(self, body, *events, **more):
        """Events of one body in 2022, each (kind, month, day) and maybe a note; `more` as an Event has it."""
        new = [
            asking.NewEvent(self.keys[body], Event(kind, at(2022, month, day), note="".join(note), **more))
            for kind, month, day, *note in events
        ]
        asking.log_events(events=new, by="alice", at=self.now)

    def suggest(self, body, kind, month, day, quote="", note="", source=""):
        """What the machine reads out of a mail of that day, not judged by anybody yet."""
        source = source or f"{body}{month}{day}{kind}".encode().hex()[:64].ljust(64, "0")
        quotes = (Quoted(source, 0, 0, len(quote), quote),) if quote else ()
        event = Event(kind, at(2022, month, day), source, note, suggested=True, confidence=0.9, evidence=quotes)
        asking.log_events(events=[asking.NewEvent(self.keys[body], event)], by="machine:reading", at=self.now)

    def confirm(self, body, accepted=True):
        """A person says of everything suggested for this body whether it is so."""
        (record,) = asking.requests(keys=[self.keys[body]])
        pending = [one.key for one in record.events if one.pending]
        asking.judge_events(events=pending, accepted=accepted, by="alice", at=self.now)

    def letter(self, body, step="chase", state="queued", recipient="", **fields):
        """A row of the outbox as the sender would leave it."""
        number = OutgoingLetter.objects.count() + 1
        return OutgoingLetter.objects.create(
            request_id=self.keys[body], step=step, number=number, batch="b", message_id=f"{number}@campaign.org.uk",
            sha256="0" * 64, recipient=recipient or f"foi@{body.lower()}.example", subject="s", body="b", state=state,
            not_before=self.now, queued_at=self.now, queued_by=team.person(handle="alice"), **fields,
        )  # fmt: skip

    def accepted(self, body, step, recipient):
        """A letter that the mail server took."""
        return self.letter(body, step, "accepted", recipient, accepted_at=self.now, settled_by="server")
