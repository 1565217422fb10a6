"""How patterns are written: plain phrases with a few signs, behind words that must be present for them to be tried.

A letter has hundreds of sentences and the tables hundreds of phrases. Looking for a literal word first costs a tenth
of what the expression costs, and nearly every sentence is done with there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of expressions tried only on text that holds one of the trigger words (on all text if there are none)."""

    triggers: tuple[str, ...]
    expression: re.Pattern[str]

    def search(self, plain: str) -> "re.Match[str] | None":
        """The first match in folded, squeezed text."""
        if self.triggers and not any(map(plain.__contains__, self.triggers)):
            return None
        return self.expression.search(plain)


def phrases(triggers: str, *alternatives: str) -> Phrases:
    """`triggers` are words parted by white space ("_" stands for a space in one). No expression may hold a repetition
    inside a repetition; gaps are bounded, so that hostile text costs no more than honest text."""
    words = tuple(word.replace("_", " ") for word in triggers.split())
    return Phrases(words, re.compile("|".join(f"(?:{one})" for one in alternatives)))


class Triggers:
    """Which of many sets of triggers have one in a text, told by a few of its runs of three letters: each trigger is
    looked for only where its rarest run stands, so that a hundred sets cost little more than a few."""

    def __init__(self, sets: Sequence[Phrases]) -> None:
        runs = Counter(run for one in sets for trigger in one.triggers for run in _runs(trigger))
        self._always = frozenset(at for at, one in enumerate(sets) if not one.triggers)
        self._short: list[tuple[str, int]] = []
        self._by_run: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for at, one in enumerate(sets):
            for trigger in one.triggers:
                rarest = min(_runs(trigger), key=lambda run: (runs[run], run), default=None)
                (self._short if rarest is None else self._by_run[rarest]).append((trigger, at))

    def among(self, plain: str) -> frozenset[int]:
        """The places of the sets that may match the text; those without triggers always may."""
        found = {at for trigger, at in self._short if trigger in plain}
        for run in self._by_run.keys() & _runs(plain):
            found.update(at for trigger, at in self._by_run[run] if trigger in plain)
        return self._always | found


def _runs(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}
