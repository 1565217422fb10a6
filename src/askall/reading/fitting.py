"""Fitting: in running text a question that nothing else answers is given the sentence that fits it best of all.

A word tells the more the fewer sentences of the letter and the fewer questions of the codebook have it; a sentence that
fits another question as well is not taken, and among few questions nothing is told by fitting best. Much of this is a
guess, and stated as one: of 70 answers found so in the written letters of benchmarks/reading, after mending on them, 65
were right.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from askall.reading.elliptic import done_by_others, is_another_side
from askall.reading.folding import content_stems, fold
from askall.reading.passage import Passage
from askall.reading.polarity import NOT_BARRED, hedges, main_clauses, negates, only_planned, opening
from askall.reading.retold import EVERYWHERE, THERE
from askall.reading.statements import CONDITION, Sign
from askall.reading.subjects import RESTATED, Subject

SURE = 0.5
FITS = 1.6  # of a sentence, to be taken
FEWEST = 4  # other questions
FEWEST_WORDS = 5  # of a sentence
RARER, RARER_ASKED = 0.7, 0.7  # how much less a word tells with each sentence, and each question, more that has it
_SHORTLY = re.compile(r"n't\b|\w'(?:s|ve|re|m)\b")  # verbs too
# What is asked, decided or said of an earlier reply.
_OPEN = re.compile(
    r"\b(?:whether|should|asked|asking|would|could|might|may|if|(?:that|our|the (?:first|original|initial)) (?:response|reply)|questions? \d|withheld|exempt\w*|you (?:asked|ask|say|said|wrote|mention))\b"
)


def best_fit(about: Subject, read: Sequence[Passage], rivals: Sequence[frozenset[str]]) -> Iterator[Sign]:
    """Yes or no by the sentence of the body's own that fits this question best, if it fits none of the `rivals` as
    well."""
    if len(rivals) < FEWEST:
        return
    own = [one for one in read if one.label == "own" and len(one.plain.split()) >= FEWEST_WORDS]
    asked = (about.asked | content_stems(fold(" ".join(about.question.keywords)))) - EVERYWHERE
    weights = _weights(own, [asked, *rivals])
    fits = [(_fit(asked, one, weights), -at) for at, one in enumerate(own)]
    fit, at = max(fits, default=(0.0, 0))
    if fit < FITS:
        return
    passage = own[-at]
    plain = passage.plain
    if any(_fit(one - EVERYWHERE, passage, weights) >= fit for one in rivals) or _tells_nothing(plain):
        return
    text = fold(about.question.text)
    if is_another_side(text, plain) or done_by_others(text, plain):
        return
    clause = max(main_clauses(plain), key=lambda one: len(asked & content_stems(one)))
    if hedges(clause) or only_planned(clause):
        return
    meaning = opening(plain) if opening(plain) in ("yes", "no") else "no" if negates(clause) else "yes"
    yield Sign(meaning, SURE, passage, "of all sentences it fits best")


def _weights(own: Sequence[Passage], asked: Sequence[frozenset[str]]) -> Mapping[str, float]:
    told = Counter(stem for one in own for stem in content_stems(one.plain))
    asking = Counter(stem for one in asked for stem in one)
    return {stem: 1 / (1 + RARER * (number - 1)) / max(1, asking[stem]) ** RARER_ASKED for stem, number in told.items()}


def _fit(asked: frozenset[str], passage: Passage, weights: Mapping[str, float]) -> float:
    return sum(weights[stem] for stem in asked & content_stems(passage.plain))


def _tells_nothing(plain: str) -> bool:
    return not (THERE.search(plain) or _SHORTLY.search(plain)) or bool(
        CONDITION.match(plain)
        or plain.startswith(("your question", "you ask", "unlike "))
        or plain.endswith(("?", ":"))
        or RESTATED.search(plain)
        or NOT_BARRED.search(plain)
        or _OPEN.search(plain)
    )
