"""A language model beside the reader where there is no workspace: files are read, nothing is kept."""

from collections.abc import Sequence
from functools import cached_property

from askall.foundation.errors import OutsideFailure
from askall.reading.endpoint import MOST_FAILED, Endpoint, host_of, stays_here
from askall.reading.hiding import nothing_hidden
from askall.reading.model_key import key_of
from askall.reading.model_prompt import Prompt
from askall.reading.model_reading import ModelJob, Reply, read_by_model, says_nothing_yet
from askall.reading.records import Hide, Reading, Suggestion, Text
from askall.study.records import LanguageModel, Question

Told = tuple[tuple[str, Suggestion], ...]


class ModelBeside:
    """Fills in what the reader abstained from, by the same prompt and the same checks as in a workspace."""

    def __init__(self, model: LanguageModel, hide: Hide) -> None:
        self.model, self.hide = model, hide if model.hide_names else nothing_hidden
        self.known: dict[str, Reply] = {}
        self.failing = 0

    @cached_property
    def endpoint(self) -> Endpoint:
        """Opened when something is first asked. Raises BadInput if its key is missing."""
        return Endpoint(self.model, key_of(self.model))

    @property
    def host(self) -> str:
        """Where the words go."""
        return host_of(self.model)

    @property
    def stays_here(self) -> bool:
        """Whether they stay on this computer."""
        return stays_here(self.model)

    def filled(
        self, messages: Sequence[tuple[Sequence[Text], Reading]], questions: Sequence[Question], letter: str, told: Told
    ) -> Told:
        """`told` of a request, with the model's values for what has none or only a guess: the newest message that gives
        one counts.

        Raises BadInput if the endpoint's key is missing, OutsideFailure if it refuses or gives no answer.
        """
        said = dict(told)
        for texts, reading in reversed(messages):
            missing = tuple(one for one in questions if one.id in said and _is_open(said[one.id]))
            if missing and not says_nothing_yet(reading.outcome):
                found = read_by_model(ModelJob(tuple(texts), missing, letter), self.model, self.hide, self._ask)
                said |= {name: one for name, one in found.reading.answers if one.value is not None}
        return tuple(said.items())

    def _ask(self, prompt: Prompt) -> Reply:
        if prompt.sha256 not in self.known:
            answered = self.endpoint.ask(prompt)
            self.failing = self.failing + 1 if answered.failed else 0
            if self.failing >= MOST_FAILED:
                raise OutsideFailure(
                    f"The endpoint {self.host} gave no answer, the last time because {answered.fault}."
                )
            reply = Reply(answered.text, answered.fault, answered.failed)
            if answered.failed:
                return reply
            self.known[prompt.sha256] = reply
        return self.known[prompt.sha256]


def _is_open(told: Suggestion) -> bool:
    return told.value is None or told.is_guess
