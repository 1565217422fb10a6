"""A program that sends the outbox of a workspace of its own, in a child that may be killed at any moment.

It reads one JSON object a line and answers with one. Django starts once; each run of the sender is a fork of it.
"""

import json
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path


def main(workspace, settings):
    os.environ["ASKALL_WORKSPACE"] = workspace
    os.environ["DJANGO_SETTINGS_MODULE"] = "askall.project.settings"
    import django

    django.setup()
    program = Program(Path(workspace), json.loads(settings))
    for line in sys.stdin:
        wanted = json.loads(line)
        print(json.dumps(getattr(program, wanted.pop("do"))(**wanted)), flush=True)


class Program:
    """What can be asked of it."""

    def __init__(self, workspace, settings):
        from askall.foundation.files import FileStore
        from askall.mail.mailbox import Server
        from askall.mail.secrets import Secret
        from factories.outboxes import mailbox_at

        self.workspace, self.store = workspace, FileStore(workspace / "files")
        server = Server(settings["host"], settings["port"], settings["security"])
        ca_file = Path(settings["ca_file"]) if settings.get("ca_file") else None
        self.mailbox = replace(
            mailbox_at(settings["port"], timeout=settings["timeout"], answer_timeout=settings["timeout"]),
            address=settings["address"], user=settings["address"], smtp=server, ca_file=ca_file,
            login="password" if settings.get("password") else "none",
        )  # fmt: skip
        self.secret = Secret(settings.get("password", ""))

    def prepare(self):
        """A study of all 398 councils."""
        from django.core.management import call_command

        from askall.asking import services as asking
        from askall.bodies.register import shipped
        from askall.study import services as studies
        from factories.studies import STUDY

        call_command("migrate", verbosity=0)
        path, now = self.workspace / "study.toml", datetime.now(UTC)
        path.write_text(STUDY.replace('csv = "bodies.csv"', "").replace("study@campaign.org.uk", self.mailbox.address))
        record = studies.save_study(path=path, register=shipped(), by="alice", at=now)
        return asking.open_requests(study=record.slug, by="alice", at=now)

    def queue(self, letters):
        """Letters to so many councils that were not asked yet, each at an address of its own."""
        from askall.asking import services as asking
        from askall.asking.records import Letter
        from askall.asking.services import outbox
        from askall.mail.services import sending

        requests = asking.requests()
        asked = outbox.not_to_be_asked(requests=requests)
        listed = [
            Letter(one.key, "ask", f"foi@{one.body.id.lower()}.example", "Cameras", f"Dear {one.body.name},\n")
            for one in requests
            if one.key not in asked
        ]
        options = {"mailbox": self.mailbox, "store": self.store, "undo_minutes": 0, "by": "alice"}
        return sending.queue_letters(letters=listed[:letters], at=datetime.now(UTC), **options).queued

    def start(self, later=0):
        """Begin to send, `later` seconds after now by the sender's clock; its process id, once it is at work."""
        from django.db import connections

        connections.close_all()
        ready, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os._exit(self._send(tell, later))
        os.close(tell)
        os.read(ready, 1)
        os.close(ready)
        return child

    def _send(self, tell, later):
        from askall.mail.services import sending
        from factories.outboxes import MovingClock

        clock = MovingClock(datetime.fromtimestamp(datetime.now(UTC).timestamp() + later, UTC), least=30)
        os.write(tell, b"!")
        try:
            sending.send_outbox(
                mailbox=self.mailbox, secret=lambda: self.secret, store=self.store, clock=clock, wait=clock.wait,
                lock=self.workspace / ".sending",
            )  # fmt: skip
        except Exception as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            return 3
        return 0

    def wait(self, child):
        """How the child ended: its exit status, negative for the signal that killed it."""
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def take_in(self, path):
        """Mail into the workspace, as `askall mail import` does; the number of letters it settled."""
        from askall.mail import services as mail
        from askall.mail.services import sending

        now = datetime.now(UTC)
        mail.import_mail(paths=[Path(path)], store=self.store, own_addresses=[self.mailbox.address], at=now)
        settled = sending.settle_from_mail(store=self.store, at=now)
        mail.file_messages(keywords=[], at=now)
        return settled

    def settle(self):
        """A person says of each letter that is still unknown that it did not go out; how many."""
        from askall.asking.services import outbox
        from askall.mail.services import sending

        rows, number = outbox.outbox(state="unknown", limit=1000)
        for row in rows:
            sending.settle(letter=row.key, accepted=False, store=self.store, by="alice", at=datetime.now(UTC))
        return number

    def retry(self):
        """A person queues every rejected letter again that was not; how many."""
        from askall.asking.services import outbox
        from askall.mail.services import sending

        letters = outbox.still_rejected()
        rows, _ = outbox.outbox(letters=letters, limit=1000)
        options = {"mailbox": self.mailbox, "store": self.store, "undo_minutes": 0, "by": "alice"}
        recipients = {row.key: row.recipient for row in rows}
        return sending.retry(letters=letters, recipients=recipients, at=datetime.now(UTC), **options).queued

    def resume(self):
        """A person says go on."""
        from askall.asking.services import outbox

        return outbox.resume(by="alice", at=datetime.now(UTC))

    def counts(self):
        """State → number of letters."""
        from factories.outboxes import counts

        return counts()

    def view(self):
        """What askall believes: accepted letters by Message-ID, and of each request its state and its letters."""
        from askall.asking import services as asking
        from askall.asking.services import outbox
        from askall.mail import services as mail

        rows, _ = outbox.outbox(state="accepted", limit=1000)
        asked = asking.requests(keys=[row.request for row in rows])
        letters = mail.messages(requests=[one.key for one in asked])
        return {
            "accepted": sorted(row.message_id for row in rows),
            "states": sorted({one.state.name for one in asked}),
            "sent_events": sum(event.kind == "sent" for one in asked for event in one.events),
            "chased": sum(one.state.chases for one in asked),
            "letters": len([one for one in letters if one.outgoing]),
        }


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main(sys.argv[1], sys.argv[2])
