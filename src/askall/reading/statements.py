"""Statements: what a letter says of a subject in running text, outside any of its questions.

A question that a study asks has a thing at its heart and words around it: "Do you employ [specialist] welfare advisers
[to support patients]?" Replies seldom repeat those around it. Where nothing else that was asked is about the same thing,
a sentence needs only the thing, what is done with it if that is more than having it ("banned", "a policy on"), and, to
say yes, the place or time the question is bound to.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from askall.reading.elliptic import done_by_others
from askall.reading.folding import content_stems, fold, stem, words
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.patterns import phrases
from askall.reading.polarity import NOT_BARRED, clauses, hedges, negates, opening, stance, stances
from askall.reading.sent import FOLLOWS, YES_OR_NO, questions_sent
from askall.reading.subjects import GENERIC, Subject, subject

_BODY = r"(?:we|i|they|it|council|trust|force|board|authority|university|college|department|service|organisation|team|constabulary|police|commissioner|ccg|nhs|none|nobody|no-?one)"
_WHOLE = phrases(
    "this_ these_ such any_of those the_equipment the_technology the_brand products_listed mentioned_ in_use anyone",
    rf"\b{_BODY}\b[^.]{{0,60}}(?:this|these|those|such|any of the|the) (?:\w+ ){{0,2}}(?:equipment|technolog\w+|brands?|products?|cameras?|devices?|systems?|manufacturers?|compan\w+|makes?|suppliers?|software|services?|staff|posts?|roles?|positions?|job titles?|capacity|schemes?|polic(?:y|ies)|programmes?|teams?|functions?|arrangements?|facilit\w+|practices?|kind|type|nature)\b"
    rf"|\b{_BODY}\b[^.]{{0,40}}\banyone (?:in|with|under)\b",
)  # fmt: skip
MAKES = frozenset(map(stem, ("brand", "make", "manufacturer", "company", "supplier", "product")))
_NOT_DONE = phrases(
    "has_ have_ had_ is_not was_not",
    r"\b(?:this|it|that|none) (?:has|have|had|is|was) (?:not|never) (?:yet |currently |been ){0,2}(?:done|undertaken|carried out|completed|adopted|in place|the case|something (?:we|that))\b|\bthis is not (?:done|the case|in place|something)\b",
)  # fmt: skip
_ASKED = re.compile(
    r"^\W*(?:(?:please |can you |could you |also |and )*(?:confirm|state|say|tell me|indicate|advise)[^?]{0,20}\b(?:whether|if) )?"
    r"(?P<aux>do|does|did|is|are|was|were|has|have|had|will|would)?\b ?(?:there\b ?)?"
    r"(?:(?:you|your (?:\w+ )?(?:\w+)|the (?:\w+ )?(?:council|trust|force|board|authority|university|police|body|organisation|department|service)|(?:the |your )?\w+ council)\b ?)?(?P<rest>.*)",
    re.DOTALL,
)
_BOUND = re.compile(r"\b(?:on|of|for|about|with|from|regarding|against|concerning|into|covering|to)\b")
_WHERE = re.compile(r"\b(?:in|at|within|during|since|before|after|by|on|for|from|between)\b(.*)", re.DOTALL)
_HAS = re.compile(
    rf"\b(?:{_BODY}|there|our)\b[^.;]{{0,60}}?\b(?:employs?|has|have|uses?|using|operates?|owns?|runs?|provides?|maintains?|commissions?|offers?|deploys?|includes?|comprises?|contains?|is|are)\b[^.;]{{0,80}}$"
)
_HOLDS = re.compile(
    rf"\b(?:{_BODY}|constabulary)\b[^.;]{{0,40}}?\b(?:hold|holds|held|keep|keeps|record|records|collect|collects|maintain|maintains|publish|publishes|published)\b[^.;]{{0,80}}$"
)
_IS_HELD = re.compile(
    r"^[^.;]{0,60}?\b(?:is|are|has been|have been) (?:\w+ )?(?:held|kept|recorded|collected|published)\b"
)
_HOLDS_IT = re.compile(
    rf"\b(?:{_BODY}|constabulary) (?:can confirm that (?:we|it) )?(?:do |does )?(?:not )?(?:hold|holds) (?:some |any |the |this |all |all the |any of the )?(?:requested |relevant )?information\b"
    r"|\binformation (?:you (?:have )?)?(?:requested|asked for|sought)? ?is (?:not )?held\b"
)
_BARE_HEAD = re.compile(r"^\W*(?:yes|no|none|nil(?: return)?)\W*(?:[.,;:]|$| -)")
# "Was any lift out of use?" – "There are nine lifts only": how many there are tells nothing of what befell them.
_OF_AN_EVENT = re.compile(r"^\W*(?:(?:\d{1,2}[a-h]?|[a-h])\W{1,3})?(?:was|were|did|has any|have any)\b")
_ONLY_COUNTS = re.compile(
    r"^(?:as (?:to|for) [\w ]{2,40}, )?(?:the [\w' -]{2,40}?|we|it|there) (?:has|have|is|are|owns?|operates?|runs?) (?:just |only |a total of |about |around |some )?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9][\d,]*)\b(?! of )[\w ,&-]{0,60}\W*$"
)
CONDITION = re.compile(r"^\W*(?:if|where|when|unless|should|once|in order to|anyone|you (?:can|may|will|should)|to) ")
_IS_HAD = re.compile(
    r"^[^.;]{0,60}?\b(?:is|are|has been|have been)(?: (?:currently|already|now|also|all|both))? (?:(?:directly |also )?employed|in (?:place|use|post)|used|provided|operated|based (?:in|on|at|within)|available|seconded|offered|adopted|owned)\b"
)
# "As to sensors, the council is not using these": the thing is named first, and then spoken of.
_AS_TO = re.compile(
    r"^\W*(?:and |finally,? )?(?:as (?:to|for|regards)|regarding|concerning|with (?:regard|regards|respect|reference) to|in (?:relation|respect|regard|terms) (?:to|of)|on|turning to)\b(?P<named>[^,:;]{1,60})(?:[,:]| -) (?P<told>.+)"
)
_ITS_OWN = content_stems("main headquarters head office offices site sites premises area own")  # a place of any body
_GONE = re.compile(
    r"\b(?:was|were|had|used to|previously|formerly|until|will|would|plan\w*|intend\w*|consider\w*|propos\w+|look\w* (?:in)?to|if)\b"
)
# "There is no network": what is not there is told first.
_HAS_NOT = re.compile(
    rf"^(?:there (?:is|are) no\b|(?:[\w'&-]+ ){{0,6}}?(?:{_BODY}) (?:do|does|has|have)(?: not|n't) (?:\w+ly )?(?:have|use|own|operate|run|publish|provide|employ|commission|offer)\b)"
)
SHORT = 13  # words of a sentence, of which one may be enough
ENOUGH = 0.4  # of the question's words
SURE = 0.65
PLAIN_CHOICES = 2  # yes and no, and nothing between them
SEVERAL = 3  # questions of a letter
# "Do you hold a list of …?", "do you record …?": there "not held" is the answer.
HOLDING = re.compile(
    r"\b(?:hold|held|holds|record|recorded|collect|collected|keep|kept|maintain|retain|monitor|publish|published)\b"
)
_HOLD = re.compile(r"\b(?:hold|holds|held)\b")  # to hold information on deaths is not to record each of them
_THEN = re.compile(
    r"\b(?:in|during|over|for|within) (?:the|this|that) (?:\w+ )?(?:period|time|years?)\b|\bsince then\b"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign for an answer: its meaning ("yes", "no", "formerly", "hedged"), how sure, where, and how it was known."""

    meaning: str
    sure: float
    passage: Passage
    how: str = "a sentence speaks of it"


def told_apart(about: Subject, others: Iterable[Subject], items: Iterable[Item], letter: str) -> frozenset[str] | None:
    """The words that set other questions about the same thing apart from this one ("policy"), in the codebook and the
    letter; None where nothing sets one of them apart, so that a sentence may be about either."""
    own = freed(about).special
    sent = [" ".join(one.plain for one in asked) for _, asked in questions_sent(letter)]
    asked = sent or list(dict.fromkeys(one.question for one in items))
    choices = [other for other in others if other is not about and other.question.kind == "choice"]
    same = [one for one in asked if YES_OR_NO.match(one) and not FOLLOWS.match(one) and about.named(one)]
    rivals = [freed(other).special for other in choices if about.named(fold(other.question.text))]
    rivals += _but_one(own, [freed(subject(replace(about.question, text=one))).special for one in same])
    if any(not (own or other) or own & other for other in rivals):
        return None
    return frozenset().union(*rivals)


def _but_one(own: frozenset[str], asked: list[frozenset[str]]) -> list[frozenset[str]]:
    """Without the one that is this question itself."""
    at = next((at for at, one in enumerate(asked) if one == own), None)
    return asked if at is None else asked[:at] + asked[at + 1 :]


def freed(about: Subject) -> Subject:
    """The subject with only those words beside its name that a sentence cannot do without."""
    before, _ = _around(about)
    needed = content_stems(fold(" ".join(about.question.keywords))) - GENERIC if about.needs else frozenset()
    return replace(about, special=(about.special | needed) & content_stems(before))


def _around(about: Subject) -> tuple[str, str]:
    """Of the question's words: what is done with the thing, or what of it is asked for ("a policy on"), and the place
    or time it is bound to; each "" where the question has none."""
    plain = " ".join(fold(about.question.text).split())
    found = about.found(plain)
    asked = _ASKED.match(plain[: found.start()] if found else plain)
    if not (found and asked):
        return plain, ""
    rest = asked["rest"].strip()
    done = rest if _BOUND.search(rest) else " ".join(rest.split()[:1]) if asked["aux"] not in ("is", "are") else ""
    where = _WHERE.search(plain[found.end() :])
    return done, where[1] if where else ""


def stated(about: Subject, spoken: Sequence[Passage]) -> Iterator[Sign]:
    """What sentences say of having the thing or not: the verb stands before its name, or right after it."""
    before, where = _around(about)
    done, bound = content_stems(before) - GENERIC, content_stems(where) - _ITS_OWN
    asked = fold(about.question.text)
    holding = HOLDING.search(asked)
    has, is_had = (_HOLDS, _IS_HELD) if holding else (_HAS, _IS_HAD)
    for passage in spoken:
        if is_beside(about, passage) or only_counts(asked, passage.plain):
            continue
        for clause in clauses(passage.plain):
            found = about.found(clause)
            if (
                not found
                or NOT_BARRED.search(clause)
                or clause.endswith("?")
                or hedges(clause)
                or CONDITION.match(passage.plain)
            ):
                continue
            if (first := _AS_TO.match(clause)) and found.end() <= first.end("named"):
                if (meaning := opening(first["told"]) or stance(first["told"])) in ("yes", "no", "formerly"):
                    yield Sign(meaning, SURE, passage)
                continue
            before, after = clause[: found.start()], clause[found.end() :]
            had = bool(has.search(before) or done & content_stems(before))
            had = had or bool(len(before.split()) < 6 and is_had.match(after))
            if negates(clause[: found.end()]) or (had and negates(after[:40])):
                yield Sign("no", SURE, passage)
            elif (
                had
                and not _GONE.search(before)
                and not (len(about.question.choices) <= PLAIN_CHOICES and done_by_others(asked, clause))
                and (not bound or bound & content_stems(passage.plain) or _THEN.search(clause))
            ):
                yield Sign("yes", SURE, passage)


def only_counts(asked: str, plain: str) -> bool:
    """Whether it is asked what befell a thing, and a sentence only tells how many there are."""
    return bool(_OF_AN_EVENT.match(asked) and _ONLY_COUNTS.match(plain))


def is_beside(about: Subject, passage: Passage) -> bool:
    """Whether a long sentence has a word of the question and hardly another, so that it may speak of anything: one that
    opens with yes, no, or what the body has not is about what was asked."""
    if about.names or len(passage.plain.split()) <= SHORT or opening(passage.plain) or _HAS_NOT.match(passage.plain):
        return False
    asked = about.asked - GENERIC
    return len(asked & content_stems(passage.plain)) < ENOUGH * len(asked)


def said_of_this(about: Subject, read: Sequence[Passage], letter: str) -> Iterator[Sign]:
    """The letter is about the subject (its request names it) and says of "this equipment" or "such posts" that there is
    none."""
    heads = [one.plain for one in read if one.label in ("question", "intro", "heading")]
    sole = _is_sole(about, letter)
    if not (sole or any(about.named(one) for one in heads)):
        return
    for passage in read:
        if (
            passage.label == "own"
            and not passage.plain.startswith("if ")
            and _points_at(about, passage.plain, sole or not letter, sole)
        ):
            for meaning in stances(passage.plain):
                if meaning in ("no", "formerly"):
                    yield Sign(meaning, 0.6, passage, "said of “this”, and the letter is about it")


def _points_at(about: Subject, plain: str, any_noun: bool, sole: bool) -> bool:
    """Whether "this technology" can only be ours: nothing else was asked, or our question calls it that."""
    if sole and _NOT_DONE.search(plain):
        return True
    if about.special or not (found := _WHOLE.search(plain)):
        return False
    return any_noun or stem(words(found[0])[-1]) in about.stems | MAKES


def held(about: Subject, read: Sequence[Passage], asked: int) -> Iterator[Sign]:
    """Asked whether it holds the thing, the body says of all "the information" whether it does: that it does tells
    something only where not much more than this was asked."""
    if HOLDING.search(fold(about.question.text)):
        for passage in read:
            found = _HOLDS_IT.search(passage.plain) if passage.label == "own" else None
            said = "no" if found and negates(found[0]) else "yes"
            if found and _asks_of_all(about, asked):
                yield Sign(said, SURE, passage, "said of all the information asked for")


def _asks_of_all(about: Subject, asked: int) -> bool:
    """Whether "the information" is what the question asks for: it says so, or nothing much else was asked."""
    plain = fold(about.question.text)
    return _HOLD.search(plain) is not None and ("information" in plain or asked < SEVERAL)


def _is_sole(about: Subject, letter: str) -> bool:
    """Whether our letter asks this alone that can be answered yes or no; the rest follows from it."""
    asked = [" ".join(one.plain for one in some) for _, some in questions_sent(letter)]
    open_ones = [one for one in asked if YES_OR_NO.match(one) and not FOLLOWS.match(one)]
    return len(open_ones) == 1 and about.named(open_ones[0])


def opens(about: Subject, read: Sequence[Passage], items: Iterable[Item], letter: str) -> Iterator[Sign]:
    """A yes or no that stands under no question answers ours, where it is the only one of its kind."""
    if not _is_sole(about, letter):
        return
    answering = {id(one) for item in items for one in item.answers}
    for passage in read:
        if passage.label == "own" and not passage.unit.numbers and id(passage) not in answering:
            head = opening(passage.plain)
            if head in ("yes", "no") and _BARE_HEAD.match(passage.plain):
                yield Sign(head, SURE, passage, f"the answer opens with “{head}”")
                return
