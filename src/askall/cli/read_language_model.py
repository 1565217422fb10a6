"""`askall read --language-model`: what would leave, a question before it does, and what came of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from askall.cli.output import agreed, print_json, progress, say
from askall.cli.reading_run import extract_attachments
from askall.cli.reading_run import read_study as read_study_mail
from askall.cli.start import CLOCK, open_workspace, store_of
from askall.coding.hiding import hider_for
from askall.foundation.errors import BadInput, OutsideFailure
from askall.foundation.work import best_work
from askall.reading.language_model import ModelBeside
from askall.study.study_file import read_study

if TYPE_CHECKING:
    from askall.reading.services import ModelRun, Preview

LanguageModelOption = Annotated[
    bool,
    typer.Option("--language-model", help="Have the study's language model read what the reader gave no answer from."),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="With --language-model: say what would leave this computer; send nothing.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="With --language-model: do not ask before words leave.")]
HIDDEN = {"[name removed]": "names", "[e-mail removed]": "mail addresses", "[phone removed]": "telephone numbers"}


def read_with_language_model(
    study: str | None, workspace: Path | None, *, dry_run: bool, yes: bool, json: bool
) -> None:
    """Read with the reader first, then with the study's language model what it gave no answer from.

    Raises BadInput where study.toml names no model, OutsideFailure where the endpoint does not answer: what it answered
    before is kept.
    """
    here = open_workspace(workspace)
    from askall.coding import services as coding
    from askall.study import services as studies

    record = studies.study(slug=study)
    preview = coding.preview_language_model(study=record)  # says at once if study.toml names no model
    if not dry_run:
        extract_attachments(store_of(here), work := best_work(), here.recognised)
        read_study_mail(record, work, CLOCK.now())
        preview = coding.preview_language_model(study=record)
    if json and dry_run:
        print_json(_as_json(preview))
        return
    for line in _lines(preview):
        say(line)
    if dry_run:
        say("Nothing was sent.")
        return
    if preview.pieces > preview.known and not preview.stays_here and not agreed(yes, f"Send them to {preview.host}?"):
        return
    with progress(f"Reading with {preview.model}", preview.messages) as advance:
        run = coding.ask_language_model(study=record, at=CLOCK.now(), progress=advance)
    print_json(_run_as_json(run)) if json else say(_told(run))
    if run.stopped:
        raise OutsideFailure(f"{run.stopped} What was answered is kept; run the command again to go on.")


def model_beside(codebook: Path | None, gold: Path, *, dry_run: bool, yes: bool) -> ModelBeside | None:
    """The model that `codebook`, a study.toml, names, for an evaluation; None if the words are not to leave after all.

    Raises BadInput if it names none.
    """
    protocol = read_study(codebook) if codebook else None
    if protocol is None or protocol.language_model is None:
        raise BadInput("--evaluate with --language-model needs --codebook: a study.toml with [language_model].")
    model = ModelBeside(protocol.language_model, hider_for(protocol.questions))
    names = "names hidden where a letter's form shows them" if protocol.language_model.hide_names else "with all names"
    where = "on this computer: nothing leaves it" if model.stays_here else f"to {model.host}, {names}"
    say(f"The letters of {gold.name} that the reader gives no answer from, whole, {where}.")
    say("Nothing of it is kept, so each evaluation asks anew.")
    if dry_run:
        say("Nothing was sent.")
        return None
    return model if model.stays_here or agreed(yes, f"Send them to {model.host}?") else None


def _lines(preview: "Preview") -> Iterator[str]:
    yield f"Language model: {preview.model} at {preview.host}."
    if preview.stays_here:
        yield "The endpoint is on this computer: nothing leaves it."
    fresh = preview.pieces - preview.known
    where = "be read" if preview.stays_here else "leave this computer"
    yield (
        f"{preview.messages} messages with questions that the reader gave no answer to, in {preview.pieces} pieces, "
        f"{preview.known} of them answered before. {fresh} pieces with {preview.characters} characters would {where}: "
        "the letters' own words and those of their files, your questions, and your request as it was sent."
    )
    if not preview.hides:
        yield "Names, telephone numbers and mail addresses are sent too: study.toml says hide_names = false."
    elif fresh:
        found = dict(preview.hidden)
        counted = ", ".join(f"{found.get(marker, 0)} {what}" for marker, what in HIDDEN.items())
        yield f"Hidden from the model: {counted}, where the form of a letter shows them. No rule knows every name."
    if preview.unread:
        yield f"{preview.unread} messages are not read by the reader yet and are not counted here."
    if preview.cost is not None:
        yield f"Estimated cost: {preview.cost:.2f}, by the prices in study.toml; second looks add a little."
    elif fresh and not preview.stays_here:
        yield "What it costs is not known: study.toml names no price_input and price_output."


def _told(run: "ModelRun") -> str:
    cost = "" if run.cost is None else f" Cost: {run.cost:.4f}."
    failed = f", {run.failed} of them without an answer" if run.failed else ""
    return (
        f"{run.messages} messages read in {run.calls} calls{failed} ({run.known} answered before): "
        f"{run.accepted} values suggested, {run.rejected} rejected by the checks.{cost} "
        "They are suggestions: people decide."
    )


def _as_json(preview: "Preview") -> dict[str, Any]:
    return {
        "host": preview.host,
        "model": preview.model,
        "stays_here": preview.stays_here,
        "hides_names": preview.hides,
        "messages": preview.messages,
        "unread": preview.unread,
        "pieces": preview.pieces,
        "known": preview.known,
        "characters": preview.characters,
        "hidden": {HIDDEN[marker]: number for marker, number in preview.hidden},
        "cost": preview.cost,
    }


def _run_as_json(run: "ModelRun") -> dict[str, Any]:
    return {
        "messages": run.messages,
        "calls": run.calls,
        "known": run.known,
        "failed": run.failed,
        "accepted": run.accepted,
        "rejected": run.rejected,
        "cost": run.cost,
        "stopped": run.stopped,
    }
