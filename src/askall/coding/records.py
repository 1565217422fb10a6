"""What coding hands on: codings and the frozen dataset, row by row. These dataclasses are the columns of its files."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Quote:
    """Where a coding rests: file hash, part number and label within the file, offsets, and the exact words."""

    sha256: str
    part: int
    label: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class StoredText:
    """The text of one part of a stored file of a request, as received: what quotes are looked up in.

    `label` names the part ("page 2", "e-mail"); `received_on` is ISO or "".
    """

    sha256: str
    part: int
    label: str
    text: str
    file_name: str = ""
    media_type: str = ""
    received_on: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """One person's (or the machine's) word on one variable of one request. `variable` is "outcome" or a question id.

    `role` is "coder", "adjudicator" or "machine"; `provisions` go with an outcome ("FOIA 31(1)(a)").
    """

    request: str
    variable: str
    value: str
    coder: str
    role: str
    codebook_version: int
    at: datetime
    quotes: tuple[Quote, ...] = ()
    provisions: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class CodingFilters:
    """Which requests a list of coding shows: all that fit every filter given. `q` is part of a name or an id; `by` a
    person who coded any of it, `not_by` one who has not."""

    q: str = ""
    state: str = ""
    by: str = ""
    not_by: str = ""


@dataclass(frozen=True, slots=True)
class CodingRow:
    """How far the coding of a request is that mail came in for, as a list shows it. `coders` are the people who coded
    any of it, `disputed` the variables on which they differ. `alike`: how many others that nobody has coded were
    answered in the same manner, where that is asked for."""

    key: int
    id: str
    name: str
    state: str
    coders: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    alike: int = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """A section of a law ("FOIA 31"), what it is about, and how many requests' outcomes name it."""

    section: str
    title: str
    requests: int


@dataclass(frozen=True, slots=True)
class OutcomeSoFar:
    """What happened to a request and the provisions named: finally if `settled`, else as the machine suggests."""

    outcome: str
    provisions: tuple[str, ...]
    settled: bool
    state: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """bodies.csv: one body of the frame, as at the date of the frame. Lists are separated by ";"."""

    body: str
    name: str
    short_name: str
    type: str
    nation: str
    region: str
    law: str
    website: str
    start_date: str  # ISO or ""
    end_date: str  # ISO or "": also shows a merger after the frame's date
    predecessors: str
    successors: str
    later: str  # "" or a sentence on what became of the body after the frame's date


@dataclass(frozen=True, slots=True)
class RequestRow:
    """requests.csv: one request, also the silent ones. Dates ISO or ""; `late` is "yes", "no" or "" (not claimed)."""

    request: str
    body: str
    wave: int
    outcome: str
    provisions: str  # "FOIA 31(1)(a);FOIA 24(1)"
    sent_on: str
    due_on: str
    rival_due_on: str
    first_reply_on: str
    last_reply_on: str
    late: str
    messages: int
    coders: str  # handles separated by ";", "" where nobody coded (silence is established from the log)
    adjudicated: str  # "yes" or "no"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """answers.csv: one question of one coded request. `answer` may be a missing-value code, never blank.

    `quote`, `file`, `location` repeat the first quote of evidence.csv so that the row stands on its own.
    """

    body: str
    request: str
    question: str
    answer: str
    outcome: str
    codebook_version: int
    coders: str
    adjudicated: str
    quote: str
    file: str
    location: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """evidence.csv: each quote behind an answer or an outcome, in its context, personal data redacted visibly."""

    body: str
    request: str
    variable: str
    number: int
    quote: str
    before: str  # up to 400 characters before the quote
    after: str
    file: str  # SHA-256
    file_name: str
    media_type: str
    part: int
    label: str
    start: int
    end: int
    received_on: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """timeline.csv: what happened to a request, day by day. `file` is the message's hash or ""."""

    body: str
    request: str
    on: str
    kind: str
    note: str
    file: str


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """manifest.json beside the hashes: what the dataset is of. `study` has title, organisations, contact, summary.

    `agreement` maps each variable to {"units", "raw", "kappa", "alpha"} between people and `machine_agreement`
    likewise between the machine's suggestions and the final codings.
    """

    study: dict[str, Any]
    as_at: date
    frozen_at: datetime
    frame_sha256: str
    codebook_version: int
    codebook_sha256: str
    askall_version: str
    synthetic: bool
    agreement: dict[str, dict[str, Any]] = field(default_factory=dict)
    machine_agreement: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


DATASET_FILES: dict[str, type] = {
    "bodies.csv": BodyRow,
    "requests.csv": RequestRow,
    "answers.csv": AnswerRow,
    "evidence.csv": EvidenceRow,
    "timeline.csv": TimelineRow,
}
"""The CSV files of a dataset. Beside them: codebook.json, claims.json and manifest.json."""
