"""askall read: suggested outcomes and answers, each with its quote, of messages and documents given as files."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from askall.cli.output import print_json, progress, say
from askall.cli.read_evaluate import Asked, evaluate_reader
from askall.cli.read_inputs import Opened, texts_of_files
from askall.cli.read_language_model import (
    DryRunOption,
    LanguageModelOption,
    YesOption,
    model_beside,
    read_with_language_model,
)
from askall.cli.reading_run import extract_attachments
from askall.cli.reading_run import read_study as read_study_mail
from askall.cli.start import CLOCK, JsonOption, StudyOption, WorkspaceOption, open_workspace, store_of
from askall.foundation.errors import BadInput
from askall.foundation.work import best_work
from askall.reading.read import read
from askall.reading.records import Reading, Text
from askall.study.letters import as_asked
from askall.study.study_file import read_codebook, read_study

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


class Law(StrEnum):
    """The laws a request can be made under."""

    FOIA = "FOIA"
    FOISA = "FOISA"
    EIR = "EIR"
    EISR = "EISR"


@app.command()
def read_files(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Messages (.eml, .msg) or bare documents.")
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option("--codebook", help="With FILE: the study.toml whose questions are read for.")
    ] = None,
    law: Annotated[Law | None, typer.Option("--law", help="With FILE: the law the requests were made under.")] = None,
    letter: Annotated[
        Path | None,
        typer.Option(
            "--letter", help="With FILE: the letter that was sent, a file of any kind; else study.toml's own."
        ),
    ] = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    evaluate: Annotated[
        Path | None,
        typer.Option("--evaluate", metavar="GOLD.jsonl", help="Measure the reader against what people say of letters."),
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="OUT.svg", help="With --evaluate: draw the curve there.")
    ] = None,
    language_model: LanguageModelOption = False,
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Suggest what each reply says: its outcome, the sections relied on, the answers. Suggestions only: people decide.

    Given FILE, read these and print what is suggested. Given none, read the workspace's filed mail that is not read
    yet. A message is read with its attachments. A file that is missing or empty is an error (status 2). No language
    model is asked but with --language-model, and then the one that study.toml names (docs/language-models.md).
    """
    _refuse_unfit(letter, language_model, dry_run or yes, bool(files), evaluate)
    if evaluate is not None:
        asked = _asked(codebook, law) if codebook else None
        model = model_beside(codebook, evaluate, dry_run=dry_run, yes=yes) if language_model else None
        if model or not language_model:
            evaluate_reader(evaluate, asked, picture, json, model)
        return
    if language_model:
        read_with_language_model(study, workspace, dry_run=dry_run, yes=yes, json=json)
        return
    if not files:
        read_workspace(study, workspace)
        return
    if codebook is None or law is None:
        raise BadInput("To read files, say --codebook (a study.toml) and --law (FOIA, FOISA, EIR or EISR).")
    asked = _asked(codebook, law, letter)
    failed = 0
    with progress("Reading", len(files)) as advance:
        for number, (opened, texts) in enumerate(texts_of_files(files), 1):
            failed += bool(opened.fault)
            _show(opened, texts, asked, json)
            advance(number)
    if failed:
        if len(files) > 1:
            say(f"{failed} of {len(files)} files could not be read; the reason stands in their place.")
        raise typer.Exit(2)


def _refuse_unfit(
    letter: Path | None, language_model: bool, of_model: bool, files: bool, evaluate: Path | None
) -> None:
    if of_model and not language_model:
        raise BadInput("--dry-run and --yes go with --language-model.")
    if language_model and files:
        raise BadInput("--language-model reads a workspace's filed mail, or with --evaluate its cases: give no FILE.")
    if letter and (evaluate or not files):
        raise BadInput("--letter goes with FILE: the cases of --evaluate name their own, and a workspace has them.")


def _asked(codebook: Path, law: Law | None, letter: Path | None = None) -> Asked:
    letters = {str(law): _sent(letter)} if letter and law else _letters(codebook)
    return Asked(read_codebook(codebook).questions, law.value if law else "", letters)


def _sent(letter: Path) -> str:
    """The text of the letter in a file. Raises BadInput where there is none."""
    ((opened, texts),) = texts_of_files([letter])
    if opened.fault:
        raise BadInput(f"The letter, {letter}: {opened.fault}")
    return "\n\n".join(one.text for one in texts)


def read_workspace(study: str | None, workspace: Path | None) -> None:
    """Suggestions for every filed message of the study that has none yet."""
    here = open_workspace(workspace)
    from askall.study import services as studies

    work, record = best_work(), studies.study(slug=study)
    files = extract_attachments(store_of(here), work, here.recognised)
    number = read_study_mail(record, work, CLOCK.now())
    say(f"{number} messages read, text of {files} attachments. Next: askall code export sheet.csv")


def _letters(codebook: Path) -> dict[str, str]:
    """Law → the letter the study sends under it, so that its echo is known; none where the file has only questions."""
    try:
        protocol = read_study(codebook)
    except BadInput:
        return {}
    return {one.law: as_asked(one, protocol) for one in protocol.letters if one.step == "ask"}


def _show(opened: Opened, texts: tuple[Text, ...], asked: Asked, json: bool) -> None:
    if opened.fault:
        fault = {"path": str(opened.path), "error": opened.fault}
        print_json(fault) if json else say(f"{opened.path}: {opened.fault}")
        return
    reading = read(texts, asked.questions, asked.law, asked.letters.get(asked.law, ""))
    if json:
        print_json({"path": str(opened.path), "sha256": opened.sha256, **reading.as_json(), "parts": _parts(texts)})
    else:
        print("\n".join(_lines(opened.path, reading)).encode("utf-8", "replace").decode())


def _parts(texts: Sequence[Text]) -> list[dict[str, Any]]:
    """Where each "part" of an evidence was taken from."""
    return [{"part": number, "sha256": text.sha256, "label": text.label} for number, text in enumerate(texts)]


def _lines(path: Path, reading: Reading) -> Iterator[str]:
    yield f"{path}"
    rows: list[tuple[str, Any]] = [("outcome", reading.outcome), *reading.answers]
    for name, one in rows:
        said = f"({one.abstained})" if one.value is None else f"{one.value}  [{one.confidence:.2f}]"
        yield f"  {name}: {said}"
        yield from (f"      “{' '.join(evidence.quote.split())}”" for evidence in one.evidence)
    for provision in reading.provisions:
        yield f"  relies on {provision.law} s.{provision.section}"
    for event in reading.events:
        yield f"  {event.kind}: {event.date}"
