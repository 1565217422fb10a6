"""Opens the workspace for a command: settings, database, tables up to date."""

import os
from pathlib import Path
from typing import Annotated

import typer

from askall.cli.output import say
from askall.foundation.errors import OutsideFailure
from askall.foundation.files import FileStore
from askall.foundation.workspace import CLOCK, ENVIRONMENT, Workspace, find_workspace
from askall.law.calendars import proclaim
from askall.law.proclaimed import proclaimed

__all__ = [
    "CLOCK",
    "ByOption",
    "JsonOption",
    "StudyOption",
    "WorkspaceOption",
    "open_workspace",
    "store_of",
    "warn_faults",
]

WorkspaceOption = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="The workspace's folder; the one around you if left out.")
]
StudyOption = Annotated[str | None, typer.Option("--study", "-s", help="Which study, if the workspace has several.")]
ByOption = Annotated[str | None, typer.Option("--by", help="Who does this; the person in askall.toml if left out.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def open_workspace(given: Path | None) -> Workspace:
    """The workspace, its database reached and its tables up to date.

    Raises BadInput if there is none, OutsideFailure if its database cannot be reached.
    """
    workspace = find_workspace(given)
    proclaim(proclaimed(workspace.holidays, str(workspace.settings)))
    os.environ[ENVIRONMENT] = str(workspace.root)
    os.environ["DJANGO_SETTINGS_MODULE"] = "askall.project.settings"
    import django  # only commands that need the database load the framework

    django.setup()
    from django.db import DatabaseError

    from askall.cli.migrating import migrate

    try:
        if migrate():
            _fold_again()
    except DatabaseError as error:
        where = workspace.database.rpartition("@")[2] or str(workspace.embedded_database)
        raise OutsideFailure(f"The database {where} cannot be used: {str(error).strip()}") from error
    return workspace


def _fold_again() -> None:
    """What lists are made of is derived from the log: after an update it is derived by the new rules."""
    from askall.asking import services as asking
    from askall.coding import services as coding
    from askall.study import services as studies

    asking.restate_all()
    for study in studies.studies():
        coding.restate_all(study=study)


def store_of(workspace: Workspace) -> FileStore:
    """The workspace's file store."""
    return FileStore(workspace.files)


def warn_faults(faults: list[tuple[str, str]], most: int = 20) -> None:
    """Name what could not be taken in, at most twenty of them."""
    for place, why in faults[:most]:
        say(f"{place}: {why}")
    if len(faults) > most:
        say(f"… and {len(faults) - most} more.")
