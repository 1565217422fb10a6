"""`askall mail import` and `askall mail triage`: mail into the workspace, and what waits for a person."""

from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from askall.cli.output import print_json, progress, say, screen
from askall.cli.reading_run import extract_attachments
from askall.cli.start import CLOCK, ByOption, JsonOption, WorkspaceOption, open_workspace, store_of, warn_faults
from askall.foundation.errors import BadInput
from askall.foundation.work import best_work
from askall.foundation.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from askall.mail.records import FilingReport

# Words of any such request, beside the keywords of the study's own questions.
GENERAL = ("freedom of information", "foi request", "foi/", "information request", "foisa")


def import_mailbox(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .eml, .msg, mbox, Maildir, or zips of these.")],
    workspace: WorkspaceOption = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the text of attachments for later.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Take in mail, store it under its hash, file it to requests, and extract the text of its attachments.

    The same mailbox may be given again at any time, also after a crash: what is known is passed over.
    """
    here = open_workspace(workspace)
    from askall.mail import services as mail

    own = own_addresses(here)
    if not own:
        say("No study here names its own addresses, so every message counts as received. Set them in study.toml.")
    started, work, store, now = perf_counter(), best_work(), store_of(here), CLOCK.now()
    with progress("Messages") as advance:
        report = mail.import_mail(paths=paths, store=store, own_addresses=own, at=now, work=work, progress=advance)
    filed = file_all(now)
    files = 0 if no_text else extract_attachments(store, work)
    seconds = perf_counter() - started
    if as_json:
        counts = {"seen": report.seen, "new": report.new, "known": report.known, "faults": len(report.faults)}
        print_json({**counts, "filed": filed.filed, "triage": filed.waiting, "files": files, "seconds": seconds})
    say(
        f"{report.new} new messages, {report.known} known before; {filed.filed} filed to requests, "
        f"{filed.waiting} wait in triage; text of {files} attachments ({seconds:.1f} s)."
    )
    warn_faults(report.faults)
    if report.faults:
        raise typer.Exit(2)


def file_all(at: datetime) -> "FilingReport":
    """File every message that is not filed yet, by the words of the studies' questions among other signals."""
    from askall.mail import services as mail
    from askall.mail.services import sending

    mail.tell_sides(own_addresses=own_addresses(find_workspace()))
    sending.settle_from_mail(store=store_of(find_workspace()), at=at)
    with progress("Filing", mail.counts()["triage"]) as advance:
        return mail.file_messages(keywords=[*question_words(), *GENERAL], at=at, progress=advance)


def own_addresses(here: Workspace) -> set[str]:
    """Addresses that are ours: of the studies, and of the mailbox the letters go out from."""
    from askall.study import services as studies

    named = {address for one in studies.studies() for address in one.protocol.addresses}
    mailbox = here.mailbox.get("address")
    return named | {mailbox.lower()} if isinstance(mailbox, str) else named


def question_words() -> set[str]:
    """The keywords of every study's questions."""
    from askall.study import services as studies

    return {word for one in studies.studies() for question in one.codebook.questions for word in question.keywords}


def triage(
    move: Annotated[str | None, typer.Option("--move", help="A message's hash, or its first digits.")] = None,
    to: Annotated[
        str | None, typer.Option("--to", help="The body it belongs to; left out, it goes back to triage.")
    ] = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the messages that wait for a person, or put one where it belongs."""
    here = open_workspace(workspace)
    if move:
        _move(move, to, by or here.person)
        return
    from askall.asking import services as asking
    from askall.mail import services as mail

    names = {one.key: one.id for one in asking.requests()}
    waiting = mail.messages(in_triage=True)
    candidates = mail.candidates(keys=[one.key for one in waiting])
    for one in waiting:
        listed = [
            {
                "body": names[found["request"]],
                "score": found["score"],
                "reasons": [reason["signal"] for reason in found["reasons"]],
            }
            for found in candidates.get(one.key, ())
        ]
        sent = one.sent_at.isoformat() if one.sent_at else None
        if as_json:
            print_json(
                {
                    "sha256": one.sha256,
                    "date": sent,
                    "from": one.sender.email,
                    "subject": one.subject,
                    "candidates": listed,
                }
            )
        else:
            likely = ", ".join(f"{found['body']} ({found['score']:.2f})" for found in listed) or "no candidate"
            screen.print(f"{one.sha256[:12]}  {(sent or '')[:10]}  {one.sender.email}  {one.subject}", markup=False)
            screen.print(f"              {likely}", markup=False)
    say(f"{len(waiting)} messages wait. Put one where it belongs: askall mail triage --move HASH --to BODY")


def _move(digits: str, to: str | None, by: str) -> None:
    from askall.asking import services as asking
    from askall.mail import services as mail

    found = mail.hashes_starting(digits)
    if len(found) != 1:
        raise BadInput(f"{len(found)} messages have a hash that begins with “{digits}”; one is needed.")
    requests = [one for one in asking.requests() if to in (one.id, one.body.name)]
    if to and len(requests) != 1:
        raise BadInput(f"{len(requests)} requests are to “{to}”; one is needed. Give the body's id.")
    mail.move_message(sha256=found[0], to_request=requests[0].key if to else None, by=by, at=CLOCK.now())
    say(f"Message {found[0][:12]} is now filed to {to}." if to else f"Message {found[0][:12]} waits in triage again.")
