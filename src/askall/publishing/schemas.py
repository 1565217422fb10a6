"""What each column of the published tables means, as a Frictionless table schema (Table Schema 1.0)."""

from dataclasses import fields
from typing import Any

from askall.coding.records import DATASET_FILES

_BODY, _REQUEST = "Id of the body, as in bodies.csv.", "Id of the request, as in requests.csv."
_HASH = "SHA-256 of the stored file, 64 hexadecimal digits."
COLUMNS: dict[str, dict[str, str]] = {
    "bodies.csv": {
        "body": "Id of the body.",
        "name": "Full name, as at the date of the frame.",
        "short_name": "Name without “Council” and the like.",
        "type": "Type of body, for example London borough.",
        "nation": "Nation of the United Kingdom.",
        "region": "Region; outside England the nation.",
        "law": "Access law it answers under: FOIA or FOISA.",
        "website": "Its website.",
        "start_date": "First day in force; empty if before the register begins.",
        "end_date": "First day no longer in force; empty if still in force.",
        "predecessors": "Ids of the bodies it replaced, separated by semicolons.",
        "successors": "Ids of the bodies that replaced it, separated by semicolons.",
        "later": "What became of the body after the date of the frame.",
    },
    "requests.csv": {
        "request": "Id of the request.",
        "body": _BODY,
        "wave": "Round of asking, from 1. Figures count the latest one of each body.",
        "outcome": "How the request ended.",
        "provisions": "Law and section the body relied on, separated by semicolons.",
        "sent_on": "Day the request was sent.",
        "due_on": "Last day for an answer under the law.",
        "rival_due_on": "The same on the other reading of the law, where there are two.",
        "first_reply_on": "Day of the first reply that was not an acknowledgement.",
        "last_reply_on": "Day of the last reply.",
        "late": "“yes” only past the later of the two due dates, “no”, or empty where nothing is claimed.",
        "messages": "Number of e-mails, both ways.",
        "coders": "Who coded the outcome, by number; empty where silence is read off the log.",
        "adjudicated": "Whether a third person settled a difference between coders.",
    },
    "answers.csv": {
        "body": _BODY,
        "request": _REQUEST,
        "question": "Id of the question, as in codebook.json.",
        "answer": "The value, or a code for a missing one: not_stated, unclear, not_applicable. Never blank.",
        "outcome": "How the request ended, as in requests.csv.",
        "codebook_version": "Version of the codebook it was coded with.",
        "coders": "Who coded it, by number.",
        "adjudicated": "Whether a third person settled a difference between coders.",
        "quote": "First quote behind the answer, word for word, personal data removed.",
        "file": _HASH,
        "location": "Where in the file the quote stands.",
    },
    "evidence.csv": {
        "body": _BODY,
        "request": _REQUEST,
        "variable": "“outcome”, or the id of a question.",
        "number": "First, second … quote behind the same value.",
        "quote": "Word for word, personal data removed visibly.",
        "before": "Up to 400 characters before the quote.",
        "after": "Up to 400 characters after the quote.",
        "file": _HASH,
        "file_name": "Name of the file, as received.",
        "media_type": "Kind of file.",
        "part": "Part of the file, counted from 0.",
        "label": "Name of the part: page, sheet, e-mail.",
        "start": "First character of the quote in the text of the part, counted from 0.",
        "end": "Character after the last of the quote.",
        "received_on": "Day the file was received.",
    },
    "timeline.csv": {
        "body": _BODY,
        "request": _REQUEST,
        "on": "Day.",
        "kind": "Kind of event.",
        "note": "What happened.",
        "file": "SHA-256 of the message, or empty.",
    },
}
KEYS: dict[str, tuple[str, ...]] = {
    "bodies.csv": ("body",),
    "requests.csv": ("request",),
    "answers.csv": ("request", "question"),
    "evidence.csv": ("request", "variable", "number"),
}
_DATES = ("start_date", "end_date", "on")


def schema(name: str) -> dict[str, Any]:
    """The schema of one CSV file of the dataset: every column in order, keys, and that an empty cell is missing."""
    columns = [column.name for column in fields(DATASET_FILES[name])]
    kinds = {column.name: column.type for column in fields(DATASET_FILES[name])}
    found: dict[str, Any] = {
        "fields": [
            {"name": column, "type": _type(column, kinds[column]), "description": COLUMNS[name][column]}
            for column in columns
        ],
        "missingValues": [""],
    }
    if name in KEYS:
        found["primaryKey"] = list(KEYS[name])
    references = [("body", "bodies"), ("request", "requests")]
    foreign = [(column, table) for column, table in references if column in columns and f"{table}.csv" != name]
    if foreign:
        found["foreignKeys"] = [
            {"fields": column, "reference": {"resource": table, "fields": column}} for column, table in foreign
        ]
    return found


def _type(column: str, kind: Any) -> str:
    if kind is int:
        return "integer"
    return "date" if column in _DATES or column.endswith("_on") else "string"
