"""askall read: suggested outcomes and answers, each with its quote, of messages and documents given as files."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from askall.cli.batch import sentence
from askall.cli.output import print_json, progress, say
from askall.cli.reading_run import extract_attachments
from askall.cli.reading_run import read_study as read_study_mail
from askall.cli.start import CLOCK, JsonOption, StudyOption, WorkspaceOption, open_workspace, store_of
from askall.documents.media_type import media_type
from askall.documents.records import Document
from askall.documents.sandbox import documents_of
from askall.foundation.errors import BadInput
from askall.foundation.files import hash_of
from askall.foundation.work import Parallel, best_work
from askall.mail.parse import parse_message
from askall.mail.records import ParsedMessage
from askall.reading.read import read
from askall.reading.records import Reading, Text
from askall.reading.texts import texts_of, to_read
from askall.study.records import Question
from askall.study.study_file import read_codebook, read_study

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)
WORKERS_FROM = 8  # below this many files one worker is done before a second has started
MESSAGES = frozenset({"message/rfc822", "application/vnd.ms-outlook"})


class Law(StrEnum):
    """The laws a request can be made under."""

    FOIA = "FOIA"
    FOISA = "FOISA"
    EIR = "EIR"
    EISR = "EISR"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the files are read for."""

    questions: tuple[Question, ...]
    law: str
    letter: str


@dataclass(frozen=True, slots=True)
class _Opened:
    """One file, opened: its hash, its message if it is one, the names of the documents to come, or what went wrong."""

    path: Path
    sha256: str = ""
    message: ParsedMessage | None = None
    names: tuple[str, ...] = ()
    fault: str = ""


@app.command()
def read_files(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Messages (.eml, .msg) or bare documents.")
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option("--codebook", help="With FILE: the study.toml whose questions are read for.")
    ] = None,
    law: Annotated[Law | None, typer.Option("--law", help="With FILE: the law the requests were made under.")] = None,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Suggest what each reply says: its outcome, the sections relied on, the answers. Suggestions only: people decide.

    Given FILE, read these and print what is suggested. Given none, read the workspace's filed mail that is not read
    yet. A message is read with its attachments. A file that is missing or empty is an error (status 2).
    """
    if not files:
        read_workspace(study, workspace)
        return
    if codebook is None or law is None:
        raise BadInput("To read files, say --codebook (a study.toml) and --law (FOIA, FOISA, EIR or EISR).")
    asked = Asked(read_codebook(codebook).questions, law.value, _letter(codebook, law.value))
    failed = 0
    with progress("Reading", len(files)) as advance:
        for number, (opened, texts) in enumerate(_texts(files), 1):
            failed += bool(opened.fault)
            _show(opened, texts, asked, json)
            advance(number)
    if failed:
        if len(files) > 1:
            say(f"{failed} of {len(files)} files could not be read; the reason stands in their place.")
        raise typer.Exit(2)


def read_workspace(study: str | None, workspace: Path | None) -> None:
    """Suggestions for every filed message of the study that has none yet."""
    here = open_workspace(workspace)
    from askall.study import services as studies

    work, record = best_work(), studies.study(slug=study)
    files = extract_attachments(store_of(here), work)
    number = read_study_mail(record, work, CLOCK.now())
    say(f"{number} messages read, text of {files} attachments. Next: askall code export sheet.csv")


def _letter(codebook: Path, law: str) -> str:
    """The letter the study sends under this law, so that its echo is known; "" where the file holds only questions."""
    try:
        letters = read_study(codebook).letters
    except BadInput:
        return ""
    return next((one.body for one in letters if one.law == law), "")


def _texts(files: Sequence[Path]) -> Iterator[tuple[_Opened, tuple[Text, ...]]]:
    """Each file with its texts, in order. Documents are read in worker processes, a little ahead of the reading."""
    waiting: deque[_Opened] = deque()
    documents = documents_of(_to_read(files, waiting), Parallel(workers=None if len(files) > WORKERS_FROM else 1))
    found: list[tuple[str, Document]] = []
    for document in documents:
        yield from _finished(waiting, found)
        found.append((waiting[0].names[len(found)], document))
    yield from _finished(waiting, found)


def _finished(
    waiting: "deque[_Opened]", found: list[tuple[str, Document]]
) -> Iterator[tuple[_Opened, tuple[Text, ...]]]:
    while waiting and len(found) == len(waiting[0].names):
        opened = waiting.popleft()
        yield opened, texts_of(opened.message, [_named(one, opened) for one in found])
        found.clear()


def _named(one: tuple[str, Document], opened: _Opened) -> tuple[str, Document]:
    """A bare document's parts need no file name before them."""
    return one if opened.message else ("", one[1])


def _to_read(files: Sequence[Path], waiting: "deque[_Opened]") -> Iterator[tuple[bytes, str]]:
    for path in files:
        opened, contents = _open(path)
        waiting.append(opened)
        yield from contents


def _open(path: Path) -> tuple[_Opened, list[tuple[bytes, str]]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        return _Opened(path, fault=sentence(error)), []
    if not content:
        return _Opened(path, fault="The file is empty."), []
    sha256 = hash_of(content)
    if media_type(content, path.name) not in MESSAGES:
        return _Opened(path, sha256, names=(path.name,)), [(content, path.name)]
    message = parse_message(content)
    files = list(to_read(message.attachments))
    names = tuple(one.filename or "attachment" for one in files)
    return _Opened(path, sha256, message, names), [(one.content, name) for one, name in zip(files, names, strict=True)]


def _show(opened: _Opened, texts: tuple[Text, ...], asked: Asked, json: bool) -> None:
    if opened.fault:
        fault = {"path": str(opened.path), "error": opened.fault}
        print_json(fault) if json else say(f"{opened.path}: {opened.fault}")
        return
    reading = read(texts, asked.questions, asked.law, asked.letter)
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
