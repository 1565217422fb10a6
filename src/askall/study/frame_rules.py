"""Does a study fit the bodies it asks? Kinds of bodies that exist, and letters that every body can be sent."""

from collections import defaultdict
from datetime import date
from pathlib import Path

from askall.bodies.csv_file import read_register
from askall.bodies.frame import frame
from askall.bodies.records import Body
from askall.bodies.register import Register
from askall.foundation.errors import BadInput, InputFaults
from askall.study.keys import PLACES
from askall.study.letters import FACTS, FIELDS, fields_of, merge, merge_fields
from askall.study.records import Letter, Protocol
from askall.study.table import Faults, Table, did_you_mean

SHOWN = 3  # bodies named in a fault; the rest are counted


def read_frame_csv(rule: Table, name: str, folder: Path) -> Register | None:
    """The CSV of bodies beside study.toml; its own faults are listed with those of the study."""
    if not (folder / name).is_file():
        rule.fault("csv", f"the CSV of bodies “{name}” is not in {folder.resolve()}.")
        return None
    try:
        return read_register(folder / name)
    except InputFaults as error:
        rule.faults.found += error.faults
    except BadInput as error:
        rule.fault("csv", str(error))
    return None


def check_against(register: Register, protocol: Protocol, root: Table) -> None:
    """Note every kind, nation and region that no body has, and every letter that a body of the frame would lack."""
    known = {"types": register.types, "nations": register.nations, "regions": register.regions}
    rule = root.table("frame")
    strangers = sum(_count_unknown(rule, key, getattr(protocol.frame, key), known[key]) for key in PLACES)
    for number, question in enumerate(protocol.questions):
        for key, values in question.applies_to:
            path = ("question", number, "applies_to")
            _count_unknown(Table({}, path, root.faults), key, values, known[key])
    for number, claim in enumerate(protocol.claims):
        scope = dict(claim.expect).get("scope")
        for key, field in PLACES.items():
            value = scope.get(field) if isinstance(scope, dict) else None
            if isinstance(value, str):
                _count_unknown(Table({}, ("claim", number, "expect"), root.faults), key, (value,), known[key])
    if not strangers and protocol.as_at != date.min:  # a missing date is at fault already
        _check_frame(register, protocol, rule)


def _count_unknown(table: Table, key: str, values: tuple[str, ...], known: tuple[str, ...]) -> int:
    strangers = [one for one in values if one.casefold() not in {other.casefold() for other in known}]
    for one in strangers:
        table.fault(key, f"no body of the register has the {PLACES[key]} “{one}”{did_you_mean(one, known)}")
    return len(strangers)


def _check_frame(register: Register, protocol: Protocol, rule: Table) -> None:
    try:
        chosen = protocol.frame
        bodies = frame(register, protocol.as_at, chosen.types, chosen.nations, chosen.regions).bodies
    except BadInput as error:
        rule.fault("", str(error))
        return
    if protocol.letters:
        _check_letters(protocol, bodies, rule.faults)


def _check_letters(protocol: Protocol, bodies: tuple[Body, ...], faults: Faults) -> None:
    by_law: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        by_law[body.law].append(body)
    letters = {letter.law: letter for letter in protocol.letters}
    for law, addressed in by_law.items():
        if law in letters:
            _check_fields(letters[law], addressed, protocol, faults)
        else:
            why = f"[letter.{law}] is missing; {_named(addressed)} would get no letter."
            faults.add(("letter",), why)


def _check_fields(letter: Letter, bodies: list[Body], protocol: Protocol, faults: Faults) -> None:
    """Fields that are empty for some bodies. Unknown ones and stray braces are found without bodies."""
    for key, template in (("subject", letter.subject), ("body", letter.body)):
        empty: dict[str, list[Body]] = defaultdict(list)
        for body in bodies:
            fields = merge_fields(letter.law, body, protocol)
            for field in fields_of(template):
                if field in fields and not fields[field].strip():
                    empty[field].append(body)
        for field, lacking in empty.items():
            who = "" if len(lacking) == len(bodies) else f" for {_named(lacking)}"
            faults.add(("letter", letter.law, key), f"[letter.{letter.law}] uses {{{field}}}, which is empty{who}.")


def check_templates(table: Table, letter: Letter) -> None:
    """Note a subject of several lines, and an unknown field or a stray brace, each with all fields taken as filled."""
    if "\n" in letter.subject or "\r" in letter.subject:
        table.fault("subject", "a subject is one line.")
    known = FIELDS if letter.step == "ask" else (*FIELDS, *FACTS)
    for key, template in (("subject", letter.subject), ("body", letter.body)):
        try:
            merge(template, dict.fromkeys(known, "filled"), letter.table)
        except BadInput as error:
            table.fault(key, str(error))


def _named(bodies: list[Body]) -> str:
    names = ", ".join(body.name for body in bodies[:SHOWN])
    return names if len(bodies) <= SHOWN else f"{len(bodies)} bodies ({names}, …)"
