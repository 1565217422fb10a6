"""Leaning: what is not sure enough to be said is kept beside the abstention, for learning and for the clock."""

from dataclasses import replace

from askall.reading.records import Suggestion

SPEAKS = 0.5  # an outcome less sure than this is as often wrong as right, and would cost more trust than it saves time
_MAY_BE = "unclear: it may be "


def said_above(suggestion: Suggestion, line: float, why: str) -> Suggestion:
    """The suggestion if it is sure enough, else an abstention for this reason that keeps it first among what was
    weighed."""
    if suggestion.value is None or suggestion.confidence >= line:
        return suggestion
    kept = (replace(suggestion, why=(), others=()), *suggestion.others)
    return Suggestion(None, abstained=why, why=suggestion.why, others=kept)


def outcome_said(outcome: Suggestion) -> Suggestion:
    """The outcome as it is given: an abstention where it is hardly more than a guess."""
    return said_above(outcome, SPEAKS, _MAY_BE + str(outcome.value).replace("_", " "))


def leaning(outcome: Suggestion) -> Suggestion | None:
    """What an outcome that was not said for want of sureness would have been; None for any other."""
    return outcome.others[0] if outcome.value is None and outcome.abstained.startswith(_MAY_BE) else None
