"""A workspace: the folder that holds a study's settings, database, file store, datasets and reports."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from askall.foundation.errors import BadInput

SETTINGS_FILE = "askall.toml"
ENVIRONMENT = "ASKALL_WORKSPACE"
DATABASE_ENVIRONMENT = "ASKALL_DATABASE_URL"

TEMPLATE = """# Settings of this askall workspace. What belongs to a study stands in its study.toml.

# Leave empty for the embedded database in this folder, or give a PostgreSQL address such as
# "postgres://user:password@host:5432/name" when several people or machines work at once.
database = ""

# Whose name stands beside what is done here, unless a command says --by.
person = "researcher"
"""


@dataclass(frozen=True, slots=True)
class Workspace:
    """`database` is an address, or "" for the embedded one in `root`."""

    root: Path
    database: str = ""
    person: str = "researcher"

    @property
    def embedded_database(self) -> Path:
        """The SQLite file, used when no address is set."""
        return self.root / "askall.sqlite3"

    @property
    def files(self) -> Path:
        """The file store."""
        return self.root / "files"

    @property
    def datasets(self) -> Path:
        """Frozen datasets, one folder each, numbered."""
        return self.root / "datasets"

    @property
    def report(self) -> Path:
        """Where the report is built unless another folder is given."""
        return self.root / "report"

    @property
    def secret(self) -> Path:
        """The key that signs web sessions: made on first use, never shared."""
        return self.root / ".secret"


def read_workspace(root: Path) -> Workspace:
    """The workspace in `root`. Raises BadInput if the folder is none or its settings cannot be read."""
    path = root / SETTINGS_FILE
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(f"{root} is no askall workspace. Make one with: askall init {root}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}.") from error
    unknown = sorted(set(given) - {"database", "person"})
    if unknown:
        raise BadInput(f"{path}: “{unknown[0]}” is not a setting. The settings are database and person.")
    database = os.environ.get(DATABASE_ENVIRONMENT) or given.get("database", "")
    return Workspace(root.resolve(), str(database), str(given.get("person") or "researcher"))


def find_workspace(given: Path | None = None) -> Workspace:
    """The workspace named on the command line, by the environment, or around the current folder, in this order."""
    if given or os.environ.get(ENVIRONMENT):
        return read_workspace(given or Path(os.environ[ENVIRONMENT]))
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return read_workspace(folder)
    raise BadInput("There is no askall workspace here. Make one with: askall init my-study")


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
