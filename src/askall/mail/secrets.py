"""The password or token of the mailbox: from the environment, the system's keyring, or the program that prints it.

It is never written to a file, a log, the audit trail or an error: whatever the server answers goes through `hide`.
"""

import os
import subprocess
from base64 import b64encode
from collections.abc import Mapping

from askall.foundation.errors import BadInput, OutsideFailure
from askall.mail.mailbox import Mailbox

ENVIRONMENT = "ASKALL_MAIL_PASSWORD"
TOKEN_SECONDS = 120
HIDDEN = "(hidden)"


class Secret:
    """A password, or an OAuth 2 access token. Printing it shows nothing; `reveal` is for the server alone."""

    __slots__ = ("_value", "is_token")

    def __init__(self, value: str, is_token: bool = False) -> None:
        self._value, self.is_token = value, is_token

    def __repr__(self) -> str:
        return HIDDEN

    def reveal(self) -> str:
        """The secret itself."""
        return self._value

    def hide(self, text: str) -> str:
        """A server may repeat what it was told: `text` without the secret, plain or in base64."""
        for shown in (self._value, b64encode(self._value.encode()).decode().rstrip("=")):
            text = text.replace(shown, HIDDEN) if shown else text
        return text


NOTHING = Secret("")


def secret_of(mailbox: Mailbox, environment: Mapping[str, str] = os.environ) -> Secret:
    """What the mailbox is opened with now; a token is asked for afresh, since it lasts for about an hour.

    Raises BadInput if there is no password, OutsideFailure if the keyring or the token's program fails.
    """
    if mailbox.login == "none":
        return NOTHING
    if mailbox.login == "token":
        return Secret(_token(mailbox.token_command), is_token=True)
    password = environment.get(ENVIRONMENT) or _kept(mailbox)
    if not password:
        raise BadInput(f"There is no password for {mailbox.user}: askall mail login keeps it, or set {ENVIRONMENT}.")
    return Secret(password)


def keep_password(mailbox: Mailbox, password: str) -> None:
    """Into the system's keyring. Raises OutsideFailure if there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_service(mailbox), mailbox.user, password)
    except (KeyringError, RuntimeError) as error:
        raise OutsideFailure(_no_keyring(error)) from None


def _kept(mailbox: Mailbox) -> str:
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    try:
        return keyring.get_password(_service(mailbox), mailbox.user) or ""
    except NoKeyringError:
        return ""
    except (KeyringError, RuntimeError) as error:
        raise OutsideFailure(_no_keyring(error)) from None


def _service(mailbox: Mailbox) -> str:
    return f"askall {mailbox.address}"


def _no_keyring(error: Exception) -> str:
    return f"The system's keyring cannot be used ({type(error).__name__}); set {ENVIRONMENT} instead."


def _token(command: tuple[str, ...]) -> str:
    """The first line the program prints. What it says on stderr goes to the terminal, where its user sees it."""
    try:
        # The user's own program from the user's own settings; no shell is between.
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=TOKEN_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OutsideFailure(f"token_command “{command[0]}” failed: {type(error).__name__}.") from None
    token = done.stdout.decode("ascii", "replace").strip().partition("\n")[0].strip()
    if done.returncode or not token or not token.isprintable():
        raise OutsideFailure(f"token_command “{command[0]}” printed no token (it ended with {done.returncode}).")
    return token
