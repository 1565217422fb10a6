"""`askall mail triage`: what waits for a person, put where it belongs, or shared among several requests."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from askall.cli.output import print_json, say, screen
from askall.cli.start import CLOCK, ByOption, JsonOption, StudyOption, WorkspaceOption, open_workspace
from askall.foundation.errors import BadInput

if TYPE_CHECKING:
    from askall.mail.records import StoredMessage

HASH = "A message's hash, or its first digits."


def triage(
    move: Annotated[str | None, typer.Option("--move", help=f"{HASH} It is filed to the body given.")] = None,
    share: Annotated[str | None, typer.Option("--share", help=f"{HASH} It speaks for this body too.")] = None,
    unshare: Annotated[str | None, typer.Option("--unshare", help=f"{HASH} It does not, after all.")] = None,
    to: Annotated[
        str | None, typer.Option("--to", help="The body, or its request; a moved message without one goes to triage.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="A few words for the log.")] = "",
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the messages that wait for a person, or say of one which requests it belongs to."""
    here = open_workspace(workspace)
    given = [one for one in (move, share, unshare) if one]
    if len(given) > 1:
        raise BadInput("Say one thing at a time: --move, --share or --unshare.")
    if not given:
        _list(as_json)
        return
    from askall.mail import services as mail

    sha256, request = _message(given[0]), _request(to, study) if to else None
    decided: dict[str, Any] = {"sha256": sha256, "by": by or here.person, "at": CLOCK.now(), "why": why}
    if move:
        mail.move_message(to_request=request, **decided)
        say(f"Message {sha256[:12]} {f'is now filed to {to}' if to else 'waits in triage again'}.")
    elif request is None:
        raise BadInput("Say with which body: --to BODY.")
    elif share:
        mail.share_message(request=request, **decided)
        say(f"Message {sha256[:12]} speaks for {to} too.")
    else:
        mail.unshare(request=request, **decided)
        say(f"Message {sha256[:12]} does not speak for {to}.")


def _list(as_json: bool) -> None:
    from askall.asking import services as asking
    from askall.mail import services as mail

    names = {one.key: one.id for one in asking.requests()}
    waiting = mail.messages(in_triage=True)
    candidates = mail.candidates(keys=[one.key for one in waiting])
    for one in waiting:
        listed = [
            {
                "body": names[found["request"]],
                "score": found["score"],
                "reasons": [reason["signal"] for reason in found["reasons"]],
            }
            for found in candidates.get(one.key, ())
        ]
        (_print_json if as_json else _print_lines)(one, listed)
    say(f"{len(waiting)} messages wait. Put one where it belongs: askall mail triage --move HASH --to BODY")


def _print_json(message: "StoredMessage", candidates: list[dict[str, Any]]) -> None:
    sent = message.sent_at.isoformat() if message.sent_at else None
    line = {"sha256": message.sha256, "date": sent, "from": message.sender.email, "subject": message.subject}
    print_json({**line, "candidates": candidates})


def _print_lines(message: "StoredMessage", candidates: list[dict[str, Any]]) -> None:
    likely = ", ".join(f"{one['body']} ({one['score']:.2f})" for one in candidates) or "no candidate"
    day = message.sent_at.date().isoformat() if message.sent_at else ""
    screen.print(f"{message.sha256[:12]}  {day}  {message.sender.email}  {message.subject}", markup=False)
    screen.print(f"              {likely}", markup=False)


def _message(digits: str) -> str:
    from askall.mail import services as mail

    found = mail.hashes_starting(digits)
    if len(found) != 1:
        raise BadInput(f"{len(found)} messages have a hash that begins with “{digits}”; one is needed.")
    return found[0]


def _request(to: str, study: str | None) -> int:
    from askall.asking import services as asking

    found = [one for one in asking.requests(study=study) if to in (one.id, one.body.name)]
    if len(found) != 1:
        hint = "Say which study, or give the request's id." if found else "Give the body's id."
        raise BadInput(f"{len(found)} requests are to “{to}”; one is needed. {hint}")
    return found[0].key
