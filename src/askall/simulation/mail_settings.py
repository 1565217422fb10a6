"""The settings of Postfix and Dovecot for one run, written into a folder of their own."""

import base64
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from pwd import getpwnam
from string import Template

from askall.simulation.certificates import make_certificates
from askall.simulation.mail_programs import postfix_folder

_OWNER = "nobody"  # of the mailboxes: Dovecot opens none as root
_QUEUES = (
    "active",
    "bounce",
    "corrupt",
    "defer",
    "deferred",
    "flush",
    "hold",
    "incoming",
    "private",
    "public",
    "saved",
)


class _Settings(Template):
    """A settings file with @names to fill in: both servers use $ and % themselves."""

    delimiter = "@"


@dataclass(frozen=True, slots=True)
class Ports:
    """`smtp` and `imap` work without TLS and, for sending, without a login; `submission` asks for STARTTLS and a
    login; `submissions` and `imaps` speak TLS from the first byte. `imap` offers STARTTLS too."""

    smtp: int
    submission: int
    submissions: int
    imap: int
    imaps: int


@dataclass(frozen=True, slots=True)
class Account:
    """A mailbox with its password; `maildir` is its folder on disk."""

    address: str
    password: str = field(repr=False)
    maildir: Path


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How Postfix is to behave.

    `answers`: what it answers to RCPT TO, by address or domain: {"gone.example": "550 5.1.1 No such person"};
    `bounced`: what it accepts and then returns with a delivery report: {"foi@old.example": "5.1.1 No such person"};
    `message_size_limit`: in bytes; a larger message is answered with 552.
    """

    message_size_limit: int = 50_000_000
    answers: Mapping[str, str] = field(default_factory=dict)
    bounced: Mapping[str, str] = field(default_factory=dict)


def write_settings(folder: Path, ports: Ports, behaviour: Behaviour, token_key: bytes) -> None:
    """Everything both servers read, their certificate, and the empty folders they write to.

    `token_key` signs the access tokens that Dovecot takes.
    """
    make_certificates(folder)
    owner = getpwnam(_OWNER)
    values = {"folder": folder, "daemons": postfix_folder(), "size": behaviour.message_size_limit, **asdict(ports)}
    for own in ("postfix", "accounts"):
        (folder / own).mkdir()
    for name in ("postfix/main.cf", "postfix/master.cf", "dovecot.conf", "oauth2.conf.ext"):
        text = (files("askall.simulation") / "data" / "mail_servers" / Path(name).name).read_text("utf-8")
        (folder / name).write_text(_Settings(text).substitute(values, uid=owner.pw_uid, gid=owner.pw_gid), "utf-8")
    _write_table(folder / "postfix" / "answers", behaviour.answers)
    _write_table(folder / "postfix" / "bounced", {to: f"error:{why}" for to, why in behaviour.bounced.items()})
    key = folder / "tokens" / "default" / "HS256" / "default"  # where Dovecot looks for a key without a name
    key.parent.mkdir(parents=True)
    key.write_bytes(base64.b64encode(token_key))
    _make_queues(folder)


def _make_queues(folder: Path) -> None:
    postfix = getpwnam("postfix")
    for own in (*(folder / "queue" / name for name in _QUEUES), folder / "postfix-data"):
        own.mkdir(parents=True, mode=0o700)
        os.chown(own, postfix.pw_uid, postfix.pw_gid)
    (folder / "queue" / "pid").mkdir()


def _write_table(path: Path, table: Mapping[str, str]) -> None:
    path.write_text("".join(f"{key} {value}\n" for key, value in table.items()), "utf-8")


def write_account(folder: Path, account: Account) -> None:
    """What Dovecot reads of an account, and a home to deliver to."""
    owner, home = getpwnam(_OWNER), account.maildir.parent
    home.mkdir(parents=True)
    os.chown(home, owner.pw_uid, owner.pw_gid)
    line = f"{account.address}:{account.password}:{owner.pw_uid}:{owner.pw_gid}::{home}::\n"
    (folder / "accounts" / account.address).write_text(line, "utf-8")
