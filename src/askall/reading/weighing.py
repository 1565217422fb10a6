"""Weigh: what each passage and each answered question says was done with the request."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from askall.reading.cue import Cue
from askall.reading.cues import cues_in
from askall.reading.elliptic import asks_yes_or_no, elliptic
from askall.reading.figures import counts
from askall.reading.folding import content_stems, fold, words
from askall.reading.labels import RESTATES
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.patterns import phrases
from askall.reading.polarity import opening
from askall.reading.provisions import NCND_ONLY, cited

DECIDING = frozenset({"withheld", "cost", "not_held", "ncnd", "elsewhere"})
PENDING = DECIDING | {"acknowledged"}
_BARE_NUMBER = re.compile(r"\(?\d{1,2}\)\.?|\d{1,2}\.")  # "1)." numbers what follows
ARGUED = frozenset({"withheld", "ncnd", "cost"})
UNMISTAKEN = 0.95  # words that only a review has
CONFIRMS = 0.5  # "I can confirm that …": what follows is what is said
ASKED_BACK = 0.8  # a sign of clarification this strong asks the applicant something
PAUSES = 0.9
MOST_REASONS = 4  # sentences of an answer
_OF_THE_REQUEST = re.compile(
    r"\b(?:information|data|details?|figures?|breakdown|numbers?|cop(?:y|ies)|documents?|names?|lists?|section|regulation|exempt\w*|withh\w+|redact\w*|refus\w*|held|hold|disclos\w*|releas\w*|request\w*|foi\w*|rest|remainder|s\.? ?\d\d)\b"
)
SHORT = 60  # characters: a line of a list
TOLD = 8  # words of a sentence
FEW = 5  # lines that make a list
BRIEF = 16  # words
_NUMBERS = re.compile(r"[£\d][\d,.%£ |/km-]*")
_NUMBER = re.compile(r"(?<![\w/(.])£?(?!(?:19|20)\d\d\b)\d[\d,.]*%?(?=[\s,.;)]|$)")
_SEARCH = re.compile(r"\b(?:hours?|minutes?|files?|records?|search\w*|boxes|e-?mails)\b")
# "Not held 88" counts requests, and refuses nothing.
_COUNTED = re.compile(r"^(?!.*\b(?:section|s|reg)\.? ?\d)\D{3,60}[ :=|-]\d[\d,]*(?: ?\([^)]*\))?[;,]?$")
_FIGURE_LINE = re.compile(
    r"^.{0,90}(?:[:=-]|\b[a-z]\w*) ?£?(?!(?:19|20)\d\d$)\d[\d,]*(?:\.\d+)?(?:%| ?(?:km|mph|kwh|kg|mb|gb|hrs?|hours?|days?|m)\b[a-z/]{0,3})?$"
    r"|^[^.:]{1,20}: (?:[a-z][a-z -]{1,30} \d[\d,]*(?:, | and |\.?$)){2,}"
)
# What a letter is known by, or when it is from.
_REFERENCE = re.compile(
    r"\b(?:request|case|enquiry|our|your|file|foi) (?:number|no|ref\w*|id)\b|\bref(?:erence)?\b|^[a-z]{1,6}[-/ ]?\d{3,}[\d /-]*$"
    r"|^(?:\w+ )?\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? (?:19|20)\d\d$|\b(?:deadline|received|response date|due)\b|\b(?:appropriate|cost|fees?) limit\b|^(?:you|this) (?:sent|is currently)\b"
)
PROCEDURAL = frozenset(
    {
        "acknowledged",
        "clarification",
        "clarified",
        "transferred",
        "extension",
        "automatic",
        "survey",
        "withdrawn",
        "fee",
        "review",
    }
)

# "We do not use the brand and so hold nothing": a plain no, worded as not held.
NO_BECAUSE = phrases(
    "there_have there_has there_were there_are there_is not_use do_not does_not not_in_use no_such not_operate not_own never none_are no_longer not_currently not_deploy not_employ don't",
    r"\b(?:no information (?:is )?held|not held)\W{1,4}(?:as )?there (?:have|has|were|was|are|is) (?:been )?(?:no|none)\b",
    r"(?:not|no longer|never|n't) (?!to\b)(?:\w+ ){0,3}(?:us(?:e|ed|ing)|in use|operat\w+|own\w*|deploy\w*|employ\w*|purchas\w+|have|has|install\w+|bought|run)\b(?! any of the )(?! (?:\w+ ){0,2}(?:information|records?|data|details|breakdown))"
    r"[^.]{0,120}\b(?:hold|held|information|record|nothing (?:further|more|else))",
    r"\b(?:hold|held|information|records?|data)\b[^.]{0,60}\b(?:as|because|since)\b (?:\w+ ){1,4}(?:(?:has|have|is|are|had) no (?:such )?|(?:do|does) not (?:have (?:any )?|employ |use |operate |run |own )(?:such |these |this |any )?)(?!(?:it|this|that|these|those|them|any)\b|(?:\w+ )?(?:information|records?|data|details|system|breakdown|central|way|means|requirement|obligation|legal|business|duty|need|database|record|mechanism))\w+",
    # any other thing that is not done, and so there is nothing to hold
    r"\b(?:does|do) not (?:currently )?(?!hold|held|record|keep|collect|collat|captur|retain|stor|have|possess|requir|oblig|able|cover|includ|provid)\w+ [^.]{3,80}(?:therefore|and so|as such|consequently|hence|accordingly)[^.]{0,40}(?:not|no|nothing)[^.]{0,12}\b(?:hold|held|information|record)",
)  # fmt: skip
# A section that is named, and not as a possibility, as another's decision or as one of many counted, is relied on; less
# surely where the letter only says what the section is about.
CITED, DESCRIBED = 0.6, 0.5
MOST_CITED = 4
_PRESUMED = re.compile(r"\bpresumption in favour of disclosure\b")
_NOT_THIS_DECISION = phrases(
    "",
    r"^(?:if|where|should|unless|under|whether)\b|\bwarn you\b|\bwould (?:almost certainly|probably|very likely)\b|\b(?:may|might|could)\b[^.]{0,30}\bexceed|\b(?:may|might|could|would) (?:\w+ )?(?:be(?! likely)|have|apply|also|relieve|engage)\b|\b(?:not|isn't|wasn't|n't|no longer|nor) (?:\w+ ){0,4}(?:engaged?|appl(?:y|ies|ied)|made out|rel(?:y|ied|ying)|cited?|needed|exempt|fit)\b",
    r"\b(?:you were told|you have been told|was refused|were refused|refusal (?:dated|of|was)|original(?:ly)?|initial(?:ly)?|previous(?:ly)?|earlier|first (?:response|reply|decision)|had (?:been |then )?(?:applied|refused|cited|relied|withheld)|mistake|wrong(?:ly)?|your (?:complaint|appeal|challenge))\b",
    r"data protection act|purposes? of (?!deliberation)|^s\d\d (?!\()[a-z ]+[-:£]|\b(?:right|apply|appeal|complain)\w* [^.]{0,30}under section",
)
_DESCRIBES = re.compile(
    r"\b(?:section|s|regulation|reg)\.? ?\d[\d()a-z]*[^.]{0,30}\b(?:provides|states|says|covers|allows|permits|requires|means|defines?|prevents|exempts|protects|is an? (?:\w+ )?(?:absolute|qualified|class|prejudice)|lets|removes)\b|\bis an? (?:\w+ )?(?:absolute|qualified)"
)
_REFUSAL_NOTICE = re.compile(
    r"^(?!.*\b(?:if|review|not)\b).{0,60}\b(?:refusal notice|notice of refusal|refusal (?:under|-|–))"
)
# What is told to help the applicant on, and what others wrote, decides nothing.
_HELPING_ON = re.compile(
    r"\b(?:section 1[56]\b[^.]{0,40}|under our |by way of )?(?:advice and assistance|advise and assist)\b[^.]{0,10}|\bmight help you to know\b"
)
_QUOTED_WHOLE = re.compile(r'^"[^"]*\bshall\b[^"]*"?[.;]?$')  # the words of a lease or a statute
_WHETHER = re.compile(
    r"^(?:and |or )?whether (?:or not )?you (?:want|wish|mean|need|require|would|are (?:asking|looking|after|interested))\b"
)
_ELSEWHERE = frozenset({("FOIA", "21"), ("FOISA", "25"), ("EIR", "6"), ("EISR", "6")})
_CONDITION = re.compile(
    r"^(?:if|should|where|when|unless|once) |^you (?:may|might|can|could) (?:wish|want|like|also|find|prefer)\b"
)
_TO_COME = re.compile(r"\b(?:will|due to|going to) be (?:published|released)\b")
_EMPTY = phrases(
    "you_ as_above see_ please_refer note regards contact response refer as_follows wish advise information_is_held is_held confirm",
    r"^(?:please (?:see|refer|note|contact|find)|see |as above|note|i (?:can|would|wish)[^.]{0,60}(?:held|hold|holds|advise|inform|refer)|"
    r"(?:in|at) (?:your )?(?:question|q|part|point) ?\d+\w? you\b|you (?:refer|mention|say)\b|"
    r"the information (?:you (?:have )?requested )?is held|information is held|(?:we|the council|the trust) (?:do(?:es)? )?holds? (?:this|the) information)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One cue in one passage."""

    meaning: str
    strength: float
    passage: Passage
    below: bool = False  # known only by standing below a question


@dataclass(slots=True)
class Weighed:
    """Everything the texts say, by meaning, in reading order; `answering` are the passages (by id) below a question."""

    found: dict[str, list[Found]] = field(default_factory=dict)
    statements: list[Passage] = field(default_factory=list)
    answering: set[int] = field(default_factory=set)

    def add(self, meaning: str, strength: float, passage: Passage, *, below: bool = False) -> None:
        """Note one more sign."""
        self.found.setdefault(meaning, []).append(Found(meaning, strength, passage, below))

    def only_below(self, passage: Passage) -> bool:
        """Whether the passage was given only because it stands below a question."""
        return all(one.below for one in self.found.get("disclosed", ()) if one.passage is passage)

    def best(self, *meanings: str) -> float:
        """The strongest sign of any of these meanings; 0 if there is none."""
        return max((one.strength for meaning in meanings for one in self.found.get(meaning, ())), default=0.0)

    def passages(self, *meanings: str, least: float = 0.0) -> list[Passage]:
        """The passages with these meanings, strongest first, then in reading order."""
        hits = [one for meaning in meanings for one in self.found.get(meaning, ()) if one.strength >= least]
        seen: dict[tuple[int, int], Passage] = {}
        for one in sorted(hits, key=lambda hit: -hit.strength):
            seen.setdefault((one.passage.part, one.passage.unit.start), one.passage)
        return list(seen.values())


def weigh(read: Sequence[Passage], items: Iterable[Item], law: str) -> Weighed:
    """The signs of all passages. Answers under a question count as given unless they say otherwise."""
    weighed = Weighed()
    answering = weighed.answering
    cues: dict[int, frozenset[str]] = {}
    items = list(items)
    explaining = {id(one) for item in items for one in _explaining(item)}
    for passage in read:
        if passage.label == "heading" and _REFUSAL_NOTICE.search(passage.plain):
            weighed.add("withheld", 0.85, passage)
        if passage.label in ("own", "intro", "argument", "heading", "general"):
            cues[id(passage)] = _weigh_passage(weighed, passage, law, id(passage) in explaining)
    asked_back = min(
        (_place(one.passage) for one in weighed.found.get("clarification", ()) if one.strength >= ASKED_BACK),
        default=None,
    )
    for item in items:
        answering.update(id(one) for one in item.answers)
        _weigh_item(weighed, item, cues, asked_back)
    for passage in read:
        if passage.label == "own" and not cues[id(passage)] and id(passage) not in answering and _states(passage):
            weighed.statements.append(passage)
    _weigh_listing(weighed, read)
    return weighed


# "Not provided.", asked whether a thing is.
_NOT_DONE = re.compile(
    r"^(?:this is |it is )?not (?:currently |at present )?(?:provided|offered|supplied|issued|shared)\W*$"
)


def _explaining(item: Item) -> Sequence[Passage]:
    """What follows a yes or no ("No. Assessments are not provided here.") tells of the matter, not of the request;
    unless it speaks of information, or cites a section."""
    if not item.answers:
        return ()
    first = item.answers[0].plain
    if _NOT_DONE.match(first) and asks_yes_or_no(item.question):
        return [item.answers[0]]
    if not (opening(first) in ("yes", "no") or (asks_yes_or_no(item.question) and elliptic(first)[0])):
        return ()
    return [one for one in item.answers[1:MOST_REASONS] if not _OF_THE_REQUEST.search(one.plain)]


def _is_sentence(passage: Passage) -> bool:
    return passage.label in ("own", "intro", "question") and len(words(passage.plain)) >= TOLD


def _weigh_listing(weighed: Weighed, read: Sequence[Passage]) -> None:
    """Figures at the ends of lines, or a run of short lines, are the information itself and not an explanation."""
    listed = [
        one
        for one in weighed.statements
        if (_FIGURE_LINE.search(one.plain) or one.unit.row >= 0) and not _REFERENCE.search(one.plain)
    ]
    begun = next((_place(one) for one in read if one.label == "greeting" or _is_sentence(one)), (0, 0))
    below = [one for one in weighed.statements if _place(one) > begun]  # above stand letterheads
    short = [
        one
        for one in below
        if len(one.plain) < SHORT and one.plain[-1] not in ".:;?" and not _REFERENCE.search(one.plain)
    ]
    if len(listed) >= 2 or len(short) >= FEW:
        weighed.add("disclosed", 0.7, (listed or short)[0])


def _weigh_passage(weighed: Weighed, passage: Passage, law: str, explains: bool = False) -> frozenset[str]:
    met: set[str] = set()
    if (
        (_COUNTED.match(passage.plain) and not passage.unit.numbers)
        or _QUOTED_WHOLE.match(passage.plain)
        or _WHETHER.match(passage.plain)
    ):
        return frozenset()
    for cue in cues_in(passage.plain, law):
        if passage.label == "heading" and cue.meaning != "review":
            continue
        if passage.label == "general" and cue.meaning != "acknowledged" and not _pauses(cue):
            continue
        if explains and cue.meaning in ("withheld", "not_held"):
            continue
        if cue.meaning == "disclosed" and _HELPING_ON.search(passage.plain):
            continue
        if passage.label == "intro" and cue.meaning not in PROCEDURAL | {"transferred"}:
            continue
        unmistaken = cue.meaning.startswith("review_") and cue.strength >= UNMISTAKEN
        if passage.label == "argument" and not (cue.meaning in ARGUED or unmistaken or _pauses(cue)):
            continue
        if cue.meaning != "disclosed" or cue.strength > CONFIRMS:
            met.add(cue.meaning)
        if cue.meaning == "not_held" and NO_BECAUSE.search(passage.plain):
            weighed.add("disclosed", 0.75, passage)
            continue
        weighed.add(
            cue.meaning,
            cue.strength * (0.6 if passage.label == "argument" and not cue.meaning.startswith("review") else 1.0),
            passage,
        )
    if not met & DECIDING and (meaning := _cites(passage, law)):
        met.add(meaning)
        weighed.add(meaning, DESCRIBED if _DESCRIBES.search(passage.plain) else CITED, passage)
    return frozenset(met)


def _pauses(cue: Cue) -> bool:
    """What stops or lengthens the time of this request is no general law, wherever it stands."""
    return cue.meaning in ("clarification", "extension") and cue.strength >= PAUSES


def _cites(passage: Passage, law: str) -> str:
    """What a passage says that names a section and nothing that was decided: "Section 31(1)(a) - Law enforcement"."""
    if passage.label not in ("own", "argument") or _NOT_THIS_DECISION.search(passage.plain):
        return ""
    named = {(one, section.split("(")[0]) for one, section in cited(passage.raw, law) if not NCND_ONLY.match(section)}
    if not named or len(named) > MOST_CITED:
        return ""
    if named <= _ELSEWHERE:
        return "elsewhere"
    return "cost" if named <= {("FOIA", "12"), ("FOISA", "12")} else "withheld"


def _place(passage: Passage) -> tuple[int, int]:
    return passage.part, passage.unit.start


def _weigh_item(
    weighed: Weighed, item: Item, cues: dict[int, frozenset[str]], asked_back: tuple[int, int] | None = None
) -> None:
    """An answer without any deciding word was given. Before deciding words in the same item only a plain value was:
    the rest is the body's way of explaining itself. So it is after the body has asked something back."""
    if RESTATES.match(item.question) and not any(_valued(one) or elliptic(one.plain)[0] for one in item.answers[:2]):
        return  # what follows in running text may be about anything
    mixed = any(cues.get(id(one), frozenset()) & PENDING for one in item.answers)
    for passage in item.answers:
        met = cues.get(id(passage), frozenset())
        if met & DECIDING or met & {"clarification", "acknowledged", "transferred", "automatic"}:
            return
        plainly = mixed or (asked_back is not None and _place(passage) > asked_back)
        if passage.label == "own" and not met and _answers(passage) and (not plainly or _plainly_valued(passage, item)):
            weighed.add("disclosed", 0.85, passage, below=True)
            return


def _plainly_valued(passage: Passage, item: Item) -> bool:
    """Among words that decide otherwise, only a yes or no, a figure of a line's own, or a short sentence on what was
    asked is an answer: explanations have figures too."""
    if opening(passage.plain) in ("yes", "no") or _FIGURE_LINE.search(passage.plain):
        return True
    if len(words(passage.plain)) > BRIEF or _SEARCH.search(passage.plain):
        return False
    if _NUMBERS.fullmatch(passage.plain) or len(_NUMBER.findall(passage.plain)) > 1:
        return True
    return _valued(passage) and bool(content_stems(passage.plain) & item.stems())


def _valued(passage: Passage) -> bool:
    if opening(passage.plain) in ("yes", "no") or _FIGURE_LINE.search(passage.plain):
        return True
    return any(passage.raw[one.start].isdigit() for one in counts(fold(passage.raw)))


def _answers(passage: Passage) -> bool:
    if _CONDITION.match(passage.plain) and not passage.unit.numbers:
        return False
    if passage.plain.endswith(":") and not _valued(passage):  # it leads to what follows
        return False
    if _TO_COME.search(passage.plain) and opening(passage.plain) != "yes":
        return False
    if _BARE_NUMBER.fullmatch(passage.plain) or _PRESUMED.search(passage.plain):
        return False
    return (
        any(sign.isalnum() for sign in passage.plain)
        and not _EMPTY.search(passage.plain)
        and not _WHETHER.match(passage.plain)
    )


def _states(passage: Passage) -> bool:
    """Whether a passage without any cue says something of substance."""
    return (len(words(passage.plain)) >= 4 or passage.unit.row >= 0) and not (
        _EMPTY.search(passage.plain) or _WHETHER.match(passage.plain)
    )
