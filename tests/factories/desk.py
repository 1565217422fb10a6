"""What the working pages are tried on: a mailbox, letters of every fate, a wave on a day of its own."""

from datetime import UTC, datetime, timedelta

from askall.asking import services as asking
from askall.asking.services import handing_over
from askall.foundation.files import FileStore
from askall.foundation.workspace import (
    CLOCK,
    ENVIRONMENT,
    SETTINGS_FILE,
    SYNTHETIC_FILE,
    create_workspace,
    read_workspace,
)
from askall.mail.services import sending
from factories.outboxes import letters_to, mailbox_at
from factories.studies import OURS, STUDY
from factories.wave import Wave

MAILBOX = """
[mailbox]
provider = "own"
address = "{ours}"
name = "Jane Doe"
login = "none"
smtp = {{ host = "127.0.0.1", port = {port}, security = "plain" }}
per_minute = 600
"""
TODAY = datetime(2022, 2, 21, 12, tzinfo=UTC)


def give_mailbox(root, port=1):
    """The workspace there, with a mailbox at this port of this computer and no other."""
    path = root / SETTINGS_FILE
    path.write_text(path.read_text().partition("\n[mailbox]")[0] + MAILBOX.format(ours=OURS, port=port))
    return read_workspace(root)


def wave_of_a_day(folder, now, settings, monkeypatch, day=TODAY, study=STUDY):
    """Six requests, none of them sent yet, in a workspace with a mailbox and a simulated day."""
    root = create_workspace(folder / "work").root
    (root / SYNTHETIC_FILE).write_text("SYNTHETIC")
    (root / "simulation").mkdir()
    monkeypatch.setenv(ENVIRONMENT, str(root))
    settings.WORKSPACE = give_mailbox(root)
    settings.WORKSPACE.simulated_time.set(day)
    return Wave(folder, now, study)


def queue_reminders(root, undo_minutes=10, **changed):
    """A reminder to every body of the workspace into the outbox; the batch."""
    return sending.queue_letters(
        letters=letters_to(asking.requests(), "chase", **changed),
        mailbox=mailbox_at(1),
        store=FileStore(root / "files"),
        undo_minutes=undo_minutes,
        by="alice",
        at=CLOCK.now(),
    )


def happens(what, code=None, answer=""):
    """The next letter is handed over, and this comes of it."""
    moment = CLOCK.now() + timedelta(hours=1)
    letter = handing_over.claim(at=moment)
    handing_over.begin_content(letter=letter.key, at=moment)
    handing_over.answered(letter=letter.key, what=what, at=moment, code=code, answer=answer)
    return letter


def letters_of_every_fate(root):
    """Reminders that were accepted, refused, put off and lost, and one that waits."""
    queue_reminders(root)
    happens("accepted", 250, "2.0.0 Ok: queued")
    happens("rejected", 550, "5.1.1 <foi@holmdale.gov.uk>: Recipient address rejected: User unknown")
    happens("deferred", 450, "4.2.0 Greylisted, try again in 300 seconds")
    happens("lost", None, "the server closed the connection")
