"""`askall ask`: requests, their letters and the outbox. Each command has its module; this is the list of them."""

import typer

from askall.cli import ask_holidays, ask_next
from askall.cli.ask_events import confirm, events, note, unnote
from askall.cli.ask_outbox import pause, resume, retry, settle, undo
from askall.cli.ask_requests import import_letters, open_wave
from askall.cli.ask_send import send
from askall.cli.ask_status import status
from askall.cli.ask_wave import addresses, preview, queue

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)
app.command("open")(open_wave)
app.command()(addresses)
app.command()(preview)
app.command()(queue)
app.command()(send)
app.command()(status)
app.command()(undo)
app.command()(pause)
app.command()(resume)
app.command()(settle)
app.command()(retry)
app.command("import")(import_letters)
app.command()(events)
app.command()(confirm)
app.command()(note)
app.command()(unnote)
app.add_typer(ask_next.app)
app.add_typer(ask_holidays.app, name="holiday", help="Bank holidays proclaimed since this version was made.")
