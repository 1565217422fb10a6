"""Passage: a unit of text with its label."""

from dataclasses import dataclass

from askall.reading.records import Evidence
from askall.reading.segmenting import Unit


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit of text number `part` with its label. `inside` marks text quoted from an earlier message."""

    part: int
    unit: Unit
    label: str
    raw: str
    inside: bool = False
    said: bool = False  # a "Response:" stands before it on its line

    @property
    def plain(self) -> str:
        """Folded text with single spaces."""
        return self.unit.plain

    @property
    def evidence(self) -> Evidence:
        """The passage as evidence: an exact slice of its text."""
        return Evidence(self.raw, self.part, self.unit.start, self.unit.end)
