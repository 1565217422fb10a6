"""`askall ask preview`, `addresses` and `queue`: the letters of a wave before they go out."""

from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from askall.cli.ask_status import local
from askall.cli.output import print_json, say, screen
from askall.cli.start import CLOCK, ByOption, JsonOption, StudyOption, WorkspaceOption, open_workspace, store_of
from askall.foundation.errors import BadInput

if TYPE_CHECKING:
    from askall.asking.records import RequestRecord
    from askall.mail.wave import Remark, Wave
    from askall.study.records import StudyRecord

SHOWN = 20
WaveOption = Annotated[int | None, typer.Option("--wave", help="The round of asking; the newest if left out.")]
NoDnsOption = Annotated[bool, typer.Option("--no-dns", help="Do not ask whether the domains take mail.")]
BodyOption = Annotated[list[str] | None, typer.Option("--body", help="Only this body, by its id; may be repeated.")]


def preview(
    body: BodyOption = None,
    wave: WaveOption = None,
    brief: Annotated[bool, typer.Option("--brief", help="Only what is to be said of them, not the letters.")] = False,
    no_dns: NoDnsOption = False,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show every letter as its body would get it, and what is wrong or odd. Nothing is sent.

    Ends with status 2 while anything is wrong: then `askall ask queue` refuses the wave too.
    """
    open_workspace(workspace)
    from askall.study import services as studies

    record = studies.study(slug=study)
    requests = _requests(record, wave, body, asked_too=bool(body))
    found, checked = _wave(record, requests, no_dns)
    if as_json:
        _print_plain(found, checked)
    else:
        if not brief:
            _print_letters(found)
        _tell(found, checked)
    if found.faults:
        raise typer.Exit(2)


def addresses(
    file: Annotated[Path | None, typer.Argument(help="CSV with the columns body (id or name) and email.")] = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take over addresses from a CSV, and list the bodies that still lack one."""
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.asking.address_file import read_addresses
    from askall.asking.services.addresses import give_addresses
    from askall.study import services as studies

    record = studies.study(slug=study)
    bodies = {one.body.id: one.body for one in asking.requests(study=record.slug)}
    if file is not None:
        names = {name: one.id for one in bodies.values() for name in (one.name, one.name.casefold(), one.id)}
        given = read_addresses(file, names)
        new = give_addresses(
            study=record.slug, addresses=given, source=file.name[:200], by=by or here.person, at=CLOCK.now()
        )
        say(f"{len(given)} addresses in {file}, {new} of them new.")
        bodies = {one.body.id: one.body for one in asking.requests(study=record.slug)}
    lacking = [one for one in bodies.values() if not one.emails]
    if as_json:
        for one in bodies.values():
            print_json({"body": one.id, "name": one.name, "email": one.emails[0] if one.emails else None})
        return
    if lacking:
        table = Table("Body", "Name", "Type", "Website", title="Without an address")
        for one in lacking:
            table.add_row(one.id, one.name, one.type, one.website)
        screen.print(table)
    say(f"{len(lacking)} of {len(bodies)} bodies have no address.")


def queue(
    body: BodyOption = None,
    wave: WaveOption = None,
    undo_minutes: Annotated[float, typer.Option("--undo-minutes", min=0, help="How long it can be undone.")] = 10,
    without_missing: Annotated[
        bool, typer.Option("--without-missing", help="Leave bodies without an address for later.")
    ] = False,
    no_dns: NoDnsOption = False,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put the first letter to every body that has not been asked into the outbox. Nothing goes out before `send`.

    Refuses the wave, with everything that is wrong, if one letter cannot go out as it stands.
    """
    here = open_workspace(workspace)
    from askall.asking.records import Letter
    from askall.mail.mailbox import read_mailbox
    from askall.mail.services import sending
    from askall.study import services as studies

    record, mailbox, now = studies.study(slug=study), read_mailbox(here), CLOCK.now()
    requests = _requests(record, wave, body)
    if without_missing:
        requests = [one for one in requests if one.body.emails]
    found, checked = _wave(record, requests, no_dns)
    if found.faults:
        _tell(found, checked)
        raise BadInput("Nothing is queued: mend what is wrong first.")
    letters = [Letter(one.request.key, "ask", one.recipient, one.subject, one.body) for one in found.letters]
    batch = sending.queue_letters(
        letters=letters, mailbox=mailbox, store=store_of(here), undo_minutes=undo_minutes, by=by or here.person, at=now
    )
    if as_json:
        left_out = [{"request": request, "why": why} for request, why in batch.left_out]
        print_json({"batch": batch.id, "queued": batch.queued, "left_out": left_out})
    first = local(now + timedelta(minutes=undo_minutes))
    say(f"{batch.queued} letters queued from {mailbox.address}; none goes out before {first}.")
    if batch.queued:
        say(f"To undo: askall ask undo --batch {batch.id}. To send: askall ask send")


def _requests(
    record: "StudyRecord", wave: int | None, bodies: list[str] | None, asked_too: bool = False
) -> "list[RequestRecord]":
    """The requests of the wave that are still to be asked, or all of the bodies given."""
    from askall.asking import services as asking
    from askall.asking.services import outbox

    requests = asking.requests(study=record.slug)
    number = wave or max((one.wave for one in requests), default=1)
    wanted = [one for one in requests if one.wave == number]
    if not wanted:
        raise BadInput(f"No request of wave {number} is open yet: askall ask open --wave {number}")
    if unknown := sorted(set(bodies or ()) - {one.body.id for one in wanted}):
        raise BadInput(f"No request to “{unknown[0]}” is open.")
    if bodies:
        wanted = [one for one in wanted if one.body.id in bodies]
    if asked_too:
        return wanted
    asked = outbox.not_to_be_asked(requests=wanted)
    if asked:
        say(f"{len(asked)} of {len(wanted)} bodies were asked already, or are about to be.")
    return [one for one in wanted if one.key not in asked]


def _wave(record: "StudyRecord", requests: "list[RequestRecord]", no_dns: bool) -> "tuple[Wave, str]":
    """The wave, and how far its domains were checked."""
    from askall.mail.mail_domains import resolver, unreachable
    from askall.mail.wave import domains_of, wave_of

    if no_dns:
        return wave_of(requests, record.protocol), "not checked, as asked"
    domains = domains_of(requests)
    found = unreachable(domains, resolver()) if domains else {}
    return wave_of(requests, record.protocol, found), "not checked: no network" if found is None else "checked"


def _print_letters(found: "Wave") -> None:
    for one in found.letters:
        to = one.recipient or "(no address known)"
        screen.print(f"To: {to}\nSubject: {one.subject}\n\n{one.body}\n{'─' * 72}", markup=False)


def _tell(found: "Wave", checked: str) -> None:
    laws = ", ".join(f"{number} under {law}" for law, number in found.laws.items())
    say(f"{len(found.letters)} letters{f' ({laws})' if laws else ''}. Domains of their addresses: {checked}.")
    _tell_remarks("odd, but no obstacle", found.odd)
    _tell_remarks("wrong", [one for one in found.faults if one.kind != "no address"])
    if found.lacking:
        table = Table("Body", "Name", title=f"{len(found.lacking)} without an address")
        for request in found.lacking:
            table.add_row(request.body.id, request.body.name)
        screen.print(table)
        say("Give their addresses: askall ask addresses FILE.csv, with the columns body and email.")


def _tell_remarks(what: str, remarks: "tuple[Remark, ...] | list[Remark]") -> None:
    """What is the same for many bodies is said once."""
    if not remarks:
        return
    say(f"{len(remarks)} {what}:")
    told = Counter(one.why for one in remarks)
    first = {one.why: one.request.body.name for one in reversed(remarks)}
    for why, number in told.most_common(SHOWN):
        more = f" and {number - 1} more" if number > 1 else ""
        say(f"  {first[why]}{more}: {why}")
    if len(told) > SHOWN:
        say(f"  … and {len(told) - SHOWN} more; all of them with --json.")


def _print_plain(found: "Wave", checked: str) -> None:
    letters = {one.request.key: one for one in found.letters}
    faults, odd = _by_request(found.faults), _by_request(found.odd)
    requests = [*(one.request for one in found.letters), *(one.request for one in found.faults)]
    for key, request in {one.key: one for one in requests}.items():
        letter = letters.get(key)
        print_json(
            {
                "body": request.body.id,
                "wave": request.wave,
                "law": request.body.law,
                "to": request.body.emails[0] if request.body.emails else None,
                "subject": letter.subject if letter else None,
                "text": letter.body if letter else None,
                "faults": faults[key],
                "odd": odd[key],
            }
        )
    say(f"{len(found.letters)} letters, {len(found.faults)} faults. Domains: {checked}.")


def _by_request(remarks: "tuple[Remark, ...]") -> defaultdict[int, list[str]]:
    told: defaultdict[int, list[str]] = defaultdict(list)
    for one in remarks:
        told[one.request.key].append(one.why)
    return told
