"""Letters sent before askall, from a researcher's own spreadsheet."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from askall.foundation.clock import UK
from askall.foundation.errors import BadInput, Fault, InputFaults

COLUMNS = ("body", "wave", "reply_address", "sent_on", "reference")


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that went out. `reference` is the body's own case number, if it has given one."""

    request: int
    reply_address: str
    sent_at: datetime | None
    reference: str


def read_sent_letters(path: Path, requests: Mapping[tuple[str, int], int]) -> tuple[SentLetter, ...]:
    """Read the CSV against the known requests, (body, wave) → key. Raises InputFaults with every fault at once."""
    try:
        reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{path}: {error}.") from error
    unknown = [name for name in reader.fieldnames or () if name not in COLUMNS]
    if "body" not in (reader.fieldnames or ()) or unknown:
        raise BadInput(f"{path}, row 1: the columns are {', '.join(COLUMNS)}; “body” is needed.")
    faults: list[Fault] = []
    letters = [one for number, row in enumerate(rows, 2) if (one := _letter(path, number, row, requests, faults))]
    if faults:
        raise InputFaults(faults)
    return tuple(letters)


def _letter(
    path: Path, number: int, row: dict[str, str | None], requests: Mapping[tuple[str, int], int], faults: list[Fault]
) -> SentLetter | None:
    def value(name: str) -> str:
        return (row.get(name) or "").strip()

    wave = value("wave") or "1"
    key = requests.get((value("body"), int(wave))) if wave.isdecimal() else None
    if key is None:
        faults.append(Fault(str(path), f"no request to “{value('body')}” is open in wave {wave}.", number, "body"))
    try:
        sent = date.fromisoformat(value("sent_on")) if value("sent_on") else None
    except ValueError:
        faults.append(Fault(str(path), f"“{value('sent_on')}” is no date like 2021-08-31.", number, "sent_on"))
        return None
    if key is None:
        return None
    moment = datetime.combine(sent, time(12), UK).astimezone(UTC) if sent else None
    return SentLetter(key, value("reply_address").lower(), moment, value("reference"))
