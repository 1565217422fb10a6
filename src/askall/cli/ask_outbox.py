"""`askall ask undo`, `pause`, `resume`, `settle` and `retry`: a person's say over the outbox."""

from datetime import datetime
from typing import Annotated

import typer

from askall.cli.ask_status import as_plain, local
from askall.cli.output import print_json, say, screen
from askall.cli.start import CLOCK, ByOption, JsonOption, WorkspaceOption, open_workspace, store_of
from askall.foundation.clock import UK
from askall.foundation.errors import BadInput

KeysArgument = Annotated[
    list[int] | None, typer.Argument(metavar="KEY...", help="Letters, as askall ask status --outbox shows them.")
]
EveryOption = Annotated[bool, typer.Option("--all", help="All of them.")]


def undo(
    keys: KeysArgument = None,
    batch: Annotated[str | None, typer.Option("--batch", help="A batch; the newest if nothing is said.")] = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take letters out of the outbox that have not gone out."""
    here = open_workspace(workspace)
    from askall.asking.services import outbox

    who, now = by or here.person, CLOCK.now()
    if keys:
        undone = outbox.cancel(letters=keys, by=who, at=now)
    else:
        undone = outbox.cancel(batch=batch or outbox.newest_batch(), by=who, at=now)
    if as_json:
        print_json({"undone": undone})
    say(f"{undone} letters undone; they can be queued again at any time.")


def pause(
    until: Annotated[
        datetime | None, typer.Option("--until", help="Local time; without it, until askall ask resume.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="A word on it.")] = "a person said stop",
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let no letter go out. A sender at work hears it before its next letter."""
    here = open_workspace(workspace)
    from askall.asking.services import outbox

    moment = until.replace(tzinfo=UK) if until else None
    outbox.pause(until=moment, why=why, by=by or here.person, at=CLOCK.now())
    if as_json:
        print_json({"paused_until": moment and moment.isoformat(), "why": why})
    say(f"Paused until {local(moment)}." if moment else "Paused until: askall ask resume")


def resume(workspace: WorkspaceOption = None, by: ByOption = None, as_json: JsonOption = False) -> None:
    """End every pause."""
    here = open_workspace(workspace)
    from askall.asking.services import outbox

    was = outbox.resume(by=by or here.person, at=CLOCK.now())
    if as_json:
        print_json({"was_paused": was})
    say("Letters may go out again: askall ask send" if was else "Nothing was paused.")


def settle(
    keys: KeysArgument = None,
    every: EveryOption = False,
    sent: Annotated[
        bool | None, typer.Option("--sent/--not-sent", help="It went out; or it did not, and is to go out again.")
    ] = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say of unknown letters whether they went out; without --sent or --not-sent, list them.

    Fetch your mail first, or look into the Sent folder: a letter said not to be sent goes out again.
    """
    here = open_workspace(workspace)
    from askall.asking.services import outbox
    from askall.mail.services import sending

    rows, _ = outbox.outbox(state="unknown", limit=1_000_000)
    if sent is None:
        for row in reversed(rows):
            if as_json:
                print_json(as_plain(row))
                continue
            tried = local(row.tried_at) if row.tried_at else ""
            screen.print(f"{row.key}  {row.body_name}  {row.recipient}  {tried}  {row.answer}", markup=False)
        say(f"{len(rows)} letters are unknown. Say of each --sent or --not-sent, or of all of them with --all.")
        return
    wanted = [row.key for row in rows] if every else _given(keys)
    for key in wanted:
        sending.settle(letter=key, accepted=sent, store=store_of(here), by=by or here.person, at=CLOCK.now())
    if as_json:
        print_json({"settled": len(wanted), "sent": sent})
    say(f"{len(wanted)} letters settled as {'sent' if sent else 'not sent; they wait in the outbox again'}.")


def retry(
    keys: KeysArgument = None,
    every: EveryOption = False,
    to: Annotated[str | None, typer.Option("--to", help="Another address, for one letter.")] = None,
    undo_minutes: Annotated[float, typer.Option("--undo-minutes", min=0, help="How long it can be undone.")] = 10,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Queue rejected letters again: to the address the study knows now, or the one given."""
    here = open_workspace(workspace)
    from askall.asking.services import outbox
    from askall.mail.mailbox import read_mailbox
    from askall.mail.services import sending

    letters = outbox.still_rejected() if every else _given(keys)
    if to and len(letters) != 1:
        raise BadInput("--to is for one letter: give its key.")
    batch = sending.retry(
        letters=letters,
        mailbox=read_mailbox(here),
        store=store_of(here),
        recipients=dict.fromkeys(letters, to) if to else None,
        undo_minutes=undo_minutes,
        by=by or here.person,
        at=CLOCK.now(),
    )
    if as_json:
        left_out = [{"request": request, "why": why} for request, why in batch.left_out]
        print_json({"batch": batch.id, "queued": batch.queued, "left_out": left_out})
    say(f"{batch.queued} letters queued again, {len(batch.left_out)} left out. To send: askall ask send")


def _given(keys: list[int] | None) -> list[int]:
    if not keys:
        raise BadInput("Give the keys of letters, or --all.")
    return keys
