"""A workspace: the folder that holds a study's settings, database, file store, datasets and reports."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from askall.foundation.clock import Clock, FileClock, SystemClock
from askall.foundation.errors import BadInput

SETTINGS_FILE = "askall.toml"
SYNTHETIC_FILE = "SYNTHETIC.txt"  # marks a workspace in which everything is simulated
ENVIRONMENT = "ASKALL_WORKSPACE"
DATABASE_ENVIRONMENT = "ASKALL_DATABASE_URL"

TEMPLATE = """# Settings of this askall workspace. What belongs to a study stands in its study.toml.

# Leave empty for the embedded database in this folder, or give a PostgreSQL address such as
# "postgres://user:password@host:5432/name" when several people or machines work at once.
database = ""

# Whose name stands beside what is done here, unless a command says --by.
person = "researcher"

# The mailbox the letters go out from and the replies come back to. Its password never stands here: see docs/sending.md.
# [mailbox]
# provider = "own"                # or gmail, google_workspace, microsoft365
# address = "you@example.org"
# name = "Your Name"
# smtp = { host = "mail.example.org", port = 587, security = "starttls" }
# imap = { host = "mail.example.org", port = 993, security = "tls" }

# A bank holiday that was proclaimed since this version of askall was made; `askall ask holiday add` writes it here.
# [[holiday]]
# date = 2022-09-19
# name = "State Funeral"
# nations = ["England", "Wales", "Scotland", "Northern Ireland"]
"""
SETTINGS = ("database", "person", "mailbox", "holiday")


@dataclass(frozen=True, slots=True)
class Workspace:
    """`database` is an address, or "" for the embedded one in `root`; `mailbox` is the table as it stands
    in askall.toml (see mail/mailbox.py), and so are the `holidays` (law/proclaimed.py)."""

    root: Path
    database: str = ""
    person: str = "researcher"
    mailbox: Mapping[str, Any] = field(default_factory=dict)
    holidays: tuple[Mapping[str, Any], ...] = ()

    @property
    def settings(self) -> Path:
        """askall.toml."""
        return self.root / SETTINGS_FILE

    @property
    def embedded_database(self) -> Path:
        """The SQLite file, used when no address is set."""
        return self.root / "askall.sqlite3"

    @property
    def files(self) -> Path:
        """The file store."""
        return self.root / "files"

    @property
    def pictures(self) -> Path:
        """Pictures of stored files, drawn when they are first looked at; can be drawn again."""
        return self.root / "pictures"

    @property
    def recognised(self) -> Path:
        """What was recognised in scanned pages; can be recognised again, at about a second a page."""
        return self.root / "recognised"

    @property
    def datasets(self) -> Path:
        """Frozen datasets, one folder each, numbered."""
        return self.root / "datasets"

    @property
    def report(self) -> Path:
        """Where the report is built unless another folder is given."""
        return self.root / "report"

    @property
    def sending_lock(self) -> Path:
        """Held by the one program that sends letters from this workspace."""
        return self.root / ".sending"

    @property
    def simulated_time(self) -> FileClock:
        """The clock of a workspace whose time is simulated with everything else in it."""
        return FileClock(self.root / "simulation" / "now")

    @property
    def is_simulated(self) -> bool:
        """Whether time is simulated here; never where anything is real."""
        return (self.root / SYNTHETIC_FILE).is_file() and self.simulated_time.path.is_file()

    def clock(self) -> Clock:
        """The clock that everything done in this workspace goes by."""
        return self.simulated_time if self.is_simulated else SystemClock()

    @property
    def secret(self) -> Path:
        """The key that signs web sessions: made on first use, never shared."""
        return self.root / ".secret"


class WorkspaceClock:
    """The clock of the workspace that the environment names, asked anew each time; without one the computer's own."""

    def now(self) -> datetime:
        named = os.environ.get(ENVIRONMENT)
        return (Workspace(Path(named)).clock() if named else SystemClock()).now()


CLOCK = WorkspaceClock()
"""What commands and pages read the time from."""


def read_workspace(root: Path) -> Workspace:
    """The workspace in `root`. Raises BadInput if the folder is none or its settings cannot be read."""
    path = root / SETTINGS_FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(f"{root} is no askall workspace. Make one with: askall init {root}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}.") from error
    unknown = sorted(set(given) - set(SETTINGS))
    if unknown:
        raise BadInput(f"{path}: “{unknown[0]}” is not a setting. The settings are {', '.join(SETTINGS)}.")
    if not isinstance(mailbox := given.get("mailbox", {}), dict):
        raise BadInput(f"{path}: “mailbox” is a table of its own: [mailbox].")
    if not isinstance(holidays := given.get("holiday", []), list) or not all(isinstance(one, dict) for one in holidays):
        raise BadInput(f"{path}: each “holiday” is a table of its own: [[holiday]].")
    database = os.environ.get(DATABASE_ENVIRONMENT) or given.get("database", "")
    return Workspace(root.resolve(), str(database), str(given.get("person") or "researcher"), mailbox, tuple(holidays))


def find_workspace(given: Path | None = None) -> Workspace:
    """The workspace named on the command line, by the environment, or around the current folder, in this order."""
    found = read_workspace(given) if given else workspace_around()
    if found is None:
        raise BadInput("There is no askall workspace here. Make one with: askall init my-study")
    return found


def workspace_around() -> Workspace | None:
    """The workspace that the environment names, or around the current folder; None if there is none."""
    if named := os.environ.get(ENVIRONMENT):
        return read_workspace(Path(named))
    here = Path.cwd()
    return next((read_workspace(one) for one in (here, *here.parents) if (one / SETTINGS_FILE).is_file()), None)


def create_workspace(root: Path) -> Workspace:
    """A new workspace in an empty or missing folder; an existing one is left as it is."""
    if (root / SETTINGS_FILE).is_file():
        return read_workspace(root)
    if root.is_dir() and any(root.iterdir()):
        raise BadInput(f"{root} is not empty. Give a new folder for the workspace.")
    if root.exists() and not root.is_dir():
        raise BadInput(f"{root} is a file, not a folder.")
    root.mkdir(parents=True, exist_ok=True)
    (root / SETTINGS_FILE).write_text(TEMPLATE, encoding="utf-8")
    return read_workspace(root)
