"""`askall ask status`: where each request stands, and what the outbox holds."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from askall.cli.ask_holidays import note_calendar
from askall.cli.output import print_json, say, screen
from askall.cli.start import CLOCK, JsonOption, StudyOption, WorkspaceOption, open_workspace
from askall.foundation.clock import UK, uk_date
from askall.foundation.errors import BadInput

if TYPE_CHECKING:
    from datetime import datetime

    from askall.asking.records import OutboxRow, RequestRecord
    from askall.foundation.workspace import Workspace

SHOWN = 20
TO_LOOK_AT = ("unknown", "rejected", "deferred")


def status(
    outbox: Annotated[bool, typer.Option("--outbox", help="The letters of the outbox, one by one.")] = False,
    state: Annotated[str | None, typer.Option("--state", help="With --outbox: only letters in this state.")] = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Where each request stands, what the outbox holds, and at what pace it goes."""
    here = open_workspace(workspace)
    note_calendar(here)
    if outbox:
        _list_letters(state, as_json)
        return
    from askall.asking import services as asking
    from askall.study import services as studies

    requests = asking.requests(study=studies.study(slug=study).slug)
    if as_json:
        for one in requests:
            print_json(_plain(one))
        return
    table = Table("State", "Requests")
    for name, number in Counter(one.state.name for one in requests).most_common():
        table.add_row(name.replace("_", " "), str(number))
    screen.print(table)
    _show_outbox(here)


def local(moment: "datetime") -> str:
    """As a clock in the United Kingdom shows it."""
    return f"{moment.astimezone(UK):%d %b %Y %H:%M}"


def _plain(one: "RequestRecord") -> dict[str, object]:
    from askall.asking.due_view import due_view

    state, dates = one.state, due_view(one, uk_date(CLOCK.now()))
    return {
        "body": one.body.id,
        "wave": one.wave,
        "token": one.token,
        "state": state.name,
        "sent_on": state.sent_on and state.sent_on.isoformat(),
        "last_reply_on": state.last_reply_on and state.last_reply_on.isoformat(),
        "messages": state.messages,
        "firm": state.firm,
        "pending": state.pending,
        "due": dates.due and dates.due.isoformat(),
        "rival_due": dates.rival_due and dates.rival_due.isoformat(),
        "stated_due": dates.stated_due and dates.stated_due.isoformat(),
        "late": dates.standing == "overdue",
    }


def _show_outbox(here: "Workspace") -> None:
    from askall.asking.services import outbox

    counts = {state: number for state, number in outbox.outbox_counts().items() if number}
    if not counts:
        return
    table = Table("Outbox", "Letters")
    for state, number in counts.items():
        table.add_row(state, str(number))
    screen.print(table)
    _show_pace(here)
    for state in TO_LOOK_AT:
        rows, number = outbox.outbox(state=state, limit=SHOWN)
        for row in rows:
            screen.print(f"{row.key}  {state}  {row.body_name}  {row.recipient}: {_said(row)}", markup=False)
        if number > SHOWN:
            screen.print(
                f"… and {number - SHOWN} more {state}: askall ask status --outbox --state {state}", markup=False
            )
    if counts.get("unknown"):
        say("An unknown letter may have gone out: fetch your mail, which settles most; then: askall ask settle")


def _show_pace(here: "Workspace") -> None:
    from askall.asking.services import outbox
    from askall.mail.mailbox import read_mailbox

    if not here.mailbox:
        return
    pace = outbox.pace_now(limits=read_mailbox(here).limits, now=CLOCK.now())
    spans = (
        ("minute", pace.sent_minute, pace.limits.per_minute),
        ("hour", pace.sent_hour, pace.limits.per_hour),
        ("24 hours", pace.sent_day, pace.limits.per_day),
    )
    told = ", ".join(f"{sent} of {most or 'any number'} in the last {span}" for span, sent, most in spans)
    screen.print(f"Handed over: {told}.", markup=False)
    if pace.next_at is None:
        until = f"until {local(pace.paused_until)}" if pace.paused_until else "until: askall ask resume"
        screen.print(f"Paused {until}: {pace.why}", markup=False)


def _said(row: "OutboxRow") -> str:
    return f"{row.code or ''} {row.answer}".strip()


def _list_letters(state: str | None, as_json: bool) -> None:
    from askall.asking.outbox import STATES
    from askall.asking.services import outbox

    if state is not None and state not in STATES:
        raise BadInput(f"“{state}” is no state of a letter. The states are {', '.join(STATES)}.")
    rows, _ = outbox.outbox(state=state, limit=1_000_000)
    for row in reversed(rows):
        if as_json:
            print_json(as_plain(row))
        else:
            screen.print(
                f"{row.key}  {row.state}  {row.body_name}  {row.step} {row.number}  {row.recipient}  {_said(row)}",
                markup=False,
            )


def as_plain(row: "OutboxRow") -> dict[str, object]:
    """A letter as JSON."""
    return {
        "key": row.key,
        "body": row.body_id,
        "step": row.step,
        "number": row.number,
        "batch": row.batch,
        "to": row.recipient,
        "subject": row.subject,
        "state": row.state,
        "not_before": row.not_before.isoformat(),
        "queued_at": row.queued_at.isoformat(),
        "queued_by": row.queued_by,
        "tries": row.tries,
        "tried_at": row.tried_at and row.tried_at.isoformat(),
        "code": row.code,
        "answer": row.answer,
        "accepted_at": row.accepted_at and row.accepted_at.isoformat(),
        "settled_by": row.settled_by,
        "message_id": row.message_id,
        "sha256": row.sha256,
    }
