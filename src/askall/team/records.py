"""What the team hands on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

MACHINE_READER = "machine:reader"
MACHINE_MODEL = "machine:language-model"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail."""

    at: datetime
    by: str
    action: str
    subject: str
    detail: dict[str, Any]
