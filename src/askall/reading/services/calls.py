"""Calls of a language model: each a row, what was answered once never asked again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, Sum

from askall.foundation.errors import OutsideFailure
from askall.foundation.text import storable
from askall.reading.endpoint import MOST_FAILED, Answered, host_of
from askall.reading.model_prompt import PROMPT_VERSION, Prompt
from askall.reading.model_reading import Reply
from askall.reading.models import ModelCall
from askall.study.records import LanguageModel, StudyRecord

Call = Callable[[Prompt], Answered]


@dataclass(frozen=True, slots=True)
class ModelCosts:
    """All calls of a study: their number, how many failed, tokens, and the cost as far as prices were told."""

    calls: int
    failed: int
    tokens_in: int
    tokens_out: int
    cost: float | None


def model_costs(*, study: StudyRecord) -> ModelCosts:
    """What the study's calls have cost so far."""
    found = ModelCall.objects.filter(study_id=study.key).aggregate(
        calls=Count("pk"),
        failures=Count("pk", filter=Q(failed=True)),
        sent=Sum("tokens_in"),
        answered=Sum("tokens_out"),
        paid=Sum("cost"),
    )
    return ModelCosts(found["calls"], found["failures"], found["sent"] or 0, found["answered"] or 0, found["paid"])


def answered_before(model: LanguageModel, prompt: Prompt) -> ModelCall | None:
    """What this model said to these very words."""
    found = ModelCall.objects.filter(
        input_sha256=prompt.sha256,
        prompt_version=PROMPT_VERSION,
        endpoint=model.endpoint,
        model=model.model,
        failed=False,
    )
    return found.order_by("pk").first()


def cost_of(model: LanguageModel, tokens_in: int | None, tokens_out: int | None) -> float | None:
    """By the study's prices; None where a price or a number of tokens is not told."""
    if model.price_input is None or model.price_output is None or tokens_in is None or tokens_out is None:
        return None
    return (tokens_in * model.price_input + tokens_out * model.price_output) / 1_000_000


class Asking:
    """Asks for one message after the other, out of what was answered before where that is there. With `call` None
    nothing is asked that was not answered before."""

    def __init__(self, study: StudyRecord, model: LanguageModel, call: Call | None, at: datetime) -> None:
        self.study, self.model, self.call, self.at = study, model, call, at
        self.calls = self.known = self.failed = self.failing = 0
        self.cost: float | None = None

    def reply(self, message: int, prompt: Prompt) -> Reply:
        """Raises OutsideFailure where the endpoint refuses all calls, or has failed too often in a row."""
        if row := answered_before(self.model, prompt):
            self.known += 1
            return Reply(row.answer, row.fault)
        if self.call is None:
            return Reply("", "not asked yet", failed=True)
        answered = self.call(prompt)
        self._keep(message, prompt, answered)
        self.failing = self.failing + 1 if answered.failed else 0
        if self.failing >= MOST_FAILED:
            raise OutsideFailure(
                f"The endpoint {host_of(self.model)} gave no answer to {MOST_FAILED} calls in a row, the last time "
                f"because {answered.fault}."
            )
        return Reply(answered.text, answered.fault, answered.failed)

    def _keep(self, message: int, prompt: Prompt, answered: Answered) -> None:
        cost = cost_of(self.model, answered.tokens_in, answered.tokens_out)
        ModelCall.objects.create(
            study_id=self.study.key,
            message_id=message,
            purpose=prompt.purpose,
            questions=list(prompt.questions),
            endpoint=self.model.endpoint,
            model=self.model.model,
            prompt_version=PROMPT_VERSION,
            input_sha256=prompt.sha256,
            answer=storable(answered.text),
            fault=storable(answered.fault),
            failed=answered.failed,
            tokens_in=answered.tokens_in,
            tokens_out=answered.tokens_out,
            cost=cost,
            seconds=answered.seconds,
            tries=answered.tries,
            at=self.at,
        )
        self.calls += 1
        self.failed += answered.failed
        if cost is not None:
            self.cost = (self.cost or 0.0) + cost
