"""What of a letter never leaves the computer: what is taken out of it before anything is published, too."""

from collections.abc import Iterable, Sequence

from askall.coding.redaction import personal_spans
from askall.coding.redaction_marks import MARKERS
from askall.reading.records import Hide
from askall.study.records import Question


def hider_for(questions: Iterable[Question]) -> Hide:
    """Hides people's names, telephone numbers and own mail addresses; words of the questions are nobody's name."""
    words = [word for one in questions for word in (*one.keywords, *one.choices)]

    def places(text: str) -> Sequence[tuple[int, int, str]]:
        return [(one.start, one.end, MARKERS[one.kind]) for one in personal_spans(text, words)]

    return places
