"""Letters of the small study on their way out, with a clock that moves only when somebody waits."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from askall.asking import services as asking
from askall.asking.records import Letter, Limits
from askall.asking.services import outbox
from askall.mail.mailbox import Mailbox, Server
from askall.mail.secrets import Secret
from askall.mail.services import sending
from factories.studies import OURS

LATER = timedelta(minutes=10, seconds=1)
UNLIMITED = Limits()


@dataclass
class MovingClock:
    """Stands still until somebody waits; then at least for `least` seconds, so that days pass quickly."""

    moment: datetime
    least: float = 0

    def now(self):
        return self.moment

    def wait(self, seconds):
        self.moment += timedelta(seconds=max(seconds, self.least))


def mailbox_at(port, **changed):
    """The study's mailbox at a server on this computer that asks for no login."""
    server = Server("127.0.0.1", port, "plain")
    plain = Mailbox(
        "own", OURS, "Jane Doe", OURS, "none", server, None, UNLIMITED, True, True, timeout=2, answer_timeout=2
    )
    return replace(plain, **changed)


def letters_to(requests, step="ask", **changed):
    """One letter for each request, to the first address of its body."""
    return [
        replace(
            Letter(one.key, step, one.body.emails[0], "Hikvision cameras", f"Dear {one.body.name},\n\nI ask you.\n"),
            **changed,
        )
        for one in requests
    ]


def queue(record, store, now, port=1, step="ask", undo_minutes=0, **changed):
    """Queue a letter to each body of the study."""
    listed = letters_to(asking.requests(study=record.slug), step, **changed)
    box = mailbox_at(port)
    return sending.queue_letters(
        letters=listed, mailbox=box, store=store, undo_minutes=undo_minutes, by="alice", at=now
    )


def send(server, store, clock, mailbox=None, lock=".sending", **options):
    """One run of the sender against this server; `lock` is the name of its file."""
    return sending.send_outbox(
        mailbox=mailbox or mailbox_at(server.port),
        secret=lambda: Secret(""),
        store=store,
        clock=clock,
        lock=store.root.parent / lock,
        wait=clock.wait,
        **options,
    )


def rows(**wanted):
    """Letters of the outbox, oldest first."""
    return tuple(reversed(outbox.outbox(**wanted)[0]))


def counts():
    """State → number of letters, of those states that have any."""
    return {state: number for state, number in outbox.outbox_counts().items() if number}
