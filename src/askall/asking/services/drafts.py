"""The letters of a step as they would go out, one a request, to be looked at and changed before they are queued."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from askall.asking.history import facts_of
from askall.asking.lists import Filters
from askall.asking.next_steps import HEARD_WITHIN, Draft, WorkItem
from askall.asking.records import Known, RequestRecord
from askall.asking.services.asked import requests as asked
from askall.asking.services.candidates import Candidates
from askall.asking.services.listing import Knowing, items, nothing_known
from askall.foundation.errors import BadInput
from askall.law.regimes import regime
from askall.study.letters import letter_for, letter_for_step, render
from askall.study.records import Protocol, StudyRecord

QUEUED_AS = {"chase": "chase", "clarify": "clarify", "review": "review", "complain": "complain", "readdress": "ask"}
"""Kind of task whose letter can be drafted → the step it is queued under. A new address is asked once more."""
_NOT_DUE = {
    "chase": "There is nothing to remind it of today.",
    "clarify": "No question of it waits for an answer.",
    "review": "There is no answer that a review could be asked of.",
    "complain": "There is nothing to complain about yet.",
    "readdress": "Its letter did not come back.",
}


def drafts(
    *,
    study: StudyRecord,
    step: str,
    requests: Sequence[int],
    today: date,
    known: Knowing = nothing_known,
    exclude_heard_within_days: int = HEARD_WITHIN,
    recipients: Mapping[int, str] | None = None,
) -> tuple[Draft, ...]:
    """The letter of a step to each of these requests of the study, in their order, merged and ready to be changed. One
    that cannot be written, or should not go today, says why; `known` is what later stages know of the requests, and
    `recipients` are addresses that a person chose.

    Raises BadInput for what is no step with a letter.
    """
    if step not in QUEUED_AS:
        raise BadInput(f"“{step[:40]}” is no step with a letter. Known: {', '.join(QUEUED_AS)}.")
    keys = list(dict.fromkeys(requests))
    looking = Candidates(Filters(study=study.slug, keys=frozenset(keys)), today, exclude_heard_within_days)
    more = known(keys)
    due = {one.row.key: one for one in items(step, looking.of(step).order_by("code"), today, lambda _: more)}
    records = {one.key: one for one in asked(keys=keys) if one.study == study.slug}
    for key, address in (recipients or {}).items():
        if key in due and address != due[key].recipient:
            due[key] = replace(due[key], recipient=address, recipient_why="", guess=False)
    return tuple(
        _draft(step, records[key], due.get(key), study.protocol, more.get(key, Known()), today)
        for key in keys
        if key in records
    )


def _draft(
    step: str, record: RequestRecord, item: WorkItem | None, protocol: Protocol, known: Known, today: date
) -> Draft:
    recipient = item.recipient if item else ""
    why_not = item.excluded_because if item else _NOT_DUE[step]
    try:
        letter = letter_for_step(protocol, record.body.law, item.step if item else step)
        facts = facts_of(record, known, _subject(protocol, record, known), today)
        merged = render(letter, record.body, protocol, facts)
    except BadInput as error:
        return Draft(record.key, QUEUED_AS[step], recipient, "", "", why_not or str(error))
    why_not = why_not or ("" if recipient else "No address is known to write to.")
    return Draft(
        record.key, QUEUED_AS[step], recipient, merged.subject, merged.body, why_not, _warnings(step, record, item)
    )


def _subject(protocol: Protocol, record: RequestRecord, known: Known) -> str:
    """That of our first letter: as it went out, or else as the study words it now."""
    if known.subject:
        return known.subject.removesuffix(f"[{record.token}]").strip()
    try:
        return letter_for(protocol, record.body).subject
    except BadInput:  # asked before askall, by a letter that is not in the study
        return protocol.title


def _warnings(step: str, record: RequestRecord, item: WorkItem | None) -> tuple[str, ...]:
    found = []
    if item and item.guess:
        found.append(f"{item.recipient} is a guess: check it on the body's website.")
    if step == "complain":
        law = regime(record.body.law)
        where = f"Check at {law.regulator.url} how the {law.regulator.short} takes complaints today."
        found.append(f"The chronology goes with it. {where}")
        if any(part in record.body.name for part in law.no_complaint_about):
            found.append(f"The {law.regulator.name} may hear no complaint about this body (FOISA 2002 s.48).")
    return tuple(found)
