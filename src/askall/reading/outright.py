"""Outright: what a letter that refuses for its cost, or as vexatious, gives nevertheless.

Such a letter explains itself with figures and below headings, so that a bare figure in it is not the information.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Sequence
from itertools import pairwise

from askall.reading.figures import counts
from askall.reading.folding import fold
from askall.reading.mixed import PARTIAL
from askall.reading.passage import Passage
from askall.reading.polarity import opening
from askall.reading.telling import SEARCHING, figures_of, is_figure_asked_for
from askall.reading.weighing import Weighed

CERTAIN = 0.7  # how strong a sign is of what was surely given
_VEXATIOUS = re.compile(r"\bvexatious\b|\bmanifestly unreasonable\b|\b(?:section|s\.?) ?14\b")
# What stands beside such a refusal explains it.
_AS_A_WHOLE = re.compile(
    r"\b(?:your|the|this) request (?:is|has been|must be|is being)(?: therefore| hereby| accordingly)? refused\b|\brefus(?:e|es|ed|ing) (?:your|the|this) request(?! (?:for|in part|under part))|\b(?:not|n't|unable to) (?:be )?(?:(?:able|obliged|required) to )?comply with (?:the|your|this) request(?! (?:in full|until))|\brequest as a whole\b|\b(?:not|n't) (?:have to|obliged to|need to|required to) (?:answer|comply with|deal with) the (?:remainder|rest|other)\b|\brefusing it under\b|\bto (?:provide|answer|comply with|do) (?:it|so)(?: all)? would exceed\b"
    # "Where one part of a request exceeds the limit, the whole of it may be refused."
    r"|\b(?:when|where|if|as|since|because)\b[^.]{0,40}\b(?:one|any|a single) (?:part|question|element)\b[^.]{0,80}\b(?:whole|entire\w*|rest|other|others|remainder|remaining)\b|\bno part of your request\b"
    r"|\bnot obliged to comply with a request (?:in such|where|when)\b|\bcost of [^.]{0,60}\b(?:providing|supplying|compiling) the information\b"
    r"|\bcost of (?:complying with|answering) (?:your|the|this) request\b(?! (?:for|in part))"
)
_HOURS = re.compile(r"\b\d[\d.,]* ?(?:hours?|hrs|minutes?|mins)\b")
# "798 incidents. Each of those would …"
_EACH = re.compile(
    r"\b(?:each|all|every one) of (?:those|these|them|the above)\b|^each (?:one )?(?:has|would|will|is|was|must)\b"
)


def is_vexatious(weighed: Weighed) -> bool:
    """Whether it is refused as vexatious: that is the whole of a request."""
    return any(_VEXATIOUS.search(one.plain) for one in weighed.passages("withheld"))


def given_beside(
    given: Sequence[Passage], weighed: Weighed, read: Sequence[Passage], about: frozenset[str]
) -> list[Passage]:
    """Of what seems given, what was; and figures that were asked for."""
    certain = weighed.passages("disclosed", least=CERTAIN)
    as_a_whole = refuses_as_a_whole(weighed, read)
    if as_a_whole or _refuses_all(weighed):  # and explains why, below headings that look like questions
        certain = [one for one in certain if not _explains(weighed, one)]
        given = certain if as_a_whole else [one for one in given if not _explains(weighed, one)]
    stated = weighed.statements if weighed.best("cost") and not as_a_whole else ()
    told = [*given, *(one for one in stated if any(figure.value for figure in counts(fold(one.raw))))]
    searched = {figure for one in read if SEARCHING.search(one.plain) for figure in figures_of(one.plain)}
    volumes = {id(one) for one, after in pairwise(read) if _EACH.search(after.plain)}
    return [
        one for one in told if one in certain or (id(one) not in volumes and is_figure_asked_for(one, about, searched))
    ]


def refuses_as_a_whole(weighed: Weighed, read: Sequence[Passage]) -> bool:
    """Whether it says that the whole request is refused, below no question that is answered."""
    answering = [one for one in read if id(one) in weighed.answering]
    answered = any(opening(one.plain) in ("yes", "no") for one in answering)
    answered = answered or any(one.label == "question" for one in read)  # else the letter only numbers its paragraphs
    return any(
        _AS_A_WHOLE.search(one.plain) and not (answered and id(one) in weighed.answering)
        for one in read
        if one.label in ("own", "argument")
    )


def _refuses_all(weighed: Weighed) -> bool:
    """Whether what is refused is the whole request, and not the answer to a question of it."""
    refusing = weighed.passages("cost", "withheld", least=0.5)
    first = min(refusing, key=lambda one: (one.part, one.unit.start), default=None)
    of_a_part = any(PARTIAL.search(one.plain) for one in refusing)
    return first is not None and id(first) not in weighed.answering and not of_a_part


def _explains(weighed: Weighed, passage: Passage) -> bool:
    """Whether a passage of such a refusal only says why: below what looks like a question, or by counting the hours."""
    below = weighed.only_below(passage) and opening(passage.plain) not in ("yes", "no")
    return below or _HOURS.search(passage.plain) is not None
