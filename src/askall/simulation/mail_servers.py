"""A real Postfix and a real Dovecot for one run: the researcher's mail provider and every body's mailbox.

Both run from a folder of their own on free loopback ports and touch nothing of the system's own instances. What Postfix
accepts it hands to Dovecot, whatever the domain; it has no means to send to another machine. An address opened with
`open_account` has a mailbox of its own, its plus-addresses included. Every other address is a body of the nation, and
the nation reads one mailbox, in which `Delivered-To` says for whom a mail was meant.
"""

import base64
import hmac
import json
import secrets
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from askall.foundation.errors import BadInput, OutsideFailure
from askall.simulation.mail_programs import available, postfix_folder, program
from askall.simulation.mail_settings import Account, Behaviour, Ports, write_account, write_settings

HOST = "localhost"  # as the servers' certificate names it
NATION = "everybody@nation.example"
PATIENCE = 30.0  # seconds in which both servers have to answer
# Ends both servers and removes their folder when a line comes, or when the program that started it is gone.
_GUARD = """
trap : TERM INT HUP
"$1" -F -c "$3/dovecot.conf" & dovecot=$!
"$2" -d -c "$3/postfix" & postfix=$!
read -r _
kill $dovecot $postfix
wait
rm -rf "$3"
"""


class MailServers:
    """Both servers, from `start` to `stop` or for the length of a `with`. They end with the program that started
    them, also if that is killed."""

    def __init__(self, behaviour: Behaviour | None = None) -> None:
        self.behaviour = behaviour or Behaviour()
        self._guard: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Write the settings, start both, wait until every port answers. Raises OutsideFailure if one does not."""
        if why := available():
            raise OutsideFailure(why)
        self.folder = Path(tempfile.mkdtemp(prefix="askall-mail-"))
        self.folder.chmod(0o755)  # both give up root and still have to reach their files
        self.ports = Ports(*_free_ports(5))
        self.nation = Account(NATION, secrets.token_hex(8), self.folder / "mail" / "nation" / "Maildir")
        self._token_key = secrets.token_bytes(32)
        write_settings(self.folder, self.ports, self.behaviour, self._token_key)
        write_account(self.folder, self.nation)
        arguments = [program("dovecot"), str(postfix_folder() / "master"), str(self.folder)]
        with (self.folder / "said").open("wb") as said:
            self._guard = subprocess.Popen(  # noqa: S603
                ["/bin/sh", "-c", _GUARD, "guard", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        try:
            self._wait_for_ports()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End both and remove their folder, the mail with it."""
        if self._guard is not None:
            self._guard.communicate(b"stop\n")
            self._guard = None

    @property
    def ca_file(self) -> Path:
        """The authority that signed the servers' certificate: a client that is given it can verify them."""
        return self.folder / "ca.crt"

    def open_account(self, address: str, password: str = "") -> Account:
        """A mailbox for this address, empty at first; a password is made if none is given."""
        address, password = address.lower(), password or secrets.token_hex(8)
        if set(":/") & set(address + password):
            raise BadInput("Neither address nor password of a simulated mailbox may hold a colon or slash.")
        account = Account(address, password, self.folder / "mail" / address / "Maildir")
        if account.maildir.parent.exists():
            raise BadInput(f"{address} has a mailbox already.")
        write_account(self.folder, account)
        return account

    def access_token(self, account: Account) -> str:
        """An OAuth 2 access token for XOAUTH2, good for an hour: a JWT (RFC 7519)."""
        now = int(time.time())
        header = {"alg": "HS256", "typ": "JWT"}
        claims = {"sub": account.address, "email": account.address, "iat": now, "nbf": now - 60, "exp": now + 3600}
        signed = ".".join(_base64url(json.dumps(part).encode()) for part in (header, claims))
        return f"{signed}.{_base64url(hmac.digest(self._token_key, signed.encode(), 'sha256'))}"

    def _wait_for_ports(self) -> None:
        """Dovecot first: Postfix looks for its login socket when it is first spoken to."""
        deadline = time.monotonic() + PATIENCE
        ports = self.ports
        for port in (ports.imap, ports.imaps, ports.smtp, ports.submission, ports.submissions):
            while not _answers(port):
                if time.monotonic() > deadline or (self._guard and self._guard.poll() is not None):
                    raise OutsideFailure(f"The mail servers did not come up. {self._last_words()}")
                time.sleep(0.02)

    def _last_words(self) -> str:
        logs = [self.folder / name for name in ("said", "postfix.log", "dovecot.log")]
        return " / ".join(line for log in logs if log.is_file() for line in log.read_text("utf-8").splitlines()[-3:])


def _free_ports(number: int) -> list[int]:
    """Held all at once, so that no two are the same."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(number)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
