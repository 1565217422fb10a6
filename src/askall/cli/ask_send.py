"""`askall ask send`: the outbox goes out, in the provider's pace."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from askall.cli.ask_holidays import note_calendar
from askall.cli.ask_status import local
from askall.cli.output import print_json, progress, say
from askall.cli.start import CLOCK, JsonOption, WorkspaceOption, open_workspace, store_of

if TYPE_CHECKING:
    from askall.mail.services.sending import SendReport


def send(
    wait_minutes: Annotated[
        float, typer.Option("--wait-minutes", min=0, help="End rather than wait longer than this for the next letter.")
    ] = 60,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send what waits in the outbox, one letter after the other. May be stopped (Ctrl-C) and called again at any time.

    After a stop of any kind it goes on where it was: nothing is sent twice.
    """
    here = open_workspace(workspace)
    note_calendar(here)
    from askall.asking.services import outbox
    from askall.mail.mailbox import read_mailbox
    from askall.mail.secrets import secret_of
    from askall.mail.services import sending

    mailbox, counts = read_mailbox(here), outbox.outbox_counts()
    if counts["queued"] + counts["deferred"]:
        secret_of(mailbox)  # no password is told before anything else is done
    with _stopping() as stop, progress("Letters", counts["queued"] + counts["deferred"]) as advance:
        report = sending.send_outbox(
            mailbox=mailbox,
            secret=lambda: secret_of(mailbox),
            store=store_of(here),
            clock=CLOCK,
            lock=here.sending_lock,
            stop=stop,
            progress=advance,
            patience=timedelta(minutes=wait_minutes),
        )
    if as_json:
        print_json({**asdict(report), "next_at": report.next_at and report.next_at.isoformat()})
    _tell(report)


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Ctrl-C, or a polite end from outside, finishes the letter that is under way first."""
    wanted: list[int] = []

    def note(number: int, _frame: object) -> None:
        if wanted:
            raise KeyboardInterrupt
        wanted.append(number)
        say("Stopping after this letter …")

    before = {one: signal.signal(one, note) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(wanted)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _tell(report: "SendReport") -> None:
    counted = ("accepted", "deferred", "rejected", "unknown")
    told = ", ".join(f"{getattr(report, name)} {name}" for name in counted if getattr(report, name))
    say(f"{told or 'No letter went out'}.")
    if report.recovered:
        say(f"{report.recovered} letters were under way when the sender last stopped; mail settled {report.settled}.")
    if report.stopped:
        say(report.stopped + (f" Go on at {local(report.next_at)}: askall ask send" if report.next_at else ""))
    if report.unknown:
        say("Whether an unknown letter was accepted shows when you fetch your mail; then: askall ask settle")
    if report.rejected:
        say("Why letters were rejected: askall ask status. To queue them again: askall ask retry")
