"""`askall mail login`: the mailbox's password into the keyring, and whether its servers let us in."""

from contextlib import closing

import typer

from askall.cli.output import say
from askall.cli.start import WorkspaceOption
from askall.foundation.errors import OutsideFailure
from askall.foundation.workspace import find_workspace
from askall.mail import imap, smtp
from askall.mail.mailbox import Mailbox, read_mailbox
from askall.mail.secrets import Secret, keep_password, secret_of


def login(workspace: WorkspaceOption = None) -> None:
    """Keep the mailbox's password in the system's keyring, and try to log in to its servers. Nothing is sent.

    The password is asked for at the terminal and shown nowhere. A mailbox that is opened with a token has none.
    """
    mailbox = read_mailbox(find_workspace(workspace))
    if mailbox.login == "password":
        password: str = typer.prompt(f"Password for {mailbox.user}", hide_input=True, err=True)
        try:
            keep_password(mailbox, password)
            say("The password is kept in the keyring.")
        except OutsideFailure as error:
            say(str(error))
        secret = Secret(password)
    else:
        secret = secret_of(mailbox)
    failed = [why for attempt in (_send, _fetch) if (why := attempt(mailbox, secret))]
    if failed:
        raise OutsideFailure(" ".join(failed))


def _send(mailbox: Mailbox, secret: Secret) -> str:
    """Why no letter could be sent; "" if one could."""
    try:
        with closing(smtp.Connection(mailbox, secret)) as connection:
            connection.quit()
    except OutsideFailure as error:
        return str(error)
    say(f"Sending works: {mailbox.smtp.host} let {mailbox.user} in.")
    return ""


def _fetch(mailbox: Mailbox, secret: Secret) -> str:
    """Why no mail could be fetched; "" if it could, or if no server for that is named."""
    if mailbox.imap is None:
        say("No mail can be fetched: [mailbox] names no imap server.")
        return ""
    try:
        with closing(imap.Connection(mailbox, secret)) as connection:
            folders = connection.folders()
    except OutsideFailure as error:
        return str(error)
    say(f"Fetching works: {mailbox.imap.host} let {mailbox.user} in and has {len(folders)} folders.")
    return ""
