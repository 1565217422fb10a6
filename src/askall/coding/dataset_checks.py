"""What must hold before a dataset is frozen. Each fault is a sentence that names the file and the row's own id."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from askall.coding.needs import NO_REPLY, NOT_CODED, OUTCOME, is_positive, needs_quote
from askall.coding.records import AnswerRow, BodyRow, DatasetInfo, EvidenceRow, RequestRow, TimelineRow
from askall.study.records import MISSING, OUTCOMES

_HASH = re.compile(r"[0-9a-f]{64}")
_REQUEST_DATES = ("sent_on", "due_on", "rival_due_on", "first_reply_on", "last_reply_on")


def dataset_faults(tables: Mapping[str, list[Any]], codebook_json: Any, info: DatasetInfo) -> list[str]:
    """Every fault of the rows; empty where the dataset is sound. `tables` maps each file to its rows."""
    bodies: list[BodyRow] = tables["bodies.csv"]
    requests: list[RequestRow] = tables["requests.csv"]
    answers: list[AnswerRow] = tables["answers.csv"]
    evidence: list[EvidenceRow] = tables["evidence.csv"]
    timeline: list[TimelineRow] = tables["timeline.csv"]
    quoted = {(row.request, row.variable) for row in evidence if row.quote.strip()}
    questions = {question["id"] for question in codebook_json["questions"]}
    return [
        *_info_faults(codebook_json, info),
        *_doubled("bodies.csv", (row.body for row in bodies)),
        *_request_faults(requests, {row.body for row in bodies}, quoted),
        *_answer_faults(answers, {row.request: row for row in requests}, questions, quoted),
        *_evidence_faults(evidence, {row.request: row.body for row in requests}, questions),
        *_timeline_faults(timeline, {row.request: row.body for row in requests}),
    ]


def _info_faults(codebook_json: Any, info: DatasetInfo) -> Iterator[str]:
    if (codebook_json["version"], codebook_json["sha256"]) != (info.codebook_version, info.codebook_sha256):
        yield "codebook.json: is another version than the one the manifest names."
    for name, value in (("frame_sha256", info.frame_sha256), ("codebook_sha256", info.codebook_sha256)):
        if not _HASH.fullmatch(value):
            yield f"manifest.json: {name} “{value[:80]}” is not a SHA-256 hash."
    if info.frozen_at.tzinfo is None:
        yield "manifest.json: frozen_at has no time zone."


def _request_faults(rows: Iterable[RequestRow], bodies: set[str], quoted: set[tuple[str, str]]) -> Iterator[str]:
    rows = list(rows)
    yield from _doubled("requests.csv", (row.request for row in rows))
    yield from _doubled("requests.csv", (f"{row.body}, wave {row.wave}" for row in rows))
    for row in rows:
        here = f"requests.csv, {row.request}"
        if row.body not in bodies:
            yield f"{here}: its body “{row.body}” is not in bodies.csv."
        if row.outcome not in (*OUTCOMES, NOT_CODED):
            yield f"{here}: “{row.outcome}” is not an outcome. Every request needs one; silence has its own, no_reply."
        elif row.coders and needs_quote(OUTCOME, row.outcome) and (row.request, OUTCOME) not in quoted:
            yield f"{here}: the outcome “{row.outcome}” has no quote."
        if row.late not in ("yes", "no", "") or row.adjudicated not in ("yes", "no"):
            yield f"{here}: “late” and “adjudicated” are yes or no."
        yield from (
            f"{here}: {column} “{getattr(row, column)}” is not a date."
            for column in _REQUEST_DATES
            if not _is_date(getattr(row, column))
        )


def _answer_faults(
    rows: Iterable[AnswerRow], requests: Mapping[str, RequestRow], questions: set[str], quoted: set[tuple[str, str]]
) -> Iterator[str]:
    rows = list(rows)
    yield from _doubled("answers.csv", (f"{row.request}, {row.question}" for row in rows))
    for row in rows:
        here = f"answers.csv, {row.request}, {row.question}"
        request = requests.get(row.request)
        if request is None or request.body != row.body:
            yield f"{here}: there is no such request of body “{row.body}” in requests.csv."
            continue
        if row.question not in questions:
            yield f"{here}: the codebook has no such question."
        if row.outcome != request.outcome:
            yield f"{here}: its outcome “{row.outcome}” is not that of requests.csv, “{request.outcome}”."
        yield from _value_faults(here, row, quoted)


def _value_faults(here: str, row: AnswerRow, quoted: set[tuple[str, str]]) -> Iterator[str]:
    """Silence is not "no", a blank is no value, and a positive answer stands on a quote of a stored file."""
    if not row.answer.strip():
        yield f"{here}: is blank. A missing answer has its own code ({', '.join(MISSING)})."
    elif row.outcome == NO_REPLY and row.answer not in MISSING:
        yield f"{here}: “{row.answer}” cannot be the answer of a body that did not reply."
    elif is_positive(row.answer) and not (row.quote.strip() and (row.request, row.question) in quoted):
        yield f"{here}: the answer “{row.answer}” has no quote."
    if row.quote.strip() and not _HASH.fullmatch(row.file):
        yield f"{here}: file “{row.file[:80]}” is not a SHA-256 hash."


def _evidence_faults(rows: Iterable[EvidenceRow], body_of: Mapping[str, str], questions: set[str]) -> Iterator[str]:
    rows = list(rows)
    yield from _doubled("evidence.csv", (f"{row.request}, {row.variable}, number {row.number}" for row in rows))
    for row in rows:
        here = f"evidence.csv, {row.request}, {row.variable}, number {row.number}"
        if body_of.get(row.request) != row.body:
            yield f"{here}: there is no such request of body “{row.body}” in requests.csv."
        if row.variable != OUTCOME and row.variable not in questions:
            yield f"{here}: is neither “outcome” nor a question of the codebook."
        if not _HASH.fullmatch(row.file):
            yield f"{here}: file “{row.file[:80]}” is not a SHA-256 hash."
        if not row.quote.strip() or not 0 <= row.start < row.end:
            yield f"{here}: has no words."


def _timeline_faults(rows: Iterable[TimelineRow], body_of: Mapping[str, str]) -> Iterator[str]:
    for row in rows:
        here = f"timeline.csv, {row.request}, {row.on}"
        if body_of.get(row.request) != row.body:
            yield f"{here}: there is no such request of body “{row.body}” in requests.csv."
        if not row.on or not _is_date(row.on[:10]):
            yield f"{here}: “{row.on[:40]}” is not a date."
        if row.file and not _HASH.fullmatch(row.file):
            yield f"{here}: file “{row.file[:80]}” is not a SHA-256 hash."


def _doubled(file: str, keys: Iterable[str]) -> Iterator[str]:
    return (f"{file}, {key}: stands there {number} times." for key, number in Counter(keys).items() if number > 1)


def _is_date(text: str) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False
