"""Choices: which of the allowed answers a letter gives: yes, no, formerly, or any others known by their words."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from askall.reading.below import READ_BELOW, below
from askall.reading.folding import content_stems, fold, stem, words
from askall.reading.having import has_it
from askall.reading.meanings import denies, says
from askall.reading.of_sentences import ELSE, LEAST_SURE, of_sentence, refused
from askall.reading.papers import of_papers
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.plans import of_plans
from askall.reading.polarity import negates
from askall.reading.presumed import REASON, is_presumed_away
from askall.reading.records import Suggestion
from askall.reading.retold import labelled, retold
from askall.reading.statements import CONDITION, Sign, freed, held, opens, said_of_this, stated
from askall.reading.subjects import Match, Subject, speaking_of

SAME = {
    "yes": frozenset({"yes", "y", "true", "uses", "current", "currently"}),
    "no": frozenset({"no", "n", "false", "none", "never", "not"}),
    "formerly": frozenset({"formerly", "former", "previously", "past", "no longer", "no_longer", "used to", "stopped"}),
}
MOST_REASONS = 4
ASKED_ELSE = "unclear: only questions that ask something else say anything of it"
PLANNED_ONLY = "it is only planned"
_REMOVED = re.compile(
    r"\b(?:been|was|were|has|have|body|council|trust|force|board|university|authority) (?:\w+ ){0,3}?(?:removed|taken (?:out|down)|decommissioned|withdrawn|scrapped|disposed of|closed|ended|stopped|discontinued|abolished)\b"
)
MANY_TIMES = 3


@dataclass(frozen=True, slots=True)
class Told:
    """The whole letter: what of it stands under no question may be asked too. `apart` are words of other questions on
    the same thing: sentences that have them are about those; None where nothing sets this question apart from one of
    them. `rivals` are the words of each other question."""

    read: Sequence[Passage]
    items: Sequence[Item]
    letter: str
    apart: frozenset[str] | None
    rivals: tuple[frozenset[str], ...] = ()

    def signs(self, about: Subject) -> Iterator[Sign]:
        """What sentences say of the thing; if none does, a yes or no under no question, or words on "this"."""
        if self.apart is None:
            return
        free = freed(about)
        ours = [one for one in self.read if not self.apart & content_stems(one.plain)]
        found = list(stated(free, speaking_of(free, ours)))
        yield from (
            found or list(opens(about, self.read, self.items, self.letter)) or said_of_this(free, ours, self.letter)
        )


def choose(about: Subject, paired: Sequence[Match], spoken: Sequence[Passage], told: Told | None = None) -> Suggestion:
    """The allowed answer that the letter gives, or an abstention. `told` is the letter, where it is at hand."""
    allowed = {meaning: choice for choice in about.question.choices if (meaning := meaning_of(choice))}
    if "yes" not in allowed or "no" not in allowed:
        return _by_words(about, paired, spoken)
    signs = list(below(about, paired))
    seen = {id(sign.passage) for sign in signs if sign.sure >= LEAST_SURE}
    seen |= {id(one) for match in paired if about.named(match.item.question) for one in match.item.answers[:1]}
    seen |= {id(one) for match in paired[:1] if _answers(match, signs) for one in match.item.answers[:READ_BELOW]}
    apart = (told and told.apart) or frozenset()
    loose = [one for one in spoken if id(one) not in seen and not CONDITION.match(one.plain)]
    loose = [one for one in loose if not apart & content_stems(one.plain)] or loose
    other = not ELSE.search(fold(about.question.text))  # "a policy to ban them" says nothing of having them
    loose_signs = [sign for one in loose for sign in of_sentence(about, one)]
    signs += [one for one in loose_signs if not (other and one.meaning == "yes" and ELSE.search(one.passage.plain))]
    if not signs and told and told.apart is not None:
        signs = [one for one in told.signs(about) if not refused(about, one.passage)]
        signs = signs or [one for one in held(about, told.read, len(told.items)) if not refused(about, one.passage)]
    signs = _of_removal(signs, fold(about.question.text))
    settled = _settle(signs, allowed)
    if told and all(one.sure < LEAST_SURE for one in signs):
        elsewhere = frozenset(id(one) for item in told.items for one in item.answers)
        again = [*retold(about, told.read), *labelled(about, told.read, told.rivals)]
        again = again or [
            *of_papers(about, told.read, told.rivals, elsewhere),
            *of_plans(about, told.read, told.rivals, elsewhere),
            *has_it(about, told.read, elsewhere),
        ]
        again = [one for one in again if not refused(about, one.passage)]
        if (last := _settle(again, allowed)).value is not None:
            settled, signs = last, again
    denying = [one.passage.plain for one in signs if one.meaning in ("no", "formerly")]
    if denying and settled.value == allowed["no"] and all(is_presumed_away(about, one) for one in denying):
        return Suggestion(None, abstained=REASON, why=settled.why, others=_halved(settled))
    return _between(settled, signs, about.question.choices, fold(about.question.text))


def _answers(match: Match, signs: Sequence[Sign]) -> bool:
    """Whether the first sentence below a question says it, so that the next ones only explain."""
    first = match.item.answers[:1]
    return any(one.passage is first[0] and one.sure >= LEAST_SURE for one in signs) if first else False


def _of_removal(signs: Sequence[Sign], asked: str) -> list[Sign]:
    """Asked whether a thing was removed, that it was is a yes, and "none was removed" a no."""
    if not _REMOVED.search(asked):
        return list(signs)
    return [
        replace(one, meaning="no" if negates(one.passage.plain) else "yes") if one.meaning == "formerly" else one
        for one in signs
    ]


def _halved(settled: Suggestion) -> tuple[Suggestion, ...]:
    return (replace(settled, confidence=round(settled.confidence / 2, 2), why=(), others=()), *settled.others)


def _between(settled: Suggestion, signs: Sequence[Sign], choices: Sequence[str], asked: str) -> Suggestion:
    """Where the codebook has answers between yes and no ("in transition", "someone else's"), and the words of the yes,
    or of what stands below its question, say one of them: that one."""
    coming = PLANNED_ONLY in settled.why  # "is being introduced" is no, unless there is an answer for it
    if settled.value is None or (meaning_of(str(settled.value)) in ("no", "formerly") and not coming):
        return settled
    for choice in choices:
        if says(choice, asked):
            continue  # "is it run by a contractor?": that it is, is a yes
        shown = [one.passage.evidence for one in signs if one.sure >= LEAST_SURE and says(choice, one.passage.plain)]
        if shown and not meaning_of(choice):
            return replace(
                settled,
                value=choice,
                confidence=round(settled.confidence - 0.1, 2),
                evidence=tuple(dict.fromkeys(shown))[:4],
                others=_halved(settled),
            )
    return settled


def meaning_of(choice: str) -> str:
    """ "yes", "no" or "formerly", whatever the codebook calls it; "" if it means something else."""
    return next((meaning for meaning, same in SAME.items() if fold(choice).strip() in same), "")


def _settle(signs: Sequence[Sign], allowed: dict[str, str]) -> Suggestion:
    """One answer from all signs: any real use is a yes; a no and a yes of equal weight are in conflict."""
    best = {
        meaning: max((one.sure for one in signs if one.meaning == meaning), default=0.0)
        for meaning in ("yes", "no", "formerly", "hedged")
    }
    if not signs:
        return Suggestion(None)
    why = tuple(dict.fromkeys(one.how for one in sorted(signs, key=lambda one: -one.sure)))[:MOST_REASONS]
    if best["hedged"] > max(best["yes"], best["no"], best["formerly"]):
        return Suggestion(None, abstained="hedged", why=why, others=_seconds(signs, best, allowed))
    if max(best["yes"], best["no"], best["formerly"]) < LEAST_SURE:
        unlike = ASKED_ELSE
        return Suggestion(None, abstained=unlike, why=why, others=_seconds(signs, best, allowed))
    tied = best["yes"] and best["no"] and abs(best["yes"] - best["no"]) < 0.1
    if tied and _often("yes", signs, best) >= MANY_TIMES * _often("no", signs, best):
        best["no"] = best["no"] - 0.2  # one use that is denied among several that are told
    elif tied:
        return Suggestion(None, abstained="conflicting", why=why, others=_seconds(signs, best, allowed))
    meaning = max(("yes", "no", "formerly"), key=lambda one: best[one])
    if meaning == "formerly" and best["yes"] > best["formerly"] - 0.1:
        meaning = "yes"
    if meaning == "no" and best["formerly"]:
        meaning = "formerly"
    shown = [one.passage.evidence for one in signs if one.meaning == meaning and one.sure >= best[meaning] - 0.15]
    value = allowed.get(meaning) or allowed["no"]
    sure = best[meaning] - (0.1 if best["yes"] and best["no"] else 0.0) - (0.15 if meaning not in allowed else 0.0)
    others = tuple(one for one in _seconds(signs, best, allowed) if one.value != value)
    return Suggestion(value, round(sure, 2), tuple(shown[:4]), why=why, others=others)


def _often(meaning: str, signs: Sequence[Sign], best: dict[str, float]) -> int:
    """How many sentences say it as surely as any."""
    return len({id(one.passage) for one in signs if one.meaning == meaning and one.sure >= best[meaning] - 0.1})


def _seconds(signs: Sequence[Sign], best: dict[str, float], allowed: dict[str, str]) -> tuple[Suggestion, ...]:
    """Each allowed answer that any sign speaks for, half as sure as its strongest sign, with its words."""
    found = [
        Suggestion(
            allowed[meaning],
            round(best[meaning] / 2, 2),
            tuple(one.passage.evidence for one in signs if one.meaning == meaning)[:2],
        )
        for meaning in ("yes", "no", "formerly")
        if best[meaning] and meaning in allowed
    ]
    return tuple(sorted(found, key=lambda one: -one.confidence))


def _wanted(choice: str) -> set[str]:
    """The stems that show a choice: those of its words, without a yes or no that other words explain."""
    named = words(fold(choice.replace("_", " ").replace("-", " ")))
    telling = [word for word in named if word not in ("yes", "no")]
    return {stem(word) for word in telling or named}


def _by_words(about: Subject, paired: Sequence[Match], spoken: Sequence[Passage]) -> Suggestion:
    """Choices that are not yes and no: the one whose own words the answer uses."""
    told = [one for match in paired for one in match.item.answers if one.label == "own"] or list(spoken)
    direct = [match.item for match in paired if not about.needs or about.needs.search(match.item.question)]
    opened = {id(one) for item in direct for one in item.answers}
    hits: dict[str, list[Passage]] = {}
    for passage in told:
        stems = content_stems(passage.plain) | {stem(word) for word in words(passage.plain)}
        for choice in about.question.choices:
            wanted = _wanted(choice)
            bare = wanted <= {"ye", "yes", "no"}  # a bare yes or no answers only the question it stands under
            named = says(choice, passage.plain) or (wanted <= stems and not denies(choice, passage.plain))
            if named and not refused(about, passage) and (not bare or id(passage) in opened):
                hits.setdefault(choice, []).append(passage)
    longest = [one for one in hits if not any(one != other and one in other for other in hits)]
    if len(longest) != 1:
        return Suggestion(None, abstained="conflicting" if longest else "")
    return Suggestion(longest[0], 0.65, tuple(one.evidence for one in hits[longest[0]][:3]))
