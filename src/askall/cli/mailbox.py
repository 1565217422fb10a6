"""`askall mail import`: mail into the workspace, and filed to requests."""

from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from askall.cli.output import print_json, progress, say
from askall.cli.reading_run import extract_attachments
from askall.cli.start import CLOCK, JsonOption, WorkspaceOption, open_workspace, store_of, warn_faults
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
    store = store_of(find_workspace())
    sending.settle_from_mail(store=store, at=at)
    with progress("Filing", mail.counts()["triage"]) as advance:
        return mail.file_messages(keywords=[*question_words(), *GENERAL], store=store, at=at, progress=advance)


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
