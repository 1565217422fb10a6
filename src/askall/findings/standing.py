"""Where each body stands on a question: silence, refusal, not held and "no" stay apart to the last table."""

from dataclasses import dataclass

from askall.coding.records import AnswerRow, BodyRow, RequestRow
from askall.findings.dataset import Dataset
from askall.findings.faults import APPLIES
from askall.study.records import MISSING, Question

PARTS = ("answered", "refused", "not_held", "neither_confirm_nor_deny", "silent", "other")
"""The partition of those asked: each body asked is in exactly one part, so the parts always add up to the base."""

# What a thread's last word means for a question that got no value. A review that upheld the body's decision leaves
# the refusal standing. An acknowledgement alone says nothing: the body is as silent as one that never wrote.
PART_OF_OUTCOME = {
    "refused": "refused",
    "review_upheld": "refused",
    "not_held": "not_held",
    "neither_confirm_nor_deny": "neither_confirm_nor_deny",
    "no_reply": "silent",
    "acknowledged": "silent",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One body on one question. `part` is one of PARTS, or "not_applicable", which is outside every base.

    `answer` is the value where `part` is "answered", else "". `why` says what "other" hides: not_stated, unclear,
    or the outcome (undeliverable, transferred, ...).
    """

    part: str
    answer: str = ""
    why: str = ""


def applies(question: Question, body: BodyRow) -> bool:
    """Whether the question was put to bodies of this type, nation and region."""
    return all(getattr(body, APPLIES[field]) in values for field, values in question.applies_to)


def standing(question: Question, body: BodyRow, request: RequestRow, row: AnswerRow | None) -> Standing:
    """Where `body` stands on `question`. A missing-value code never becomes a value."""
    answer = row.answer if row else "not_stated"
    if answer == "not_applicable" or not applies(question, body):
        return Standing("not_applicable")
    if answer not in MISSING:
        return Standing("answered", answer)
    part = PART_OF_OUTCOME.get(request.outcome, "other")
    if part != "other":
        return Standing(part)
    return Standing("other", why=answer if request.outcome in WITH_REPLY else request.outcome)


WITH_REPLY = ("answered", "partly_answered", "review_overturned")


def standings(dataset: Dataset, question: Question) -> dict[str, Standing]:
    """Body id → standing, for each body that has a request (of its latest wave)."""
    found = {}
    for body in dataset.bodies:
        request = dataset.latest.get(body.body)
        if request is not None:
            row = dataset.answer_of.get((request.request, question.id))
            found[body.body] = standing(question, body, request, row)
    return found
