"""What people code by: sheets for a whole study going out and coming in, and forms for one request at a time."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from askall.asking import services as asking
from askall.asking.records import RequestRecord
from askall.coding.decide import disagreements
from askall.coding.forms import Case, Entered, read_form
from askall.coding.machine import sheet_request
from askall.coding.needs import OUTCOME
from askall.coding.services.codings import leaning_of, save_codings, suggestions
from askall.coding.services.kept import codings, decisions, stored_texts
from askall.coding.sheet_reading import read_sheet
from askall.coding.sheets import SheetRequest, write_adjudication_sheet, write_sheet
from askall.foundation.errors import BadInput
from askall.foundation.files import read_input
from askall.study.records import StudyRecord
from askall.team import services as team


def sheet_requests(*, study: StudyRecord) -> tuple[SheetRequest, ...]:
    """The requests there is something to code for: those that any mail came in for, with the machine's suggestions."""
    suggested = suggestions(study=study)
    return tuple(
        sheet_request(one, suggested[one.id], study.codebook.questions)
        for one in asking.requests(study=study.slug)
        if one.id in suggested
    )


def export_sheet(*, study: StudyRecord, blind: bool = False) -> bytes:
    """The coding sheet of the whole study as CSV. `blind` leaves the machine's suggestions out."""
    return write_sheet(sheet_requests(study=study), study.codebook, blind=blind)


def export_adjudication(*, study: StudyRecord) -> bytes:
    """The sheet for whoever settles the differences between coders."""
    open_questions = disagreements(one for decided in decisions(study=study).values() for one in decided.values())
    return write_adjudication_sheet(sheet_requests(study=study), open_questions, study.codebook)


def import_sheet(*, study: StudyRecord, path: Path, coder: str, role: str, at: datetime) -> int:
    """Take in a filled sheet as the codings of `coder`; the number of new codings.

    Raises InputFaults naming every fault by row and column: then nothing of the sheet is taken in.
    """
    _refuse_machines(coder)
    texts = stored_texts(study=study)
    rows = read_sheet(
        read_input(path),
        str(path),
        study.codebook,
        sheet_requests(study=study),
        lambda request: tuple(texts.get(request, {}).values()),
    )
    return save_codings(
        study=study, codings=[row.coding(coder=coder, role=role, at=at) for row in rows], by=coder, at=at
    )


def coding_case(*, study: StudyRecord, request: RequestRecord) -> Case:
    """A request as a person codes it: its questions, what the machine suggests, and what people have said so far."""
    words = suggestions(study=study, requests=[request.key]).get(request.id, {})
    said = [one for one in codings(study=study, requests=[request.key]) if one.role != "machine"]
    decided = decisions(study=study, requests=[request.key]).get(request.id, {})
    sheet = sheet_request(request, words, study.codebook.questions)
    leans = None if OUTCOME in words else leaning_of(study=study, request=request)
    return Case(request, sheet, words, tuple(said), decided, leans)


def code_request(
    *, study: StudyRecord, request: RequestRecord, coder: str, role: str, entered: Mapping[str, Entered], at: datetime
) -> int:
    """Take in a filled form as the codings of `coder`; the number of new codings.

    Raises InputFaults naming every fault by variable and field: then nothing of the form is taken in.
    """
    _refuse_machines(coder)
    texts = tuple(stored_texts(study=study, requests=[request.key]).get(request.id, {}).values())
    rows = read_form(entered, sheet_request(request, {}, study.codebook.questions), study.codebook, texts)
    return save_codings(
        study=study, codings=[row.coding(coder=coder, role=role, at=at) for row in rows], by=coder, at=at
    )


def _refuse_machines(coder: str) -> None:
    if team.person(handle=coder).kind != "person":
        raise BadInput(f"“{coder}” is a machine. Machines suggest; people code.")
