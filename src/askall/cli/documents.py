"""askall documents: the text of any file, with positions."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from askall.cli.batch import sentence
from askall.cli.output import print_json, progress, say
from askall.cli.recognised import documents_recognised
from askall.documents.records import Document
from askall.foundation.work import Parallel

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)
WORKERS_FROM = 8  # below this many files one worker is done before a second has started


@app.callback()
def documents() -> None:
    """The text of any file, with positions."""


@app.command()
def text(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Letters, spreadsheets, messages, zips.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a file.")] = False,
    places: Annotated[
        bool, typer.Option("--places", help="With --json: where each piece of text stands on its page or in its sheet.")
    ] = False,
    no_ocr: Annotated[bool, typer.Option("--no-ocr", help="Leave scanned pages without text.")] = False,
) -> None:
    """Print the text of each file in parts: pages, sheets, files packed inside.

    What could not be read is said in warnings. A file that is missing or empty is an error (status 2).
    """
    faults: dict[int, str] = {}
    work = Parallel(workers=None if len(files) > WORKERS_FROM else 1)
    with progress("Reading", len(files)) as advance:
        found = documents_recognised(
            _contents(files, faults), work, progress=advance, places=places and json, ocr=not no_ocr
        )
        for index, (path, document) in enumerate(zip(files, found, strict=True)):
            if index in faults:
                _print_fault(path, faults[index], json)
            elif json:
                print_json(document.as_json(str(path)))
            else:
                _print_text(path, document, named=len(files) > 1)
    if faults:
        if len(files) > 1:
            say(f"{len(faults)} of {len(files)} files could not be read; the reason stands in their place.")
        raise typer.Exit(2)


def _contents(files: Sequence[Path], faults: dict[int, str]) -> Iterator[tuple[bytes, str]]:
    """Each file's bytes and name; one that cannot be read is noted in `faults` and keeps its place as nothing."""
    for index, path in enumerate(files):
        content = b""
        try:
            content = path.read_bytes()
        except OSError as error:
            faults[index] = sentence(error)
        else:
            if not content:
                faults[index] = "The file is empty."
        yield content, path.name


def _print_fault(path: Path, why: str, json: bool) -> None:
    if json:
        print_json({"path": str(path), "error": why})
    else:
        say(f"{path}: {why}")


def _print_text(path: Path, document: Document, named: bool) -> None:
    for part in document.parts:
        heading = f"{path}: {part.label}" if named else part.label
        print(f"=== {heading} ===\n{part.text}\n".encode("utf-8", "replace").decode())
    for warning in document.warnings:
        say(f"{path}: {warning}")
