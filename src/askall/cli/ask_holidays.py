"""`askall ask holiday`: bank holidays that this version of askall does not know yet, and the notice of a change."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from askall.cli.output import agreed, say, screen
from askall.cli.start import CLOCK, ByOption, WorkspaceOption, open_workspace
from askall.foundation.errors import BadInput
from askall.foundation.workspace import Workspace, read_workspace
from askall.law.calendars import NATIONS, Proclaimed, proclaim
from askall.law.events import parse_day
from askall.law.proclaimed import proclaimed
from askall.law.wording import spoken

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


@app.command()
def add(
    day: Annotated[str, typer.Argument(metavar="DATE", help="YYYY-MM-DD.")],
    name: Annotated[str, typer.Option("--name", help="What the day is called.")],
    nation: Annotated[
        list[str] | None,
        typer.Option("--nation", help=f"{', '.join(NATIONS.values())}; may be repeated. All of them if left out."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write it without asking.")] = False,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
) -> None:
    """Add a bank holiday that was proclaimed: shows which due dates move, then writes it to askall.toml."""
    here = open_workspace(workspace)
    from askall.asking.services import calendar

    note_calendar(here, by)
    new = _given(parse_day(day), name, nation or list(NATIONS.values()))
    change = calendar.if_proclaimed(days=(new,), at=CLOCK.now())
    if not change.added:
        say(f"{spoken(new.date)} is no working day there already. Nothing to do.")
        return
    say(f"{spoken(new.date)}, {new.title}: bank holiday in {', '.join(new.nations)}. {change.effect}")
    if agreed(yes, f"Write it to {here.settings}?"):
        _append(here.settings, new)
        renewed = read_workspace(here.root)
        proclaim(proclaimed(renewed.holidays, str(renewed.settings)))
        note_calendar(renewed, by)


@app.command("list")
def list_holidays(workspace: WorkspaceOption = None) -> None:
    """The bank holidays that this workspace adds to those askall knows."""
    here = open_workspace(workspace)
    for one in proclaimed(here.holidays, str(here.settings)):
        screen.print(f"{one.date}  {one.title}  ({', '.join(one.nations)})", markup=False)


def note_calendar(here: Workspace, by: str | None = None) -> None:
    """Say once, on stderr, that bank holidays have changed since due dates were last looked at here."""
    from askall.asking.services import calendar

    if change := calendar.note_calendar(by=by or here.person, at=CLOCK.now()):
        say(change.sentence)


def _given(day: date, name: str, nations: list[str]) -> Proclaimed:
    known = {one.casefold(): one for one in NATIONS.values()}
    named = [known.get(one.casefold(), one) for one in nations]
    return proclaimed([{"date": day, "name": name, "nations": named}], "askall ask holiday add")[0]


def _append(path: Path, new: Proclaimed) -> None:
    """Write the table below what stands there, comments and all, in one step: a power cut leaves the old file whole."""
    text = path.read_text(encoding="utf-8")
    nations = ", ".join(json.dumps(one) for one in new.nations)
    table = (
        f"[[holiday]]\ndate = {new.date}\nname = {json.dumps(new.title, ensure_ascii=False)}\nnations = [{nations}]\n"
    )
    whole = f"{text.rstrip()}\n\n{table}" if text.strip() else table
    try:
        tomllib.loads(whole)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path} cannot take the holiday below what stands there: {error}.") from error
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(whole, encoding="utf-8")
    draft.replace(path)
