"""`askall init`: a new workspace."""

from pathlib import Path
from typing import Annotated

import typer

from askall.cli.output import say
from askall.cli.start import open_workspace
from askall.foundation.workspace import create_workspace

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="A new or empty folder.")]) -> None:
    """Make a new workspace: settings, embedded database, file store."""
    workspace = create_workspace(folder)
    open_workspace(workspace.root)
    workspace.files.mkdir(exist_ok=True)
    say(f"The workspace {workspace.root} is ready. Next, in it: askall study new, then askall study import study.toml")
