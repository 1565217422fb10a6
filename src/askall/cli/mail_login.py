"""`askall mail login`: the mailbox's password into the keyring, and whether its servers let us in."""

from contextlib import closing

import typer

from askall.cli.output import say
from askall.cli.start import WorkspaceOption
from askall.foundation.errors import OutsideFailure
from askall.foundation.workspace import find_workspace
from askall.mail.mailbox import Mailbox, read_mailbox
from askall.mail.secrets import Secret, keep_password, secret_of
from askall.mail.smtp import Connection


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
    _try_smtp(mailbox, secret)


def _try_smtp(mailbox: Mailbox, secret: Secret) -> None:
    """Raises OutsideFailure with the server's words if it does not let us in."""
    with closing(Connection(mailbox, secret)) as connection:
        connection.quit()
    say(f"Sending works: {mailbox.smtp.host} let {mailbox.user} in.")
