"""How patterns are written: plain phrases with a few signs, behind words that must be present for them to be tried.

A letter has hundreds of sentences and the tables hundreds of phrases. Looking for a literal word first costs a tenth
of what the expression costs, and nearly every sentence is done with there.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of expressions tried only on text that holds one of the trigger words (on all text if there are none)."""

    triggers: tuple[str, ...]
    expression: re.Pattern[str]

    def search(self, plain: str) -> "re.Match[str] | None":
        """The first match in folded, squeezed text."""
        if not self.triggers:
            return self.expression.search(plain)
        for trigger in self.triggers:
            if trigger in plain:
                return self.expression.search(plain)
        return None


def phrases(triggers: str, *alternatives: str) -> Phrases:
    """`triggers` are words parted by white space ("_" stands for a space in one). No expression may hold a repetition
    inside a repetition; gaps are bounded, so that hostile text costs no more than honest text."""
    words = tuple(word.replace("_", " ") for word in triggers.split())
    return Phrases(words, re.compile("|".join(f"(?:{one})" for one in alternatives)))
