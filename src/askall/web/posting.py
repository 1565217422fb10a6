"""Letters from the pages into the outbox and out of it: the workspace's mailbox, and the sender that uses it."""

from datetime import timedelta

from django.conf import settings

from askall.foundation.errors import AskallError, BadInput
from askall.foundation.files import FileStore
from askall.foundation.workspace import CLOCK, Workspace
from askall.mail.mailbox import Mailbox, read_mailbox
from askall.mail.secrets import secret_of
from askall.mail.services import sending
from askall.web.sender import Stopping

PATIENCE = timedelta(minutes=2)
"""A wait longer than this ends a run of the sender, so that another program may send in the meantime."""


def workspace() -> Workspace:
    """The workspace of these pages. Raises BadInput if there is none."""
    if settings.WORKSPACE is None:
        raise BadInput("These pages have no workspace, so nothing can be sent from them.")
    here: Workspace = settings.WORKSPACE
    return here


def mailbox() -> Mailbox:
    """The mailbox that letters go out from. Raises BadInput, in one sentence, if there is none."""
    return read_mailbox(workspace())


def mailbox_or_fault() -> tuple[Mailbox | None, str]:
    """The mailbox, or why there is none."""
    try:
        return mailbox(), ""
    except AskallError as error:
        return None, str(error)


def store() -> FileStore:
    """The workspace's file store."""
    return FileStore(workspace().files)


def send(stop: Stopping) -> object:
    """One run of the sender. Settings and password are read afresh, so that mending them needs no new start.

    Raises AskallError if nothing can be sent.
    """
    box = mailbox()
    return sending.send_outbox(
        mailbox=box,
        secret=lambda: secret_of(box),
        store=store(),
        clock=CLOCK,
        lock=workspace().sending_lock,
        stop=stop,
        patience=PATIENCE,
    )
