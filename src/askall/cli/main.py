"""The askall command. Each stage has a module here; nothing is loaded until its command is called."""

import os
import sys
from importlib import import_module
from importlib.metadata import version

from rich.table import Table

from askall.cli.output import say, screen
from askall.foundation.errors import AskallError

# command → (module under askall.cli, one line of help). The module has `app`, a Typer.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "A whole simulated study, then its report and pages on localhost."),
    "init": ("workspace", "Make a new workspace: settings, embedded database, file store."),
    "study": ("study", "The protocol of a study, from study.toml."),
    "bodies": ("bodies", "The register of public bodies, and the frame of a study."),
    "deadline": ("deadline", "When an answer is due, and why."),
    "ask": ("ask", "Requests: one per body and wave."),
    "mail": ("mail", "Fetch, import, parse and file mail."),
    "documents": ("documents", "The text of any file, with positions."),
    "read": ("read", "Suggest outcomes and answers, each with a quote."),
    "code": ("code", "Coding sheets out and in; agreement between coders."),
    "freeze": ("freeze", "Copy the final codings to a dataset that never changes."),
    "count": ("count", "Figures of a frozen dataset, with base and bounds."),
    "claims": ("claims", "Check each claim of the study against its figures."),
    "publish": ("publish", "Build the static report and its data package."),
    "serve": ("serve", "Serve the workspace's pages and report on localhost."),
    "doctor": ("doctor", "Check that everything stored is whole and every figure has its evidence."),
    "rebuild": ("rebuild", "Derive all texts and suggestions again from the stored files."),
}


USAGE = """Ask every public body the same question, read every answer, publish a number you can defend.

Usage: askall COMMAND [OPTIONS]        askall COMMAND --help        askall --version
"""


def main() -> None:
    """Entry point: turns our errors into one sentence on stderr and the exit status of INTERFACES.

    A command's module is loaded only when it is called: `askall deadline` needs no database and no web framework.
    """
    name, *arguments = sys.argv[1:] or ["--help"]
    if name in ("--help", "-h", "help"):
        _print_help()
    elif name == "--version":
        screen.print(f"askall {version('askall')}")
    elif name not in COMMANDS:
        say(f"There is no command “{name}”. `askall --help` lists the commands.")
        sys.exit(2)
    else:
        sys.exit(_run(name, arguments))


def _run(name: str, arguments: list[str]) -> int:
    module = import_module(f"askall.cli.{COMMANDS[name][0]}")
    try:
        module.app(arguments, prog_name=f"askall {name}")
    except AskallError as error:
        say(str(error))
        return error.exit_status
    except BrokenPipeError:  # the reader of our output has seen enough, as in `askall bodies list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _print_help() -> None:
    screen.print(USAGE, markup=False)
    table = Table(box=None, show_header=False, padding=(0, 2))
    for name, (_, line) in COMMANDS.items():
        table.add_row(name, line)
    screen.print(table)
