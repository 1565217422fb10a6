"""One error tree. Each error is a sentence for people and an exit status for programs."""

from collections.abc import Iterable
from dataclasses import dataclass


class AskallError(Exception):
    """Something askall can explain. `str(error)` is one clear sentence; `exit_status` is what the command ends with."""

    exit_status = 1


class CheckFailed(AskallError):
    """A claim, a hash or another check does not hold (exit status 1)."""


class BadInput(AskallError):
    """What was given cannot be used (exit status 2)."""

    exit_status = 2


class OutsideFailure(AskallError):
    """A mail server, a database or the file system failed us (exit status 3)."""

    exit_status = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with given data. `row` counts from 1 as a spreadsheet shows it, header included; `line` as a
    text editor does."""

    path: str
    why: str
    row: int | None = None
    column: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        line = f", line {self.line}" if self.line is not None else ""
        column = f", column “{self.column}”" if self.column else ""
        return f"{self.path}{row}{line}{column}: {self.why}"


class InputFaults(BadInput):
    """Every fault of a given file at once, so that it is mended in one go. Nothing of the file was used."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
