"""`askall ask`: requests of a wave, from the frame and from letters already sent."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from askall.cli import ask_holidays, ask_next
from askall.cli.ask_events import confirm, events
from askall.cli.ask_holidays import note_calendar
from askall.cli.output import print_json, say, screen
from askall.cli.start import CLOCK, ByOption, JsonOption, StudyOption, WorkspaceOption, open_workspace
from askall.foundation.clock import uk_date

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)
app.command()(events)
app.command()(confirm)
app.add_typer(ask_next.app)
app.add_typer(ask_holidays.app, name="holiday", help="Bank holidays proclaimed since this version was made.")
WaveOption = Annotated[int, typer.Option("--wave", help="The round of asking, counted from 1.")]


@app.command("open")
def open_wave(
    study: StudyOption = None, wave: WaveOption = 1, workspace: WorkspaceOption = None, by: ByOption = None
) -> None:
    """Open one request for each body of the study's frame."""
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.study import services as studies

    record = studies.study(slug=study)
    opened = asking.open_requests(study=record.slug, wave=wave, by=by or here.person, at=CLOCK.now())
    total = len([one for one in asking.requests(study=record.slug) if one.wave == wave])
    say(f"{opened} requests opened; wave {wave} of “{record.protocol.title}” has {total}.")


@app.command()
def preview(
    body: Annotated[
        str | None, typer.Option("--body", help="Show the letter to this body; all bodies if left out.")
    ] = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Show the letters as each body would get them. Nothing is sent."""
    open_workspace(workspace)
    from askall.asking import services as asking
    from askall.foundation.errors import BadInput
    from askall.study import services as studies
    from askall.study.letters import render

    record = studies.study(slug=study)
    requests = [one for one in asking.requests(study=record.slug) if body in (None, one.body.id)]
    if not requests:
        raise BadInput(f"No request to “{body}” is open." if body else "No request is open yet: askall ask open")
    letters = {letter.law: letter for letter in record.protocol.letters}
    for one in requests:
        if one.body.law not in letters:
            raise BadInput(f"study.toml has no [letter.{one.body.law}], which {one.body.name} needs.")
        rendered = render(letters[one.body.law], one.body, record.protocol)
        to = ", ".join(one.body.emails) or "(no address known)"
        screen.print(f"To: {to}\nSubject: {rendered.subject}\n\n{rendered.body}\n{'─' * 72}", markup=False)


@app.command("import")
def import_letters(
    file: Annotated[Path, typer.Argument(help="CSV: body, and any of wave, reply_address, sent_on, reference.")],
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
) -> None:
    """Take over letters sent before askall, from a CSV: whom you wrote to, when, and from which address."""
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.asking.sent_letters import read_sent_letters
    from askall.study import services as studies

    record = studies.study(slug=study)
    known = {(one.body.id, one.wave): one.key for one in asking.requests(study=record.slug)}
    letters = read_sent_letters(file, known)
    asking.take_over_letters(letters=letters, by=by or here.person, at=CLOCK.now())
    say(f"{len(letters)} letters taken over from {file}.")


@app.command()
def status(study: StudyOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Where each request stands."""
    note_calendar(open_workspace(workspace))
    from askall.asking import services as asking
    from askall.asking.due_view import due_view
    from askall.study import services as studies

    requests, today = asking.requests(study=studies.study(slug=study).slug), uk_date(CLOCK.now())
    if as_json:
        for one in requests:
            state, dates = one.state, due_view(one, today)
            print_json(
                {
                    "body": one.body.id,
                    "wave": one.wave,
                    "token": one.token,
                    "state": state.name,
                    "sent_on": state.sent_on and state.sent_on.isoformat(),
                    "last_reply_on": state.last_reply_on and state.last_reply_on.isoformat(),
                    "messages": state.messages,
                    "firm": state.firm,
                    "pending": state.pending,
                    "due": dates.due and dates.due.isoformat(),
                    "rival_due": dates.rival_due and dates.rival_due.isoformat(),
                    "stated_due": dates.stated_due and dates.stated_due.isoformat(),
                    "late": dates.standing == "overdue",
                }
            )
        return
    table = Table("State", "Requests")
    for name, number in Counter(one.state.name for one in requests).most_common():
        table.add_row(name.replace("_", " "), str(number))
    screen.print(table)
