"""Commands over many files: one JSON line a file, in the order given, faults in their place; then status 2."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer

from askall.cli.output import print_json, progress, say
from askall.foundation.errors import AskallError
from askall.foundation.work import Serial, Work, best_work


def run_batch(
    function: Callable[[Path], dict[str, Any]], paths: Sequence[Path], label: str, work: Work | None = None
) -> None:
    """Print `function(path)` for each path. `function` must be picklable: several files are read in parallel.

    Raises typer.Exit(2) at the end if any file failed; the others are printed all the same.
    """
    work = work or (best_work() if len(paths) > 8 else Serial())
    failed = 0
    with progress(label, len(paths)) as advance:
        for path, done in zip(paths, work.run(function, paths, advance), strict=True):
            if done.error is None:
                print_json(done.result())
                continue
            failed += 1
            print_json({"path": str(path), "error": sentence(done.error)})
    if failed:
        say(f"{failed} of {len(paths)} files could not be read; the reason stands in their place.")
        raise typer.Exit(2)


def sentence(error: Exception) -> str:
    """What went wrong, for a person. Faults of our own code keep their type, so that they can be reported."""
    if isinstance(error, AskallError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.strerror or error}"
    return f"{type(error).__name__}: {error}"
