"""The mailbox that letters go out from and replies come back to: the table [mailbox] of askall.toml.

What a provider's profile says (data/providers.toml) need not be said again. The password never stands here: see
mail/secrets.py.
"""

import re
import ssl
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from askall.asking.records import Limits
from askall.foundation.addresses import mail_address
from askall.foundation.errors import BadInput, InputFaults
from askall.foundation.hosts import is_loopback
from askall.foundation.workspace import Workspace
from askall.study.table import Faults, Table, did_you_mean
from askall.study.toml_lines import Lines

SECURITY = ("tls", "starttls", "plain")
LOGINS = ("password", "token", "none")
KEYS = (
    "provider",
    "address",
    "name",
    "user",
    "login",
    "token_command",
    "smtp",
    "imap",
    "ca_file",
    "plus_addresses",
    "copy_to_self",
    "per_minute",
    "per_hour",
    "per_day",
    "timeout",
    "answer_timeout",
)
# Seconds. A command not answered in time costs a new connection, no more; the answer to a whole message may take
# ten minutes (RFC 5321 s.4.5.3.2.6), and without it nobody knows whether the letter was accepted.
TIMEOUT, ANSWER_TIMEOUT = 60, 600
_PACES = ("per_minute", "per_hour", "per_day")


@dataclass(frozen=True, slots=True)
class Server:
    """`security`: "tls" from the first byte, "starttls", or "plain", which only a server on this computer may be."""

    host: str
    port: int
    security: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Everything [mailbox] says, completed by its provider's profile. Times in seconds.

    `login`: "password", "token" (XOAUTH2; printed by `token_command`) or "none". `copy_to_self`: each letter goes to
    our own address too, in the same handing-over, so that its arrival proves that the server took it.
    `limit_ends`: when a daily limit is over, "after a day" or "in the morning".
    """

    provider: str
    address: str
    name: str
    user: str
    login: str
    smtp: Server
    imap: Server | None
    limits: Limits
    plus_addresses: bool
    copy_to_self: bool
    saves_sent: bool = False
    limit_ends: str = "in the morning"
    token_command: tuple[str, ...] = ()
    ca_file: Path | None = None
    timeout: int = TIMEOUT
    answer_timeout: int = ANSWER_TIMEOUT

    @property
    def domain(self) -> str:
        """Of our own address."""
        return self.address.rpartition("@")[2]

    def plus_address(self, token: str) -> str:
        """The address that marks a request, or our plain one where the provider knows no plus-addresses."""
        local, _, domain = self.address.rpartition("@")
        return f"{local}+{token}@{domain}" if self.plus_addresses else self.address

    def tls(self) -> ssl.SSLContext:
        """Certificates and names are verified, against `ca_file` alone if there is one; BadInput if that is none."""
        try:
            return ssl.create_default_context(cafile=str(self.ca_file) if self.ca_file else None)
        except (OSError, ssl.SSLError) as error:
            raise BadInput(f"[mailbox] ca_file: {self.ca_file} cannot be read as certificates ({error}).") from error


def read_mailbox(workspace: Workspace) -> Mailbox:
    """The workspace's mailbox. Raises InputFaults with every fault and its line, BadInput if there is none."""
    if not workspace.mailbox:
        raise BadInput(f"{workspace.settings} has no [mailbox] yet: docs/sending.md says what to write there.")
    lines = Lines(workspace.settings.read_text(encoding="utf-8"))
    return parse_mailbox(workspace.mailbox, Faults(str(workspace.settings), lines), workspace.root)


def parse_mailbox(values: Mapping[str, Any], faults: Faults, folder: Path) -> Mailbox:
    """The mailbox in the table [mailbox]; `ca_file` is looked for in `folder`. Raises InputFaults."""
    table = Table(dict(values), ("mailbox",), faults)
    table.only(KEYS)
    provider = _one_of(table, "provider", tuple(providers()), "own")
    profile = providers()[provider]
    address = _address(table)
    login = _one_of(table, "login", LOGINS, "token" if "token_command" in values else "password")
    smtp, imap = _server(table, "smtp", profile), _server(table, "imap", profile)
    if smtp is None:
        table.fault("smtp", 'smtp is missing: { host = "…", port = 587, security = "starttls" }.')
    ca_file = table.text("ca_file")
    mailbox = Mailbox(
        provider,
        address,
        _name(table),
        table.text("user", default=address),
        login,
        smtp or Server("", 0, "tls"),
        imap,
        _limits(table, profile),
        _flag(table, "plus_addresses", profile["plus_addresses"]),
        _flag(table, "copy_to_self", not profile["saves_sent"]),
        profile["saves_sent"],
        profile["limit_ends"],
        _command(table),
        folder / ca_file if ca_file else None,
        table.whole("timeout", TIMEOUT, 1),
        table.whole("answer_timeout", ANSWER_TIMEOUT, 1),
    )
    _check_login(table, mailbox)
    if faults.found:
        raise InputFaults(sorted(faults.found, key=lambda fault: fault.line or 0))
    return mailbox


def is_daily_limit(answer: str) -> bool:
    """Whether a server's refusal means that nothing more goes out today."""
    return _daily_limit().search(answer) is not None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("askall.mail") / "data" / "providers.toml").read_text(encoding="utf-8"))


@cache
def providers() -> Mapping[str, dict[str, Any]]:
    """Provider → its profile."""
    return {name: profile for name, profile in _data().items() if isinstance(profile, dict)}


@cache
def _daily_limit() -> re.Pattern[str]:
    words = "|".join(re.escape(one["words"]) for one in _data()["daily_limit"])
    return re.compile(rf"(?<![\w.])(?:{words})(?!\w|\.\w)", re.IGNORECASE)


def _one_of(table: Table, key: str, known: tuple[str, ...], default: str) -> str:
    value = table.text(key, default=default)
    if value in known:
        return value
    table.fault(key, f"“{value}” is no {key}{did_you_mean(value, known)}")
    return default


def _address(table: Table) -> str:
    text = table.text("address", needed=True)
    try:
        return mail_address(text).lower() if text else ""
    except BadInput as error:
        table.fault("address", str(error))
        return ""


def _name(table: Table) -> str:
    """Both Acts need the requester's name: FOIA 2000 s.8(1)(b), FOISA 2002 s.8(1)(b)."""
    name = table.text("name", needed=True)
    if not name.isprintable():
        table.fault("name", "“name” holds a line break or another character that cannot be printed.")
    return name


def _flag(table: Table, key: str, default: bool) -> bool:
    return table.flag(key) if key in table.values else default


def _command(table: Table) -> tuple[str, ...]:
    """A program and its arguments, which may be alike: no list of different texts."""
    given = table.values.get("token_command", [])
    if isinstance(given, list) and all(isinstance(one, str) for one in given):
        return tuple(given)
    table.fault("token_command", 'token_command is a list such as ["/usr/local/bin/mail-token", "study"].')
    return ()


def _server(table: Table, key: str, profile: Mapping[str, Any]) -> Server | None:
    given = table.table(key)
    given.only(("host", "port", "security"))
    known = profile.get(key, {})
    if not (given.values or known):
        return None
    host = given.text("host", needed=not known, default=known.get("host", ""))
    security = _one_of(given, "security", SECURITY, known.get("security", "tls"))
    port = given.whole("port", default=known.get("port", 587 if key == "smtp" else 993), least=1)
    if security == "plain" and host and not is_loopback(host):
        given.fault("security", f"“plain” would show password and letters on the way to {host}; use starttls or tls.")
    return Server(host, port, security)


def _limits(table: Table, profile: Mapping[str, Any]) -> Limits:
    """What the user sets may be lower than what the provider allows, never higher."""
    paces = [table.whole(name, profile[name], 0) for name in _PACES]
    for name, pace in zip(_PACES, paces, strict=True):
        if profile is not providers()["own"] and not 0 < pace <= profile[name]:
            table.fault(name, f"“{name}” is {pace}; {profile['title']} allows 1 to {profile[name]}.")
    return Limits(*paces)


def _check_login(table: Table, mailbox: Mailbox) -> None:
    if mailbox.login == "token" and not mailbox.token_command:
        table.fault("login", "a login by token needs token_command, a list: the program that prints the token.")
    if mailbox.login == "none" and not is_loopback(mailbox.smtp.host):
        table.fault("login", "“none” is for a server on this computer.")
