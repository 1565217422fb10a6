"""Every column of the dataset declared: does it hold personal data, and what happens to it. A test refuses an
undeclared column. What is held but never published is declared with the tables that hold it."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from askall.coding.redaction import redact

Row = TypeVar("Row")

AS_IS = "published as is"
REDACTED = "redacted"
NEVER = "never published"
TREATMENTS = (AS_IS, REDACTED, NEVER)


def _columns(listed: str, redacted: str = "", never: str = "") -> dict[str, str]:
    return (
        dict.fromkeys(listed.split(), AS_IS)
        | dict.fromkeys(redacted.split(), REDACTED)
        | dict.fromkeys(never.split(), NEVER)
    )


PERSONAL: dict[str, dict[str, str]] = {
    "bodies.csv": _columns(
        "body name short_name type nation region law website start_date end_date predecessors successors later"
    ),
    "requests.csv": _columns(  # coders are published as "coder 1", "coder 2"
        "request body wave outcome provisions sent_on due_on rival_due_on first_reply_on last_reply_on late messages "
        "coders adjudicated"
    ),
    "answers.csv": _columns(
        "body request question outcome codebook_version coders adjudicated file", redacted="answer quote location"
    ),
    "evidence.csv": _columns(
        "body request variable number file media_type part start end received_on",
        redacted="quote before after file_name label",
    ),
    "timeline.csv": _columns("body request on kind file", redacted="note"),
    # What coding works with and the dataset leaves out.
    "Coding": _columns(
        "request variable codebook_version at provisions role", redacted="value quotes", never="coder why"
    ),
    "StoredText": _columns("sha256 part media_type received_on", redacted="label file_name", never="text"),
}
"""File or record → column → treatment. `StoredText.text` leaves the workspace as quote and context only."""


def redacted_row(file: str, row: Row, keep: frozenset[str] = frozenset()) -> Row:
    """`row` of this file of the dataset with its personal columns redacted; what is redacted already stays so."""
    changed: dict[str, Any] = {}
    for column in fields(row):  # type: ignore[arg-type]  # rows are dataclasses
        if PERSONAL[file][column.name] == REDACTED:
            value = getattr(row, column.name)
            redacted = redact(value, keep).text
            if redacted != value:
                changed[column.name] = redacted
    return replace(row, **changed) if changed else row  # type: ignore[type-var]
