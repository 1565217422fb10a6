"""`askall mail`: import, fetch, parse and file mail."""

import typer

from askall.cli.mail_fetch import fetch, log
from askall.cli.mail_login import login
from askall.cli.mail_parse import parse
from askall.cli.mail_triage import triage
from askall.cli.mailbox import import_mailbox

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)
app.command("import")(import_mailbox)
app.command()(login)
app.command()(fetch)
app.command()(log)
app.command()(triage)
app.command()(parse)
