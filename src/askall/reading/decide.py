"""Decide: one outcome from the weighed signs, with its evidence and a confidence, or an abstention that says why.

The confidences are set by judgement, and by what 121 letters of bodies not met before showed: of outcomes that rest on
statements alone 2 of 6 were right, of those that rest on a single sign of refusal about half, of all others nine in ten
(docs/reading.md). Of letters with both sides mixed.py knows more, of outright refusals outright.py.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Sequence, Set

from askall.reading.beside import told_beside
from askall.reading.elliptic import asks_yes_or_no, is_plain_no
from askall.reading.keeping import only_names_it
from askall.reading.labels import RESPONSE_HEADING
from askall.reading.mixed import PARTIAL, Sides, cites, cites_published, sure_of_parts
from askall.reading.outright import CERTAIN, given_beside, is_vexatious, refuses_as_a_whole
from askall.reading.passage import Passage
from askall.reading.presumed import asks_of_having
from askall.reading.provisions import NCND_ONLY, cited
from askall.reading.records import Evidence, Suggestion, Text
from askall.reading.sent import YES_OR_NO, questions_sent
from askall.reading.telling import (
    DOES,
    LEADS,
    SEARCHING,
    addresses,
    answers_some,
    leads_to,
    may_be_asked_for,
    only_points,
    says_nothing,
    spoken_of,
    tells_figure,
)
from askall.reading.weighing import ASKED_BACK, NO_BECAUSE, PAUSES, UNMISTAKEN, Weighed

ENOUGH = 0.6  # a sign this strong stands on its own
TRANSFERS = 0.85  # what is sent on, not only sent away
THIN, SINGLE = 0.65, 0.75  # how sure a decision is that rests on one sign
SOME = 3  # answers that are more than a remark
ENOUGH_TOLD = 3  # statements beside what is not held, that are more than its explanation
MOST_EVIDENCE = 4
OPENING = 1_200  # characters within which a letter says what it is
_RIDER = re.compile(
    r"\b(?:any other|any further|other (?:relevant )?information|further information|in addition|additional (?:information|material)|covert)\b"
)
# FOIA 2000 s.39 and FOISA 2002 s.39(2) only lead from the Act to the environmental regulations.
_GATE = re.compile(r"\b(?:section|s\.?) ?39(?:\(2\)|[\d()ab]*(?=[^.]{0,60}\b(?:environmental|eirs?)\b))")
_OF_ALL = re.compile(
    r"\b(?:your|the|this) request\b|\b(?:requested|this|any) information\b|\binformation (?:you )?(?:have )?requested\b"
)
# "We do not hold the information you asked for", with however much beside it on why and who may.
_OF_THE_WHOLE = re.compile(
    r"\b(?:hold|holds|held|have|has|find|found)\b[^.]{0,30}\b(?:the|any of the|any) (?:requested information|information (?:that )?(?:you(?:'ve| have)? (?:ask|request|seek|sought|want|describ)|requested|sought|in question|within the scope|in scope))|\bany (?:recorded |relevant )*information (?:relevant|relating|in relation|in response|in respect|falling within|on) (?:to |of )?(?:your|this|the (?:request|questions)|these|questions? 1\b|any of)|\bthe information (?:that )?(?:you(?:'ve| have)? (?:asked for|requested|sought)|requested|sought) is not held\b|\b(?:each|all|any|none) of your (?:questions|points|requests)\b"
)
_BLACKED = re.compile(r"redact|\b(?:black|blank)(?:ed)? out\b|\bobscured\b")
_HOLDS_NOTHING = re.compile(r"\b(?:not hold|holds? none of|not have) any of the (?:\w+ )?information\b")
_NAMES_DUTY = re.compile(r"\bconfirm\b|\bsection \d|\bs\.? ?\d|\bduty\b")
_ATTACHED = re.compile(r"attach|enclos|appendix|annex|spreadsheet|link")
_TO_HELP = re.compile(r"\bto (?:help|assist) you\b|\bfor (?:your )?guidance\b")  # what is sent with a question back
_REVIEW_SUBJECT = re.compile(
    r"\binternal review\b|\breview (?:response|outcome|decision)\b|\brequest for review\b", re.IGNORECASE
)


def decide(weighed: Weighed, read: Sequence[Passage], texts: Sequence[Text], law: str, letter: str = "") -> Suggestion:
    """The outcome, in study.records.OUTCOMES."""
    about = spoken_of(read, letter)
    return (
        _automatic(weighed, texts)
        or _review(weighed, texts)
        or _substance(weighed, read, law, about, letter)
        or _procedure(weighed, read, about)
        or _residue(weighed, read, about)
    )


def suggestion(value: str, confidence: float, shown: Sequence[Passage], most: int = MOST_EVIDENCE) -> Suggestion:
    """A suggestion whose evidence is these passages."""
    evidence: list[Evidence] = [one.evidence for one in shown[:most]]
    return Suggestion(value, min(confidence, 0.97), tuple(evidence))


def _automatic(weighed: Weighed, texts: Sequence[Text]) -> Suggestion | None:
    kind = next((text.automatic for text in texts if text.automatic), "")
    if not kind:
        return None
    if kind == "bounce":
        shown = _opening(texts)
        return (
            Suggestion("undeliverable", 0.95, shown) if shown else Suggestion(None, abstained="a bounce without text")
        )
    if kind in ("auto_reply", "receipt") and weighed.best("acknowledged") and not weighed.best("withheld", "not_held"):
        return suggestion("acknowledged", 0.8, weighed.passages("acknowledged"))
    return Suggestion(None, abstained=f"an automatic message ({kind.replace('_', ' ')}), not an answer")


def _opening(texts: Sequence[Text]) -> tuple[Evidence, ...]:
    for part, text in enumerate(texts):
        stripped = text.text.strip()
        if stripped:
            line = stripped.split("\n", 1)[0][:300].rstrip()
            start = text.text.find(line)
            return (Evidence(line, part, start, start + len(line)),)
    return ()


def _review(weighed: Weighed, texts: Sequence[Text]) -> Suggestion | None:
    named = any(_REVIEW_SUBJECT.search(text.subject) for text in texts)
    if (
        not named
        and weighed.best("review") < ENOUGH
        and weighed.best("review_overturned", "review_upheld") < UNMISTAKEN
    ):
        return None
    for value in ("review_overturned", "review_upheld"):
        if weighed.best(value):
            sure = 0.85 if weighed.best("review") else 0.7
            return suggestion(value, sure, weighed.passages(value))
    if is_vexatious(weighed):
        return None  # it tells of what came before
    opens = any(one.unit.start < OPENING for one in weighed.passages("review", least=ENOUGH))
    return _review_without_words(weighed) if opens else None


def _review_without_words(weighed: Weighed) -> Suggestion | None:
    """A review that says nothing of the first decision: what gives what was not given before has changed it, what only
    keeps back has kept it."""
    brought = [one for one in weighed.passages("disclosed", least=CERTAIN) if _ATTACHED.search(one.plain)]
    if brought:
        return suggestion("review_overturned", ENOUGH, brought)
    kept = weighed.passages("withheld", "cost", "ncnd", "not_held", least=ENOUGH)
    return suggestion("review_upheld", ENOUGH, kept) if kept else None


def _holds_nothing(passage: Passage) -> bool:
    """ "We have no canteen, so no information is held on your request": none of all that was asked for."""
    return bool(NO_BECAUSE.search(passage.plain) and _OF_ALL.search(passage.plain))


def _has_none(passage: Passage) -> bool:
    """ "This council does not have the plans that you are after", which is why it is not asked."""
    return NO_BECAUSE.search(passage.plain) is not None


def _is_receipt(weighed: Weighed, given: Sequence[Passage]) -> bool:
    """Whether nothing but a line below what looks like a question stands against an automatic receipt."""
    receipt = weighed.best("automatic") >= SINGLE and weighed.best("acknowledged") >= ENOUGH
    return receipt and all(map(weighed.only_below, given))


def _asks_more(letter: str) -> bool:
    """Whether our letter asks for more than whether a thing is there, so that a no to that is not the answer."""
    asked = [" ".join(one.plain for one in some) for _, some in questions_sent(letter)]
    return bool(asked) and not any(asks_yes_or_no(one) and asks_of_having(one) for one in asked)


def _substance(
    weighed: Weighed, read: Sequence[Passage], law: str, about: frozenset[str], letter: str
) -> Suggestion | None:
    """Answered, partly answered, refused, not held, neither confirmed nor denied."""
    pending = weighed.best("extension") and not weighed.best("disclosed") >= ENOUGH
    given = weighed.passages("disclosed", least=ENOUGH)
    asks = weighed.best("clarification")
    if asks >= PAUSES:
        given = [one for one in given if not YES_OR_NO.match(one.plain)]  # "is a points scheme to be included?"
    whole = is_vexatious(weighed)
    if weighed.best("cost") or whole:
        given = given_beside(given, weighed, read, about)
    denied = weighed.passages("ncnd", least=0.5)
    refused = [] if pending else _refusals(weighed, denied, read, law)
    asked = " ".join([*about, *(one.plain for one in read if one.label == "heading")])
    refused = [one for one in refused if not only_names_it(asked, one.plain)]
    if refused:
        certain = weighed.passages("disclosed", least=CERTAIN)
        given = [one for one in given if one in certain or may_be_asked_for(one, about)]
        given = given or [one for one in weighed.statements if not whole and tells_figure(one, about)]
    absent = [one for one in weighed.passages("not_held") if not is_plain_no(one.plain, letter)]
    if weighed.best("cost") and refused and not given and refuses_as_a_whole(weighed, read):
        absent = []  # "there is no central register of these": why it would cost so much
    given = _told_not_led_to(given, [*refused, *absent, *denied])
    if absent and not given and not refused and not any(_OF_THE_WHOLE.search(one.plain) for one in absent):
        told = [one for one in weighed.statements if answers_some(one, about)]
        if len(told) >= ENOUGH_TOLD:
            return suggestion("partly_answered", THIN, [*told[:2], *absent])
    told = weighed.passages("disclosed", least=CERTAIN)
    if asks >= PAUSES:
        told = [one for one in told if not (weighed.only_below(one) or _TO_HELP.search(one.plain))]  # it explains
    if asks >= ASKED_BACK and not told and not (refused or absent):
        return None  # figures that only say what is unclear
    if _is_receipt(weighed, given) and not (refused or absent or denied):
        return None
    if asks and not given and not cites(refused, law) and not absent:
        return None
    if not given and refused and all(_BLACKED.search(one.plain) for one in refused):
        given = list(refused)  # what is blacked out in part was given for the rest
    if not given and any(PARTIAL.search(one.plain) for one in [*refused, *denied]):
        given = weighed.passages("pointed") or _told_before(weighed, read, refused or denied, about)
    if given and not refused and not denied and all(_holds_nothing(one) for one in given) and _asks_more(letter):
        given, absent = [], [*absent, *given]
    given = _told_not_led_to(given, [*refused, *absent, *denied])
    if any(_HOLDS_NOTHING.search(one.plain) for one in absent) and not refused and len(given) < SOME:
        given = [one for one in given if not weighed.only_below(one)]  # what it does instead
    keeping = {one.part for one in (*refused, *absent, *denied)}
    if keeping and all(leads_to(one, keeping) for one in given):
        given = []  # "please see the attached sheet for our answers", and the sheet refuses them all
    if refused and not (given or denied or pending):
        given = told_beside(weighed, read, refused, about, letter)
    if given and (refused or absent or denied):
        cites_one = cites([one for one in read if id(one) in weighed.answering], law)
        sure = sure_of_parts(Sides(given, refused, absent, denied), weighed, law, answers_cite=cites_one)
        return suggestion("partly_answered", sure, given[:2] + refused[:2] + absent[:1] + denied[:1])
    if given and not absent and weighed.best("transferred") >= TRANSFERS and all(map(_has_none, given)):
        return suggestion("transferred", 0.8, weighed.passages("transferred"))
    if given:
        return suggestion("answered", 0.88 if weighed.best("disclosed") >= 0.75 else 0.7, given)
    return _nothing_given(weighed, refused, absent, denied, _lifted(read, law), law)


def _told_not_led_to(given: list[Passage], kept: Sequence[Passage]) -> list[Passage]:
    """ "Below is your request and our response" leads to whatever follows."""
    return [] if kept and all(only_points(one) for one in given) else given


def _told_before(
    weighed: Weighed, read: Sequence[Passage], refused: Sequence[Passage], about: frozenset[str]
) -> list[Passage]:
    """Above the refusal of a part, what is told of the rest."""
    signs = {id(one.passage) for found in weighed.found.values() for one in found}
    first = min((one.part, one.unit.start) for one in refused)
    return [
        one
        for one in read
        if one.label == "own"
        and (one.part, one.unit.start) < first
        and id(one) not in signs
        and DOES.search(one.plain)
        and not SEARCHING.search(one.plain)
        and not (one.plain.startswith(("you ", "your ")) or LEADS.search(one.plain))
        and addresses(one, about)
    ]


def _nothing_given(
    weighed: Weighed,
    refused: Sequence[Passage],
    absent: Sequence[Passage],
    denied: Sequence[Passage],
    lifted: frozenset[str],
    law: str,
) -> Suggestion | None:
    if denied and refused and not absent and _is_one_refusal(refused, denied, lifted, law):
        return suggestion("neither_confirm_nor_deny", SINGLE, denied)
    if denied and weighed.best("not_held") >= UNMISTAKEN and not any(_NAMES_DUTY.search(one.plain) for one in denied):
        denied = []  # "I can't say whether they still answer letters"
    if denied and not refused and (not absent or all(not _RIDER.search(one.plain) for one in denied)):
        return suggestion("neither_confirm_nor_deny", 0.85, denied)
    if weighed.best("transferred") >= TRANSFERS and not refused and not denied:
        return suggestion("transferred", 0.8, weighed.passages("transferred"))
    if refused and absent and not cites(refused, law) and weighed.best("withheld", "cost") < 0.8:
        return suggestion("not_held", 0.7, [*absent, *refused])
    if refused:
        plain = cites(refused, law) or weighed.best("cost", "withheld") >= 0.85
        sure = THIN if not plain else 0.85 if len(refused) > 1 else SINGLE
        return suggestion("refused", sure, list(refused) + list(absent[:1]))
    if absent:
        return suggestion("not_held", 0.85, absent)
    if denied:
        return suggestion("neither_confirm_nor_deny", 0.7, denied)
    return None


def _refusals(weighed: Weighed, denied: Sequence[Passage], read: Sequence[Passage], law: str) -> list[Passage]:
    """Passages that refuse held information. Where the body neither confirms nor denies, the exemptions that lift the
    duty to confirm are not a refusal on top of it. "Already published" is one only where the section is cited."""
    found = weighed.passages("withheld", "cost", least=0.5)
    absent = weighed.passages("not_held")
    notices = [one for one in found if _is_notice(one, law)]
    found = [one for one in found if one not in notices and (one not in absent or cites([one], law))]
    if notices and absent and all(one.label == "argument" for one in found):
        return []  # the public interest in refusing what is not held
    found += [one for one in weighed.passages("elsewhere") if one not in found and cites_published(one, law)]
    if any(_GATE.search(one.plain) for one in read) and not cites(found, law):
        found = [one for one in found if one.label != "argument"]  # the public interest in not using the other law
    if not denied:
        return found
    lifted = _lifted(read, law)
    own = {(one.part, one.unit.start) for one in denied}
    return [one for one in found if (one.part, one.unit.start) not in own and not _only_ncnd(one, lifted, law)]


def _lifted(read: Sequence[Passage], law: str) -> frozenset[str]:
    """The sections by which the letter says that it need not say whether anything is held, without their paragraphs."""
    named = (section for one in read for _, section in cited(one.raw, law) if NCND_ONLY.match(section))
    return frozenset(section.split("(")[0] for section in named)


def _is_notice(passage: Passage, law: str) -> bool:
    """ "Not held and therefore exempt under section 17": in Scotland that section is the notice of not holding, and for
    environmental information the exception for what is not held (EIR reg 12(4)(a), EI(S)R reg 10(4)(a)) says no more."""
    named = set(cited(passage.raw, law))
    if named and named <= {("EIR", "12(4)(a)"), ("EISR", "10(4)(a)")}:
        return True
    if _GATE.search(passage.plain):
        return True
    sections = {section.split("(")[0] for one, section in named if one == "FOISA"}
    return sections == {"17"} and law in ("FOISA", "EISR")


def _only_ncnd(passage: Passage, lifted: Set[str], law: str) -> bool:
    """Whether the passage cites nothing but what lifts the duty to confirm or deny."""
    sections = [section for _, section in cited(passage.raw, law)]
    return not sections or all(NCND_ONLY.match(section) or section in lifted for section in sections)


def _is_one_refusal(refused: Sequence[Passage], denied: Sequence[Passage], by_law: frozenset[str], law: str) -> bool:
    """Whether the exemption relied on is the very one by which nothing is confirmed or denied, of the whole request."""
    if any(_RIDER.search(one.plain) or PARTIAL.search(one.plain.replace("any part of", "")) for one in denied):
        return False
    lifted = by_law | {section.split("(")[0] for one in denied for _, section in cited(one.raw, law)}
    relied = {section.split("(")[0] for one in refused for _, section in cited(one.raw, law)}
    return bool(relied) and relied <= lifted


def _procedure(weighed: Weighed, read: Sequence[Passage], about: frozenset[str]) -> Suggestion | None:
    if weighed.best("automatic") and not weighed.best("clarification", "transferred"):
        if weighed.best("acknowledged"):
            return suggestion("acknowledged", 0.6, weighed.passages("acknowledged"))
        return Suggestion(None, abstained="an automatic message, not an answer")
    asked = (
        0.6 if weighed.best("clarified") else 0.0
    )  # what was clarified already is not asked again by naming the clock
    for value, meanings, sure in (
        ("clarification_asked", ("clarification",), 0.85),
        ("transferred", ("transferred",), 0.8),
        ("withdrawn", ("withdrawn",), 0.75),
        ("acknowledged", ("extension",), 0.85),
    ):
        closed = value == "clarification_asked" and weighed.best("withdrawn")
        if not closed and weighed.best(*meanings) > (asked if value == "clarification_asked" else 0.0):
            return suggestion(value, sure, weighed.passages(*meanings))
    if weighed.best("elsewhere"):
        return suggestion("answered", 0.6, weighed.passages("elsewhere"))
    if weighed.best("fee"):
        return Suggestion(None, abstained="a fee is asked for; nothing is answered yet")
    acks = len(weighed.passages("acknowledged"))
    if acks and len(weighed.statements) <= 2 * acks + 2 and len(_addressing(weighed, read, about)) <= (acks > 1):
        return suggestion("acknowledged", 0.85, weighed.passages("acknowledged"))
    return None


def _residue(weighed: Weighed, read: Sequence[Passage], about: frozenset[str]) -> Suggestion:
    """No deciding word at all: statements that speak of what was asked, or of what the body has and does, are an
    answer; a pointer to a letter is probably one."""
    if weighed.best("portal") and len(weighed.statements) <= 2:
        return Suggestion(None, abstained="the answer is kept on a portal")
    if addressing := _addressing(weighed, read, about):
        return suggestion("answered", 0.55, addressing)
    if weighed.best("acknowledged") >= ENOUGH:
        return suggestion("acknowledged", 0.65, weighed.passages("acknowledged"))
    pointers = weighed.passages("disclosed", "pointed")
    if pointers and not any(_ATTACHED.search(one.plain) for one in pointers):
        return Suggestion(None, abstained="it says that the answer stands below, and nothing follows")
    if pointers:
        return suggestion("answered", 0.5, pointers)
    if weighed.best("survey"):
        return Suggestion(None, abstained="it only asks for a survey")
    if weighed.statements:
        return Suggestion(None, abstained="what it says does not speak of anything asked")
    if not any(one.label in ("own", "question") for one in read):
        return Suggestion(None, abstained="no words of the body's own were found")
    return Suggestion(None, abstained="nothing says what was decided")


def _addressing(weighed: Weighed, read: Sequence[Passage], about: frozenset[str]) -> list[Passage]:
    told = _after_pointer(weighed, read)
    return [one for one in weighed.statements if addresses(one, about) or one in told]


def _after_pointer(weighed: Weighed, read: Sequence[Passage]) -> list[Passage]:
    """The statements below "please see our response below", or below a heading "Response"."""
    heads = [one for one in read if one.label == "heading" and RESPONSE_HEADING.match(one.plain)]
    pointed = min(((one.part, one.unit.start) for one in [*weighed.passages("pointed"), *heads]), default=None)
    return [
        one for one in weighed.statements if pointed and (one.part, one.unit.start) > pointed and not says_nothing(one)
    ]
