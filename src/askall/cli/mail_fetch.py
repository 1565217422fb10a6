"""`askall mail fetch` and `askall mail log`: mail out of the user's own mailbox, and what was taken from it and why."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from askall.cli.ask_holidays import note_calendar
from askall.cli.mailbox import file_all, own_addresses, question_words
from askall.cli.output import print_json, progress, say, screen
from askall.cli.reading_run import extract_attachments
from askall.cli.start import CLOCK, ByOption, JsonOption, WorkspaceOption, open_workspace, store_of, warn_faults
from askall.foundation.errors import OutsideFailure
from askall.foundation.work import Work, best_work
from askall.foundation.workspace import Workspace

if TYPE_CHECKING:
    from askall.mail.records import FetchReport

Choice = dict[str, Any]


def fetch(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be taken and why; take nothing.")] = False,
    folder: Annotated[
        list[str] | None, typer.Option("--folder", help="Only this folder; may be given several times.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Look again at what was left alone, as when the register has grown.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Take all mail: the mailbox is the study's own and has no other.")
    ] = False,
    watch: Annotated[
        float | None, typer.Option("--watch", min=0.01, help="Go on, and look every so many minutes.")
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the text of attachments for later.")] = False,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in what is new in your mailbox and about a study, and file it. Other mail is left alone.

    The mailbox stays as it is: nothing is marked as read, moved or deleted.
    """
    here = open_workspace(workspace)
    note_calendar(here)
    choice: Choice = {"only": folder or (), "again": again, "everything": everything}
    if dry_run:
        _show_plan(here, choice, as_json)
        return
    work = best_work()

    def fetch_once() -> None:
        _fetch(here, choice, work, by or here.person, no_text, as_json)

    if watch is None:
        fetch_once()
        return
    try:
        _watch(fetch_once, watch * 60)
    except KeyboardInterrupt:
        say("Stopped watching.")


def _watch(fetch_once: Callable[[], None], seconds: float) -> None:
    """Round after round. A server out of reach may be back at the next one; one that refuses us will not."""
    from askall.mail.services.fetching import Refused

    while True:
        try:
            fetch_once()
        except Refused:
            raise
        except OutsideFailure as error:
            say(str(error))
        except typer.Exit:
            pass  # what could not be read has been named
        time.sleep(seconds)


def _fetch(here: Workspace, choice: Choice, work: Work, by: str, no_text: bool, as_json: bool) -> None:
    from askall.mail.services.fetching import fetch_mail

    store, now = store_of(here), CLOCK.now()
    with progress("Messages looked at") as advance:
        report = fetch_mail(**_mailbox(here), **choice, store=store, by=by, at=now, work=work, progress=advance)
    filed = file_all(now)
    files = 0 if no_text else extract_attachments(store, work)
    new = sum(one.new for one in report.folders)
    _show(report, as_json)
    if as_json:
        counts = {"new": new, "filed": filed.filed, "triage": filed.waiting, "files": files}
        print_json({**counts, "faults": [{"place": place, "error": why} for place, why in report.faults]})
    say(
        f"{new} new messages, {sum(one.known for one in report.folders)} known before, "
        f"{sum(one.left_alone for one in report.folders)} left alone; {filed.filed} filed to requests, "
        f"{filed.waiting} wait in triage; text of {files} attachments."
    )
    warn_faults(report.faults)
    if report.stopped:
        raise OutsideFailure(f"{report.stopped} What was taken is kept; the same command goes on from there.")
    if report.faults:
        raise typer.Exit(2)


def _mailbox(here: Workspace) -> dict[str, Any]:
    """The mailbox of the workspace with the way into it, and what its mail is told apart by."""
    from askall.mail.mailbox import read_mailbox
    from askall.mail.secrets import secret_of

    mailbox = read_mailbox(here)
    own = own_addresses(here)
    return {
        "mailbox": mailbox,
        "secret": lambda: secret_of(mailbox),
        "own_addresses": own,
        "words": question_words(),
    }


def _show(report: "FetchReport", as_json: bool) -> None:
    table = Table("Folder", "New", "Known", "Left alone", "Taken because of")
    for one in report.folders:
        if as_json:
            counts = {"new": one.new, "known": one.known, "left_alone": one.left_alone}
            print_json({"folder": one.name, **counts, "why": dict(one.why)})
        elif one.new or one.known or one.left_alone:
            why = ", ".join(f"{reason} ({number})" for reason, number in one.why.most_common())
            table.add_row(_plain(one.name), str(one.new), str(one.known), str(one.left_alone), _plain(why))
    if table.row_count:
        screen.print(table)


def _show_plan(here: Workspace, choice: Choice, as_json: bool) -> None:
    from askall.mail.services.fetching import plan_fetch

    planned = plan_fetch(**_mailbox(here), **choice)
    table = Table("Folder", "Date", "From", "Subject", "Why")
    for one in planned:
        if as_json:
            what = {"folder": one.folder, "uid": one.uid, "date": _iso(one.date), "from": one.sender}
            print_json({**what, "subject": one.subject, "certain": one.certain, "why": one.why})
        else:
            why = one.why if one.certain else f"to be looked at: {one.why}"
            table.add_row(*map(_plain, (one.folder, (_iso(one.date) or "")[:10], one.sender, one.subject, why)))
    if table.row_count:
        screen.print(table)
    certain = sum(one.certain for one in planned)
    say(f"{certain} messages would be taken, {len(planned) - certain} looked at first. Nothing was downloaded.")


def log(
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many, the newest first.")] = 50,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """What was taken from your mailbox: when, from which folder, and why."""
    open_workspace(workspace)
    from askall.mail.services.fetching import taken_mail

    table = Table("Taken", "Folder", "From", "Subject", "Why")
    for one in taken_mail(limit=limit):
        if as_json:
            what = {"at": one.at.isoformat(), "folder": one.folder, "why": one.why, "sha256": one.sha256}
            print_json({**what, "from": one.sender, "subject": one.subject})
        else:
            table.add_row(*map(_plain, (f"{one.at:%Y-%m-%d %H:%M}", one.folder, one.sender, one.subject, one.why)))
    if table.row_count:
        screen.print(table)
    elif not as_json:
        say("Nothing was fetched from a mailbox yet: askall mail fetch")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _plain(text: str) -> str:
    """As it stands, for a table: a subject may hold what rich takes for markup, or controls of a terminal."""
    return "".join(char if char.isprintable() else " " for char in text).replace("[", "\\[")
