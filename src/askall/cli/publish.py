"""askall publish: the static report and its data package."""

from pathlib import Path
from typing import Annotated

import typer

from askall.cli.count import dataset_folder
from askall.cli.output import print_json, progress, say, screen
from askall.cli.start import StudyOption, WorkspaceOption
from askall.findings.dataset import load
from askall.publishing.site import build, page_count

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


@app.command()
def publish(
    out: Annotated[Path, typer.Argument(help="Folder for the report; an earlier report there is replaced.")],
    dataset: Annotated[
        Path | None, typer.Option(help="Folder of a frozen dataset; the newest of the workspace if left out.")
    ] = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="What was built, as one JSON object.")] = False,
) -> None:
    """Build pages for every figure and every body, and the data behind them, as a folder to put on any web server.

    Claims that do not hold are published as not holding.
    """
    frozen = load(dataset_folder(dataset, study, workspace))
    with progress("Pages", page_count(frozen)) as advance:
        made = build(frozen, out, advance)
    if as_json:
        print_json(made.as_json())
    else:
        screen.print(f"{made.files} files for {made.bodies} bodies and {made.figures} figures in {out}", markup=False)
        screen.print(f"Open {(out / 'index.html').absolute()}", markup=False)
    if made.failed:
        say(f"{made.failed} of {made.claims} claims do not hold; the report says so. `askall claims` tells why.")
