"""`askall deadline`: when an answer is due, and why. Needs no workspace and no database; within a workspace the bank
holidays that it names count too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from askall.cli.output import print_json, progress, say, screen
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.foundation.workspace import workspace_around
from askall.law.calendars import proclaim
from askall.law.deadlines import due
from askall.law.events import KINDS, parse_day, parse_event, parse_period
from askall.law.proclaimed import proclaimed
from askall.law.sheet import Line, read_sheet
from askall.law.wording import explained

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)

_ROW = "{:>6}  {:<5}  {:<10}  {:<10}  {:<10}  {:<10}"


@app.command()
def deadline(
    law: Annotated[str | None, typer.Option(help="FOIA, FOISA, EIR or EISR.")] = None,
    received: Annotated[
        str | None, typer.Option(help="Day of receipt, YYYY-MM-DD, or a moment with its zone; the UK day counts.")
    ] = None,
    event: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND:DATE", help=f"What happened since; may be repeated. Kinds: {', '.join(KINDS)}."),
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Columns law, received, events (with ; between), school_closed."),
    ] = None,
    school_closed: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FROM..TO", help="Days without school sessions; may be repeated. For requests to schools."
        ),
    ] = None,
    keeper: Annotated[bool, typer.Option("--keeper", help="To the Keeper of the Records of Scotland.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """When an answer is due, and why: one request, or a whole sheet of them."""
    if here := workspace_around():
        proclaim(proclaimed(here.holidays, str(here.settings)))
    if batch is not None:
        if law or received or event or school_closed or keeper:
            raise BadInput("--batch stands alone: what belongs to a request is in the columns of the file.")
        _batch(batch, as_json)
        return
    if not law or not received:
        raise BadInput("Give --law and --received, or --batch with a file.")
    closures = [parse_period(period) for period in school_closed] if school_closed else None
    events = [parse_event(one) for one in event or ()]
    found = due(law, parse_day(received), events, school_closures=closures, keeper=keeper)
    if as_json:
        print_json(found.as_json())
    else:
        for sentence in explained(found):
            screen.print(sentence, markup=False)


def _batch(path: Path, as_json: bool) -> None:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None
    lines = read_sheet(str(path), content)
    if as_json:
        _print_lines(path, lines, content.count(b"\n"))
    else:
        _print_table(list(lines))


def _print_lines(path: Path, lines: Iterator[Line], about: int) -> None:
    """Each row as it is read; a bad one in its place, and status 2 at the end."""
    failed = 0
    with progress("deadlines", about) as advance:
        for line in lines:
            if line.deadline is not None:
                print_json(line.deadline.as_json() | {"row": line.row})
            else:
                failed += 1
                column = line.faults[0].column
                print_json({"path": str(path), "row": line.row, "column": column, "error": _reasons(line.faults)})
            if line.row % 1000 == 0:  # drawing costs more than reckoning
                advance(line.row)
    if failed:
        say(f"{path}: {failed} {'row' if failed == 1 else 'rows'} could not be used; the reason stands in their place.")
        raise typer.Exit(2)


def _reasons(faults: tuple[Fault, ...]) -> str:
    return " ".join(f"Column “{fault.column}”: {fault.why}" if fault.column else fault.why for fault in faults)


def _print_table(lines: list[Line]) -> None:
    """All rows, or, if any is bad, nothing but the list of every fault."""
    faults = [fault for line in lines for fault in line.faults]
    if faults:
        raise InputFaults(faults)
    print(_ROW.format("row", "law", "received", "due", "rival date", "late after"))
    for one in lines:
        if found := one.deadline:
            days = (str(found.received), str(found.due), str(found.rival_due or ""), str(found.late_after))
            print(_ROW.format(one.row, found.law, *days))
