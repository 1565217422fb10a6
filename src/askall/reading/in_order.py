"""In order: a reply in running text, whose paragraphs answer the questions of the letter one after another.

Nobody numbers such paragraphs and no question stands above them, but they keep the order of what was asked and take up
a word here and there. Each goes to the question with which its words and its kind (a yes or no, anything else) agree,
all of them together; one that fits another question nearly as well is left alone.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Sequence

from askall.reading.counting import Part, surely
from askall.reading.passage import Passage
from askall.reading.sent import firsts, questions_sent

FEWEST_ASKED, FEWEST_TOLD = 3, 2  # questions; paragraphs placed, before any is believed
MOST = 0.6  # of the paragraphs: where fewer find a place, the letter is not built so
# What may stand anywhere in a letter.
_ASIDE = re.compile(
    r"@|https?:|www\.|\bcontact\b|\byour (?:e-?mail|request|enquiry|questions)\b|\bthank|\breview\b|^if\b|\b(?:our|the) (?:response|reply|answers?)\b"
)


def in_order(read: Sequence[Passage], letter: str) -> dict[tuple[int, int], str]:
    """The number of the question that each paragraph (text, block) of the reply answers, where it is sure."""
    sent = dict(questions_sent(letter))
    asked = [(first, sent[first]) for first in firsts(sent).values()]
    if len(asked) < FEWEST_ASKED or any(one.label == "question" or one.unit.numbers for one in read if _speaks(one)):
        return {}
    paragraphs: dict[tuple[int, int], list[Passage]] = {}
    for one in read:
        if one.label == "own" and one.unit.row < 0 and not _ASIDE.search(one.plain):
            paragraphs.setdefault((one.part, one.unit.block), []).append(one)
    if len(asked) < len(sent) <= len(paragraphs):
        asked = list(sent.items())  # paragraphs enough for all parts of questions
    sure = surely(list(paragraphs.values()), [Part(tuple(units), follows=False) for _, units in asked])
    found = {place: asked[at][0] for place, at in zip(paragraphs, sure, strict=True) if at is not None}
    if len(set(found.values())) < max(FEWEST_TOLD, len(asked) / 2) or len(found) < MOST * len(paragraphs):
        return {}
    return found


def _speaks(passage: Passage) -> bool:
    return passage.label in ("own", "question")
