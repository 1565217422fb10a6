"""askall count: the figures of a frozen dataset."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from askall.cli.output import print_json, screen
from askall.findings.counting import Finding, Tally
from askall.findings.dataset import load
from askall.findings.wording import amount, of, percent
from askall.foundation.errors import BadInput

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=False)

COLUMNS = ("question", "answer", "scope", "count of asked", "at most", "of those that answered", "no answer")


def dataset_folder(given: Path | None) -> Path:
    """The folder to read. Raises BadInput where none is given."""
    if given is None:
        raise BadInput("Say which dataset to read: the folder that `askall freeze` made.")
    return given


@app.command()
def count(
    dataset: Annotated[Path | None, typer.Argument(help="Folder of a frozen dataset.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One finding a line, as in findings.json.")] = False,
) -> None:
    """Count each answer to each question: for all bodies, each nation, region and type, with base and bounds."""
    tally = Tally(load(dataset_folder(dataset)))
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
