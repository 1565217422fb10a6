"""The machine as a coder: its suggestions in the shape of codings, under its own id, so that its agreement with people
can be reported. They never count (decide.py leaves them out)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from askall.asking.records import RequestRecord
from askall.coding.needs import OUTCOME
from askall.coding.records import Coding, Quote, StoredText
from askall.coding.sheets import SheetRequest, Suggested
from askall.foundation.clock import uk_date
from askall.mail.records import StoredMessage
from askall.reading.records import Evidence, Place, StoredReading, Suggestion, Text, Value
from askall.reading.thread import combine
from askall.study.codebook import applies
from askall.study.records import Question
from askall.team.records import MACHINE_READER

Thread = Sequence[tuple[StoredMessage, StoredReading]]
