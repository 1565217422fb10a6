"""Below: what the answers under a question say of it: yes, no, formerly, or nothing sure."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from askall.reading.cues import cues_in
from askall.reading.elliptic import LOOSE, asks_yes_or_no, elliptic, is_free, repeats, share_of_all
from askall.reading.figures import Figure, counts
from askall.reading.folding import content_stems, fold
from askall.reading.kept_back import there_but_kept
from askall.reading.of_sentences import ELSE, LABELLED, LEAST_SURE, OF_PLANS, PLANNED, of_sentence, refused
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.plans import SURE as PLANS_TOLD
from askall.reading.plans import said_of_plans
from askall.reading.pointing import SURE as POINTED
from askall.reading.pointing import points_at_it
from askall.reading.polarity import (
    ALONE,
    main_clauses,
    negates,
    only_planned,
    opening,
    stances,
    still,
)
from askall.reading.provisions import cited
from askall.reading.sent import YES_OR_NO
from askall.reading.sides import SURE as SIDES_TOLD
from askall.reading.sides import said_of_sides
from askall.reading.statements import MAKES, Sign, only_counts
from askall.reading.subjects import GENERIC, Match, Subject
from askall.reading.weighing import NO_BECAUSE

_MODEL = re.compile(r"\b[A-Z]{2,4}-?\d[A-Z0-9]{2,}[\w-]*")
# "We do have some", "one is in use": not "there are microwaves".
_OF_THE_SAME = re.compile(
    r"\b(?:some|one|two|three|four|five|\d+|few|several|it|them|those|these|that|this|so|most|do|does|did)\b"
)
# "Do you record …?", "is … recorded?": not "has any been recorded?", nor "do you expect to keep …?".
_ASKS_HELD = re.compile(
    r"\b(?:do|does)\b[^?]{0,60}?\b(?:hold|record|collect|keep|maintain|retain|monitor|publish)\b(?! (?:\w+ ){0,4}(?:going|open|on))"
    r"|\b(?:is|are)\b[^?]{0,80}?\b(?:held|recorded|collected|kept|maintained|retained|monitored|published)\b"
)
_COUNTED = re.compile(r"\bhow many\b|\bnumber of\b|\btotal\b|\bquantity\b")
# "We hold no record of any such complaint": whoever asks whether there was one is answered; not "no record of how many".
_NO_RECORD = re.compile(
    r"\b(?:no|not (?:\w+ ){0,2}any|n't (?:\w+ ){0,2}any) (?:\w+ )?records? of (?:(?:any|such|this|these)\b|(?:\w+ )?(?:complaints?|incidents?|reports?|cases?|accidents?|injur(?:y|ies)|breach(?:es)?)\b)"
)
NOT_RECORDED = 0.7
_HOW_MANY = re.compile(r"\bhow many\b")
_LISTED = re.compile(r"\blist\b|\bwhat\b|\bwhich\b|\bmakes?\b|\bbrands?\b|\bmanufacturer\b|\bmodels?\b|\bnames?\b")
SAME_WORDS = 0.75  # likeness of two questions that ask the same, whatever the keywords
ALIKE = 0.5  # likeness of two questions, of which a short answer to one answers the other
VERBATIM = 0.9  # likeness of two questions in the same words
_SINCE = re.compile(r"\b(?:since|again|since then)\W*$")  # "it has not done so since": it did
_CONFIRMS = re.compile(
    r"(?:i|we|the \w+|[\w ]{3,40}) can (?:also )?confirm that (?!(?:the|this|that) (?:information|data)\b|we (?:do )?(?:hold|not hold))"
)
MOST_LINES = 12
READ_BELOW = 3  # sentences below a question that are read as its answer
AFTER = 0.15  # how much less sure what contradicts the first of them is
_WHETHER_ANY = re.compile(r"\bwhether (?:any|it|they|these|some)\b")
MOST_ASKED = 2  # sentences of a question, for a figure to be its count
SHORT_DENIAL = 14  # words
_BODY_DENIES = re.compile(
    r"^(?:[\w'&-]+ ){0,6}?(?:there|we|council|trust|force|police|authority|board|service|university|college|department|they|it|these|this)(?: \w+){0,2}?(?:n't| not| no| never| nothing| none| neither)\b|^(?:none|neither|nobody|no)\b"
)
MOST_LINE = 8  # words of a line of figures
_TURNS = re.compile(r"\b(?:however|but|except|apart from|other than)\b")
# "No, but we do have some": not "No, but the wait is long".
_HAS_SOME = re.compile(
    r"\b(?:we|it|they|there|council|trust|force|board|university|authority|service|some|one|two|a few|most|\d+)\b[^.]{0,50}"
    r"\b(?:do|does|did|have|has|had|use|uses|used|own|owns|is|are|operates?|employs?|made by)\b"
)
_PLANS = re.compile(
    r"\b(?:consider\w*|plan\w*|hop(?:e|es|ing)|intend\w*|looking|working (?:on|to|with)|explor\w+|propos\w+|next (?:year|winter|summer))\b"
)
_ANSWER_IS = re.compile(
    r"\b(?:the|our|my) answer (?:[\w' ]{1,40} )?is(?: therefore| simply| thus)?:? [\"']?(?P<said>yes|no)\b"
)
_SO_NONE = re.compile(
    r"\bso (?:far )?(?:none|no one|nobody|nothing)\b"
)  # "… hasn't been finished, so none has been completed"
_SO_NOW = re.compile(r"so,? (?:(?:at (?:the moment|present)|currently|now),? )?(?P<said>yes|no)\W*$")
SOME_OF_THEM = 0.65
_PERMITTED = re.compile(
    r"\b(?:permit\w*|allow\w*|access\w*|able to|can (?:staff|employees|officers|residents|anyone|people))\b"
)
_BARRED = re.compile(r"\b(?:blocked|banned|barred|prohibited|forbidden|disallowed|disabled)\b")
_NONE_IS = re.compile(
    r"^(?:none|neither|nobody|no[ -]one|nothing) (?:of \w+(?: \w+)? )?(?:has|have|had|is|are|was|were|do|does|did)\b"
)
LATER = 4  # sentences below a question, among which a bare yes or no closes what they tell
FAR = 5  # passages below a question, among which a refusal is of it
_YEAR_ALONE = re.compile(r"(?:19|20)?\d\d ?[/-] ?(?:20)?\d\d|(?:19|20)\d\d")


def below(about: Subject, paired: Sequence[Match]) -> Iterator[Sign]:
    """The signs under each question of the letter; those less like ours weigh less, and only the best may hedge."""
    for at, match in enumerate([one for one in paired if one.item.answers] or paired):
        behind = paired[0].likeness - match.likeness
        found = _of_any(match.item, list(_of_item(about, match))) or list(_in_few_words(about, match))
        found = found or list(there_but_kept(about, match))
        told = [sign for sign in found if at == 0 or sign.meaning != "hedged"]
        yield from (replace(sign, sure=max(0.3, sign.sure - 0.6 * behind)) for sign in told)
        if match.likeness > VERBATIM and match.item.answers:
            return  # our very question is answered: the others ask something else of the same thing


def _of_any(item: Item, signs: list[Sign]) -> list[Sign]:
    """ "No make A. Make B is in use in two halls", below a question on both: one of them is a yes, and a no of the
    other does not undo it. A no that opens the answer does."""
    both = {one.meaning for one in signs} == {"yes", "no"} and " or " in item.question
    if not both or any(ALONE.match(one.passage.plain) for one in signs):
        return signs
    return [replace(one, sure=min(one.sure, SOME_OF_THEM if one.meaning == "yes" else LEAST_SURE)) for one in signs]


def _of_item(about: Subject, match: Match) -> Iterator[Sign]:
    item = match.item
    told = [one for one in item.answers if one.label == "own"]
    asked_name = about.named(item.question) or match.likeness > SAME_WORDS
    if not told or not (asked_name or about.named(told[0].plain)):
        return
    first = told[0]
    sure = 0.75 + 0.2 * match.score - _beside(about, match)
    if asked_name and _NO_RECORD.search(first.plain) and asks_yes_or_no(item.question):
        yield Sign("no", min(sure, NOT_RECORDED), first, "there is no record of any")
        return
    if refused(about, first, item.question) and opening(first.plain) not in ("yes", "no"):
        return
    if asked_name and (sign := _at_once(about, item, told, sure)):
        yield sign
        return
    first_said: list[Sign] = []
    for sign in _one_by_one(about, item, told, asked_name, sure):
        turned = first_said and {sign.meaning, first_said[0].meaning} == {"yes", "no"}
        if turned and sign.passage is not first:  # what others do, or what is no more than an exception
            sign = replace(sign, sure=min(sign.sure, first_said[0].sure - AFTER))
        elif sign.passage is first and (sign.meaning == "no" or opening(first.plain) == sign.meaning == "yes"):
            first_said.append(sign)
        yield sign


def _one_by_one(about: Subject, item: Item, told: Sequence[Passage], asked_name: bool, sure: float) -> Iterator[Sign]:
    """What each of the first sentences below a question says of it."""
    first = told[0]
    answered = False  # what follows a yes or no only explains it
    for passage in told[:READ_BELOW]:
        head = opening(passage.plain) or _behind_label(about, passage.plain)
        if passage is not first and not about.named(passage.plain):
            if asked_name and not answered and _NONE_IS.match(passage.plain):
                yield Sign("no", sure - 0.05, passage, "the answer says so in few words")
            continue
        if head == "n/a" and asked_name and _denied(passage.plain):
            yield Sign("no", 0.65, passage, "not applicable, for it is not done")
        elif head == "n/a":
            yield Sign("hedged", 0.4, passage, "answered “N/A”")
        elif head and asked_name and not _conditional(item):
            yield from _opened(about, passage, head, sure - 0.25 * answered)
            answered = True
        elif (
            passage is first
            and asked_name
            and not (
                about.named(passage.plain) and list(of_sentence(about, passage, sure, paired=True, asked=item.question))
            )
            and (found := list(_shortly(item, passage, sure)))
        ):
            answered = True
            yield from found
        elif asked_name and NO_BECAUSE.search(passage.plain):
            yield Sign("no", 0.8, passage, "not done, so nothing is held")
        elif about.named(passage.plain) and (
            found := list(
                of_sentence(
                    about,
                    passage,
                    sure - 0.25 * answered,
                    paired=True,
                    listed=bool(_LISTED.search(item.question)),
                    asked=item.question,
                )
            )
        ):
            answered = answered or any(one.meaning == "no" for one in found)
            yield from found
        elif asked_name and passage is first:
            found = list(_indirect(about, item, passage, sure))
            answered = answered or any(one.meaning == "no" for one in found)
            yield from found


def _at_once(about: Subject, item: Item, told: Sequence[Passage], sure: float) -> Sign | None:
    """What the form of the question lets an answer say without a yes or no; or the yes or no that it ends with."""
    first = told[0]
    if _is_held(about) and any(cue.meaning == "not_held" for cue in cues_in(first.plain, "")):
        return Sign("no", sure - 0.1, first, "asked whether it is held, it is not")
    if side := said_of_sides(about.question.text, item.question, [one.plain for one in told]):
        return Sign(side, min(SIDES_TOLD, sure), first, "it says which of the two it is")
    permitted = _PERMITTED.search(item.question) and not _BARRED.search(item.question)
    if permitted and _BARRED.search(first.plain) and not negates(first.plain):
        return Sign("no", sure - 0.1, first, "asked whether it is allowed, it is barred")
    if summed := _summed_up(told):
        return Sign(summed[1], sure - 0.05, summed[0], f"it says that the answer is “{summed[1]}”")
    return None


def _is_held(about: Subject) -> bool:
    return _ASKS_HELD.search(fold(about.question.text)) is not None


def _summed_up(told: Sequence[Passage]) -> tuple[Passage, str] | None:
    """ "…, so the answer is yes"; or a "Yes." alone below the sentences that tell why."""
    for passage in told[:LATER]:
        if found := _ANSWER_IS.search(passage.plain):
            return passage, found["said"]
    for passage in told[1:LATER]:
        if found := _SO_NOW.match(passage.plain):
            return passage, found["said"]
        if passage.plain.strip(" .") in ("yes", "no") and not any(
            opening(one.plain) for one in told[:LATER] if one is not passage
        ):
            return passage, passage.plain.strip(" .")
    return None


def _behind_label(about: Subject, plain: str) -> str:
    """The yes or no of "Drones - No.", where the label is the subject."""
    found = LABELLED.match(plain)
    return opening(found["told"]) if found and about.named(found["label"]) else ""


def _shortly(item: Item, passage: Passage, sure: float) -> Iterator[Sign]:
    """ "Two do", "not since 2009": of a thing that the answer need not name."""
    if only_counts(item.question, passage.plain):
        return
    meaning, certain = elliptic(passage.plain) if asks_yes_or_no(item.question) else ("", 0.0)
    if meaning and (share := share_of_all(item.question, passage.plain)):
        meaning = share
    if meaning == "yes" and not any(map(str.isalpha, passage.plain)):
        return
    if meaning == "yes" and _SO_NONE.search(passage.plain):
        meaning = "no"
    if not opening(passage.plain) and only_planned(passage.plain):
        if not OF_PLANS.search(item.question) and asks_yes_or_no(item.question):
            yield Sign("no", min(PLANNED, sure), passage, "it is only planned")
    elif meaning:
        yield Sign(meaning, min(certain, sure), passage, "the answer says so in few words")


def _in_few_words(about: Subject, match: Match) -> Iterator[Sign]:
    """What the second sentence says of "it", or the first two in the words of the question, where the first has no
    yes or no of its own."""
    item = match.item
    told = [one for one in item.answers[:2] if one.label == "own"]
    if any(refused(about, one, item.question) or list(cited(one.raw, "")) for one in item.answers[:FAR]):
        return
    asked_name = about.named(item.question) or match.likeness > SAME_WORDS
    if match.likeness < ALIKE or not asked_name or not asks_yes_or_no(item.question):
        return
    sure = LOOSE - _beside(about, match)
    for passage in told[1:]:
        meaning, _ = elliptic(passage.plain)
        if _SINCE.search(passage.plain):
            continue
        if meaning in ("no", "formerly") or opening(passage.plain) == "yes":
            yield Sign(meaning, sure, passage, "the answer says so in few words")
            return
    for passage in told:
        meaning, _ = repeats(item.question, passage.plain)
        if meaning and not only_counts(item.question, passage.plain):
            yield Sign(meaning, sure, passage, "the answer takes up the words of the question")
            return


def _denied(plain: str) -> bool:
    """Whether what follows "not applicable" says that the thing is not had or done."""
    return "no" in stances(plain.removeprefix("not applicable"))


def _beside(about: Subject, match: Match) -> float:
    """How far the letter's question asks for more than ours: "any other equipment?", "any plans to replace it?"."""
    more = 0.05 * len(match.item.stems() - about.stems - GENERIC)
    if match.likeness > SAME_WORDS:
        more = min(more, 0.1)  # it asks ours, and goes on
    elsewhere = ELSE.search(match.item.question) and not ELSE.search(fold(about.question.text))
    return min(0.4, more + (0.25 if elsewhere else 0.0))


def _conditional(item: Item) -> bool:
    return item.question.startswith(("if so", "if yes", "if not", "if the answer"))


def _opened(about: Subject, passage: Passage, head: str, sure: float) -> Iterator[Sign]:
    """ "No, however we do have…" is a yes in the end, though not a sure one; "Yes, until 2019" is formerly."""
    said = list(stances(passage.plain))
    turned = _TURNS.search(passage.plain)
    after = passage.plain[turned.end() :] if turned else ""
    some = turned and (
        turned[0] not in ("but", "however")
        or (
            _HAS_SOME.search(after)
            and _OF_THE_SAME.search(after)
            and not _PLANS.search(after)
            and not only_planned(after)
        )
        or (about.names and about.names.search(after) and not _PLANS.search(after) and not only_planned(after))
    )
    if head == "no" and "yes" in said[1:] and some:
        yield Sign("yes", 0.6, passage, "a no, then a yes")
    elif head == "yes" and "formerly" in said and not still(passage.plain):
        yield Sign("formerly", 0.7, passage, "a yes that is over")
    elif head == "no" and "formerly" in said:
        yield Sign("formerly", 0.75, passage, "a no that was a yes once")
    else:
        yield Sign(head, sure, passage, f"the answer opens with “{head}”")


def _indirect(about: Subject, item: Item, passage: Passage, sure: float) -> Iterator[Sign]:
    """A count of the thing, or a list of its models, says that it is used; "we do not use this" that it is not."""
    if is_free(item.question, passage.plain):
        yield Sign("no", sure - 0.1, passage, "asked whether it is charged for, it is free")
        return
    counting = _HOW_MANY if YES_OR_NO.match(item.question) else _COUNTED
    if apart := _asked_apart(about, item, counting):
        yield from _named_among(item, apart, sure)
        return
    if len(item.asked) <= MOST_ASKED and counting.search(item.question) and (figures := _counted(item)):
        yield Sign("yes" if any(one.value for one in figures) else "no", sure - 0.05, passage, "it is counted")
        return
    if _LISTED.search(item.question) and _MODEL.search(passage.raw):
        yield Sign("yes", 0.65, passage, "models of it are listed")
        return
    if YES_OR_NO.match(item.question) and (confirmed := _CONFIRMS.match(passage.plain)):
        told = passage.plain[confirmed.end() :]
        yield Sign("no" if negates(told) else "yes", sure - 0.15, passage, "asked to confirm, it confirms")
        return
    if planned := said_of_plans(item.question, passage.plain):
        yield Sign(planned, min(PLANS_TOLD, sure), passage, "it says what is planned")
        return
    if shown := points_at_it(item.question, passage.plain, passage.raw):
        yield Sign("yes", min(POINTED, sure), passage, shown)
        return
    said = [one for one in stances(passage.plain) if one != "yes"]
    if said and (
        said[0] == "formerly" or (_subject_is_body(passage.plain) and _says_so_itself(said[0], passage.plain))
    ):
        yield Sign(said[0], sure - 0.1, passage, "the answer says so of “this”")


def _asked_apart(about: Subject, item: Item, counting: re.Pattern[str]) -> frozenset[str]:
    """The words of ours that stand only in another sentence of a question that counts ("How many drones have you? Say
    whether any are made by …"), so that the count says nothing of them; none where it counts what we ask about."""
    counts_it = [one for one in item.asked if counting.search(one.plain)]
    others = [one for one in item.asked if one not in counts_it and _WHETHER_ANY.search(one.plain)]
    if not counts_it or not others:
        return frozenset()
    here = content_stems(" ".join(one.plain for one in counts_it))
    return (about.asked & content_stems(" ".join(one.plain for one in others))) - here - GENERIC - MAKES


def _named_among(item: Item, apart: frozenset[str], sure: float) -> Iterator[Sign]:
    """A yes or no of the first answer that has one of these words ("3 owned, all DJI")."""
    for passage in item.answers[:MOST_LINES]:
        own = [one for one in main_clauses(passage.plain) if apart & content_stems(one)]
        if passage.label == "own" and own:
            denied = all(negates(one) for one in own) and opening(passage.plain) != "yes"
            yield Sign("no" if denied else "yes", sure - 0.1, passage, "it is named among them")
            return


def _counted(item: Item) -> list[Figure]:
    """The figures under a question that counts: of its first answer, or where that is a year or a name, of the lines
    or cells below it."""
    told = [one for one in item.answers[:MOST_LINES] if one.label == "own" and not _YEAR_ALONE.fullmatch(one.plain)]
    sentence = next((at for at, one in enumerate(told) if at and len(one.plain.split()) > MOST_LINE), len(told))
    told = told[:sentence]
    return next((found for one in told if (found := counts(fold(one.raw)))), [])


def _says_so_itself(meaning: str, plain: str) -> bool:
    """Whether a long sentence that denies something denies it of the body itself, at its beginning."""
    return meaning != "no" or len(plain.split()) <= SHORT_DENIAL or _BODY_DENIES.search(plain) is not None


def _subject_is_body(plain: str) -> bool:
    return bool(
        re.search(
            r"\b(?:there|we|council|trust|force|police|authority|board|service|university|they|it|these|them|none)\b",
            plain,
        )
    )
