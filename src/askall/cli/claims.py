"""askall claims: does each sentence of the study hold?"""

from pathlib import Path
from typing import Annotated

import typer

from askall.cli.count import dataset_folder
from askall.cli.output import print_json, say, screen
from askall.cli.start import StudyOption, WorkspaceOption
from askall.findings.claims import check_claims
from askall.findings.counting import Tally
from askall.findings.dataset import load

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=False)


@app.command()
def claims(
    dataset: Annotated[
        Path | None, typer.Argument(help="Folder of a frozen dataset; the newest of the workspace if left out.")
    ] = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One claim a line, as in claims.json.")] = False,
) -> None:
    """Check each claim against the figures. Ends with status 1 if one does not hold."""
    results = check_claims(Tally(load(dataset_folder(dataset, study, workspace))))
    for result in results:
        if as_json:
            print_json(result.as_json())
        else:
            verdict = "holds" if result.holds else "DOES NOT HOLD"
            screen.print(f"{result.number}. {result.text}\n   {verdict}: {result.because}\n", markup=False)
    failed = sum(not result.holds for result in results)
    if failed:
        say(f"{failed} of {len(results)} claims do not hold.")
        raise typer.Exit(1)
