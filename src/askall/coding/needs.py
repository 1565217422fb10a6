"""Which values need evidence, and which claim something. One rule for sheets, pages and the freeze."""

from askall.study.records import MISSING

NO_REPLY = "no_reply"
NOT_CODED = "not_coded"
"""In a dataset only: the outcome of a request with mail on which people have not said their last word."""

OUTCOME = "outcome"
"""The variable every request has, beside the questions of the codebook."""


def needs_quote(variable: str, value: str) -> bool:
    """Whether a coding of this value is refused without a quote: all but the missing codes, and silence, which the log
    of messages shows."""
    return value not in MISSING and not (variable == OUTCOME and value in (NO_REPLY, NOT_CODED))


def is_positive(answer: str) -> bool:
    """Whether an answer claims that something is there: any value but the missing codes, "no" and zero."""
    return answer not in (*MISSING, "no") and not _is_zero(answer)


def _is_zero(answer: str) -> bool:
    try:
        return float(answer) == 0
    except ValueError:
        return False
