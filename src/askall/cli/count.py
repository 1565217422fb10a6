"""askall count: the figures of a frozen dataset."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from askall.cli.output import print_json, screen
from askall.cli.start import StudyOption, WorkspaceOption, open_workspace
from askall.findings.counting import Finding, Tally
from askall.findings.dataset import load
from askall.findings.wording import amount, of, percent

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=False)

COLUMNS = ("question", "answer", "scope", "count of asked", "at most", "of those that answered", "no answer")


def dataset_folder(given: Path | None, study: str | None = None, workspace: Path | None = None) -> Path:
    """The folder given, or else the newest dataset of the workspace. Raises BadInput where there is neither."""
    if given is not None:
        return given
    here = open_workspace(workspace)
    from askall.coding import services as coding
    from askall.study import services as studies

    return coding.newest_dataset(study=studies.study(slug=study), folder=here.datasets)


@app.command()
def count(
    dataset: Annotated[
        Path | None, typer.Argument(help="Folder of a frozen dataset; the newest of the workspace if left out.")
    ] = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One finding a line, as in findings.json.")] = False,
) -> None:
    """Count each answer to each question: for all bodies, each nation, region and type, with base and bounds."""
    tally = Tally(load(dataset_folder(dataset, study, workspace)))
    if as_json:
        for finding in tally.findings():
            print_json(finding.as_json())
        return
    table = Table(*COLUMNS, title=f"As at {tally.dataset.info.as_at.isoformat()}", title_justify="left")
    for finding in tally.findings():
        table.add_row(*_cells(finding))
    screen.print(table)


def _cells(finding: Finding) -> tuple[str, ...]:
    numbers = f"any number, sum {amount(finding.numbers.sum)}" if finding.numbers else "any value"
    return (
        finding.question,
        finding.answer or numbers,
        ", ".join(f"{field} {value}" for field, value in finding.scope.as_json().items() if value) or "all",
        of(finding.count, finding.asked),
        percent(finding.upper),
        "–" if finding.among_answered is None else percent(finding.among_answered),
        str(finding.missing),
    )
