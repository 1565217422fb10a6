"""`askall ask next`, `letters`, `complaint`: what is to be done, the letters that do it, the pack for the regulator."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from askall.cli.output import print_json, say, screen
from askall.cli.start import CLOCK, ByOption, JsonOption, StudyOption, WorkspaceOption, open_workspace, store_of
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput, OutsideFailure

if TYPE_CHECKING:
    from askall.asking.records import RequestRecord
    from askall.asking.services.work import Draft, Task, WorkItem
    from askall.foundation.workspace import Workspace
    from askall.study.records import StudyRecord

app = typer.Typer()
IN_WORDS = {
    "clarify": "questions to answer",
    "fee": "fees to pay or refuse",
    "review": "internal reviews to ask for",
    "complain": "complaints to the regulator",
    "chase": "overdue, to be reminded",
    "readdress": "letters that came back, to be sent elsewhere",
    "confirm": "suggestions to confirm",
    "unfiled": "messages not filed to a request",
    "outbox": "letters that may have gone out or not, to be settled",
}
StepArgument = Annotated[str, typer.Argument(help="chase, clarify, review, complain or readdress.")]
WaveOption = Annotated[int, typer.Option("--wave", help="Which round of asking; the last one if left out.")]
UNDO_MINUTES = 10
UndoOption = Annotated[float, typer.Option("--undo-minutes", min=0, help="With --queue: how long they can be undone.")]


@app.command("next")
def next_steps(
    kind: Annotated[str, typer.Option("--kind", help="List the requests of this kind, each with the reason.")] = "",
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """What to do next, the most pressing first, and until when."""
    open_workspace(workspace)
    from askall.asking.services import outbox, work
    from askall.coding import services as coding
    from askall.mail import services as mail
    from askall.study import services as studies

    slug, today = studies.study(slug=study).slug, uk_date(CLOCK.now())
    if kind:
        items, _ = work.work_items(study=slug, kind=kind, today=today, known=coding.known_of, limit=None)
        _show_items(items, as_json)
        return
    waiting = {"unfiled": mail.counts()["triage"], "outbox": outbox.outbox_counts().get("unknown", 0)}
    tasks = [work.Task(name, number) for name, number in waiting.items() if number]
    _show_tasks([*tasks, *work.work(study=slug, today=today)], as_json)


def _show_tasks(tasks: "Sequence[Task]", as_json: bool) -> None:
    if as_json:
        for one in tasks:
            by = one.by and one.by.isoformat()
            print_json({"kind": one.kind, "count": one.count, "left_out": one.left_out, "by": by})
        return
    table = Table("Kind", "What", "Ready", "Left out today", "First last day")
    for one in tasks:
        by = one.by.isoformat() if one.by else ""
        table.add_row(one.kind, IN_WORDS[one.kind], str(one.count), str(one.left_out or ""), by)
    screen.print(table)
    say("One kind, request by request: askall ask next --kind chase. Its letters: askall ask letters chase.")


def _show_items(items: "Sequence[WorkItem]", as_json: bool) -> None:
    if as_json:
        for one in items:
            print_json(_plain(one))
        return
    table = Table("Request", "Body", "Why", "Until", "To", "Left out because")
    for one in items:
        by, to = one.by.isoformat() if one.by else "", f"{one.recipient}{' (a guess)' if one.guess else ''}"
        why = f"{one.why} “{one.quote}”" if one.quote else one.why
        table.add_row(one.row.id, one.row.name, why, by, to, one.excluded_because)
    screen.print(table)


def _plain(one: "WorkItem") -> dict[str, Any]:
    return {
        "request": one.row.id,
        "body": one.row.name,
        "kind": one.kind,
        "why": one.why,
        "by": one.by and one.by.isoformat(),
        "recipient": one.recipient,
        "guess": one.guess,
        "quote": one.quote,
        "left_out": one.excluded_because,
    }


@app.command()
def letters(
    step: StepArgument,
    body: Annotated[list[str] | None, typer.Option("--body", help="Only to this body; may be repeated.")] = None,
    answer: Annotated[str, typer.Option("--answer", help="With clarify: your answer to the body's question.")] = "",
    templates: Annotated[
        bool, typer.Option("--templates", help="Only the texts, as they stand in study.toml.")
    ] = False,
    queue: Annotated[bool, typer.Option("--queue", help="Put them into the outbox, but for those left out.")] = False,
    undo_minutes: UndoOption = UNDO_MINUTES,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the letters of a step as each body would get them, and who is left out and why; --queue sends them on."""
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.study import services as studies

    record = studies.study(slug=study)
    if templates:
        _show_templates(record, step)
        return
    found = _drafts(record, step, body or [], answer)
    requests = {one.key: one for one in asking.requests(keys=[one.request for one in found])}
    for one in found:
        if as_json:
            print_json(_plain_draft(one, requests[one.request]))
        elif not one.why_excluded and not queue:
            screen.print(_as_mail(one), markup=False)
    ready = [one for one in found if not one.why_excluded]
    for one in found:
        if one.why_excluded:
            say(f"Left out: {requests[one.request].body.name}. {one.why_excluded}")
    say(f"{_letters(len(ready))}, {len(found) - len(ready)} left out.{'' if queue else ' Nothing is sent.'}")
    if queue and ready:
        _queue(record, ready, requests, here, undo_minutes, by or here.person)


def _queue(
    record: "StudyRecord",
    drafts: "Sequence[Draft]",
    requests: "Mapping[int, RequestRecord]",
    here: "Workspace",
    undo_minutes: float,
    by: str,
) -> None:
    """Into the outbox; a complaint with its chronology."""
    from askall.asking.records import Attached, Letter
    from askall.mail.mailbox import read_mailbox
    from askall.mail.services import sending

    mailbox = read_mailbox(here)
    letters = []
    for one in drafts:
        name = f"Chronology {requests[one.request].id}.pdf"
        packs = (Attached(name, "application/pdf", _pack(record, one.request)),) if one.step == "complain" else ()
        letters.append(Letter(one.request, one.step, one.recipient, one.subject, one.body, packs))
    batch = sending.queue_letters(
        letters=letters, mailbox=mailbox, store=store_of(here), undo_minutes=undo_minutes, by=by, at=CLOCK.now()
    )
    for request, why in batch.left_out:
        say(f"Left out: {requests[request].body.name}, {why}.")
    say(f"{_letters(batch.queued)} queued as batch {batch.id}; none goes out before {undo_minutes:g} minutes are over.")


def _letters(number: int) -> str:
    return "1 letter" if number == 1 else f"{number} letters"


def _drafts(record: "StudyRecord", step: str, bodies: Sequence[str], answer: str) -> "tuple[Draft, ...]":
    """To the bodies named, or to all that are ready for the step."""
    from askall.asking.records import Known
    from askall.asking.services import work
    from askall.coding import services as coding

    if answer and not bodies:
        raise BadInput("Say to whom that is the answer: --answer needs --body.")
    today = uk_date(CLOCK.now())
    if bodies:
        keys = [_request_to(record, one).key for one in bodies]
    else:
        keys = [one.row.key for one in work.work_items(study=record.slug, kind=step, today=today, limit=None)[0]]

    def known(requests: Sequence[int]) -> dict[int, Known]:
        return {key: replace(one, answer=answer) for key, one in coding.known_of(requests).items()}

    return work.drafts(study=record, step=step, requests=keys, today=today, known=known)


def _request_to(record: "StudyRecord", body: str, wave: int = 0) -> "RequestRecord":
    """The request to this body; of several waves the last, unless one is named."""
    from askall.asking import services as asking

    found = [one for one in asking.requests(study=record.slug) if one.body.id == body and wave in (0, one.wave)]
    if not found:
        raise BadInput(f"No request to “{body}” is open{f' in wave {wave}' if wave else ''}.")
    return max(found, key=lambda one: one.wave)


def _as_mail(one: "Draft") -> str:
    warnings = "".join(f"Mind: {warning}\n" for warning in one.warnings)
    return f"To: {one.recipient}\nSubject: {one.subject}\n{warnings}\n{one.body}\n{'─' * 72}"


def _plain_draft(one: "Draft", request: "RequestRecord") -> dict[str, Any]:
    return {
        "request": request.id,
        "step": one.step,
        "recipient": one.recipient,
        "subject": one.subject,
        "body": one.body,
        "left_out": one.why_excluded,
        "warnings": list(one.warnings),
    }


def _show_templates(record: "StudyRecord", step: str) -> None:
    from askall.law.regimes import LAWS
    from askall.study.letters import letter_for_step
    from askall.study.records import STEPS

    for name in [one for one in STEPS if one == step or one.startswith(f"{step}_")] or [step]:
        for law in LAWS:
            letter = letter_for_step(record.protocol, law, name)
            subject, body = (text.replace("\\", "\\\\").replace('"', '\\"') for text in (letter.subject, letter.body))
            print(f'{letter.table}\nsubject = "{subject}"\nbody = """\n{body}\n"""\n')


@app.command()
def complaint(
    file: Annotated[Path, typer.Argument(help="Where to write the PDF.")],
    body: Annotated[str, typer.Option("--body", help="The body complained about.")],
    wave: WaveOption = 0,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write the chronology for the regulator: what happened, how each date was reckoned, every letter, as a PDF."""
    open_workspace(workspace)
    from askall.study import services as studies

    record = studies.study(slug=study)
    request = _request_to(record, body, wave)
    content = _pack(record, request.key)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise OutsideFailure(f"{file}: {error.strerror or error}.") from error
    say(f"{file} written. Read it before it goes out: it holds every letter with the names in it.")


def _pack(record: "StudyRecord", request: int) -> bytes:
    from askall.coding import services as coding
    from askall.mail import services as mail

    provisions = coding.known_of([request])[request].provisions
    return mail.complaint_pack(study=record, request=request, today=uk_date(CLOCK.now()), provisions=provisions)
