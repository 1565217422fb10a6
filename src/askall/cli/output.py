"""How commands speak: results on stdout, progress and errors on stderr, one sentence and an exit status for a fault."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

errors = Console(stderr=True, highlight=False, soft_wrap=True)
screen = Console(highlight=False, soft_wrap=True)


def print_json(record: dict[str, Any]) -> None:
    """One JSON object on one line of stdout. Lone surrogates, which hostile mail may hold, are written as escapes."""
    line = json.dumps(record, ensure_ascii=False)
    try:
        print(line)
    except UnicodeEncodeError:
        print(json.dumps(record))


def say(sentence: str) -> None:
    """A sentence for the person at the terminal, on stderr."""
    errors.print(sentence, markup=False)


def agreed(yes: bool, question: str) -> bool:
    """Whether the person says yes: on the command line, or asked at the terminal. Nobody is asked where nobody sits."""
    if yes or (sys.stdin.isatty() and typer.confirm(question, err=True)):
        return True
    say("Nothing was changed. Add --yes to do it.")
    return False


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr while the block runs; call what it gives with the number done so far.

    Nothing is drawn where stderr is not a terminal, so logs stay readable.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)
