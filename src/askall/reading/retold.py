"""Retold: sentences that have most of a question's own words say it or deny it, whatever their verb.

"All systems were built in house", asked whether they were; "there is no separate team for damp and mould", asked
whether there is a dedicated one. Asked for last, where nothing else of the letter answers the question.
"""

import re
from collections.abc import Iterator, Sequence

from askall.reading.elliptic import done_by_others, is_another_side
from askall.reading.figures import years_in
from askall.reading.folding import content_stems, fold, stem
from askall.reading.passage import Passage
from askall.reading.polarity import NOT_BARRED, hedges, main_clauses, opening, stance
from askall.reading.sent import YES_OR_NO
from askall.reading.statements import CONDITION, HOLDING, Sign
from askall.reading.subjects import RESTATED, Subject

SURE = 0.6
ENOUGH = 0.6  # of the question's words
FEW = 3  # words of meaning: so many a sentence must have at least, or all
SENTENCE = 4
# Who is asked, and how, is not what is asked.
EVERYWHERE = content_stems(
    "council authority organisation body trust force service board department university constabulary company agency "
    "school currently ever already please confirm whether"
)
# What is only wondered, planned or asked, and what is said of the request itself.
_OPEN = re.compile(
    r"\b(?:if|whether|would|could|should|may|might|plan\w*|intend\w*|consider\w*|propos\w+|draft|example|asked?|asking|"
    r"your request|(?:that|our|the (?:first|original|initial)) (?:response|reply)|"
    r"information (?:you|requested|is|held)|section|exempt\w*|interests?|weight|will|please|see)\b"
)
# "… in order to meet our goals": why, which answers need not say again.
_PURPOSE = re.compile(
    r"\b(?:in order to|so as to|so that|for the purposes? of|with regards? to|as part of|in line with)\b[^,?]*"
)
_LABELLED = re.compile(r"^(?P<label>[^:?.]{3,70}?) ?(?::|=| -) ?(?P<told>\S.*)")
THERE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|\w{2,}(?:ed|es|s)|run|held|kept|made|built|paid|bought|spent|sold)\b"
)


def retold(about: Subject, read: Sequence[Passage]) -> Iterator[Sign]:
    """Yes, no or formerly, of each sentence of the body's own that has most words of the question."""
    text = fold(about.question.text)
    asked = (about.asked - content_stems(" ".join(_PURPOSE.findall(text))) or about.asked) - EVERYWHERE
    own = set(map(stem, _OPEN.findall(text)))
    former = stance(text) == "formerly"
    for passage in read:
        plain = passage.plain
        if passage.label != "own" or passage.unit.row >= 0 or passage.raw.isupper():
            continue  # capitals are a title
        if _is_left_open(plain, own) or not _is_of(about, plain, asked):
            continue
        if HOLDING.search(plain) and not HOLDING.search(text):
            continue
        if is_another_side(text, plain) or done_by_others(text, plain):
            continue
        clause = max(main_clauses(plain), key=lambda one: len(asked & content_stems(one)))
        meaning = stance(clause)
        if meaning in ("no", "hedged") or (meaning == "formerly" and not former):
            yield Sign(meaning, SURE, passage, "a sentence has the words of the question")
        elif opening(plain) != "no" and THERE.search(clause):
            yield Sign("yes", SURE, passage, "a sentence has the words of the question")


def labelled(about: Subject, read: Sequence[Passage], rivals: Sequence[frozenset[str]]) -> Iterator[Sign]:
    """The yes or no of "Separate recording: Yes", whose label has more words of this question than of any other."""
    for passage in read:
        found = _LABELLED.match(passage.plain) if passage.label in ("own", "heading") else None
        meaning = opening(found["told"]) if found else ""
        if found and meaning in ("yes", "no"):
            stems = content_stems(found["label"]) - EVERYWHERE
            shared = len(stems & about.asked)
            if 2 * shared > len(stems) and all(len(stems & one) < shared for one in rivals):
                yield Sign(meaning, SURE, passage, "its label has the words of the question")


def _is_of(about: Subject, plain: str, asked: frozenset[str]) -> bool:
    if about.names and not about.names.search(plain):
        return False
    if about.years and (years := years_in(plain)) and not about.years & years:
        return False
    shared = len(asked & content_stems(plain))
    return shared >= max(ENOUGH * len(asked), min(FEW, max(2, len(asked))))


def _is_left_open(plain: str, own: set[str]) -> bool:
    if (
        len(plain.split()) < SENTENCE
        or plain.endswith(("?", ":"))
        or YES_OR_NO.match(plain)
        or set(map(stem, _OPEN.findall(plain))) - own
    ):
        return True
    return bool(CONDITION.match(plain) or NOT_BARRED.search(plain) or hedges(plain) or RESTATED.search(plain))
