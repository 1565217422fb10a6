"""Addresses for requests, from the user's own CSV: a body and its mail address in each row."""

from collections.abc import Mapping
from pathlib import Path

from askall.bodies.csv_file import rows_of
from askall.foundation.addresses import mail_address
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.foundation.files import read_input

COLUMNS = ("body", "email")


def read_addresses(path: Path, bodies: Mapping[str, str]) -> dict[str, str]:
    """Body id → address. `bodies` are the ids and names that may stand in the column “body”, each with the id it means.

    Other columns, and rows without an address, are passed over. Raises InputFaults with every fault at once.
    """
    rows = rows_of(read_input(path), path.name)
    titles = [title.strip().lower() for title in rows[0][1]] if rows else []
    if missing := [name for name in COLUMNS if name not in titles]:
        raise InputFaults([Fault(path.name, f"the column “{missing[0]}” is missing; body and email are needed.", 1)])
    places = [titles.index(name) for name in COLUMNS]
    found: dict[str, str] = {}
    faults: list[Fault] = []
    for number, row in rows[1:]:
        body, email = (row[place].strip() if place < len(row) else "" for place in places)
        if not email:
            continue
        known = bodies.get(body) or bodies.get(body.casefold())
        if known is None:
            faults.append(Fault(path.name, f"“{body[:80]}” is no body of this study.", number, "body"))
            continue
        try:
            address = mail_address(email)
        except BadInput as error:
            faults.append(Fault(path.name, str(error), number, "email"))
            continue
        if found.setdefault(known, address) != address:
            faults.append(Fault(path.name, f"“{body[:80]}” has another address in a row above.", number, "email"))
    if faults:
        raise InputFaults(faults)
    return found
