"""`askall mail parse`: what a message says, whose words they are, and what came with it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from askall.cli.batch import sentence
from askall.cli.output import print_json, progress, say
from askall.foundation.errors import BadInput
from askall.foundation.work import Serial, Work, best_work
from askall.mail.containers import Found, messages_in
from askall.mail.parse import parse_message
from askall.mail.records import Address, ParsedMessage

# Starting worker processes takes about a second: below this many bytes one process is done before.
PARALLEL_FROM = 2_000_000


def parse(
    files: Annotated[list[Path], typer.Argument(help="Files or folders: .eml, .msg, mbox, Maildir, or zips of these.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a message.")] = False,
) -> None:
    """Show each message: headers, text with whose words they are, attached files, and what was odd.

    Needs no workspace and stores nothing. Messages of a mailbox are named "box.mbox#17".
    """
    found: list[Found] = []
    count = faults = 0
    with progress("Reading") as advance:
        for done in _work(files).run(_parsed, _noted(files, found), advance):
            here, count = found[done.index], count + 1
            if done.error is None:
                _show(here.location, done.result(), json)
            else:
                faults += 1
                _show_fault(here.location, sentence(done.error), json)
    if faults:
        if count > 1:
            say(f"{faults} of {count} could not be read; the reason stands in their place.")
        raise typer.Exit(2)


def _work(files: Sequence[Path]) -> Work:
    size = sum(PARALLEL_FROM if path.is_dir() else path.stat().st_size for path in files if path.exists())
    return best_work() if size >= PARALLEL_FROM else Serial()


def _noted(files: Sequence[Path], found: list[Found]) -> Iterator[Found]:
    """Every message of the files, noted in `found` without its bytes, so that memory does not grow with them."""
    for path in files:
        try:
            for one in messages_in(path):
                found.append(replace(one, raw=None))
                yield one
        except BadInput as error:
            found.append(Found(str(path), None, str(error)))
            yield found[-1]


def _parsed(found: Found) -> ParsedMessage:
    if found.raw is None:
        raise BadInput(found.error or "It cannot be read.")
    return _without_contents(parse_message(found.raw))


def _without_contents(message: ParsedMessage) -> ParsedMessage:
    """The bytes of attachments are not shown and need not travel between processes."""
    return replace(message, attachments=tuple(replace(one, content=b"") for one in message.attachments))


def _show_fault(location: str, why: str, json: bool) -> None:
    if json:
        print_json({"path": location, "error": why})
    else:
        say(why)


def _show(location: str, message: ParsedMessage, json: bool) -> None:
    if json:
        print_json(message.as_json(location))
        return
    lines = [f"=== {location} ===", *(f"{name}: {value}" for name, value in _headers(message) if value)]
    if message.automatic:
        lines.append(f"Automatic: {message.automatic.kind} ({'; '.join(message.automatic.reasons)})")
    for part in message.segments:
        words = message.text[part.start : part.end].strip("\n").split("\n")
        lines += ["", *(f"{part.kind if number == 0 else '':>10} | {line}" for number, line in enumerate(words))]
    lines.append("")
    for file in message.attachments:
        place = "shown in the text" if file.inline else "attached"
        lines.append(f"File: {file.filename or 'without a name'} ({file.media_type}, {file.size:,} bytes, {place})")
    lines += [f"Odd: {warning}" for warning in message.warnings]
    _print("\n".join(lines).rstrip() + "\n")


def _headers(message: ParsedMessage) -> list[tuple[str, Any]]:
    return [
        ("From", _written(message.sender)),
        ("To", ", ".join(map(_written, message.to))),
        ("Cc", ", ".join(map(_written, message.cc))),
        ("Date", message.date.isoformat(sep=" ") if message.date else ""),
        ("Subject", message.subject),
    ]


def _written(address: Address) -> str:
    return f"{address.name} <{address.email}>" if address.name and address.email else address.name or address.email


def _print(text: str) -> None:
    """Control characters of a hostile mail could repaint the terminal: they are shown as signs."""
    safe = "".join(char if char in "\n\t" or char.isprintable() or ord(char) > 159 else "\ufffd" for char in text)
    print(safe.encode("utf-8", "replace").decode())
