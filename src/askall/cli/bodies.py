"""askall bodies: the register of public bodies, and the frame of a study."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from askall.bodies.csv_file import read_register
from askall.bodies.records import Body
from askall.bodies.register import Register, shipped
from askall.cli.output import print_json, say, screen
from askall.cli.start import CLOCK, ByOption, StudyOption, WorkspaceOption, open_workspace
from askall.foundation.clock import Clock, SystemClock, uk_date
from askall.foundation.errors import BadInput

PIPED_WIDTH = 200  # each body on one line, for grep

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


@app.callback()
def bodies() -> None:
    """The register of public bodies, and the frame of a study."""


@app.command("list")
def list_bodies(
    as_at: Annotated[str, typer.Option(metavar="DATE", help="In force on this day; today if not given.")] = "",
    type_: Annotated[list[str] | None, typer.Option("--type", metavar="T", help="Of this type; repeatable.")] = None,
    nation: Annotated[list[str] | None, typer.Option(metavar="N", help="Of this nation; repeatable.")] = None,
    region: Annotated[list[str] | None, typer.Option(metavar="R", help="Of this region; repeatable.")] = None,
    register: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Instead of the shipped councils.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a body.")] = False,
) -> None:
    """List the bodies in force on a day."""
    day = day_of(as_at, SystemClock())
    source = read_register(register) if register else shipped()
    found = source.select(day, type_ or (), nation or (), region or ())
    if as_json:
        for body in found:
            print_json(as_record(body))
    else:
        (screen if screen.is_terminal else Console(width=PIPED_WIDTH)).print(as_table(found))
    say(count_line(len(found), day, source))


@app.command("import")
def import_bodies(
    path: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A register: at least a column with names.")],
    workspace: WorkspaceOption = None,
    by: ByOption = None,
) -> None:
    """Take a register of your own into the workspace. If anything in it is wrong, everything wrong is listed."""
    register = read_register(path)
    here = open_workspace(workspace)
    from askall.bodies import services

    number = services.import_bodies(bodies=register.bodies, source=str(path), by=by or here.person, at=CLOCK.now())
    say(f"{number} bodies taken into the register of {here.root}. Frames frozen before keep what they hold.")


@app.command()
def frame(
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a body.")] = False,
) -> None:
    """The bodies a study asks, as they were on the day its frame was frozen."""
    open_workspace(workspace)
    from askall.bodies import services
    from askall.study import services as studies

    frozen = services.frame(key=studies.study(slug=study).frame_key)
    if as_json:
        for body in frozen.bodies:
            print_json(as_record(body))
    else:
        (screen if screen.is_terminal else Console(width=PIPED_WIDTH)).print(as_table(frozen.bodies))
    say(f"{len(frozen.bodies)} bodies, frozen as at {frozen.as_at} (SHA-256 {frozen.sha256}).")


def day_of(text: str, clock: Clock) -> date:
    """The day given as ISO date, or the clock's present day in the United Kingdom if the text is empty."""
    if not text:
        return uk_date(clock.now())
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--as-at “{text}” is not a date; write it as 2022-02-07.") from None


def as_record(body: Body) -> dict[str, Any]:
    """Every field of a body as JSON knows values: dates ISO, lists as arrays."""
    record: dict[str, Any] = json.loads(json.dumps(asdict(body), default=str))
    return record


def as_table(found: tuple[Body, ...]) -> Table:
    """What a person wants to see at a glance."""
    table = Table(box=None, pad_edge=False)
    for title in ("id", "name", "type", "region", "law", "from", "until"):
        table.add_column(title, no_wrap=title in ("id", "law", "from", "until"), overflow="fold")
    for body in found:
        table.add_row(body.id, body.name, body.type, body.region, body.law, str(body.start or ""), str(body.end or ""))
    return table


def count_line(count: int, day: date, source: Register) -> str:
    """The base, said with its date."""
    return f"{count} {'body' if count == 1 else 'bodies'} in force on {day} (register {source.name})."
