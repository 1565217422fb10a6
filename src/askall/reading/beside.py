"""Beside: what running text tells beside a refusal that is of one part alone.

"The Trust checks work with Turnitin. Remote examinations ended in 2022. What was paid is exempt under section 43(2)":
no word says that something was given, but paragraphs apart from the refusal speak of what several questions asked.
"""

import re
from collections.abc import Sequence

from askall.reading.folding import content_stems
from askall.reading.outright import is_vexatious, refuses_as_a_whole
from askall.reading.passage import Passage
from askall.reading.retold import EVERYWHERE, THERE
from askall.reading.sent import questions_sent
from askall.reading.telling import LEADS, SEARCHING, addresses
from askall.reading.weighing import Weighed

FEWEST_TOLD, FEWEST_ASKED = 3, 2  # sentences, and questions that they speak of
KEEPING = ("withheld", "cost", "elsewhere", "not_held", "ncnd", "clarification", "extension", "transferred", "fee")
_OF_THE_REQUEST = re.compile(r"^your? |\b(?:requests?|requested|information|foia?)\b")
SHARED = 2  # words of a question


def told_beside(
    weighed: Weighed, read: Sequence[Passage], refused: Sequence[Passage], about: frozenset[str], letter: str
) -> list[Passage]:
    """The sentences, in paragraphs without any sign of a decision, that answer questions of the letter; none if they
    are few, all of one question, or if the refusal is of the whole."""
    if is_vexatious(weighed) or refuses_as_a_whole(weighed, read) or weighed.best("review"):
        return []
    asked = [
        frozenset.union(*(content_stems(one.plain) for one in some)) - EVERYWHERE for _, some in questions_sent(letter)
    ]
    signs = {id(one) for one in [*refused, *weighed.passages(*KEEPING)]}
    decided = {(one.part, one.unit.block) for one in read if id(one) in signs or one.label == "argument"}
    told = [
        one
        for one in read
        if one.label == "own"
        and (one.part, one.unit.block) not in decided
        and THERE.search(one.plain)
        and not (SEARCHING.search(one.plain) or LEADS.search(one.plain) or _OF_THE_REQUEST.search(one.plain))
        and addresses(one, about)
    ]
    spoken_of = {_best(one, asked) for one in told} - {-1}
    return told if len(told) >= FEWEST_TOLD and len(spoken_of) >= FEWEST_ASKED else []


def _best(passage: Passage, asked: Sequence[frozenset[str]]) -> int:
    """The place of the question that shares most words with a sentence; -1 if none shares enough."""
    shared = [(len(one & content_stems(passage.plain)), -at) for at, one in enumerate(asked)]
    most, at = max(shared, default=(0, 0))
    return -at if most >= SHARED else -1
