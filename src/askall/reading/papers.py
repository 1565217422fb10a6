"""Papers: whether there is a policy, or was an assessment, of which running text says that it is sent or what became of it.

"Do you have a written policy or procedure on drones?" – "The team works to Service Order 7.14, which I attach." Bodies
have many names for the same kind of paper, and a letter about one matter speaks of that matter's, unless it names it
otherwise ("our complaints procedure").
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from askall.reading.folding import content_stems, fold, stem
from askall.reading.passage import Passage
from askall.reading.polarity import hedges, main_clauses, negates, only_planned, opening
from askall.reading.statements import CONDITION, Sign
from askall.reading.subjects import RESTATED, Subject

NAMED, NEAR = 0.65, 0.6  # how sure: where the sentence has another word of the question; where it has none


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of paper: how a question asks for it, what letters call it, and the stems that a question has of it."""

    asked: re.Pattern[str]
    called: re.Pattern[str]
    stems: frozenset[str]


def _kind(asked: str, called: str) -> _Kind:
    names = frozenset(stem(word) for word in re.findall(r"[a-z]{4,}", asked))
    return _Kind(re.compile(asked), re.compile(called), names)


_KINDS = (
    _kind(
        r"\b(?:policy|policies|procedures?|protocols?|guidance|guidelines|code of practice)\b",
        r"\b(?:polic(?:y|ies)|procedures?|protocols?|guidance|guidelines|codes? of practice|sops?|standard operating procedures?|service orders?|standing orders?|operations manual|memorandum of understanding)\b",
    ),
    _kind(
        r"\b(?:data protection impact assessments?|privacy impact assessments?|dpias?)\b",
        r"\b(?:data protection impact assessments?|privacy impact assessments?|d?pias?)\b",
    ),
    _kind(
        r"\b(?:equality impact assessments?|equalities? (?:impact )?(?:assessments?|analys[ei]s)|eqias?|eias?)\b",
        r"\b(?:equality impact assessments?|equalities? (?:impact )?(?:assessments?|analys[ei]s)|eqias?|eias?)\b",
    ),
)
_ASKS_WHETHER = re.compile(
    r"\b(?:do|does|is|are|has|have|had)\b[^?]{0,60}?\b(?:have|has|hold|there|written|adopted|in place|been|carried|completed|done|conducted|undertaken|produced)\b"
)
# Papers that every body has, and letters name whatever was asked.
_OTHERS = re.compile(
    r"\b(?:complaints?|internal review|review|retention|privacy|access to information|freedom of information|foi|publication|charging|re-?use|disclosure|appeals?|data protection) (?:polic(?:y|ies)|procedures?|guidance|notice|protocols?|code)\b|\b(?:commissioner's|ico'?s?|ministry'?s?|government'?s?|secretary of state'?s?|national|statutory|section 4[56]|their) (?:\w+ ){0,2}(?:polic(?:y|ies)|procedures?|guidance|code)\b|\byour?\b"
)
_SENT = re.compile(
    r"\b(?:attach(?:ed|ing)?|enclos(?:ed?|ing)|cop(?:y|ies)|annex|appendix|https?:|www\.|can be (?:found|seen|read)|published|on our (?:web)?site)\b"
)
_EXISTS = re.compile(
    r"\b(?:we|it|they|team|service|council|trust|force|board|authority|university|police|department|officers|staff)\b[^.;]{0,40}\b(?:have|has|had|hold|holds|did|works? to|follows?|operates? to|adopted|agreed|wrote|produced|completed|carried out)\b"
    r"|\b(?:there is|there are|there was)\b|\b(?:is|was|were|has been|have been) (?:\w+ly )?(?:done|written|carried out|completed|adopted|agreed|approved|signed|drawn up|produced|undertaken|conducted|prepared|called|in place|in force|reviewed|updated)\b"
)
# "No policy was ever drawn up", "there is no written policy and no training", "neither exists yet".
_NONE = r"\b(?:no|nor|neither|without(?: an?)?|not (?:\w+ ){0,3}an?|n't (?:\w+ ){0,3}an?) (?:\w+[ -]){0,3}"
_NEITHER = re.compile(r"\b(?:neither|none of (?:these|them|the two)) (?:yet )?exists?\b")


def of_papers(
    about: Subject, read: Sequence[Passage], rivals: Sequence[frozenset[str]], apart: frozenset[int]
) -> Iterator[Sign]:
    """Yes or no, of a question whether there is such a paper. `rivals` are the words of the other questions: where one
    of them asks for a paper of this kind too, nothing is taken. `apart` are passages that answer other questions."""
    asked = fold(about.question.text)
    kind = next((one for one in _KINDS if one.asked.search(asked)), None)
    if kind is None or not _ASKS_WHETHER.search(asked) or any(kind.stems & one for one in rivals):
        return
    denies = re.compile(_NONE + f"(?:{kind.called.pattern})")
    for passage in read:
        if passage.label != "own" or id(passage) in apart or not _speaks(passage.plain):
            continue
        for clause in main_clauses(passage.plain):
            if not kind.called.search(clause) or _OTHERS.search(clause):
                continue
            sure = NAMED if (about.asked - kind.stems) & content_stems(passage.plain) else NEAR
            if denies.search(clause) or _NEITHER.search(passage.plain):
                yield Sign("no", sure, passage, "it says that there is no such paper")
            elif only_planned(clause) or negates(clause):
                continue
            elif _SENT.search(passage.plain) or _EXISTS.search(clause):
                yield Sign("yes", sure, passage, "such a paper is sent, or spoken of as there")


def _speaks(plain: str) -> bool:
    """Whether a sentence tells something, on no condition."""
    asking = plain.endswith(("?", ":")) and not opening(plain)
    return not (asking or CONDITION.match(plain) or hedges(plain) or RESTATED.search(plain))
