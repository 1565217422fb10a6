"""Sentences: what the clauses of one sentence say of a question: yes, no, formerly, or that they leave it open."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence

from askall.reading.cues import cues_in
from askall.reading.elliptic import done_by_others, is_free
from askall.reading.folding import content_stems, fold
from askall.reading.keeping import only_names_it
from askall.reading.passage import Passage
from askall.reading.polarity import (
    affirmed,
    clauses,
    main_clauses,
    negates,
    only_planned,
    opening,
    says_yes,
    stance,
    stances,
)
from askall.reading.statements import HOLDING, PLAIN_CHOICES, Sign, is_beside, only_counts
from askall.reading.subjects import GENERIC, Subject
from askall.reading.weighing import NO_BECAUSE

ELSE = re.compile(
    r"\b(?:other|else|plan(?:s|ning|ned)?|intend\w*|consider\w*|replac\w+|remov\w+|concerns?|risks?|future|aware|ban\w*|polic(?:y|ies)|discuss\w*|review\w*)\b"
)
OF_PLANS = re.compile(r"\b(?:plan(?:s|ned|ning)?|intend\w*|consider\w*|propos\w+|future|next|will|going to)\b")
_REFUSES = re.compile(
    r"\b(?:(?:refus|exclud|prohibit|block|restrict|forbid|reject)\w*|ban(?:s|ned)?|bar(?:s|red)?|den(?:y|ies|ied))\b"
)
_NOT_APPLICABLE = re.compile(r"\bnot applicable\b|\bn/a\b")
_SOFT = re.compile(r"\b(?:believed?|thought to|understood to|understand that|appears?|some of which|as far as)\b")
# "We have no post whose holder must know of it": there is none of something else.
_NONE_THAT = re.compile(r"\bno (?:[\w-]+ ){1,4}(?:that|which|who|whose|where|in which)\b[^.;]*$")
LEAST_SURE = 0.5
PLANNED = 0.55
_NO_REQUEST = re.compile(
    r"^your questions? (?:do|does)(?: not|n't) |\b(?:not|n't) (?:considered |deemed |regarded )?(?:to be |as )?(?:a |an )?(?:valid )?(?:foia? |freedom of information )?requests?\b|\b(?:not|n't) (?:a )?(?:valid )?(?:question|request|asking|seeking)\w* (?:for )?(?:recorded )?information|\boutside (?:of )?(?:the )?(?:scope|remit|terms) of (?:the )?(?:foi|freedom|act|eirs?|environmental)"
)
_SECTION = re.compile(  # "Q4. Section 31(1)(a)."
    r"\W*(?:exempt\w*\W+)?(?:under |by )?(?:s|section|regulation|reg)\b[. ]*\d{1,2}(?: ?\(\w+\))*\W*"
)
_WILL_NOT_SAY = re.compile(
    r"\b(?:not|n't) (?:in a position|prepared|willing) to (?:\w+ )?(?:confirm|say|comment|disclose|state|reveal)\b(?! that)|^to (?:establish|determine|find out|identify|tell|work out)\b[^.;]*\bwould (?:be necessary|need|have to|require|mean|involve)\b"
)
_DECIDED = frozenset({"withheld", "cost", "ncnd"})
# "Drones - No.": the thing, and what is said of it.
LABELLED = re.compile(r"^(?P<label>[^.?:–-]{2,50}?) ?(?: [–-] |: )(?P<told>\S.*)$", re.DOTALL)


def of_sentence(
    about: Subject, passage: Passage, sure: float = 0.75, paired: bool = False, listed: bool = False, asked: str = ""
) -> Iterator[Sign]:
    """The clauses that name the subject; a later clause ("however we do have some") weighs as much. `asked` is the
    question of the letter that it stands under, if any."""
    if refused(about, passage, asked):
        return
    if only_counts(fold(about.question.text), passage.plain):
        return
    labelled = LABELLED.match(passage.plain)
    if paired and labelled and about.named(labelled["label"]) and not about.named(labelled["told"]):
        return  # "Drones - the landlord looks after this": its name only heads what is said
    named = passage.plain if paired else "; ".join(one for one in clauses(passage.plain) if about.named(one))
    said = list(stances(named))
    if not paired and "yes" in said and not (affirmed(named) or says_yes(passage.plain)):
        return
    if not paired and is_beside(about, passage):
        return
    if not paired and (found := about.found(named)) and _NONE_THAT.search(named[: found.start()]):
        return
    if paired and not opening(passage.plain) and _is_beside_the_point(about, named, said):
        return
    if paired and said == ["no"] and not opening(passage.plain) and _denies_something_else(about, named):
        return
    sure = 0.55 if _SOFT.search(passage.plain) else sure
    how = "a sentence under the question speaks of it" if paired else "a sentence speaks of it"
    if is_free(fold(about.question.text), passage.plain):
        yield Sign("no", sure, passage, how)
        return
    if NO_BECAUSE.search(passage.plain):
        yield Sign("no", sure, passage, "not done, so nothing is held")
    elif set(said) == {"yes"} and _is_done_by_others(about, named):
        return
    elif set(said) <= {"yes"} and not opening(passage.plain) and _is_only_planned(about, named):
        yield Sign("no", PLANNED, passage, "it is only planned")
    elif paired and set(said) == {"no"} and not opening(passage.plain) and _own_clauses(about, named) == {"yes"}:
        yield Sign("yes", 0.6, passage, "a yes and a no in one sentence")
    elif "yes" in said and "no" in said:
        own = _own_clauses(about, named) if paired else set()
        meaning = own.pop() if len(own) == 1 else "yes" if said[-1] == "yes" else "no"
        yield Sign(meaning, 0.6, passage, "a yes and a no in one sentence")
    elif said:
        yield Sign(said[0] if len(set(said)) == 1 else _strongest(said), sure, passage, how)
    elif listed and about.names and not passage.plain.endswith("?"):
        yield Sign("yes", 0.65, passage, "its name stands in a list of makes")


def _own_clauses(about: Subject, named: str) -> set[str]:
    """What those of its clauses say that name the thing, or have another word of the question."""
    asked = about.asked - GENERIC
    own = (one for one in main_clauses(named) if about.named(one) or asked & content_stems(one))
    return {stance(one) for one in own} & {"yes", "no"}


def _denies_something_else(about: Subject, named: str) -> bool:
    """ "The policy hangs in every park and the wall can't be seen for it": what is denied stands in a clause apart."""
    asked = about.asked - GENERIC
    own = [one for one in main_clauses(named) if about.named(one) or asked & content_stems(one)]
    return bool(own) and not any(negates(one) for one in own)


def _is_beside_the_point(about: Subject, named: str, said: Sequence[str]) -> bool:
    """ "Not applicable" says neither; nor does "it is not funded" where it was asked whether it is refused."""
    refusing = _REFUSES.search(fold(about.question.text)) and not _REFUSES.search(named)
    return bool(_NOT_APPLICABLE.search(named) or (refusing and set(said) == {"no"}))


def _is_done_by_others(about: Subject, named: str) -> bool:
    """Whether others do it, where the codebook knows only yes and no."""
    return len(about.question.choices) <= PLAIN_CHOICES and done_by_others(fold(about.question.text), named)


def _is_only_planned(about: Subject, named: str) -> bool:
    """Whether every clause on the thing says that it is not there yet, where it is not plans that are asked about."""
    if OF_PLANS.search(fold(about.question.text)):
        return False
    return all(only_planned(one) for one in main_clauses(named) if about.named(one))


def _strongest(said: Sequence[str]) -> str:
    return next(one for one in ("yes", "formerly", "hedged", "no") if one in said)


def refused(about: Subject, passage: Passage, asked: str = "") -> bool:
    """Whether a sentence keeps the answer back, does not have it, or will not take the question for one; `asked` is the
    question of the letter that it stands under, if any."""
    if _NO_REQUEST.search(passage.plain) or _WILL_NOT_SAY.search(passage.plain) or _SECTION.fullmatch(passage.plain):
        return True
    met = {cue.meaning for cue in cues_in(passage.plain, "")}
    if only_names_it(f"{fold(about.question.text)} {asked}", passage.plain):
        met -= {"withheld"}
    unknown = (
        "not_held" in met and not NO_BECAUSE.search(passage.plain) and not HOLDING.search(fold(about.question.text))
    )
    return bool(met & _DECIDED) or unknown
