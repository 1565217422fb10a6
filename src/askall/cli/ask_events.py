"""`askall ask events`, `confirm`, `note` and `unnote`: what happened to each request, people's word on what was read,
and what people know beside the mail."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from askall.cli.output import agreed, print_json, say, screen
from askall.cli.start import CLOCK, ByOption, JsonOption, StudyOption, WorkspaceOption, open_workspace
from askall.foundation.clock import UK, uk_date
from askall.foundation.errors import BadInput
from askall.law.events import parse_day

if TYPE_CHECKING:
    from askall.asking.records import Event, Suggestion

SHOWN = 10
KindOption = Annotated[list[str] | None, typer.Option("--kind", help="Only this kind of event; may be repeated.")]


def events(
    pending: Annotated[bool, typer.Option("--pending", help="Only what nobody has judged yet.")] = False,
    kind: KindOption = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """What was read out of mail and suggested, with its words; every event of each request with --json.

    Nothing suggested moves a due date before it is confirmed: askall ask confirm KEY.
    """
    open_workspace(workspace)
    from askall.asking import services as asking
    from askall.study import services as studies

    slug = studies.study(slug=study).slug
    if as_json and not pending:
        for one in asking.requests(study=slug):
            for event in one.events:
                if not kind or event.kind in kind:
                    print_json(_plain(one.id, one.body.name, event))
        return
    found = asking.suggestions(study=slug, pending=pending, kinds=kind or ())
    if as_json:
        for each in found:
            print_json(_plain(each.request_id, each.body_name, each.event))
        return
    table = Table("Key", "Request", "Body", "Said", "Sure", "Verdict", "In these words")
    for each in found:
        table.add_row(*_row(each))
    screen.print(table)


def confirm(
    keys: Annotated[list[int] | None, typer.Argument(metavar="KEY...", help="As askall ask events shows them.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All that nobody has judged yet, of the kinds given.")] = False,
    kind: KindOption = None,
    least: Annotated[float, typer.Option("--sure", min=0, max=1, help="With --all: at least so sure.")] = 0.0,
    reject: Annotated[bool, typer.Option("--reject", help="Say that it is not so.")] = False,
    why: Annotated[str, typer.Option("--why", help="A word on it, kept with the verdict.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="With --all: do it without asking.")] = False,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
) -> None:
    """Say of what was read out of mail that it is so, or with --reject that it is not. May be said again otherwise."""
    if bool(keys) == every:
        raise BadInput("Give the keys of events, or --all with --kind.")
    if every and not kind:
        raise BadInput("With --all, say which kinds: --kind acknowledged, for example.")
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.study import services as studies

    if keys:
        found = asking.suggestions(pending=False, keys=keys)
        if unknown := sorted(set(keys) - {one.event.key for one in found}):
            raise BadInput(f"{unknown[0]} is not the key of anything that was read out of mail.")
    else:
        found = asking.suggestions(study=studies.study(slug=study).slug, kinds=kind or (), least=least)
        _preview(found)
        if not found or not agreed(yes, f"{'Reject' if reject else 'Confirm'} these {len(found)}?"):
            return
    events = [one.event.key for one in found]
    judged = asking.judge_events(events=events, accepted=not reject, by=by or here.person, at=CLOCK.now(), why=why)
    say(f"{judged} {'rejected' if reject else 'confirmed'}.")


def note(
    body: Annotated[str, typer.Argument(metavar="BODY", help="The body's id.")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help="fee_paid, clarified, extended, withdrawn, …")],
    on: Annotated[str | None, typer.Option("--on", help="The day it happened, YYYY-MM-DD; now if left out.")] = None,
    text: Annotated[
        str, typer.Option("--note", help="Of stated_due and extended the day named, YYYY-MM-DD; else a word on it.")
    ] = "",
    wave: Annotated[int, typer.Option("--wave", help="The round of asking.")] = 1,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
) -> None:
    """Log what no mail here tells: a fee paid, an answer by post, more time that was not read. It counts at once."""
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.asking.records import Event
    from askall.study import services as studies

    now = CLOCK.now()
    moment = datetime.combine(parse_day(on), time(12), UK) if on else now
    asked = asking.requests(study=studies.study(slug=study).slug)
    one = next((one for one in asked if (one.body.id, one.wave) == (body, wave)), None)
    if one is None:
        raise BadInput(f"No request to “{body[:80]}” is open in wave {wave}.")
    event = Event(kind, min(moment, now) if on == str(uk_date(now)) else moment, note=text)
    asking.note_event(request=one.key, event=event, by=by or here.person, at=now)
    say(f"Noted: {kind.replace('_', ' ')} of {one.body.name} on {uk_date(event.at)}.")


def unnote(
    key: Annotated[int, typer.Argument(metavar="KEY", help="As askall ask events --json shows it.")],
    workspace: WorkspaceOption = None,
    by: ByOption = None,
) -> None:
    """Take back what a person noted."""
    here = open_workspace(workspace)
    from askall.asking import services as asking

    asking.take_back(event=key, by=by or here.person, at=CLOCK.now())
    say("Taken back.")


def _preview(found: "Sequence[Suggestion]") -> None:
    for kind, number in Counter(one.event.kind for one in found).most_common():
        say(f"{number} {kind.replace('_', ' ')}")
    for one in found[:SHOWN]:
        _, request, body, said, sure, _, words = _row(one)
        say(f"  {request} {body}: {said} ({sure}) {words}")
    if len(found) > SHOWN:
        say(f"  … and {len(found) - SHOWN} more")
    if not found:
        say("Nothing of that waits for a word.")


def _row(one: "Suggestion") -> tuple[str, ...]:
    event = one.event
    said = f"{event.kind.replace('_', ' ')} {event.note}".strip()
    words = " ".join(event.evidence[0].quote.split())[:120] if event.evidence else ""
    verdict = event.verdict or "waits"
    return str(event.key), one.request_id, one.body_name, said, f"{event.confidence:.2f}", verdict, f"“{words}”"


def _plain(request: str, name: str, event: "Event") -> dict[str, Any]:
    return {
        "key": event.key,
        "request": request,
        "body": name,
        "kind": event.kind,
        "at": event.at.isoformat(),
        "note": event.note,
        "source": event.source,
        "by": event.by,
        "suggested": event.suggested,
        "verdict": event.verdict or None,
        "confidence": event.confidence,
        "evidence": [
            {"sha256": one.sha256, "part": one.part, "start": one.start, "end": one.end, "quote": one.quote}
            for one in event.evidence
        ],
    }
